//! The reader thread: what the window asks for, newest first, never more than so many at once.

use super::cache::{Cache, Key, Loaded};
use super::shared::Shared;
use parking_lot::{Condvar, Mutex};
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

/// So many can be asked for at once; one more and the oldest is forgotten, to be asked for again.
const QUEUE: usize = 512;

#[derive(Default)]
struct State {
    cache: Cache,
    queue: VecDeque<Key>,
    reading: Option<Key>,
    has_new: bool,
    ended: bool,
}

/// The reader's queue and cache.
#[derive(Default)]
pub struct Loader {
    state: Mutex<State>,
    asked: Condvar,
}

impl Loader {
    /// Starts the thread `session-reader`; it ends with [`Self::end`].
    pub fn start(shared: Arc<Shared>) -> io::Result<Arc<Self>> {
        let loader = Arc::new(Self::default());
        let own = loader.clone();
        std::thread::Builder::new().name("session-reader".into()).spawn(move || own.run(&shared))?;
        Ok(loader)
    }

    /// What was read for this key; asks for it where nothing was, or where it is `stale`.
    pub fn get(&self, key: Key, stale: impl Fn(&Loaded) -> bool) -> Option<Loaded> {
        let mut state = self.state.lock();
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

    /// Whether it was asked for and cannot be had.
    pub fn is_nothing(&self, key: Key) -> bool {
        matches!(self.state.lock().cache.get(key), Some(Loaded::Nothing))
    }

    pub fn end(&self) {
        self.state.lock().ended = true;
        self.asked.notify_all();
    }

    fn run(&self, shared: &Shared) {
        loop {
            let mut state = self.state.lock();
            while state.queue.is_empty() && !state.ended {
                self.asked.wait(&mut state);
            }
            if state.ended {
                return;
            }
            let Some(key) = state.queue.pop_back() else { continue };
            state.reading = Some(key);
            drop(state);
            let loaded = match key {
                Key::Row(n) => shared.load_row(n).map(|row| Loaded::Row(Arc::new(row))),
                Key::Payload(n) => shared.read_payload(n).map(Loaded::Payload),
            };
            let mut state = self.state.lock();
            state.reading = None;
            match loaded {
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
        }
    }
}
