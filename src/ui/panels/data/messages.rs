//! By message: a block for each send and receive.
//!
//! ```text
//! ↑ 12.104  send 12 B                                   127.0.0.1:8080
//! 0000  00 01 00 00 00 06 01 03  00 00 00 0a            ············
//! ```

use super::find::At;
use super::rows::{self, Painter, Place};
use super::scope::Scope;
use super::stretch::{Decoded, around};
use super::view::{Drawing, View, row_of};
use crate::bytes::{clock_text, duration_text, size_text};
use crate::call::Kept;
use crate::locale::Message;
use crate::session::{Direction, Piece, PieceList, Row};
use crate::ui::cx::Cx;
use crate::ui::panels::packets::packet_words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::virtual_list::{Items, Placed, Sight, VirtualList};
use crate::ui::widgets::{cut, focus_ring, galley, item_info, paint_left, paint_right, rounded};
use egui::{Rect, Role, Sense, Ui, WidgetInfo};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// From a block's top to the middle of its head, to its first row, and from its last row to its end.
const HEAD_MIDDLE: f32 = 14.0;
const ROWS_AT: f32 = 27.0;
const BELOW: f32 = 7.0;
const ROW: f64 = sizes::ROW_HEX as f64;
/// Longer amounts are rounded.
const EXACT: u64 = 100_000;

/// How high a block is, in points.
fn height(list: &PieceList<'_>, lost: &HashSet<usize>, i: usize, columns: usize) -> f64 {
    let len = list.len_of(i).unwrap_or(0).into();
    let rows = if lost.contains(&i) { 1 } else { rows::count(len, columns) };
    f64::from(ROWS_AT + BELOW) + rows as f64 * ROW
}

/// The points of a byte's row, from its block's top.
fn row_points(offset_in_piece: u64, columns: usize) -> Range<f64> {
    let row = offset_in_piece / columns.max(1) as u64;
    let top = f64::from(ROWS_AT) + row as f64 * ROW;
    // With the head, if it is near.
    (if row == 0 { 0.0 } else { top })..top + ROW + f64::from(BELOW)
}

/// How long after the request that it answers a piece came.
fn round_trip(list: &PieceList<'_>, i: usize, piece: &Piece, row: &Row) -> Option<Duration> {
    let asked = list.get(list.asked(i)?)?;
    // What came back at once has its start as its time.
    let took = if row.join_n.is_none() { row.record.took.unwrap_or_default() } else { Duration::ZERO };
    piece.t.saturating_add(took).checked_sub(asked.t)
}

impl View {
    /// Draws the blocks over `rect`.
    pub fn messages_ui(&mut self, ui: &mut Ui, rect: Rect, drawing: &mut Drawing<'_, '_>) {
        let session = Arc::clone(drawing.cx.state.session());
        let list = session.pieces(self.sid);
        let painter = self.painter(ui, drawing.cx, drawing.finder, rect.width(), rows::digits(self.longest));
        let columns = painter.metrics.columns;
        let lost = self.lost.clone();
        let scope = std::mem::take(&mut self.scope);
        let mut heights = |item| height(&list, &lost, scope.piece(&list, item), columns);
        let mut blocks = std::mem::take(&mut self.messages);
        blocks.fit(rect);
        let ready = |count: u64| {
            let (mut filled, mut missing, mut i) = (0.0, false, count);
            while filled < f64::from(rect.height()) && i > 0 {
                i -= 1;
                let at = scope.piece(&list, i);
                let Some(piece) = list.get(at) else { break };
                filled += height(&list, &lost, at, columns);
                missing |= piece.len > 0 && session.payload(piece.n).is_none() && !session.is_lost(piece.n);
            }
            !missing
        };
        let count = self.shown(ui, 0, scope.count() as u64, blocks.following, ready);
        let mut items = Items { count, height: &mut heights };
        let id = ui.scope_id().with(("blocks", self.sid.0));
        self.follow(drawing.cx, (&list, &scope), &mut blocks, &mut items, columns);
        self.keys(ui, id, &mut blocks, &mut items, drawing.cx);
        self.scroll_at_edges(ui, rect, &mut blocks, &mut items);
        let sight = blocks.begin(ui, id, drawing.cx.t("panel-data"), rect, &mut items);
        let clip = ui.clip_rect();
        // Tints go from edge to edge, below the scroll bar too.
        let ground = ui.painter().clone();
        ui.set_clip_rect(clip.intersect(sight.rows));
        let selected = drawing.cx.state.selected_record.and_then(|n| list.of_record(n));
        let several = drawing.cx.state.span().is_some();
        for placed in &sight.placed {
            let i = scope.piece(&list, placed.item);
            let Some(piece) = list.get(i) else { continue };
            self.longest = self.longest.max(piece.len.into());
            let row = row_of(drawing.cx, &piece);
            if session.is_lost(piece.n) && self.lost.insert(i) {
                ui.ctx().request_repaint();
            }
            let before = placed.item.checked_sub(1).and_then(|item| list.get(scope.piece(&list, item)));
            let since = before.and_then(|before| piece.t.checked_sub(before.t));
            let trip = row.as_deref().and_then(|row| round_trip(&list, i, &piece, row));
            let selected = selected == Some(i) || several && drawing.cx.state.is_selected(piece.row_n);
            let block = Block { i, piece: &piece, row: row.as_deref(), selected, placed, since, trip, ground: &ground };
            self.block_ui(ui, &sight, &painter, &block, drawing);
        }
        ui.set_clip_rect(clip);
        blocks.end(ui, &sight, &mut items);
        if sight.keyboard {
            focus_ring(ui, &sight.response, sizes::RADIUS_CONTROL, true);
        }
        (self.messages, self.scope) = (blocks, scope);
    }

    /// Brings the record that was selected elsewhere, or a find, into sight once.
    fn follow(
        &mut self,
        cx: &Cx<'_>,
        (list, scope): (&PieceList<'_>, &Scope),
        blocks: &mut VirtualList,
        items: &mut Items<'_>,
        columns: usize,
    ) {
        if self.shown_record != cx.state.selected_record {
            self.shown_record = cx.state.selected_record;
            if let Some(item) = self.shown_record.and_then(|n| list.of_record(n)).and_then(|i| scope.item(list, i)) {
                let points = row_points(0, columns).start..row_points(columns as u64, columns).end;
                let whole = (items.height)(item);
                blocks.show(items, item, points.start..points.end.min(whole));
            }
        }
        let Some(at) = self.go_to.take() else { return };
        let piece = list.piece_at(at.direction, at.offset).and_then(|i| Some((scope.item(list, i)?, list.get(i)?)));
        if let Some((item, piece)) = piece {
            blocks.show(items, item, row_points(at.offset - piece.at, columns));
        }
    }

    fn block_ui(
        &mut self,
        ui: &Ui,
        sight: &Sight,
        painter: &Painter<'_>,
        block: &Block<'_>,
        drawing: &mut Drawing<'_, '_>,
    ) {
        let rect = sight.row(block.placed);
        let seen = rect.intersect(sight.rect);
        let t = Tokens::of(ui);
        let id = sight.response.id.with(block.i);
        let head = rect.with_max_y(rect.top() + ROWS_AT).with_max_x(sight.rows.right());
        let response = ui.interact(head, id, Sense::CLICK);
        if block.selected {
            rounded(block.ground, seen, 0, t.accent_soft);
        } else if response.hovered() {
            rounded(block.ground, seen, 0, t.row_hover);
        }
        block.head_ui(ui, head, &response, drawing.cx);
        self.act(&response, &sight.response, Some(block.i), drawing);
        let (session, columns) = (Arc::clone(drawing.cx.state.session()), painter.metrics.columns);
        let Piece { direction, at, .. } = *block.piece;
        let len = u64::from(block.piece.len);
        if self.lost.contains(&block.i) {
            block.lost_ui(ui, rect, drawing.cx);
            return;
        }
        let top = block.placed.top + f64::from(ROWS_AT);
        let shown = rows::in_sight(rows::count(len, columns), top, ROW, f64::from(sight.rect.height()));
        if shown.is_empty() {
            return;
        }
        let range =
            rows::offsets(at, len, shown.start, columns).start..rows::offsets(at, len, shown.end - 1, columns).end;
        let stream = drawing.cx.state.socket(self.sid).is_none_or(|row| row.is_stream());
        let within = if stream { 0..u64::MAX } else { at..at + len };
        let encoding = drawing.cx.state.settings.encoding();
        let stretch = around(&session, self.sid, direction, &range, &within, encoding);
        let decoded = Decoded::read(encoding, &stretch, &range);
        for row in shown {
            let y = sight.rect.top() + (top + row as f64 * ROW) as f32;
            let range = rows::offsets(at, len, row, columns);
            let place = Place {
                rect: Rect::from_x_y_ranges(sight.rows.x_range(), y..=y + sizes::ROW_HEX),
                id: id.with(row),
                direction,
                offset: range.start - at,
                range,
                stretch: &stretch,
                decoded: &decoded,
                boundaries: false,
                tinted: None,
                caret: None,
            };
            let out = painter.row_ui(ui, &place);
            let i = block.i;
            self.act_on_row(ui, &sight.response, &out, &|_: Option<At>| Some(i), &painter.metrics, drawing);
        }
    }
}

/// One send or receive in sight.
struct Block<'a> {
    i: usize,
    piece: &'a Piece,
    row: Option<&'a Row>,
    selected: bool,
    placed: &'a Placed,
    /// How long after the block before.
    since: Option<Duration>,
    /// How long after the request that it answers it came.
    trip: Option<Duration>,
    /// Draws over all of the list.
    ground: &'a egui::Painter,
}

impl Block<'_> {
    /// `send 12 B`, or `send 12 of 100 B` where the kernel took less than was given.
    fn what(&self, cx: &Cx<'_>) -> String {
        let len = u64::from(self.piece.len);
        let amount = |len: u64| if len < EXACT { format!("{len} B") } else { size_text(len) };
        let Some(row) = self.row else { return amount(len) };
        let name = row.record.call.kind().name();
        if self.piece.direction == Direction::Sent && row.sent_len > len {
            let message = Message::new("data-partial").with("done", len).with("total", row.sent_len);
            return format!("{name} {}", cx.say(&message));
        }
        format!("{name} {}", amount(len))
    }

    fn head_ui(&self, ui: &Ui, head: Rect, response: &egui::Response, cx: &Cx<'_>) {
        let t = Tokens::of(ui);
        let (arrow, color) = match self.piece.direction {
            Direction::Sent => ("↑", t.sent),
            Direction::Received => ("↓", t.received),
        };
        let (time, what) = (clock_text(self.piece.t), self.what(cx));
        let peer = self.piece.peer.as_ref().map(ToString::to_string).unwrap_or_default();
        let packet = self.row.and_then(|row| packet_words(cx, row)).unwrap_or_default();
        let said = |key, time| cx.say(&Message::new(key).with("time", duration_text(time)));
        let when = match (self.trip, self.since) {
            (Some(trip), _) => said("data-answers", trip),
            (None, Some(since)) if self.piece.peer.is_none() => said("data-later", since),
            (None, _) => String::new(),
        };
        item_info(response, self.selected, || {
            let message = match self.piece.direction {
                Direction::Sent => Message::new("data-block-sent"),
                Direction::Received => Message::new("data-block-received"),
            };
            let message = message.with("time", time.as_str()).with("what", what.as_str());
            let parts = [cx.say(&message), packet.clone(), when.clone(), peer.clone()];
            parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        });
        let (left, right, y) = (head.left() + sizes::MARGIN, head.right() - 2.0, head.top() + HEAD_MIDDLE);
        let painter = ui.painter();
        let line = cut(painter, &format!("{arrow} {time}  {what}"), Text::Mono, color, right - left);
        let end = paint_left(painter, left, y, line) + sizes::GAP;
        // Whom, then when: what does not fit beside the call is left out.
        let mut right = right;
        let when_color = if self.trip.is_some() { t.text } else { t.text_subdued };
        let words =
            [(&packet, Text::Small, t.text), (&peer, Text::Mono, t.text_subdued), (&when, Text::Small, when_color)];
        for (text, kind, color) in words {
            let words = galley(painter, text, kind, color);
            if !text.is_empty() && end + words.size().x <= right + 1.0 {
                right = paint_right(painter, right, y, words) - sizes::GAP_GROUPS;
            }
        }
    }

    /// In place of the bytes that cannot be had.
    fn lost_ui(&self, ui: &Ui, rect: Rect, cx: &Cx<'_>) {
        let key = match self.row.map(|row| &row.record.kept) {
            Some(Kept::Hash { .. }) => "data-not-kept",
            _ => "data-unreadable",
        };
        let (left, y) = (rect.left() + sizes::MARGIN, rect.top() + ROWS_AT + sizes::ROW_HEX / 2.0);
        let color = Tokens::of(ui).text_subdued;
        let line = cut(ui.painter(), cx.t(key), Text::Body, color, rect.width() - 2.0 * sizes::MARGIN);
        let place = Rect::from_min_size(egui::pos2(left, y - sizes::ROW_HEX / 2.0), line.size());
        let response = ui.interact(place, ui.scope_id().with(("lost", self.i)), Sense::HOVER);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cx.t(key)));
        paint_left(ui.painter(), left, y, line);
    }
}

#[cfg(test)]
mod tests {
    use super::row_points;

    #[test]
    fn a_find_in_the_first_row_shows_the_head_too() {
        assert_eq!(row_points(3, 16), 0.0..52.0);
        assert_eq!(row_points(16, 16), 45.0..70.0);
        assert_eq!(row_points(1 << 40, 16).start, 27.0 + 18.0 * (1_u64 << 36) as f64);
    }
}
