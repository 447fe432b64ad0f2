//! How a person stops the reading of a file, and lets it go on.

use parking_lot::{Condvar, Mutex};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Going,
    Stopped,
    Ended,
}

/// Told to the thread that reads a file. Nothing here waits, save [`Self::wait`].
#[derive(Debug, Default)]
pub struct Control {
    state: Mutex<State>,
    changed: Condvar,
}

impl Control {
    fn set(&self, from: State, to: State) {
        let mut state = self.state.lock();
        if *state == from {
            *state = to;
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Stops the reading where it is.
    pub fn stop(&self) {
        self.set(State::Going, State::Stopped);
    }

    /// Lets it go on.
    pub fn go_on(&self) {
        self.set(State::Stopped, State::Going);
    }

    /// Nobody reads the session any more.
    pub fn end(&self) {
        *self.state.lock() = State::Ended;
        self.changed.notify_all();
    }

    /// Whether it is to stop, or to end.
    pub fn is_held(&self) -> bool {
        *self.state.lock() != State::Going
    }

    /// Whether it is to end.
    pub fn is_ended(&self) -> bool {
        *self.state.lock() == State::Ended
    }

    /// Waits until it may go on; no where it is to end.
    pub fn wait(&self) -> bool {
        let mut state = self.state.lock();
        while *state == State::Stopped {
            self.changed.wait(&mut state);
        }
        *state == State::Going
    }
}
