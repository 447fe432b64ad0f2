//! The bytes of the selected socket: hex and text side by side, by message or as one stream.
//!
//! ```text
//! ┌ Data ───────────────────── ⌕ Find    UTF-8 ▾   By message|Sent|Received   ⋮ ┐
//! │ ↑ 12.204  send 12 B                                                         │
//! │ 0000  00 01 00 00 00 06 01 03  00 00 00 0a              ············        │
//! │ ↓ 12.219  recv 29 B                                            15 ms later  │
//! │ 0000  …                                                                     │
//! └─────────────────────────────────────────────────────────────────────────────┘
//! ```

mod cells;
mod find;
mod messages;
mod pieces;
mod search;
mod stream;
mod view;

use super::super::cx::Cx;
use super::super::theme::{Icon, sizes};
use super::super::widgets::virtual_list::{Items, Sight, Steady, VirtualList};
use super::super::widgets::{dropdown, empty_state, focus_ring, icon_button, menu_item, menu_separator, segmented};
use super::copy::Copier;
use crate::app::{AppCommand, DataMode, PathPurpose, StreamStart};
use crate::bytes::Encoding;
use crate::call::SocketId;
use crate::locale::Message;
use crate::session::{Direction, SocketRow};
use egui::{Id, Key, Modifiers, Popup, Ui};
use std::sync::Arc;
use std::time::Duration;

/// Narrower heads leave the encoding to the menu.
const ROOM_FOR_ALL: f32 = 440.0;
/// While something is being read, it is looked for again after so long.
const TICK: Duration = Duration::from_millis(100);
/// The find field's width, at most and at least.
const FIND: std::ops::RangeInclusive<f32> = 90.0..=170.0;

/// The data panel.
#[derive(Default)]
pub struct Data {
    list: VirtualList,
    /// What the list shows: anything else begins at its end again.
    of: Option<(usize, SocketId, DataMode)>,
    /// Bytes in a row.
    columns: u64,
    steady: Steady,
    /// The selected record that was last brought into sight.
    shown: Option<u64>,
    cache: pieces::PieceCache,
    find: find::Find,
    copier: Copier,
    go_to_hit: bool,
}

impl Data {
    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.copier.poll(ui, cx);
        let Some(socket) = cx.state.selected_socket().cloned() else {
            empty_state(ui, Icon::Binary, cx.t("data-no-socket"), cx.t("data-no-socket-hint"), |_| ());
            return;
        };
        if self.find.is_open() {
            ui.add_space(sizes::GAP_SMALL);
            self.go_to_hit |= self.find.bar_ui(ui, cx);
        }
        self.go_to_hit |= self.find.tick(ui, cx, socket.sid, socket.is_stream());
        let pieces = cx.state.session().pieces(socket.sid);
        if pieces.is_empty() {
            nothing_ui(ui, cx, &socket);
            return;
        }
        let direction = match cx.state.settings.data_mode {
            DataMode::Messages => None,
            DataMode::SentStream => Some(Direction::Sent),
            DataMode::ReceivedStream => Some(Direction::Received),
        };
        if let Some(direction) = direction
            && pieces.stream_len(direction) == 0
        {
            let key = if direction == Direction::Sent { "data-none-sent" } else { "data-none-received" };
            empty_state(ui, Icon::Binary, cx.t(key), "", |_| ());
            return;
        }
        self.bytes_ui(ui, cx, &socket, direction);
    }

    fn bytes_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, socket: &SocketRow, direction: Option<Direction>) {
        let session = Arc::clone(cx.state.session());
        let rect = ui.available_rect_before_wrap();
        let mut ui = ui.new_child(egui::UiBuilder::new().id_salt("bytes").max_rect(rect));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let longest = match direction {
            None => 0x1_0000,
            Some(direction) => session.pieces(socket.sid).stream_len(direction),
        };
        let shape = view::Shape::new(&ui, rect.width(), longest, cx.state.settings.encoding());
        let key = (Arc::as_ptr(&session) as usize, socket.sid, cx.state.settings.data_mode);
        if self.of != Some(key) {
            (self.of, self.list, self.steady, self.shown) =
                (Some(key), VirtualList::default(), Steady::default(), None);
        } else if self.columns != shape.columns() && direction.is_some() {
            self.list.rescale(shape.columns(), self.columns);
        }
        self.columns = shape.columns();
        let record = cx.state.selected_record.filter(|n| self.shown != Some(*n));
        let hit = std::mem::take(&mut self.go_to_hit).then(|| self.find.current()).flatten();
        let Self { list, steady, find, copier, .. } = self;
        let mut source = pieces::Source::new(&session, socket.sid, socket.is_stream(), &mut self.cache);
        match direction {
            None => {
                let mut blocks = messages::Blocks { source: &mut source, shape, find, copier };
                blocks.ui(&mut ui, cx, (list, steady), record, hit);
            }
            Some(direction) => {
                let mut stream = stream::Stream { source: &mut source, direction, shape, find, copier };
                stream.ui(&mut ui, cx, (list, steady), record, hit);
            }
        }
        // A record without bytes by now is not waited for: its bytes are followed at the end.
        self.shown = cx.state.selected_record;
    }

    /// The actions in the panel's head, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(socket) = cx.state.selected_socket().cloned() else { return };
        let all = ui.available_width() >= ROOM_FOR_ALL;
        let menu = icon_button(ui, Icon::DotsThreeVertical, cx.t("data-menu"));
        Popup::menu(&menu).show(|ui| self.menu_ui(ui, cx, &socket, !all));
        let mut mode = cx.state.settings.data_mode;
        let modes = [
            (DataMode::Messages, cx.t("data-by-message")),
            (DataMode::SentStream, cx.t("data-sent")),
            (DataMode::ReceivedStream, cx.t("data-received")),
        ];
        if segmented(ui, &mut mode, &modes) {
            cx.push(AppCommand::SetDataMode(mode));
        }
        if all {
            let mut encoding = cx.state.settings.encoding();
            let encodings: Vec<_> = Encoding::ALL.iter().map(|encoding| (*encoding, encoding.name())).collect();
            if dropdown(ui, cx.t("data-encoding"), &mut encoding, &encodings).changed() {
                cx.push(AppCommand::SetEncoding(encoding));
            }
        }
        let room = ui.available_width() - sizes::GAP;
        if room >= *FIND.start() {
            self.find.field_ui(ui, cx, room.min(*FIND.end()));
        }
    }

    fn menu_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, socket: &SocketRow, encodings: bool) {
        let rows = cx.state.session().rows();
        if let Some(row) = cx.state.selected_record.and_then(|n| rows.row_of_record(n)).and_then(|k| rows.row(k)) {
            self.copier.items_ui(ui, cx, &row);
            menu_separator(ui);
        }
        let saves = [
            ("data-save-received", Direction::Received, StreamStart::Whole, Some(Icon::FloppyDisk)),
            ("data-save-after-blank", Direction::Received, StreamStart::AfterBlankLine, None),
            ("data-save-sent", Direction::Sent, StreamStart::Whole, None),
        ];
        for (key, direction, start, icon) in saves {
            if menu_item(ui, icon, cx.t(key), "").clicked() {
                cx.push(AppCommand::AskPath(PathPurpose::SaveBytes { sid: socket.sid, direction, start }));
            }
        }
        if encodings {
            menu_separator(ui);
            for encoding in Encoding::ALL {
                let icon = (*encoding == cx.state.settings.encoding()).then_some(Icon::Check);
                if menu_item(ui, icon, encoding.name(), "").clicked() {
                    cx.push(AppCommand::SetEncoding(*encoding));
                }
            }
        }
    }
}

/// A socket without bytes: what to press.
fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, socket: &SocketRow) {
    let hint = match (socket.open, socket.backlog.is_some(), socket.is_stream()) {
        (false, ..) => "data-empty-closed",
        (true, true, _) => "data-empty-listens",
        (true, false, true) if socket.connected => "data-empty-connected",
        (true, false, true) => "data-empty-stream",
        (true, false, false) => "data-empty-datagram",
    };
    let title = cx.say(&Message::new("data-empty").with("name", socket.name.to_string()));
    empty_state(ui, Icon::Binary, &title, cx.t(hint), |_| ());
}

/// The ring around the list while the keyboard is on it.
fn ring(ui: &Ui, sight: &Sight) {
    if sight.keyboard {
        focus_ring(ui, &sight.response, sizes::RADIUS_CONTROL, true);
    }
}

/// The keys that scroll, while the keyboard is on the list.
fn keys(ui: &Ui, id: Id, list: &mut VirtualList, items: &mut Items<'_>) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let page = f64::from(ui.max_rect().height() - sizes::ROW_HEX);
    let row = f64::from(sizes::ROW_HEX);
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (key, points) in [(Key::ArrowUp, -row), (Key::ArrowDown, row), (Key::PageUp, -page), (Key::PageDown, page)] {
        if pressed(key) {
            list.scroll(items, points);
        }
    }
    if pressed(Key::Home) {
        list.go_to_start(items);
    }
    if pressed(Key::End) {
        list.follow();
    }
}
