//! Rows of bytes: offset, hex with a gap after eight, text. Draws what it is given as plain data, one row a call, so that a
//! view of any length can show only the rows in sight.
//!
//! ```text
//! 0010  4b 21 20 0d 0a                                    K! [CR][LF]
//! ```

use super::paint::{galley, paint_left, rounded};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::text::LayoutJob;
use egui::{Color32, Painter, Pos2, Rect, Response, Role, Sense, TextFormat, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// What the text column shows for a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexShown<'a> {
    /// A character that begins with this byte.
    Text(&'a str),
    /// A control's name, such as `CR`: drawn as a small sign, never obeyed.
    Sign(&'a str),
    /// A byte that is no text in this encoding.
    Invalid,
    /// The byte belongs to a character begun before.
    Continues,
    /// The byte itself is not known: neither column shows one.
    Missing,
    /// There is no byte here: something stands beside it elsewhere.
    Nothing,
}

/// One byte.
#[derive(Clone, Copy, Debug)]
pub struct HexCell<'a> {
    /// The byte.
    pub byte: u8,
    /// What the text column shows for it.
    pub shown: HexShown<'a>,
    /// It is selected.
    pub selected: bool,
    /// A search found it.
    pub hit: bool,
}

/// Where things stand in every row of one view, in points from the row's left edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HexMetrics {
    /// Bytes in a row.
    pub columns: usize,
    char_width: f32,
    hex: f32,
    text: f32,
}

impl HexMetrics {
    /// For rows of `columns` bytes (8, 16, 32) with offsets of `digits` hex digits.
    pub fn new(ui: &Ui, columns: usize, digits: usize) -> Self {
        let hundred = galley(ui.painter(), &"0".repeat(100), Text::Mono, Color32::PLACEHOLDER);
        let char_width = hundred.size().x / 100.0;
        let hex = (digits as f32 * char_width + 16.0).round();
        let metrics = Self { columns, char_width, hex, text: 0.0 };
        let text = (metrics.hex_start(columns) + 12.0).round();
        Self { text, ..metrics }
    }

    /// How many columns fit into `width` points (32, 16 or 8) when every character is of one width.
    pub fn columns_that_fit(ui: &Ui, width: f32, digits: usize) -> usize {
        let fits = |columns: usize| {
            let metrics = Self::new(ui, columns, digits);
            metrics.text + columns as f32 * metrics.char_width <= width
        };
        [32, 16].into_iter().find(|columns| fits(*columns)).unwrap_or(8)
    }

    /// Where the text column stands instead: right-aligned views put it at a fixed place.
    pub fn with_text_at(mut self, x: f32) -> Self {
        self.text = x.max(self.text);
        self
    }

    /// How wide a row is in which every character is of one width.
    pub fn width(&self) -> f32 {
        self.text + self.columns as f32 * self.char_width
    }

    /// Where the text column begins.
    pub fn text_start(&self) -> f32 {
        self.text
    }

    /// From the middle of the gap before byte `from` to the middle of the gap after byte `to - 1`, in the hex column.
    pub fn hex_span(&self, from: usize, to: usize) -> Range<f32> {
        let half = self.char_width / 2.0;
        let start = self.hex_range(from).start - half;
        start..to.checked_sub(1).map_or(start, |last| self.hex_range(last).end + half)
    }

    fn hex_start(&self, i: usize) -> f32 {
        let gaps = i / 8;
        self.hex + (3 * i + gaps) as f32 * self.char_width
    }

    fn hex_range(&self, i: usize) -> Range<f32> {
        let start = self.hex_start(i);
        start..start + 2.0 * self.char_width
    }
}

/// A row to draw.
#[derive(Clone, Copy, Debug)]
pub struct HexRow<'a> {
    /// Offset of the first byte, as the row shows it (hex).
    pub offset: &'a str,
    /// The bytes, at most `HexMetrics::columns`.
    pub cells: &'a [HexCell<'a>],
    /// All of the row in words, for who cannot see it.
    pub sentence: &'a str,
    /// From the panel's edge to the offset.
    pub margin: f32,
}

/// What came of a row.
pub struct HexRowOutput {
    /// Senses clicks and drags over the whole row.
    pub response: Response,
    /// The cell nearest to the pointer while the pointer is at the row's height (also in a drag that began elsewhere).
    pub pointed: Option<usize>,
    /// Where each cell stands in the text column, from the row's left edge with its margin; none out of sight.
    pub texts: Vec<Range<f32>>,
}

/// Draws a row.
pub fn hex_row(ui: &mut Ui, metrics: &HexMetrics, row: &HexRow<'_>) -> HexRowOutput {
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let size = vec2(ui.available_width(), sizes::ROW_HEX);
    let (_, response) = ui.allocate_exact_size(size, Sense::CLICK | Sense::DRAG);
    ui.spacing_mut().item_spacing.y = spacing;
    hex_row_on(ui, response, metrics, row)
}

/// Draws a row over the place of `response`, for lists that place their rows themselves.
pub fn hex_row_on(ui: &Ui, response: Response, metrics: &HexMetrics, row: &HexRow<'_>) -> HexRowOutput {
    let rect = response.rect;
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, ui.is_enabled(), row.sentence));
    if !ui.is_rect_visible(rect) {
        return HexRowOutput { response, pointed: None, texts: Vec::new() };
    }
    let t = Tokens::of(ui);
    let origin = pos2(rect.left() + row.margin, rect.center().y);
    let painter = ui.painter();
    paint_left(painter, origin.x, origin.y, galley(painter, row.offset, Text::Mono, t.text_subdued));
    paint_grounds(painter, &t, metrics, row.cells, origin);
    paint_hex(painter, &t, metrics, row.cells, origin);
    let is_tight = text_width(painter, metrics, row.cells) > rect.right() - origin.x - metrics.text;
    let texts = paint_text(painter, &t, (metrics, is_tight), row.cells, origin);
    let pointer = ui.ctx().pointer_interact_pos().filter(|at| rect.y_range().contains(at.y));
    let pointed = pointer.and_then(|at| cell_at(metrics, row.cells.len(), &texts, at.x - origin.x));
    HexRowOutput { response, pointed, texts }
}

/// The colours of a cell: ground and text. Selection wins over a search hit.
fn cell_colors(t: &Tokens, cell: &HexCell<'_>, plain: Color32) -> (Option<Color32>, Color32) {
    match (cell.selected, cell.hit) {
        (true, _) => (Some(t.accent), t.on_accent),
        (false, true) => (Some(t.warning_soft), t.warning),
        (false, false) => (None, plain),
    }
}

/// Grounds of neighbours with the same colour are one piece.
fn paint_grounds(painter: &Painter, t: &Tokens, metrics: &HexMetrics, cells: &[HexCell<'_>], origin: Pos2) {
    let mut i = 0;
    while i < cells.len() {
        let fill = cell_colors(t, &cells[i], t.text_strong).0;
        let end = i + cells[i..].iter().take_while(|c| cell_colors(t, c, t.text_strong).0 == fill).count();
        if let Some(fill) = fill {
            let (from, to) = (metrics.hex_range(i).start, metrics.hex_range(end - 1).end);
            rounded(painter, ground(origin, from - 2.5..to + 2.5), 3, fill);
        }
        i = end.max(i + 1);
    }
}

fn paint_hex(painter: &Painter, t: &Tokens, metrics: &HexMetrics, cells: &[HexCell<'_>], origin: Pos2) {
    let mut job = LayoutJob::default();
    for (i, cell) in cells.iter().enumerate() {
        let missing = cell.shown == HexShown::Missing;
        let color = cell_colors(t, cell, if missing { t.text_subdued } else { t.text_strong }).1;
        let after = if (i + 1) % 8 == 0 { "  " } else { " " };
        let byte = match cell.shown {
            HexShown::Missing => "··".to_owned(),
            HexShown::Nothing => "  ".to_owned(),
            _ => format!("{:02x}", cell.byte),
        };
        job.append(&format!("{byte}{after}"), 0.0, TextFormat::simple(Text::Mono.font(), color));
    }
    job.wrap.max_width = f32::INFINITY;
    paint_left(painter, origin.x + metrics.hex_start(0), origin.y, painter.layout_job(job));
}

/// How wide the text column is with every control's name written out.
fn text_width(painter: &Painter, metrics: &HexMetrics, cells: &[HexCell<'_>]) -> f32 {
    let wide = |cell: &HexCell<'_>| match cell.shown {
        HexShown::Continues => 0.0,
        HexShown::Text(text) if !text.is_ascii() => {
            galley(painter, text, Text::Mono, Color32::PLACEHOLDER).size().x.max(metrics.char_width)
        }
        HexShown::Sign(name) => galley(painter, said(name), Text::Sign, Color32::PLACEHOLDER).size().x + 8.0,
        _ => metrics.char_width,
    };
    cells.iter().map(wide).sum()
}

/// A control character as one cell has room for it: its picture (Unicode's Control Pictures).
fn control_picture(byte: u8) -> Option<char> {
    match byte {
        0..0x20 => char::from_u32(0x2400 + u32::from(byte)),
        0x7f => Some('\u{2421}'),
        _ => None,
    }
}

/// Draws the text column; returns where each cell stands in it. Where that is tight, a control takes one cell.
fn paint_text(
    painter: &Painter,
    t: &Tokens,
    (metrics, is_tight): (&HexMetrics, bool),
    cells: &[HexCell<'_>],
    origin: Pos2,
) -> Vec<Range<f32>> {
    let mut places: Vec<Range<f32>> = Vec::with_capacity(cells.len());
    let mut x = metrics.text;
    for cell in cells {
        let start = x;
        let (fill, color) = cell_colors(t, cell, t.text_strong);
        match cell.shown {
            HexShown::Continues => {
                // Shares the place of the character that it belongs to.
                let place = places.last().cloned().unwrap_or(start..start);
                places.push(place);
                continue;
            }
            HexShown::Missing => x += metrics.char_width,
            HexShown::Nothing => {
                x += metrics.char_width;
                back(painter, origin, start..x, fill);
            }
            HexShown::Text(text) => {
                let line = galley(painter, text, Text::Mono, color);
                x += line.size().x.max(metrics.char_width);
                back(painter, origin, start..x, fill);
                paint_left(painter, origin.x + start, origin.y, line);
            }
            HexShown::Invalid => {
                x += metrics.char_width;
                back(painter, origin, start..x, fill);
                let color = fill.map_or(t.text_subdued, |_| color);
                painter.circle_filled(pos2(origin.x + (start + x) / 2.0, origin.y), 1.1, color);
            }
            HexShown::Sign(name) => {
                let color = fill.map_or(t.text_subdued, |_| color);
                if let Some(picture) = control_picture(cell.byte).filter(|_| is_tight) {
                    x += metrics.char_width;
                    back(painter, origin, start..x, Some(fill.unwrap_or(t.raised)));
                    let line = galley(painter, picture.encode_utf8(&mut [0; 4]), Text::Mono, color);
                    paint_left(painter, origin.x + start, origin.y, line);
                    places.push(start..x);
                    continue;
                }
                x += paint_sign(painter, name, pos2(origin.x + start, origin.y), fill.unwrap_or(t.raised), color);
            }
        }
        places.push(start..x);
    }
    places
}

fn said(name: &str) -> &str {
    if name == "NUL" { "0" } else { name }
}

/// A control's name in a small box; returns the width that it takes. NUL, which comes in crowds, is a boxed 0.
pub fn paint_sign(painter: &Painter, name: &str, at: Pos2, fill: Color32, color: Color32) -> f32 {
    let line = galley(painter, said(name), Text::Sign, color);
    let width = line.size().x + 5.0;
    let rect = Rect::from_min_size(pos2(at.x + 1.5, at.y - 6.5), vec2(width, 13.0));
    rounded(painter, rect, 3, fill);
    super::paint::paint_centered(painter, rect.center(), line);
    width + 3.0
}

fn back(painter: &Painter, origin: Pos2, range: Range<f32>, fill: Option<Color32>) {
    if let Some(fill) = fill {
        rounded(painter, ground(origin, range), 0, fill);
    }
}

fn ground(origin: Pos2, x: Range<f32>) -> Rect {
    let half = sizes::ROW_HEX / 2.0 - 1.0;
    Rect::from_min_max(pos2(origin.x + x.start, origin.y - half), pos2(origin.x + x.end, origin.y + half))
}

/// The cell nearest to `x`, in the hex column or the text column, whichever the pointer is in.
fn cell_at(metrics: &HexMetrics, count: usize, texts: &[Range<f32>], x: f32) -> Option<usize> {
    let last = count.checked_sub(1)?;
    if x < metrics.text - 6.0 {
        let index = (0..count).rev().find(|i| metrics.hex_range(*i).start - metrics.char_width / 2.0 <= x);
        return Some(index.unwrap_or(0));
    }
    Some(texts.iter().position(|place| x < place.end).unwrap_or(last))
}

#[cfg(test)]
mod tests {
    use super::{HexMetrics, cell_at};

    #[test]
    fn the_pointer_finds_the_byte_in_both_columns() {
        let metrics = HexMetrics { columns: 16, char_width: 7.0, hex: 44.0, text: 400.0 };
        assert_eq!(metrics.hex_start(8), 44.0 + 25.0 * 7.0);
        let texts = vec![400.0..407.0, 407.0..425.0, 407.0..425.0, 425.0..432.0];
        assert_eq!(cell_at(&metrics, 0, &[], 50.0), None);
        assert_eq!(cell_at(&metrics, 4, &texts, 0.0), Some(0));
        assert_eq!(cell_at(&metrics, 4, &texts, 44.0 + 21.0 + 3.0), Some(1));
        assert_eq!(cell_at(&metrics, 4, &texts, 390.0), Some(3));
        assert_eq!(cell_at(&metrics, 4, &texts, 403.0), Some(0));
        assert_eq!(cell_at(&metrics, 4, &texts, 410.0), Some(1));
        assert_eq!(cell_at(&metrics, 4, &texts, 999.0), Some(3));
    }
}
