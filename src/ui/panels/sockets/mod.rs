//! The sockets by side: a virtual list, each row one sentence, with the keyboard's arrows and a menu of its own.
//!
//! ```text
//! ┌ Sockets ──────────────────── + New ┐
//! │ ⌕ Filter                        ↓≡ │  with many sockets
//! │ ⌄ ◎ srv :9000           LISTEN · 3 │
//! │     ● :51002 conn     ↓ 1.2 kB (2) │  (2) unread
//! │   ◎ bcast :7000                UDP │
//! │       :40001            ↓ 96 B · 8 │  a sender
//! ├────────────────────────────────────┤
//! │ 3 selected     [Close selected (3)]│
//! └────────────────────────────────────┘
//! ```

mod arrange;
mod keys;
mod list;
mod menu;
mod row;
mod strip;
pub(in crate::ui::panels) mod words;

use super::super::cx::Cx;
use crate::app::{AppCommand, Dialog, Press};
use crate::call::{Address, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, ListRow, empty_state, paint_centered};
use arrange::Arrange;
use egui::{EventFilter, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2};
use list::{Item, Line, Lines};
use row::{SenderLine, SocketLine};
use std::sync::Arc;

/// What the list keeps between frames.
#[derive(Default)]
pub struct Sockets {
    list: Lines,
    arrange: Arrange,
    /// The row that has the keyboard.
    focused: Option<Item>,
    /// The row that is to have it.
    focus: Option<Item>,
    /// The pointer was last used here, so arrows that nobody else wants move the selection.
    active: bool,
    /// The selection that was in sight last.
    shown: Option<SocketId>,
    /// How far it is scrolled, and how high it is.
    view: (f32, f32),
    /// Where a range of marked rows begins.
    anchor: Option<SocketId>,
    /// The filter was asked for, also where there are few sockets.
    asked_for_filter: bool,
    /// The filter is to have the keyboard.
    focus_filter: bool,
    /// Sockets that are closed once the person says so.
    closing: Option<Vec<SocketId>>,
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
        let is_open = |sid: &SocketId| board.sockets.get(sid).is_some_and(|row| row.open);
        self.arrange.show_closed = cx.state.settings.show_closed;
        self.arrange.selected = cx.state.selected;
        self.arrange.folded.retain(is_open);
        self.closing = self.closing.take().filter(|sockets| cx.state.is_live() && sockets.iter().any(is_open));
        self.list.refresh(&board, &self.arrange, &|sid| cx.state.unread(sid));
        if board.sockets.is_empty() {
            let title = cx.t("sockets-empty");
            let hint = if cx.state.is_live() { cx.t("sockets-empty-hint") } else { "" };
            empty_state(ui, Icon::Plugs, title, hint, |_| {});
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        self.keys(ui, cx);
        if self.has_strip(board.sockets.len()) {
            self.strip_ui(ui, cx);
        }
        let rect = ui.available_rect_before_wrap();
        let foot = self.foot_height(cx).min(rect.height());
        if self.list.lines.is_empty() {
            let hint = cx.t("clients-nothing-fits-hint");
            return empty_state(ui, Icon::MagnifyingGlass, cx.t("clients-nothing-fits"), hint, |_| {});
        }
        self.lines_ui(ui, cx, rect.height() - foot);
        if foot > 0.0 {
            self.foot_ui(ui, cx, rect.with_min_y(rect.bottom() - foot));
        }
    }

    fn lines_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, height: f32) {
        let mut area = ScrollArea::vertical().id_salt("sockets").auto_shrink(false).max_height(height);
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
        let top = self.list.place(&Item::Socket(selected?))? as f32 * sizes::ROW;
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

    fn line_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
        match line {
            Line::Side(side) => side_ui(ui, if side.is_empty() { cx.t("sockets-no-side") } else { side }),
            Line::Closed(count) => closed_ui(ui, cx, *count),
            Line::Socket { sid, accepted, clients, under } => {
                if let Some(row) = cx.state.socket(*sid).cloned() {
                    let folded = *under > 0 && self.arrange.is_folded(*sid);
                    let by = self.arrange.by;
                    let line = SocketLine { row: &row, accepted: *accepted, clients, folded, by };
                    ui.push_id(sid.0, |ui| self.socket_ui(ui, cx, &line, *under));
                }
            }
            Line::Sender(sid, address) => {
                if let Some(row) = cx.state.socket(*sid).cloned() {
                    ui.push_id((sid.0, address), |ui| self.sender_ui(ui, cx, &row, address));
                }
            }
            Line::OtherSenders(sid) => {
                let board = &cx.state.snapshot.board;
                let others = board.senders(*sid).and_then(|senders| senders.others());
                if let (Some(row), Some(others)) = (board.row(*sid), others) {
                    let sentence = row::others_sentence(cx, row, others);
                    let list_row = ListRow::new(&sentence).indent(1);
                    list_row.show(ui, |painter| row::paint_others(cx, others, painter)).on_hover_text(&sentence);
                }
            }
        }
    }

    fn socket_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, line: &SocketLine<'_>, under: usize) {
        let sid = line.row.sid;
        let sentence = line.sentence(cx);
        let selected = cx.state.selected == Some(sid) || cx.state.clients.marked.contains(&sid);
        let list_row = ListRow::new(&sentence).selected(selected).indent(usize::from(line.accepted));
        let response = list_row.show(ui, |painter| line.paint(cx, painter));
        if under > 0 {
            self.caret_ui(ui, cx, line, under, response.rect);
        }
        let item = Item::Socket(sid);
        self.focus_ui(ui, &response, &item);
        if response.clicked() {
            let how = keys::press_of(ui.input(|input| input.modifiers));
            self.shown = Some(sid);
            self.press_item(cx, &item, how);
        } else if response.secondary_clicked() && !selected {
            self.shown = Some(sid);
            self.press_item(cx, &item, Press::Only);
        }
        let response = hover_text(cx, line, &sentence, response);
        self.socket_menu(&response, cx, line.row, line.clients);
    }

    /// The caret that folds what stands under a row, in the margin before its mark.
    fn caret_ui(&mut self, ui: &Ui, cx: &Cx<'_>, line: &SocketLine<'_>, under: usize, row: Rect) {
        if self.arrange.filters() {
            return;
        }
        let rect = row.with_max_x(row.left() + sizes::MARGIN);
        let response = ui.interact(rect, ui.scope_id().with("fold"), Sense::CLICK);
        let key = if line.folded { "clients-unfold-row" } else { "clients-fold-row" };
        let message = Message::new(key).with("name", line.row.name.to_string()).with("n", under as u64);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, cx.say(&message)));
        let t = Tokens::of(ui);
        let icon = if line.folded { Icon::CaretRight } else { Icon::CaretDown };
        let color = if response.hovered() { t.text_strong } else { t.text_subdued };
        let glyph = ui.painter().layout_no_wrap(icon.character().into(), Icon::font(sizes::CARET), color);
        paint_centered(ui.painter(), pos2(row.left() + sizes::MARGIN / 2.0, row.center().y), glyph);
        if response.clicked() {
            self.arrange.toggle(line.row.sid);
        }
    }

    fn sender_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, address: &Arc<Address>) {
        let board = Arc::clone(&cx.state.snapshot.board);
        let Some(sender) = board.senders(row.sid).and_then(|senders| senders.get(address)) else { return };
        let answered = cx.state.chosen_sender(row.sid) == Some(&**address);
        let line = SenderLine { address, sender, row, answered, by: self.arrange.by };
        let sentence = line.sentence(cx);
        let selected = cx.state.selected == Some(row.sid) && cx.state.only(row.sid) == Some(&**address);
        let response = ListRow::new(&sentence).selected(selected).indent(1).show(ui, |painter| line.paint(painter));
        let item = Item::Sender(row.sid, Arc::clone(address));
        self.focus_ui(ui, &response, &item);
        if response.clicked() {
            self.shown = Some(row.sid);
            self.press_item(cx, &item, Press::Only);
        }
        self.sender_menu(&response.on_hover_text(&sentence), cx, row.sid, address, answered);
    }

    /// Gives the keyboard to the row that is to have it, and keeps the arrows for it.
    fn focus_ui(&mut self, ui: &Ui, response: &Response, item: &Item) {
        if self.focus.as_ref() == Some(item) {
            self.focus = None;
            response.request_focus();
        }
        if response.has_focus() {
            self.focused = Some(item.clone());
            let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
    }
}

/// The tooltip: what the badge means, or the whole of a client's row.
fn hover_text(cx: &Cx<'_>, line: &SocketLine<'_>, sentence: &str, response: Response) -> Response {
    if words::is_wide(line.row) {
        response.on_hover_text(cx.say(&words::wide_message(line.row)))
    } else if line.accepted {
        response.on_hover_text(sentence)
    } else {
        response
    }
}

fn side_ui(ui: &mut Ui, side: &str) {
    let color = Tokens::of(ui).text_subdued;
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), sizes::ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, side));
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
