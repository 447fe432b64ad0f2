//! Who takes the next connection of a listener: a call in the kernel, the reactor, or a call that claims it from the
//! reactor.

use super::platform::{Fd, Place, Sys};
use super::wait::Wait;
use parking_lot::Mutex;
use std::collections::VecDeque;
use std::sync::Arc;

/// A connection and its peer.
pub(super) type Connection = (Fd, Option<Place>);

/// The accept lock's contents.
#[derive(Default)]
pub(super) struct Accepts {
    /// Calls that wait in accept(2) (or poll it): the reactor keeps off meanwhile.
    pub in_kernel: usize,
    /// Whether *keep accepting* is on.
    pub is_kept: bool,
    /// Calls that wait for the reactor's next connection, first come first served.
    pub claims: VecDeque<Arc<Claim>>,
}

impl Accepts {
    /// *Keep accepting* is off: who waited on the reactor goes to the kernel.
    pub fn let_go(&mut self) {
        self.is_kept = false;
        for claim in self.claims.drain(..) {
            claim.give(Given::Again);
        }
    }
}

/// A call that waits for the reactor's next connection.
pub(super) struct Claim {
    wait: Arc<Wait>,
    given: Mutex<Option<Given>>,
}

/// What a claim is given.
pub(super) enum Given {
    /// What accept(2) returned.
    Answer(Sys<Connection>),
    /// *Keep accepting* ended: ask the kernel.
    Again,
}

impl Claim {
    /// A claim of a waiting call.
    pub fn new(wait: &Arc<Wait>) -> Arc<Self> {
        Arc::new(Self { wait: Arc::clone(wait), given: Mutex::default() })
    }

    /// Answers the claim and wakes its call.
    pub fn give(&self, given: Given) {
        *self.given.lock() = Some(given);
        self.wait.ring();
    }

    /// Whether it was answered.
    pub fn is_given(&self) -> bool {
        self.given.lock().is_some()
    }

    /// Takes the answer.
    pub fn take(&self) -> Option<Given> {
        self.given.lock().take()
    }
}
