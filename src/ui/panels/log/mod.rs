//! The call log, and below it, while the timeline is out of sight, a composer at each connected socket.
//!
//! ```text
//! ┌ Call log ──────────────────────────────── From record 12  Show all ┐
//! │ 12.104  server s.bind(("127.0.0.1", 8000))            None    41 µs │
//! │ 16.902  server sock, addr = s.accept()   [Stop]    waiting    3.2 s │
//! │                                                          [12 new ↓] │
//! │ ╭ client/s :8080 ↔ :8000 ── Text|Hex ╮ ╭ …                          │
//! │ ╰ Send…              [Send] [recv]   ╯ ╰                            │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

mod filter;
mod filter_menu;
mod items;
mod list;
mod marks;
mod range;
mod row;
pub(super) mod said;
pub(super) mod text;

use super::super::cx::Cx;
use super::super::theme::{Icon, Text, Tokens};
use super::super::widgets::{Button, empty_state, icon_button};
use super::copy::Copier;
use super::lanes::Lanes;
use crate::app::AppCommand;
use crate::locale::Message;
use crate::session::Row;
use egui::{Align, Layout, Popup, Rect, Ui, UiBuilder};
use std::sync::Arc;

/// The log panel.
#[derive(Default)]
pub struct Log {
    list: list::RowList,
    copier: Copier,
    filter: filter::FilterBar,
}

impl Log {
    /// The keyboard to the filter, in the next frame.
    pub fn find_next(&mut self) {
        self.filter.find_next();
    }

    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, feet: Option<&mut Lanes>) {
        self.copier.poll(ui, cx);
        if let Some(text) = cx.state.copied.lock().take() {
            ui.ctx().copy_text(text);
        }
        if items::row_count(cx) == 0 && cx.state.snapshot.board.sockets.is_empty() {
            return empty_ui(ui, cx);
        }
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let lanes = if feet.is_some() { Lanes::choose(cx) } else { Vec::new() };
        let height = super::lanes::height(&lanes).min(rect.height() / 2.0);
        let split = rect.bottom() - height;
        let top = self.filter.ui(ui, cx, rect);
        let mut above = part(ui, Rect::from_x_y_ranges(rect.x_range(), top..=split.max(top)), "log-rows");
        self.list.ui(&mut above, cx, &mut self.copier);
        if let (Some(feet), true) = (feet, height > 0.0) {
            let mut below = part(ui, Rect::from_x_y_ranges(rect.x_range(), split..=rect.bottom()), "log-lanes");
            feet.ui(&mut below, cx, &lanes);
        }
    }

    /// The actions in the panel's head, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.filter.button_ui(ui, cx);
        marks::button_ui(ui, cx);
        if let Some(row) = self.selected_row(cx) {
            let copy = icon_button(ui, Icon::Copy, cx.t("log-copy-selected"));
            Popup::menu(&copy).show(|ui| self.copier.items_ui(ui, cx, &row));
        }
        let from = cx.state.shown_from;
        if from > 0 {
            if ui.add(Button::new(cx.t("log-show-all")).quiet()).clicked() {
                cx.push(AppCommand::ShowFrom(0));
            }
            let words = cx.say(&Message::new("log-from").with("n", from));
            ui.label(Text::Body.rich(words, Tokens::of(ui).text_subdued));
        } else if cx.state.snapshot.rows > 0 {
            let newest = cx.state.selected_record.unwrap_or(cx.state.snapshot.records);
            if ui.add(Button::new(cx.t("log-show-from-here")).quiet()).clicked() {
                cx.push(AppCommand::ShowFrom(newest));
            }
        }
    }

    fn selected_row(&self, cx: &Cx<'_>) -> Option<Arc<Row>> {
        let rows = cx.state.session().rows();
        rows.row(rows.row_of_record(cx.state.selected_record?)?)
    }
}

/// There is no call to list.
fn empty_ui(ui: &mut Ui, cx: &Cx<'_>) {
    if cx.state.is_live() {
        empty_state(ui, Icon::ListBullets, cx.t("log-empty"), cx.t("log-empty-hint"), |_| ());
    } else if cx.state.snapshot.progress.is_none() {
        empty_state(ui, Icon::FileText, cx.t("log-empty-file"), "", |_| ());
    }
}

fn part(ui: &mut Ui, rect: Rect, salt: &str) -> Ui {
    let mut part = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(Layout::top_down(Align::Min)));
    part.set_clip_rect(rect.intersect(ui.clip_rect()));
    part
}

/// One sentence that says all about a call, as its row of the log is read out.
pub fn row_sentence(cx: &Cx<'_>, row: &Row) -> String {
    let stream = cx.state.socket(row.sid).is_none_or(|socket| socket.is_stream());
    let now = cx.state.is_live().then(|| cx.state.now());
    said::spoken(cx, row, &text::row_text_in(row, stream, now, cx.languages()))
}
