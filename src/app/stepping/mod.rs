//! Stepping through a session: the whole window as it was once a record was taken in.
//!
//! The panels read a view of the session that ends at that moment (`session/moments`), so that none of them knows of
//! it. The moment is folded by the session's reader thread; until it is there the one before shows. A live session goes
//! on behind.

mod act;
mod errors;
mod play;

use crate::session::{Moment, Session};
use errors::Errors;
use play::Playing;
use std::sync::Arc;
use std::time::Duration;

/// A wish about stepping through.
#[derive(Clone, Debug, PartialEq)]
pub enum StepCommand {
    /// Begin at a record; none begins at the selected one, or at the last.
    Begin(Option<u64>),
    /// Back to what is now.
    Leave,
    /// To a record.
    To(u64),
    /// So many records on, or back.
    Records(i64),
    /// To the next call, or to the one before; where outcomes are hidden, first to what came of this one.
    Calls(i64),
    /// To the first record.
    First,
    /// To the last record.
    Last,
    /// Go on by itself, or rest.
    Play(bool),
    /// How fast it goes on by itself.
    SetSpeed(Speed),
    /// Show what came of a call on the second press.
    HideOutcomes(bool),
}

/// How fast records follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// As they did.
    #[default]
    Real,
    /// Ten times as fast.
    Ten,
    /// One with each picture.
    Fast,
}

/// The moment that shows.
#[derive(Clone, Debug)]
struct Shown {
    at: u64,
    hidden: bool,
    moment: Arc<Moment>,
}

/// The past that shows.
pub struct Stepping {
    base: Arc<Session>,
    /// The record from which on the log showed before.
    cleared: u64,
    view: Arc<Session>,
    /// The record that is wanted; it shows once its moment is read.
    at: u64,
    /// It was gone to as a call: it shows with what it brought about at once.
    settles: bool,
    /// What came of it is not told yet.
    hidden: bool,
    hides: bool,
    speed: Speed,
    playing: Option<Playing>,
    shown: Option<Shown>,
    errors: Errors,
}

impl Stepping {
    fn new((base, cleared): (Arc<Session>, u64), at: u64, waker: crate::session::Waker) -> Self {
        let (view, errors) = (base.view(), Errors::look(&base, waker));
        let (hidden, hides, speed) = (false, false, Speed::default());
        Self { base, cleared, view, at, settles: false, hidden, hides, speed, playing: None, shown: None, errors }
    }

    /// The session as it was; none before the first moment is read.
    pub(super) fn view(&self) -> Option<&Arc<Session>> {
        self.shown.as_ref().map(|_| &self.view)
    }

    /// The record that shows, or is about to.
    pub fn at(&self) -> u64 {
        self.at
    }

    /// The last record that there is.
    pub fn last(&self) -> u64 {
        self.base.snapshot().saved.saturating_sub(1)
    }

    /// When the record that shows was, on the session's clock.
    pub fn time(&self) -> Duration {
        let shown = self.shown.as_ref().map(|shown| shown.moment.t);
        self.base.beat(self.at).map(|beat| beat.t).or(shown).unwrap_or_default()
    }

    /// The record that shows in the window now; behind [`Self::at`] while its moment is being read.
    pub fn shown(&self) -> Option<u64> {
        self.shown.as_ref().map(|shown| shown.at)
    }

    /// Whether the moment that is wanted is still being read.
    pub fn is_reading(&self) -> bool {
        self.shown.as_ref().is_none_or(|shown| (shown.at, shown.hidden) != (self.at, self.hidden))
    }

    /// The call whose outcome is not told yet.
    pub fn hidden(&self) -> Option<u64> {
        self.shown.as_ref().filter(|shown| shown.hidden).map(|shown| shown.at)
    }

    /// Whether what came of a call is shown on the second press.
    pub fn hides_outcomes(&self) -> bool {
        self.hides
    }

    /// How fast it goes on by itself.
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// Whether it goes on by itself.
    pub fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// A pause of the session that is being shortened: how long it was.
    pub fn shortened(&self) -> Option<Duration> {
        self.playing.as_ref().and_then(|playing| playing.shortened)
    }

    /// Records in which a call came back with an error, as far as they are known: at most a few thousand.
    pub fn errors(&self) -> &[u64] {
        self.errors.found()
    }
}

/// `00:01.234`, with hours in front where there are any.
pub fn moment_text(t: Duration) -> String {
    let (seconds, millis) = (t.as_secs(), t.subsec_millis());
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes:02}:{seconds:02}.{millis:03}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}.{millis:03}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_on_a_clock() {
        for (millis, text) in
            [(0, "00:00.000"), (1_234, "00:01.234"), (61_005, "01:01.005"), (7_325_000, "2:02:05.000")]
        {
            assert_eq!(moment_text(Duration::from_millis(millis)), text);
        }
    }
}
