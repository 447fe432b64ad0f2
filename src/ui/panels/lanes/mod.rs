//! What sends and receives at each socket that can: under its lane of the timeline, or, where the timeline is out of sight,
//! a card below the log. What is typed in the one stands in the other.

mod compose;
mod foot;

use crate::app::{AppCommand, MakeCall};
use crate::call::{Address, Call, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words::address_in_list;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, cut, galley, icon_button, paint_left, paint_right, rounded, segmented_named};
use compose::Composer;
use egui::{Align, Layout, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// A lane with less room is tight.
const TIGHT: f32 = 150.0;
/// A card's least width: more cards than fit scroll sideways.
const CARD_MIN: f32 = 330.0;
const CARD_MAX: f32 = 560.0;
const CARD: f32 = sizes::GAP + sizes::CONTROL + sizes::GAP_SMALL + sizes::CONTROL + sizes::GAP;
/// How many bytes *recv* asks a stream for.
const RECV: i64 = 1024;
/// A datagram of any size fits: what does not fit is lost.
const RECVFROM: i64 = 65_535;

/// A socket with a card.
pub struct Lane {
    row: Arc<SocketRow>,
    send: Option<SendBy>,
}

/// How a lane sends.
enum SendBy {
    Send,
    SendTo(Address),
}

impl Lane {
    /// Which socket.
    pub fn sid(&self) -> SocketId {
        self.row.sid
    }

    fn receive(&self) -> Call {
        match self.row.is_stream() {
            true => Call::Recv { size: RECV, flags: 0 },
            false => Call::RecvFrom { size: RECVFROM, flags: 0 },
        }
    }

    fn name(&self) -> String {
        self.row.name.to_string()
    }

    /// `:8080 ↔ :8000`, `bound to :9000, to :51002`.
    fn ends(&self, cx: &Cx<'_>) -> String {
        let short = |address: &Address| address_in_list(&self.row, address);
        let local = self.row.local.as_ref().filter(|local| !local.is_unnamed()).map(short);
        match (&self.send, local, self.row.peer.as_ref().filter(|peer| !peer.is_unnamed()).map(short)) {
            (Some(SendBy::SendTo(to)), local, _) => {
                let to = cx.say(&Message::new("lane-to").with("peer", short(to)));
                local.map_or(to.clone(), |local| format!("{local} {to}"))
            }
            (_, Some(local), Some(peer)) => format!("{local} ↔ {peer}"),
            (_, Some(local), None) => cx.say(&Message::new("lane-bound").with("local", local)),
            (_, None, peer) => peer.unwrap_or_default(),
        }
    }
}

/// How high the strip is.
pub fn height(lanes: &[Lane]) -> f32 {
    if lanes.is_empty() { 0.0 } else { CARD + 2.0 * sizes::GAP }
}

/// What the cards remember.
#[derive(Default)]
pub struct Lanes {
    composers: HashMap<SocketId, Composer>,
    shown: Option<SocketId>,
}

impl Lanes {
    /// The sockets that have a card now.
    pub fn choose(cx: &Cx<'_>) -> Vec<Lane> {
        if !cx.state.is_live() {
            return Vec::new();
        }
        let open = cx.state.snapshot.board.sockets.values().filter(|row| row.open && !row.closing);
        open.filter_map(|row| Self::lane(cx, row)).collect()
    }

    fn lane(cx: &Cx<'_>, row: &Arc<SocketRow>) -> Option<Lane> {
        let connected = row.connected || row.peer.is_some();
        let send = match (row.is_connection(), connected) {
            (true, true) if row.backlog.is_none() => Some(SendBy::Send),
            (true, _) => return None,
            (false, true) => Some(SendBy::Send),
            (false, false) if row.local.is_none() => return None,
            (false, false) => cx.state.answer_address(row.sid).map(SendBy::SendTo),
        };
        Some(Lane { row: Arc::clone(row), send })
    }

    /// Forgets what was typed for sockets that are closed.
    pub fn begin(&mut self, cx: &Cx<'_>) {
        self.composers.retain(|sid, _| cx.state.socket(*sid).is_some_and(|row| row.open));
    }

    /// Draws the cards.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, lanes: &[Lane]) {
        self.begin(cx);
        let gap = sizes::GAP;
        let room = ui.available_width() - 2.0 * sizes::MARGIN;
        let width = ((room + gap) / lanes.len() as f32 - gap).clamp(CARD_MIN, CARD_MAX).min(room.max(CARD_MIN));
        let all = (width + gap) * lanes.len() as f32 - gap + 2.0 * sizes::MARGIN;
        let to_show = cx.state.selected.filter(|sid| self.shown != Some(*sid));
        self.shown = cx.state.selected;
        ui.add_space(gap / 2.0);
        ScrollArea::horizontal().id_salt("lanes").auto_shrink(false).show_viewport(ui, |ui, sight| {
            ui.set_min_size(vec2(all, CARD));
            let origin = ui.max_rect().min;
            for (i, lane) in lanes.iter().enumerate() {
                let x = sizes::MARGIN + i as f32 * (width + gap);
                let rect = Rect::from_min_size(origin + vec2(x, 0.0), vec2(width, CARD));
                if to_show == Some(lane.row.sid) {
                    ui.scroll_to_rect(rect, None);
                }
                if x < sight.max.x && x + width > sight.min.x {
                    self.card_ui(ui, cx, lane, rect);
                }
            }
        });
    }

    fn card_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, lane: &Lane, rect: Rect) {
        let sid = lane.row.sid;
        let t = Tokens::of(ui);
        let id = ui.scope_id().with(("lane", sid));
        let name = lane.name();
        let ends = lane.ends(cx);
        let selected = cx.state.selected == Some(sid);
        let card = ui.interact(rect, id, Sense::CLICK);
        card.widget_info(|| WidgetInfo::selected(Role::Group, true, selected, format!("{name} {ends}")));
        if card.clicked() && !selected {
            cx.push(AppCommand::SelectSocket(Some(sid)));
        }
        rounded(ui.painter(), rect, sizes::RADIUS_PANEL, t.row_hover);
        let inner = rect.shrink(sizes::GAP);
        let composer = self.composers.entry(sid).or_default();
        let builder = |rect: Rect, salt: &str| {
            UiBuilder::new().id_salt((sid, salt)).max_rect(rect).layout(Layout::right_to_left(Align::Center))
        };
        let head = Rect::from_min_size(inner.min, vec2(inner.width(), sizes::CONTROL));
        ui.scope_builder(builder(head, "head"), |ui| head_ui(ui, cx, lane, composer, head, &ends));
        let foot = Rect::from_min_max(pos2(inner.left(), inner.bottom() - sizes::CONTROL), inner.max);
        ui.scope_builder(builder(foot, "foot"), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            receive_ui(ui, cx, lane, &name);
            let Some(by) = &lane.send else { return };
            let label = cx.say(&Message::new("lane-send-name").with("name", name.as_str()));
            let pressed = ui.add(Button::new(cx.t("lane-send")).name(&label)).clicked();
            let width = ui.available_width();
            let entered = composer.field_ui(ui, cx, &name, id.with("field"), width);
            if pressed || entered {
                send(cx, lane, by, composer);
            }
        });
    }
}

/// Name and ends at the left; how it is typed, and what it comes to, at the right.
fn head_ui(ui: &mut Ui, cx: &Cx<'_>, lane: &Lane, composer: &mut Composer, rect: Rect, ends: &str) {
    let t = Tokens::of(ui);
    let painter = ui.painter().clone();
    let y = rect.center().y;
    let mut right = rect.right();
    let mut wrong = None;
    if lane.send.is_some() {
        let label = cx.say(&Message::new("lane-form").with("name", lane.name()));
        let choices = [(false, cx.t("lane-text")), (true, cx.t("lane-hex"))];
        let name =
            |choice: &str| cx.say(&Message::new("palette-line").with("label", choice).with("more", label.as_str()));
        let group = ui.scope(|ui| segmented_named(ui, &mut composer.hex, &choices, name)).response;
        right = group.rect.left() - sizes::GAP;
        match composer.bytes() {
            Ok(bytes) if !composer.text.is_empty() => {
                let count = cx.say(&Message::new("lane-bytes").with("n", bytes.len() as u64));
                right = paint_right(&painter, right, y, galley(&painter, &count, Text::Mono, t.sent)) - sizes::GAP;
            }
            Err(message) if !composer.text.is_empty() => wrong = Some(cx.say(&message)),
            _ => {}
        }
    }
    let side = lane.row.name.side();
    let mut x = rect.left() + sizes::GAP_SMALL;
    if !side.is_empty() {
        let side = cut(&painter, side, Text::Mono, t.text_subdued, (right - x) / 3.0);
        x = paint_left(&painter, x, y, side) + 7.0;
    }
    let base = cut(&painter, lane.row.name.base(), Text::MonoStrong, t.text_strong, (right - x) / 2.0);
    x = paint_left(&painter, x, y, base) + sizes::GAP;
    let (words, kind, color) = match &wrong {
        Some(wrong) => (wrong.as_str(), Text::Small, t.error),
        None => (ends, Text::Mono, t.text_subdued),
    };
    let line = cut(&painter, words, kind, color, right - x);
    let place = Rect::from_min_max(pos2(x, rect.top()), pos2(right.max(x), rect.bottom()));
    let elided = line.elided;
    paint_left(&painter, x, y, line);
    let hover = ui.interact(place, ui.scope_id().with("note"), Sense::hover());
    if wrong.is_some() {
        hover.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    }
    if elided {
        hover.on_hover_text(words);
    }
}

fn receive_ui(ui: &mut Ui, cx: &mut Cx<'_>, lane: &Lane, name: &str) {
    let sid = lane.row.sid;
    // Where a lane is narrow, the line to write in has the room, and a long word is an arrow.
    let is_tight = ui.available_width() < TIGHT;
    if !lane.row.waiting.is_empty() {
        let label = cx.say(&Message::new("lane-stop-name").with("name", name));
        let stop = Button::new(cx.t("lane-stop")).icon(Icon::Stop).name(&label);
        let pressed = if is_tight { icon_button(ui, Icon::Stop, &label) } else { ui.add(stop) };
        if pressed.clicked() {
            cx.push(AppCommand::StopSocket(sid));
        }
        return;
    }
    let call = lane.receive();
    let kind = call.kind().name();
    let label = cx.say(&Message::new("lane-receive-name").with("call", kind).with("name", name));
    let is_tight = is_tight && kind.len() > "recv".len();
    let receive = Button::new(kind).mono().name(&label);
    let pressed = if is_tight { icon_button(ui, Icon::ArrowDown, &label) } else { ui.add(receive) };
    if pressed.clicked() {
        cx.push(AppCommand::MakeCall(MakeCall::once(sid, call)));
        select(cx, sid);
    }
}

/// Sends what is typed. Nothing goes to a stream where nothing is typed; a datagram may be empty.
fn send(cx: &mut Cx<'_>, lane: &Lane, by: &SendBy, composer: &mut Composer) {
    let Ok(data) = composer.bytes() else { return };
    if data.is_empty() && lane.row.is_stream() {
        return;
    }
    let call = match by {
        SendBy::Send => Call::Send { data, flags: 0 },
        SendBy::SendTo(address) => Call::SendTo { data, flags: 0, address: address.clone() },
    };
    composer.sent();
    cx.push(AppCommand::MakeCall(MakeCall::once(lane.row.sid, call)));
    select(cx, lane.row.sid);
}

fn select(cx: &mut Cx<'_>, sid: SocketId) {
    if cx.state.selected != Some(sid) {
        cx.push(AppCommand::SelectSocket(Some(sid)));
    }
}
