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
/// About so many looks are kept of all sockets, and as many of all listeners; each has its share.
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
    /// What followed is not in the file: until then it is known that nothing moved.
    lost_from: Option<Duration>,
    /// It listens: it has the looks of many.
    listens: bool,
}

impl Default for Due {
    fn default() -> Self {
        Self { at: Duration::ZERO, every: EVERY, lost_from: None, listens: false }
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
    /// How many of them listen.
    listeners: usize,
    /// The newest of the records that are looked at.
    newest: Duration,
    /// Nothing is lost here, whatever the file does not have.
    is_whole: bool,
}

impl LookFold {
    /// Folds what a file has into these.
    pub fn with(looks: Arc<Looks>) -> Self {
        Self { looks, ..Self::default() }
    }

    /// Folds everything that happens into these.
    pub fn of_all(looks: Arc<Looks>) -> Self {
        Self { looks, is_whole: true, ..Self::default() }
    }

    /// From here on the file does not have everything: what comes next is behind a gap.
    fn lose(&mut self) {
        for due in self.due.iter_mut().chain([&mut self.all]) {
            (due.at, due.lost_from) = (Duration::ZERO, due.lost_from.or(Some(self.newest)));
        }
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
        if let Body::Notice(Notice::Gap { records: 1.., .. }) = &record.body
            && !self.is_whole
        {
            return self.lose();
        }
        self.newest = self.newest.max(*t);
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
            self.put(None, false, |track, due| {
                let counted = Counted::of_all(board);
                rest(track, due.rested(*t), due.every);
                let after_gap = due.lost_from.is_some();
                track.put(Look { sample: Sample { at: *t, ..sample }, counted, after_gap });
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
        self.put(Some(row.sid), row.backlog.is_some(), |track, due| {
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
            let (held, after_gap) = (held.filter(|_| due.lost_from.is_none()), due.lost_from.is_some());
            rest(track, held.map_or(due.rested(t), |held| held.saturating_add(EVERY)), due.every);
            if let Some((held, last)) = held.zip(track.last().copied()) {
                let sample = Sample { at: held.saturating_add(Duration::from_millis(1)), ..nothing(row.sid) };
                track.put(Look { sample, ..last });
            }
            track.put(Look { sample: Sample { at: t, ..sample }, counted, after_gap });
        });
    }

    /// Puts something on a track, which is thinned where it has its share. All together, and a listener, have the looks
    /// of many: theirs is not that of one socket.
    fn put(&mut self, scope: Option<SocketId>, listens: bool, put: impl FnOnce(&mut Track, Due)) {
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
        if listens && !std::mem::replace(&mut due.listens, true) {
            self.listeners += 1;
        }
        let mut tracks = self.looks.0.write();
        let sharing = if scope.is_none() || due.listens { self.listeners } else { tracks.len() };
        let most = (MOST / (sharing + 1)).clamp(*SHARE.start(), *SHARE.end());
        let track = tracks.entry(scope).or_default();
        put(track, *due);
        due.lost_from = None;
        if track.looks().len() > most {
            track.thin();
            due.every = due.every.saturating_mul(2);
        }
        due.at = track.looked_at().saturating_add(due.every);
    }
}

impl Due {
    /// Until when a look at `t` tells that nothing had moved, with the moment before it that [`rest`] leaves.
    fn rested(&self, t: Duration) -> Duration {
        self.lost_from.map_or(t, |lost| lost.saturating_add(EVERY))
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
mod tests;
