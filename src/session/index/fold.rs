//! Records folded into the board and, on the way, into rows of the index: the same for the recorder and for an opened
//! file.

use super::Tag;
use super::row::{BESIDE, FAILED, IndexRow, PARTS, RECEIVED, SAMPLE, SENT, WAITS, What};
use crate::call::{Body, CallId, CallKind, Notice, Outcome, Record, SocketId, errno_name};
use crate::session::board::{Board, Direction, traffic};
use crate::session::looks::{LookFold, Looks};
use std::sync::Arc;
use std::time::Duration;

/// What the index keeps of one record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its row in the sidecar.
    pub row: IndexRow,
    /// The waiting call whose row gets this record's number.
    pub ends: Option<u64>,
    /// Bytes that became known with it.
    pub piece: Option<(SocketId, Direction, u64)>,
    /// With whom, where the piece is a datagram.
    pub tag: Option<Tag>,
    /// The call that waits from here on.
    pub waits: Option<CallId>,
    /// Bytes of payload in this record itself.
    pub bytes: u64,
}

/// The board and what is needed to index the next record.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// The board so far.
    pub board: Board,
    looks: LookFold,
}

impl Fold {
    /// Of a file, whose looks are read elsewhere.
    pub fn with(looks: Arc<Looks>) -> Self {
        Self { looks: LookFold::with(looks), ..Self::default() }
    }

    /// Of everything that happens, whether the file has it or not.
    pub fn of_all(looks: Arc<Looks>) -> Self {
        Self { looks: LookFold::of_all(looks), ..Self::default() }
    }

    /// Takes in the next record, whose line stands at `offset` and is `len` bytes long.
    pub fn take(&mut self, record: &Record, offset: u64, len: usize) -> Entry {
        let sid = self.board.owner(record.sid.unwrap_or(SocketId::NONE));
        let mut row = IndexRow {
            offset,
            len: u32::try_from(len).unwrap_or(u32::MAX),
            sid: u32::try_from(sid.0).unwrap_or(u32::MAX),
            micros: micros(record.t),
            ..IndexRow::default()
        };
        let mut entry = Entry::default();
        match &record.body {
            Body::Header(_) => row.what = What::Header,
            Body::Notice(notice) => {
                row.what = What::Notice;
                row.flags = if matches!(notice, Notice::Sample(_)) { SAMPLE } else { 0 };
            }
            Body::Other(_) => row.what = What::Other,
            Body::Part { of, data } => {
                row.what = What::Part;
                row.link = *of;
                row.payload = u32::try_from(data.len()).unwrap_or(u32::MAX);
                entry.bytes = data.len() as u64;
            }
            Body::Call(call) => {
                row.what = What::Call;
                row.kind = Some(call.call.kind());
                let whole = self.board.whole(record.n, Some(&call.call), &call.outcome, &call.kept);
                let here = call.call.sent().or_else(|| call.outcome.data()).map_or(0, |data| data.len() as u64);
                row.payload = u32::try_from(whole).unwrap_or(u32::MAX);
                row.flags = direction_flag(call.call.kind(), &call.outcome) | failed_flag(&call.outcome);
                row.flags |= if whole > here && call.kept == crate::call::Kept::Whole { PARTS } else { 0 };
                entry.bytes = here;
                if call.waits.is_some() {
                    row.flags |= WAITS;
                    entry.waits = call.waits;
                }
                if let Some(moved) = traffic(&call.call, &call.outcome, whole) {
                    row.flags |= if moved.beside { BESIDE } else { 0 };
                    entry.piece = self.piece(sid, moved);
                    entry.tag = self.is_datagram(sid).then(|| Tag::of_call(&call.call, &call.outcome));
                }
            }
            Body::Join(join) => {
                row.what = What::Join;
                row.micros = micros(record.t.saturating_add(join.took));
                if let Some(waiting) = self.board.waiting.get(&join.id) {
                    let came = self.board.whole(record.n, None, &join.outcome, &join.kept);
                    let here = join.outcome.data().map_or(0, |data| data.len() as u64);
                    row.kind = Some(waiting.call.kind());
                    row.link = waiting.n;
                    row.payload = u32::try_from(came).unwrap_or(u32::MAX);
                    row.flags = direction_flag(waiting.call.kind(), &join.outcome) | failed_flag(&join.outcome);
                    row.flags |= if came > here && join.kept == crate::call::Kept::Whole { PARTS } else { 0 };
                    entry.bytes = here;
                    entry.ends = Some(waiting.n);
                    let whole = if waiting.call.sent().is_some() { waiting.sends } else { came };
                    if let Some(moved) = traffic(&waiting.call, &join.outcome, whole) {
                        row.flags |= if moved.beside { BESIDE } else { 0 };
                        let owner = self.board.owner(waiting.sid);
                        entry.piece = self.piece(owner, moved);
                        let tag = || Tag::of_call(&waiting.call, &join.outcome);
                        entry.tag = self.is_datagram(owner).then(tag);
                    }
                }
            }
        }
        let wanted = self.looks.want(record, &self.board);
        self.board.apply(record);
        self.looks.take(&wanted, record, &self.board);
        entry.row = row;
        entry
    }

    fn is_datagram(&self, sid: SocketId) -> bool {
        self.board.row(sid).is_some_and(|row| !row.is_stream())
    }

    fn piece(&self, sid: SocketId, moved: crate::session::board::Traffic) -> Option<(SocketId, Direction, u64)> {
        let stream = self.board.row(sid).is_some_and(crate::session::board::SocketRow::is_stream);
        (!moved.beside && (moved.bytes > 0 || !stream)).then_some((sid, moved.direction, moved.bytes))
    }
}

fn direction_flag(kind: CallKind, outcome: &Outcome) -> u8 {
    match kind {
        CallKind::Send | CallKind::SendAll | CallKind::SendTo | CallKind::Write => SENT,
        kind if kind.receives() && outcome.data().is_some() => RECEIVED,
        _ => 0,
    }
}

fn failed_flag(outcome: &Outcome) -> u8 {
    let not_yet = matches!(outcome, Outcome::Errno(errno) if matches!(errno_name(*errno), Some("EAGAIN" | "EINPROGRESS" | "EALREADY")));
    if outcome.has_failed() && !not_yet { FAILED } else { 0 }
}

fn micros(t: Duration) -> u64 {
    u64::try_from(t.as_micros()).unwrap_or(u64::MAX)
}
