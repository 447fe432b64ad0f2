//! The sockets of the last board made anew: servers one after another, then all that connect. A call that fails stops
//! only its own socket.

use super::{LastBoard, SetUp};
use crate::app::State;
use crate::app::chooser::{Consent, Pending};
use crate::app::plan::{Making, Plan};
use crate::call::{Call, Outcome, SocketId};
use crate::doctor::{self, Surroundings};

impl State {
    /// Makes the sockets of the last board anew.
    pub(in crate::app) fn reopen_board(&mut self) {
        let Some(LastBoard { sockets }) = self.last_board.take() else { return };
        self.dialog = None;
        self.reopening.left = sockets.into();
        self.reopen_next();
    }

    /// Goes on where the server that it waited for is there, or failed.
    pub(in crate::app) fn reopen_further(&mut self) {
        let Some(sid) = self.reopening.waits_for else { return };
        if !self.plans.iter().any(|plan| plan.main_socket() == Some(sid)) {
            self.reopening.waits_for = None;
            self.reopen_next();
        }
    }

    /// The next socket, after the question where it can be reached by others.
    pub(in crate::app) fn reopen_next(&mut self) {
        while self.reopening.waits_for.is_none() && self.consent.is_none() {
            let Some(set_up) = self.reopening.left.pop_front() else { return };
            match set_up.exposes() {
                Some(address) => {
                    self.consent = Some(Consent { address, pending: Pending::Reopen(Box::new(set_up)) });
                }
                None => self.reopen_make(set_up),
            }
        }
    }

    /// The question was answered: makes the socket and goes on.
    pub(in crate::app) fn reopen_one(&mut self, set_up: SetUp) {
        self.reopen_make(set_up);
        self.reopen_next();
    }

    fn reopen_make(&mut self, set_up: SetUp) {
        let connects = set_up.connects();
        let SetUp { name, calls, keep } = set_up;
        let board = &self.live.snapshot().board;
        let name = if board.by_name(&name).is_none() { name } else { board.free_name(name.side(), name.base()) };
        let sid = self.engine.new_socket_id();
        self.plans.push(Plan::cook(Making { calls, keep }, (sid, name), None));
        if self.is_live() && !self.reopening.sockets.iter().any(|made| self.selected == Some(*made)) {
            self.select_socket(Some(sid));
        }
        self.reopening.sockets.push(sid);
        self.reopening.waits_for = (!connects).then_some(sid);
        self.advance_plans();
    }

    /// A call of a socket that was made anew failed: said where it is not seen otherwise.
    pub(in crate::app) fn reopen_failed(&mut self, sid: SocketId, call: &Call, outcome: &Outcome) {
        if !self.reopening.sockets.contains(&sid) {
            return;
        }
        let snapshot = self.live.snapshot();
        let explanation = match snapshot.board.row(sid) {
            Some(row) => self.explain(row, call, outcome),
            None => doctor::explain(call, outcome, &Surroundings::default()),
        };
        if let Some(explanation) = explanation {
            self.toasts.failed(explanation.headline);
        }
    }
}
