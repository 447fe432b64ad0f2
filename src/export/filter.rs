//! Which calls of a session.

use super::pass::Entry;
use crate::call::{CallKind, Name, SocketId};
use crate::session::{Board, Direction};
use std::time::Duration;

/// Which calls of a session; the usual one takes all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// On one of these sockets, or making one of them; empty for any. Calls on a file of a socket are that socket's.
    pub sockets: Vec<Name>,
    /// One of these; empty for any.
    pub calls: Vec<CallKind>,
    /// Only those that came back with an error.
    pub errors: bool,
    /// Only those that moved bytes this way.
    pub direction: Option<Direction>,
    /// Started at this time of the session or later.
    pub from: Option<Duration>,
    /// Started before this time.
    pub to: Option<Duration>,
    /// The sockets of this side only; of programs.
    pub side: Option<String>,
    /// Only calls whose start is one of these records, in order; none for any.
    pub records: Option<std::sync::Arc<[u64]>>,
    /// What each record is called in what is written, where these are chosen calls of a longer session.
    pub numbers: Option<std::sync::Arc<[u64]>>,
}

/// One part of a [`Filter`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterKind {
    /// Sockets by name.
    Socket,
    /// Calls by kind.
    Call,
    /// Errors only.
    Errors,
    /// One direction.
    Direction,
    /// From, or to a time.
    Time,
    /// One side.
    Side,
    /// Chosen records.
    Records,
}

impl FilterKind {
    /// The option of the command line.
    pub fn option(self) -> &'static str {
        match self {
            Self::Socket => "--socket",
            Self::Call => "--call",
            Self::Errors => "--errors",
            Self::Direction => "--sent, --received",
            Self::Time => "--from, --to-time",
            Self::Side => "--side",
            Self::Records => "--filter",
        }
    }
}

impl Filter {
    /// The parts that are set.
    pub fn kinds(&self) -> Vec<FilterKind> {
        let Self { sockets, calls, errors, direction, from, to, side, records, numbers: _ } = self;
        let set = [
            (FilterKind::Socket, !sockets.is_empty()),
            (FilterKind::Call, !calls.is_empty()),
            (FilterKind::Errors, *errors),
            (FilterKind::Direction, direction.is_some()),
            (FilterKind::Time, from.is_some() || to.is_some()),
            (FilterKind::Side, side.is_some()),
            (FilterKind::Records, records.is_some()),
        ];
        set.into_iter().filter(|(_, is_set)| *is_set).map(|(kind, _)| kind).collect()
    }

    /// Whether a socket is meant by one of the names; `label` is the name that a record has for it.
    pub(super) fn has_socket(&self, board: &Board, sid: SocketId, label: Option<&Name>) -> bool {
        if self.sockets.is_empty() {
            return true;
        }
        let row = board.row(board.owner(sid));
        let names = [label, row.map(|row| &row.name), row.and_then(|row| row.renamed_from.as_ref())];
        names.into_iter().flatten().any(|name| self.sockets.contains(name))
    }

    /// What record `n` is called in what is written.
    pub(super) fn number(&self, n: u64) -> u64 {
        let place = usize::try_from(n).unwrap_or(usize::MAX);
        self.numbers.as_ref().and_then(|numbers| numbers.get(place)).copied().unwrap_or(n)
    }

    /// Whether something that is no call is about a socket and of a time that is wanted.
    pub(super) fn takes_notice(&self, sid: Option<SocketId>, t: Duration, board: &Board) -> bool {
        sid.is_none_or(|sid| self.has_socket(board, sid, None))
            && self.from.is_none_or(|from| t >= from)
            && self.to.is_none_or(|to| t < to)
    }

    /// Whether a call's start may be one of those that are wanted, as far as can be known before it is back.
    pub(super) fn takes_start(&self, entry: &Entry, board: &Board) -> bool {
        let record = &entry.record;
        let made = record.makes.as_ref().is_some_and(|name| self.sockets.contains(name));
        (made || self.has_socket(board, entry.sid, record.on.as_ref()))
            && (self.calls.is_empty() || self.calls.contains(&record.call.kind()))
            && self.from.is_none_or(|from| entry.t >= from)
            && self.to.is_none_or(|to| entry.t < to)
            && self.records.as_ref().is_none_or(|records| records.binary_search(&entry.n).is_ok())
    }

    /// Whether a call that came back is wanted.
    pub(super) fn takes(&self, entry: &Entry, board: &Board) -> bool {
        self.takes_start(entry, board)
            && (!self.errors || entry.record.outcome.is_error())
            && self.direction.is_none_or(|way| entry.moved.is_some_and(|moved| moved.direction == way))
    }
}
