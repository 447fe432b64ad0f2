//! One direction as one stream, from its first byte to its last.

use super::find::Find;
use super::pieces::Source;
use super::search::Hit;
use super::view::{Rows, Shape, rows_ui};
use crate::app::AppCommand;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::panels::copy::Copier;
use crate::ui::theme::{Tokens, sizes};
use crate::ui::widgets::virtual_list::{Items, Steady, VirtualList};
use egui::{CornerRadius, Rect, Ui, pos2, vec2};
use std::ops::Range;

const ROW: f64 = sizes::ROW_HEX as f64;

/// The rows in sight.
pub struct Stream<'a, 'b> {
    /// The bytes.
    pub source: &'a mut Source<'b>,
    /// Which way.
    pub direction: Direction,
    /// How rows look.
    pub shape: Shape,
    /// What is looked for.
    pub find: &'a Find,
    /// What copies.
    pub copier: &'a mut Copier,
}

impl Stream<'_, '_> {
    /// Draws the rows over all of `ui`; `record` and `hit` are brought into sight.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        (list, steady): (&mut VirtualList, &mut Steady),
        record: Option<u64>,
        hit: Option<Hit>,
    ) {
        let rect = ui.max_rect();
        list.fit(rect);
        let len = self.len(ui, steady, list.following, rect.height());
        let columns = self.shape.columns();
        let mut height = |_| ROW;
        let mut items = Items { count: self.shape.rows(len), height: &mut height };
        let id = ui.scope_id().with("stream");
        let place = record.and_then(|n| self.place(n));
        for at in [place.as_ref().map(|place| place.start), hit.map(|hit| hit.at)].into_iter().flatten() {
            list.show(&mut items, at / columns, 0.0..2.0 * ROW);
        }
        super::keys(ui, id, list, &mut items);
        let sight = list.begin(ui, id, cx.t("panel-data"), rect, &mut items);
        if let (Some(first), Some(last)) = (sight.placed.first(), sight.placed.last()) {
            let top = sight.y(first);
            let start = first.item * columns;
            let rows = Rows {
                direction: self.direction,
                start,
                end: ((last.item + 1) * columns).min(len),
                zero: 0,
                limits: 0..len,
                first: Rect::from_min_size(pos2(rect.left(), top), vec2(sight.rows.width(), ROW as f32)),
            };
            let selected = cx.state.selected_record.and_then(|n| self.place(n));
            if let Some(selected) = selected {
                self.tint(ui, rect, &rows, &selected);
            }
            let shown = rows_ui(ui, self.source, &self.shape, &rows, self.find);
            if let Some(byte) = shown.byte {
                sight.response.request_focus();
                let pieces = self.source.session.pieces(self.source.sid);
                let piece = pieces.piece_at(self.direction, byte).and_then(|i| self.source.piece(i));
                cx.push(AppCommand::SelectRecord(piece.map(|piece| piece.row_n)));
            }
            for (_, response) in shown.responses {
                response.context_menu(|ui| {
                    let rows = cx.state.session().rows();
                    let row = cx.state.selected_record.and_then(|n| rows.row_of_record(n)).and_then(|k| rows.row(k));
                    if let Some(row) = row {
                        self.copier.items_ui(ui, cx, &row);
                    }
                });
            }
        }
        super::ring(ui, &sight);
        list.end(ui, &sight, &mut items);
    }

    /// How many bytes there are to show: in a flood, those that were read.
    fn len(&mut self, ui: &Ui, steady: &mut Steady, following: bool, view: f32) -> u64 {
        let newest = self.source.session.pieces(self.source.sid).stream_len(self.direction);
        let screen = (view / sizes::ROW_HEX).ceil() as u64 * self.shape.columns();
        let (source, direction, encoding) = (&mut *self.source, self.direction, self.shape.encoding);
        let ready = |len: u64| {
            let range = len.saturating_sub(screen)..len;
            !source.around(direction, &range, &(0..len), encoding).is_missing(&range)
        };
        let len = steady.count(newest, following, ui.input(|input| input.time), ready);
        if steady.waits() {
            ui.ctx().request_repaint_after(super::TICK);
        }
        len
    }

    /// The offsets of a record's bytes, where they are of this direction.
    fn place(&mut self, n: u64) -> Option<Range<u64>> {
        let i = self.source.piece_of_record(n)?;
        let piece = self.source.piece(i).filter(|piece| piece.direction == self.direction)?;
        Some(piece.at..piece.at + u64::from(piece.len))
    }

    /// The ground of the selected record's bytes.
    fn tint(&self, ui: &Ui, sight: Rect, rows: &Rows, selected: &Range<u64>) {
        let columns = self.shape.columns();
        let range = selected.start.max(rows.start)..selected.end.min(rows.end);
        if range.is_empty() {
            return;
        }
        let color = Tokens::of(ui).accent_soft;
        for k in (range.start - rows.start) / columns..=(range.end - 1 - rows.start) / columns {
            let start = rows.start + k * columns;
            let from = range.start.saturating_sub(start) as usize;
            let to = (range.end - start).min(columns) as usize - 1;
            let left = sight.left() + sizes::MARGIN + self.shape.metrics.cell(from).start - 4.0;
            let right = sight.left() + sizes::MARGIN + self.shape.metrics.cell(to).end + 4.0;
            let top = rows.first.top() + k as f32 * sizes::ROW_HEX;
            let ground = Rect::from_min_max(pos2(left, top), pos2(right, top + sizes::ROW_HEX));
            ui.painter().rect_filled(ground, CornerRadius::ZERO, color);
        }
    }
}
