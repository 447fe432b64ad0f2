//! What a sending thread and the window share: the wish to stop, the calls under way, and how far it is.

use super::SendCounts;
use crate::call::{Call, CallId, Name, Outcome, SocketId};
use crate::net::Engine;
use crossbeam_channel::Sender;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// See the module.
pub(super) struct Live {
    pub engine: Engine,
    stop: AtomicBool,
    /// Rung once, by *Stop*.
    bell: Sender<()>,
    flying: Mutex<Vec<(CallId, Instant)>>,
    pub told: Mutex<Told>,
}

/// How far it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub counts: SendCounts,
    /// What each socket's kernel took, in the order of the wish.
    pub each: Vec<Taken>,
    /// The step of a sequence.
    pub step: Option<Arc<str>>,
    /// Sockets that are sent to no more and were not explained yet.
    pub lost: Vec<Lost>,
    /// Whether there ever was one.
    pub has_lost: bool,
    pub end: Option<End>,
}

/// What one socket took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its label when sending began.
    pub name: Name,
    /// Calls that the kernel took.
    pub calls: u64,
    /// Bytes that the kernel took.
    pub bytes: u64,
    /// It is sent to no more.
    pub is_lost: bool,
}

/// The call after which a socket is sent to no more.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    pub sid: SocketId,
    pub name: Name,
    pub call: Call,
    pub outcome: Outcome,
}

/// Why it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All is sent.
    Done,
    /// By the person, or because the program ends.
    Stopped,
    /// No socket is left to send to.
    NoneLeft,
    /// There was nothing in the file.
    Empty,
    /// The path is a pipe or a device.
    NotAFile,
    /// The file could not be opened or read: the system's error number, where there is one.
    Unreadable { is_open: bool, errno: Option<i32> },
    /// The file ended before the length that it had at the beginning.
    Shorter { read: u64, of: u64 },
}

impl Live {
    pub fn new(engine: Engine, bell: Sender<()>, each: Vec<Taken>) -> Self {
        let told = Told { each, ..Told::default() };
        Self { engine, stop: AtomicBool::new(false), bell, flying: Mutex::default(), told: Mutex::new(told) }
    }

    /// Ends it as soon as can be: also a call that waits in the kernel.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
        for (id, _) in self.flying.lock().iter() {
            self.engine.stop(*id);
        }
        let _rung_before = self.bell.try_send(());
    }

    /// Whether it is to end.
    pub fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Makes a call unless it is to end. Under one lock with [`Self::stop`], so that none slips through.
    pub fn make(&self, make: impl FnOnce(&Engine) -> CallId) -> Option<CallId> {
        let mut flying = self.flying.lock();
        if self.is_stopping() {
            return None;
        }
        let id = make(&self.engine);
        flying.push((id, Instant::now()));
        Some(id)
    }

    /// A call came back.
    pub fn landed(&self, id: CallId) {
        self.flying.lock().retain(|(flying, _)| *flying != id);
    }

    /// Since when the oldest call that is not back is under way.
    pub fn flying_since(&self) -> Option<Instant> {
        self.flying.lock().iter().map(|(_, since)| *since).min()
    }
}
