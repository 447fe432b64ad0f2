//! Bytes as the cells of the hex view: pure.

use crate::bytes::{Encoding, Shown, glyphs, hex_text};
use crate::ui::widgets::hex_view::{HexCell, HexShown};
use std::ops::Range;

/// What the text column shows for each byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextCells {
    chars: String,
    cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Cell {
    Text(Range<usize>),
    Sign(&'static str),
    Invalid,
    Continues,
}

impl TextCells {
    /// Reads `bytes`, which stand between `before` and `after` in their stream.
    pub fn read(encoding: Encoding, before: &[u8], bytes: &[u8], after: &[u8]) -> Self {
        let mut read = Self::default();
        for glyph in glyphs(encoding, before, bytes, after) {
            let first = match glyph.shown {
                Shown::Text(c) => {
                    let start = read.chars.len();
                    read.chars.push(c);
                    Cell::Text(start..read.chars.len())
                }
                Shown::Control(sign) => Cell::Sign(sign),
                Shown::Invalid => Cell::Invalid,
                Shown::Continues => Cell::Continues,
            };
            let rest = if first == Cell::Invalid { Cell::Invalid } else { Cell::Continues };
            read.cells.extend(std::iter::once(first).chain(std::iter::repeat_n(rest, glyph.bytes.len() - 1)));
        }
        read
    }

    /// The cells of some of the bytes; `hit` and `selected` say which are marked.
    pub fn row<'a>(
        &'a self,
        bytes: &'a [u8],
        range: Range<usize>,
        mark: impl Fn(usize) -> (bool, bool),
    ) -> Vec<HexCell<'a>> {
        let cells = self.cells.get(range.clone()).unwrap_or_default();
        let bytes = bytes.get(range.clone()).unwrap_or_default();
        let cell = |(i, (cell, byte)): (usize, (&'a Cell, &u8))| {
            let (hit, selected) = mark(range.start + i);
            let shown = match cell {
                Cell::Text(at) => HexShown::Text(self.chars.get(at.clone()).unwrap_or_default()),
                Cell::Sign(sign) => HexShown::Sign(sign),
                Cell::Invalid => HexShown::Invalid,
                Cell::Continues => HexShown::Continues,
            };
            HexCell { byte: *byte, shown, selected, hit }
        };
        cells.iter().zip(bytes).enumerate().map(cell).collect()
    }
}

/// A row in words: `0010 4b 21 20 0d 0a, K! CR LF`.
pub fn sentence(offset: &str, cells: &[HexCell<'_>]) -> String {
    let bytes: Vec<u8> = cells.iter().map(|cell| cell.byte).collect();
    let mut text = String::new();
    for cell in cells {
        match cell.shown {
            HexShown::Text(shown) => text.push_str(shown),
            HexShown::Sign(sign) => {
                text.push(' ');
                text.push_str(sign);
            }
            HexShown::Invalid => text.push('·'),
            HexShown::Continues => {}
        }
    }
    format!("{offset} {}, {}", hex_text(&bytes), text.trim())
}

/// How many hex digits offsets up to `len` need, in steps.
pub fn digits(len: u64) -> usize {
    match len {
        0..=0x1_0000 => 4,
        0x1_0001..=0x1_0000_0000 => 8,
        _ => 12,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_has_a_cell() {
        let bytes = "O你\r\n\u{202e}".as_bytes();
        let text = TextCells::read(Encoding::Utf8, b"", bytes, b"");
        let row = text.row(bytes, 0..bytes.len(), |i| (i == 1, i == 4));
        let shown: Vec<_> = row.iter().map(|cell| cell.shown).collect();
        assert_eq!(shown[..3], [HexShown::Text("O"), HexShown::Text("你"), HexShown::Continues]);
        assert_eq!(shown[4..7], [HexShown::Sign("CR"), HexShown::Sign("LF"), HexShown::Sign("RLO")]);
        assert!(row[1].hit && row[4].selected && !row[0].hit);
        assert_eq!(sentence("0000", &row), "0000 4f e4 bd a0 0d 0a e2 80 ae, O你 CR LF RLO");
        assert!(text.row(bytes, 90..99, |_| (false, false)).is_empty());
    }

    #[test]
    fn a_character_goes_on_in_the_next_piece() {
        let text = TextCells::read(Encoding::Utf8, b"\xe4", b"\xbd\xa0!", b"");
        let row = text.row(b"\xbd\xa0!", 0..3, |_| (false, false));
        assert_eq!(row[0].shown, HexShown::Continues);
        assert_eq!(row[2].shown, HexShown::Text("!"));
    }

    #[test]
    fn offsets_have_room() {
        assert_eq!([digits(0), digits(65_536), digits(65_537), digits(1 << 40)], [4, 4, 8, 12]);
    }
}
