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
mod far;
mod gather;
mod keys;
mod nodes;
mod roll;
mod sight;
mod span;
mod view;

use super::lanes::Lanes;
use super::selecting;
use crate::app::AppCommand;
use crate::call::SocketId;
use crate::session::{Board, Session};
use crate::timeline::{Arrangement, Columns, Ends, Group, HEAD, Part, Picture, Sight, TIMES, draw, lanes};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Tokens, sizes};
use crate::ui::widgets::virtual_list::Steady;
use crate::ui::widgets::{area_rect, empty_state, focus_ring, paint_picture, selected_info};
use egui::{Context, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use gather::{Gathered, gather};
use roll::{Extent, Roll};
use std::sync::{Arc, Weak};
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
    session: Weak<Session>,
    /// Whether that is stepped through.
    steps: bool,
    /// The selection that was last brought into sight.
    shown: Option<u64>,
    /// The socket whose lane was last brought into sight.
    shown_lane: Option<SocketId>,
    /// Rows there were when the newest was last in sight.
    seen: u64,
    /// Rows there were in the last frame; none where the newest one's lane is to come into sight.
    had: Option<u64>,
    /// The board that `groups` and `ends` were made of.
    board: Weak<Board>,
    groups: Arc<Vec<Group>>,
    ends: Ends,
    /// When the last thing on it happened.
    last: Duration,
    /// Where the lanes are at this width, not scrolled; no width where the lanes are new.
    columns: (Option<f32>, Columns),
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
        self.follow_across(cx, all);
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
        let lanes = self.lanes_in_sight();
        let sight = (self.roll.from, below.height());
        let seen = gather(cx, &self.ends, &self.view, sight, &lanes, now);
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
            dimmed: &seen.dimmed,
            selected: selected_row(cx),
            span: self.span_heights(cx),
            from: self.roll.from,
            left: self.roll.across(),
            width,
            height: rect.height(),
            language: cx.language,
            calls: cx.languages().1,
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

    /// Begins anew with another session, and follows the board.
    fn renew(&mut self, cx: &Cx<'_>) {
        let session = cx.state.whole_session();
        if !std::ptr::eq(self.session.as_ptr(), Arc::as_ptr(session)) {
            *self = Self { session: Arc::downgrade(session), view: self.view, ..Self::default() };
        }
        if self.steps != cx.state.stepping.is_some() {
            self.steps = !self.steps;
            self.roll.following = true;
            if !self.steps {
                // Back from the past: to the newest, not to where one was.
                (self.had, self.shown) = (None, cx.state.selected_record);
            }
        }
        let board = &cx.state.snapshot.board;
        if std::ptr::eq(self.board.as_ptr(), Arc::as_ptr(board)) {
            return;
        }
        self.board = Arc::downgrade(board);
        let count = |groups: &[Group]| groups.iter().map(|group| group.lanes.len()).sum::<usize>();
        let (before, stood) = (count(&self.groups), self.shown_lane.is_some_and(|lane| self.is_in_sight(lane)));
        self.groups = Arc::new(lanes(board, &self.arrangement));
        self.columns.0 = None;
        if count(&self.groups) != before && stood {
            // A new lane moves others: the selected one stays in sight, unless it was scrolled away.
            self.shown_lane = None;
        }
        self.ends = Ends::of(board);
        self.last = board.sockets.values().map(|row| row.last_t).max().unwrap_or_default();
    }

    /// What can be pressed, each a node with a sentence of its own.
    fn parts(&mut self, ui: &Ui, cx: &mut Cx<'_>, rect: Rect, picture: &Picture, seen: &Gathered) {
        let lanes = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.right() - roll::BAR);
        let below = lanes.with_min_y(rect.top() + HEAD - 6.0);
        let groups = Arc::clone(&self.groups);
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
            let words = || nodes::sentence(cx, part, seen, &groups);
            match part {
                Part::Record(_) => selected_info(&response, role, selected, words),
                _ => response.widget_info(|| WidgetInfo::labeled(role, true, words())),
            }
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
        let sight = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.left() + width);
        let mut ui = ui.new_child(UiBuilder::new().id_salt("feet").max_rect(rect));
        ui.set_clip_rect(sight.with_min_y(rect.top() - 2.0 * sizes::CONTROL).intersect(ui.clip_rect()));
        feet.begin(cx);
        let folded = |sid: SocketId| self.groups.iter().any(|group| group.folded && group.lanes.contains(&sid));
        for lane in standing.iter().filter(|lane| !folded(lane.sid())) {
            let Some((left, right)) = self.edges(lane.sid()) else { continue };
            if right < TIMES + 40.0 || left > width - 40.0 {
                continue;
            }
            let place =
                Rect::from_min_max(pos2(rect.left() + left, rect.top()), pos2(rect.left() + right, rect.bottom()));
            let least = rect.left() + sizes::GAP;
            feet.foot_ui(&mut ui, cx, lane, place.shrink2(vec2(sizes::GAP_SMALL, sizes::GAP)), least);
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

/// Another picture when the seconds of a waiting call change, and only while one waits.
fn tick(ui: &Ui, cx: &Cx<'_>, now: Option<Duration>) {
    let (Some(now), waiting) = (now, &cx.state.snapshot.board.waiting) else { return };
    if let Some(youngest) = waiting.values().map(|waiting| waiting.t).max() {
        let is_young = now.saturating_sub(youngest) < YOUNG;
        ui.ctx().request_repaint_after(if is_young { TICK_YOUNG } else { TICK });
    }
}
