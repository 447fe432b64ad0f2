//! The bytes of one socket as far as they are in sight: pieces by number, and any range of a direction gathered from them.

use crate::bytes::{Encoding, LOOK_BACK};
use crate::call::SocketId;
use crate::session::{Direction, Piece, Session};
use std::collections::HashMap;
use std::ops::Range;

/// So many pieces are remembered.
const REMEMBERED: usize = 4096;
/// How far text looks back where every byte tells whether it begins a character.
const LOOK_BACK_SHORT: u64 = 64;
/// More pieces than this are not gone through for what comes before a row.
const PIECES_BACK: usize = 128;
/// What follows decides how a row's last bytes are read.
const LOOK_AHEAD: u64 = 3;

/// Pieces of one socket that were looked up. A piece never changes.
#[derive(Default)]
pub struct PieceCache {
    of: Option<(usize, SocketId)>,
    pieces: HashMap<usize, Piece>,
}

/// One socket's bytes.
pub struct Source<'a> {
    /// Where they are.
    pub session: &'a Session,
    /// Whose.
    pub sid: SocketId,
    /// Whether they are streams: text goes on from piece to piece.
    pub stream: bool,
    cache: &'a mut PieceCache,
}

/// Bytes of a direction, `missing` where they are still being read (those are zeros).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The offset of the first one.
    pub start: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
    missing: Vec<Range<u64>>,
}

impl Gathered {
    /// Whether any byte of a range of offsets is still being read.
    pub fn is_missing(&self, range: &Range<u64>) -> bool {
        self.missing.iter().any(|missing| missing.start < range.end && range.start < missing.end)
    }

    /// The bytes from one offset to another, as far as they are here.
    pub fn slice(&self, range: Range<u64>) -> &[u8] {
        let at = |offset: u64| usize::try_from(offset.saturating_sub(self.start)).unwrap_or(usize::MAX);
        let end = at(range.end).min(self.bytes.len());
        self.bytes.get(at(range.start).min(end)..end).unwrap_or_default()
    }
}

impl<'a> Source<'a> {
    /// The bytes of `sid`.
    pub fn new(session: &'a Session, sid: SocketId, stream: bool, cache: &'a mut PieceCache) -> Self {
        let of = Some((std::ptr::from_ref(session) as usize, sid));
        if cache.of != of || cache.pieces.len() > REMEMBERED {
            *cache = PieceCache { of, pieces: HashMap::new() };
        }
        Self { session, sid, stream, cache }
    }

    /// How many pieces there are by now.
    pub fn count(&self) -> usize {
        self.session.pieces(self.sid).len()
    }

    /// Piece `i`.
    pub fn piece(&mut self, i: usize) -> Option<Piece> {
        if let Some(piece) = self.cache.pieces.get(&i) {
            return Some(piece.clone());
        }
        let piece = self.session.pieces(self.sid).get(i)?;
        if self.stream || piece.peer.is_some() {
            self.cache.pieces.insert(i, piece.clone());
        }
        Some(piece)
    }

    /// The length of piece `i`, in bytes.
    pub fn len(&mut self, i: usize) -> u64 {
        self.piece(i).map_or(0, |piece| piece.len.into())
    }

    /// The piece of record `n`: its own, or the one of its row. Looks near the place where its number would stand.
    pub fn piece_of_record(&mut self, n: u64) -> Option<usize> {
        let count = self.count();
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.piece(middle).is_some_and(|piece| piece.n < n) { low = middle + 1 } else { high = middle }
        }
        let near = (0..PIECES_BACK).flat_map(|away| [low.checked_add(away), low.checked_sub(away)]).flatten();
        let mut near = near.filter(|i| *i < count);
        near.find(|i| self.piece(*i).is_some_and(|piece| piece.row_n == n || piece.n == n))
    }

    /// The bytes of a range, with what text needs before and after it, within `limits`.
    pub fn around(&mut self, direction: Direction, range: &Range<u64>, limits: &Range<u64>, how: Encoding) -> Gathered {
        let wanted = match how {
            Encoding::Utf8 | Encoding::Latin1 => LOOK_BACK_SHORT,
            Encoding::Gbk | Encoding::ShiftJis => LOOK_BACK as u64,
        };
        let pieces = self.session.pieces(self.sid);
        let index = |offset: u64| pieces.piece_at(direction, offset);
        let mut start = range.start.saturating_sub(wanted);
        if let (Some(from), Some(to)) = (index(start), index(range.start))
            && to - from > PIECES_BACK
        {
            start = range.start.saturating_sub(LOOK_BACK_SHORT);
        }
        self.read(direction, start.max(limits.start)..(range.end + LOOK_AHEAD).min(limits.end))
    }

    fn read(&mut self, direction: Direction, range: Range<u64>) -> Gathered {
        let mut gathered = Gathered { start: range.start, ..Gathered::default() };
        let mut at = range.start;
        while at < range.end {
            let Some(i) = self.session.pieces(self.sid).piece_at(direction, at) else { break };
            let Some(piece) = self.piece(i) else { break };
            let end = (piece.at + u64::from(piece.len)).min(range.end);
            if end <= at {
                break;
            }
            let within = (at - piece.at) as usize..(end - piece.at) as usize;
            let payload = self.session.payload(piece.n);
            match payload.as_ref().and_then(|payload| payload.get(within.clone())) {
                Some(bytes) => gathered.bytes.extend_from_slice(bytes),
                None => {
                    gathered.bytes.resize(gathered.bytes.len() + within.len(), 0);
                    gathered.missing.push(at..end);
                }
            }
            at = end;
        }
        gathered
    }
}

#[cfg(test)]
mod tests {
    use super::Gathered;

    #[test]
    fn a_range_is_cut_to_what_is_here() {
        let gathered = Gathered { start: 10, bytes: (10..20).collect(), missing: std::iter::once(14..16).collect() };
        assert_eq!(gathered.slice(12..14), [12, 13]);
        assert_eq!(gathered.slice(0..12), [10, 11]);
        assert_eq!(gathered.slice(18..99), [18, 19]);
        assert!(gathered.slice(30..40).is_empty());
        assert!(gathered.is_missing(&(15..30)) && !gathered.is_missing(&(10..14)) && !gathered.is_missing(&(16..20)));
    }
}
