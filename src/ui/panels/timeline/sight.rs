//! What of it shows: how much there is, what comes into sight by itself, and the way back to the newest.

use super::roll::Extent;
use super::{ABOVE, TICK, Timeline};
use crate::call::SocketId;
use crate::locale::Message;
use crate::timeline::{Columns, TIMES};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::Button;
use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2, vec2};
use std::collections::HashSet;
use std::time::Duration;

/// So many calls between two frames may be made by hand.
const BY_HAND: u64 = 4;

impl Timeline {
    /// How much there is to see.
    pub(super) fn measure(&mut self, cx: &Cx<'_>, rows: u64, view: (f32, f32)) {
        if self.columns.0 != Some(view.0) {
            self.columns = (Some(view.0), Columns::of(&self.groups, view.0));
        }
        let wide = self.columns.1.width;
        let all = cx.state.session().rows();
        let low = match self.first_shown(cx) {
            0 => 0.0,
            first => all.started(first).map_or(0.0, |t| self.view.height_of(first, t) - ABOVE),
        };
        self.extent = Extent { low: low.max(0.0), high: self.view.high(rows, self.last_moment(cx)), wide, view };
    }

    /// How many rows there are to show: in a flood, those that were read.
    pub(super) fn rows(&mut self, ui: &Ui, cx: &Cx<'_>, high: f32) -> u64 {
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

    /// A record that was selected elsewhere comes into sight once.
    pub(super) fn follow_selection(&mut self, cx: &Cx<'_>) {
        if self.shown_lane != cx.state.selected {
            self.shown_lane = cx.state.selected;
            self.show_lane(cx.state.selected);
        }
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

    /// A remedy is pressed at a failure of the past, a line is edited there and run: what comes of it is the newest.
    pub(super) fn follow_acts(&mut self, cx: &Cx<'_>) {
        // Not where another record was selected since.
        let is_newest = cx.state.selected_record.is_none_or(|n| self.shown == Some(n));
        self.roll.following |= self.acts != cx.state.acts && is_newest;
        self.acts = cx.state.acts;
    }

    /// What is made by hand is followed sideways, too; a flood is not, which would throw the picture about.
    pub(super) fn follow_across(&mut self, cx: &Cx<'_>, all: u64) {
        let new = self.had.replace(all).map_or(1, |had| all.saturating_sub(had));
        let Some(last) = all.checked_sub(1).filter(|_| self.roll.following && (1..=BY_HAND).contains(&new)) else {
            return;
        };
        let newest = cx.state.session().rows().glances(last..all).calls.first().map(|call| call.sid);
        let lane = newest.map(|sid| cx.state.snapshot.board.owner(sid));
        if lane.is_some_and(|lane| !self.is_in_sight(lane)) {
            self.show_lane(lane);
        }
    }

    /// Whether any of a lane shows.
    pub(super) fn is_in_sight(&self, lane: SocketId) -> bool {
        self.edges(lane).is_some_and(|(left, right)| right > TIMES && left < self.extent.view.0)
    }

    /// The edges of a lane, as it is drawn scrolled.
    pub(super) fn edges(&self, lane: SocketId) -> Option<(f32, f32)> {
        let scrolled = self.roll.across();
        self.columns.1.edges(lane).map(|(left, right)| (left - scrolled, right - scrolled))
    }

    /// The lanes that show, those of folded sides too.
    pub(super) fn lanes_in_sight(&self) -> HashSet<SocketId> {
        let lanes = self.groups.iter().flat_map(|group| group.lanes.iter().copied());
        lanes.filter(|sid| self.is_in_sight(*sid)).collect()
    }

    pub(super) fn show_row(&mut self, cx: &Cx<'_>, k: u64) {
        let rows = cx.state.session().rows();
        let height = self.view.height_of(k, rows.started(k).unwrap_or_default());
        self.roll.show(&self.extent, height);
        let glances = rows.glances(k..k + 1);
        let lane = glances.calls.first().map(|call| cx.state.snapshot.board.owner(call.sid));
        self.show_lane(lane);
    }

    fn show_lane(&mut self, lane: Option<SocketId>) {
        if let Some(edges) = lane.and_then(|lane| self.columns.1.edges(lane)) {
            self.roll.show_lane(&self.extent, edges, TIMES);
        }
    }

    /// When the last thing happened: now, while something waits.
    fn last_moment(&self, cx: &Cx<'_>) -> Duration {
        let waits = !cx.state.snapshot.board.waiting.is_empty() && cx.state.is_live();
        if waits { cx.state.now() } else { self.last }
    }

    /// *12 new ↓*, while the newest is out of sight.
    pub(super) fn newest_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rect: Rect, all: u64) {
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
}
