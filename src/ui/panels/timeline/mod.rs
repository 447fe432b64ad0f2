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
mod feet;
mod gather;
mod keys;
mod nodes;
mod parts;
mod roll;
mod sight;
mod span;
mod view;

use super::lanes::Lanes;
use crate::call::SocketId;
use crate::session::{Board, Session};
use crate::timeline::{Arrangement, Columns, Ends, Group, HEAD, Sight, TIMES, draw, lanes};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Tokens, sizes};
use crate::ui::widgets::virtual_list::Steady;
use crate::ui::widgets::{empty_state, focus_ring, paint_picture};
use egui::Ui;
use gather::gather;
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
    /// Remedies that were pressed and lines that were run.
    acts: u64,
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
        self.follow_acts(cx);
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
}

/// The record that the selected row begins with: a join is shown at its call.
fn selected_row(cx: &Cx<'_>) -> Option<u64> {
    let rows = cx.state.session().rows();
    let n = cx.state.selected_record?;
    rows.row_of_record(n).and_then(|k| rows.record_of_row(k)).or(Some(n))
}

/// Another picture when the seconds of a waiting call change, and only while one waits.
fn tick(ui: &Ui, cx: &Cx<'_>, now: Option<Duration>) {
    let (Some(now), waiting) = (now, &cx.state.snapshot.board.waiting) else { return };
    if let Some(youngest) = waiting.values().map(|waiting| waiting.t).max() {
        let is_young = now.saturating_sub(youngest) < YOUNG;
        ui.ctx().request_repaint_after(if is_young { TICK_YOUNG } else { TICK });
    }
}
