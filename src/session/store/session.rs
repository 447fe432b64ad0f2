//! A session: one picture of it, its rows, its bytes.

use super::cache::{Key, Loaded};
use super::loader::Loader;
use super::pieces::PieceList;
use super::rows::Rows;
use super::shared::Shared;
use super::{OpenError, Snapshot};
use crate::call::{Payload, SocketId};
use crate::session::Waker;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A session, live or opened from a file: the same to whoever reads it. Nothing here waits, save what says so.
pub struct Session {
    shared: Arc<Shared>,
    loader: Arc<Loader>,
    ended: Arc<AtomicBool>,
}

impl Session {
    /// A session over what its writer fills; starts its reader thread.
    pub(crate) fn new(shared: Arc<Shared>) -> io::Result<Self> {
        let loader = Loader::start(shared.clone())?;
        Ok(Self { shared, loader, ended: Arc::default() })
    }

    /// Opens a session file for reading. Its first line is read here; the rest on a thread of its own, which shows how
    /// far it is in `snapshot().progress` and runs the waker. The file is never written.
    ///
    /// A last line without an end, and a damaged line in the middle, are no errors: `snapshot()` has them.
    pub fn open(path: &Path, waker: Waker) -> Result<Arc<Self>, OpenError> {
        super::open::open(path, waker)
    }

    /// One picture of it, for the price of a pointer.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.shared.snapshot.read().clone()
    }

    /// The rows of the log.
    pub fn rows(&self) -> Rows<'_> {
        Rows(self)
    }

    /// One socket's bytes.
    pub fn pieces(&self, sid: SocketId) -> PieceList<'_> {
        PieceList { session: self, sid }
    }

    /// Record `n`'s whole payload. None where it is not read yet: it is asked for then, and the waker runs when it is
    /// there. What cannot be had stays none.
    pub fn payload(&self, n: u64) -> Option<Payload> {
        match self.loader.get(Key::Payload(n), |_| false)? {
            Loaded::Payload(data) => Some(data),
            _ => None,
        }
    }

    /// Whether record `n`'s payload was asked for with [`Self::payload`] and cannot be had: it was not kept, or its line
    /// is damaged.
    pub fn is_lost(&self, n: u64) -> bool {
        self.loader.is_nothing(Key::Payload(n))
    }

    /// Record `n`'s whole payload, read here and now; for jobs, not for the window.
    ///
    /// Errors: `NotFound` where the record has none, `Unsupported` where it was not kept, `InvalidData` where the line
    /// is damaged, and those of `pread(2)`.
    pub fn read_payload(&self, n: u64) -> io::Result<Payload> {
        self.shared.read_payload(n)
    }

    pub(super) fn row_of(&self, n: u64) -> Option<Loaded> {
        self.loader.get(Key::Row(n), |_| false)
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(super) fn loader(&self) -> &Loader {
        &self.loader
    }

    pub(super) fn ended(&self) -> Arc<AtomicBool> {
        self.ended.clone()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        self.loader.end();
    }
}
