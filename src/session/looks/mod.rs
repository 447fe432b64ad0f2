//! What records tell of a socket as it goes by: bytes, answers and connections that were counted, and what the kernel
//! held where that was sampled. Folded beside the board, for charts of any moment; bounded, so that long sessions have
//! fewer looks a second and not fewer seconds.

mod track;

pub(crate) use track::sum;
pub use track::{Counted, Look, Track};

use super::board::{Board, SocketRow};
use crate::call::{Body, Notice, Record, Sample, Sampled, SocketId};
use parking_lot::RwLock;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Between two looks that are kept, to begin with: twice as long each time that a track is thinned.
const EVERY: Duration = Duration::from_millis(250);
/// About so many looks are kept in all; each socket has its share.
const MOST: usize = 16_384;
/// The share of one socket.
const SHARE: std::ops::RangeInclusive<usize> = 8..=1024;
/// So many sockets have looks: those with lower numbers.
const TRACKS: usize = 8192;

/// The tracks of a session, by socket; none is all of them together. Read while they grow.
#[derive(Debug, Default)]
pub struct Looks(RwLock<HashMap<Option<SocketId>, Track>>);

impl Looks {
    /// Reads one of them.
    pub fn read<R>(&self, scope: Option<SocketId>, read: impl FnOnce(Option<&Track>) -> R) -> R {
        read(self.0.read().get(&scope))
    }

    /// The session is read anew.
    pub fn forget(&self) {
        self.0.write().clear();
    }
}

/// When a track takes in the next look, and how often it does.
#[derive(Clone, Copy, Debug)]
struct Due {
    at: Duration,
    every: Duration,
}

impl Default for Due {
    fn default() -> Self {
        Self { at: Duration::ZERO, every: EVERY }
    }
}

/// What the fold does at the next record.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The socket is due; how it stood before.
    socket: Option<(SocketId, Option<(Counted, Duration)>)>,
    /// All together are due.
    all: bool,
    t: Duration,
}

/// The fold of looks.
#[derive(Clone, Debug, Default)]
pub struct LookFold {
    looks: Arc<Looks>,
    /// By the socket's number: looked at with each record.
    due: Vec<Due>,
    /// All together.
    all: Due,
}

impl LookFold {
    /// Folds into these.
    pub fn with(looks: Arc<Looks>) -> Self {
        Self { looks, ..Self::default() }
    }

    /// Whether the record is one to look at, before the board has it: on most there is nothing to be done.
    pub fn want(&self, record: &Record, board: &Board) -> Wanted {
        let t = match &record.body {
            Body::Call(call) => record.t.saturating_add(call.took.unwrap_or_default()),
            Body::Join(join) => record.t.saturating_add(join.took),
            Body::Notice(Notice::Sample(_)) => record.t,
            _ => return Wanted::default(),
        };
        let Some(sid) = record.sid.map(|sid| board.owner(sid)) else { return Wanted::default() };
        let is_sample = matches!(record.body, Body::Notice(_));
        let place = usize::try_from(sid.0).ok().filter(|place| *place < TRACKS);
        let is_due = place.is_some_and(|place| self.due.get(place).is_none_or(|due| t >= due.at));
        let is_wanted = is_due || is_sample && place.is_some();
        let row = if is_wanted { board.row(sid) } else { None };
        let socket = is_wanted.then(|| (sid, row.map(|row| (Counted::of(board, row.sid), row.last_t))));
        Wanted { socket, all: t >= self.all.at, t }
    }

    /// Takes in the record, once the board has it.
    pub fn take(&mut self, wanted: &Wanted, record: &Record, board: &Board) {
        let Wanted { socket, all, t } = wanted;
        let sampled = match &record.body {
            Body::Notice(Notice::Sample(sampled)) => Some(sampled.as_ref()),
            _ => None,
        };
        if let Some((sid, before)) = socket
            && let Some(row) = board.row(*sid)
        {
            self.look(board, row, *t, before.as_ref(), sampled);
        }
        if *all {
            let sample = together(board).unwrap_or_else(|| nothing(SocketId::NONE));
            self.put(None, |track, every| {
                let counted = Counted::of_all(board);
                rest(track, *t, every);
                track.put(Look { sample: Sample { at: *t, ..sample }, counted, after_gap: false });
            });
        }
    }

    fn look(
        &mut self,
        board: &Board,
        row: &SocketRow,
        t: Duration,
        before: Option<&(Counted, Duration)>,
        sampled: Option<&Sampled>,
    ) {
        let counted = Counted::of(board, row.sid);
        let sample = row.sample.as_deref().copied().unwrap_or_else(|| nothing(row.sid));
        self.put(Some(row.sid), |track, every| {
            if let Some((before, last_t)) = before
                && *last_t > track.looked_at()
                && let Some(last) = track.last().copied()
            {
                // What was too soon after another look to be one of its own.
                let sample = Sample { at: *last_t, ..last.sample };
                track.put(Look { sample, counted: *before, after_gap: false });
            }
            // Until then the one before it held; later nobody looked.
            let held = sampled.and_then(|sampled| sampled.held).filter(|held| t.saturating_sub(*held) > 4 * EVERY);
            rest(track, held.map_or(t, |held| held.saturating_add(EVERY)), every);
            if let Some((held, last)) = held.zip(track.last().copied()) {
                let sample = Sample { at: held.saturating_add(Duration::from_millis(1)), ..nothing(row.sid) };
                track.put(Look { sample, ..last });
            }
            track.put(Look { sample: Sample { at: t, ..sample }, counted, after_gap: false });
        });
    }

    /// Puts something on a track, which is thinned where it has its share.
    fn put(&mut self, scope: Option<SocketId>, put: impl FnOnce(&mut Track, Duration)) {
        let due = match scope.map(|sid| usize::try_from(sid.0).unwrap_or(usize::MAX)) {
            None => &mut self.all,
            Some(place) if place >= TRACKS => return,
            Some(place) => {
                if place >= self.due.len() {
                    self.due.resize(place + 1, Due::default());
                }
                let Some(due) = self.due.get_mut(place) else { return };
                due
            }
        };
        let mut tracks = self.looks.0.write();
        let most = (MOST / (tracks.len() + 1)).clamp(*SHARE.start(), *SHARE.end());
        let track = tracks.entry(scope).or_default();
        put(track, due.every);
        if track.looks().len() > most {
            track.thin();
            due.every = due.every.saturating_mul(2);
        }
        due.at = track.looked_at().saturating_add(due.every);
    }
}

/// Nothing was moved until shortly before `t`: lines are flat until then.
fn rest(track: &mut Track, t: Duration, every: Duration) {
    let Some(last) = track.last().copied() else { return };
    let until = t.saturating_sub(EVERY);
    if until > last.sample.at.saturating_add(every) {
        track.put(Look { sample: Sample { at: until, ..last.sample }, ..last });
    }
}

/// What all open sockets were last seen to hold, as one sample.
pub fn together(board: &Board) -> Option<Sample> {
    let open = board.sockets.values().filter(|row| row.open);
    let samples: Vec<Sample> = open.filter_map(|row| row.sample.as_deref().copied()).collect();
    sum(&samples)
}

/// A socket that was not sampled.
fn nothing(sid: SocketId) -> Sample {
    Sample {
        sid,
        at: Duration::ZERO,
        tcp: None,
        memory: None,
        receive_queue: None,
        send_queue: None,
        accept_queue: None,
        handshakes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{By, Call, CallRecord, Kept, Name, Outcome, Value};

    const SID: SocketId = SocketId(1);

    #[derive(Default)]
    struct Story {
        board: Board,
        fold: LookFold,
        n: u64,
    }

    impl Story {
        fn record(&mut self, t: Duration, body: Body) {
            let record = Record { n: self.n, t, sid: Some(SID), body };
            self.n += 1;
            let wanted = self.fold.want(&record, &self.board);
            self.board.apply(&record);
            self.fold.take(&wanted, &record, &self.board);
        }

        fn call(&mut self, t: Duration, call: Call, outcome: Outcome) {
            let (on, makes) = (None, Some(Name::new("", "s")));
            let (took, kept) = (Some(Duration::ZERO), Kept::Whole);
            let (waits, made, at, deferred, by) = (None, None, None, false, By::Person);
            let call = CallRecord { on, makes, by, call, waits, took, outcome, made, at, deferred, kept };
            self.record(t, Body::Call(Box::new(call)));
        }

        fn send(&mut self, millis: u64) {
            let send = Call::Send { data: [7; 100].as_slice().into(), flags: 0 };
            self.call(Duration::from_millis(millis), send, Outcome::Ok(Value::Int(100)));
        }

        fn sample(&mut self, at: Duration, queue: u32, held: Option<Duration>) {
            let sample = Sample { at, receive_queue: Some(queue), ..nothing(SID) };
            let sampled = Sampled { held, ..Sampled::first(sample) };
            self.record(at, Body::Notice(Notice::Sample(Box::new(sampled))));
        }

        fn track(&self) -> Track {
            self.fold.looks.read(Some(SID), |track| track.cloned()).unwrap_or_default()
        }
    }

    fn story() -> Story {
        let mut story = Story::default();
        let number = |name| crate::call::number_of(name).unwrap();
        let socket = Call::Socket { family: number("AF_INET"), kind: number("SOCK_STREAM"), proto: 0 };
        story.call(Duration::ZERO, socket, Outcome::NONE);
        story
    }

    #[test]
    fn what_moved_is_seen_without_any_sample() {
        let mut story = story();
        [1000, 1100, 5000].into_iter().for_each(|millis| story.send(millis));
        let seen = |look: &Look| (look.sample.at.as_millis(), look.counted.sent);
        let looks: Vec<_> = story.track().looks().map(seen).collect();
        // At rest until a quarter of a second before; what came too soon after another look is told by the next.
        assert_eq!(looks, [(0, 0), (750, 0), (1000, 100), (1100, 200), (4750, 200), (5000, 300)]);
        let all = story.fold.looks.read(None, |track| track.unwrap().last().copied()).unwrap();
        assert_eq!(seen(&all), (5000, 300));
    }

    #[test]
    fn where_nobody_looked_nothing_is_known() {
        let mut story = story();
        let at = Duration::from_millis;
        story.sample(at(1000), 5, None);
        story.sample(at(3000), 9, Some(at(2900)));
        story.sample(at(60_000), 1, Some(at(10_000)));
        let looks: Vec<_> =
            story.track().looks().map(|look| (look.sample.at.as_millis(), look.sample.receive_queue)).collect();
        let before = [(0, None), (750, None), (1000, Some(5)), (2750, Some(5)), (3000, Some(9))];
        assert_eq!(looks[..5], before);
        assert_eq!(looks[5..], [(10_000, Some(9)), (10_001, None), (60_000, Some(1))]);
        assert_eq!(story.board.row(SID).unwrap().last_t, Duration::ZERO, "a look is nothing that it did");
    }

    #[test]
    fn a_long_session_has_all_of_its_time_in_bounded_memory() {
        let mut story = story();
        (1..40_000).for_each(|n| story.send(n * 300));
        let track = story.track();
        assert!((400..=1024).contains(&track.looks().len()), "{}", track.looks().len());
        let first = track.looks().next().unwrap();
        assert!(first.sample.at < Duration::from_secs(30) && track.last().unwrap().counted.sent > 3_990_000);
        // Times that no clock has do no harm.
        for odd in [Duration::MAX, Duration::ZERO] {
            story.sample(odd, 1, Some(Duration::MAX));
            story.sample(odd, 2, Some(Duration::ZERO));
        }
    }
}
