//! What the kernel holds for our sockets, looked at by a thread of its own while a panel shows it: at most 4 times a
//! second, and nobody is woken where nothing changed.

pub mod moves;
mod resets;
mod save;
mod series;

pub use crate::session::{Counted, Look, Track};
pub use resets::Reset;
pub use series::{Series, csv};

use super::State;
use super::gate::{Gate, start_once};
use super::stepping::Stepping;
use crate::call::SocketId;
use crate::net::{Engine, Sample};
use crate::session::{Board, Session, Waker, sum};
use parking_lot::Mutex;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between two looks at most 4 times a second, and less often where there are many sockets.
const EVERY: Duration = Duration::from_millis(250);
const EVERY_OF_MANY: Duration = Duration::from_secs(1);
const MANY: usize = 256;
/// So many sockets have their looks kept; that which was looked at the longest ago gives way.
const TRACKS: usize = 16;

/// What the panels look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    /// These sockets.
    sockets: BTreeSet<SocketId>,
    /// The sums of all open ones.
    all: bool,
}

/// What was seen, by socket; none is all of them together.
type Tracks = HashMap<Option<SocketId>, Track>;

/// What is known of what the kernel holds.
#[derive(Default)]
pub struct Kernel {
    shared: Arc<Shared>,
    is_started: bool,
}

#[derive(Default)]
struct Shared {
    gate: Gate<Wish>,
    tracks: Mutex<Tracks>,
}

impl Drop for Kernel {
    fn drop(&mut self) {
        self.shared.gate.end();
    }
}

impl State {
    pub(super) fn tick_kernel(&mut self) {
        if self.kernel.shared.gate.settle() {
            let (shared, waker) = (Arc::clone(&self.kernel.shared), Arc::clone(&self.waker));
            let (engine, live) = (self.engine.clone(), Arc::clone(&self.live));
            let looker = std::thread::Builder::new().name("kernel-looks".to_owned());
            start_once(&mut self.kernel.is_started, looker, move || run(&shared, &engine, &live, &waker));
        }
    }

    /// What the kernel holds for a socket: the newest look at it; in a file, and while a session is stepped through, the
    /// last one that the session has by then. None where nobody looked, and of a closed socket. Whoever asks in every
    /// frame keeps the looks going.
    pub fn kernel_look(&self, sid: SocketId) -> Option<Look> {
        let row = self.socket(sid).filter(|row| row.open)?;
        if !self.is_live() {
            let then = self.stepping.as_ref().filter(|_| self.reading.is_none()).map(Stepping::time);
            let sample = match row.sample.as_deref() {
                Some(sample) => *sample,
                // What was left out of the session may be in memory yet.
                None => self.kernel.shared.tracks.lock().get(&Some(sid))?.at(then?)?.sample,
            };
            return Some(Look { sample, counted: Counted::of(&self.snapshot.board, sid), after_gap: false });
        }
        self.kernel.shared.gate.ask(|wish| {
            wish.sockets.insert(sid);
        });
        self.kernel.shared.tracks.lock().get(&Some(sid)).and_then(Track::last).copied()
    }

    /// Bytes in a socket's receive queue and in its send queue, as they were seen last: they move without any call of ours.
    /// None where nobody looked, and of a listener.
    pub fn queues(&self, sid: SocketId) -> [Option<u32>; 2] {
        let look = self.kernel_look(sid).map(|look| look.sample);
        let facts = self.facts.as_ref().filter(|facts| facts.sid == sid && self.is_live());
        // After a call the facts are read at once, and the next look comes within a quarter of a second.
        match (look, facts) {
            (Some(look), Some(facts)) if look.at < self.facts_at.1 => [facts.receive_queue, facts.send_queue],
            (Some(look), _) => [look.receive_queue, look.send_queue],
            (None, Some(facts)) => [facts.receive_queue, facts.send_queue],
            (None, None) => [None; 2],
        }
    }

    /// Keeps the looks at a socket going, or, without one, at all open sockets together.
    pub fn keep_looking(&self, scope: Option<SocketId>) {
        let is_open = |sid: SocketId| self.socket(sid).is_some_and(|row| row.open);
        let is_some = scope.map_or(self.snapshot.board.totals.sockets_open > 0, is_open);
        if !self.is_live() || !is_some {
            return;
        }
        self.kernel.shared.gate.ask(|wish| match scope {
            Some(sid) => {
                wish.sockets.insert(sid);
            }
            None => wish.all = true,
        });
    }

    /// Reads what was seen of a socket, or of all together: what the session has of it, and what this window saw last. A
    /// lock is held meanwhile.
    pub fn with_looks<R>(&self, scope: Option<SocketId>, read: impl FnOnce(Option<&Track>) -> R) -> R {
        let newest = if self.is_live() { self.kernel.shared.tracks.lock().get(&scope).cloned() } else { None };
        self.session().looks(scope, |kept| match (newest, kept) {
            (Some(newest), Some(kept)) => read(Some(&newest.after(kept))),
            (newest, kept) => read(newest.as_ref().or(kept)),
        })
    }

    /// Whether anything was seen of a socket, or of all together.
    pub fn has_looks(&self, scope: Option<SocketId>) -> bool {
        self.session().looks(scope, |track| track.is_some()) || self.is_live() && self.is_looked_at(scope)
    }

    /// Whether this window looked at a socket, or at all together, itself.
    pub fn is_looked_at(&self, scope: Option<SocketId>) -> bool {
        self.kernel.shared.tracks.lock().contains_key(&scope)
    }
}

fn run(shared: &Shared, engine: &Engine, live: &Arc<Session>, waker: &Waker) {
    let (mut next, mut dump_from) = (Instant::now(), Instant::now());
    while let Some(wish) = shared.gate.next(next) {
        let board = Arc::clone(&live.snapshot().board);
        let mut wanted = wish.sockets.clone();
        if wish.all {
            wanted.extend(board.sockets.values().filter(|row| row.open).map(|row| row.sid));
        }
        let wanted: Vec<SocketId> = wanted.into_iter().collect();
        next = Instant::now() + if wanted.len() > MANY { EVERY_OF_MANY } else { EVERY };
        // A dump goes through the whole of the kernel's table.
        let dumps = Instant::now() >= dump_from;
        if dumps {
            dump_from = Instant::now() + EVERY_OF_MANY;
        }
        let samples = engine.sample(&wanted, dumps);
        // Counted after the samples: what came in between is in both.
        let board = if wish.all { Arc::clone(&live.snapshot().board) } else { board };
        let rest = next.saturating_duration_since(Instant::now());
        if take(&mut shared.tracks.lock(), &wish, &samples, &board, rest) {
            waker();
        }
    }
}

/// Puts what was seen on its tracks. Whether anybody sees something new by it.
fn take(tracks: &mut Tracks, wish: &Wish, samples: &[Sample], board: &Board, rest: Duration) -> bool {
    let mut is_new = false;
    for sample in samples.iter().filter(|sample| wish.sockets.contains(&sample.sid)) {
        let counted = Counted::of(board, sample.sid);
        let track = track(tracks, Some(sample.sid));
        // What was not looked at stays as it was seen last.
        let known = track.last().and_then(|last| last.sample.handshakes).filter(|_| sample.accept_queue.is_some());
        let sample = Sample { handshakes: sample.handshakes.or(known), ..*sample };
        is_new |= track.see(sample, counted, rest);
    }
    if wish.all
        && let Some(sum) = sum(samples)
    {
        is_new |= track(tracks, None).see(sum, Counted::of_all(board), rest);
    }
    is_new
}

fn track(tracks: &mut Tracks, scope: Option<SocketId>) -> &mut Track {
    if !tracks.contains_key(&scope) && tracks.len() >= TRACKS {
        let oldest = tracks.iter().min_by_key(|(_, track)| track.looked_at()).map(|(scope, _)| *scope);
        if let Some(oldest) = oldest {
            tracks.remove(&oldest);
        }
    }
    tracks.entry(scope).or_default()
}
