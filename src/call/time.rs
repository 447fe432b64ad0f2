//! One clock for the whole session, so that every room speaks of the same moment.

use std::time::{Duration, Instant, SystemTime};

/// Monotonic time since the session began, and the wall-clock moment of that beginning.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: Instant,
    utc: SystemTime,
}

impl Clock {
    /// A session that begins now.
    pub fn start_now() -> Self {
        Self { start: Instant::now(), utc: SystemTime::now() }
    }

    /// Monotonic time since the session began.
    pub fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// The wall-clock moment when the session began.
    pub fn utc(&self) -> SystemTime {
        self.utc
    }
}
