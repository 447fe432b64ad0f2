//! The search: a thread that goes over a session, tells what it found as it finds it, and then waits for more.

use super::hits::Hits;
use super::marks::Marks;
use super::matching::{Judge, RowText};
use super::query::Query;
use crate::session::index::{IndexRow, WAITS, What};
use crate::session::{Board, Session, Waker};
use parking_lot::{Condvar, Mutex, RwLock};
use std::collections::HashSet;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Records that are looked at before what was found is told: fewer where they are long.
const CHUNK_MOST: u64 = 8192;
const CHUNK_LEAST: u64 = 64;
/// So many threads share them where records have to be read.
const THREADS_MOST: usize = 4;
/// Records that one of them takes at a time.
const SHARE: usize = 32;
/// What was found is told so often.
const TELL_EVERY: Duration = Duration::from_millis(50);

/// What a search is made of.
pub struct FinderParts {
    /// Where to look: live, or opened.
    pub session: Arc<Session>,
    /// What for.
    pub query: Query,
    /// A row as text.
    pub text: RowText,
    /// Stars and notes as they are now.
    pub marks: Arc<Marks>,
    /// Run when more was found.
    pub waker: Waker,
}

/// A search on a thread of its own; it ends with this. Nothing here waits.
pub struct Finder {
    shared: Arc<Shared>,
    query: Query,
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Calls looked at.
    pub searched: u64,
    /// Calls that fit.
    pub matches: u64,
    /// Calls that could not be read.
    pub unreadable: u64,
    /// It looks at calls at this moment.
    pub running: bool,
    /// It was cancelled before its end.
    pub cancelled: bool,
}

#[derive(Default)]
struct Shared {
    hits: RwLock<Hits>,
    searched: AtomicU64,
    unreadable: AtomicU64,
    running: AtomicBool,
    cancelled: AtomicBool,
    /// More records may be there.
    poked: Mutex<bool>,
    poke: Condvar,
    ended: AtomicBool,
}

impl Shared {
    fn is_over(&self) -> bool {
        self.ended.load(Ordering::Relaxed) || self.cancelled.load(Ordering::Relaxed)
    }
}

impl Finder {
    /// Starts the thread `find-calls`.
    ///
    /// # Errors
    /// No thread can be made.
    pub fn start(parts: FinderParts) -> io::Result<Self> {
        let FinderParts { session, query, text, marks, waker } = parts;
        let shared = Arc::new(Shared { running: AtomicBool::new(true), ..Shared::default() });
        let judge = Judge { query: query.clone(), session, text, marks, board: Arc::new(Board::default()) };
        let run = Run {
            shared: Arc::clone(&shared),
            judge,
            waker,
            rows: 0,
            open: HashSet::new(),
            found: Vec::new(),
            told: Instant::now(),
            chunk: CHUNK_LEAST,
        };
        std::thread::Builder::new().name("find-calls".into()).spawn(move || run.run())?;
        Ok(Self { shared, query })
    }

    /// What is looked for.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        Progress {
            searched: self.shared.searched.load(Ordering::Relaxed),
            matches: self.shared.hits.read().count(),
            unreadable: self.shared.unreadable.load(Ordering::Relaxed),
            running: self.shared.running.load(Ordering::Relaxed),
            cancelled: self.shared.cancelled.load(Ordering::Relaxed),
        }
    }

    /// Reads what was found; the search may add to it between two looks.
    pub fn with<T>(&self, read: impl FnOnce(&Hits) -> T) -> T {
        read(&self.shared.hits.read())
    }

    /// Says that there may be more records.
    pub fn poke(&self) {
        *self.shared.poked.lock() = true;
        self.shared.poke.notify_one();
    }

    /// Ends the search; what was found stays.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
        self.poke();
    }
}

impl Drop for Finder {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::Relaxed);
        self.poke();
    }
}

/// The thread's own.
struct Run {
    shared: Arc<Shared>,
    judge: Judge,
    waker: Waker,
    /// Calls looked at.
    rows: u64,
    /// Calls that waited when they were looked at: looked at again when they are back.
    open: HashSet<u64>,
    /// Not told yet.
    found: Vec<(u64, bool)>,
    /// When the window was last woken.
    told: Instant,
    /// Records that are looked at next.
    chunk: u64,
}

impl Run {
    fn run(mut self) {
        let mut n = 0;
        while !self.shared.is_over() {
            self.judge.refresh();
            match self.judge.session.index_rows(n, self.chunk) {
                Ok(rows) if !rows.is_empty() => {
                    self.shared.running.store(true, Ordering::Relaxed);
                    n = self.chunk(n, &rows);
                }
                Ok(_) => self.rest(),
                Err(error) => {
                    tracing::warn!(%error, n, "the index cannot be read");
                    self.rest();
                }
            }
        }
        self.tell();
        self.shared.running.store(false, Ordering::Relaxed);
        (self.waker)();
    }

    /// Waits until there may be more.
    fn rest(&mut self) {
        self.tell();
        self.shared.running.store(false, Ordering::Relaxed);
        (self.waker)();
        let mut poked = self.shared.poked.lock();
        while !*poked && !self.shared.is_over() {
            self.shared.poke.wait(&mut poked);
        }
        *poked = false;
    }

    /// Looks at some records; gives the number of the next.
    fn chunk(&mut self, first: u64, rows: &[IndexRow]) -> u64 {
        let began = Instant::now();
        let fits = self.judge_all(first, rows);
        if self.shared.is_over() {
            // Not all of them were looked at.
            return first;
        }
        for (n, (row, fits)) in (first..).zip(rows.iter().zip(fits)) {
            match row.what {
                What::Call => {
                    if row.flags & WAITS != 0 && row.link <= n {
                        self.open.insert(n);
                    }
                    if fits.into_inner() {
                        self.found.push((self.rows, true));
                    }
                    self.rows += 1;
                }
                What::Join if self.open.remove(&row.link) => {
                    let session = Arc::clone(&self.judge.session);
                    if let (Some(k), Ok(call)) = (session.rows().row_of_record(row.link), session.index_row(row.link)) {
                        let fits = self.fits(row.link, &call);
                        self.found.push((k, fits));
                    }
                }
                _ => {}
            }
        }
        self.chunk = match began.elapsed() {
            long if long > TELL_EVERY => self.chunk / 2,
            short if short < TELL_EVERY / 4 => self.chunk * 2,
            _ => self.chunk,
        }
        .clamp(CHUNK_LEAST, CHUNK_MOST);
        self.tell();
        if self.told.elapsed() > TELL_EVERY {
            (self.waker)();
            self.told = Instant::now();
        }
        first + rows.len() as u64
    }

    /// Which of these calls fit. Where they have to be read, several threads share them.
    fn judge_all(&self, first: u64, rows: &[IndexRow]) -> Vec<AtomicBool> {
        let fits: Vec<AtomicBool> = rows.iter().map(|_| AtomicBool::new(false)).collect();
        let next = AtomicUsize::new(0);
        let work = || loop {
            let from = next.fetch_add(SHARE, Ordering::Relaxed);
            if from >= rows.len() {
                return;
            }
            for (at, (row, fits)) in rows.iter().zip(&fits).enumerate().skip(from).take(SHARE) {
                if self.shared.is_over() {
                    return;
                }
                if row.what == What::Call && self.fits(first + at as u64, row) {
                    fits.store(true, Ordering::Relaxed);
                }
            }
        };
        let shares = rows.len() > 4 * SHARE && self.judge.reads_records();
        let threads = if shares { std::thread::available_parallelism().map_or(1, |count| count.get()) } else { 1 };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(THREADS_MOST) {
                // Where no thread can be made, the others do its part.
                let _ = std::thread::Builder::new().name("find-calls-too".into()).spawn_scoped(scope, work);
            }
            work();
        });
        fits
    }

    fn fits(&self, n: u64, row: &IndexRow) -> bool {
        self.judge.fits(n, row).unwrap_or_else(|_| {
            self.shared.unreadable.fetch_add(1, Ordering::Relaxed);
            false
        })
    }

    fn tell(&mut self) {
        if !self.found.is_empty() {
            let mut hits = self.shared.hits.write();
            for (row, fits) in self.found.drain(..) {
                hits.set(row, fits);
            }
        }
        self.shared.searched.store(self.rows, Ordering::Relaxed);
    }
}
