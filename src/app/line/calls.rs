//! The calls of a run: asked about where they reach further than loopback, made, and taken back into their statement.

use super::super::State;
use super::super::chooser::{Consent, Pending};
use super::notes::PendingNote;
use super::strand::{LineState, Strand, Waits};
use crate::call::{self, Address, By, Call, CallKind, Name, Outcome, SocketId};
use crate::locale::Message;
use crate::net::{Reply, Request};
use crate::script::line::{Answer, Val, Wanted};
use crate::script::result_text_of;

impl State {
    /// Binding wider than loopback is asked about first, as everywhere.
    pub(super) fn ask_or_make(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
        if let Some(address) = self.wide_address(&wanted) {
            strand.asked = Some(wanted);
            self.consent = Some(Consent { address, pending: Pending::Line(strand.id) });
            return;
        }
        self.make_line_call(strand, id, wanted);
    }

    pub(super) fn wide_address(&self, wanted: &Wanted) -> Option<Address> {
        match &wanted.call {
            Call::Bind { address } if address.is_wider_than_loopback() => Some(address.clone()),
            Call::Listen { .. } => {
                let row = self.socket(wanted.on?).filter(|row| row.local.is_none() && row.is_stream() && row.open)?;
                // What a bind of this run gave it is on its way to the board.
                let bound = row.setup.iter().any(|call| matches!(**call, Call::Bind { .. }));
                let six = call::family(row.family) == Some("AF_INET6");
                (!bound && row.local.is_none() && !self.line.bound.contains(&row.sid))
                    .then(|| if six { Address::inet6("", 0) } else { Address::inet("", 0) })
            }
            _ => None,
        }
    }

    pub(super) fn make_line_call(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
        let side = strand.side.clone();
        let kind = wanted.call.kind();
        let label = |at: usize| wanted.labels.get(at).filter(|name| Name::parse(name).is_ok() && ***name != *"_");
        let board = self.live.snapshot();
        let named = |at: usize, otherwise: &str| match label(at) {
            Some(name) => Name::new(&side, name),
            None => board.board.free_name(&side, otherwise),
        };
        let mut call = wanted.call.clone();
        let makes = match kind {
            CallKind::Socket => Some(named(0, "s")),
            CallKind::SocketPair => Some(named(if wanted.labels.len() == 2 { 0 } else { 9 }, "a")),
            CallKind::Accept => Some(named(0, "conn")),
            CallKind::Dup => Some(named(0, "copy")),
            CallKind::MakeFile => Some(named(0, "f")),
            _ => None,
        };
        if let Call::SocketPair { other, .. } = &mut call {
            *other = Some(named(if wanted.labels.len() == 2 { 1 } else { 9 }, "b"));
        }
        if let Some(makes) = &makes
            && let Some(sid) = board.board.by_name(makes)
        {
            strand.older.push((makes.base().into(), sid));
        }
        if matches!(kind, CallKind::Socket | CallKind::Accept | CallKind::SocketPair)
            && label(0).is_none()
            && strand.is_unnamed()
        {
            strand.unnamed = true;
        }
        let (sid, on) = match wanted.on {
            Some(sid) => (sid, self.label_of(sid, &board.board)),
            None => (self.engine.new_socket_id(), None),
        };
        if matches!(kind, CallKind::Close | CallKind::Detach) {
            self.keeping.remove(&sid);
        }
        if kind == CallKind::Bind {
            self.line.bound.insert(sid);
        }
        let since = self.now();
        if !strand.notes.is_empty() {
            let text = std::mem::take(&mut strand.notes).join("\n");
            self.note_line(PendingNote { sid, kind, since, from: board.rows.saturating_sub(1), text });
        }
        if let Some(makes) = &makes
            && kind == CallKind::Socket
        {
            self.line.labels.insert(sid, makes.clone());
        }
        let request = Request {
            on,
            makes: makes.clone(),
            by: By::Line,
            reply: Some(self.inbox.replies.0.clone()),
            ..Request::new(sid, call.clone())
        };
        let call_id = self.engine.make(request);
        // What a line is about is looked at: its state, what it waits for, why it failed.
        if wanted.on.is_some() || matches!(kind, CallKind::Socket | CallKind::SocketPair) {
            self.selected = Some(board.board.owner(sid));
        }
        self.tell(id, LineState::Waits(Box::new(call.clone()), since));
        let wanted = Wanted { call, ..wanted };
        strand.waits = Some(Waits { id: call_id, wanted, sid, makes });
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
            if wanted.call.kind() == CallKind::SocketPair {
                self.line.labels.insert(sid, makes);
            }
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
            _ if wanted.catches => {
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
        let board = &self.snapshot.board;
        let found = match board.row(board.owner(sid)).filter(|_| !call.kind().is_on_nothing()) {
            Some(row) => self.explain(row, call, outcome),
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
    }
}
