//! One direction as a stream: rows without a break, with a fine line where a piece begins.

use super::find::At;
use super::rows::{self, Place};
use super::stretch::{Decoded, Hole, Stretch, around};
use super::view::{Drawing, View};
use crate::session::Direction;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::virtual_list::Items;
use crate::ui::widgets::{empty_state, focus_ring};
use egui::{Rect, Ui};
use std::ops::Range;
use std::sync::Arc;

const ROW: f64 = sizes::ROW_HEX as f64;

impl View {
    /// Draws the stream over `rect`.
    pub fn stream_ui(&mut self, ui: &mut Ui, rect: Rect, direction: Direction, drawing: &mut Drawing<'_, '_>) {
        let session = Arc::clone(drawing.cx.state.session());
        let list = session.pieces(self.sid);
        let len = list.stream_len(direction);
        let first = self.scope.start(&list, direction);
        if len == 0 {
            let key = match direction {
                Direction::Sent => "data-nothing-sent",
                Direction::Received => "data-nothing-received",
            };
            self.go_to = None;
            empty_state(ui, Icon::Binary, drawing.cx.t(key), drawing.cx.t("data-nothing-hint"), |_| ());
            return;
        }
        if len <= first {
            self.go_to = None;
            return super::nothing_since_ui(ui, drawing.cx);
        }
        let slot = usize::from(direction == Direction::Received);
        let painter = self.painter(ui, drawing.cx, drawing.finder, rect.width(), rows::digits(len));
        let columns = painter.metrics.columns;
        let Some(kept) = self.streams.get_mut(slot) else { return };
        let mut lines = std::mem::take(kept);
        lines.fit(rect);
        if let Some(before) = self.columns.get_mut(slot) {
            let before = std::mem::replace(before, columns);
            if before != 0 && before != columns {
                lines.rescale(columns as u64, before as u64);
            }
        }
        let screen = (rect.height() / sizes::ROW_HEX).ceil() as u64 * columns as u64;
        let sid = self.sid;
        let ready = |len: u64| {
            let range = len.saturating_sub(screen).max(first)..len;
            let stretch = Stretch::gather(&session, sid, direction, range, usize::MAX);
            !stretch.holes.iter().any(|(_, why)| *why == Hole::Loading)
        };
        let len = self.shown(ui, 1 + slot, len, lines.following, ready);
        let mut height = |_| ROW;
        let shown_len = len.saturating_sub(first);
        let mut items = Items { count: rows::count(shown_len, columns), height: &mut height };
        let id = ui.scope_id().with(("stream", self.sid.0, slot));
        let tinted = self.selected_bytes(drawing, direction);
        let shown = drawing.cx.state.selected_record;
        let new = (self.shown_record != shown).then(|| tinted.as_ref().map(|range| range.start)).flatten();
        self.shown_record = shown;
        let found = self.go_to.take().filter(|at| at.direction == direction).map(|at| at.offset);
        if let Some(offset) = found.or(new).and_then(|offset| offset.checked_sub(first)) {
            lines.show(&mut items, offset / columns as u64, 0.0..ROW);
        }
        self.keys(ui, id, &mut lines, &mut items, drawing.cx);
        self.scroll_at_edges(ui, rect, &mut lines, &mut items);
        let sight = lines.begin(ui, id, drawing.cx.t("panel-data"), rect, &mut items);
        let clip = ui.clip_rect();
        ui.set_clip_rect(clip.intersect(sight.rows));
        if let (Some(top), Some(last)) = (sight.placed.first(), sight.placed.last()) {
            let start = rows::offsets(first, shown_len, top.item, columns).start;
            let range = start..rows::offsets(first, shown_len, last.item, columns).end;
            let encoding = drawing.cx.state.settings.encoding();
            // Datagrams one after the other are read as one text here: that is what was asked for.
            let stretch = around(&session, self.sid, direction, &range, &(0..len), encoding);
            let decoded = Decoded::read(encoding, &stretch, &range);
            for placed in &sight.placed {
                let range = rows::offsets(first, shown_len, placed.item, columns);
                let place = Place {
                    rect: sight.row(placed).with_max_x(sight.rows.right()),
                    id: id.with(placed.item),
                    direction,
                    offset: range.start,
                    range: range.clone(),
                    stretch: &stretch,
                    decoded: &decoded,
                    boundaries: true,
                    tinted: tinted.clone(),
                };
                let out = painter.row_ui(ui, &place);
                let piece = |at: Option<At>| list.piece_at(direction, at.map_or(range.start, |at| at.offset));
                self.act_on_row(ui, &sight.response, &out, &piece, &painter.metrics, drawing);
            }
        }
        ui.set_clip_rect(clip);
        lines.end(ui, &sight, &mut items);
        if sight.keyboard {
            focus_ring(ui, &sight.response, sizes::RADIUS_CONTROL, true);
        }
        if let Some(kept) = self.streams.get_mut(slot) {
            *kept = lines;
        }
    }

    /// The bytes of the selected record or span, as far as they are of this stream.
    fn selected_bytes(&self, drawing: &Drawing<'_, '_>, direction: Direction) -> Option<Range<u64>> {
        let list = drawing.cx.state.session().pieces(self.sid);
        if let Some((first, last)) = drawing.cx.state.span() {
            let range = list.offset_from(direction, first)..list.offset_from(direction, last + 1);
            return (!range.is_empty()).then_some(range);
        }
        let piece = list.get(list.of_record(drawing.cx.state.selected_record?)?)?;
        (piece.direction == direction).then(|| piece.at..piece.at + u64::from(piece.len))
    }
}
