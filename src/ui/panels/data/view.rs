//! Drawing bytes: what both ways of showing them share.

use super::cells::{TextCells, sentence};
use super::find::Find;
use super::pieces::Source;
use crate::bytes::Encoding;
use crate::session::Direction;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::hex_view::{HexMetrics, HexRow, hex_row};
use crate::ui::widgets::rounded;
use egui::{Rect, Response, Ui, UiBuilder, pos2, vec2};
use std::ops::Range;

/// From where on in a panel's width the text column may begin: room for signs, which are wider than letters.
const TEXT_AT: f32 = 0.57;

/// How rows of bytes look in this frame.
pub struct Shape {
    /// Where things stand in a row.
    pub metrics: HexMetrics,
    /// How many hex digits an offset has.
    pub digits: usize,
    /// How text is read.
    pub encoding: Encoding,
}

impl Shape {
    /// For a view `width` points wide with offsets up to `len`.
    pub fn new(ui: &Ui, width: f32, len: u64, encoding: Encoding) -> Self {
        let digits = super::cells::digits(len);
        let room = width - 2.0 * sizes::MARGIN;
        let columns = HexMetrics::columns_that_fit(ui, room * 0.9, digits);
        let metrics = HexMetrics::new(ui, columns, digits).with_text_at(room * TEXT_AT);
        Self { metrics, digits, encoding }
    }

    /// Bytes in a row.
    pub fn columns(&self) -> u64 {
        self.metrics.columns as u64
    }

    /// Rows of so many bytes.
    pub fn rows(&self, len: u64) -> u64 {
        len.div_ceil(self.columns())
    }
}

/// Rows to draw: consecutive ones of one direction.
pub struct Rows {
    /// Which way.
    pub direction: Direction,
    /// Offset of the first row's first byte in its direction.
    pub start: u64,
    /// Offset of the byte after the last.
    pub end: u64,
    /// What a row shows as offset 0.
    pub zero: u64,
    /// Text does not look beyond these.
    pub limits: Range<u64>,
    /// Where the first row is.
    pub first: Rect,
}

/// What came of rows.
#[derive(Default)]
pub struct Pressed {
    /// The row that was pressed, and the offset of the byte below the pointer.
    pub byte: Option<u64>,
    /// The rows' responses, for a context menu.
    pub responses: Vec<(u64, Response)>,
}

/// Draws the rows that `rows` has.
pub fn rows_ui(ui: &mut Ui, source: &mut Source<'_>, shape: &Shape, rows: &Rows, find: &Find) -> Pressed {
    let mut pressed = Pressed::default();
    let gathered = source.around(rows.direction, &(rows.start..rows.end), &rows.limits, shape.encoding);
    let all = gathered.slice(rows.start..rows.end);
    let before = gathered.slice(gathered.start..rows.start);
    let after = gathered.slice(rows.end..rows.limits.end);
    let text = TextCells::read(shape.encoding, before, all, after);
    let marks = find.marks(rows.direction, rows.start, all.len());
    let count = shape.rows(rows.end - rows.start);
    for k in 0..count {
        let start = rows.start + k * shape.columns();
        let end = (start + shape.columns()).min(rows.end);
        let rect = rows.first.translate(vec2(0.0, k as f32 * sizes::ROW_HEX));
        let offset = format!("{:0digits$x}", start - rows.zero, digits = shape.digits);
        if gathered.is_missing(&(start..end)) {
            paint_missing(ui, rect, &offset);
            continue;
        }
        let within = (start - rows.start) as usize..(end - rows.start) as usize;
        let cells = text.row(all, within, |i| marks.get(i).copied().unwrap_or_default());
        let words = sentence(&offset, &cells);
        let row = HexRow { offset: &offset, cells: &cells, sentence: &words, margin: sizes::MARGIN };
        let builder = UiBuilder::new().id_salt((rows.direction, start, rows.zero)).max_rect(rect);
        let shown = ui.scope_builder(builder, |ui| hex_row(ui, &shape.metrics, &row)).inner;
        if shown.response.clicked() || shown.response.secondary_clicked() {
            pressed.byte = Some(start + shown.pointed.unwrap_or(0) as u64);
        }
        pressed.responses.push((start, shown.response));
    }
    pressed
}

/// A row that is still being read.
fn paint_missing(ui: &Ui, rect: Rect, offset: &str) {
    let t = Tokens::of(ui);
    let y = rect.center().y;
    let line = crate::ui::widgets::galley(ui.painter(), offset, Text::Mono, t.text_subdued);
    let x = crate::ui::widgets::paint_left(ui.painter(), rect.left() + sizes::MARGIN, y, line) + 16.0;
    let width = 220.0_f32.min((rect.right() - x).max(0.0) / 2.0);
    rounded(ui.painter(), Rect::from_min_size(pos2(x, y - 3.0), vec2(width, 6.0)), 3, t.raised);
}
