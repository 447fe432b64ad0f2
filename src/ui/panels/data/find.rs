//! Finds text or hex in a socket's bytes, on a thread; goes on where it stopped when more bytes have come.

use super::scan::Scanner;
use super::scope::Bounds;
use crate::bytes::Needle;
use crate::call::{Address, SocketId};
use crate::session::{Direction, PieceList, Session};
use parking_lot::Mutex;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Finds that are kept; the search ends with the last of them.
pub const LIMIT: usize = 10_000;
/// A progress is told so often: each so many pieces.
const TELL_EVERY: usize = 256;

/// A place in one direction of a socket: for datagrams the bytes of all before it count too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Which way.
    pub direction: Direction,
    /// Offset in that direction.
    pub offset: u64,
}

/// What was found so far.
#[derive(Clone, Debug, Default)]
struct Found {
    /// In the order in which the bytes came.
    order: Vec<At>,
    /// The offsets of each direction, ascending.
    starts: [Vec<u64>; 2],
    /// Pieces that could not be read.
    unreadable: u64,
}

impl Found {
    /// How many there are that end within the `known` bytes of their direction, `len` long each; of one direction only,
    /// where one is given.
    fn count(&self, only: Option<Direction>, known: &[u64; 2], len: u64) -> usize {
        let fits = |direction: usize, offset: u64| known.get(direction).is_some_and(|known| offset + len <= *known);
        match only.map(index) {
            // Each was found when its last byte was read: those of an earlier moment stand before all others.
            None => self.order.partition_point(|at| fits(index(at.direction), at.offset)),
            Some(one) => self.starts.get(one).map_or(0, |starts| starts.partition_point(|at| fits(one, *at))),
        }
    }

    /// One of them, in order.
    fn nth(&self, only: Option<Direction>, i: usize) -> Option<At> {
        match only {
            None => self.order.get(i).copied(),
            Some(direction) => {
                let offset = *self.starts.get(index(direction))?.get(i)?;
                Some(At { direction, offset })
            }
        }
    }
}

/// One search: what is looked for, and how far it is. Shared with its thread.
struct Search {
    needle: Needle,
    /// Only in datagrams from and to this address.
    only: Option<Address>,
    found: Mutex<Found>,
    scan: Mutex<Scan>,
    running: AtomicBool,
    cancelled: AtomicBool,
    /// Pieces looked at.
    done: AtomicU64,
    /// Pieces there were when it was last run.
    total: AtomicU64,
}

struct Scan {
    next: usize,
    scanners: [Scanner; 2],
}

/// The search of a panel, if there is one.
#[derive(Default)]
pub struct Finder {
    search: Option<Arc<Search>>,
    /// Bytes of each direction that show: what is found lies beyond an earlier moment, too.
    known: [u64; 2],
}

fn index(direction: Direction) -> usize {
    usize::from(direction == Direction::Received)
}

impl Finder {
    /// Looks for something else, from piece `first` on and only where it shows; what ran before ends.
    pub fn search(&mut self, needle: Needle, (first, only): Bounds) {
        self.cancel();
        self.search = Some(Arc::new(Search {
            needle,
            only,
            found: Mutex::default(),
            scan: Mutex::new(Scan { next: first, scanners: Default::default() }),
            running: AtomicBool::new(false),
            cancelled: AtomicBool::new(false),
            done: AtomicU64::new(first as u64),
            total: AtomicU64::new(0),
        }));
    }

    /// Forgets the search.
    pub fn cancel(&mut self) {
        if let Some(search) = self.search.take() {
            search.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether something is looked for.
    pub fn is_on(&self) -> bool {
        self.search.is_some()
    }

    /// Looks at how many bytes show, before anything is asked.
    pub fn look(&mut self, pieces: &PieceList<'_>) {
        self.known = [Direction::Sent, Direction::Received].map(|direction| pieces.stream_len(direction));
    }

    /// Runs the search over the pieces that it has not seen; `wake` is called now and then, and at its end.
    pub fn go_on(&mut self, session: &Arc<Session>, sid: SocketId, wake: impl Fn() + Send + 'static) {
        let Some(search) = self.search.as_ref() else { return };
        let total = session.pieces(sid).len() as u64;
        let full = search.found.lock().order.len() >= LIMIT;
        if full || total <= search.done.load(Ordering::Relaxed) || search.running.swap(true, Ordering::AcqRel) {
            return;
        }
        search.total.store(total, Ordering::Relaxed);
        let (own, session) = (Arc::clone(search), Arc::clone(session));
        let thread = std::thread::Builder::new().name("find-bytes".to_owned()).spawn(move || {
            run(&own, &session, sid, &wake);
            own.running.store(false, Ordering::Release);
            wake();
        });
        if let Err(error) = thread {
            tracing::warn!(%error, "no thread to find bytes");
            search.running.store(false, Ordering::Release);
        }
    }

    /// How far it is, from 0 to 1; none while it does not run.
    pub fn progress(&self) -> Option<f32> {
        let search = self.search.as_ref().filter(|search| search.running.load(Ordering::Acquire))?;
        let total = search.total.load(Ordering::Relaxed).max(1);
        Some((search.done.load(Ordering::Relaxed) as f32 / total as f32).min(1.0))
    }

    /// How many bytes are looked for.
    pub fn len(&self) -> u64 {
        self.search.as_ref().map_or(0, |search| search.needle.len() as u64)
    }

    /// Reads what was found.
    fn with<T>(&self, read: impl FnOnce(&Found) -> T) -> Option<T> {
        self.search.as_ref().map(|search| read(&search.found.lock()))
    }

    /// How many finds show; of one direction only, where one is given.
    pub fn count(&self, only: Option<Direction>) -> usize {
        self.with(|found| found.count(only, &self.known, self.len())).unwrap_or(0)
    }

    /// One of them, in order.
    pub fn nth(&self, only: Option<Direction>, i: usize) -> Option<At> {
        self.with(|found| found.nth(only, i)).flatten()
    }

    /// Pieces that could not be read.
    pub fn unreadable(&self) -> u64 {
        self.with(|found| found.unreadable).unwrap_or(0)
    }

    /// The finds that touch `range` of a direction.
    pub fn in_range(&self, direction: Direction, range: Range<u64>) -> Vec<Range<u64>> {
        let len = self.len();
        self.with(|found| {
            let Some(starts) = found.starts.get(index(direction)) else { return Vec::new() };
            let from = starts.partition_point(|start| start + len <= range.start);
            let known = self.known.get(index(direction)).copied().unwrap_or(0);
            let hits = starts.iter().skip(from).take_while(|start| **start < range.end && **start + len <= known);
            hits.map(|start| *start..*start + len).collect()
        })
        .unwrap_or_default()
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.cancel();
    }
}

fn run(search: &Search, session: &Session, sid: SocketId, wake: &dyn Fn()) {
    let pieces = session.pieces(sid);
    let streams = session.snapshot().board.sockets.get(&sid).is_none_or(|row| row.is_stream());
    let mut scan = search.scan.lock();
    let Scan { next, scanners } = &mut *scan;
    let total = pieces.len();
    let mut wanted = Vec::new();
    if let Some(only) = &search.only {
        pieces.with_address(only, *next, &mut wanted);
    }
    let mut wanted = wanted.into_iter().map(|i| i as usize);
    while *next < total && !search.cancelled.load(Ordering::Relaxed) {
        if search.only.is_some() {
            *next = wanted.next().map_or(total, |i| i.min(total));
        }
        if *next == total {
            break;
        }
        let piece = pieces.get(*next);
        *next += 1;
        let scanner = piece.as_ref().and_then(|piece| scanners.get_mut(index(piece.direction)));
        let (Some(piece), Some(scanner)) = (piece, scanner) else {
            search.found.lock().unreadable += 1;
            search.done.store(*next as u64, Ordering::Relaxed);
            continue;
        };
        if !streams {
            scanner.cut();
        }
        let mut full = false;
        match session.read_payload(piece.n) {
            Ok(payload) => {
                let bytes = payload.get(..piece.len as usize).unwrap_or(&payload);
                scanner.feed(&search.needle, bytes, &mut |offset| {
                    let at = At { direction: piece.direction, offset: piece.at.saturating_add_signed(offset) };
                    let mut found = search.found.lock();
                    found.order.push(at);
                    if let Some(starts) = found.starts.get_mut(index(at.direction)) {
                        starts.push(at.offset);
                    }
                    full = found.order.len() >= LIMIT;
                    !full && !search.cancelled.load(Ordering::Relaxed)
                });
            }
            Err(_) => {
                scanner.cut();
                search.found.lock().unreadable += 1;
            }
        }
        search.done.store(*next as u64, Ordering::Relaxed);
        if full {
            return;
        }
        if (*next).is_multiple_of(TELL_EVERY) {
            wake();
        }
    }
    search.done.store(*next as u64, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_beyond_an_earlier_moment_does_not_count() {
        let at = |direction, offset| At { direction, offset };
        let (sent, received) = (Direction::Sent, Direction::Received);
        // The second find of what was sent ends where the last one of what was received was known already.
        let order = vec![at(sent, 0), at(received, 4), at(received, 9), at(sent, 6)];
        let found = Found { order, starts: [vec![0, 6], vec![4, 9]], unreadable: 0 };
        for (known, all, of_sent, of_received) in
            [([9, 12], 4, 2, 2), ([8, 12], 3, 1, 2), ([8, 11], 2, 1, 1), ([3, 6], 1, 1, 0), ([2, 0], 0, 0, 0)]
        {
            let count = |only| found.count(only, &known, 3);
            assert_eq!([None, Some(sent), Some(received)].map(count), [all, of_sent, of_received], "{known:?}");
        }
        assert_eq!(found.nth(None, 2), Some(at(received, 9)));
        assert_eq!((found.nth(Some(sent), 1), found.nth(Some(sent), 2)), (Some(at(sent, 6)), None));
    }
}
