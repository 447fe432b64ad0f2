//! *Keep receiving* and *keep accepting*: one thread for any number of sockets. It never changes a socket's flags or
//! options: MSG_DONTWAIT for data; readiness, then accept under the socket's accept lock.
//!
//! Here is the thread, whom it watches and what it reports; `receive` and `accept` are one socket's turn.

mod accept;
mod receive;

use super::calls::MOST_BYTES;
use super::core::Core;
use super::platform::{self, FdRef, Sys};
use super::request::{KeepAccepting, KeepReceiving, Request};
use super::socket::{Held, Sock};
use crate::call::{ArgumentWhy, By, Call, Ended, Event, Name, Outcome, SocketId, Started};
use parking_lot::Mutex;
use polling::{Events, Poller};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// A batch is sent on when it holds so many events or so many bytes.
const BATCH_EVENTS: usize = 256;
const BATCH_BYTES: usize = 1 << 20;
/// What one socket may do before the next one has its turn.
const CALLS_A_TURN: usize = 64;
/// How long to wait for a descriptor before the next try, where there is none left.
const NO_DESCRIPTOR: Duration = Duration::from_millis(250);

enum Keep {
    Receive(KeepReceiving),
    Accept(KeepAccepting, AtomicU64),
}

struct Entry {
    sock: Arc<Sock>,
    held: Arc<Held>,
    keep: Keep,
    /// No descriptor was left for the next connection; told once.
    is_starving: AtomicBool,
}

/// What a turn left to do.
#[derive(PartialEq)]
enum Next {
    /// Wait for the socket again.
    Watch,
    /// Someone else rings, or the timer.
    Leave,
    /// EOF or an error: done with it.
    End,
    /// The same, and the socket is to be closed.
    Close,
}

/// See the module.
pub(super) struct Reactor {
    poller: Poller,
    entries: Mutex<HashMap<usize, Arc<Entry>>>,
    /// Held while sockets are served and their events sent on.
    turn: Mutex<()>,
}

impl Reactor {
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { poller: Poller::new()?, entries: Mutex::default(), turn: Mutex::default() })
    }

    /// Starts the thread; it ends with the engine.
    pub fn start(core: &Arc<Core>) -> std::io::Result<()> {
        let core = Arc::clone(core);
        std::thread::Builder::new().name("net-reactor".into()).spawn(move || core.reactor.run(&core))?;
        Ok(())
    }

    /// Lets the thread look whether the engine is over.
    pub fn ring(&self) {
        if let Err(error) = self.poller.notify() {
            tracing::warn!(%error, "the reactor could not be woken");
        }
    }

    /// Turns *keep receiving* on or off. On a worker.
    pub fn keep_receiving(&self, core: &Arc<Core>, sock: &Arc<Sock>, keep: Option<KeepReceiving>) {
        self.remove(sock, false);
        let Some(keep) = keep else { return };
        core.emit(self.add_receiver(core, sock, keep).into_iter().collect());
    }

    /// Puts a socket on to receive; what could not be done is the event to report.
    fn add_receiver(&self, core: &Core, sock: &Arc<Sock>, keep: KeepReceiving) -> Option<Event> {
        let (call, on) = (receive::call(sock, keep.size), keep.on.clone());
        if keep.size <= 0 {
            return Some(refused(core, sock, call, on, Outcome::Argument(ArgumentWhy::Value)));
        }
        let keep = KeepReceiving { size: keep.size.min(MOST_BYTES), ..keep };
        let errno = self.add(sock, Keep::Receive(keep)).err()?;
        Some(refused(core, sock, call, on, Outcome::Errno(errno)))
    }

    /// Turns *keep accepting* on or off. On a worker.
    pub fn keep_accepting(&self, core: &Arc<Core>, sock: &Arc<Sock>, keep: Option<KeepAccepting>) {
        self.remove(sock, false);
        let Some(keep) = keep else { return };
        let (counter, on) = (AtomicU64::new(keep.counter_from), keep.on.clone());
        sock.accepts.lock().is_kept = true;
        if let Err(errno) = self.add(sock, Keep::Accept(keep, counter)) {
            sock.accepts.lock().let_go();
            core.emit(vec![refused(core, sock, Call::Accept, on, Outcome::Errno(errno))]);
        }
    }

    fn add(&self, sock: &Arc<Sock>, keep: Keep) -> Sys<()> {
        let held = sock.hold().ok_or(libc::EBADF)?;
        let entry = Arc::new(Entry { sock: Arc::clone(sock), held, keep, is_starving: AtomicBool::new(false) });
        let mut entries = self.entries.lock();
        let fd = entry.held.fd().ok_or(libc::EBADF)?;
        platform::watch_readable(&self.poller, fd, key(sock.sid))
            .map_err(|error| error.raw_os_error().unwrap_or(libc::EIO))?;
        entries.insert(key(sock.sid), entry);
        Ok(())
    }

    /// Takes a socket off. With `wait_turn` (never on the reactor's own thread) its last events are on their way when
    /// this returns.
    pub fn remove(&self, sock: &Sock, wait_turn: bool) {
        let entry = self.entries.lock().remove(&key(sock.sid));
        let Some(entry) = entry else { return };
        if let Some(fd) = entry.held.fd() {
            let _not_there = self.poller.delete(fd);
        }
        sock.accepts.lock().let_go();
        if wait_turn {
            drop(self.turn.lock());
        }
    }

    /// Watches a listener again that was left to a call in the kernel.
    pub fn watch_again(&self, sid: SocketId) {
        let entries = self.entries.lock();
        if let Some(fd) = entries.get(&key(sid)).and_then(|entry| entry.held.fd()) {
            let _gone = platform::watch_readable_again(&self.poller, fd, key(sid));
        }
    }

    fn run(&self, core: &Arc<Core>) {
        let mut ready = Events::new();
        let mut buffer = Vec::new();
        let mut starving: Vec<usize> = Vec::new();
        while !core.is_over.load(SeqCst) {
            ready.clear();
            let within = if starving.is_empty() { None } else { Some(NO_DESCRIPTOR) };
            if let Err(error) = self.poller.wait(&mut ready, within) {
                tracing::error!(%error, "the reactor cannot wait");
                std::thread::sleep(NO_DESCRIPTOR);
            }
            let _turn = self.turn.lock();
            let mut batch = Batch { core, events: Vec::new(), bytes: 0 };
            let mut keys: Vec<usize> = ready.iter().map(|event| event.key).collect();
            keys.append(&mut starving);
            keys.sort_unstable();
            keys.dedup();
            let mut closing = Vec::new();
            for key in keys {
                let entry = self.entries.lock().get(&key).cloned();
                let Some(entry) = entry else { continue };
                let Some(fd) = entry.held.fd() else { continue };
                let next = match &entry.keep {
                    Keep::Receive(keep) => receive::turn(&mut batch, &entry, fd, keep, &mut buffer),
                    Keep::Accept(keep, counter) => accept::turn(&mut batch, &entry, fd, keep, counter),
                };
                if self.after(key, &entry, fd, &next)
                    && let (Next::Close, Keep::Receive(keep)) = (&next, &entry.keep)
                {
                    closing.push(Request::new(entry.sock.sid, Call::Close).on(keep.on.clone()).by(By::Keep));
                }
                if entry.is_starving.load(SeqCst) && next == Next::Leave {
                    starving.push(key);
                }
            }
            batch.flush();
            for request in closing {
                core.make(request); // Behind the socket's calls: close(2) may linger, and not here.
            }
        }
    }

    /// Acts on what a turn left to do; false where the socket was taken off meanwhile.
    fn after(&self, key: usize, entry: &Arc<Entry>, fd: FdRef<'_>, next: &Next) -> bool {
        let mut entries = self.entries.lock();
        if !entries.get(&key).is_some_and(|now| Arc::ptr_eq(now, entry)) {
            return false;
        }
        match next {
            Next::Watch => {
                let _gone = platform::watch_readable_again(&self.poller, fd, key);
            }
            Next::Leave => {}
            Next::End | Next::Close => {
                entries.remove(&key);
                let _not_there = self.poller.delete(fd);
                drop(entries);
                entry.sock.accepts.lock().let_go();
            }
        }
        true
    }
}

fn key(sid: SocketId) -> usize {
    sid.0 as usize
}

struct Batch<'a> {
    core: &'a Arc<Core>,
    events: Vec<Event>,
    bytes: usize,
}

impl Batch<'_> {
    fn push(&mut self, event: Event, bytes: usize) {
        self.events.push(event);
        self.bytes += bytes;
        if self.events.len() >= BATCH_EVENTS || self.bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.bytes = 0;
        self.core.emit(std::mem::take(&mut self.events));
    }
}

struct Made {
    at: Duration,
    begun: Instant,
}

impl Made {
    fn now(core: &Core) -> Self {
        Self { at: core.clock.now(), begun: Instant::now() }
    }

    fn done(
        self,
        core: &Core,
        sock: &Sock,
        call: Call,
        on: Name,
        new: Option<(Name, SocketId)>,
        outcome: Outcome,
    ) -> Event {
        let (id, took, made) = (core.new_call_id(), self.begun.elapsed(), new.as_ref().map(|(_, sid)| *sid));
        let makes = new.map(|(name, _)| name);
        Event::Done(
            Started { id, at: self.at, sid: sock.sid, on: Some(on), makes, by: By::Keep, call },
            Ended { id, took, outcome, made, deferred: false },
        )
    }
}

fn refused(core: &Core, sock: &Sock, call: Call, on: Name, outcome: Outcome) -> Event {
    Made::now(core).done(core, sock, call, on, None, outcome)
}
