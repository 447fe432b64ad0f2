//! The fields as rows: name, value, meaning, and where its bytes stand. One stop of the Tab key; arrows go from row to row.

use super::subject::Found;
use super::words::{said, sentence, visible};
use crate::bytes::fields::Field;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::virtual_list::BAR;
use crate::ui::widgets::{cut, focus_ring, galley, item_info, paint_left, paint_right, rounded};
use egui::{Event, EventFilter, Key, Modifiers, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// The column of names takes this part, and so many points at most.
const NAMES: f32 = 0.34;
const NAMES_MOST: f32 = 220.0;
/// A step in.
const STEP: f32 = 12.0;

/// The rows of one message.
pub struct Table<'a> {
    /// The message.
    pub found: &'a Found,
    /// The selected field.
    pub selected: Option<usize>,
    /// The selected field is to be brought into sight.
    pub show: bool,
}

impl Table<'_> {
    /// Draws them over what is left; the field that was chosen just now.
    pub fn ui(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<usize> {
        let fields = &self.found.decoded.fields;
        let rect = ui.available_rect_before_wrap();
        let id = ui.scope_id().with("field-rows");
        let list = ui.interact(rect, id, Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::List, true, cx.t("fields-list")));
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: false, tab: false, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let mut chosen = if list.has_focus() { self.by_key(ui, cx, fields) } else { None };
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("fields").auto_shrink(false);
        if let Some(at) = self.selected.filter(|_| self.show) {
            let top = at as f32 * sizes::ROW_DENSE;
            let room = rect.height();
            let scroll_id = id.with("scroll");
            let before = ui.data(|data| data.get_temp::<f32>(scroll_id)).unwrap_or(0.0);
            if top < before || top + sizes::ROW_DENSE > before + room {
                area = area.vertical_scroll_offset((top - room / 2.0).max(0.0));
            }
        }
        let out = area.show_rows(ui, sizes::ROW_DENSE, fields.len(), |ui, range| {
            for i in range {
                let Some(field) = fields.get(i) else { continue };
                if self.row_ui(ui, cx, i, field) {
                    chosen = Some(i);
                    list.request_focus();
                }
            }
        });
        ui.data_mut(|data| data.insert_temp(id.with("scroll"), out.state.clamped_offset().y));
        focus_ring(ui, &list, sizes::RADIUS_CONTROL, true);
        chosen
    }

    fn by_key(&self, ui: &Ui, cx: &Cx<'_>, fields: &[Field]) -> Option<usize> {
        if let Some(field) = self.selected.and_then(|i| fields.get(i))
            && ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)))
        {
            ui.ctx().copy_text(format!("{}\t{}", said(cx, &field.name), visible(&field.value)));
        }
        let last = fields.len().checked_sub(1)?;
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::ArrowDown) {
            return Some(self.selected.map_or(0, |i| (i + 1).min(last)));
        }
        if pressed(Key::ArrowUp) {
            return Some(self.selected.map_or(last, |i| i.saturating_sub(1)));
        }
        if pressed(Key::Home) {
            return Some(0);
        }
        pressed(Key::End).then_some(last)
    }

    /// One field; true when it was clicked.
    fn row_ui(&self, ui: &mut Ui, cx: &Cx<'_>, i: usize, field: &Field) -> bool {
        let t = Tokens::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_DENSE), Sense::hover());
        let id = ui.scope_id().with(("field", i));
        // The list is the one stop of the keyboard.
        let response = ui.interact(rect, id, Sense::CLICK);
        let selected = self.selected == Some(i);
        item_info(&response, selected, || sentence(cx, field));
        if selected {
            rounded(ui.painter(), rect, sizes::RADIUS_CHIP, t.accent_soft);
        } else if response.hovered() {
            rounded(ui.painter(), rect, sizes::RADIUS_CHIP, t.row_hover);
        }
        let painter = ui.painter();
        let y = rect.center().y;
        let (left, right) = (rect.left() + sizes::GAP_SMALL, rect.right() - BAR);
        let names = (rect.width() * NAMES).min(NAMES_MOST);
        let indent = left + STEP * f32::from(field.depth.min(6));
        let name_color = if field.depth == 0 { t.text_strong } else { t.text };
        let name = said(cx, &field.name);
        paint_left(painter, indent, y, cut(painter, &name, Text::Body, name_color, left + names - indent));
        let place = format!("{} · {}", field.range.start, field.range.len());
        let right =
            paint_right(painter, right, y, galley(painter, &place, Text::MonoSmall, t.text_subdued)) - sizes::GAP;
        let mut x = left + names + sizes::GAP_SMALL;
        if field.wrong {
            let sign = galley(painter, "!", Text::MonoStrong, t.error);
            x = paint_left(painter, x, y, sign) + sizes::GAP_SMALL;
        }
        let color = if field.wrong { t.error } else { t.text_strong };
        let value = visible(&field.value);
        if !value.is_empty() && x < right {
            x = paint_left(painter, x, y, cut(painter, &value, Text::Mono, color, right - x)) + sizes::GAP;
        }
        let meaning = said(cx, &field.meaning);
        if !meaning.is_empty() && x + sizes::ICON < right {
            let color = if field.wrong { t.error } else { t.text_subdued };
            paint_left(painter, x, y, cut(painter, &meaning, Text::Small, color, right - x));
        }
        let clicked = response.clicked();
        let whole = self.found.decoded.fields.get(i).map(|field| sentence(cx, field));
        if let Some(whole) = whole.filter(|_| response.hovered()) {
            response.on_hover_text_at_pointer(whole);
        }
        clicked
    }
}
