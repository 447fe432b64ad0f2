//! A stretch of one direction's bytes, put together from the pieces that moved them, as far as they are in memory.

use crate::bytes::{Encoding, Shown, glyphs};
use crate::call::SocketId;
use crate::session::{Direction, Session};
use std::ops::Range;

/// Pieces that are looked at for what precedes or follows a character; more would be read for nothing.
const NEIGHBOURS: usize = 64;
/// Bytes before a stretch that decide how it is read, where a character tells where it begins.
const NEAR: u64 = 64;
/// The same in encodings that do not tell.
const FAR: u64 = 4096;
/// Bytes after it.
const AFTER: u64 = 4;

/// Why bytes are not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// They are being read.
    Loading,
    /// They cannot be had.
    Lost,
}

/// Bytes of one direction.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Offset of the first one.
    pub start: u64,
    /// The bytes; 0 where there is a hole.
    pub bytes: Vec<u8>,
    /// Offsets of bytes that are not here, ascending.
    pub holes: Vec<(Range<u64>, Hole)>,
    /// Offsets at which a piece begins, within the stretch.
    pub begins: Vec<u64>,
}

impl Stretch {
    /// Gathers `range` from at most `pieces` pieces; may end early.
    pub fn gather(session: &Session, sid: SocketId, direction: Direction, range: Range<u64>, pieces: usize) -> Self {
        let list = session.pieces(sid);
        let mut stretch = Self { start: range.start, ..Self::default() };
        let mut at = range.start;
        for _ in 0..pieces {
            if at >= range.end {
                break;
            }
            let Some(piece) = list.piece_at(direction, at).and_then(|i| list.get(i)) else { break };
            let end = (piece.at + u64::from(piece.len)).min(range.end);
            if end <= at {
                break;
            }
            if piece.at >= range.start {
                stretch.begins.push(piece.at);
            }
            let within = (at - piece.at) as usize..(end - piece.at) as usize;
            let payload = session.payload(piece.n);
            match payload.as_deref().map(|payload| payload.get(within.clone())) {
                Some(Some(bytes)) => stretch.bytes.extend_from_slice(bytes),
                short => {
                    let lost = short.is_some() || session.is_lost(piece.n);
                    stretch.holes.push((at..end, if lost { Hole::Lost } else { Hole::Loading }));
                    stretch.bytes.resize(stretch.bytes.len() + within.len(), 0);
                }
            }
            at = end;
        }
        stretch
    }

    /// Offset after the last byte.
    pub fn end(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }

    /// Why nothing of `range` can be shown: it is being read, or all of it is lost.
    pub fn hole(&self, range: &Range<u64>) -> Option<Hole> {
        let touching = || self.holes.iter().filter(|(hole, _)| hole.start < range.end && range.start < hole.end);
        if touching().any(|(_, why)| *why == Hole::Loading) {
            return Some(Hole::Loading);
        }
        let lost: u64 = touching().map(|(hole, _)| hole.end.min(range.end) - hole.start.max(range.start)).sum();
        (lost > 0 && lost == range.end - range.start).then_some(Hole::Lost)
    }

    /// Whether the byte at `offset` is not here.
    pub fn is_missing(&self, offset: u64) -> bool {
        self.holes.iter().any(|(hole, _)| hole.contains(&offset))
    }

    /// The bytes of `range`, as far as they are in the stretch.
    pub fn slice(&self, range: &Range<u64>) -> &[u8] {
        let index = |offset: u64| (offset.saturating_sub(self.start) as usize).min(self.bytes.len());
        self.bytes.get(index(range.start)..index(range.end)).unwrap_or_default()
    }
}

/// What the text column shows for each byte of a stretch.
pub struct Decoded {
    /// Offset of the first byte.
    start: u64,
    shown: Vec<Shown>,
}

impl Decoded {
    /// Reads `range` as text. `stretch` has what precedes and follows it too, as far as it counts.
    pub fn read(encoding: Encoding, stretch: &Stretch, range: &Range<u64>) -> Self {
        let last_hole = stretch.holes.iter().rev().find(|(hole, _)| hole.end <= range.start);
        let from = last_hole.map_or(stretch.start, |(hole, _)| hole.end);
        let next_hole = stretch.holes.iter().find(|(hole, _)| hole.start >= range.end);
        let to = next_hole.map_or(stretch.end(), |(hole, _)| hole.start);
        let before = stretch.slice(&(from..range.start));
        let (bytes, after) = (stretch.slice(range), stretch.slice(&(range.end..to)));
        let mut shown = vec![Shown::Continues; bytes.len()];
        for glyph in glyphs(encoding, before, bytes, after) {
            if let Some(first) = shown.get_mut(glyph.bytes.start) {
                *first = glyph.shown;
            }
        }
        Self { start: range.start, shown }
    }

    /// What is shown for the byte at `offset`.
    pub fn at(&self, offset: u64) -> Shown {
        let index = offset.checked_sub(self.start).and_then(|index| self.shown.get(index as usize));
        index.copied().unwrap_or(Shown::Invalid)
    }
}

/// The stretch from what precedes `range` to what follows it, of a stream; `within` bounds it for a datagram.
pub fn around(
    session: &Session,
    sid: SocketId,
    direction: Direction,
    range: &Range<u64>,
    within: &Range<u64>,
    encoding: Encoding,
) -> Stretch {
    let far = if matches!(encoding, Encoding::Gbk | Encoding::ShiftJis) { FAR } else { NEAR };
    let list = session.pieces(sid);
    let mut from = range.start.saturating_sub(far).max(within.start);
    // Many tiny pieces before: only the nearest count.
    let nearest = list.piece_at(direction, range.start).and_then(|i| i.checked_sub(NEIGHBOURS));
    let nearest =
        nearest.and_then(|i| (i..i + NEIGHBOURS).find_map(|i| list.get(i).filter(|p| p.direction == direction)));
    from = from.max(nearest.map_or(0, |piece| piece.at).min(range.start));
    let to = (range.end + AFTER).min(within.end);
    Stretch::gather(session, sid, direction, from..to, usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_a_piece_cut_is_read_whole() {
        let text = "a你好";
        let stretch = Stretch { start: 10, bytes: text.as_bytes().to_vec(), ..Stretch::default() };
        let decoded = Decoded::read(Encoding::Utf8, &stretch, &(12..15));
        assert_eq!([12, 13, 14].map(|at| decoded.at(at)), [Shown::Continues, Shown::Continues, Shown::Text('好')]);
        assert_eq!(decoded.at(99), Shown::Invalid);
        let hole = Stretch { holes: vec![(10..12, Hole::Lost)], ..stretch };
        assert_eq!(Decoded::read(Encoding::Utf8, &hole, &(12..14)).at(12), Shown::Invalid);
        assert_eq!(hole.hole(&(10..12)), Some(Hole::Lost));
        assert_eq!(hole.hole(&(11..13)), None);
        assert!(hole.is_missing(11) && !hole.is_missing(12));
        assert_eq!(hole.hole(&(12..13)), None);
    }
}
