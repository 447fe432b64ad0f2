//! The bytes of two calls beside each other, those that differ marked.

use crate::app::Compared;
use crate::bytes::{hex_text, sign_of};
use crate::call::Payload;
use crate::locale::Message;
use crate::session::compare::Pair;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::hex_view::{HexCell, HexMetrics, HexRow, HexShown, hex_row_on};
use egui::{Label, Rect, ScrollArea, Sense, Ui, vec2};
use std::sync::Arc;

/// Which bytes show, and where they begin to differ.
#[derive(Default)]
pub struct Bytes {
    of: Option<(Pair, usize)>,
    first: Option<usize>,
}

/// Where two payloads begin to differ.
fn first_difference(a: &[u8], b: &[u8]) -> Option<usize> {
    let common = a.len().min(b.len());
    let at = a.iter().zip(b).position(|(a, b)| a != b);
    at.or((a.len() != b.len()).then_some(common))
}

impl Bytes {
    /// Draws them over what is left of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, compared: &Compared, pair: Pair) {
        let t = Tokens::of(ui);
        let payload = |session: &crate::session::Session, n: Option<u64>| n.and_then(|n| session.payload(n));
        let read = (payload(&compared.left, pair.left()), payload(&compared.right, pair.right()));
        let (Some(a), Some(b)) = read else {
            // Lengths and hashes only, or not read yet.
            let lost = |session: &crate::session::Session, n: Option<u64>| n.is_some_and(|n| session.is_lost(n));
            let lost = lost(&compared.left, pair.left()) || lost(&compared.right, pair.right());
            let words = cx.t(if lost { "compare-bytes-lost" } else { "log-row-loading" });
            ui.add(Label::new(Text::Body.rich(words, t.text)).wrap());
            return;
        };
        let half = (ui.available_width() - sizes::GAP_GROUPS) / 2.0;
        let metrics = metrics(ui, half, a.len().max(b.len()));
        let mut go_to = None;
        if self.of != Some((pair, metrics.columns)) {
            (self.of, self.first) = (Some((pair, metrics.columns)), first_difference(&a, &b));
            go_to = self.first;
        }
        let words = Message::new("compare-lengths").with("left", a.len() as u64).with("right", b.len() as u64);
        let words = cx.say(&words.with("at", self.first.unwrap_or(0) as u64));
        ui.add(Label::new(Text::Body.rich(words, t.text)).truncate());
        rows_ui(ui, cx, &metrics, (&a, &b), go_to);
    }
}

/// As many bytes in a row as fit into a half.
fn metrics(ui: &Ui, half: f32, longest: usize) -> HexMetrics {
    let digits = if longest > 0xffff { 6 } else { 4 };
    let all = [16, 8].map(|columns| HexMetrics::new(ui, columns, digits));
    all.into_iter().find(|metrics| metrics.width() <= half).unwrap_or_else(|| HexMetrics::new(ui, 4, digits))
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, metrics: &HexMetrics, (a, b): (&Payload, &Payload), go_to: Option<usize>) {
    let half = (ui.available_width() - sizes::GAP_GROUPS) / 2.0;
    let columns = metrics.columns;
    let rows = a.len().max(b.len()).div_ceil(columns);
    let mut area = ScrollArea::vertical().id_salt("compared-bytes").auto_shrink(false);
    if let Some(at) = go_to {
        area = area.vertical_scroll_offset((at / columns).saturating_sub(1) as f32 * sizes::ROW_HEX);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, sizes::ROW_HEX, rows, |ui, range| {
        for row in range {
            let size = vec2(ui.available_width(), sizes::ROW_HEX);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let right = rect.left() + half + sizes::GAP_GROUPS;
            for (key, start, own, other) in [("left", rect.left(), a, b), ("right", right, b, a)] {
                let place = Rect::from_min_size(egui::pos2(start, rect.top()), vec2(half, sizes::ROW_HEX));
                half_ui(ui, cx, metrics, key, place, row, (own, other));
            }
        }
    });
}

fn half_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    metrics: &HexMetrics,
    side: &str,
    place: Rect,
    row: usize,
    (own, other): (&Arc<[u8]>, &Arc<[u8]>),
) {
    let from = row * metrics.columns;
    let bytes = own.get(from..).unwrap_or_default();
    let bytes = bytes.get(..metrics.columns).unwrap_or(bytes);
    if bytes.is_empty() {
        return;
    }
    let texts: Vec<String> = bytes.iter().map(|byte| char::from(*byte).to_string()).collect();
    let cells: Vec<HexCell<'_>> = bytes
        .iter()
        .zip(&texts)
        .enumerate()
        .map(|(i, (byte, text))| {
            let shown = match sign_of(char::from(*byte)) {
                _ if *byte >= 0x80 => HexShown::Invalid,
                Some(sign) => HexShown::Sign(sign),
                None => HexShown::Text(text),
            };
            HexCell { byte: *byte, shown, selected: false, hit: other.get(from + i) != Some(byte) }
        })
        .collect();
    let width = if own.len().max(other.len()) > 0xffff { 6 } else { 4 };
    let offset = format!("{from:0width$x}");
    let message = Message::new(if side == "left" { "compare-hex-left" } else { "compare-hex-right" });
    let sentence = cx.say(&message.with("offset", offset.as_str()).with("bytes", hex_text(bytes)));
    let response = ui.interact(place, ui.scope_id().with((side, row)), Sense::hover());
    let painted = HexRow { offset: &offset, cells: &cells, sentence: &sentence, margin: 0.0 };
    hex_row_on(ui, response, metrics, &painted);
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_difference_is_found() {
        for (a, b, wanted) in [
            (&b"abc"[..], &b"abc"[..], None),
            (b"abc", b"abd", Some(2)),
            (b"ab", b"abc", Some(2)),
            (b"", b"x", Some(0)),
        ] {
            assert_eq!(first_difference(a, b), wanted);
        }
    }
}
