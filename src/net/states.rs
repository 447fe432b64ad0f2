//! What is seen of a socket besides its calls: TCP states (samples of TCP_INFO) and names. SO_ERROR is never read here.

use super::address::from_kernel;
use super::core::Core;
use super::platform::{self, FdRef, Place};
use super::sampler::TICK;
use super::socket::{Held, Sock};
use crate::call::{Address, CallKind, Event, Notice, Sample, Sampled, TcpState};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

/// A look that comes earlier than its time by no more than this is in time: threads wake when they can.
const SLACK: Duration = Duration::from_millis(10);

/// What was reported of a socket last. Its lock is held from the look to the report, so that reports keep their order.
#[derive(Default)]
pub(super) struct Seen {
    tcp: Option<TcpState>,
    local: Option<Address>,
    peer: Option<Address>,
    drops: u32,
    /// When its queues were looked at last, on the session's clock.
    looked_at: Option<Duration>,
    /// The last sample that was told.
    told: Option<Sample>,
    /// Until when it was seen to hold.
    held: Duration,
}

fn is_soon(now: Duration, before: Option<Duration>) -> bool {
    before.is_some_and(|before| now.saturating_sub(before) + SLACK < TICK)
}

impl Seen {
    /// Looks at what the kernel dropped; more than last time is an event.
    fn look_at_drops(&mut self, core: &Core, sock: &Sock, fd: FdRef<'_>, events: &mut Vec<Event>) {
        let Some(now) = sock.is_datagram().then(|| platform::drops(fd)).flatten() else { return };
        let count = now.wrapping_sub(std::mem::replace(&mut self.drops, now));
        if count > 0 {
            events.push(notice(core, sock, Notice::Drops { count: count.into() }));
        }
    }

    /// Looks at the TCP state; a change is an event. `true` where the socket just became connected.
    fn look_at_state(&mut self, core: &Core, sock: &Sock, fd: FdRef<'_>, events: &mut Vec<Event>) -> bool {
        if !sock.is_tcp() {
            return false;
        }
        let state = platform::tcp_state(fd);
        let (Some(now), true) = (state, state != self.tcp) else { return false };
        self.tcp = state;
        events.push(notice(core, sock, Notice::State(now)));
        now == TcpState::Established
    }

    /// Looks at what the kernel holds, at most 4 times a second; what is not what it was is an event.
    fn look_at_queues(&mut self, core: &Core, sock: &Sock, fd: FdRef<'_>, events: &mut Vec<Event>) {
        if is_soon(core.clock.now(), self.looked_at) {
            return core.sampler.stir();
        }
        let sample = super::sample::of(core, sock, fd);
        sock.listens.store(sample.accept_queue.is_some(), SeqCst);
        self.tell(core, sample, events);
    }

    /// Takes in a look, whoever took it.
    fn tell(&mut self, core: &Core, sample: Sample, events: &mut Vec<Event>) {
        self.looked_at = Some(sample.at);
        // Not every look is at handshakes too: then they are as they were seen last.
        let known = self.told.and_then(|told| told.handshakes).filter(|_| sample.accept_queue.is_some());
        let sample = Sample { handshakes: sample.handshakes.or(known), ..sample };
        if self.told.is_some_and(|told| told.tells_the_same(&sample)) {
            self.held = sample.at;
            return;
        }
        if is_soon(sample.at, self.told.map(|told| told.at)) {
            return core.sampler.stir();
        }
        let Some(left_out) = core.sampler.may_tell(sample.at) else { return core.sampler.stir() };
        let held = self.told.replace(sample).map(|_| self.held);
        self.held = sample.at;
        let sampled = Sampled { sample, held, left_out, more: "".into() };
        let (sid, notice) = (Some(sample.sid), Notice::Sample(Box::new(sampled)));
        events.push(Event::Noticed { at: sample.at, sid, notice });
    }

    /// Looks at both names; a change is an event.
    fn look_at_names(&mut self, core: &Core, sock: &Sock, fd: FdRef<'_>, events: &mut Vec<Event>) {
        let (local, peer) = names(fd);
        if (local.is_none() && peer.is_none()) || (&local, &peer) == (&self.local, &self.peer) {
            return;
        }
        (self.local, self.peer) = (local.clone(), peer.clone());
        events.push(notice(core, sock, Notice::Names { local, peer }));
    }
}

fn notice(core: &Core, sock: &Sock, notice: Notice) -> Event {
    Event::Noticed { at: core.clock.now(), sid: Some(sock.sid), notice }
}

/// The local name (none while unbound, which is port 0 or an unnamed Unix socket) and the peer's.
pub(super) fn names(fd: FdRef<'_>) -> (Option<Address>, Option<Address>) {
    let named = |name: Result<Option<Place>, i32>| name.ok().flatten().filter(Place::is_named);
    (named(platform::getsockname(fd)).map(from_kernel), named(platform::getpeername(fd)).map(from_kernel))
}

/// Reports a call's events and what is seen after it, on its socket and on the one it made.
pub(super) fn report(
    core: &Core,
    sock: &Sock,
    held: Option<&Held>,
    kind: Option<CallKind>,
    made: Option<&Arc<Sock>>,
    mut events: Vec<Event>,
) {
    if !core.looks.load(SeqCst) {
        return core.emit(events);
    }
    // `socket` itself held nothing when it started.
    let makes_it = matches!(kind, Some(CallKind::Socket | CallKind::SocketPair));
    let own = if held.is_none() && makes_it { sock.hold() } else { None };
    let fd = held.or(own.as_deref()).and_then(Held::fd);
    let mut seen = sock.seen.lock();
    let new = made.map(|made| look_at_new(core, made, &mut events));
    if let Some(fd) = fd {
        let samples = core.samples.load(SeqCst);
        if samples {
            seen.look_at_drops(core, sock, fd, &mut events);
        }
        let is_new_peer = samples && seen.look_at_state(core, sock, fd, &mut events);
        let may_be_named = match kind {
            Some(CallKind::Bind | CallKind::Connect | CallKind::ConnectEx) => true,
            Some(CallKind::Listen | CallKind::SendTo) => seen.local.is_none(),
            _ => false,
        };
        if may_be_named || (is_new_peer && seen.peer.is_none()) {
            seen.look_at_names(core, sock, fd, &mut events);
        }
        if samples && sock.shows.load(SeqCst) {
            seen.look_at_queues(core, sock, fd, &mut events);
        }
    }
    core.emit(events);
    drop(new);
    drop(seen);
    if kind.is_some() && core.samples.load(SeqCst) {
        // The other end, and a listener's queue, may have moved by it.
        core.sampler.stir();
    }
}

/// Reports what somebody looked at for its own sake.
pub(super) fn tell(core: &Core, samples: &[Sample]) {
    if !core.looks.load(SeqCst) || !core.samples.load(SeqCst) {
        return;
    }
    for sample in samples {
        let Some(sock) = core.find(sample.sid) else { continue };
        let mut seen = sock.seen.lock();
        let mut events = Vec::new();
        // Another look may have come between.
        if seen.looked_at.is_none_or(|at| at <= sample.at) {
            seen.tell(core, *sample, &mut events);
        }
        core.emit(events);
    }
}

/// Looks at an accepted socket, or a copy; its first names and state are events. What is given back is dropped after the report.
pub(super) fn look_at_new<'a>(
    core: &Core,
    sock: &'a Sock,
    events: &mut Vec<Event>,
) -> parking_lot::MutexGuard<'a, Seen> {
    let held = sock.hold();
    let mut seen = sock.seen.lock();
    if let Some(fd) = held.as_deref().and_then(Held::fd) {
        seen.look_at_names(core, sock, fd, events);
        if core.samples.load(SeqCst) {
            seen.look_at_state(core, sock, fd, events);
            // A copy shares the kernel's count: what was dropped before was told of the original.
            seen.drops = sock.is_datagram().then(|| platform::drops(fd)).flatten().unwrap_or(0);
        }
    }
    seen
}

/// Looks at a socket outside of its calls: on the sampler's thread, and a last time just before it is closed.
pub(super) fn sample(core: &Core, sock: &Sock) {
    let Some(held) = sock.hold() else { return };
    report(core, sock, Some(&held), None, None, Vec::new());
}
