//! The sockets by side: a virtual list, each row one sentence, with the keyboard's arrows and a menu of its own.

mod list;
mod menu;
pub(in crate::ui::panels) mod words;

use super::super::cx::Cx;
use crate::app::{AppCommand, Dialog};
use crate::call::SocketId;
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, ListRow, RowPainter, empty_state};
use egui::{EventFilter, Key, Modifiers, Response, ScrollArea, Ui};
use list::{Line, Lines};
use std::sync::Arc;

/// What the list keeps between frames.
#[derive(Default)]
pub struct Sockets {
    list: Lines,
    /// The row that has the keyboard.
    focused: Option<SocketId>,
    /// The row that is to have it.
    focus: Option<SocketId>,
    /// The pointer was last used here, so arrows that nobody else wants move the selection.
    active: bool,
    /// The selection that was in sight last.
    shown: Option<SocketId>,
    /// How far it is scrolled, and how high it is.
    view: (f32, f32),
}

impl Sockets {
    /// The header's button.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !cx.state.is_live() {
            return;
        }
        let (label, name) = (cx.t("sockets-new"), cx.t("sockets-new-name"));
        if ui.add(Button::new(label).icon(Icon::Plus).name(name)).clicked() {
            cx.push(AppCommand::ShowDialog(Some(Dialog::NewSocket)));
        }
    }

    /// The list.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let board = Arc::clone(&cx.state.snapshot.board);
        self.list.refresh(&board, cx.state.settings.show_closed);
        if self.list.lines.is_empty() {
            let title = cx.t("sockets-empty");
            let hint = if cx.state.is_live() { cx.t("sockets-empty-hint") } else { "" };
            empty_state(ui, Icon::Plugs, title, hint, |_| {});
            return;
        }
        self.keys(ui, cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("sockets").auto_shrink(false);
        if let Some(offset) = self.offset_to_selection(cx) {
            area = area.vertical_scroll_offset(offset);
        }
        self.focused = None;
        let lines = self.list.lines.len();
        let output = area.show_rows(ui, sizes::ROW, lines, |ui, range| {
            for at in range {
                let Some(line) = self.list.lines.get(at).cloned() else { return };
                self.line_ui(ui, cx, &line);
            }
        });
        self.view = (output.state.clamped_offset().y, output.inner_rect.height());
        let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        if let Some(at) = pressed {
            self.active = output.inner_rect.contains(at);
        }
    }

    /// Where to scroll so that a selection that is new is in sight.
    fn offset_to_selection(&mut self, cx: &Cx<'_>) -> Option<f32> {
        let selected = cx.state.selected;
        if selected == self.shown {
            return None;
        }
        let top = self.list.place(selected?)? as f32 * sizes::ROW;
        self.shown = selected;
        let (offset, height) = self.view;
        if top < offset {
            Some(top)
        } else if top + sizes::ROW > offset + height && height > 0.0 {
            Some(top + sizes::ROW - height)
        } else {
            None
        }
    }

    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let nobody_else = self.active && ui.memory(|memory| memory.focused().is_none());
        if self.focused.is_none() && !nobody_else {
            return;
        }
        let page = ((self.view.1 / sizes::ROW) as isize).max(2) - 1;
        let steps = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, page),
            (Key::PageUp, -page),
            (Key::Home, isize::MIN),
            (Key::End, isize::MAX),
        ];
        for (key, by) in steps {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let from = self.focused.or(cx.state.selected);
                if let Some(next) = self.list.step(from, by) {
                    self.focus = self.focused.is_some().then_some(next);
                    cx.push(AppCommand::SelectSocket(Some(next)));
                }
            }
        }
    }

    fn line_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
        match line {
            Line::Side(side) => side_ui(ui, if side.is_empty() { cx.t("sockets-no-side") } else { side }),
            Line::Closed(count) => closed_ui(ui, cx, *count),
            Line::Socket { sid, accepted } => {
                if let Some(row) = cx.state.socket(*sid).cloned() {
                    ui.push_id(sid.0, |ui| self.socket_ui(ui, cx, &row, *accepted));
                }
            }
        }
    }

    fn socket_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, accepted: bool) {
        let sid = row.sid;
        let sentence = words::sentence(cx, row);
        let selected = cx.state.selected == Some(sid);
        let list_row = ListRow::new(&sentence).selected(selected).indent(usize::from(accepted));
        let response = list_row.show(ui, |painter| row_ui(cx, row, painter));
        if self.focus == Some(sid) {
            self.focus = None;
            response.request_focus();
        }
        if response.has_focus() {
            self.focused = Some(sid);
            let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
        if response.clicked() || response.secondary_clicked() {
            self.shown = Some(sid);
            cx.push(AppCommand::SelectSocket(Some(sid)));
        }
        menu::context_menu(&hover_text(cx, row, response), cx, row);
    }
}

/// The tooltip: whole names, and what the badge means.
fn hover_text(cx: &Cx<'_>, row: &SocketRow, response: Response) -> Response {
    if words::is_wide(row) {
        return response.on_hover_text(cx.say(&words::wide_message(row)));
    }
    response
}

fn side_ui(ui: &mut Ui, side: &str) {
    let color = Tokens::of(ui).text_subdued;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), sizes::ROW), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, side));
    let line = crate::ui::widgets::cut(ui.painter(), side, Text::Label, color, rect.width() - 2.0 * sizes::MARGIN);
    crate::ui::widgets::paint_left(ui.painter(), rect.left() + sizes::MARGIN, rect.center().y, line);
}

fn closed_ui(ui: &mut Ui, cx: &mut Cx<'_>, count: usize) {
    let shows = cx.state.settings.show_closed;
    let words = cx.say(&Message::new("sockets-closed").with("n", count as u64));
    let response = ListRow::new(&words).show(ui, |row| {
        let color = row.tokens.text_subdued;
        row.icon(if shows { Icon::CaretDown } else { Icon::CaretRight }, color);
        row.text(&words, Text::Label, color);
    });
    if response.clicked() {
        cx.push(AppCommand::ShowClosed(!shows));
    }
}

fn row_ui(cx: &Cx<'_>, row: &SocketRow, painter: &mut RowPainter<'_>) {
    let tokens = Arc::clone(&painter.tokens);
    painter.mark(words::mark(row));
    let (pill, kind, again) = words::pill(cx, row);
    painter.pill_right(&pill, kind);
    if let Some(again) = again {
        painter.painter.ctx().request_repaint_after(again);
    }
    if words::is_wide(row) {
        painter.icon_right(Icon::Globe, tokens.warning);
    }
    if cx.state.keeping.get(&row.sid).is_some_and(|keeping| keeping.receiving || keeping.accepting) {
        painter.icon_right(Icon::Repeat, tokens.text_subdued);
    }
    let name = if row.open { tokens.text_strong } else { tokens.text_subdued };
    let shown_name = if row.open { row.name.base().to_owned() } else { row.name.to_string() };
    painter.text(&shown_name, Text::MonoStrong, name);
    painter.text(&words::short_address(row), Text::Mono, tokens.text_subdued);
}
