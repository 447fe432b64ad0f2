//! The bytes of the selected socket, in hex and as text side by side.
//!
//! ```text
//! ┌ Data ───────────────────────────────────────────────────────────── … ┐
//! │ Messages|Sent|Received  UTF-8 ▾           ⌕ Find text      Text|Hex  │
//! │ ↑ 12.104  send 12 B                                                  │
//! │ 0000  00 01 00 00 00 06 01 03  00 00 00 0a            ············   │
//! └──────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! Only what is in sight is asked for; the rest is a number of rows.

mod boundaries;
mod fields;
mod find;
mod foot;
mod messages;
mod rows;
mod scan;
mod scope;
mod select;
mod stream;
mod stretch;
mod toolbar;
mod view;

use super::super::cx::Cx;
use super::super::dialogs::last_board_ui;
use super::super::theme::{Icon, sizes};
use super::super::widgets::{empty_state, icon_button, menu_item, menu_separator, padded};
use super::copy::Copier;
use crate::app::{AppCommand, BytesCommand, PathPurpose, Preset, StreamStart};
use crate::bytes;
use crate::call::SocketId;
use crate::locale::Message;
use crate::session::{Direction, Session, SocketRow};
use egui::{Popup, Rect, Ui, UiBuilder, vec2};
use find::Finder;
use std::sync::{Arc, Weak};
use toolbar::FindBar;
use view::{Drawing, View, note, row_of};

/// The data panel.
#[derive(Default)]
pub struct Data {
    view: Option<View>,
    /// Which session the view is of; all of it, also while it is stepped through.
    session: Weak<Session>,
    /// The session as it was shown last: all of it, or a moment.
    shown: Weak<Session>,
    bar: FindBar,
    finder: Finder,
    copier: Copier,
    fields: fields::FieldsPane,
}

impl Data {
    /// The keyboard to the field that finds, in the next frame.
    pub fn find_next(&mut self) {
        self.bar.find_next();
    }

    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.copier.poll(ui, cx);
        let Some(row) = cx.state.selected_socket().cloned() else {
            self.forget();
            let icon = Icon::Binary;
            let is_empty = cx.state.snapshot.board.sockets.is_empty();
            if is_empty && cx.state.is_live() && cx.state.settings.preset == Preset::Test {
                let (title, hint) = (cx.t("bar-empty"), cx.t("bar-empty-hint"));
                return empty_state(ui, icon, title, hint, |ui| padded(ui, |ui| last_board_ui(ui, cx)));
            }
            return empty_state(ui, icon, cx.t("data-no-socket"), cx.t("data-no-socket-hint"), |_| ());
        };
        let session = Arc::clone(cx.state.session());
        let whole = Arc::clone(cx.state.whole_session());
        let is_same = std::ptr::eq(self.session.as_ptr(), Arc::as_ptr(&whole));
        if !is_same || self.view.as_ref().is_none_or(|view| view.sid != row.sid) {
            self.forget();
            self.session = Arc::downgrade(&whole);
        }
        let view = self.view.get_or_insert_with(|| View::new(row.sid));
        if !std::ptr::eq(self.shown.as_ptr(), Arc::as_ptr(&session)) {
            self.shown = Arc::downgrade(&session);
            view.begin_moment();
        }
        if session.pieces(row.sid).is_empty() {
            let (title, hint) = nothing_yet(ui, cx, &row);
            return empty_state(ui, Icon::Binary, title, &hint, |_| ());
        }
        view.look(cx);
        self.finder.look(&session.pieces(row.sid));
        let wish = padded(ui, |ui| {
            let wish = self.bar.ui(ui, cx, &mut self.finder, &view.scope);
            if let Some(only) = cx.state.only(row.sid).cloned() {
                foot::only_ui(ui, cx, row.sid, &only);
            }
            wish
        });
        if wish.forget {
            view.current = None;
        }
        if wish.go_to.is_some() {
            (view.go_to, view.current) = (wish.go_to, wish.go_to);
        }
        let ctx = ui.ctx().clone();
        self.finder.go_on(&whole, row.sid, move || ctx.request_repaint());
        ui.add_space(sizes::GAP);
        let rect = ui.available_rect_before_wrap();
        let foot = rect.with_min_y(rect.bottom() - foot::HEIGHT).shrink2(vec2(sizes::MARGIN, 0.0));
        let rect = rect.with_max_y(foot.top()).with_max_x(rect.right() - 2.0);
        if !rect.is_positive() {
            return;
        }
        foot::foot_ui(ui, cx, foot, row.sid);
        let (rect, fields) = match cx.state.settings.show_fields {
            true => fields::split(rect),
            false => (rect, Rect::NOTHING),
        };
        if fields.is_positive() {
            self.fields.ui(ui, cx, fields, view);
        }
        if !rect.is_positive() {
            ui.advance_cursor_after_rect(fields);
            return;
        }
        let mut part = part(ui, rect);
        if view.scope.count() == 0 {
            return nothing_since_ui(&mut part, cx);
        }
        let mut drawing = Drawing { cx, copier: &mut self.copier, finder: &self.finder };
        view.ui(&mut part, rect, &mut drawing);
    }

    /// The menu in the panel's header: what can be copied and saved.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(row) = cx.state.selected_socket().cloned() else { return };
        if cx.state.session().pieces(row.sid).is_empty() {
            return;
        }
        let button = icon_button(ui, Icon::DotsThree, cx.t("data-menu"));
        Popup::menu(&button).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.copy_menu_ui(ui, cx, row.sid);
            menu_separator(ui);
            save_menu_ui(ui, cx, row.sid);
        });
        let on = cx.state.settings.show_fields;
        let key = if on { "fields-hide" } else { "fields-show" };
        if icon_button(ui, Icon::Table, cx.t(key)).clicked() {
            cx.push(BytesCommand::ShowFields(!on).into());
        }
        let from_here = icon_button(ui, Icon::Eraser, cx.t("data-from-here"));
        if from_here.clicked() {
            cx.push(AppCommand::ShowFrom(cx.state.from_here()));
        }
    }

    fn copy_menu_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, sid: SocketId) {
        if let Some(view) = &mut self.view {
            view.marked_menu_ui(ui, cx);
        }
        let list = cx.state.session().pieces(sid);
        let piece = cx.state.selected_record.and_then(|n| list.of_record(n)).and_then(|i| list.get(i));
        match piece {
            None => note(ui, cx.t("data-select-to-copy")),
            Some(piece) => match row_of(cx, &piece) {
                Some(row) => self.copier.items_ui(ui, cx, &row),
                None => note(ui, cx.t("data-loading")),
            },
        }
    }

    fn forget(&mut self) {
        self.view = None;
        self.fields = fields::FieldsPane::default();
        self.finder.cancel();
        self.bar.reset();
    }
}

fn part(ui: &mut Ui, rect: Rect) -> Ui {
    let mut part = ui.new_child(UiBuilder::new().id_salt("bytes").max_rect(rect));
    part.set_clip_rect(rect.intersect(ui.clip_rect()));
    ui.advance_cursor_after_rect(rect);
    part
}

/// *Save received bytes…* and the like.
fn save_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, sid: SocketId) {
    let list = cx.state.session().pieces(sid);
    let lens = [Direction::Received, Direction::Sent].map(|direction| list.stream_len(direction));
    let items = [
        ("data-save-received", Direction::Received, StreamStart::Whole, lens[0]),
        ("data-save-after-blank", Direction::Received, StreamStart::AfterBlankLine, lens[0]),
        ("data-save-sent", Direction::Sent, StreamStart::Whole, lens[1]),
    ];
    for (i, (key, direction, start, len)) in items.into_iter().enumerate() {
        let icon = (i == 0).then_some(Icon::FloppyDisk);
        let item = ui.add_enabled_ui(len > 0, |ui| menu_item(ui, icon, cx.t(key), "")).inner;
        if item.clicked() {
            cx.push(AppCommand::AskPath(PathPurpose::SaveBytes { sid, direction, start }));
        }
    }
}

/// All bytes are from before the record from which on they show.
fn nothing_since_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let title = cx.say(&Message::new("data-nothing-since").with("n", cx.state.shown_from));
    empty_state(ui, Icon::Binary, &title, cx.t("data-nothing-since-hint"), |_| ());
}

/// Why there are no bytes, and what to press.
fn nothing_yet(ui: &Ui, cx: &Cx<'_>, row: &SocketRow) -> (&'static str, String) {
    let name = row.name.to_string();
    let title = cx.t("data-empty");
    if row.sent + row.received > 0 && cx.state.is_live() {
        let (sent, received) = (bytes::size_text(row.sent), bytes::size_text(row.received));
        let hint = Message::new("data-none-kept-hint").with("sent", sent).with("received", received);
        return (cx.t("data-none-kept"), cx.say(&hint));
    }
    if row.backlog.is_some() {
        return (cx.t("data-listens"), cx.t("data-listens-hint").to_owned());
    }
    if !row.open || !cx.state.is_live() {
        return (title, cx.t("data-empty-closed").to_owned());
    }
    if let (Some(rest), Some(local)) = (foot::silent_on_loopback(row, cx.state.now()), &row.local) {
        if rest.is_zero() {
            let hint = Message::new("data-deaf").with("name", name).with("address", local.to_string());
            return (cx.t("data-deaf-title"), cx.say(&hint));
        }
        ui.ctx().request_repaint_after(rest);
    }
    let hint = match (row.is_connection(), row.connected) {
        (true, true) => Message::new("data-empty-connected"),
        (true, false) => Message::new("data-empty-unconnected"),
        (false, _) => Message::new("data-empty-datagram"),
    };
    (title, cx.say(&hint.with("name", name)))
}
