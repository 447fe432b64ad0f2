//! Rows of bytes on the screen: which bytes a row has, and its drawing with marks, finds and boundaries.

use super::find::{At, Finder};
use super::select::Marked;
use super::stretch::{Decoded, Hole, Stretch};
use crate::bytes::Shown;
use crate::session::Direction;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::hex_view::{HexCell, HexMetrics, HexRow, HexShown, hex_row_on};
use crate::ui::widgets::{cut, galley, paint_left, rounded};
use egui::{Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// Rows that `len` bytes take; none has none.
pub fn count(len: u64, columns: usize) -> u64 {
    len.div_ceil(columns.max(1) as u64)
}

/// The offsets of row `row` among `len` bytes that begin at `start`.
pub fn offsets(start: u64, len: u64, row: u64, columns: usize) -> Range<u64> {
    let columns = columns.max(1) as u64;
    let from = row.saturating_mul(columns).min(len);
    start + from..start + from.saturating_add(columns).min(len)
}

/// Which of the rows of `height` points, the first of which begins `top` points below the window's top, are in a window
/// of `view` points.
pub fn in_sight(rows: u64, top: f64, height: f64, view: f64) -> Range<u64> {
    let from = (-top / height).floor().max(0.0) as u64;
    let to = ((view - top) / height).ceil().max(0.0) as u64;
    from.min(rows)..to.min(rows)
}

/// Hex digits of the offsets in a view of so many bytes: 4, 6, 8…
pub fn digits(len: u64) -> usize {
    let bits = 64 - len.saturating_sub(1).leading_zeros() as usize;
    (bits.div_ceil(8) * 2).max(4)
}

/// What the rows of one view have in common.
pub struct Painter<'a> {
    /// Where the columns stand.
    pub metrics: HexMetrics,
    /// Hex digits of an offset.
    pub digits: usize,
    /// What is marked.
    pub marked: Option<Marked>,
    /// The bytes of the find that was gone to.
    pub current: Option<(Direction, Range<u64>)>,
    /// What was found.
    pub finder: &'a Finder,
    /// What is said in place of bytes that cannot be had.
    pub lost: &'a str,
    /// What is said of bytes that are being read.
    pub loading: &'a str,
}

/// One row to draw.
pub struct Place<'a> {
    /// All of it.
    pub rect: Rect,
    /// Its id.
    pub id: Id,
    /// Which way the bytes went.
    pub direction: Direction,
    /// Their offsets in that direction.
    pub range: Range<u64>,
    /// The offset that the row shows.
    pub offset: u64,
    /// The bytes.
    pub stretch: &'a Stretch,
    /// The same as text.
    pub decoded: &'a Decoded,
    /// Whether the beginnings of pieces are marked.
    pub boundaries: bool,
    /// Bytes that belong to the selected record.
    pub tinted: Option<Range<u64>>,
    /// The byte that the keyboard is on.
    pub caret: Option<u64>,
}

/// What came of a row.
pub struct RowOutput {
    /// Senses clicks and drags.
    pub response: Response,
    /// The byte at the pointer's height nearest to it.
    pub pointed: Option<At>,
    /// Where each byte stands in the text column.
    pub texts: Vec<Range<f32>>,
}

impl Painter<'_> {
    /// Draws a row.
    pub fn row_ui(&self, ui: &Ui, place: &Place<'_>) -> RowOutput {
        let response = ui.interact(place.rect, place.id, Sense::CLICK | Sense::DRAG);
        let offset = format!("{:0digits$x}", place.offset, digits = self.digits);
        if let Some(hole) = place.stretch.hole(&place.range) {
            self.hole_ui(ui, &response, &offset, hole);
            return RowOutput { response, pointed: None, texts: Vec::new() };
        }
        let t = Tokens::of(ui);
        let left = place.rect.left() + sizes::MARGIN;
        let x = |offset: u64| (offset - place.range.start) as usize;
        if let Some(tinted) = &place.tinted {
            let (from, to) = (tinted.start.max(place.range.start), tinted.end.min(place.range.end));
            if from < to {
                let span = self.metrics.hex_span(x(from), x(to));
                let ground = Rect::from_x_y_ranges(left + span.start..=left + span.end, place.rect.y_range());
                rounded(ui.painter(), ground, 0, t.accent_soft);
            }
        }
        let (arena, texts) = self.texts(place);
        let cells = self.cells(place, &arena, &texts);
        let sentence = sentence(&offset, &cells);
        let row = HexRow { offset: &offset, cells: &cells, sentence: &sentence, margin: sizes::MARGIN };
        let out = hex_row_on(ui, response, &self.metrics, &row);
        if place.boundaries {
            let begins = place.stretch.begins.iter().filter(|at| **at > 0 && place.range.contains(at));
            for at in begins {
                let x = (left + self.metrics.hex_span(x(*at), x(*at)).start).round();
                let y = place.rect.y_range().shrink(2.0);
                ui.painter().vline(x, y, Stroke::new(sizes::HAIRLINE, t.line));
            }
        }
        let pointed = out.pointed.map(|i| At { direction: place.direction, offset: place.range.start + i as u64 });
        if let Some(caret) = place.caret.filter(|caret| place.range.contains(caret)) {
            let span = self.metrics.hex_span(x(caret), x(caret) + 1);
            let ring = Rect::from_x_y_ranges(left + span.start + 1.0..=left + span.end - 1.0, place.rect.y_range());
            let stroke = Stroke::new(sizes::RING * 0.75, t.accent);
            ui.painter().rect_stroke(ring, sizes::RADIUS_CHIP - 1, stroke, StrokeKind::Middle);
        }
        RowOutput { response: out.response, pointed, texts: out.texts }
    }

    /// Bytes that are not here: being read is quiet, lost is said.
    fn hole_ui(&self, ui: &Ui, response: &Response, offset: &str, hole: Hole) {
        let t = Tokens::of(ui);
        let words = if hole == Hole::Lost { self.lost } else { self.loading };
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, format!("{offset} {words}")));
        let (rect, painter) = (response.rect, ui.painter());
        let (left, y) = (rect.left() + sizes::MARGIN, rect.center().y);
        paint_left(painter, left, y, galley(painter, offset, Text::Mono, t.text_subdued));
        let start = left + self.metrics.hex_span(0, 0).start + 4.0;
        match hole {
            Hole::Lost => {
                let width = rect.right() - sizes::MARGIN - start;
                paint_left(painter, start, y, cut(painter, words, Text::Body, t.text_subdued, width));
            }
            Hole::Loading => {
                let end = (left + self.metrics.hex_span(0, self.metrics.columns).end).min(rect.right());
                let bar = Rect::from_min_size(pos2(start, y - 3.0), vec2((end - start).max(0.0), 6.0));
                rounded(painter, bar, 3, t.raised);
            }
        }
    }

    /// The characters of a row, one after the other, and where each byte's is.
    fn texts(&self, place: &Place<'_>) -> (String, Vec<Range<usize>>) {
        let mut arena = String::new();
        let texts = place.range.clone().map(|offset| {
            let from = arena.len();
            if let Shown::Text(c) = place.decoded.at(offset) {
                arena.push(c);
            }
            from..arena.len()
        });
        let texts = texts.collect();
        (arena, texts)
    }

    fn cells<'a>(&self, place: &Place<'_>, arena: &'a str, texts: &[Range<usize>]) -> Vec<HexCell<'a>> {
        let hits = self.finder.in_range(place.direction, place.range.clone());
        let current = self.current.as_ref().filter(|(direction, _)| *direction == place.direction);
        let bytes = place.stretch.slice(&place.range).iter().zip(texts);
        let cell = |(offset, (byte, text)): (u64, (&u8, &Range<usize>))| HexCell {
            byte: *byte,
            shown: match place.decoded.at(offset) {
                _ if place.stretch.is_missing(offset) => HexShown::Missing,
                Shown::Text(_) => HexShown::Text(arena.get(text.clone()).unwrap_or_default()),
                Shown::Control(sign) => HexShown::Sign(sign),
                Shown::Invalid => HexShown::Invalid,
                Shown::Continues => HexShown::Continues,
            },
            selected: self.marked.is_some_and(|marked| marked.has(place.direction, offset))
                || current.is_some_and(|(_, range)| range.contains(&offset)),
            hit: hits.iter().any(|hit| hit.contains(&offset)),
        };
        (place.range.start..).zip(bytes).map(cell).collect()
    }
}

/// A row for who cannot see it: `0010 4b 21 0d 0a, K! CR LF`.
fn sentence(offset: &str, cells: &[HexCell<'_>]) -> String {
    let mut hex = offset.to_owned();
    let mut text = String::new();
    for cell in cells {
        match cell.shown {
            HexShown::Missing => hex.push_str(" ··"),
            HexShown::Nothing => {}
            _ => hex.push_str(&format!(" {:02x}", cell.byte)),
        }
        match cell.shown {
            HexShown::Text(c) => text.push_str(c),
            HexShown::Sign(sign) => {
                text.push(' ');
                text.push_str(sign);
            }
            HexShown::Invalid => text.push('·'),
            HexShown::Continues | HexShown::Missing | HexShown::Nothing => {}
        }
    }
    format!("{hex}, {}", text.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn offsets_have_as_many_digits_as_they_need() {
        for (len, expected) in
            [(0, 4), (1, 4), (0x1_0000, 4), (0x1_0001, 6), (1 << 24, 6), (1 << 30, 8), (u64::MAX, 16)]
        {
            assert_eq!(digits(len), expected, "{len}");
        }
    }

    #[test]
    fn rows_far_down_a_stream_are_exact() {
        let rows = count(1 << 40, 16);
        let seen = in_sight(rows, -18.0 * (rows - 5) as f64 - 9.0, 18.0, 90.0);
        assert_eq!(seen, rows - 5..rows);
        assert_eq!(offsets(0, 1 << 40, rows - 1, 16), (1 << 40) - 16..1 << 40);
    }

    proptest! {
        #[test]
        fn rows_cover_every_byte_once(start in 0..u64::MAX / 2, len in 0_u64..5000, columns in prop::sample::select(vec![8_usize, 16, 32])) {
            let mut at = start;
            for row in 0..count(len, columns) {
                let range = offsets(start, len, row, columns);
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > range.start && range.end - range.start <= columns as u64);
                at = range.end;
            }
            prop_assert_eq!(at, start + len);
            prop_assert!(offsets(start, len, count(len, columns), columns).is_empty());
        }

        #[test]
        fn what_is_in_sight_fills_the_window(rows in 0_u64..4000, top in -9000.0..200.0, view in 1.0..900.0) {
            let seen = in_sight(rows, top, 18.0, view);
            for row in [0, seen.start.saturating_sub(1), seen.start, seen.end.saturating_sub(1), seen.end, rows] {
                let (from, to) = (top + row as f64 * 18.0, top + row as f64 * 18.0 + 18.0);
                if row < rows && from < view && to > 0.0 {
                    prop_assert!(seen.contains(&row), "{row} of {seen:?}");
                }
            }
        }
    }
}
