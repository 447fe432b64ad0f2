//! Bytes, messages and round trips of a socket since *Reset*.

use crate::session::{RoundTrips, SocketRow};
use std::time::Duration;

/// What moved on a socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Sends that were taken.
    pub messages_sent: u64,
    /// Receives that gave something.
    pub messages_received: u64,
}

impl Counters {
    pub(super) fn of(row: &SocketRow) -> Self {
        let SocketRow { sent, received, messages_sent, messages_received, .. } = *row;
        Self { sent, received, messages_sent, messages_received }
    }
}

/// How long answers took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trips {
    /// How many there were.
    pub count: u64,
    /// The newest.
    pub last: Duration,
    /// The shortest.
    pub min: Duration,
    /// The longest.
    pub max: Duration,
}

impl Trips {
    pub(super) fn of(trips: &RoundTrips) -> Option<Self> {
        let RoundTrips { count, last, min, max, .. } = *trips;
        (count > 0).then_some(Self { count, last, min, max })
    }
}

/// What there was when the counters were reset, and the shortest and longest round trip since.
#[derive(Clone, Debug)]
pub(super) struct Since {
    before: Counters,
    trips_before: u64,
    /// Round trips that were looked at.
    seen: u64,
    min: Duration,
    max: Duration,
}

impl Since {
    pub fn now(row: &SocketRow) -> Self {
        let count = row.round_trips.count;
        let (min, max) = (Duration::MAX, Duration::ZERO);
        Self { before: Counters::of(row), trips_before: count, seen: count, min, max }
    }

    /// Looks at the round trips that are new. More than the board keeps one by one between two looks: the older of them
    /// are not among the shortest and longest.
    pub fn see(&mut self, row: &SocketRow) {
        let trips = &row.round_trips;
        let new = usize::try_from(trips.count.saturating_sub(self.seen)).unwrap_or(usize::MAX);
        for took in trips.newest(new) {
            (self.min, self.max) = (self.min.min(took), self.max.max(took));
        }
        self.seen = trips.count;
    }

    pub fn counters(&self, row: &SocketRow) -> Counters {
        let Counters { sent, received, messages_sent, messages_received } = self.before;
        Counters {
            sent: row.sent.saturating_sub(sent),
            received: row.received.saturating_sub(received),
            messages_sent: row.messages_sent.saturating_sub(messages_sent),
            messages_received: row.messages_received.saturating_sub(messages_received),
        }
    }

    pub fn trips(&self, trips: &RoundTrips) -> Option<Trips> {
        let count = self.seen.saturating_sub(self.trips_before);
        (count > 0).then_some(Trips { count, last: trips.last, min: self.min, max: self.max })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};

    #[test]
    fn what_is_new_is_counted_from_nothing() {
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), 2, 1, 0);
        (row.sent, row.messages_sent) = (10, 1);
        let millis = Duration::from_millis;
        row.round_trips.add(millis(5));
        let mut since = Since::now(&row);
        assert_eq!((since.counters(&row), since.trips(&row.round_trips)), (Counters::default(), None));
        (row.sent, row.received, row.messages_sent, row.messages_received) = (24, 62, 3, 2);
        row.round_trips.add(millis(15));
        row.round_trips.add(millis(13));
        since.see(&row);
        since.see(&row);
        let counters = Counters { sent: 14, received: 62, messages_sent: 2, messages_received: 2 };
        assert_eq!(since.counters(&row), counters);
        let trips = Trips { count: 2, last: millis(13), min: millis(13), max: millis(15) };
        assert_eq!(since.trips(&row.round_trips), Some(trips));
        assert_eq!(Trips::of(&row.round_trips).map(|all| (all.count, all.min)), Some((3, millis(5))));
    }
}
