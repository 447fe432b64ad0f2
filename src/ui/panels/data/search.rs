//! Looking through a socket's bytes on a thread of its own.

use crate::bytes::Needle;
use crate::call::SocketId;
use crate::session::{Direction, Session};
use parking_lot::Mutex;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// More are not looked for.
pub const MOST: usize = 100_000;

/// A place where the needle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which way the bytes went.
    pub direction: Direction,
    /// The offset of its first byte in that direction.
    pub at: u64,
}

/// Goes through pieces in order; in a stream, a needle may lie across pieces.
#[derive(Clone, Debug)]
pub struct Scanner {
    needle: Needle,
    only: Option<Direction>,
    across: bool,
    tails: [Vec<u8>; 2],
    /// The first offset in each direction that a hit may begin at.
    free: [u64; 2],
}

impl Scanner {
    /// `only` looks in one direction; `across` lets a needle go from piece to piece.
    pub fn new(needle: Needle, only: Option<Direction>, across: bool) -> Self {
        Self { needle, only, across, tails: Default::default(), free: [0; 2] }
    }

    /// How many bytes are looked for.
    pub fn len(&self) -> usize {
        self.needle.len()
    }

    /// Whether pieces of this direction are looked at.
    pub fn wants(&self, direction: Direction) -> bool {
        self.only.is_none_or(|only| only == direction)
    }

    /// Looks through the next piece of a direction, whose first byte is at offset `at`.
    pub fn piece(&mut self, direction: Direction, at: u64, bytes: &[u8], found: &mut Vec<Hit>) {
        let which = usize::from(direction == Direction::Received);
        let keep = self.needle.len() - 1;
        let tail = std::mem::take(&mut self.tails[which]);
        let mut free = self.free[which];
        let mut take = |start: u64, ranges: &mut dyn Iterator<Item = Range<usize>>| {
            for range in ranges {
                let hit = start + range.start as u64;
                if hit >= free && found.len() < MOST {
                    found.push(Hit { direction, at: hit });
                    free = start + range.end as u64;
                }
            }
        };
        let mut joint = tail;
        let tail_len = joint.len() as u64;
        if tail_len > 0 {
            joint.extend_from_slice(bytes.get(..keep.min(bytes.len())).unwrap_or_default());
            take(at.saturating_sub(tail_len), &mut self.needle.find_in(&joint));
        }
        take(at, &mut self.needle.find_in(bytes));
        self.free[which] = free;
        if self.across && keep > 0 {
            let rest = if bytes.len() >= keep {
                bytes
            } else if tail_len > 0 {
                &joint
            } else {
                bytes
            };
            self.tails[which] = rest.get(rest.len().saturating_sub(keep)..).unwrap_or_default().to_vec();
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub struct Found {
    /// In the order of the pieces.
    pub hits: Vec<Hit>,
    /// Offsets by direction, ascending.
    starts: [Vec<u64>; 2],
    /// Pieces looked through.
    pub done: usize,
    /// Pieces there were when the search began.
    pub total: usize,
    /// The scanner, put back for what comes later; while the thread runs, it has it.
    scanner: Option<Scanner>,
    /// The most hits are found: nothing further is looked for.
    pub full: bool,
    /// The person stopped it.
    pub cancelled: bool,
}

impl Found {
    /// Whether a byte is part of a hit of `len` bytes; the first offset of that hit.
    pub fn hit_at(&self, direction: Direction, offset: u64, len: u64) -> Option<u64> {
        let starts = &self.starts[usize::from(direction == Direction::Received)];
        let next = starts.partition_point(|start| *start <= offset);
        let start = *starts.get(next.checked_sub(1)?)?;
        (offset < start + len).then_some(start)
    }

    fn add(&mut self, hits: &[Hit]) {
        for hit in hits {
            self.starts[usize::from(hit.direction == Direction::Received)].push(hit.at);
        }
        self.hits.extend_from_slice(hits);
        self.full = self.hits.len() >= MOST;
    }
}

/// A search, running or done. Dropping it stops it.
pub struct Search {
    found: Arc<Mutex<Found>>,
    cancel: Arc<AtomicBool>,
    /// How many bytes are looked for.
    pub len: u64,
}

impl Search {
    /// Begins at the first piece. `wake` runs from its thread when there is something new to show.
    pub fn start(session: &Arc<Session>, sid: SocketId, scanner: Scanner, wake: egui::Context) -> io::Result<Self> {
        let len = scanner.len() as u64;
        let found = Found { scanner: Some(scanner), ..Found::default() };
        let search = Self { found: Arc::new(Mutex::new(found)), cancel: Arc::default(), len };
        search.go_on(session, sid, wake)?;
        Ok(search)
    }

    /// Looks through what came since, where the search has ended.
    pub fn go_on(&self, session: &Arc<Session>, sid: SocketId, wake: egui::Context) -> io::Result<()> {
        let mut state = self.found.lock();
        let total = session.pieces(sid).len();
        if state.full || state.cancelled || (state.done >= total && state.total > 0) {
            return Ok(());
        }
        let Some(scanner) = state.scanner.take() else { return Ok(()) };
        state.total = total;
        drop(state);
        let (found, cancel, session) = (Arc::clone(&self.found), Arc::clone(&self.cancel), Arc::clone(session));
        let thread = std::thread::Builder::new().name("find".to_owned());
        thread.spawn(move || run(&session, sid, scanner, &found, &cancel, &wake))?;
        Ok(())
    }

    /// What was found so far.
    pub fn found(&self) -> parking_lot::MutexGuard<'_, Found> {
        self.found.lock()
    }

    /// Whether its thread still looks.
    pub fn is_running(&self) -> bool {
        self.found.lock().scanner.is_none()
    }

    /// Ends it; what was found stays.
    pub fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
        self.found.lock().cancelled = true;
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn run(
    session: &Session,
    sid: SocketId,
    mut scanner: Scanner,
    found: &Mutex<Found>,
    cancel: &AtomicBool,
    wake: &egui::Context,
) {
    let pieces = session.pieces(sid);
    let mut hits = Vec::new();
    let mut shown = std::time::Instant::now();
    loop {
        let (i, total) = {
            let found = found.lock();
            (found.done, found.total)
        };
        if i >= total || cancel.load(Ordering::Relaxed) || found.lock().full {
            break;
        }
        // What was not kept or cannot be read is passed over.
        if let Some(piece) = pieces.get(i)
            && scanner.wants(piece.direction)
            && let Ok(payload) = session.read_payload(piece.n)
        {
            let moved = payload.get(..piece.len as usize).unwrap_or(&payload);
            scanner.piece(piece.direction, piece.at, moved, &mut hits);
        }
        let mut state = found.lock();
        state.done = i + 1;
        state.add(&hits);
        drop(state);
        if !hits.is_empty() || shown.elapsed().as_millis() > 100 {
            shown = std::time::Instant::now();
            wake.request_repaint();
        }
        hits.clear();
    }
    found.lock().scanner = Some(scanner);
    wake.request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(needle: &[u8], across: bool, pieces: &[&[u8]]) -> Vec<u64> {
        let mut scanner = Scanner::new(Needle::bytes(needle).unwrap(), None, across);
        let (mut found, mut at) = (Vec::new(), 0);
        for piece in pieces {
            scanner.piece(Direction::Received, at, piece, &mut found);
            at += piece.len() as u64;
        }
        found.iter().map(|hit| hit.at).collect()
    }

    #[test]
    fn needles_lie_across_pieces_of_a_stream() {
        assert_eq!(scan(b"\r\n\r\n", true, &[b"a\r", b"\n", b"", b"\r\nb"]), [1]);
        assert!(scan(b"\r\n\r\n", false, &[b"a\r", b"\n\r\nb"]).is_empty());
        assert_eq!(scan(b"x", true, &[b"xx", b"x"]), [0, 1, 2]);
        let mut both = Scanner::new(Needle::bytes(b"ab").unwrap(), Some(Direction::Sent), true);
        assert!(both.wants(Direction::Sent) && !both.wants(Direction::Received));
        let mut found = Vec::new();
        both.piece(Direction::Sent, 0, b"a", &mut found);
        both.piece(Direction::Received, 0, b"b", &mut found);
        assert!(found.is_empty());
    }

    #[test]
    fn a_byte_knows_its_hit() {
        let mut found = Found::default();
        found.add(&[Hit { direction: Direction::Sent, at: 4 }, Hit { direction: Direction::Sent, at: 9 }]);
        let hits: Vec<_> = (0..13).filter(|at| found.hit_at(Direction::Sent, *at, 3).is_some()).collect();
        assert_eq!(hits, [4, 5, 6, 9, 10, 11]);
        assert_eq!(found.hit_at(Direction::Sent, 10, 3), Some(9));
        assert_eq!(found.hit_at(Direction::Received, 4, 3), None);
    }

    proptest! {
        #[test]
        fn any_cut_finds_the_same(hay in "[ab]{0,60}", needle in "[ab]{1,5}", cuts in proptest::collection::vec(0_usize..60, 0..6)) {
            let mut cuts: Vec<_> = cuts.into_iter().map(|cut| cut.min(hay.len())).chain([0, hay.len()]).collect();
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &hay.as_bytes()[pair[0]..pair[1]]).collect();
            let whole = scan(needle.as_bytes(), true, &[hay.as_bytes()]);
            prop_assert_eq!(scan(needle.as_bytes(), true, &pieces).is_empty(), whole.is_empty());
            for at in scan(needle.as_bytes(), true, &pieces) {
                prop_assert_eq!(&hay[at as usize..at as usize + needle.len()], needle.as_str());
            }
        }
    }
}
