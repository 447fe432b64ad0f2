//! Bytes a second in each direction, over the last second in which anything moved.

use std::time::Duration;

/// How long a rate is measured over.
const SPAN: Duration = Duration::from_secs(1);

/// Bytes a second, measured from totals as they are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Bytes sent a second.
    pub sent: u64,
    /// Bytes received a second.
    pub received: u64,
    since: Duration,
    base: (u64, u64),
}

impl Rates {
    /// Takes in the totals at `now`. Returns after how long to look again; none when nothing moves.
    pub fn see(&mut self, now: Duration, sent: u64, received: u64) -> Option<Duration> {
        let took = now.saturating_sub(self.since);
        let moved = (sent, received) != self.base;
        if took < SPAN {
            // Later than a frame for news would come: while anything moves, no frame is drawn for the rate alone.
            return (moved || self.sent > 0 || self.received > 0).then_some(SPAN);
        }
        // After a quiet time the first bytes would be spread over all of it: a span starts with them.
        let fresh = took > SPAN * 3;
        let rate = |total: u64, base: u64| {
            let seconds = if fresh { 1.0 } else { took.as_secs_f64() };
            (total.saturating_sub(base) as f64 / seconds) as u64
        };
        self.sent = rate(sent, self.base.0);
        self.received = rate(received, self.base.1);
        (self.since, self.base) = (now, (sent, received));
        (self.sent > 0 || self.received > 0).then_some(SPAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_rise_and_fall_back_to_nothing() {
        let seconds = Duration::from_secs;
        let mut rates = Rates::default();
        assert_eq!(rates.see(seconds(10), 0, 0), None);
        assert_eq!(rates.see(seconds(10) + Duration::from_millis(500), 100, 0), Some(SPAN));
        assert!(rates.see(seconds(11), 200, 50).is_some());
        assert_eq!((rates.sent, rates.received), (200, 50));
        assert_eq!(rates.see(seconds(12), 200, 50), None);
        assert_eq!((rates.sent, rates.received), (0, 0));
    }
}
