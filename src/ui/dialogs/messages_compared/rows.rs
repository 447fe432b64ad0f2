//! The bytes of both, row by row; only what is in sight is drawn.

use crate::bytes::{Diff, Encoding, Shown, glyphs, hex_text};
use crate::call::Payload;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::hex_view::{HexCell, HexMetrics, HexRow, HexShown, hex_row_on};
use egui::{Rect, ScrollArea, Sense, Ui, vec2};

/// Bytes before and after a row that decide how its text is read.
const AROUND: usize = 64;

/// Both messages.
pub struct Rows<'a, 'b> {
    /// The frame.
    pub cx: &'a Cx<'b>,
    /// Their bytes.
    pub pair: (&'a Payload, &'a Payload),
    /// What differs.
    pub found: &'a Diff,
    /// How text is read.
    pub encoding: Encoding,
    /// The difference that was gone to.
    pub current: usize,
}

impl Rows<'_, '_> {
    /// Draws them `room` points high; `go` brings the current difference into sight.
    pub fn ui(&self, ui: &mut Ui, room: f32, go: bool) {
        let half = (ui.available_width() - sizes::GAP_GROUPS) / 2.0;
        let metrics = self.metrics(ui, half);
        let rows = self.found.columns().div_ceil(metrics.columns);
        let height = room.max(2.0 * sizes::ROW_HEX);
        let mut area = ScrollArea::vertical().id_salt("compared-messages").auto_shrink(false).max_height(height);
        if go && let Some(place) = self.found.difference(self.current) {
            let above = (place.start / metrics.columns).saturating_sub(2);
            area = area.vertical_scroll_offset(above as f32 * sizes::ROW_HEX);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, sizes::ROW_HEX, rows, |ui, range| {
            for row in range {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_HEX), Sense::hover());
                for (left, start) in [(true, rect.left()), (false, rect.left() + half + sizes::GAP_GROUPS)] {
                    let place = Rect::from_min_size(egui::pos2(start, rect.top()), vec2(half, sizes::ROW_HEX));
                    self.half_ui(ui, &metrics, place, row, left);
                }
            }
        });
    }

    /// As many bytes in a row as fit into a half.
    fn metrics(&self, ui: &Ui, half: f32) -> HexMetrics {
        let all = [16, 8].map(|columns| HexMetrics::new(ui, columns, self.digits()));
        all.into_iter().find(|metrics| metrics.width() <= half).unwrap_or_else(|| HexMetrics::new(ui, 4, self.digits()))
    }

    fn digits(&self) -> usize {
        if self.pair.0.len().max(self.pair.1.len()) > 0x1_0000 { 6 } else { 4 }
    }

    fn half_ui(&self, ui: &Ui, metrics: &HexMetrics, place: Rect, row: usize, left: bool) {
        let own: &[u8] = if left { self.pair.0 } else { self.pair.1 };
        let first = row * metrics.columns;
        let columns: Vec<_> = (first..first + metrics.columns).map_while(|column| self.found.column(column)).collect();
        let at = |i: usize| columns.get(i).and_then(|column| if left { column.a } else { column.b });
        let here: Vec<usize> = (0..columns.len()).filter_map(at).collect();
        let (from, to) = (here.first().copied().unwrap_or(0), here.last().map_or(0, |last| last + 1));
        let bytes = own.get(from..to).unwrap_or_default();
        let before = own.get(from.saturating_sub(AROUND)..from).unwrap_or_default();
        let after = own.get(to..(to + AROUND).min(own.len())).unwrap_or_default();
        let mut shown = vec![Shown::Continues; bytes.len()];
        for glyph in glyphs(self.encoding, before, bytes, after) {
            if let Some(place) = shown.get_mut(glyph.bytes.start) {
                *place = glyph.shown;
            }
        }
        let texts: Vec<String> =
            shown.iter().map(|shown| if let Shown::Text(c) = shown { c.to_string() } else { String::new() }).collect();
        let cell = |i: usize| {
            let column = columns.get(i)?;
            let differs = column.difference.is_some();
            let current = column.difference == Some(self.current);
            let Some(offset) = at(i) else {
                return Some(HexCell { byte: 0, shown: HexShown::Nothing, selected: false, hit: differs });
            };
            let text = match shown.get(offset - from)? {
                Shown::Text(_) => HexShown::Text(texts.get(offset - from)?),
                Shown::Control(sign) => HexShown::Sign(sign),
                Shown::Invalid => HexShown::Invalid,
                Shown::Continues => HexShown::Continues,
            };
            Some(HexCell { byte: *own.get(offset)?, shown: text, selected: current, hit: differs })
        };
        let cells: Vec<HexCell<'_>> = (0..columns.len()).filter_map(cell).collect();
        let offset = if here.is_empty() { String::new() } else { format!("{from:0width$x}", width = self.digits()) };
        let key = if left { "diff-row-left" } else { "diff-row-right" };
        let differing = columns.iter().filter(|column| column.difference.is_some()).count() as u64;
        let words = Message::new(key).with("row", row as u64 + 1).with("offset", offset.as_str());
        let sentence = self.cx.say(&words.with("bytes", hex_text(bytes)).with("n", differing));
        let response = ui.interact(place, ui.scope_id().with((left, row)), Sense::hover());
        hex_row_on(ui, response, metrics, &HexRow { offset: &offset, cells: &cells, sentence: &sentence, margin: 0.0 });
    }
}
