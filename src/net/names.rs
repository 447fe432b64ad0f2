//! Names to addresses with `getaddrinfo(3)`, which cannot be stopped: a stopped look-up is left behind.

use super::hosts::{self, HostNames};
use super::platform::{self, Found, Lookup};
use super::pool::Pool;
use super::wait::Wait;
use parking_lot::{Condvar, Mutex, RwLock};
use std::sync::Arc;

/// Look-ups that someone waits for, at once.
const RUNNING: usize = 8;
/// Look-ups that nobody waits for any more and the C library has not given back.
const LEFT: usize = 24;

#[cfg(unix)]
pub(super) use libc::{AI_NUMERICHOST, AI_PASSIVE, EAI_AGAIN, EAI_NONAME, EAI_SERVICE};
#[cfg(windows)]
mod numbers {
    pub const AI_NUMERICHOST: i32 = 4;
    pub const AI_PASSIVE: i32 = 1;
    pub const EAI_AGAIN: i32 = 11002;
    pub const EAI_NONAME: i32 = 11001;
    pub const EAI_SERVICE: i32 = 10109;
}
#[cfg(windows)]
pub(super) use numbers::{AI_NUMERICHOST, AI_PASSIVE, EAI_AGAIN, EAI_NONAME, EAI_SERVICE};

#[derive(Default)]
struct Count {
    running: usize,
    left: usize,
}

/// The resolver's limits.
#[derive(Default)]
pub(super) struct Names {
    count: Mutex<Count>,
    free: Condvar,
    /// What stands in the resolver's place.
    table: RwLock<Option<HostNames>>,
}

/// Why a look-up gave no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoName {
    /// `getaddrinfo`'s number.
    Eai(i32),
    /// *Stop*.
    Stopped,
}

enum State {
    Running,
    Left,
    Back(Result<Vec<Found>, i32>),
}

impl Names {
    /// Looks a name up on another worker while the calling one waits and can be stopped.
    ///
    /// `only_here`: no name server is asked.
    pub fn look_up(
        self: &Arc<Self>,
        pool: &Arc<Pool>,
        lookup: Lookup,
        wait: &Arc<Wait>,
        only_here: bool,
    ) -> Result<Vec<Found>, NoName> {
        self.take_a_place(Some(wait))?;
        let state = Arc::new(Mutex::new(State::Running));
        let (names, there, caller) = (Arc::clone(self), Arc::clone(&state), Arc::clone(wait));
        pool.submit(move || {
            let found = names.find(&lookup, only_here);
            let was_left = {
                let mut state = there.lock();
                matches!(std::mem::replace(&mut *state, State::Back(found)), State::Left)
            };
            names.give_back(was_left);
            caller.ring();
        });
        wait.park(None, || matches!(*state.lock(), State::Back(_)));
        let mut state = state.lock();
        match std::mem::replace(&mut *state, State::Left) {
            State::Back(found) => found.map_err(NoName::Eai),
            State::Running | State::Left => {
                let mut count = self.count.lock();
                count.running -= 1;
                count.left += 1;
                self.free.notify_one();
                Err(NoName::Stopped)
            }
        }
    }

    /// Looks a name up on this thread.
    pub fn look_up_here(&self, lookup: &Lookup) -> Result<Vec<Found>, i32> {
        self.take_a_place(None).map_err(|_| EAI_AGAIN)?;
        let found = self.find(lookup, false);
        self.give_back(false);
        found
    }

    /// Puts `table` in the resolver's place.
    pub fn set_table(&self, table: HostNames) {
        *self.table.write() = Some(table);
    }

    fn find(&self, lookup: &Lookup, only_here: bool) -> Result<Vec<Found>, i32> {
        let table = self.table.read().clone();
        match table {
            Some(table) => hosts::look_up(lookup, &*table),
            None if only_here => hosts::look_up(lookup, &hosts::hosts_file),
            None => platform::getaddrinfo(lookup),
        }
    }

    fn take_a_place(&self, wait: Option<&Arc<Wait>>) -> Result<(), NoName> {
        let mut count = self.count.lock();
        loop {
            if count.left >= LEFT {
                return Err(NoName::Eai(EAI_AGAIN));
            }
            if wait.is_some_and(|wait| wait.stopped()) {
                return Err(NoName::Stopped);
            }
            if count.running < RUNNING {
                count.running += 1;
                return Ok(());
            }
            // Woken by a place, or often enough to see *Stop*.
            self.free.wait_for(&mut count, std::time::Duration::from_millis(20));
        }
    }

    fn give_back(&self, was_left: bool) {
        let mut count = self.count.lock();
        if was_left {
            count.left -= 1
        } else {
            count.running -= 1
        }
        self.free.notify_one();
    }
}
