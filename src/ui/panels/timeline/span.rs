//! A span of the session: dragged in the column of times, or grown with Shift; marked in every view.

use super::Timeline;
use crate::app::AppCommand;
use crate::timeline::Run;
use crate::ui::cx::Cx;
use crate::ui::panels::selecting::select;
use egui::{Id, Rect, Sense, Ui};
use std::time::Duration;

/// Points above and below a linear span's first and last call.
const EDGE: f64 = 9.0;

impl Timeline {
    /// The column of times: a press selects the call there, a drag the span from where it began.
    pub(super) fn times(&mut self, ui: &Ui, cx: &mut Cx<'_>, rect: Rect, id: Id) {
        let response = ui.interact(rect, id.with("times"), Sense::CLICK | Sense::DRAG);
        let Some(at) = response.interact_pointer_pos() else {
            self.dragged_from = None;
            return;
        };
        let Some(n) = self.record_at(cx, self.roll.from + f64::from(at.y - rect.top())) else { return };
        if response.drag_started() {
            let began = ui.input(|input| input.pointer.press_origin()).unwrap_or(at);
            self.dragged_from = self.record_at(cx, self.roll.from + f64::from(began.y - rect.top()));
        }
        if response.clicked() {
            self.shown = Some(n);
            select(ui.ctx(), cx, n);
        }
        if let Some(from) = self.dragged_from.filter(|_| response.dragged()) {
            self.shown = Some(n);
            if cx.state.selected_record != Some(n) || cx.state.selection_start() != Some(from) {
                cx.push(AppCommand::SelectSpan { from, to: n });
            }
        }
    }

    /// The record of the call at a height.
    fn record_at(&self, cx: &Cx<'_>, height: f64) -> Option<u64> {
        let rows = cx.state.session().rows();
        let k = match self.view.run() {
            Run::Compressed => (height / f64::from(self.view.step())).max(0.0) as u64,
            Run::Linear(a_second) => {
                let t = Duration::try_from_secs_f64(height.max(0.0) / f64::from(a_second)).unwrap_or_default();
                rows.before(t)
            }
        };
        rows.record_of_row(k.min(rows.settled().checked_sub(1)?))
    }

    /// From where to where the selected span goes.
    pub(super) fn span_heights(&self, cx: &Cx<'_>) -> Option<(f64, f64)> {
        let (first, last) = cx.state.span()?;
        let rows = cx.state.session().rows();
        let (end, start) = (rows.up_to(last), first.checked_sub(1).map_or(0, |before| rows.up_to(before)));
        let last = end.checked_sub(1).filter(|last| *last >= start)?;
        let height = |k: u64| Some(self.view.height_of(k, rows.started(k)?));
        let edge = if self.view.linear { EDGE } else { f64::from(self.view.step()) / 2.0 };
        Some((height(start)? - edge, height(last)? + edge))
    }
}
