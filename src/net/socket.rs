//! A socket of the engine: identity, descriptor, timeout, lane. Calls hold the descriptor; the last one closes it.

use super::accepts::Accepts;
use super::file::File;
use super::lane::Lane;
use super::platform::{self, Fd, FdRef, Sys};
use super::pool::Pool;
use super::request::Mode;
use super::states::Seen;
use crate::call::SocketId;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// `settimeout(None)` in [`Sock::timeout`].
pub(super) const FOREVER: i64 = -1;

/// A descriptor that several calls may hold. Whoever lets go last runs close(2); a drop elsewhere hands it to a worker.
pub(super) struct Held {
    fd: Option<Fd>,
    pool: Arc<Pool>,
    /// Calls of a person that are inside the kernel with it (facts and samples are not counted).
    pub calls: AtomicUsize,
}

impl Held {
    /// Borrows the descriptor; none only while it is being taken apart.
    pub fn fd(&self) -> Option<FdRef<'_>> {
        self.fd.as_ref().map(platform::borrow)
    }

    /// close(2) here and now.
    pub fn close(mut self) -> Sys<()> {
        self.fd.take().map_or(Ok(()), platform::close)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(fd) = self.fd.take() {
            self.pool.submit(move || {
                let _nobody_to_tell = platform::close(fd);
            });
        }
    }
}

/// One socket, open, closed or not made yet.
pub(super) struct Sock {
    /// Identity.
    pub sid: SocketId,
    /// `AF_*` as asked for.
    pub family: i32,
    /// `SOCK_*` without the flag bits.
    pub kind: i32,
    /// As asked for.
    pub proto: i32,
    /// Nanoseconds; 0 does not wait, [`FOREVER`] has no limit. CPython's `sock_timeout`.
    pub timeout: AtomicI64,
    held: Mutex<Option<Arc<Held>>>,
    /// Calls that are to start in order.
    pub lane: Mutex<Lane>,
    /// What was reported of it last.
    pub seen: Mutex<Seen>,
    /// The window shows it: what the kernel holds for it is looked at.
    pub shows: AtomicBool,
    /// It listens: nobody but a call of ours or a handshake moves what is in it.
    pub listens: AtomicBool,
    /// Who takes the next connection.
    pub accepts: Mutex<Accepts>,
    /// The files that `makefile` made of it.
    pub files: Mutex<Files>,
    /// Set where this is such a file itself.
    pub file: Option<FileOf>,
}

/// What a socket's files make of its `close`, which waits for the last of them (CPython, `socket._io_refs`).
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Files that are open.
    pub open: usize,
    /// `close` or `detach` was called.
    pub is_closed: bool,
}

/// A file on a socket.
pub(super) struct FileOf {
    /// Whose file it is.
    pub socket: Arc<Sock>,
    /// Its buffers.
    pub file: Mutex<File>,
    /// Not closed yet.
    pub is_open: AtomicBool,
}

impl Sock {
    /// A socket without a descriptor: not made yet, or never known.
    pub fn without_fd(sid: SocketId, family: i32, kind: i32, proto: i32) -> Self {
        Self {
            sid,
            family,
            kind,
            proto,
            timeout: AtomicI64::new(FOREVER),
            held: Mutex::default(),
            lane: Mutex::default(),
            seen: Mutex::default(),
            shows: AtomicBool::new(false),
            listens: AtomicBool::new(false),
            accepts: Mutex::default(),
            files: Mutex::default(),
            file: None,
        }
    }

    /// A file on `socket`.
    pub fn of_file(sid: SocketId, socket: &Arc<Self>, file: File) -> Self {
        let file = FileOf { socket: Arc::clone(socket), file: Mutex::new(file), is_open: AtomicBool::new(true) };
        Self { file: Some(file), ..Self::without_fd(sid, socket.family, socket.kind, socket.proto) }
    }

    /// Gives the socket its descriptor.
    pub fn open(&self, fd: Fd, pool: &Arc<Pool>) {
        let held = Held { fd: Some(fd), pool: Arc::clone(pool), calls: AtomicUsize::new(0) };
        *self.held.lock() = Some(Arc::new(held));
    }

    /// Whether it has a descriptor; of a file, whether it was not closed yet.
    pub fn is_open(&self) -> bool {
        match &self.file {
            Some(file) => file.is_open.load(SeqCst),
            None => self.held.lock().is_some(),
        }
    }

    /// Holds the descriptor for something short that is no call.
    pub fn hold(&self) -> Option<Arc<Held>> {
        self.held.lock().clone()
    }

    /// Holds the descriptor for a call.
    pub fn hold_for_call(&self) -> Option<Arc<Held>> {
        let held = self.held.lock();
        held.as_ref().inspect(|held| {
            held.calls.fetch_add(1, SeqCst);
        });
        held.clone()
    }

    /// Marks the socket closed: later calls read its descriptor as -1.
    pub fn take(&self) -> Option<Arc<Held>> {
        self.held.lock().take()
    }

    /// Whether this is TCP, so that TCP_INFO means something.
    pub fn is_tcp(&self) -> bool {
        self.kind == STREAM && self.is_inet() && matches!(self.proto, 0 | 6)
    }

    /// Whether the kernel counts what it dropped: UDP and raw sockets.
    pub fn is_datagram(&self) -> bool {
        self.names_senders() && self.is_inet()
    }

    /// Whether every message has a sender of its own: datagrams and raw packets.
    pub fn names_senders(&self) -> bool {
        matches!(self.kind, DGRAM | RAW)
    }

    /// Whether this is IPv4 or IPv6.
    pub fn is_inet(&self) -> bool {
        self.family == INET || self.family == INET6
    }

    /// The timeout as Python has it.
    pub fn mode(&self) -> Mode {
        match self.timeout.load(SeqCst) {
            0 => Mode::NonBlocking,
            nanos if nanos > 0 => Mode::Timeout(seconds(nanos)),
            _ => Mode::Blocking,
        }
    }
}

/// A call let go of the descriptor; the last one closes it, here.
pub(super) fn release(held: Arc<Held>) {
    held.calls.fetch_sub(1, SeqCst);
    if let Some(last) = Arc::into_inner(held) {
        let _nobody_to_tell = last.close();
    }
}

/// Waits for short holders that are no calls; true where the caller is then the only one left.
pub(super) fn is_last_holder(held: &Arc<Held>) -> bool {
    for _ in 0..1000 {
        if Arc::strong_count(held) == 1 {
            return true;
        }
        if held.calls.load(SeqCst) > 0 {
            return false;
        }
        std::thread::sleep(Duration::from_micros(100));
    }
    false
}

/// Nanoseconds as CPython's `_PyTime_AsSecondsDouble` turns them.
pub(super) fn seconds(nanos: i64) -> f64 {
    const SECOND: i64 = 1_000_000_000;
    if nanos % SECOND == 0 { (nanos / SECOND) as f64 } else { nanos as f64 / SECOND as f64 }
}

#[cfg(unix)]
pub(super) use libc::{
    AF_INET as INET, AF_INET6 as INET6, AF_UNIX as UNIX, SOCK_DGRAM as DGRAM, SOCK_RAW as RAW, SOCK_STREAM as STREAM,
};
#[cfg(windows)]
mod numbers {
    pub const INET: i32 = 2;
    pub const INET6: i32 = 23;
    pub const UNIX: i32 = 1;
    pub const STREAM: i32 = 1;
    pub const DGRAM: i32 = 2;
    pub const RAW: i32 = 3;
}
#[cfg(windows)]
pub(super) use numbers::{DGRAM, INET, INET6, RAW, STREAM, UNIX};
