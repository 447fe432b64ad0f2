//! The timeline: a lane a socket, time down, calls as marks, waiting calls as bars, bytes as arrows; at the foot of each
//! connected lane what sends and receives.
//!
//! ```text
//! ┌ Timeline ─────────────────────────── Calls|Time  − +  Go to ┐
//! │        ╭ ▾ server ───────────────────╮ ╭ ▾ client ─────╮    │
//! │          s              sock             s                  │
//! │ 12.904   ▯ accept()                       ● socket()         │
//! │ 13.216   ▯ ┄┄┄┄┄┄┄┄┄ handshake, inferred ┄┄● connect(…)       │
//! │ 14.031   │        send ↑ ●──"Hello!" 6 B──▶│ ↓ recv(1024)     │
//! │                    [Send…       ] [recv]   [Send…   ] [recv] │
//! └─────────────────────────────────────────────────────────────┘
//! ```

mod arrange;
pub(super) mod back;
mod controls;
mod gather;
mod keys;
mod nodes;
mod roll;
mod span;
mod view;

use super::lanes::Lanes;
use super::selecting;
use crate::app::AppCommand;
use crate::call::SocketId;
use crate::locale::Message;
use crate::timeline::{Arrangement, Columns, Ends, Group, HEAD, Part, Picture, Sight, TIMES, draw, lanes};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Tokens, sizes};
use crate::ui::widgets::virtual_list::Steady;
use crate::ui::widgets::{Button, area_rect, empty_state, focus_ring, paint_picture};
use egui::{Align, Context, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use gather::{Gathered, gather};
use roll::{Extent, Roll};
use std::sync::Arc;
use std::time::Duration;
use view::View;

/// A waiting call's bar grows so often while it is young, and less often later.
const TICK_YOUNG: Duration = Duration::from_millis(100);
const TICK: Duration = Duration::from_secs(1);
const YOUNG: Duration = Duration::from_secs(10);
/// Points above the first call that shows.
const ABOVE: f64 = 15.0;

/// The timeline panel.
#[derive(Default)]
pub struct Timeline {
    roll: Roll,
    view: View,
    /// Which session it shows: another one begins anew.
    session: usize,
    /// The selection that was last brought into sight.
    shown: Option<u64>,
    /// The socket whose lane was last brought into sight.
    shown_lane: Option<SocketId>,
    /// Rows there were when the newest was last in sight.
    seen: u64,
    /// The board that `groups` and `ends` were made of.
    board: usize,
    groups: Vec<Group>,
    ends: Ends,
    arrangement: Arrangement,
    /// The lane whose head is dragged.
    dragged: Option<SocketId>,
    /// The record where a drag in the column of times began.
    dragged_from: Option<u64>,
    go_to: controls::GoTo,
    extent: Extent,
    steady: Steady,
}

impl Timeline {
    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, feet: &mut Lanes) {
        let snapshot = Arc::clone(&cx.state.snapshot);
        if snapshot.board.sockets.is_empty() {
            empty_state(ui, Icon::Clock, cx.t("timeline-empty"), cx.t("timeline-empty-hint"), |_| ());
            return;
        }
        self.renew(cx);
        let whole = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(whole);
        let standing = Lanes::choose(cx);
        let foot =
            if standing.is_empty() { 0.0 } else { (sizes::CONTROL + 2.0 * sizes::GAP).min(whole.height() / 3.0) };
        let rect = whole.with_max_y(whole.bottom() - foot);
        let below = rect.with_min_y((rect.top() + HEAD).min(rect.bottom()));
        let width = rect.width() - roll::BAR - 2.0;
        let all = self.rows(ui, cx, below.height());
        self.measure(cx, all, (width, below.height()));
        self.follow_selection(cx);
        self.follow_socket(cx);
        let id = ui.scope_id().with("timeline");
        let (list, keyboard) = self.roll.begin(ui, id, cx.t("panel-timeline"), below, &self.extent);
        self.wheel_zoom(ui, below);
        if list.has_focus() {
            self.keys(ui, cx);
        }
        // It may be larger or smaller now.
        self.measure(cx, all, (width, below.height()));
        let extent = self.extent;
        self.roll.keep(&extent);
        let now = cx.state.is_live().then(|| cx.state.now());
        let seen = gather(cx, &self.ends, &self.view, (self.roll.from, below.height()), now);
        let picture = draw(&Sight {
            board: &snapshot.board,
            groups: &self.groups,
            ends: &self.ends,
            rows: &seen.rows,
            blocks: &seen.blocks,
            states: &seen.states,
            flights: &seen.flights,
            scale: &seen.scale,
            now,
            selected: selected_row(cx),
            span: self.span_heights(cx),
            from: self.roll.from,
            left: self.roll.left,
            width,
            height: rect.height(),
            language: cx.language,
        });
        let t = Tokens::of(ui);
        paint_picture(&ui.painter().with_clip_rect(rect), &t, rect.min, &picture);
        self.times(ui, cx, below.with_max_x(below.left() + TIMES), id);
        self.parts(ui, cx, rect, &picture, &seen);
        if keyboard {
            focus_ring(ui, &list, 6, true);
        }
        self.roll.end(ui, id, below, &extent, TIMES);
        self.newest_ui(ui, cx, below, all);
        if foot > 0.0 {
            self.feet_ui(ui, cx, whole.with_min_y(rect.bottom()), width, &standing, feet);
        }
        tick(ui, cx, now);
    }

    /// How much there is to see.
    fn measure(&mut self, cx: &Cx<'_>, rows: u64, view: (f32, f32)) {
        let wide = Columns::of(&self.groups, view.0).width;
        let all = cx.state.session().rows();
        let low = match cx.state.shown_from.checked_sub(1).map(|before| all.up_to(before)) {
            Some(first) => all.started(first).map_or(0.0, |t| self.view.height_of(first, t) - ABOVE),
            None => 0.0,
        };
        self.extent = Extent { low: low.max(0.0), high: self.view.high(rows, last_moment(cx)), wide, view };
    }

    /// How many rows there are to show: in a flood, those that were read.
    fn rows(&mut self, ui: &Ui, cx: &Cx<'_>, high: f32) -> u64 {
        let rows = cx.state.session().rows();
        let screen = if self.view.is_dense() { 0 } else { (high / self.view.step()).ceil() as u64 };
        // Every row is asked for, also when the first is not there.
        let ready =
            |count: u64| (count.saturating_sub(screen)..count).rev().filter(|k| rows.row(*k).is_none()).count() == 0;
        let now = ui.input(|input| input.time);
        let count = self.steady.count(rows.settled(), self.roll.following, now, ready);
        if self.steady.waits() {
            // Rows that come in wake the window themselves.
            ui.ctx().request_repaint_after(TICK);
        }
        count
    }

    /// Begins anew with another session, and follows the board.
    fn renew(&mut self, cx: &Cx<'_>) {
        let session = Arc::as_ptr(cx.state.session()) as usize;
        if self.session != session {
            *self = Self { session, view: self.view, ..Self::default() };
        }
        let snapshot = &cx.state.snapshot;
        let board = Arc::as_ptr(&snapshot.board) as usize;
        if self.board != board {
            self.board = board;
            self.groups = lanes(&snapshot.board, &self.arrangement);
            self.ends = Ends::of(&snapshot.board);
        }
    }

    /// A record that was selected elsewhere comes into sight once.
    fn follow_selection(&mut self, cx: &Cx<'_>) {
        if self.shown == cx.state.selected_record {
            return;
        }
        let rows = cx.state.session().rows();
        let Some(n) = cx.state.selected_record else {
            self.shown = None;
            return;
        };
        let Some(k) = rows.row_of_record(n) else { return };
        self.shown = Some(n);
        self.show_row(cx, k);
    }

    /// The lane of a socket that was selected elsewhere comes into sight once.
    fn follow_socket(&mut self, cx: &Cx<'_>) {
        if self.shown_lane == cx.state.selected {
            return;
        }
        let Some(sid) = cx.state.selected else {
            self.shown_lane = None;
            return;
        };
        if let Some(edges) = Columns::of(&self.groups, self.extent.view.0).edges(sid) {
            self.shown_lane = Some(sid);
            self.roll.show_lane(&self.extent, edges, TIMES);
        }
    }

    fn show_row(&mut self, cx: &Cx<'_>, k: u64) {
        let rows = cx.state.session().rows();
        let height = self.view.height_of(k, rows.started(k).unwrap_or_default());
        self.roll.show(&self.extent, height);
        let glances = rows.glances(k..k + 1);
        let lane = glances.calls.first().map(|call| cx.state.snapshot.board.owner(call.sid));
        self.show_lane(lane);
    }

    fn show_lane(&mut self, lane: Option<SocketId>) {
        let columns = Columns::of(&self.groups, self.extent.view.0);
        if let Some(edges) = lane.and_then(|lane| columns.edges(lane)) {
            self.roll.show_lane(&self.extent, edges, TIMES);
        }
    }

    /// What can be pressed, each a node with a sentence of its own.
    fn parts(&mut self, ui: &Ui, cx: &mut Cx<'_>, rect: Rect, picture: &Picture, seen: &Gathered) {
        let lanes = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.right() - roll::BAR);
        let below = lanes.with_min_y(rect.top() + HEAD - 6.0);
        let groups = self.groups.clone();
        for (area, part) in &picture.parts {
            let is_head = matches!(part, Part::Lane(_) | Part::Side(_));
            let place = area_rect(rect.min, area).intersect(if is_head { lanes } else { below });
            if place.width() < 2.0 || place.height() < 2.0 {
                continue;
            }
            let (sense, role) = match part {
                Part::Lane(_) => (Sense::click_and_drag(), Role::Button),
                Part::Stop(_) | Part::Side(_) => (Sense::click(), Role::Button),
                _ => (Sense::CLICK, Role::GraphicsSymbol),
            };
            let response = ui.interact(place, ui.scope_id().with(part), sense);
            let selected = matches!(part, Part::Record(n) if cx.state.is_selected(*n));
            response.widget_info(|| {
                let words = nodes::sentence(cx, part, seen, &groups);
                match part {
                    Part::Record(_) => WidgetInfo::selected(role, true, selected, words),
                    _ => WidgetInfo::labeled(role, true, words),
                }
            });
            focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
            if response.clicked() && is_head {
                response.request_focus();
            }
            if response.clicked()
                || (response.secondary_clicked() && !matches!(part, Part::Side(_) | Part::Stop(_) | Part::Block(_)))
            {
                self.press(ui.ctx(), cx, *part, seen);
            }
            match part {
                Part::Lane(sid) => self.head(ui, cx, &response, *sid, rect),
                Part::Record(n) => {
                    response.context_menu(|ui| self.record_menu(ui, cx, *n));
                    if response.hovered()
                        && let Some(why) =
                            seen.rows.iter().find(|(_, row)| row.n == *n).and_then(|(_, row)| nodes::why(cx, row))
                    {
                        response.on_hover_text(why);
                    }
                }
                Part::Flight { .. } | Part::Signal { .. } | Part::State(_) => {
                    response.on_hover_ui(|ui| {
                        ui.label(nodes::sentence(cx, part, seen, &groups));
                    });
                }
                _ => {}
            }
        }
    }

    fn press(&mut self, ctx: &Context, cx: &mut Cx<'_>, part: Part, seen: &Gathered) {
        match part {
            Part::Flight { sent: None, received: None } | Part::Signal { from: None, to: None, .. } => {}
            Part::Record(n)
            | Part::Flight { sent: Some(n), .. }
            | Part::Flight { received: Some(n), .. }
            | Part::Signal { from: Some(n), .. }
            | Part::Signal { to: Some(n), .. } => {
                self.shown = Some(n);
                selecting::select(ctx, cx, n);
            }
            Part::State(n) => {
                if let Some(rung) = seen.states.iter().find(|rung| rung.n == n) {
                    select(cx, rung.sid);
                }
            }
            Part::Lane(sid) => select(cx, sid),
            Part::Side(i) => self.fold(i),
            Part::Stop(call) => cx.push(AppCommand::StopCall(call)),
            Part::Block(i) => {
                if let Some(block) = seen.blocks.get(i) {
                    self.zoom_into(cx, block);
                }
            }
        }
    }

    /// *12 new ↓*, while the newest is out of sight.
    fn newest_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rect: Rect, all: u64) {
        if self.roll.following {
            self.seen = all;
            return;
        }
        let new = all.saturating_sub(self.seen);
        if new == 0 {
            return;
        }
        let label = format!("{} ↓", cx.say(&Message::new("log-new").with("n", new)));
        let name = cx.say(&Message::new("timeline-newest").with("what", label.as_str()));
        let size = vec2(220.0, sizes::CONTROL);
        let corner = pos2(rect.right() - sizes::MARGIN - size.x - 8.0, rect.bottom() - sizes::GAP_GROUPS - size.y);
        let builder = UiBuilder::new().id_salt("newest").max_rect(Rect::from_min_size(corner, size));
        ui.scope_builder(builder.layout(Layout::right_to_left(Align::Center)), |ui| {
            if ui.add(Button::new(&label).name(&name).primary()).clicked() {
                self.roll.following = true;
            }
        });
    }

    /// What sends and receives, under each lane that can.
    fn feet_ui(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        rect: Rect,
        width: f32,
        standing: &[super::lanes::Lane],
        feet: &mut Lanes,
    ) {
        let columns = Columns::of(&self.groups, width).scrolled(self.roll.left);
        let sight = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.left() + width);
        let mut ui = ui.new_child(UiBuilder::new().id_salt("feet").max_rect(rect));
        ui.set_clip_rect(sight.with_min_y(rect.top() - 2.0 * sizes::CONTROL).intersect(ui.clip_rect()));
        feet.begin(cx);
        let folded = |sid: SocketId| self.groups.iter().any(|group| group.folded && group.lanes.contains(&sid));
        for lane in standing.iter().filter(|lane| !folded(lane.sid())) {
            let Some((left, right)) = columns.edges(lane.sid()) else { continue };
            if right < TIMES + 40.0 || left > width - 40.0 {
                continue;
            }
            let place =
                Rect::from_min_max(pos2(rect.left() + left, rect.top()), pos2(rect.left() + right, rect.bottom()));
            feet.foot_ui(&mut ui, cx, lane, place.shrink2(vec2(sizes::GAP_SMALL, sizes::GAP)));
        }
    }
}

/// The record that the selected row begins with: a join is shown at its call.
fn selected_row(cx: &Cx<'_>) -> Option<u64> {
    let rows = cx.state.session().rows();
    let n = cx.state.selected_record?;
    rows.row_of_record(n).and_then(|k| rows.record_of_row(k)).or(Some(n))
}

fn select(cx: &mut Cx<'_>, sid: SocketId) {
    if cx.state.socket(sid).is_some() && cx.state.selected != Some(sid) {
        cx.push(AppCommand::SelectSocket(Some(sid)));
    }
}

/// When the last thing happened: now, while something waits.
fn last_moment(cx: &Cx<'_>) -> Duration {
    let board = &cx.state.snapshot.board;
    let waits = !board.waiting.is_empty() && cx.state.is_live();
    let last = || board.sockets.values().map(|row| row.last_t).max().unwrap_or_default();
    if waits { cx.state.now() } else { last() }
}

/// Another picture when the seconds of a waiting call change, and only while one waits.
fn tick(ui: &Ui, cx: &Cx<'_>, now: Option<Duration>) {
    let (Some(now), waiting) = (now, &cx.state.snapshot.board.waiting) else { return };
    if let Some(youngest) = waiting.values().map(|waiting| waiting.t).max() {
        let is_young = now.saturating_sub(youngest) < YOUNG;
        ui.ctx().request_repaint_after(if is_young { TICK_YOUNG } else { TICK });
    }
}
