//! The way of a TCP socket through its states, as far as samples tell it.

use crate::call::TcpState;

/// So many states are remembered: a connection has at most eight, and a socket may be connected again.
const MOST: usize = 15;

/// The TCP states that were reported of a socket, the oldest first; each once in a row. Of more than 15 the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpPath {
    states: [Option<TcpState>; MOST],
}

impl TcpPath {
    /// Takes in the next one.
    pub fn add(&mut self, state: TcpState) {
        if self.last() == Some(state) {
            return;
        }
        match self.states.iter_mut().find(|slot| slot.is_none()) {
            Some(free) => *free = Some(state),
            None => {
                self.states.rotate_left(1);
                if let Some(last) = self.states.last_mut() {
                    *last = Some(state);
                }
            }
        }
    }

    /// The newest.
    pub fn last(&self) -> Option<TcpState> {
        self.iter().last()
    }

    /// All of them, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = TcpState> + '_ {
        self.states.iter().map_while(|state| *state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_each_once_in_a_row() {
        let mut path = TcpPath::default();
        assert_eq!(path.last(), None);
        for state in [TcpState::Close, TcpState::Close, TcpState::Established] {
            path.add(state);
        }
        assert_eq!(path.iter().collect::<Vec<_>>(), [TcpState::Close, TcpState::Established]);
        for _ in 0..40 {
            path.add(TcpState::Close);
            path.add(TcpState::Listen);
        }
        assert_eq!((path.iter().count(), path.last()), (MOST, Some(TcpState::Listen)));
    }
}
