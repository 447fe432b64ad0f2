//! Which keys there are, in groups, from the table that the window acts on.

use super::{buttons_ui, sheet_ui};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::keys::{self, Does, Group, Line};
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, cut, galley, ground, paint_centered, paint_left, section_label};
use egui::{Context, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = vec2(720.0, 640.0);
/// Two columns stand side by side from this width on.
const TWO_COLUMNS: f32 = 520.0;
/// What the keys of a line take at its right end.
const KEYS: f32 = 132.0;

/// Draws it; true when it should close.
pub fn key_map_ui(ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let mut closed = false;
    let dismissed = sheet_ui(ctx, "key-map", cx.t("key-map-title"), SIZE, |ui, height| {
        let foot = sizes::CONTROL + sizes::GAP_GROUPS;
        let area = egui::ScrollArea::vertical().id_salt("key-map").auto_shrink([false, true]);
        area.max_height((height - foot).max(sizes::ROW)).show(ui, |ui| {
            // The scroll bar floats over the right edge.
            ui.set_max_width(ui.available_width() - sizes::MARGIN);
            columns_ui(ui, cx);
        });
        buttons_ui(ui, |ui| {
            let close = ui.add(Button::new(cx.t("dialog-close")).primary());
            if ui.memory(|memory| memory.focused().is_none()) {
                close.request_focus();
            }
            closed = close.clicked();
        });
    });
    dismissed || closed
}

fn columns_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let all: Vec<Line> = keys::lines().collect();
    let of = |groups: &[Group], ui: &mut Ui| {
        for group in groups {
            section_label(ui, cx.t(group.title_key()));
            for line in all.iter().filter(|line| line.group == *group) {
                line_ui(ui, cx, line);
            }
            ui.add_space(sizes::GAP_GROUPS);
        }
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    if ui.available_width() < TWO_COLUMNS {
        return of(&Group::ALL, ui);
    }
    ui.spacing_mut().item_spacing.x = 2.0 * sizes::GAP_GROUPS;
    ui.columns(2, |columns| {
        if let [left, right] = columns {
            of(&[Group::Window, Group::Calls, Group::Scripts], left);
            of(&[Group::Panels, Group::Stepping, Group::Lists, Group::Fields], right);
        }
    });
}

/// What the keys do at the left, the keys at the right, each in a box; one node with a sentence.
fn line_ui(ui: &mut Ui, cx: &Cx<'_>, line: &Line) {
    let written: Vec<String> = line.keys.iter().map(|keys| keys::text(ui.ctx(), *keys)).collect();
    let words = match line.does {
        Does::Do(action @ crate::ui::actions::Action::Pane(_)) => {
            cx.say(&Message::new("keys-pane").with("pane", cx.t(action.key())))
        }
        does => cx.t(does.key()).trim_end_matches('…').to_owned(),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_DENSE + 2.0), Sense::hover());
    let sentence = Message::new("palette-line").with("label", words.as_str()).with("more", written.join(" / "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cx.say(&sentence)));
    let t = Tokens::of(ui);
    let (painter, y) = (ui.painter(), rect.center().y);
    let mut right = rect.right();
    for keys in shown(line).iter().rev() {
        let text = galley(painter, &keys::text(ui.ctx(), *keys), Text::MonoSmall, t.text_strong);
        let width = (text.size().x + sizes::PADDING_SMALL).ceil().max(sizes::PILL);
        let place = Rect::from_min_size(pos2(right - width, y - sizes::PILL / 2.0), vec2(width, sizes::PILL));
        ground(painter, &t, place, sizes::RADIUS_CHIP, t.raised);
        paint_centered(painter, place.center(), text);
        right = place.left() - sizes::GAP_SMALL;
    }
    let room = (right - sizes::GAP - rect.left()).max(rect.width() - KEYS);
    let shown = cut(painter, &words, Text::Body, t.text, room);
    let is_cut = shown.elided;
    paint_left(painter, rect.left(), y, shown);
    if is_cut {
        response.on_hover_text(words);
    }
}

/// The keys that show: the same sign with and without Shift is told once.
fn shown(line: &Line) -> &'static [egui::KeyboardShortcut] {
    match line.does {
        Does::Do(_) => line.keys.get(..1).unwrap_or(line.keys),
        Does::Here(_) => line.keys,
    }
}
