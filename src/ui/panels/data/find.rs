//! Finds text or hex in a socket's bytes, on a thread; goes on where it stopped when more bytes have come.

use super::scan::Scanner;
use super::scope::Bounds;
use crate::bytes::Needle;
use crate::call::{Address, SocketId};
use crate::session::{Direction, Session};
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
pub struct Found {
    /// In the order in which the bytes came.
    pub order: Vec<At>,
    /// The offsets of each direction, ascending.
    starts: [Vec<u64>; 2],
    /// Pieces that could not be read.
    pub unreadable: u64,
}

impl Found {
    /// How many there are; of one direction only, where one is given.
    pub fn count(&self, only: Option<Direction>) -> usize {
        match only {
            None => self.order.len(),
            Some(direction) => self.starts.get(index(direction)).map_or(0, Vec::len),
        }
    }

    /// One of them, in order.
    pub fn nth(&self, only: Option<Direction>, i: usize) -> Option<At> {
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
pub struct Finder(Option<Arc<Search>>);

fn index(direction: Direction) -> usize {
    usize::from(direction == Direction::Received)
}

impl Finder {
    /// Looks for something else, from piece `first` on and only where it shows; what ran before ends.
    pub fn search(&mut self, needle: Needle, (first, only): Bounds) {
        self.cancel();
        self.0 = Some(Arc::new(Search {
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
        if let Some(search) = self.0.take() {
            search.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Whether something is looked for.
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Runs the search over the pieces that it has not seen; `wake` is called now and then, and at its end.
    pub fn go_on(&mut self, session: &Arc<Session>, sid: SocketId, wake: impl Fn() + Send + 'static) {
        let Some(search) = self.0.as_ref() else { return };
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
        let search = self.0.as_ref().filter(|search| search.running.load(Ordering::Acquire))?;
        let total = search.total.load(Ordering::Relaxed).max(1);
        Some((search.done.load(Ordering::Relaxed) as f32 / total as f32).min(1.0))
    }

    /// How many bytes are looked for.
    pub fn len(&self) -> u64 {
        self.0.as_ref().map_or(0, |search| search.needle.len() as u64)
    }

    /// Reads what was found.
    pub fn with<T>(&self, read: impl FnOnce(&Found) -> T) -> Option<T> {
        self.0.as_ref().map(|search| read(&search.found.lock()))
    }

    /// The finds that touch `range` of a direction.
    pub fn in_range(&self, direction: Direction, range: Range<u64>) -> Vec<Range<u64>> {
        let len = self.len();
        self.with(|found| {
            let Some(starts) = found.starts.get(index(direction)) else { return Vec::new() };
            let from = starts.partition_point(|start| start + len <= range.start);
            let hits = starts.iter().skip(from).take_while(|start| **start < range.end);
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
