//! The board: every socket of a session, as a pure fold of its records.
//!
//! It makes no call and reads no clock: the same records give the same board, live or from a file.

mod fin;
mod fold;
mod made;
mod options;
mod row;
mod row_fold;
mod senders;
mod tcp_path;
#[cfg(test)]
mod tests;
mod traffic;
mod trips;
mod weight;
pub(crate) use fold::preview;

pub use options::{Asked, Membership, OptionCall, OptionLog, Via};
pub use row::{Mode, SocketRow};
pub(crate) use senders::anyone_may_answer;
pub use senders::{MOST as MOST_SENDERS, Sender, Senders};
pub use tcp_path::TcpPath;
pub use traffic::{Direction, Traffic, traffic};
pub use trips::RoundTrips;

use crate::call::{Call, CallId, Name, SocketId};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a payload that the board and the rows keep to show.
pub const PREVIEW: usize = 4096;

/// Every socket of a session and every call that waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// All sockets, closed ones too, in the order in which they were made.
    pub sockets: BTreeMap<SocketId, Arc<SocketRow>>,
    /// Files that `makefile` made, closed ones too.
    pub files: BTreeMap<SocketId, Arc<FileRow>>,
    /// Calls that wait.
    pub waiting: BTreeMap<CallId, Waiting>,
    /// Sums over all of it.
    pub totals: Totals,
    /// Who sends datagrams to which socket: beside the rows, which are cloned on write.
    senders: BTreeMap<SocketId, Arc<Senders>>,
    names: BTreeMap<Arc<Name>, SocketId>,
    renames: BTreeMap<Arc<Name>, u64>,
    /// The copies that `dup` made of a socket, and of its copies.
    copies: BTreeMap<SocketId, Vec<SocketId>>,
    parts: Option<(u64, u64)>,
}

/// A file that `makefile` made of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Its identity.
    pub sid: SocketId,
    /// Its label.
    pub name: Name,
    /// The socket whose file it is: what it reads and writes counts there.
    pub socket: SocketId,
    /// `"rb"`…
    pub mode: Box<str>,
    /// It was not closed yet.
    pub open: bool,
}

/// A call that waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its record.
    pub n: u64,
    /// Its row of the log.
    pub row: u64,
    /// The socket it waits on.
    pub sid: SocketId,
    /// When it started.
    pub t: Duration,
    /// The call; of a payload only the first 4 KiB.
    pub call: Arc<Call>,
    /// The label of the socket that it will make.
    pub makes: Option<Name>,
    /// The whole length of what it sends, in bytes.
    pub sends: u64,
}

/// Sums over a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Calls, which are the rows of the log.
    pub calls: u64,
    /// Calls that came back with an error.
    pub errors: u64,
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Sockets that are open.
    pub sockets_open: u64,
    /// Records that the session does not have.
    pub lost: u64,
}

impl Board {
    /// The open socket of this name.
    pub fn by_name(&self, name: &Name) -> Option<SocketId> {
        self.names.get(name).copied()
    }

    /// The open file of this name.
    pub fn file_by_name(&self, name: &Name) -> Option<SocketId> {
        self.files.values().find(|file| file.open && file.name == *name).map(|file| file.sid)
    }

    /// The socket that a call on `sid` is about: of a file, the one that it reads and writes.
    pub fn owner(&self, sid: SocketId) -> SocketId {
        self.files.get(&sid).map_or(sid, |file| file.socket)
    }

    /// The open socket's row, or a closed one's.
    pub fn row(&self, sid: SocketId) -> Option<&SocketRow> {
        self.sockets.get(&sid).map(Arc::as_ref)
    }

    /// Who sends this socket its datagrams; none for a stream, and before the first one.
    pub fn senders(&self, sid: SocketId) -> Option<&Arc<Senders>> {
        self.senders.get(&sid)
    }

    /// `base`, or `base2`, `base3`… where an open socket or a waiting call has it.
    pub fn free_name(&self, side: &str, base: &str) -> Name {
        let taken = |name: &Name| {
            self.names.contains_key(name)
                || self.file_by_name(name).is_some()
                || self.waiting.values().any(|waiting| waiting.makes.as_ref() == Some(name))
        };
        let first = Name::new(side, base);
        if !taken(&first) {
            return first;
        }
        let mut number = 2_u64;
        loop {
            let name = Name::new(side, &format!("{base}{number}"));
            if !taken(&name) {
                return name;
            }
            number += 1;
        }
    }
}
