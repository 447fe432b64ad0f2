//! Why a call failed or waits: gathers what the doctor has to know, and asks the machine where a card shows.

mod ask;
mod mend;
mod moved;

pub(super) use ask::Asked;
pub use ask::WhyCommand;
pub use mend::Mending;
pub(super) use mend::Removing;
pub use moved::PortMove;

use super::State;
use crate::call::{Call, CallKind, Outcome, SocketId, errno_name};
use crate::doctor::{self, Dialled, Explanation, Hint, Surroundings};
use crate::net::Machine;
use crate::session::{Board, Row, SocketRow};

/// So many bytes are sent again by a press.
const MOST_AGAIN: u64 = 256 << 10;
/// At most so many other sockets are looked at.
const OTHERS: usize = 1024;
/// At most so many calls are looked through for what was sent after an end was closed.
const CALLS: u64 = 256;

impl State {
    /// Why a call on `row` failed, in words, and what to do about it.
    pub fn explain(&self, row: &SocketRow, call: &Call, outcome: &Outcome) -> Option<Explanation> {
        self.explain_on(&self.snapshot.board, row, call, outcome)
    }

    /// The same for a row of this board: the live one, where another shows.
    pub(super) fn explain_on(
        &self,
        board: &Board,
        row: &SocketRow,
        call: &Call,
        outcome: &Outcome,
    ) -> Option<Explanation> {
        let others = others(board, row);
        let around = Surroundings { others: &others, ..Surroundings::of(row) };
        doctor::explain(call, outcome, &around)
    }

    /// Why the call of a row of the log failed: with all that is known, and with what the machine said, where it was
    /// asked. `socket` is the one that the call was made on; none where it was to make one, or is not there.
    pub fn why(&self, socket: Option<&SocketRow>, found: &Row) -> Option<Explanation> {
        let whole = self.whole_call(found);
        let (call, outcome) = (whole.as_ref().unwrap_or(&found.record.call), &found.record.outcome);
        // Records of a file have the same numbers as those that the machine was asked about.
        let machine = self.reading.is_none().then(|| self.machine_about(found.n)).flatten();
        let Some(row) = socket else {
            let around = Surroundings { machine, ..unmade(call) };
            return doctor::explain(call, outcome, &around);
        };
        let mut others = others(&self.snapshot.board, row);
        if let Some(machine) = machine {
            add_holders(&mut others, &self.snapshot.board, row, machine);
        }
        let sends = call.sent().map(|_| found.sent_len);
        let sent_after_close = self.sent_after_close(row, &others);
        let around = Surroundings { others: &others, sends, sent_after_close, machine, ..Surroundings::of(row) };
        doctor::explain(call, outcome, &around)
    }

    /// The call with all that it was to send, where the row has only the beginning and the rest is read: of a message that
    /// was too long, of which nothing has gone. Of a stream, a part may have.
    fn whole_call(&self, found: &Row) -> Option<Call> {
        let Outcome::Errno(number) = found.record.outcome else { return None };
        if errno_name(number) != Some("EMSGSIZE") {
            return None;
        }
        let start = found.record.call.sent()?.len() as u64;
        if start >= found.sent_len || found.sent_len > MOST_AGAIN {
            return None;
        }
        let data = self.session().payload(found.n).filter(|data| data.len() as u64 == found.sent_len)?;
        let mut call = found.record.call.clone();
        *call.sent_mut()? = data;
        Some(call)
    }

    /// Why a call failed that made no socket.
    pub fn explain_unmade(&self, call: &Call, outcome: &Outcome) -> Option<Explanation> {
        doctor::explain(call, outcome, &unmade(call))
    }

    /// What a waiting call on `row` waits for, and what would end the wait.
    pub fn explain_waiting(&self, row: &SocketRow, call: &Call) -> Explanation {
        let others = others(&self.snapshot.board, row);
        let refused = self.refused(&others);
        let around = Surroundings { others: &others, refused: &refused, ..Surroundings::of(row) };
        doctor::explain_waiting(call, &around)
    }

    /// What is worth a word before `call` is made on `row`; nothing that was dismissed for good.
    pub fn hint(&self, row: &SocketRow, call: &Call) -> Option<Hint> {
        if !self.is_live() || !row.open {
            return None;
        }
        let others = others(&self.snapshot.board, row);
        let around = Surroundings { others: &others, ..Surroundings::of(row) };
        doctor::hint(call, &around).filter(|hint| !self.settings.hides_hint(hint.kind))
    }

    pub(super) fn why_command(&mut self, command: WhyCommand) {
        match command {
            WhyCommand::Show => self.why_wanted = true,
            WhyCommand::Look(n) => self.ask_machine(n),
            WhyCommand::Mend(mending) => self.mend(*mending),
            WhyCommand::MovePortBack(moved) => self.move_port_back(&moved),
            WhyCommand::Remove(yes) => self.answer_removal(yes),
            WhyCommand::HideHint(kind) => self.change(|settings| settings.hide_hint(kind)),
        }
    }

    /// The row of the log with the record `n`, as far as it is read.
    pub(super) fn row_of(&self, n: u64) -> Option<std::sync::Arc<Row>> {
        let rows = self.session().rows();
        rows.row_of_record(n).and_then(|k| rows.row(k))
    }

    /// Connects of other sockets that were refused, and nothing came well after that.
    fn refused(&self, others: &[&SocketRow]) -> Vec<Dialled> {
        let dialled = |row: &&SocketRow| {
            let (n, kind, outcome) = row.last_error.as_ref()?;
            let Outcome::Errno(number) = outcome else { return None };
            let is_refused = matches!(errno_name(*number), Some("ECONNREFUSED" | "ENOENT"));
            if !row.open || !is_refused || !matches!(kind, CallKind::Connect | CallKind::ConnectEx) {
                return None;
            }
            let found = self.row_of(*n)?;
            let address = found.record.call.address()?.clone();
            Some(Dialled { sid: row.sid, name: row.name.to_string(), address, at: found.t })
        };
        others.iter().filter_map(dialled).take(8).collect()
    }

    /// How much `row` sent after its other end, a closed socket of the board, was closed; none where that is not known.
    fn sent_after_close(&self, row: &SocketRow, others: &[&SocketRow]) -> Option<u64> {
        let (local, peer) = (row.local.as_ref(), row.peer.as_ref());
        let is_end = |other: &&&SocketRow| match row.pair {
            Some(pair) => other.sid == pair,
            None => local.is_some() && other.local.as_ref() == peer && other.peer.as_ref() == local,
        };
        let end = others.iter().find(is_end).filter(|end| !end.open)?;
        let rows = self.session().rows();
        let from = rows.row_of_record(end.last_n)?;
        let until = self.snapshot.rows;
        if until - from.min(until) > CALLS {
            return None;
        }
        let mut sent = 0;
        for k in from..until {
            let found = rows.row(k)?;
            if found.sid != row.sid || found.t < end.last_t {
                continue;
            }
            if let Some(traffic) = crate::session::traffic(&found.record.call, &found.record.outcome, found.sent_len)
                && found.record.call.sent().is_some()
            {
                sent += traffic.bytes;
            }
        }
        Some(sent)
    }
}

fn unmade(call: &Call) -> Surroundings<'_> {
    match call {
        Call::Socket { family, kind, .. } | Call::SocketPair { family, kind, .. } => {
            Surroundings { family: *family, kind: *kind, ..Surroundings::default() }
        }
        _ => Surroundings::default(),
    }
}

/// The other sockets of the same type, youngest first.
fn others<'a>(board: &'a Board, row: &SocketRow) -> Vec<&'a SocketRow> {
    let others = board.sockets.values().rev().map(std::sync::Arc::as_ref);
    others.filter(|other| other.sid != row.sid && other.kind & 0xf == row.kind & 0xf).take(OTHERS).collect()
}

/// Adds the board's sockets that the machine saw in the way, where there were too many to look at all.
fn add_holders<'a>(others: &mut Vec<&'a SocketRow>, board: &'a Board, row: &SocketRow, machine: &Machine) {
    if others.len() < OTHERS {
        return;
    }
    for held in machine.holders.iter().filter(|held| held.is_own && held.meets) {
        let holds = |other: &&SocketRow| {
            other.open && other.kind & 0xf == row.kind & 0xf && other.local.as_ref() == Some(&held.local)
        };
        let of_board = board.sockets.values().map(std::sync::Arc::as_ref).find(holds);
        others.extend(of_board.filter(|found| found.sid != row.sid));
    }
}

/// Which socket a selected record's card is about.
pub(super) fn owner(state: &State, sid: SocketId) -> Option<std::sync::Arc<SocketRow>> {
    let board = &state.snapshot.board;
    board.sockets.get(&board.owner(sid)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Address, Name};
    use crate::net::PortHolder;

    #[test]
    fn the_holder_of_a_port_is_known_however_many_sockets_came_after_it() {
        let local = Address::inet("127.0.0.1", 8000);
        let mut board = Board::default();
        for sid in 1..=OTHERS as u64 + 100 {
            let named = SocketRow::new(SocketId(sid), Name::parse("s").unwrap(), 2, 1, 0);
            let local = (sid == 2).then(|| local.clone());
            board.sockets.insert(SocketId(sid), SocketRow { local, ..named }.into());
        }
        let row = board.row(SocketId(OTHERS as u64 + 100)).unwrap();
        let mut found = others(&board, row);
        assert!(found.iter().all(|other| other.local.is_none()), "the oldest are not looked at");
        let held = PortHolder {
            process: None,
            other_user: None,
            is_own: true,
            local,
            listens: true,
            accept_queue: None,
            meets: true,
        };
        let machine = Machine { holders: vec![held], ..Machine::default() };
        add_holders(&mut found, &board, row, &machine);
        assert_eq!(found.last().map(|other| other.sid), Some(SocketId(2)));
    }
}
