//! Statements run one after another; the next one waits until the calls of the one before are back.

use super::super::State;
use super::super::chooser::{Consent, Pending};
use super::MOST_TOLD;
use super::names::Var;
use super::notes::PendingNote;
use super::strand::{LineState, Strand, Told, Waits};
use crate::call::{self, Address, By, Call, CallKind, Name, Outcome, SocketId};
use crate::locale::Message;
use crate::net::{Reply, Request};
use crate::script::line::{Answer, Done, Program, Scope, Turn, Val, Wanted, check, read, turn};
use crate::script::result_text_of;
use std::time::Duration;

/// One statement makes so many calls at most.
const MOST_CALLS: usize = 256;

impl State {
    /// What is wrong with a text on a side, before it runs.
    pub fn check_lines(&self, side: &str, program: &Program) -> Vec<crate::script::line::Trouble> {
        check(program, &self.line_names(side))
    }

    pub(super) fn run_lines(&mut self, side: Box<str>, text: String, rest: bool) {
        let program = read(&text);
        if program.is_unreadable || (!program.troubles.is_empty() && !rest) {
            // Said at the field.
            return;
        }
        self.remember_line(&text);
        self.line.side = Some(side.clone());
        let number =
            match self.line.strands.iter().find(|strand| strand.side == side && !strand.is_left && !strand.is_halted) {
                Some(strand) => strand.id,
                None => {
                    // Lines that a failed one left behind give way to new ones.
                    let halted: Vec<u64> = self
                        .line
                        .strands
                        .iter()
                        .filter(|strand| strand.side == side && strand.is_halted)
                        .map(|strand| strand.id)
                        .collect();
                    halted.into_iter().for_each(|strand| self.abandon_lines(strand));
                    let number = self.next_line();
                    self.line.strands.push(Strand::new(number, side.clone()));
                    number
                }
            };
        for piece in program.pieces {
            let id = self.next_line();
            let told = Told {
                id,
                side: side.clone(),
                text: piece.text.clone(),
                state: LineState::Queued,
                shown: None,
                left: Vec::new(),
                unnamed: None,
            };
            self.line.told.push_back(told);
            if let Some(strand) = self.line.strands.iter_mut().find(|strand| strand.id == number) {
                strand.queue.push_back((id, piece));
            }
        }
        self.advance_lines(number);
        while self.line.told.len() > MOST_TOLD && self.line.told.front().is_some_and(|told| told.state.is_over()) {
            self.line.told.pop_front();
        }
    }

    fn next_line(&mut self) -> u64 {
        self.line.next += 1;
        self.line.next
    }

    fn strand(&mut self, number: u64) -> Option<&mut Strand> {
        self.line.strands.iter_mut().find(|strand| strand.id == number)
    }

    fn told(&mut self, id: u64) -> Option<&mut Told> {
        self.line.told.iter_mut().rev().find(|told| told.id == id)
    }

    fn tell(&mut self, id: u64, state: LineState) {
        if let Some(told) = self.told(id) {
            told.state = state;
        }
    }

    /// Runs a strand until a call of its waits, or it is over.
    fn advance_lines(&mut self, number: u64) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        // Taken out while it runs: names and board are read beside it.
        let mut strand = self.line.strands.swap_remove(at);
        while strand.waits.is_none() && strand.asked.is_none() && strand.rests.is_none() && !strand.is_halted {
            let Some((id, piece)) = strand.queue.front() else { break };
            let id = *id;
            let found = match strand.answers.len() {
                MOST_CALLS.. => Turn::Raised,
                _ => turn(piece, &self.line_names(&strand.side), &strand.answers),
            };
            if strand.answers.is_empty() {
                let notes = piece.notes.clone();
                strand.notes.extend(notes);
                self.tell(id, LineState::Running);
            }
            match found {
                Turn::Call(wanted) => self.ask_or_make(&mut strand, id, *wanted),
                Turn::Sleep(at, seconds) => {
                    let until = self.now() + Duration::from_secs_f64(seconds);
                    strand.rests = Some((at, until));
                }
                Turn::Done(done) => {
                    self.finish_statement(&mut strand, id, done);
                    strand.queue.pop_front();
                    strand.answers.clear();
                }
                Turn::Trouble(trouble) => self.halt(&mut strand, LineState::Refused(trouble)),
                // What it tried was told of each call.
                Turn::Raised => self.halt(&mut strand, LineState::Failed(Message::new("line-none-answered"))),
                Turn::Later => self.halt(&mut strand, LineState::Failed(Message::new("line-not-expression"))),
            }
        }
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
    }

    /// The statement that runs came to nothing: the ones behind it wait for the person.
    fn halt(&mut self, strand: &mut Strand, state: LineState) {
        if let Some((id, _)) = strand.queue.pop_front() {
            self.tell(id, state);
        }
        strand.answers.clear();
        strand.older.clear();
        strand.is_halted = true;
    }

    fn finish_statement(&mut self, strand: &mut Strand, id: u64, done: Done) {
        let Done { binds, unbinds, shown } = done;
        let mut older = std::mem::take(&mut strand.older);
        for name in binds.iter().map(|(name, _)| name).chain(&unbinds) {
            let before = self.line_names(&strand.side).value(name);
            if let Some(Val::Socket(sid)) = before {
                older.push((name.clone(), sid));
            }
        }
        let newest = self.snapshot.board.sockets.keys().next_back().copied();
        let as_of = self.line.labels.keys().copied().chain(newest).max().unwrap_or(SocketId::NONE);
        let names = self.line.names.entry(strand.side.clone()).or_default();
        for name in unbinds {
            // Gone here, also where a socket of the board is called so.
            names.0.remove(&name);
        }
        for (name, value) in binds {
            let as_of = match &value {
                Val::Socket(sid) | Val::File(sid) => *sid,
                _ => as_of,
            };
            names.0.insert(name, Var { value, as_of });
        }
        let mut left: Vec<SocketId> = older.into_iter().map(|(_, sid)| sid).filter(|sid| !names.holds(*sid)).collect();
        left.sort_unstable();
        left.dedup();
        let board = &self.snapshot.board;
        left.retain(|sid| board.row(*sid).is_none_or(|row| row.open));
        if let Some(told) = self.told(id) {
            told.state = LineState::Done;
            told.left = left;
            if shown.is_some() {
                told.shown = shown;
            }
        }
    }

    /// Binding wider than loopback is asked about first, as everywhere.
    fn ask_or_make(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
        if let Some(address) = self.wide_address(&wanted) {
            strand.asked = Some(wanted);
            self.consent = Some(Consent { address, pending: Pending::Line(strand.id) });
            return;
        }
        self.make_line_call(strand, id, wanted);
    }

    fn wide_address(&self, wanted: &Wanted) -> Option<Address> {
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

    fn make_line_call(&mut self, strand: &mut Strand, id: u64, wanted: Wanted) {
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
        if kind == CallKind::Socket {
            self.selected = Some(sid);
        }
        self.tell(id, LineState::Waits(Box::new(call.clone()), since));
        let wanted = Wanted { call, ..wanted };
        strand.waits = Some(Waits { id: call_id, wanted, sid, makes });
    }

    fn label_of(&self, sid: SocketId, board: &crate::session::Board) -> Option<Name> {
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
    fn line_failure(&self, sid: SocketId, call: &Call, outcome: &Outcome) -> Message {
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

    pub(super) fn stop_line(&mut self, number: u64) {
        if let Some(id) = self.strand(number).and_then(|strand| strand.waits.as_ref()).map(|waits| waits.id) {
            return self.engine.stop(id);
        }
        // A rest is over at once, and so is the run.
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number && strand.rests.is_some()) else {
            return;
        };
        let mut strand = self.line.strands.swap_remove(at);
        strand.rests = None;
        self.halt(&mut strand, LineState::Stopped);
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
    }

    /// The statement that waits goes on by itself; the lines behind it run now.
    pub(super) fn skip_wait(&mut self, number: u64) {
        let next = self.next_line();
        let Some(strand) = self.strand(number).filter(|strand| strand.waits.is_some() && !strand.is_left) else {
            return;
        };
        let rest = strand.queue.split_off(strand.queue.len().min(1));
        strand.is_left = true;
        let (side, id) = (strand.side.clone(), strand.queue.front().map_or(0, |(id, _)| *id));
        self.tell(id, LineState::LeftWaiting);
        let mut fresh = Strand::new(next, side);
        fresh.queue = rest;
        self.line.strands.push(fresh);
        self.advance_lines(next);
    }

    pub(super) fn go_on_with_lines(&mut self, number: u64) {
        if let Some(strand) = self.strand(number) {
            strand.is_halted = false;
        }
        self.advance_lines(number);
    }

    pub(super) fn abandon_lines(&mut self, number: u64) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        let keep = usize::from(self.line.strands.get(at).is_some_and(|strand| strand.waits.is_some()));
        let dropped = match self.line.strands.get_mut(at) {
            Some(strand) => strand.queue.split_off(strand.queue.len().min(keep)),
            None => return,
        };
        for (id, _) in dropped {
            self.tell(id, LineState::NotRun);
        }
        if keep == 0 {
            self.line.strands.swap_remove(at);
        }
    }

    /// Rests that are over; after how long the next one is.
    pub(super) fn rest_over(&mut self) -> Option<Duration> {
        let now = self.now();
        let over = |strand: &Strand| strand.rests.is_some_and(|(_, until)| until <= now);
        let due: Vec<u64> = self.line.strands.iter().filter(|strand| over(strand)).map(|strand| strand.id).collect();
        for number in due {
            if let Some(strand) = self.strand(number)
                && let Some((at, _)) = strand.rests.take()
            {
                strand.answers.insert(at, Answer::Val(Val::None));
            }
            self.advance_lines(number);
        }
        let now = self.now();
        self.line.strands.iter().filter_map(|strand| strand.rests).map(|(_, until)| until.saturating_sub(now)).min()
    }
}
