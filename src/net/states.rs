//! What is seen of a socket besides its calls: TCP states (samples of TCP_INFO) and names. SO_ERROR is never read here.

use super::address::from_kernel;
use super::core::Core;
use super::platform::{self, FdRef, Place};
use super::socket::{Held, Sock};
use crate::call::{Address, CallKind, Event, Notice, SocketId, TcpState};
use parking_lot::{Condvar, Mutex};
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Between two samples of what shows: at most 4 a second.
const TICK: Duration = Duration::from_millis(250);

/// What was reported of a socket last. Its lock is held from the look to the report, so that reports keep their order.
#[derive(Default)]
pub(super) struct Seen {
    tcp: Option<TcpState>,
    local: Option<Address>,
    peer: Option<Address>,
    drops: u32,
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
    }
    core.emit(events);
    drop(new);
}

/// Looks at an accepted socket; its first names and state are events. What is given back is dropped after the report.
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
        }
    }
    seen
}

/// Samples the sockets that show. Its thread sleeps while none of them is an open TCP or UDP socket.
#[derive(Default)]
pub(super) struct Sampler {
    watched: Mutex<Vec<SocketId>>,
    bell: Condvar,
}

impl Sampler {
    /// Starts the thread; it ends with the engine.
    pub fn start(core: &Arc<Core>) -> std::io::Result<()> {
        let core = Arc::downgrade(core);
        std::thread::Builder::new().name("net-sampler".into()).spawn(move || run(&core))?;
        Ok(())
    }

    /// Samples these from now on, and only these.
    pub fn watch(&self, sockets: Vec<SocketId>) {
        *self.watched.lock() = sockets;
        self.bell.notify_one();
    }

    /// Something changed that may be worth a look: a socket was opened, or the engine ends.
    pub fn ring(&self) {
        let watched = self.watched.lock();
        drop(watched);
        self.bell.notify_one();
    }
}

fn run(core: &Weak<Core>) {
    // The engine ends this thread by `is_over`; the weak reference is for an engine that was only dropped.
    let Some(core) = core.upgrade() else { return };
    let mut watched = core.sampler.watched.lock();
    while !core.is_over.load(SeqCst) {
        let sockets: Vec<Arc<Sock>> = watched.iter().filter_map(|sid| core.find(*sid)).collect();
        let is_some = sockets.iter().any(|sock| (sock.is_tcp() || sock.is_datagram()) && sock.is_open());
        if !is_some {
            core.sampler.bell.wait(&mut watched);
            continue;
        }
        parking_lot::MutexGuard::unlocked(&mut watched, || {
            for sock in &sockets {
                sample(&core, sock);
            }
            std::thread::sleep(TICK);
        });
    }
}

/// Looks at a socket outside of its calls: on the sampler's thread, and a last time just before it is closed.
pub(super) fn sample(core: &Core, sock: &Sock) {
    let Some(held) = sock.hold() else { return };
    report(core, sock, Some(&held), None, None, Vec::new());
}
