//! Sockets of others that are followed from reading to reading.

use super::{MachineRow, Table};
use crate::call::Address;
use crate::net::SystemKind;
use std::time::Duration;

/// So many changes of one socket are kept.
const CHANGES: usize = 32;

/// What changed, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// On the session's clock.
    pub at: Duration,
    /// Its state then; none where it was gone.
    pub state: Option<&'static str>,
    /// Its receive queue.
    pub receive_queue: u32,
    /// Its send queue.
    pub send_queue: u32,
}

/// A socket that is followed.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// `127.0.0.1:8000`, or both names of a connection.
    pub title: String,
    /// Its process, as it was when following began.
    pub process: String,
    /// What changed, the newest last; the first is how it was found.
    pub changes: Vec<Change>,
    table: SystemKind,
    local: Address,
    peer: Option<Address>,
    /// Tells unnamed ones apart; 0 where nobody has it any more.
    inode: u64,
}

impl Watched {
    /// Begins to follow a row.
    pub(super) fn new(row: &MachineRow, at: Duration) -> Self {
        let socket = &row.socket;
        let title = match row.peer.is_empty() {
            true => row.local.clone(),
            false => format!("{} ↔ {}", row.local, row.peer),
        };
        let mut watched = Self {
            title,
            process: row.process.clone(),
            changes: Vec::new(),
            table: socket.table,
            local: socket.local.clone(),
            peer: socket.peer.clone(),
            inode: socket.inode,
        };
        watched.note(Some(row), at);
        watched
    }

    /// Whether this row is the socket that is followed: by its names, which it keeps when its process is gone.
    pub fn is(&self, row: &MachineRow) -> bool {
        let socket = &row.socket;
        let same_names = socket.table == self.table && socket.local == self.local && socket.peer == self.peer;
        let is_unnamed = self.local.is_unnamed();
        same_names && (!is_unnamed || socket.inode == self.inode)
    }

    /// Whether it is gone.
    pub fn is_gone(&self) -> bool {
        self.changes.last().is_some_and(|last| last.state.is_none())
    }

    /// Takes in a reading. Whether something changed.
    pub(super) fn see(&mut self, table: &Table) -> bool {
        let row = table.rows.iter().find(|row| self.is(row));
        table.error.is_none() && self.note(row, table.at)
    }

    fn note(&mut self, row: Option<&MachineRow>, at: Duration) -> bool {
        let change = Change {
            at,
            state: row.map(|row| row.socket.state_name()),
            receive_queue: row.map_or(0, |row| row.socket.receive_queue),
            send_queue: row.map_or(0, |row| row.socket.send_queue),
        };
        let is_new = |last: &Change| Change { at: last.at, ..change.clone() } != *last;
        if !self.changes.last().is_none_or(is_new) {
            return false;
        }
        if self.changes.len() == CHANGES {
            self.changes.remove(0);
        }
        self.changes.push(change);
        true
    }
}
