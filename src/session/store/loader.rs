//! The reader thread: what the window asks for, newest first, never more than so many at once.

use super::cache::{Cache, Key, Loaded};
use super::far::Wish;
use super::shared::Shared;
use crate::session::moments::{Moment, Reader};
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

/// So many can be asked for at once; one more and the oldest is forgotten, to be asked for again.
const QUEUE: usize = 512;
/// So many moments are remembered.
const MOMENTS: usize = 4;

#[derive(Default)]
struct State {
    cache: Cache,
    queue: VecDeque<Key>,
    reading: Option<Key>,
    /// Which index the cache was read through.
    number: u64,
    /// Rows beyond the index that are wanted: the newest wish.
    wish: Option<Wish>,
    /// The moment that is wanted: one at a time, the newest wish.
    wanted: Option<u64>,
    /// Moments that were had last, and those that cannot be had.
    moments: VecDeque<(u64, Option<Arc<Moment>>)>,
    has_new: bool,
    ended: bool,
}

/// The reader's queue and cache.
pub struct Loader {
    shared: Arc<Shared>,
    state: Mutex<State>,
    asked: Condvar,
}

impl Loader {
    /// Starts the thread `session-reader`; it ends with [`Self::end`].
    pub fn start(shared: Arc<Shared>) -> io::Result<Arc<Self>> {
        let loader = Arc::new(Self { shared: shared.clone(), state: Mutex::default(), asked: Condvar::new() });
        let own = loader.clone();
        std::thread::Builder::new().name("session-reader".into()).spawn(move || own.run(&shared))?;
        Ok(loader)
    }

    /// What was read for this key; asks for it where nothing was, or where it is `stale`.
    pub fn get(&self, key: Key, stale: impl Fn(&Loaded) -> bool) -> Option<Loaded> {
        let mut state = self.current();
        let found = state.cache.get(key);
        let wanted = found.as_ref().is_none_or(stale);
        if wanted && state.reading != Some(key) && !state.queue.contains(&key) {
            if state.queue.len() >= QUEUE {
                state.queue.pop_front();
            }
            state.queue.push_back(key);
            drop(state);
            self.asked.notify_one();
        }
        found
    }

    /// The moment of record `n`; asks for it where it was not had lately. Only the last one that was asked for is read.
    pub fn moment(&self, n: u64) -> Option<Arc<Moment>> {
        let mut state = self.state.lock();
        if let Some((_, found)) = state.moments.iter().find(|(at, _)| *at == n) {
            return found.clone();
        }
        state.wanted = Some(n);
        drop(state);
        self.asked.notify_one();
        None
    }

    /// Whether the moment of record `n` was asked for and cannot be had.
    pub fn has_no_moment(&self, n: u64) -> bool {
        self.state.lock().moments.iter().any(|(at, found)| *at == n && found.is_none())
    }

    /// Asks for rows beyond the index; only the last wish is read.
    pub fn wish(&self, wish: Wish) {
        let mut state = self.state.lock();
        if state.wish != Some(wish) {
            state.wish = Some(wish);
            drop(state);
            self.asked.notify_one();
        }
    }

    /// Reads rows beyond the index, where they are wanted.
    fn read_far(&self, shared: &Shared) -> bool {
        let Some(wish) = self.state.lock().wish else { return false };
        let read = shared.read_far(wish);
        let mut state = self.state.lock();
        if state.wish == Some(wish) {
            state.wish = None;
        }
        drop(state);
        match read {
            Ok(true) => (shared.waker)(),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "rows could not be read ahead"),
        }
        true
    }

    /// The state; what was read through an index that was made anew since is forgotten.
    fn current(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock();
        let number = self.shared.number();
        if state.number != number {
            state.number = number;
            state.cache = Cache::default();
        }
        state
    }

    /// Reads the wanted moment. Whether there was one to be read.
    fn read_moment(&self, shared: &Shared, reader: &mut Reader) -> bool {
        let Some(n) = self.state.lock().wanted else { return false };
        let mut go_on = |_| {
            // A moment may be long in coming: what is in sight does not wait for it.
            while self.read_far(shared) || self.load(shared) {}
            let state = self.state.lock();
            state.wanted == Some(n) && !state.ended
        };
        let read = reader.read(shared, n, &mut go_on);
        let mut state = self.state.lock();
        if state.wanted == Some(n) {
            state.wanted = None;
        }
        let found = match read {
            Ok(moment) => Some(Arc::new(moment)),
            // Another is wanted now; or it is not in the file yet, and is asked for again.
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::NotFound) => return true,
            Err(error) => {
                tracing::warn!(n, %error, "a moment could not be read back");
                None
            }
        };
        state.moments.retain(|(at, _)| *at != n);
        if state.moments.len() >= MOMENTS {
            state.moments.pop_front();
        }
        state.moments.push_back((n, found));
        drop(state);
        (shared.waker)();
        true
    }

    /// Whether it was asked for and cannot be had.
    pub fn is_nothing(&self, key: Key) -> bool {
        matches!(self.current().cache.get(key), Some(Loaded::Nothing))
    }

    pub fn end(&self) {
        self.state.lock().ended = true;
        self.asked.notify_all();
    }

    fn run(&self, shared: &Shared) {
        let mut moments = Reader::default();
        loop {
            while self.read_far(shared) || self.load(shared) || self.read_moment(shared, &mut moments) {}
            let mut state = self.state.lock();
            while state.queue.is_empty() && state.wanted.is_none() && state.wish.is_none() && !state.ended {
                self.asked.wait(&mut state);
            }
            if state.ended {
                return;
            }
        }
    }

    /// Reads what was asked for last. Whether there was anything.
    fn load(&self, shared: &Shared) -> bool {
        let mut state = self.state.lock();
        if state.ended {
            return false;
        }
        let Some(key) = state.queue.pop_back() else { return false };
        state.reading = Some(key);
        drop(state);
        let number = shared.number();
        let loaded = match key {
            Key::Row(n) => shared.load_row(n).map(|row| Loaded::Row(Arc::new(row))),
            Key::Payload(n) => shared.read_payload(n).map(Loaded::Payload),
            Key::Notice(n) => shared.load_notice(n).map(|notice| Loaded::Notice(Arc::new(notice))),
        };
        let mut state = self.current();
        state.reading = None;
        match loaded {
            _ if shared.number() != number => {}
            Ok(loaded) => state.cache.put(key, loaded),
            // A receive that still waits: there may be something later.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                tracing::warn!(?key, %error, "could not read back");
                state.cache.put(key, Loaded::Nothing);
            }
        }
        state.has_new |= state.cache.has(key);
        let wakes = state.has_new && state.queue.len().is_multiple_of(16);
        state.has_new &= !wakes;
        drop(state);
        if wakes {
            (shared.waker)();
        }
        true
    }
}
