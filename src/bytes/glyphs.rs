//! Bytes as what a data view draws: one glyph a character, each with the bytes it stands for.
//!
//! A view shows a piece of a stream at a time. What precedes and follows the piece decides how its first and last bytes
//! are read, so that any cut of a stream into pieces shows the same text.

use super::Encoding;
use super::encoding::{UNIT_MAX, next_unit};
use super::signs::{is_mark, sign_of};
use std::ops::Range;

/// The most bytes before a piece that are looked at. In GBK and Shift-JIS, which do not tell where a character begins,
/// the place of an earlier byte that can only be a character of its own; a stream without one for so long may be read
/// out of step.
pub const LOOK_BACK: usize = 4096;

/// The most combining marks on one character that are drawn; further ones are signs.
pub const MARKS_SHOWN: usize = 8;

/// The sign of a combining mark beyond [`MARKS_SHOWN`].
const MARK_SIGN: &str = "CM";

/// One thing to draw, and the bytes of the piece that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Bytes of the piece, from 0. Of a character that ends after the piece, the part within.
    pub bytes: Range<usize>,
    /// What to draw.
    pub shown: Shown,
}

/// What to draw for some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A character that stands for itself.
    Text(char),
    /// A short sign of our own (`CR`, `NUL`, `RLO`) in place of a character that is never obeyed.
    Control(&'static str),
    /// Bytes that are no character in this encoding.
    Invalid,
    /// Bytes of a character that began before the piece.
    Continues,
}

/// The glyphs of `bytes`, which cover every byte once and in order.
///
/// `before` is what precedes them in the stream (the last [`LOOK_BACK`] bytes are enough), `after` what follows (3 bytes
/// are enough): a character that begins here and ends there is decoded, one that began in `before` is
/// [`Shown::Continues`].
pub fn glyphs(encoding: Encoding, before: &[u8], bytes: &[u8], after: &[u8]) -> Vec<Glyph> {
    let (begun, mut marks) = read_before(encoding, before, bytes, after);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = begun.min(bytes.len());
    if at > 0 {
        out.push(Glyph { bytes: 0..at, shown: Shown::Continues });
    }
    while at < bytes.len() {
        let (len, c) = unit_at(encoding, bytes, at, after, &[]);
        let end = (at + len.max(1)).min(bytes.len());
        out.push(Glyph { bytes: at..end, shown: show(c, &mut marks) });
        at = end;
    }
    out
}

fn show(c: Option<char>, marks: &mut usize) -> Shown {
    let Some(c) = c else {
        *marks = 0;
        return Shown::Invalid;
    };
    if let Some(sign) = sign_of(c) {
        *marks = 0;
        return Shown::Control(sign);
    }
    *marks = if is_mark(c) { *marks + 1 } else { 0 };
    if *marks > MARKS_SHOWN { Shown::Control(MARK_SIGN) } else { Shown::Text(c) }
}

/// How many bytes of the piece belong to a unit that began before it, and how many marks run up to its beginning.
fn read_before(encoding: Encoding, before: &[u8], bytes: &[u8], after: &[u8]) -> (usize, usize) {
    let before = before.get(before.len().saturating_sub(LOOK_BACK)..).unwrap_or(before);
    let (mut at, mut marks) = (unit_start(encoding, before), 0);
    while at < before.len() {
        let (len, c) = unit_at(encoding, before, at, bytes, after);
        show(c, &mut marks);
        at += len.max(1);
    }
    (at - before.len(), marks)
}

/// A place in `before` where a unit begins, far enough from its end to count marks.
fn unit_start(encoding: Encoding, before: &[u8]) -> usize {
    match encoding {
        Encoding::Latin1 => before.len(),
        Encoding::Utf8 => {
            // A byte that continues none is the first of a unit; a unit has at most three that continue it.
            let from = before.len().saturating_sub((MARKS_SHOWN + 2) * UNIT_MAX);
            let tail = before.get(from..).unwrap_or_default();
            from + tail.iter().take(UNIT_MAX - 1).take_while(|byte| (0x80..0xC0).contains(*byte)).count()
        }
        // GB 18030 has digits within a character; below 0x40 no other byte is part of one.
        Encoding::Gbk | Encoding::ShiftJis => before
            .iter()
            .rposition(|&byte| byte < 0x40 && !(encoding == Encoding::Gbk && byte.is_ascii_digit()))
            .unwrap_or(0),
    }
}

/// The unit at `at` of `bytes`, which may go on in `next` and then in `last`.
fn unit_at(encoding: Encoding, bytes: &[u8], at: usize, next: &[u8], last: &[u8]) -> (usize, Option<char>) {
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.len() >= UNIT_MAX || rest.first().is_some_and(u8::is_ascii) {
        return next_unit(encoding, rest);
    }
    let mut joined = [0; UNIT_MAX];
    let mut len = 0;
    for (to, from) in joined.iter_mut().zip(rest.iter().chain(next).chain(last)) {
        *to = *from;
        len += 1;
    }
    next_unit(encoding, joined.get(..len).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::Shown::{Continues, Control, Invalid, Text};
    use super::*;
    use crate::bytes::testing::any_bytes;
    use proptest::prelude::*;

    fn shown(encoding: Encoding, before: &[u8], bytes: &[u8], after: &[u8]) -> Vec<(usize, Shown)> {
        glyphs(encoding, before, bytes, after).into_iter().map(|glyph| (glyph.bytes.len(), glyph.shown)).collect()
    }

    #[test]
    fn characters_go_across_pieces() {
        let utf8 = |before: &[u8], bytes: &[u8], after: &[u8]| shown(Encoding::Utf8, before, bytes, after);
        assert_eq!(utf8(b"", "é\r\n".as_bytes(), b""), [(2, Text('é')), (1, Control("CR")), (1, Control("LF"))]);
        assert_eq!(utf8(b"", b"a\xe4", b"\xbd\xa0"), [(1, Text('a')), (1, Text('你'))]);
        assert_eq!(utf8(b"\xe4", b"\xbd", b"\xa0"), [(1, Continues)]);
        assert_eq!(utf8(b"a\xe4", b"\xbd\xa0b", b""), [(2, Continues), (1, Text('b'))]);
        assert_eq!(utf8(b"", b"\xe4\xbd", b""), [(2, Invalid)]);
        assert_eq!(utf8(b"a", b"\xbd\xff\x80", b""), [(1, Invalid), (1, Invalid), (1, Invalid)]);
        assert_eq!(utf8(b"\xbd\xbd\xbd\xbd", b"\xbd", b""), [(1, Invalid)]);
        assert_eq!(utf8(b"", "\u{202e}".as_bytes(), b""), [(3, Control("RLO"))]);
        assert_eq!(utf8(b"abc", b"", b"def"), []);
    }

    #[test]
    fn two_byte_encodings_find_their_step() {
        let gbk = |before: &[u8], bytes: &[u8], after: &[u8]| shown(Encoding::Gbk, before, bytes, after);
        assert_eq!(gbk(b"\n\xc4\xe3\xba", b"\xc3a", b""), [(1, Continues), (1, Text('a'))]);
        assert_eq!(gbk(b"\n\xc4\xe3", b"\xba\xc3", b""), [(2, Text('好'))]);
        assert_eq!(gbk(b"\n\x94\x39", b"\xda\x33x", b""), [(2, Continues), (1, Text('x'))]);
        let sjis = |before: &[u8], bytes: &[u8], after: &[u8]| shown(Encoding::ShiftJis, before, bytes, after);
        assert_eq!(sjis(b"1\x83", b"\\\x83", b"\x5c"), [(1, Continues), (1, Text('ソ'))]);
        assert_eq!(sjis(b"1", b"\xb1\xff", b""), [(1, Text('ｱ')), (1, Invalid)]);
        assert_eq!(shown(Encoding::Latin1, b"\xff", b"\xe9\x9b", b""), [(1, Text('é')), (1, Control("CSI"))]);
    }

    #[test]
    fn towers_of_marks_are_cut() {
        let tower = format!("a{}b", "\u{301}".repeat(20));
        let all = shown(Encoding::Utf8, b"", tower.as_bytes(), b"");
        assert_eq!(all.iter().filter(|(_, shown)| *shown == Text('\u{301}')).count(), MARKS_SHOWN);
        assert_eq!(all.iter().filter(|(_, shown)| *shown == Control("CM")).count(), 12);
        assert_eq!(all.last(), Some(&(1, Text('b'))));
    }

    #[test]
    fn a_screen_and_a_large_piece_are_quick() {
        let text = "你好，世界 hello é\r\n".repeat(64 * 1024 / 29 + 1);
        for &encoding in Encoding::ALL {
            let start = std::time::Instant::now();
            for _ in 0..4 {
                assert!(!glyphs(encoding, b"", text.as_bytes(), b"").is_empty());
            }
            let took = start.elapsed();
            println!("{}: {took:?} for 4 pieces of {} bytes", encoding.name(), text.len());
            assert!(took.as_secs() < 5, "{took:?}");
        }
    }

    proptest! {
        #[test]
        fn any_cut_shows_the_same(bytes in any_bytes(120), cuts in proptest::collection::vec(0_usize..=120, 0..6)) {
            let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            for &encoding in Encoding::ALL {
                let whole: Vec<_> = glyphs(encoding, b"", &bytes, b"").into_iter().map(|glyph| (glyph.bytes.start, glyph.shown)).collect();
                let mut pieces = Vec::new();
                for pair in cuts.windows(2) {
                    let [from, to] = [pair[0], pair[1]];
                    let mut covered = 0;
                    for glyph in glyphs(encoding, &bytes[..from], &bytes[from..to], &bytes[to..]) {
                        prop_assert_eq!(glyph.bytes.start, covered);
                        prop_assert!(glyph.bytes.end > covered);
                        covered = glyph.bytes.end;
                        if glyph.shown != Continues {
                            pieces.push((from + glyph.bytes.start, glyph.shown));
                        }
                    }
                    prop_assert_eq!(covered, to - from);
                }
                prop_assert_eq!(&pieces, &whole, "{}", encoding.name());
            }
        }

        #[test]
        fn any_surroundings_are_borne(before in any_bytes(60), bytes in any_bytes(60), after in any_bytes(12)) {
            for &encoding in Encoding::ALL {
                let covered: usize = glyphs(encoding, &before, &bytes, &after).iter().map(|glyph| glyph.bytes.len()).sum();
                prop_assert_eq!(covered, bytes.len());
            }
        }
    }
}
