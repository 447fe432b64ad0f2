//! What is being sent, and what just ended.

use super::live::{End, Live, Taken};
use super::{RepeatPlan, SendCounts};
use crate::call::Name;
use crate::locale::Message;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What ended well stays in sight for so long; what had trouble, until it is dismissed.
const STAYS: Duration = Duration::from_secs(8);
/// Of those that ended, no more than so many stay.
const ENDED_KEPT: usize = 8;

/// Which kind of sending goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendKind {
    /// The same bytes again and again.
    Repeat(RepeatPlan),
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// It goes in datagrams of so many bytes; none on streams.
        datagrams: Option<usize>,
    },
    /// Messages one after another.
    Sequence,
}

/// Something that is sent over a while, on a thread of its own.
pub struct Sending {
    /// Its number in this run.
    pub id: u64,
    /// What kind.
    pub kind: SendKind,
    /// What the person calls it.
    pub label: Option<String>,
    /// The sockets' labels when it began, in the order of the wish.
    pub to: Vec<Name>,
    /// Sockets that were dropped, each with the reason in words.
    pub troubles: Vec<Message>,
    /// How it ended.
    pub over: Option<Over>,
    pub(super) live: Arc<Live>,
    pub(super) thread: Option<JoinHandle<()>>,
}

/// The end of a sending.
#[derive(Clone, Debug, PartialEq)]
pub struct Over {
    /// When, on the session's clock.
    pub at: Duration,
    /// What to say.
    pub message: Message,
    /// Whether it ended otherwise than it was meant to (stopped by hand is as meant).
    pub is_trouble: bool,
}

impl Sending {
    /// How far it is.
    pub fn counts(&self) -> SendCounts {
        let counts = self.live.told.lock().counts.clone();
        let over = self.over.as_ref().filter(|over| over.is_trouble).map(|over| &over.message);
        SendCounts { trouble: self.troubles.last().or(over).cloned(), ..counts }
    }

    /// What each socket took, in the order of the wish.
    pub fn each(&self) -> Vec<Taken> {
        self.live.told.lock().each.clone()
    }

    /// The step of a sequence that was sent last.
    pub fn step(&self) -> Option<Arc<str>> {
        self.live.told.lock().step.clone()
    }

    /// For how long the oldest call under way has not come back; none between calls.
    pub fn waits(&self) -> Option<Duration> {
        self.live.flying_since().map(|since| since.elapsed())
    }

    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        self.over.is_none()
    }

    /// Done or not, of 1; none where no end is known.
    pub fn fraction(&self) -> Option<f32> {
        let counts = self.counts();
        let total = counts.total.filter(|total| *total > 0)?;
        let done = if matches!(self.kind, SendKind::File { .. }) { counts.bytes } else { counts.calls + counts.failed };
        Some((done as f64 / total as f64).min(1.0) as f32)
    }

    pub(super) fn end(&self) -> Option<End> {
        self.live.told.lock().end.clone()
    }

    /// Whether it may go from sight by itself at `now`, or after how long.
    fn stays(&self, now: Duration) -> Option<Duration> {
        let over = self.over.as_ref().filter(|over| !over.is_trouble && self.troubles.is_empty())?;
        Some((over.at + STAYS).saturating_sub(now))
    }
}

/// All that is sent over a while, the oldest first.
#[derive(Default)]
pub struct Sendings {
    pub(super) list: Vec<Sending>,
    pub(super) last_id: u64,
}

impl Sendings {
    /// Running ones and those that ended, the oldest first.
    pub fn list(&self) -> &[Sending] {
        &self.list
    }

    /// The one of this number.
    pub fn get(&self, id: u64) -> Option<&Sending> {
        self.list.iter().find(|sending| sending.id == id)
    }

    /// How many go on.
    pub fn running(&self) -> usize {
        self.list.iter().filter(|sending| sending.is_running()).count()
    }

    pub(super) fn stop(&self, id: u64) {
        if let Some(sending) = self.get(id) {
            sending.live.stop();
        }
    }

    /// Takes one that ended out of sight.
    pub(super) fn dismiss(&mut self, id: u64) {
        self.list.retain(|sending| sending.id != id || sending.is_running());
    }

    /// Takes out of sight what was there long enough; gives after how long to look again.
    pub(super) fn forget(&mut self, now: Duration) -> Option<Duration> {
        self.list.retain(|sending| sending.stays(now).is_none_or(|left| !left.is_zero()));
        let ended = self.list.len() - self.running();
        let mut too_many = ended.saturating_sub(ENDED_KEPT);
        self.list.retain(|sending| {
            let is_kept = sending.is_running() || too_many == 0;
            too_many -= usize::from(!is_kept);
            is_kept
        });
        self.list.iter().filter_map(|sending| sending.stays(now)).min()
    }

    /// Ends all of them as soon as can be.
    pub(in crate::app) fn stop_all(&self) {
        self.list.iter().filter(|sending| sending.is_running()).for_each(|sending| sending.live.stop());
    }

    /// Waits until their threads are over, for no longer than `within`: one may still be reading from a slow disk.
    pub(in crate::app) fn wait(&mut self, within: Duration) {
        let until = Instant::now() + within;
        for thread in self.list.iter_mut().filter_map(|sending| sending.thread.take()) {
            while !thread.is_finished() && Instant::now() < until {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }
}

impl Drop for Sendings {
    fn drop(&mut self) {
        self.stop_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Clock;
    use crate::net::Engine;
    use crossbeam_channel::bounded;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn what_ended_well_goes_by_itself_and_trouble_stays() {
        let (events, _kept) = bounded(8);
        let engine = Engine::start(Clock::start_now(), events).unwrap();
        let (bell, _rings) = bounded(1);
        let ended = |id, over: Option<(u64, bool)>| Sending {
            id,
            kind: SendKind::Sequence,
            label: None,
            to: Vec::new(),
            troubles: Vec::new(),
            over: over.map(|(at, is_trouble)| Over { at: seconds(at), message: Message::new("x"), is_trouble }),
            live: Arc::new(Live::new(engine.clone(), bell.clone(), Vec::new())),
            thread: None,
        };
        let mut sendings = Sendings::default();
        sendings.list.extend([ended(1, Some((1, false))), ended(2, Some((2, true))), ended(3, None)]);
        let ids = |sendings: &Sendings| sendings.list().iter().map(|sending| sending.id).collect::<Vec<_>>();
        assert_eq!(sendings.forget(seconds(8)), Some(seconds(1)));
        assert_eq!(sendings.forget(seconds(9)), None);
        assert_eq!(ids(&sendings), [2, 3]);
        sendings.dismiss(3);
        assert_eq!(ids(&sendings), [2, 3], "what goes on is not dismissed");
        sendings.list.extend((4..14).map(|id| ended(id, Some((9, true)))));
        sendings.forget(seconds(9));
        assert_eq!(ids(&sendings), [3, 6, 7, 8, 9, 10, 11, 12, 13]);
        engine.shutdown(seconds(1));
    }
}
