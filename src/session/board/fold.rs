//! The fold: one record after another.

use super::{Board, Direction, PREVIEW, Traffic, Waiting, traffic};
use crate::call::{Body, Call, CallKind, CallRecord, JoinRecord, Kept, Name, Notice, Outcome, Record, SocketId, Value};
use std::sync::Arc;

/// What is known once a call has come back.
pub(super) struct Back<'a> {
    pub n: u64,
    /// When it came back.
    pub t: std::time::Duration,
    /// When it started.
    pub start: std::time::Duration,
    /// It waited: its start was a record of its own.
    pub waited: bool,
    pub sid: SocketId,
    pub call: &'a Call,
    pub makes: Option<&'a Name>,
    pub outcome: &'a Outcome,
    pub made: Option<SocketId>,
    pub deferred: bool,
    pub traffic: Option<Traffic>,
}

impl Board {
    /// Takes in the next record.
    pub fn apply(&mut self, record: &Record) {
        let Record { n, t, sid, body } = record;
        match body {
            Body::Part { of, data } => {
                let before = self.parts.filter(|(known, _)| known == of).map_or(0, |(_, bytes)| bytes);
                self.parts = Some((*of, before.saturating_add(data.len() as u64)));
                return;
            }
            Body::Call(call) => self.call(*n, *t, sid.unwrap_or(SocketId(0)), call),
            Body::Join(join) => self.join(*n, *t, join),
            Body::Notice(notice) => self.notice(*sid, notice),
            Body::Header(_) | Body::Other(_) => {}
        }
        self.parts = None;
        // A look is nothing that the socket did.
        if matches!(body, Body::Notice(Notice::Sample(_))) {
            return;
        }
        let owner = sid.map(|sid| self.owner(sid));
        if let Some(row) = owner.and_then(|sid| self.sockets.get_mut(&sid)) {
            let row = Arc::make_mut(row);
            row.last_n = *n;
            row.last_t = row.last_t.max(*t);
        }
    }

    /// The whole length of the payload that a record sends or received, its parts included.
    pub(crate) fn whole(&self, n: u64, sent: Option<&Call>, outcome: &Outcome, kept: &Kept) -> u64 {
        let here = match kept {
            Kept::Hash { len, .. } => *len,
            Kept::Whole => {
                let data = sent.and_then(Call::sent).or_else(|| outcome.data());
                data.map_or(0, |data| data.len() as u64)
            }
        };
        here.saturating_add(self.parts.filter(|(of, _)| *of == n).map_or(0, |(_, bytes)| bytes))
    }

    fn call(&mut self, n: u64, t: std::time::Duration, sid: SocketId, record: &CallRecord) {
        let whole = self.whole(n, Some(&record.call), &record.outcome, &record.kept);
        let row = self.totals.calls;
        self.totals.calls += 1;
        let (Some(id), Outcome::Waiting) = (record.waits, &record.outcome) else {
            let traffic = traffic(&record.call, &record.outcome, whole);
            return self.back(&Back {
                n,
                t: t.saturating_add(record.took.unwrap_or_default()),
                start: t,
                waited: false,
                sid,
                call: &record.call,
                makes: record.makes.as_ref(),
                outcome: &record.outcome,
                made: record.made,
                deferred: record.deferred,
                traffic,
            });
        };
        let call = Arc::new(preview(&record.call));
        self.waiting.insert(id, Waiting { n, row, sid, t, call, makes: record.makes.clone(), sends: whole });
        let owner = self.owner(sid);
        if let Some(row) = self.sockets.get_mut(&owner) {
            let row = Arc::make_mut(row);
            row.waiting.push(id);
            row.closing |= record.call == Call::Close;
        }
        self.asks(sid, &record.call, t);
    }

    fn join(&mut self, n: u64, t: std::time::Duration, join: &JoinRecord) {
        let Some(waiting) = self.waiting.remove(&join.id) else { return };
        let owner = self.owner(waiting.sid);
        if let Some(row) = self.sockets.get_mut(&owner) {
            Arc::make_mut(row).waiting.retain(|id| *id != join.id);
        }
        let whole =
            if waiting.call.sent().is_some() { waiting.sends } else { self.whole(n, None, &join.outcome, &join.kept) };
        self.back(&Back {
            n,
            t: t.saturating_add(join.took),
            start: waiting.t,
            waited: true,
            sid: waiting.sid,
            call: &waiting.call,
            makes: waiting.makes.as_ref(),
            outcome: &join.outcome,
            made: join.made,
            deferred: join.deferred,
            traffic: traffic(&waiting.call, &join.outcome, whole),
        });
    }

    fn back(&mut self, back: &Back<'_>) {
        if back.outcome.is_error() {
            self.totals.errors += 1;
        }
        if back.outcome.is_ok() {
            self.made(back);
        }
        if let (Call::Accept, Outcome::Ok(value), Some(made)) = (back.call, back.outcome, back.made) {
            self.accepted(back, value, made);
        }
        if let Some(Traffic { direction, bytes, beside: false }) = back.traffic {
            match direction {
                Direction::Sent => self.totals.sent = self.totals.sent.saturating_add(bytes),
                Direction::Received => self.totals.received = self.totals.received.saturating_add(bytes),
            }
        }
        self.trips(back);
        let owner = self.owner(back.sid);
        let closes = self.is_closing(owner) || matches!(back.call, Call::Close | Call::Detach);
        let has_files = closes && self.has_open_files(owner);
        let Some(row) = self.sockets.get_mut(&owner) else { return };
        let row = Arc::make_mut(row);
        let (was_open, was_held) = (row.open, row.open || row.closing);
        row.back(back);
        row.closing &= has_files || !row.waiting.is_empty();
        row.last_n = back.n;
        row.last_t = row.last_t.max(back.t);
        if was_open && !row.open {
            let name = row.name.clone();
            self.totals.sockets_open = self.totals.sockets_open.saturating_sub(1);
            if self.names.get(&name) == Some(&back.sid) {
                self.names.remove(&name);
            }
        }
        self.sends_end(back, was_held);
    }

    /// A send asks from its start on: its answer may come before it is back itself.
    fn asks(&mut self, sid: SocketId, call: &Call, start: std::time::Duration) {
        let would_send = traffic(call, &Outcome::Ok(Value::Int(1)), 1);
        let Some(Traffic { beside: false, .. }) = would_send else { return };
        let owner = self.owner(sid);
        let Some(row) = self.sockets.get_mut(&owner) else { return };
        if row.is_stream() {
            Arc::make_mut(row).asked_at.get_or_insert(start);
        } else {
            Arc::make_mut(self.senders.entry(owner).or_default()).asks(call.address(), start);
        }
    }

    /// Requests and their answers, and who sent what.
    fn trips(&mut self, back: &Back<'_>) {
        let moved = back.traffic.filter(|moved| !moved.beside);
        if back.call.sent().is_some() {
            return match (moved, back.waited) {
                (Some(_), false) => self.asks(back.sid, back.call, back.start),
                (Some(_), true) => {}
                (None, _) => self.asked_nothing(back),
            };
        }
        let owner = self.owner(back.sid);
        let (Some(Traffic { bytes, .. }), Some(row)) = (moved, self.sockets.get_mut(&owner)) else { return };
        let took = if !row.is_stream() {
            let from = match back.outcome {
                Outcome::Ok(value) => value.sender(),
                _ => None,
            };
            Arc::make_mut(self.senders.entry(owner).or_default()).came(from, bytes, back.n, back.t)
        } else if bytes > 0 {
            let asked = Arc::make_mut(row).asked_at.take();
            asked.and_then(|asked| back.t.checked_sub(asked))
        } else {
            None
        };
        if let Some(took) = took {
            Arc::make_mut(row).round_trips.add(took);
        }
    }

    /// A send that waited and failed asked nobody after all.
    fn asked_nothing(&mut self, back: &Back<'_>) {
        let owner = self.owner(back.sid);
        if let Some(row) = self.sockets.get_mut(&owner).filter(|row| row.asked_at == Some(back.start)) {
            Arc::make_mut(row).asked_at = None;
        }
        if let Some(senders) = self.senders.get_mut(&owner) {
            Arc::make_mut(senders).asked_nothing(back.call.address(), back.start);
        }
    }

    fn is_closing(&self, socket: SocketId) -> bool {
        self.sockets.get(&socket).is_some_and(|row| row.closing)
    }

    /// Looks at all files: asked for only where it matters.
    fn has_open_files(&self, socket: SocketId) -> bool {
        self.files.values().any(|file| file.open && file.socket == socket)
    }

    fn notice(&mut self, sid: Option<SocketId>, notice: &Notice) {
        if let Notice::Gap { records, .. } = notice {
            self.totals.lost = self.totals.lost.saturating_add(*records);
        }
        let Some(row) = sid.and_then(|sid| self.sockets.get_mut(&sid)) else { return };
        let row = Arc::make_mut(row);
        match notice {
            Notice::State(state) => {
                row.tcp = Some(*state);
                row.tcp_path.add(*state);
            }
            Notice::Sample(sampled) => row.sample = Some(Arc::new(sampled.sample)),
            Notice::Names { local, peer } => {
                row.local = local.clone().or_else(|| row.local.take());
                row.peer = peer.clone().or_else(|| row.peer.take());
            }
            Notice::Drops { count } => row.drops = row.drops.saturating_add(*count),
            // What a call had moved before it failed is part of the stream: later offsets begin behind it.
            Notice::Gap { bytes, why, .. } if **why == *CallKind::SendAll.name() => {
                row.sent = row.sent.saturating_add(*bytes);
                self.totals.sent = self.totals.sent.saturating_add(*bytes);
            }
            Notice::Gap { bytes, why, .. } if **why == *CallKind::RecvExact.name() => {
                row.received = row.received.saturating_add(*bytes);
                self.totals.received = self.totals.received.saturating_add(*bytes);
            }
            Notice::Gap { .. } | Notice::Note { .. } | Notice::Other { .. } => {}
        }
    }
}

/// The call with no more than the first 4 KiB of its payload.
pub(crate) fn preview(call: &Call) -> Call {
    let mut call = call.clone();
    if let Some(data) = call.sent_mut()
        && let Some(first) = data.get(..PREVIEW)
    {
        *data = first.into();
    }
    call
}
