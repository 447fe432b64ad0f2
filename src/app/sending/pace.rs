//! A steady rhythm: every start has its own moment, counted from the first one, so that being late once does not shift
//! the rest.

use std::time::{Duration, Instant};

/// Starts that are late by no more than this are caught up with, one after another; what is later is left out.
const CATCHES_UP: Duration = Duration::from_secs(1);

/// The moments of a repeat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    begun: Instant,
    every: Duration,
    /// The next start: 0 is the first.
    slot: u64,
}

impl Pace {
    /// The first start is now.
    pub fn new(begun: Instant, every: Duration) -> Self {
        Self { begun, every: every.max(Duration::from_millis(1)), slot: 0 }
    }

    /// When the next start is due; none where the clock does not reach that far.
    pub fn due(&self) -> Option<Instant> {
        let nanos = u64::try_from(self.every.as_nanos()).unwrap_or(u64::MAX).saturating_mul(self.slot);
        self.begun.checked_add(Duration::from_nanos(nanos))
    }

    /// Whether a start is due.
    pub fn is_due(&self, now: Instant) -> bool {
        self.due().is_some_and(|due| due <= now)
    }

    /// Takes the start that is due; gives how many before it were left out, because they are too long ago.
    pub fn take(&mut self, now: Instant) -> u64 {
        let late = self.due().map_or(Duration::ZERO, |due| now.saturating_duration_since(due));
        let skipped = if late > CATCHES_UP { late.as_nanos() / self.every.as_nanos().max(1) } else { 0 };
        let skipped = u64::try_from(skipped).unwrap_or(u64::MAX);
        self.slot = self.slot.saturating_add(skipped).saturating_add(1);
        skipped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLI: Duration = Duration::from_millis(1);

    #[test]
    fn starts_keep_their_moments_however_late_the_one_before_was() {
        let begun = Instant::now();
        let mut pace = Pace::new(begun, 500 * MILLI);
        for (slot, late) in [(0, 0), (1, 499), (2, 3), (3, 1000), (4, 700)] {
            let due = begun + 500 * MILLI * slot;
            assert_eq!(pace.due(), Some(due));
            assert!(!pace.is_due(due - MILLI) && pace.is_due(due));
            assert_eq!(pace.take(due + late * MILLI), 0, "start {slot}");
        }
    }

    #[test]
    fn a_long_stall_is_left_out_and_counted() {
        let begun = Instant::now();
        for (every, late, skipped) in [(1, 999, 0), (1, 1000, 0), (1, 1001, 1001), (1, 5000, 5000), (700, 1500, 2)] {
            let mut pace = Pace::new(begun, every * MILLI);
            assert_eq!(pace.take(begun + late * MILLI), skipped, "{late} ms late at every {every} ms");
            let next = begun + every * MILLI * (u32::try_from(skipped).unwrap() + 1);
            assert_eq!(pace.due(), Some(next));
            assert_eq!(pace.is_due(begun + late * MILLI), skipped == 0, "after a leap the next one is in the future");
        }
    }

    #[test]
    fn a_rhythm_beyond_the_clock_never_comes() {
        let begun = Instant::now();
        let mut pace = Pace::new(begun, Duration::MAX);
        assert!(pace.is_due(begun));
        pace.take(begun);
        assert!(!pace.is_due(begun + Duration::from_secs(1 << 20)));
        assert_eq!(Pace::new(begun, Duration::ZERO).every, MILLI);
    }
}
