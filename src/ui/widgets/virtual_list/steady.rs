//! What a followed list shows while more comes than can be read: the newest screenful that is there, until the next one
//! is. Without this a flood would show nothing but rows that are still being read.

/// Seconds after which a screenful is shown although it is not there: some of it may never come.
const PATIENCE: f64 = 0.5;

/// How many items of a growing list are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steady {
    shown: u64,
    next: Option<(u64, f64)>,
}

impl Steady {
    /// Of `newest` items, how many to show at `now` (seconds): all of them unless the list is `following`; then as many
    /// as were when all at the end were last `ready`.
    pub fn count(&mut self, newest: u64, following: bool, now: f64, ready: impl FnOnce(u64) -> bool) -> u64 {
        if !following || self.shown == 0 || newest <= self.shown {
            *self = Self { shown: newest, next: None };
            return newest;
        }
        let (next, since) = *self.next.get_or_insert((newest, now));
        let next = next.min(newest);
        if ready(next) || now - since > PATIENCE {
            *self = Self { shown: next, next: None };
        }
        self.shown
    }

    /// Whether more is there than shown: another frame is wanted.
    pub fn waits(&self) -> bool {
        self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_shows_what_is_there() {
        let mut steady = Steady::default();
        assert_eq!(steady.count(10, true, 0.0, |_| false), 10);
        assert_eq!(steady.count(90, true, 0.1, |_| false), 10);
        assert_eq!(steady.count(900, true, 0.2, |count| count == 90), 90);
        assert!(!steady.waits());
        assert_eq!(steady.count(900, true, 0.3, |_| false), 90);
        assert!(steady.waits());
        assert_eq!(steady.count(950, true, 0.9, |_| false), 900, "what never comes is not waited for");
        assert_eq!(steady.count(950, false, 0.9, |_| false), 950);
        assert_eq!(steady.count(3, true, 1.0, |_| false), 3, "another list");
    }
}
