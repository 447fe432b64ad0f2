//! The fold: one record after another.

use super::{Board, Direction, FileRow, Mode, OptionLog, PREVIEW, SocketRow, Traffic, Waiting, traffic};
use crate::call::{Body, Call, CallKind, CallRecord, JoinRecord, Kept, Name, Notice, Outcome, Record, SocketId, Value};
use std::sync::Arc;

/// What is known once a call has come back.
struct Back<'a> {
    n: u64,
    /// When it came back.
    t: std::time::Duration,
    /// When it started.
    start: std::time::Duration,
    /// It waited: its start was a record of its own.
    waited: bool,
    sid: SocketId,
    call: &'a Call,
    makes: Option<&'a Name>,
    outcome: &'a Outcome,
    made: Option<SocketId>,
    deferred: bool,
    traffic: Option<Traffic>,
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
        let has_files = self.has_open_files(owner);
        if let Some(row) = self.sockets.get_mut(&owner) {
            let row = Arc::make_mut(row);
            row.waiting.retain(|id| *id != join.id);
            row.closing &= row.open || has_files || !row.waiting.is_empty();
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
        let has_files = self.has_open_files(owner);
        let Some(row) = self.sockets.get_mut(&owner) else { return };
        let row = Arc::make_mut(row);
        let was_open = row.open;
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

    fn has_open_files(&self, socket: SocketId) -> bool {
        self.files.values().any(|file| file.open && file.socket == socket)
    }

    /// Rows for what a call made; `accept` has its own way.
    fn made(&mut self, back: &Back<'_>) {
        let named = |board: &Self, base: &str| back.makes.cloned().unwrap_or_else(|| board.free_name("", base));
        match back.call {
            Call::Socket { family, kind, proto } => {
                let name = named(self, "s");
                // Python's -1 is the usual one.
                let or =
                    |given: i32, usual| if given == -1 { crate::call::number_of(usual).unwrap_or(-1) } else { given };
                let (family, kind) = (or(*family, "AF_INET"), or(*kind, "SOCK_STREAM"));
                let mut row = SocketRow::new(back.sid, name, family, kind, *proto);
                row.made_t = back.t;
                self.insert(row);
            }
            Call::SocketPair { family, kind, proto, other } => {
                let first = named(self, "a");
                let mut ends = vec![(back.sid, first)];
                if let Some(made) = back.made {
                    ends.push((made, other.clone().unwrap_or_else(|| self.free_name("", "b"))));
                }
                for (sid, name) in ends {
                    let mut row = SocketRow::new(sid, name, *family, *kind, *proto);
                    row.connected = true;
                    row.made_by = CallKind::SocketPair;
                    row.last_n = back.n;
                    (row.made_t, row.last_t) = (back.t, back.t);
                    self.insert(row);
                }
            }
            Call::Dup => {
                let (Some(made), Some(old)) = (back.made, self.sockets.get(&back.sid)) else { return };
                let name = back.makes.cloned().unwrap_or_else(|| self.free_name(old.name.side(), old.name.base()));
                let mut row = SocketRow::new(made, name, old.family, old.kind, old.proto);
                row.made_by = CallKind::Dup;
                row.local.clone_from(&old.local);
                row.peer.clone_from(&old.peer);
                row.options = Arc::new(old.options.of_copy());
                (row.mode, row.tcp, row.backlog, row.connected) = (old.mode, old.tcp, old.backlog, old.connected);
                (row.last_n, row.made_t, row.last_t) = (back.n, back.t, back.t);
                self.insert(row);
            }
            Call::MakeFile { mode, .. } => {
                let Some(made) = back.made else { return };
                let name = named(self, "f");
                let file = FileRow { sid: made, name, socket: back.sid, mode: mode.clone(), open: true };
                self.files.insert(made, Arc::new(file));
            }
            Call::FClose => {
                if let Some(file) = self.files.get_mut(&back.sid) {
                    Arc::make_mut(file).open = false;
                }
            }
            _ => {}
        }
    }

    fn accepted(&mut self, back: &Back<'_>, value: &Value, made: SocketId) {
        let Some(listener) = self.sockets.get_mut(&back.sid) else { return };
        let listener = Arc::make_mut(listener);
        listener.accepted += 1;
        let (family, kind, proto) = (listener.family, listener.kind, listener.proto);
        let side = listener.name.side().to_owned();
        let name = back.makes.cloned().unwrap_or_else(|| self.free_name(&side, "conn"));
        let mut row = SocketRow::new(made, name, family, kind, proto);
        row.listener = Some(back.sid);
        row.made_by = CallKind::Accept;
        row.connected = true;
        row.last_n = back.n;
        (row.made_t, row.last_t) = (back.t, back.t);
        if let Value::Accepted(peer) = value {
            row.peer.clone_from(peer);
        }
        self.insert(row);
    }

    /// A name that an open socket has goes to the younger one; the older becomes `name~1`, `name~2`…
    fn insert(&mut self, row: SocketRow) {
        let (sid, name) = (row.sid, Arc::new(row.name.clone()));
        let older = self.names.insert(name.clone(), sid).filter(|older| *older != sid);
        if let Some(older) = older.and_then(|older| self.sockets.get_mut(&older)) {
            let counter = self.renames.entry(name.clone()).or_insert(0);
            let renamed = loop {
                *counter += 1;
                let candidate = name.with_base(&format!("{}~{counter}", name.base()));
                if !self.names.contains_key(&candidate) {
                    break candidate;
                }
            };
            let older = Arc::make_mut(older);
            self.names.insert(Arc::new(renamed.clone()), older.sid);
            older.renamed_from = Some(std::mem::replace(&mut older.name, renamed));
        }
        self.totals.sockets_open += 1;
        if let Some(before) = self.sockets.insert(sid, Arc::new(row)).filter(|before| before.open) {
            // The same identity twice: only a file that no program of ours wrote has it.
            self.totals.sockets_open = self.totals.sockets_open.saturating_sub(1);
            if before.name != *name && self.names.get(&before.name) == Some(&sid) {
                self.names.remove(&before.name);
            }
        }
    }

    fn notice(&mut self, sid: Option<SocketId>, notice: &Notice) {
        if let Notice::Gap { records, .. } = notice {
            self.totals.lost = self.totals.lost.saturating_add(*records);
        }
        let Some(row) = sid.and_then(|sid| self.sockets.get_mut(&sid)) else { return };
        let row = Arc::make_mut(row);
        match notice {
            Notice::State(state) => row.tcp = Some(*state),
            Notice::Names { local, peer } => {
                row.local = local.clone().or_else(|| row.local.take());
                row.peer = peer.clone().or_else(|| row.peer.take());
            }
            Notice::Drops { count } => row.drops = row.drops.saturating_add(*count),
            Notice::Gap { .. } | Notice::Note { .. } | Notice::Other { .. } => {}
        }
    }
}

impl SocketRow {
    fn back(&mut self, back: &Back<'_>) {
        if back.outcome.is_error() {
            self.last_error = Some((back.n, back.call.kind(), back.outcome.clone()));
        } else if back.outcome.is_ok() {
            self.last_error = None;
        }
        if let Some(Traffic { direction, bytes, beside: false }) = back.traffic {
            let eof = bytes == 0 && self.is_connection();
            match direction {
                Direction::Sent => {
                    self.sent = self.sent.saturating_add(bytes);
                    self.messages_sent += 1;
                }
                Direction::Received => {
                    self.received = self.received.saturating_add(bytes);
                    // Of SOCK_SEQPACKET nothing tells an empty message from the end, until another message comes.
                    self.messages_received += u64::from(!eof || !self.is_stream());
                    self.eof_received &= bytes == 0;
                    self.eof_received |= eof && back.call.size() != Some(0);
                }
            }
        }
        if let (Call::Close | Call::Detach, Outcome::Ok(_) | Outcome::Errno(_)) = (back.call, back.outcome) {
            self.open = false;
            self.closing = back.deferred;
        }
        if OptionLog::is_about(back.call) {
            Arc::make_mut(&mut self.options).take(back.n, back.call, back.outcome);
        }
        if back.outcome.is_ok() {
            self.remember(back.call);
            self.done(back.call, back.outcome);
        }
    }

    fn done(&mut self, call: &Call, outcome: &Outcome) {
        match call {
            Call::Bind { address } if self.local.is_none() && address.port() != Some(0) => {
                self.local = Some(address.clone());
            }
            Call::SendTo { address, .. } => self.last_destination = Some(address.clone()),
            Call::RecvFrom { .. } | Call::RecvMsg { .. } => {
                if let Outcome::Ok(value) = outcome {
                    self.last_sender = value.sender().cloned().or_else(|| self.last_sender.take());
                }
            }
            Call::Listen { backlog } => self.backlog = Some(backlog.unwrap_or(128)),
            Call::Connect { address } => self.connected_to(address),
            Call::ConnectEx { address } if matches!(outcome, Outcome::Ok(Value::ConnectEx(0))) => {
                self.connected_to(address);
            }
            Call::Shutdown { how } => {
                let is = |name| crate::call::number_of(name) == Some(*how);
                self.shut_read |= is("SHUT_RD") || is("SHUT_RDWR");
                self.shut_write |= is("SHUT_WR") || is("SHUT_RDWR");
            }
            Call::SetTimeout { seconds } => {
                self.mode = match seconds {
                    None => Mode::Blocking,
                    Some(0.0) => Mode::NonBlocking,
                    Some(seconds) => Mode::Timeout(*seconds),
                };
            }
            Call::SetBlocking { blocking } => {
                self.mode = if *blocking { Mode::Blocking } else { Mode::NonBlocking };
            }
            Call::SetSockOpt { level, name, .. } if !self.options_set.contains(&(*level, *name)) => {
                self.options_set.push((*level, *name));
            }
            _ => {}
        }
    }

    fn connected_to(&mut self, address: &crate::call::Address) {
        self.connected = true;
        if self.peer.is_none() {
            self.peer = Some(address.clone());
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
