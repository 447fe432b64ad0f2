//! By message: a block for each send and receive, its bytes below its head.
//!
//! ```text
//! ↑ 12.204  send  12 B                                      15 ms later
//! 0000  00 01 00 00 00 06 01 03  00 00 00 0a        ············
//! ```

use super::find::Find;
use super::pieces::Source;
use super::search::Hit;
use super::view::{Rows, Shape, rows_ui};
use crate::app::AppCommand;
use crate::bytes::{clock_text, duration_text};
use crate::locale::Message;
use crate::session::{Direction, Piece};
use crate::ui::cx::Cx;
use crate::ui::panels::copy::Copier;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::virtual_list::{Items, Placed, Sight, Steady, VirtualList};
use crate::ui::widgets::{cut, galley, paint_left, paint_right};
use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

const HEAD: f64 = sizes::ROW_DENSE as f64;
const ROW: f64 = sizes::ROW_HEX as f64;
const PAD: f64 = 5.0;

/// The blocks in sight.
pub struct Blocks<'a, 'b> {
    /// The bytes.
    pub source: &'a mut Source<'b>,
    /// How rows look.
    pub shape: Shape,
    /// What is looked for.
    pub find: &'a Find,
    /// What copies.
    pub copier: &'a mut Copier,
}

fn height(len: u64, shape: &Shape) -> f64 {
    2.0 * PAD + HEAD + shape.rows(len) as f64 * ROW
}

impl Blocks<'_, '_> {
    /// Draws the blocks over all of `ui`; `wanted` are brought into sight.
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
        let count = self.count(ui, steady, list.following, f64::from(rect.height()));
        let record = record.and_then(|n| self.source.piece_of_record(n));
        let hit = hit.and_then(|hit| self.hit_place(hit));
        let id = ui.scope_id().with("blocks");
        let sight = {
            let (source, shape) = (&mut *self.source, &self.shape);
            let mut height = |i: u64| height(source.len(i as usize), shape);
            let mut items = Items { count, height: &mut height };
            if let Some(i) = record {
                let most = f64::from(rect.height()) / 2.0;
                let points = (items.height)(i as u64).min(most);
                list.show(&mut items, i as u64, 0.0..points);
            }
            if let Some((i, top)) = hit {
                list.show(&mut items, i, top..top + 2.0 * ROW);
            }
            super::keys(ui, id, list, &mut items);
            list.begin(ui, id, cx.t("panel-data"), rect, &mut items)
        };
        for placed in &sight.placed {
            if let Some(piece) = self.source.piece(placed.item as usize) {
                self.block_ui(ui, cx, &sight, placed, &piece);
            }
        }
        super::ring(ui, &sight);
        let (source, shape) = (&mut *self.source, &self.shape);
        let mut height = |i: u64| height(source.len(i as usize), shape);
        list.end(ui, &sight, &mut Items { count, height: &mut height });
    }

    /// How many blocks there are to show: in a flood, those that were read.
    fn count(&mut self, ui: &Ui, steady: &mut Steady, following: bool, view: f64) -> u64 {
        let newest = self.source.count() as u64;
        let (source, shape) = (&mut *self.source, &self.shape);
        let ready = |count: u64| {
            let (mut filled, mut missing, mut i) = (0.0, false, count as usize);
            while filled < view && i > 0 {
                i -= 1;
                let Some(piece) = source.piece(i) else { break };
                filled += height(piece.len.into(), shape);
                missing |= piece.len > 0 && source.session.payload(piece.n).is_none();
            }
            !missing
        };
        let count = steady.count(newest, following, ui.input(|input| input.time), ready);
        if steady.waits() {
            ui.ctx().request_repaint_after(super::TICK);
        }
        count
    }

    fn hit_place(&mut self, hit: Hit) -> Option<(u64, f64)> {
        let i = self.source.session.pieces(self.source.sid).piece_at(hit.direction, hit.at)?;
        let row = (hit.at - self.source.piece(i)?.at) / self.shape.columns();
        Some((i as u64, PAD + HEAD + row as f64 * ROW))
    }

    fn block_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, sight: &Sight, placed: &Placed, piece: &Piece) {
        let view = f64::from(sight.rect.height());
        let selected = cx.state.selected_record.is_some_and(|n| n == piece.row_n || n == piece.n);
        if selected {
            let (top, bottom) = (placed.top.max(-1.0), (placed.top + placed.height).min(view + 1.0));
            let y = sight.rect.top() + top as f32..=sight.rect.top() + bottom as f32;
            let ground = Rect::from_x_y_ranges(sight.rect.x_range(), y.start().round()..=y.end().round());
            ui.painter().rect_filled(ground, CornerRadius::ZERO, Tokens::of(ui).accent_soft);
        }
        let mut pressed = None;
        let mut responses = Vec::new();
        let head = placed.top + PAD;
        if head + HEAD > 0.0 && head < view {
            let top = sight.rect.top() + head as f32;
            let rect = Rect::from_x_y_ranges(sight.rows.x_range(), top..=top + HEAD as f32);
            responses.push(self.head_ui(ui, cx, sight, rect, placed.item, (piece, selected)));
        }
        let rows = self.shape.rows(piece.len.into());
        let first = ((-head - HEAD) / ROW).floor().max(0.0) as u64;
        let last = (((view - head - HEAD) / ROW).ceil().max(0.0) as u64).min(rows);
        if first < last {
            let top = sight.rect.top() + (head + HEAD + first as f64 * ROW) as f32;
            let columns = self.shape.columns();
            let end = piece.at + u64::from(piece.len);
            let limits = if self.source.stream {
                0..self.source.session.pieces(self.source.sid).stream_len(piece.direction)
            } else {
                piece.at..end
            };
            let rows = Rows {
                direction: piece.direction,
                start: piece.at + first * columns,
                end: (piece.at + last * columns).min(end),
                zero: piece.at,
                limits,
                first: Rect::from_min_size(pos2(sight.rect.left(), top), vec2(sight.rows.width(), ROW as f32)),
            };
            let shown = rows_ui(ui, self.source, &self.shape, &rows, self.find);
            pressed = shown.byte;
            responses.extend(shown.responses.into_iter().map(|(_, response)| response));
        }
        if pressed.is_some() || responses.iter().any(|head| head.clicked() || head.secondary_clicked()) {
            sight.response.request_focus();
            cx.push(AppCommand::SelectRecord(Some(piece.row_n)));
        }
        for response in responses {
            self.menu(&response, cx, piece);
        }
    }

    fn menu(&mut self, response: &Response, cx: &mut Cx<'_>, piece: &Piece) {
        response.context_menu(|ui| {
            let rows = cx.state.session().rows();
            if let Some(row) = rows.row_of_record(piece.row_n).and_then(|k| rows.row(k)) {
                self.copier.items_ui(ui, cx, &row);
            }
        });
    }

    fn head_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        sight: &Sight,
        rect: Rect,
        item: u64,
        (piece, selected): (&Piece, bool),
    ) -> Response {
        let t = Tokens::of(ui);
        let response = ui.interact(rect.intersect(sight.rows), sight.response.id.with(("head", item)), Sense::CLICK);
        let rows = cx.state.session().rows();
        let row = rows.row_of_record(piece.row_n).and_then(|k| rows.row(k));
        let call = row.map_or("", |row| row.record.call.kind().name());
        let (arrow, color) = match piece.direction {
            Direction::Sent => ("↑", t.sent),
            Direction::Received => ("↓", t.received),
        };
        let ends = self.source.stream && piece.len == 0 && piece.direction == Direction::Received;
        let len = if ends { "EOF".to_owned() } else { format!("{} B", piece.len) };
        let peer = piece.peer.as_ref().map(|peer| match piece.direction {
            Direction::Sent => format!("  → {peer}"),
            Direction::Received => format!("  ← {peer}"),
        });
        let line = format!("{arrow} {}  {call} {len}{}", clock_text(piece.t), peer.unwrap_or_default());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &line));
        let painter = ui.painter();
        let (y, right) = (rect.center().y, rect.right() - 4.0);
        let later = self.since_last(item, piece).map(|since| {
            let words = cx.say(&Message::new("data-later").with("time", since));
            galley(painter, &words, Text::Small, t.text_subdued)
        });
        let free = later.map_or(right, |later| paint_right(painter, right, y, later));
        let left = rect.left() + sizes::MARGIN;
        paint_left(painter, left, y, cut(painter, &line, Text::Mono, color, free - left - sizes::GAP));
        response
    }

    fn since_last(&mut self, item: u64, piece: &Piece) -> Option<String> {
        let before = self.source.piece(item.checked_sub(1)? as usize)?;
        Some(duration_text(piece.t.checked_sub(before.t)?))
    }
}
