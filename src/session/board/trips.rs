//! Round trips: from the first send that nobody has answered yet to the receive that answers it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// So many of the newest round trips are kept one by one.
pub const RECENT: usize = 1024;

/// How long answers took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundTrips {
    /// How many there were.
    pub count: u64,
    /// The newest.
    pub last: Duration,
    /// The shortest.
    pub min: Duration,
    /// The longest.
    pub max: Duration,
    /// All of them together.
    pub total: Duration,
    /// The newest [`RECENT`], in microseconds, the newest last; in an `Arc` because a row is cloned on write.
    recent: Arc<VecDeque<u32>>,
}

impl RoundTrips {
    /// Takes in the next one.
    pub fn add(&mut self, took: Duration) {
        self.min = if self.count == 0 { took } else { self.min.min(took) };
        self.max = self.max.max(took);
        (self.last, self.count) = (took, self.count + 1);
        self.total = self.total.saturating_add(took);
        let recent = Arc::make_mut(&mut self.recent);
        if recent.len() == RECENT {
            recent.pop_front();
        }
        recent.push_back(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// The mean; none where there was none.
    pub fn mean(&self) -> Option<Duration> {
        let count = u128::from(self.count);
        let nanos = self.total.as_nanos().checked_div(count)?;
        Some(Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
    }

    /// The newest ones, at most `most` and at most [`RECENT`], the newest last.
    pub fn newest(&self, most: usize) -> impl DoubleEndedIterator<Item = Duration> + '_ {
        let skipped = self.recent.len().saturating_sub(most);
        self.recent.iter().skip(skipped).map(|micros| Duration::from_micros(u64::from(*micros)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_the_longest_and_the_newest() {
        let mut trips = RoundTrips::default();
        assert_eq!((trips.mean(), trips.newest(9).count()), (None, 0));
        for millis in [15, 13, 20] {
            trips.add(Duration::from_millis(millis));
        }
        let millis = [trips.min, trips.max, trips.last, trips.mean().unwrap()].map(|time| time.as_millis());
        assert_eq!((millis, trips.count), ([13, 20, 20, 16], 3));
        assert_eq!(trips.newest(2).map(|time| time.as_millis()).collect::<Vec<_>>(), [13, 20]);
        for _ in 0..2 * RECENT {
            trips.add(Duration::MAX);
        }
        assert_eq!(trips.newest(usize::MAX).count(), RECENT);
    }
}
