//! What the data view remembers of one socket, and what both ways of showing bytes share: marking with the mouse, keys,
//! context menus, going to a record or a find.

use super::super::copy::Copier;
use super::super::selecting::select;
use super::boundaries::{Caret, Peer, ReceiveForm};
use super::find::{At, Finder};
use super::rows::{Painter, RowOutput};
use super::scope::Scope;
use super::select::{Form, LONGEST, Marked, StreamCopier, Stretched};
use super::toolbar::mode_of;
use crate::app::{AppCommand, BytesCommand, DataMode};
use crate::call::{Address, SocketId};
use crate::locale::Message;
use crate::session::{Direction, Piece, Row};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::hex_view::HexMetrics;
use crate::ui::widgets::virtual_list::{BAR, Items, Steady, VirtualList};
use crate::ui::widgets::{menu_item, menu_separator};
use egui::{Event, Key, Modifiers, Rect, Response, Ui};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// How much wider than letters the text column is made, where there is room: signs of controls are wider.
const SIGNS: f32 = 2.4;
/// While bytes are being read in a flood, they are looked for again after so long.
const TICK: Duration = Duration::from_millis(100);
/// So near to an edge the list scrolls while bytes are being marked.
const EDGE: f32 = 14.0;

/// What is remembered of the socket that shows.
pub struct View {
    /// Which socket.
    pub sid: SocketId,
    /// Which pieces show.
    pub scope: Scope,
    /// Whose alone do; also while the scope is lent to what draws.
    only: Option<Address>,
    /// By message.
    pub messages: VirtualList,
    /// The sent and the received stream.
    pub streams: [VirtualList; 2],
    /// In a flood, how much of each is shown: the messages and both streams.
    pub steady: [Steady; 3],
    /// Bytes in a row of the streams, when they were last shown.
    pub columns: [usize; 2],
    /// Marked bytes.
    pub marked: Option<Marked>,
    /// Where the mouse went down, until it is let go.
    pressed: Option<Marked>,
    /// The record that was brought into sight.
    pub shown_record: Option<u64>,
    /// The find that is to be brought into sight.
    pub go_to: Option<At>,
    /// The find that was gone to.
    pub current: Option<At>,
    /// Pieces whose bytes cannot be had.
    pub lost: HashSet<usize>,
    /// The longest piece seen, so that offsets of all blocks line up.
    pub longest: u64,
    /// The other end of the connection.
    pub peer: Peer,
    /// The byte that the keyboard is on.
    pub caret: Caret,
    /// How many bytes each receive takes, as typed.
    pub receive: ReceiveForm,
    /// The byte that was clicked or gone to in this frame.
    pub touched: Option<At>,
    /// The piece of the open context menu.
    menu: Option<usize>,
    copied: StreamCopier,
    /// How many bytes are marked, counted once.
    counted: Option<(Marked, u64)>,
}

/// What the rows of one view have in common while they are drawn.
pub struct Drawing<'a, 'b> {
    /// The frame.
    pub cx: &'a mut Cx<'b>,
    /// Copies records.
    pub copier: &'a mut Copier,
    /// What was found.
    pub finder: &'a Finder,
}

impl View {
    /// Nothing is known of the socket yet.
    pub fn new(sid: SocketId) -> Self {
        Self {
            sid,
            scope: Scope::default(),
            only: None,
            messages: VirtualList::default(),
            streams: [VirtualList::at_start(), VirtualList::at_start()],
            steady: [Steady::default(); 3],
            columns: [0; 2],
            marked: None,
            pressed: None,
            shown_record: None,
            go_to: None,
            current: None,
            lost: HashSet::new(),
            longest: 0,
            peer: Peer::default(),
            caret: Caret::default(),
            receive: ReceiveForm::default(),
            touched: None,
            menu: None,
            copied: StreamCopier::default(),
            counted: None,
        }
    }

    /// Looks at what there is to show; what is asked for anew begins at its end, and streams at their beginning.
    pub fn look(&mut self, cx: &Cx<'_>) {
        let (state, sid) = (cx.state, self.sid);
        if self.scope.refresh(&state.session().pieces(sid), state.shown_from, state.only(sid)) {
            self.messages = VirtualList::default();
            self.streams = [VirtualList::at_start(), VirtualList::at_start()];
            self.steady = [Steady::default(); 3];
            (self.counted, self.only) = (None, state.only(sid).cloned());
        }
    }

    /// Another moment's bytes show from now on: what is marked may be beyond it.
    pub fn begin_moment(&mut self) {
        (self.marked, self.counted) = (None, None);
        self.lost.clear();
    }

    /// Draws the bytes over `rect`.
    pub fn ui(&mut self, ui: &mut Ui, rect: Rect, drawing: &mut Drawing<'_, '_>) {
        let missing = self.copied.poll(ui.ctx());
        if missing > 0 {
            drawing.cx.push(BytesCommand::CopiedWithout(missing).into());
        }
        if !ui.input(|input| input.pointer.primary_down()) {
            self.pressed = None;
        }
        match mode_of(drawing.cx) {
            DataMode::Messages => self.messages_ui(ui, rect, drawing),
            DataMode::SentStream => self.stream_ui(ui, rect, Direction::Sent, drawing),
            DataMode::ReceivedStream => self.stream_ui(ui, rect, Direction::Received, drawing),
        }
    }

    /// How much of `newest` is shown: while the end is followed in a flood, as much as was last `ready`.
    pub fn shown(
        &mut self,
        ui: &Ui,
        slot: usize,
        newest: u64,
        following: bool,
        ready: impl FnOnce(u64) -> bool,
    ) -> u64 {
        let Some(steady) = self.steady.get_mut(slot) else { return newest };
        let shown = steady.count(newest, following, ui.input(|input| input.time), ready);
        if steady.waits() {
            // Bytes that come in wake the window themselves.
            ui.ctx().request_repaint_after(10 * TICK);
        }
        shown
    }

    /// What draws the rows of a view `width` points wide.
    pub fn painter<'a>(&self, ui: &Ui, cx: &Cx<'_>, finder: &'a Finder, width: f32, digits: usize) -> Painter<'a> {
        let inner = width - sizes::MARGIN - BAR;
        let columns = HexMetrics::columns_that_fit(ui, inner, digits);
        let metrics = HexMetrics::new(ui, columns, digits);
        let text_width = metrics.width() - metrics.text_start();
        let len = finder.len();
        Painter {
            metrics: metrics.with_text_at((inner - text_width * SIGNS).floor()),
            digits,
            marked: self.marked,
            current: self.current.map(|at| (at.direction, at.offset..at.offset + len)),
            finder,
            lost: cx.t("data-unreadable"),
            loading: cx.t("data-loading"),
        }
    }

    /// Keys of the focused list: arrows, pages, ends, and Ctrl+C.
    pub fn keys(&mut self, ui: &Ui, id: egui::Id, list: &mut VirtualList, items: &mut Items<'_>, cx: &Cx<'_>) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let (row, page) = (f64::from(sizes::ROW_HEX), f64::from(ui.max_rect().height()));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, points) in
            [(Key::ArrowUp, -row), (Key::ArrowDown, row), (Key::PageUp, row - page), (Key::PageDown, page - row)]
        {
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
        if let Some(marked) = self.marked
            && ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)))
        {
            self.copy(ui, cx, &marked, marked.form);
        }
    }

    fn copy(&mut self, ui: &Ui, cx: &Cx<'_>, marked: &Marked, form: Form) {
        let encoding = cx.state.settings.encoding();
        self.copied.copy(ui.ctx(), cx.state.session(), self.stretched(marked), form, encoding);
    }

    /// What is marked, of what shows.
    fn stretched(&self, marked: &Marked) -> Stretched {
        Stretched { sid: self.sid, direction: marked.direction, range: marked.range(), only: self.only.clone() }
    }

    /// Marking, selecting and the context menu of a row; `piece` is the one with the byte at the pointer.
    pub fn act_on_row(
        &mut self,
        ui: &Ui,
        list: &Response,
        out: &RowOutput,
        piece: &dyn Fn(Option<At>) -> Option<usize>,
        metrics: &HexMetrics,
        drawing: &mut Drawing<'_, '_>,
    ) {
        let response = &out.response;
        let pointer = ui.input(|input| input.pointer.clone());
        if let (Some(at), Some(origin)) = (out.pointed, pointer.press_origin())
            && response.is_pointer_button_down_on()
            && pointer.primary_pressed()
        {
            let in_text = origin.x - response.rect.left() - sizes::MARGIN >= metrics.text_start() - 6.0;
            self.pressed = Some(Marked::new(at, if in_text { Form::Text } else { Form::Hex }));
            list.request_focus();
        }
        if let (Some(pressed), Some(at)) = (&mut self.pressed, out.pointed)
            && pointer.is_decidedly_dragging()
        {
            pressed.drag(at);
            self.marked = Some(*pressed);
            ui.ctx().request_repaint();
        }
        self.act(response, list, piece(out.pointed), drawing);
        if response.clicked() {
            self.touched = out.pointed;
        }
    }

    /// Selecting, and the context menu.
    pub fn act(&mut self, response: &Response, list: &Response, piece: Option<usize>, drawing: &mut Drawing<'_, '_>) {
        let clicked = response.clicked();
        if clicked {
            self.marked = None;
        }
        if clicked || response.secondary_clicked() {
            list.request_focus();
            self.menu = piece;
            let found = piece.and_then(|i| drawing.cx.state.session().pieces(self.sid).get(i));
            if let Some(piece) = found {
                self.shown_record = Some(piece.row_n);
                if clicked {
                    select(&response.ctx, drawing.cx, piece.row_n);
                } else if !drawing.cx.state.is_selected(piece.row_n) {
                    drawing.cx.push(AppCommand::SelectRecord(Some(piece.row_n)));
                }
            }
        }
        response.context_menu(|ui| self.menu_ui(ui, drawing));
    }

    fn menu_ui(&mut self, ui: &mut Ui, drawing: &mut Drawing<'_, '_>) {
        self.marked_menu_ui(ui, drawing.cx);
        let piece = self.menu.and_then(|i| drawing.cx.state.session().pieces(self.sid).get(i));
        match piece.and_then(|piece| row_of(drawing.cx, &piece)) {
            Some(row) => drawing.copier.items_ui(ui, drawing.cx, &row),
            None => note(ui, drawing.cx.t("data-loading")),
        }
    }

    /// The items of a menu that copy what is marked.
    pub fn marked_menu_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(marked) = self.marked else { return };
        let known = self.counted.filter(|(counted, _)| *counted == marked).map(|(_, count)| count);
        let count = known.unwrap_or_else(|| self.stretched(&marked).count(&cx.state.session().pieces(self.sid)));
        self.counted = Some((marked, count));
        note(ui, &cx.say(&Message::new("data-marked").with("n", count)));
        if count > LONGEST {
            note(ui, cx.t("data-copy-too-long"));
            return menu_separator(ui);
        }
        for (form, key) in
            [(Form::Hex, "data-copy-hex"), (Form::Text, "data-copy-text"), (Form::Escapes, "data-copy-escapes")]
        {
            if menu_item(ui, None, cx.t(key), "").clicked() {
                self.copy(ui, cx, &marked, form);
            }
        }
        menu_separator(ui);
    }

    /// Scrolls while bytes are being marked near an edge of the list.
    pub fn scroll_at_edges(&self, ui: &Ui, rect: Rect, list: &mut VirtualList, items: &mut Items<'_>) {
        if self.pressed.is_none() || !ui.input(|input| input.pointer.is_decidedly_dragging()) {
            return;
        }
        let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
        let beyond = (rect.top() + EDGE - pointer.y).max(0.0) - (pointer.y - rect.bottom() + EDGE).max(0.0);
        if beyond != 0.0 {
            list.scroll(items, -f64::from(beyond.clamp(-60.0, 60.0)) / 2.0);
            ui.ctx().request_repaint();
        }
    }
}

/// The log's row of a piece, if it is read.
pub fn row_of(cx: &Cx<'_>, piece: &Piece) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    rows.row(rows.row_of_record(piece.row_n)?)
}

/// A line of a menu that is no item.
pub fn note(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).text_subdued;
    ui.horizontal(|ui| {
        ui.add_space(sizes::PADDING_SMALL);
        ui.label(Text::Small.rich(text, color));
    });
}
