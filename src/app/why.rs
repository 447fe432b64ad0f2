//! Gathers what the doctor has to know about a socket's surroundings.

use super::State;
use crate::call::{self, Address, Call, Outcome};
use crate::doctor::{self, Explanation, Surroundings};
use crate::locale::Message;
use crate::session::SocketRow;

/// What other sockets of the board are bound to.
struct Others {
    listening: Vec<Address>,
    bound: Vec<(String, Address)>,
}

impl State {
    /// Why a call on `row` failed, in words, and what to try.
    pub fn explain(&self, row: &SocketRow, call: &Call, outcome: &Outcome) -> Option<Explanation> {
        let others = self.others(row);
        doctor::explain(call, outcome, &surroundings(row, &others))
    }

    /// Why a call failed that made no socket.
    pub fn explain_unmade(&self, call: &Call, outcome: &Outcome) -> Option<Explanation> {
        let around = match call {
            Call::Socket { family, kind, .. } | Call::SocketPair { family, kind, .. } => {
                Surroundings { family: *family, kind: *kind, ..Surroundings::default() }
            }
            _ => Surroundings::default(),
        };
        doctor::explain(call, outcome, &around)
    }

    /// What a waiting call on `row` waits for.
    pub fn explain_waiting(&self, row: &SocketRow, call: &Call) -> Message {
        let others = self.others(row);
        doctor::explain_waiting(call, &surroundings(row, &others))
    }

    fn others(&self, row: &SocketRow) -> Others {
        let mut others = Others { listening: Vec::new(), bound: Vec::new() };
        let open = self.snapshot.board.sockets.values().filter(|other| other.open && other.sid != row.sid);
        for other in open.take(1024) {
            let Some(local) = &other.local else { continue };
            if other.kind != row.kind {
                continue;
            }
            let datagram = Some(other.kind) == call::number_of("SOCK_DGRAM");
            if other.backlog.is_some() || (datagram && other.peer.is_none()) {
                others.listening.push(local.clone());
            }
            others.bound.push((other.name.to_string(), local.clone()));
        }
        others
    }
}

fn surroundings<'a>(row: &'a SocketRow, others: &'a Others) -> Surroundings<'a> {
    Surroundings {
        family: row.family,
        kind: row.kind,
        local: row.local.as_ref(),
        peer: row.peer.as_ref(),
        listens: row.backlog.is_some(),
        listening_here: &others.listening,
        bound_here: &others.bound,
        closed: !row.open,
        eof_received: row.eof_received,
        shut_write: row.shut_write,
    }
}
