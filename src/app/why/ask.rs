//! The machine's answers about calls that failed: asked on a thread, where a card shows, kept for a few records.

use crate::app::State;
use crate::call::{Address, CallKind, Outcome, errno_name, number_of};
use crate::doctor;
use crate::net::{self, Machine, Question};
use crate::session::Row;
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

/// Answers are kept for so many records.
const KEPT: usize = 8;

/// What is asked of the doctor.
#[derive(Clone, Debug, PartialEq)]
pub enum WhyCommand {
    /// Bring the card about what is selected to the front.
    Show,
    /// Ask the machine about the failed call of this record.
    Look(u64),
    /// Do what a button of a card says.
    Mend(Box<super::Mending>),
    /// The first port is to stand again where a remedy wrote another.
    MovePortBack(super::PortMove),
    /// The question whether a socket's file may be removed was answered.
    Remove(bool),
    /// A hint of this kind is never to be shown again.
    HideHint(&'static str),
}

/// What was asked, and the answers as they come.
#[derive(Default)]
pub(in crate::app) struct Asked(VecDeque<(u64, Arc<OnceLock<Machine>>)>);

impl State {
    /// Whether the machine may know more about a call that failed, and was not asked yet.
    pub fn wants_machine(&self, found: &Row) -> bool {
        self.is_live() && !self.asked.0.iter().any(|(n, _)| *n == found.n) && is_of_the_machine(found)
    }

    /// Whether all is known that can be known about the call of record `n`: the machine has answered, or is not asked.
    pub fn has_asked(&self, n: u64) -> bool {
        self.asked.0.iter().all(|(asked, answer)| *asked != n || answer.get().is_some())
    }

    /// What the machine said about the call of record `n`; none before its answer.
    pub(in crate::app) fn machine_about(&self, n: u64) -> Option<&Machine> {
        self.asked.0.iter().find(|(asked, _)| *asked == n)?.1.get()
    }

    pub(in crate::app) fn ask_machine(&mut self, n: u64) {
        let Some(found) = self.row_of(n).filter(|found| self.wants_machine(found)) else { return };
        let answer = Arc::new(OnceLock::new());
        if self.asked.0.len() == KEPT {
            self.asked.0.pop_front();
        }
        self.asked.0.push_back((n, Arc::clone(&answer)));
        let question = self.question(&found);
        let waker = Arc::clone(&self.waker);
        let asker = std::thread::Builder::new().name("machine".to_owned()).spawn(move || {
            // Set once, here: nobody else has this cell.
            let _ = answer.set(net::ask_machine(&question));
            waker();
        });
        if let Err(error) = asker {
            // Asked again where a card shows next.
            self.asked.0.pop_back();
            tracing::warn!(%error, "the machine could not be asked");
        }
    }

    fn question(&self, found: &Row) -> Question {
        let sockets = &self.snapshot.board.sockets;
        let row = super::owner(self, found.sid);
        let datagram = row.as_ref().is_some_and(|row| Some(row.kind & 0xf) == number_of("SOCK_DGRAM"));
        let port = |address: &Option<Address>| address.as_ref()?.port().and_then(|port| u16::try_from(port).ok());
        let avoid = sockets.values().filter(|row| row.open).filter_map(|row| port(&row.local)).collect();
        let own = row.as_ref().and_then(|row| row.local.clone());
        let address = found.record.call.address().cloned().or(own);
        let v6_only = row.as_ref().is_some_and(|row| doctor::is_v6_only(row));
        Question { datagram, connects: is_connect(found), v6_only, address, avoid }
    }
}

fn is_connect(found: &Row) -> bool {
    matches!(found.record.call.kind(), CallKind::Connect | CallKind::ConnectEx)
}

/// Whether the cause may lie with other programs, rights or limits.
fn is_of_the_machine(found: &Row) -> bool {
    let number = match &found.record.outcome {
        // The listener's accept queue may be full.
        Outcome::Timeout => return is_connect(found),
        Outcome::Errno(number) | Outcome::Ok(crate::call::Value::ConnectEx(number)) => *number,
        _ => return false,
    };
    matches!(
        errno_name(number),
        Some("EADDRINUSE" | "EADDRNOTAVAIL" | "EACCES" | "EPERM" | "ECONNREFUSED" | "ETIMEDOUT" | "EMFILE" | "ENOENT")
    )
}
