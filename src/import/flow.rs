//! One direction of a stream: segments in any order, bytes in theirs.
//!
//! A byte that comes twice is the one that came first. What is missing is waited for: until 4 MiB wait behind it, or the
//! other end has acknowledged it and 64 packets more have come. Then it is lost, and said so.

use super::packet::Segment;
use std::collections::BTreeMap;

/// So many bytes wait at most behind a missing one.
pub const MOST: usize = 4 << 20;
/// What a waiting piece takes beside its bytes.
const BESIDE: usize = 96;
/// After so many packets of its connection an acknowledged byte is not expected any more.
const PATIENCE: u32 = 64;
/// No window is larger (RFC 7323).
const WINDOW: u64 = 1 << 30;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Bytes, and whether the sender pushed them.
    Data(Vec<u8>, bool),
    /// So many bytes are not there: cut off by the capture, or never captured.
    Lost { bytes: u64, cut: bool },
    /// No more bytes.
    End,
}

#[derive(Debug)]
enum Held {
    Data(Vec<u8>, bool),
    /// So many that the capture cut off.
    Cut(u64),
}

impl Held {
    fn len(&self) -> u64 {
        match self {
            Self::Data(data, _) => data.len() as u64,
            Self::Cut(len) => *len,
        }
    }

    fn weight(&self) -> usize {
        BESIDE + if let Self::Data(data, _) = self { data.len() } else { 0 }
    }
}

/// One direction of a stream.
#[derive(Debug)]
pub struct Flow {
    /// The sequence number of the byte with offset 0.
    base: u32,
    /// The offset of the next byte.
    next: u64,
    held: BTreeMap<u64, Held>,
    /// What waits, with what it takes beside.
    weight: usize,
    fin: Option<u64>,
    ended: bool,
    /// The offset up to which the other end has all.
    acked: u64,
    waited: u32,
}

impl Flow {
    /// A flow whose first byte has this sequence number.
    pub fn new(base: u32) -> Self {
        let held = BTreeMap::new();
        Self { base, next: 0, held, weight: 0, fin: None, ended: false, acked: 0, waited: 0 }
    }

    /// Whether its first byte has this sequence number.
    pub fn begins_at(&self, base: u32) -> bool {
        self.base == base
    }

    /// What waits for bytes before it, in bytes of memory.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The offset of a sequence number, near the next byte; below 0 for one before the first.
    fn offset(&self, seq: u32) -> i64 {
        let expected = self.base.wrapping_add((self.next & u64::from(u32::MAX)) as u32);
        let ahead = i64::from(seq.wrapping_sub(expected).cast_signed());
        i64::try_from(self.next).unwrap_or(i64::MAX).saturating_add(ahead)
    }

    /// Takes a segment in, of which `missing` bytes were not captured.
    pub fn take(&mut self, segment: &Segment, data: &[u8], missing: u32) {
        let begin = self.offset(segment.seq);
        let (first, len) = (u64::try_from(begin).unwrap_or(0), data.len() as u64);
        if self.ended || first > self.next + WINDOW {
            return;
        }
        // Bytes before the first are of no use.
        let before = u64::try_from(begin.saturating_neg()).unwrap_or(0);
        let data = usize::try_from(before).ok().and_then(|before| data.get(before..)).unwrap_or_default();
        let (from, end) = (first.max(self.next), first + data.len() as u64);
        self.fill(from, end, |range| {
            let skip = usize::try_from(range.start - first).unwrap_or(usize::MAX);
            let stop = usize::try_from(range.end - first).unwrap_or(usize::MAX);
            let part = data.get(skip..stop).unwrap_or_default().to_vec();
            Held::Data(part, segment.push && missing == 0 && range.end == end)
        });
        let whole = (u64::from(missing) + len).saturating_sub(before) + first;
        self.fill(end.max(self.next), whole, |range| Held::Cut(range.end - range.start));
        if segment.fin && self.fin.is_none() {
            self.fin = Some(whole);
        }
    }

    /// Holds what is not held yet of a range.
    fn fill(&mut self, from: u64, end: u64, hold: impl Fn(std::ops::Range<u64>) -> Held) {
        let mut start = from;
        while start < end {
            let before = self.held.range(..=start).next_back().map(|(at, held)| at + held.len());
            if let Some(covered) = before.filter(|covered| *covered > start) {
                start = covered;
                continue;
            }
            let stop = self.held.range(start..).next().map_or(end, |(at, _)| end.min(*at));
            let held = hold(start..stop);
            self.weight += held.weight();
            self.held.insert(start, held);
            start = stop;
        }
    }

    /// The other end has all bytes before this sequence number.
    pub fn acknowledged(&mut self, ack: u32) {
        let offset = u64::try_from(self.offset(ack)).unwrap_or(0);
        if offset <= self.next + WINDOW {
            self.acked = self.acked.max(offset);
        }
    }

    /// Whether something waits for bytes before it.
    fn has_hole(&self) -> bool {
        !self.held.is_empty() || self.fin.is_some() && !self.ended
    }

    /// What comes next; none while it is not there. To be asked until there is none, after each packet of the connection.
    pub fn next(&mut self) -> Option<Piece> {
        if let Some(piece) = self.at_hand() {
            self.waited = 0;
            return Some(piece);
        }
        if !self.has_hole() {
            return None;
        }
        if self.weight <= MOST && (self.waited < PATIENCE || self.acked <= self.next) {
            self.waited = self.waited.saturating_add(1);
            return None;
        }
        self.give_up()
    }

    fn at_hand(&mut self) -> Option<Piece> {
        if self.ended {
            return None;
        }
        if let Some(held) = self.held.remove(&self.next) {
            self.weight -= held.weight();
            self.next += held.len();
            return Some(match held {
                Held::Data(data, push) => Piece::Data(data, push),
                Held::Cut(bytes) => Piece::Lost { bytes, cut: true },
            });
        }
        if self.fin.is_some_and(|fin| fin <= self.next) {
            self.ended = true;
            self.held.clear();
            self.weight = 0;
            return Some(Piece::End);
        }
        None
    }

    /// What comes next without what is missing before it; none where nothing waits.
    pub fn give_up(&mut self) -> Option<Piece> {
        if let Some(piece) = self.at_hand() {
            return Some(piece);
        }
        let to = self.held.keys().next().copied().or(self.fin).filter(|_| !self.ended)?;
        let bytes = to.saturating_sub(self.next);
        (self.next, self.waited) = (to, 0);
        Some(Piece::Lost { bytes, cut: false })
    }

    /// Bytes after all that came which the other end has: known when the connection is over. One may be a FIN.
    pub fn unseen(&mut self) -> u64 {
        let unseen = self.acked.saturating_sub(self.next);
        if self.ended || unseen <= 1 {
            return 0;
        }
        self.next = self.acked;
        unseen
    }
}
