//! One direction as a stream: rows without a break between the rulings of its sends and receives, or with a fine line
//! where a piece begins.

use super::boundaries::{Ruler, Rulings, STRIP, TwoEnds, Whose, legend_ui, other, whose_height, whose_ui};
use super::find::At;
use super::rows::{self, Place};
use super::stretch::{Decoded, Hole, Stretch, around};
use super::view::{Drawing, View};
use crate::app::AppCommand;
use crate::session::Direction;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::virtual_list::Items;
use crate::ui::widgets::{empty_state, focus_ring};
use egui::{Key, Modifiers, Rect, Ui, UiBuilder, vec2};
use std::ops::Range;
use std::sync::Arc;

/// With less height there are the bytes alone, without rulings and what stands above them.
const RULED_FROM: f32 = 84.0;
/// With less height the rulings have no legend.
const LEGEND_FROM: f32 = 160.0;
/// So many rows are left for the bytes before anything stands under them.
const ROWS_LEFT: f32 = 3.0;

/// How high a row is.
fn row_height(ruled: bool) -> f32 {
    if ruled { sizes::ROW_HEX + 2.0 * STRIP + sizes::GAP_SMALL } else { sizes::ROW_HEX }
}

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
        let ends = self.peer.ends(&session, self.sid, direction);
        let room = rect.height() >= RULED_FROM;
        let rules = room && drawing.cx.state.socket(self.sid).is_none_or(|row| row.is_stream());
        let rect = if rules { self.legend_over(ui, rect, drawing, &ends) } else { rect };
        let ruled = rules && drawing.cx.state.settings.boundaries;
        let row_points = row_height(ruled);
        let below = if !ruled || rect.height() < row_points + whose_height(1) {
            0.0
        } else if rect.height() < ROWS_LEFT * row_points + whose_height(2) {
            whose_height(1)
        } else {
            whose_height(2)
        };
        let (rect, whose_rect) = rect.split_top_bottom_at_y(rect.bottom() - below);
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
        let screen = (rect.height() / row_points).ceil() as u64 * columns as u64;
        let sid = self.sid;
        let ready = |len: u64| {
            let range = len.saturating_sub(screen).max(first)..len;
            let stretch = Stretch::gather(&session, sid, direction, range, usize::MAX);
            !stretch.holes.iter().any(|(_, why)| *why == Hole::Loading)
        };
        let len = self.shown(ui, 1 + slot, len, lines.following, ready);
        let mut height = |_| f64::from(row_points);
        let shown_len = len.saturating_sub(first);
        let mut items = Items { count: rows::count(shown_len, columns), height: &mut height };
        let id = ui.scope_id().with(("stream", self.sid.0, slot));
        let tinted = self.selected_bytes(drawing, direction, &ends);
        let shown = drawing.cx.state.selected_record;
        let new = (self.shown_record != shown).then(|| tinted.as_ref().map(|range| range.start)).flatten();
        self.shown_record = shown;
        let found = self.go_to.take().filter(|at| at.direction == direction).map(|at| at.offset);
        if let Some(offset) = found.or(new).and_then(|offset| offset.checked_sub(first)) {
            lines.show(&mut items, offset / columns as u64, 0.0..f64::from(row_points));
        }
        let moved = ruled && self.caret.keys(ui, id, direction, &(first..len), columns);
        let caret = self.caret.offset(direction).filter(|_| ruled);
        if let Some(offset) = caret.filter(|_| moved) {
            self.touched = Some(At { direction, offset });
            lines.show(&mut items, (offset - first) / columns as u64, 0.0..f64::from(row_points));
        }
        self.keys(ui, id, &mut lines, &mut items, drawing.cx);
        self.scroll_at_edges(ui, rect, &mut lines, &mut items);
        let sight = lines.begin(ui, id, drawing.cx.t("panel-data"), rect, &mut items);
        if ruled {
            self.caret.hold(ui, id, direction);
        }
        let clip = ui.clip_rect();
        ui.set_clip_rect(clip.intersect(sight.rows));
        let mut whose = None;
        if let (Some(top), Some(last)) = (sight.placed.first(), sight.placed.last()) {
            let start = rows::offsets(first, shown_len, top.item, columns).start;
            let range = start..rows::offsets(first, shown_len, last.item, columns).end;
            let encoding = drawing.cx.state.settings.encoding();
            // Datagrams one after the other are read as one text here: that is what was asked for.
            let stretch = around(&session, self.sid, direction, &range, &(0..len), encoding);
            let decoded = Decoded::read(encoding, &stretch, &range);
            self.caret.top = range.start;
            let rulings = if ruled { Rulings::gather(&session, &ends, &range) } else { Rulings::default() };
            let of = |offset: u64| {
                let byte = stretch.slice(&(offset..offset + 1)).first().filter(|_| !stretch.is_missing(offset));
                Whose::new(offset, byte.copied(), &rulings, ends)
            };
            whose = caret.filter(|offset| range.contains(offset)).map(of);
            for placed in &sight.placed {
                let range = rows::offsets(first, shown_len, placed.item, columns);
                let whole = sight.row(placed).with_max_x(sight.rows.right());
                let strips = if ruled { vec2(0.0, (row_points - sizes::ROW_HEX) / 2.0) } else { vec2(0.0, 0.0) };
                let place = Place {
                    rect: whole.shrink2(strips),
                    id: id.with(placed.item),
                    direction,
                    offset: range.start,
                    range: range.clone(),
                    stretch: &stretch,
                    decoded: &decoded,
                    boundaries: !ruled,
                    tinted: tinted.clone(),
                    caret,
                };
                let out = painter.row_ui(ui, &place);
                if ruled {
                    let ruler = Ruler {
                        rulings: &rulings,
                        metrics: &painter.metrics,
                        range: range.clone(),
                        rect: whole.shrink2(vec2(0.0, sizes::GAP_SMALL / 2.0)),
                        texts: &out.texts,
                        first: placed.item == top.item,
                        selected: shown,
                        id: id.with(("ruler", placed.item)),
                    };
                    if let Some(n) = ruler.ui(ui, drawing.cx) {
                        self.shown_record = Some(n);
                        drawing.cx.push(AppCommand::PointAtRecord(n));
                    }
                    if let Some(at) = out.pointed.filter(|_| out.response.hovered() && !sight.keyboard) {
                        let pointed = of(at.offset);
                        out.response.clone().on_hover_text_at_pointer(pointed.sentence(drawing.cx));
                        whose = Some(pointed);
                    }
                    if let Some(at) = out.pointed.filter(|_| out.response.clicked()) {
                        self.caret.put(at);
                    }
                }
                let piece = |at: Option<At>| list.piece_at(direction, at.map_or(range.start, |at| at.offset));
                self.act_on_row(ui, &sight.response, &out, &piece, &painter.metrics, drawing);
            }
        }
        ui.set_clip_rect(clip);
        let own = whose.as_ref().and_then(|whose| whose.own(self.sid));
        if let Some(n) = own.filter(|_| caret.is_some() && sight.response.has_focus()) {
            let enter = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if enter {
                self.shown_record = Some(n);
                drawing.cx.push(AppCommand::SelectRecord(Some(n)));
            }
        }
        if whose_rect.is_positive() {
            let place = whose_rect.shrink2(vec2(sizes::MARGIN, 0.0)).with_min_y(whose_rect.top() + sizes::GAP_SMALL);
            whose_ui(ui, drawing.cx, place, whose.as_ref(), moved);
        }
        lines.end(ui, &sight, &mut items);
        if sight.keyboard {
            focus_ring(ui, &sight.response, sizes::RADIUS_CONTROL, true);
        }
        if let Some(kept) = self.streams.get_mut(slot) {
            *kept = lines;
        }
    }

    /// The legend and the receive size on top of `rect`; what is left below.
    fn legend_over(&mut self, ui: &mut Ui, rect: Rect, drawing: &mut Drawing<'_, '_>, ends: &TwoEnds) -> Rect {
        let place = rect.shrink2(vec2(sizes::MARGIN, 0.0));
        let mut part = ui.new_child(UiBuilder::new().id_salt("legend").max_rect(place));
        let room = rect.height() >= LEGEND_FROM;
        legend_ui(&mut part, drawing.cx, &mut self.receive, ends, room);
        rect.with_min_y((part.min_rect().bottom() + sizes::GAP_SMALL).min(rect.bottom()))
    }

    /// The bytes of the selected record or span, as far as they are of this stream: also those of the other end's call.
    fn selected_bytes(&self, drawing: &Drawing<'_, '_>, direction: Direction, ends: &TwoEnds) -> Option<Range<u64>> {
        let n = drawing.cx.state.selected_record?;
        let session = drawing.cx.state.session();
        if let Some((first, last)) = drawing.cx.state.span() {
            let list = session.pieces(self.sid);
            let range = list.offset_from(direction, first)..list.offset_from(direction, last + 1);
            return (!range.is_empty()).then_some(range);
        }
        let ways =
            [(Some(self.sid), direction), (ends.sender, Direction::Sent), (ends.receiver, other(Direction::Sent))];
        ways.into_iter().find_map(|(sid, direction)| {
            let list = session.pieces(sid?);
            let piece = list.get(list.of_record(n)?)?;
            (piece.direction == direction).then(|| piece.at..piece.at + u64::from(piece.len))
        })
    }
}
