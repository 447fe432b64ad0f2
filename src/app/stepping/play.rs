//! Going on by itself: when the next record is due.

use super::{Speed, Stepping};
use std::time::Duration;

/// A pause that would last longer is shortened.
const LONG: Duration = Duration::from_secs(5);
/// To so much.
const SHORTENED: Duration = Duration::from_secs(2);
/// A window that could not follow catches up with at most so much.
const LATE: Duration = Duration::from_secs(1);
/// Records that may follow at once.
const AT_ONCE: usize = 10_000;

/// It goes on by itself.
#[derive(Clone, Copy, Debug)]
pub struct Playing {
    /// When the next record shows, on the program's clock.
    due: Duration,
    /// A pause that is being shortened: how long it was.
    pub shortened: Option<Duration>,
    /// How far the session's clock had come: records that were written late lie before it.
    reached: Duration,
}

/// How long to wait for what came `gap` later, and how long the pause was where that is shortened.
fn pause(gap: Duration, speed: Speed) -> (Duration, Option<Duration>) {
    let wait = match speed {
        Speed::Real => gap,
        Speed::Ten => gap / 10,
        Speed::Fast => return (Duration::ZERO, None),
    };
    if wait > LONG { (SHORTENED, Some(gap)) } else { (wait, None) }
}

impl Stepping {
    pub(super) fn play_or_rest(&mut self, on: bool, now: Duration) {
        if on && self.at >= self.last() {
            // From the beginning again.
            self.at = 0;
        }
        self.hidden &= !on;
        self.playing = on.then_some(Playing { due: now, shortened: None, reached: Duration::ZERO });
    }

    pub(super) fn set_speed(&mut self, speed: Speed, now: Duration) {
        self.speed = speed;
        if self.is_playing() {
            self.play_on(now);
        }
    }

    /// Counts the pause before the next record from now on.
    pub(super) fn play_on(&mut self, now: Duration) {
        let reached = self.base.beat(self.at).map(|beat| beat.t).unwrap_or_default();
        self.hidden = false;
        self.playing = Some(Playing { due: now, shortened: None, reached });
        self.wait_for_next();
    }

    /// Sets when the next record is due, from when this one was.
    fn wait_for_next(&mut self) {
        let Some(playing) = &mut self.playing else { return };
        let Some(next) = self.base.beat(self.at + 1).filter(|_| self.at < self.base.snapshot().saved) else {
            self.playing = None;
            return;
        };
        let (wait, shortened) = pause(next.t.saturating_sub(playing.reached), self.speed);
        playing.reached = playing.reached.max(next.t);
        playing.due = playing.due.saturating_add(wait);
        playing.shortened = shortened;
    }

    /// Shows what is due by now; returns after how long more is.
    pub(super) fn play(&mut self, now: Duration) -> Option<Duration> {
        if self.speed == Speed::Fast && self.is_reading() {
            // The window is woken when it is read.
            return None;
        }
        let playing = self.playing.as_mut()?;
        playing.due = playing.due.max(now.saturating_sub(LATE));
        let most = if self.speed == Speed::Fast { 1 } else { AT_ONCE };
        for _ in 0..most {
            if self.playing.as_ref().is_none_or(|playing| playing.due > now) {
                break;
            }
            self.at += 1;
            self.wait_for_next();
        }
        self.playing.as_ref().map(|playing| playing.due.saturating_sub(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_keep_their_length_unless_they_are_long() {
        let (milli, second) = (Duration::from_millis(1), Duration::from_secs(1));
        for (gap, speed, wait, shortened) in [
            (second, Speed::Real, second, None),
            (5 * second, Speed::Real, 5 * second, None),
            (18 * second, Speed::Real, 2 * second, Some(18 * second)),
            (18 * second, Speed::Ten, 1800 * milli, None),
            (60 * second, Speed::Ten, 2 * second, Some(60 * second)),
            (60 * second, Speed::Fast, Duration::ZERO, None),
        ] {
            assert_eq!(pause(gap, speed), (wait, shortened), "{gap:?} {speed:?}");
        }
    }
}
