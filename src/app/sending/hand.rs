//! The sending thread's hand: makes calls, hears their ends, waits, and wakes the window now and then.

use super::SendCall;
use super::live::{End, Live, Lost, Told};
use super::target::{Target, Verdict};
use crate::call::{Address, By, Call, CallId, Name, Outcome, Payload, SocketId};
use crate::net::{Query, Reply, Request};
use crate::session::{Session, Snapshot, Waker};
use crossbeam_channel::{Receiver, Sender, at, bounded, never, select};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The window is woken at most so often while it runs, and labels are read anew.
const WAKES_EVERY: Duration = Duration::from_millis(250);
/// After *Stop*, so long for the calls under way to come back and be counted.
const LANDS_WITHIN: Duration = Duration::from_secs(2);

/// What was heard first.
#[derive(Debug)]
pub(super) enum Heard {
    /// A call came back.
    Back(Reply),
    /// *Stop*.
    Stop,
    /// The time is over.
    Late,
}

/// See the module.
pub(super) struct Hand {
    pub live: Arc<Live>,
    pub targets: Vec<Target>,
    pub how: SendCall,
    by: By,
    session: Arc<Session>,
    waker: Waker,
    replies: (Sender<Reply>, Receiver<Reply>),
    bell: Receiver<()>,
    /// The board that labels are read from.
    seen: (Arc<Snapshot>, Instant),
    woken: Instant,
    has_news: bool,
}

impl Hand {
    /// `bell` is the other end of [`Live`]'s.
    pub fn new(
        live: Arc<Live>,
        targets: Vec<Target>,
        (how, by): (SendCall, &str),
        session: Arc<Session>,
        waker: Waker,
        bell: Receiver<()>,
    ) -> Self {
        let (replies, now) = (bounded(targets.len().max(1)), Instant::now());
        let seen = (session.snapshot(), now);
        let by = By::Other(by.into());
        Self { live, targets, how, by, session, waker, replies, bell, seen, woken: now, has_news: false }
    }

    /// Changes what the window reads.
    pub fn tell<T>(&mut self, change: impl FnOnce(&mut Told) -> T) -> T {
        self.has_news = true;
        change(&mut self.live.told.lock())
    }

    /// Makes a call on a socket; none where it is to end.
    pub fn begin(&mut self, sid: SocketId, call: Call) -> Option<CallId> {
        let on = self.name(sid);
        self.has_news = true;
        self.live.make(|engine| {
            let request = Request::new(sid, call).by(self.by.clone()).reply(self.replies.0.clone());
            engine.make(Request { on, ..request })
        })
    }

    /// A socket's label now: it may have been renamed since.
    fn name(&mut self, sid: SocketId) -> Option<Name> {
        if self.seen.1.elapsed() >= WAKES_EVERY {
            self.seen = (self.session.snapshot(), Instant::now());
        }
        self.seen.0.board.row(sid).map(|row| row.name.clone())
    }

    /// Waits for a call to come back, for *Stop*, or until a moment; none waits for ever.
    pub fn hear(&mut self, until: Option<Instant>) -> Heard {
        loop {
            if self.has_news && self.woken.elapsed() >= WAKES_EVERY {
                (self.has_news, self.woken) = (false, Instant::now());
                (self.waker)();
            }
            let wakes = self.has_news.then(|| self.woken + WAKES_EVERY);
            let timer = [until, wakes].into_iter().flatten().min().map_or_else(never, at);
            let heard = select! {
                recv(self.replies.1) -> reply => reply.map_or(Heard::Stop, Heard::Back),
                recv(self.bell) -> _ => Heard::Stop,
                recv(timer) -> _ => Heard::Late,
            };
            match heard {
                Heard::Late if until.is_none_or(|until| Instant::now() < until) => {}
                Heard::Back(reply) => {
                    self.live.landed(reply.id);
                    return Heard::Back(reply);
                }
                other => return other,
            }
        }
    }

    /// Sends to one target and waits for what came of it, counted and told; false where it is not to go on.
    pub fn send(&mut self, at: usize, data: &Payload) -> bool {
        let Some(target) = self.targets.get(at) else { return false };
        let (sid, call) = (target.sid, target.call(self.how, data));
        let Some(id) = self.begin(sid, call.clone()) else { return false };
        let reply = loop {
            let until = self.live.is_stopping().then(|| Instant::now() + LANDS_WITHIN);
            match self.hear(until) {
                Heard::Back(reply) if reply.id == id => break reply,
                Heard::Late => return false,
                Heard::Back(_) | Heard::Stop => {}
            }
        };
        self.count(at, call, &reply.outcome, false);
        !self.live.is_stopping()
    }

    /// Counts what came of a send to a target; one that failed for good (or at all, unless `is_patient`) is dropped.
    pub fn count(&mut self, at: usize, call: Call, outcome: &Outcome, is_patient: bool) {
        let verdict = Verdict::of(outcome, call.sent().map_or(0, |data| data.len()));
        let is_lost = match verdict {
            Verdict::Took(_) => false,
            Verdict::NotNow => !is_patient,
            Verdict::Lost => true,
            // Stopped by itself, on its socket: not together with all the rest.
            Verdict::Stopped(_) => !self.live.is_stopping(),
        };
        let Some(target) = self.targets.get_mut(at) else { return };
        target.is_lost |= is_lost;
        let (sid, name) = (target.sid, target.name.clone());
        self.tell(|told| {
            let (calls, bytes) = match verdict {
                Verdict::Took(bytes) => (1, bytes),
                Verdict::Stopped(bytes) => (0, bytes),
                Verdict::NotNow | Verdict::Lost => (0, 0),
            };
            told.counts.calls += calls;
            told.counts.bytes += bytes;
            told.counts.failed += u64::from(matches!(verdict, Verdict::NotNow | Verdict::Lost));
            if let Some(each) = told.each.get_mut(at) {
                each.calls += calls;
                each.bytes += bytes;
                each.is_lost |= is_lost;
            }
            if is_lost && !matches!(verdict, Verdict::Stopped(_)) {
                told.has_lost = true;
                told.lost.push(Lost { sid, name, call, outcome: outcome.clone() });
            }
        });
    }

    /// Waits without a call; false on *Stop*.
    pub fn pause(&mut self, until: Instant) -> bool {
        while !self.live.is_stopping() {
            if matches!(self.hear(Some(until)), Heard::Late) {
                return true;
            }
        }
        false
    }

    /// After *Stop*: hears the calls out that are still under way.
    pub fn hear_out(&mut self, mut back: impl FnMut(&mut Self, Reply)) {
        let until = Instant::now() + LANDS_WITHIN;
        while self.live.flying_since().is_some() {
            match self.hear(Some(until)) {
                Heard::Back(reply) => back(self, reply),
                Heard::Stop => {}
                Heard::Late => return,
            }
        }
    }

    /// Whether somebody is left to send to.
    pub fn is_anyone_left(&self) -> bool {
        self.targets.iter().any(|target| !target.is_lost)
    }

    /// Whether the others go on without this one.
    pub fn is_left_out(&self, at: usize) -> bool {
        self.is_anyone_left() && self.targets.get(at).is_some_and(|target| target.is_lost)
    }

    /// Why it ends now: stopped, nobody left, or all done.
    pub fn end(&self) -> End {
        match (self.live.is_stopping(), self.is_anyone_left()) {
            (true, _) => End::Stopped,
            // Their calls were stopped by hand, which is no trouble to explain.
            (_, false) if !self.live.told.lock().has_lost => End::Stopped,
            (_, false) => End::NoneLeft,
            _ => End::Done,
        }
    }

    /// Resolves the name that `sendto` was given, once for each family of sockets; false on *Stop*.
    pub fn resolve(&mut self) -> bool {
        let mut known: Vec<(i32, Result<Address, i32>)> = Vec::new();
        for at in 0..self.targets.len() {
            let Some(target) = self.targets.get(at) else { continue };
            let (family, kind) = (target.family, target.kind);
            let Some(address) = target.address.clone().filter(is_name) else { continue };
            let found = known.iter().find(|(of, _)| *of == family).map(|(_, found)| found.clone());
            let found = match found {
                Some(found) => found,
                None => {
                    let Some(found) = self.look_up(&address, family, kind) else { return false };
                    known.push((family, found.clone()));
                    found
                }
            };
            match found {
                Ok(found) => self.targets.iter_mut().skip(at).take(1).for_each(|to| to.address = Some(found.clone())),
                Err(number) => {
                    let call = Call::SendTo { data: Payload::default(), flags: 0, address };
                    self.count(at, call, &Outcome::Eai(number), false);
                }
            }
        }
        true
    }

    /// None on *Stop*: the look-up goes on unseen.
    fn look_up(&mut self, address: &Address, family: i32, kind: i32) -> Option<Result<Address, i32>> {
        let host = address.host().unwrap_or_default().to_owned();
        let query = Query { host, port: address.port().unwrap_or_default(), family, kind };
        let (answer, answered) = bounded(1);
        self.live.engine.resolve(query, answer);
        select! {
            recv(answered) -> found => {
                let found = found.unwrap_or(Err(0));
                // No answer at all: the call itself says why.
                Some(found.map(|found| found.into_iter().next().unwrap_or_else(|| address.clone())))
            }
            recv(self.bell) -> _ => None,
        }
    }

    /// Says why it ended, and wakes the window.
    pub fn finish(mut self, end: End) {
        self.tell(|told| told.end = Some(end));
        (self.waker)();
    }
}

/// Whether an address has to be looked up: no number, no wildcard, not `<broadcast>`.
pub(super) fn is_name(address: &Address) -> bool {
    address.ip().is_none() && address.host().is_some_and(|host| !host.is_empty() && !host.starts_with('<'))
}
