//! The calls of a run: asked about where they reach further than loopback, made, and taken back into their statement.

use super::super::State;
use super::super::chooser::{Consent, Pending};
use super::notes::PendingNote;
use super::strand::{LineState, Strand, Waits};
use crate::call::{self, Address, By, Call, CallKind, Name, Outcome, SocketId};
use crate::locale::Message;
use crate::net::{Reply, Request};
use crate::script::line::{Answer, Kind, Scope, Val, Wanted};
use crate::script::result_text_of;
use crate::session::Board;

impl State {
    /// Binding wider than loopback is asked about first, as everywhere.
    pub(super) fn ask_or_make(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
        let Some(address) = self.wide_address(&wanted) else { return self.make_line_call(strand, id, wanted) };
        strand.asked = Some(wanted);
        // One question at a time: this one comes when the other is answered.
        if self.consent.is_none() {
            self.consent = Some(Consent { address, pending: Pending::Line(strand.id) });
        }
    }

    /// Asks what a run waits to ask, where nothing is asked now.
    pub(super) fn ask_next_line(&mut self) {
        if self.consent.is_some() {
            return;
        }
        let asks = |strand: &Strand| Some((strand.id, strand.asked.clone()?));
        // The oldest run first.
        let asking = self.line.strands.iter().filter_map(asks).min_by_key(|(number, _)| *number);
        let Some((number, wanted)) = asking else { return };
        match self.wide_address(&wanted) {
            Some(address) => self.consent = Some(Consent { address, pending: Pending::Line(number) }),
            None => self.answer_line(number, None),
        }
    }

    /// The address that a call makes reachable for others.
    fn wide_address(&self, wanted: &Wanted) -> Option<Address> {
        match &wanted.call {
            Call::Bind { address } if address.is_wider_than_loopback() => Some(address.clone()),
            // The kernel binds it to every address where nobody did.
            Call::Listen { .. } => {
                let sid = wanted.on.filter(|sid| !self.line.bound.contains(sid))?;
                let Kind { family, kind, .. } = match self.live_board().row(sid) {
                    Some(row) => {
                        let has_bound = row.setup.iter().any(|call| matches!(**call, Call::Bind { .. }));
                        (row.open && row.local.is_none() && !has_bound).then_some(Kind {
                            family: row.family,
                            kind: row.kind,
                            proto: row.proto,
                        })?
                    }
                    // It is on its way to the board.
                    None => self.line.kinds.get(&sid).copied()?,
                };
                match call::family(family).filter(|_| call::number_of("SOCK_STREAM") == Some(kind & 0xf)) {
                    Some("AF_INET6") => Some(Address::inet6("", 0)),
                    Some("AF_INET") => Some(Address::inet("", 0)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    pub(super) fn make_line_call(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
        let board = self.live.snapshot();
        let (call, makes) = named(&strand.side, &wanted, &board.board);
        let kind = call.kind();
        if let Some(makes) = &makes {
            strand.older.extend(board.board.by_name(makes).map(|sid| (makes.base().into(), sid)));
        }
        let makes_socket = matches!(kind, CallKind::Socket | CallKind::Accept | CallKind::SocketPair);
        strand.unnamed |= makes_socket && wanted.label(0).is_none() && strand.is_unnamed();
        let (sid, on) = match wanted.on {
            Some(sid) => (sid, self.label_of(sid, &board.board)),
            None => (self.engine.new_socket_id(), None),
        };
        let since = self.now();
        if !strand.notes.is_empty() {
            let text = std::mem::take(&mut strand.notes).join("\n");
            self.note_line(PendingNote { sid, kind, since, from: board.rows.saturating_sub(1), text });
        }
        self.know_line_call(sid, &call, makes.as_ref());
        let request = Request {
            on,
            makes: makes.clone(),
            by: By::Line,
            reply: Some(self.inbox.replies.0.clone()),
            ..Request::new(sid, call.clone())
        };
        let call_id = self.engine.make(request);
        // What a line is about is looked at: its state, what it waits for, why it failed.
        let shows = wanted.on.is_some() || matches!(kind, CallKind::Socket | CallKind::SocketPair);
        if shows && self.is_live() {
            self.select_socket(Some(board.board.owner(sid)));
        }
        self.tell(id, LineState::Waits(Box::new(call.clone()), since));
        let wanted = Wanted { call, ..wanted };
        strand.waits = Some(Waits { id: call_id, wanted, sid, makes });
    }

    /// What the board will know of a call a moment later.
    fn know_line_call(&mut self, sid: SocketId, call: &Call, makes: Option<&Name>) {
        match call {
            Call::Close | Call::Detach => drop(self.keeping.remove(&sid)),
            Call::Bind { .. } => drop(self.line.bound.insert(sid)),
            Call::Socket { family, kind, proto } => {
                self.line.kinds.insert(sid, Kind { family: *family, kind: *kind, proto: *proto });
                self.line.labels.extend(makes.map(|name| (sid, name.clone())));
            }
            _ => {}
        }
    }

    /// A call failed: what was known of it ahead is not so.
    fn unknow_line_call(&mut self, sid: SocketId, kind: CallKind) {
        match kind {
            CallKind::Bind => drop(self.line.bound.remove(&sid)),
            CallKind::Socket => {
                self.line.kinds.remove(&sid);
                self.line.labels.remove(&sid);
            }
            _ => {}
        }
    }

    pub(super) fn label_of(&self, sid: SocketId, board: &crate::session::Board) -> Option<Name> {
        let file = board.files.get(&sid).map(|file| &file.name);
        board.row(sid).map(|row| &row.name).or(file).or_else(|| self.line.labels.get(&sid)).cloned()
    }

    /// A call came back: whether it was a line's.
    pub(in crate::app) fn take_line_reply(&mut self, reply: &Reply) -> bool {
        let of = |strand: &Strand| strand.waits.as_ref().is_some_and(|waits| waits.id == reply.id);
        let Some(at) = self.line.strands.iter().position(of) else { return false };
        let mut strand = self.line.strands.swap_remove(at);
        let Some(Waits { wanted, sid, makes, .. }) = strand.waits.take() else { return true };
        let id = strand.queue.front().map_or(0, |(id, _)| *id);
        if let (Some(made), Some(makes)) = (reply.made, makes) {
            let name = match &wanted.call {
                Call::SocketPair { other: Some(other), .. } => other.clone(),
                _ => makes.clone(),
            };
            self.line.labels.insert(made, name);
            match &wanted.call {
                Call::SocketPair { family, kind, proto, .. } => {
                    self.line.labels.insert(sid, makes);
                    let kind = Kind { family: *family, kind: *kind, proto: *proto };
                    self.line.kinds.extend([sid, made].map(|sid| (sid, kind)));
                }
                // They have the address of the socket that they are of.
                Call::Accept | Call::Dup => {
                    let kind = self.line_names(&strand.side).socket(sid);
                    self.line.kinds.extend(kind.map(|kind| (made, kind)));
                    if wanted.call == Call::Accept || self.line.bound.contains(&sid) {
                        self.line.bound.insert(made);
                    }
                }
                _ => {}
            }
        }
        if !matches!(reply.outcome, Outcome::Ok(_)) {
            self.unknow_line_call(sid, wanted.call.kind());
        }
        let shown = result_text_of(&reply.outcome, &wanted.call, None);
        if let Some(told) = self.told(id) {
            told.shown = Some(shown);
        }
        match &reply.outcome {
            Outcome::Ok(value) => {
                let kind = wanted.call.kind();
                let value = Val::of_value(kind, value, sid, reply.made);
                if std::mem::take(&mut strand.unnamed)
                    && let Some(told) = self.told(id)
                {
                    told.unnamed = if kind == CallKind::Accept { reply.made } else { Some(sid) };
                }
                strand.answers.insert(wanted.at, Answer::Val(value));
                self.tell(id, LineState::Running);
            }
            Outcome::Stopped { .. } => self.halt(&mut strand, LineState::Stopped),
            outcome if wanted.catches => {
                strand.failed = Some(self.line_failure(sid, &wanted.call, outcome));
                strand.answers.insert(wanted.at, Answer::Failed);
            }
            outcome => {
                let why = self.line_failure(sid, &wanted.call, outcome);
                self.halt(&mut strand, LineState::Failed(why));
            }
        }
        let number = strand.id;
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
        self.advance_lines(number);
        true
    }

    /// Why a call failed, as the doctor says it.
    pub(super) fn line_failure(&self, sid: SocketId, call: &Call, outcome: &Outcome) -> Message {
        let board = self.live_board();
        let found = match board.row(board.owner(sid)).filter(|_| !call.kind().is_on_nothing()) {
            Some(row) => self.explain_on(&board, row, call, outcome),
            None => self.explain_unmade(call, outcome),
        };
        match found {
            Some(found) => Message::new("line-failed-why").with("what", found.headline).with("why", found.why),
            None => Message::new("line-failed").with("what", result_text_of(outcome, call, None)),
        }
    }

    /// The question before a bind is answered; `wide` as asked, else on loopback in its place.
    pub(in crate::app) fn answer_line(&mut self, number: u64, loopback: Option<Address>) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        let mut strand = self.line.strands.swap_remove(at);
        let id = strand.queue.front().map_or(0, |(id, _)| *id);
        if let Some(mut wanted) = strand.asked.take() {
            match (&mut wanted.call, loopback) {
                (Call::Bind { address }, Some(loopback)) => *address = loopback,
                (Call::Listen { .. }, Some(address)) => {
                    if let Some(sid) = wanted.on {
                        self.line.bound.insert(sid);
                        // Bound first, and visibly: the calls of one socket are made in this order.
                        self.make_call(super::super::MakeCall::once(sid, Call::Bind { address }));
                    }
                }
                _ => {}
            }
            self.make_line_call(&mut strand, id, wanted);
        }
        self.line.strands.push(strand);
        self.ask_next_line();
    }

    /// The call is not made after all.
    pub(in crate::app) fn dismiss_line(&mut self, number: u64) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        let mut strand = self.line.strands.swap_remove(at);
        strand.asked = None;
        self.halt(&mut strand, LineState::NotRun);
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
        self.ask_next_line();
    }
}

/// A wanted call with the names of what it makes: as the line calls it, else what is free on the side.
fn named(side: &str, wanted: &Wanted, board: &Board) -> (Call, Option<Name>) {
    let name = |at: usize, otherwise: &str| match wanted.label(at) {
        Some(name) => Name::new(side, name),
        None => board.free_name(side, otherwise),
    };
    // A pair is called by both names or by none of them.
    let is_pair = wanted.labels.len() == 2;
    let of_pair =
        |at: usize, otherwise: &str| if is_pair { name(at, otherwise) } else { board.free_name(side, otherwise) };
    let mut call = wanted.call.clone();
    if let Call::SocketPair { other, .. } = &mut call {
        *other = Some(of_pair(1, "b"));
    }
    let makes = match call.kind() {
        CallKind::Socket => Some(name(0, "s")),
        CallKind::SocketPair => Some(of_pair(0, "a")),
        CallKind::Accept => Some(name(0, "conn")),
        CallKind::Dup => Some(name(0, "copy")),
        CallKind::MakeFile => Some(name(0, "f")),
        _ => None,
    };
    (call, makes)
}
