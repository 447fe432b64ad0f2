//! The engine's face.

use super::address::from_kernel;
use super::core::Core;
use super::hosts::HostNames;
use super::lane::{self, Job};
use super::names;
use super::platform::{self, Lookup};
use super::reactor::Reactor;
use super::request::{Facts, KeepAccepting, KeepReceiving, Query, Reply, Request};
use super::sampler::Sampler;
use super::socket::{self, Held};
use super::{Fresh, facts, fresh, idna};
use crate::call::{Address, CallId, Clock, Event, SocketId};
use crossbeam_channel::Sender;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// How many sockets and calls an engine has numbered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Sockets.
    pub sockets: u64,
    /// Calls.
    pub calls: u64,
}

/// Makes real socket calls and reports each. Cheap to clone; every method may be used from any thread, and none but
/// [`Self::shutdown`] waits for the kernel.
#[derive(Clone)]
pub struct Engine(Arc<Core>);

impl Engine {
    /// Starts the engine's threads. `events` should be bounded: when it is full, calls and the reactor wait.
    ///
    /// # Errors
    /// Where the system has no thread, descriptor or signal left for it.
    pub fn start(clock: Clock, events: Sender<Vec<Event>>) -> std::io::Result<Self> {
        Self::start_after(clock, events, Numbers::default())
    }

    /// As [`Self::start`], where the same session has the calls of an engine before it: numbers go on after its own.
    ///
    /// # Errors
    /// Those of [`Self::start`].
    pub fn start_after(clock: Clock, events: Sender<Vec<Event>>, numbers: Numbers) -> std::io::Result<Self> {
        let core = Arc::new(Core::new(clock, events, numbers)?);
        Reactor::start(&core)?;
        Sampler::start(&core)?;
        Ok(Self(core))
    }

    /// How far the numbers of its sockets and calls have come.
    pub fn numbers(&self) -> Numbers {
        self.0.numbers()
    }

    /// Makes a call on this thread and waits for it, however long it takes. Calls of the same socket that are queued or
    /// wait are not waited for.
    pub fn make_here(&self, request: Request) -> Reply {
        self.0.make_here(request)
    }

    /// Whether a socket, or a file, is open.
    pub fn is_open(&self, sid: SocketId) -> bool {
        self.0.is_open(sid)
    }

    /// Puts a table of names in the resolver's place: what it does not know does not exist. For tests.
    pub fn set_host_names(&self, table: HostNames) {
        self.0.names.set_table(table);
    }

    /// An identity for `socket`: from 1 up, never reused. `accept` takes its own.
    pub fn new_socket_id(&self) -> SocketId {
        self.0.new_socket_id()
    }

    /// Queues a call behind the other calls of its socket. Never blocks. After [`Self::shutdown`] no call is made.
    pub fn make(&self, request: Request) -> CallId {
        self.0.make(request)
    }

    /// Stops a call that waits, or will: it ends as `Stopped`, unless it came back first.
    pub fn stop(&self, id: CallId) {
        self.0.stop(id);
    }

    /// Stops every call that waits.
    pub fn stop_all(&self) {
        self.0.stop_all();
    }

    /// Calls that are queued or under way.
    pub fn waiting(&self) -> usize {
        self.0.waiting()
    }

    /// Turns *keep receiving* on (or over to other arguments) or off, behind the socket's calls.
    pub fn keep_receiving(&self, sid: SocketId, keep: Option<KeepReceiving>) {
        self.keep(sid, Job::Receive(keep));
    }

    /// Turns *keep accepting* on (or over to other arguments) or off, behind the socket's calls.
    pub fn keep_accepting(&self, sid: SocketId, keep: Option<KeepAccepting>) {
        self.keep(sid, Job::Accept(keep));
    }

    fn keep(&self, sid: SocketId, job: Job) {
        if !self.0.is_over.load(SeqCst) {
            lane::push(&self.0, &self.0.find_or_closed(sid), job);
        }
    }

    /// Looks a name up (`getaddrinfo(3)`): addresses in the resolver's order, each once, or its `EAI_*` number. At most 8
    /// look-ups run at once. The answer is sent with `try_send`.
    pub fn resolve(&self, query: Query, reply: Sender<Result<Vec<Address>, i32>>) {
        let core = Arc::clone(&self.0);
        self.0.pool.submit(move || {
            let _gone = reply.try_send(look_up(&core, &query));
        });
    }

    /// Reads what the kernel says of a socket, on a worker. The answer is sent with `try_send`.
    pub fn read_facts(&self, sid: SocketId, reply: Sender<Facts>) {
        let core = Arc::clone(&self.0);
        self.0.pool.submit(move || {
            let _gone = reply.try_send(facts::read(&core.find_or_closed(sid)));
        });
    }

    /// Looks at what the kernel holds for those of these sockets that are open, on this thread: some microseconds each.
    /// `handshakes`: where a listener is among them, one dump of the kernel's table tells who is still on the way to it.
    /// Changes nothing; what is new is a notice too.
    pub fn sample(&self, sockets: &[SocketId], handshakes: bool) -> Vec<super::Sample> {
        super::sample::look(&self.0, sockets, handshakes)
    }

    /// The open sockets by the numbers that the machine's tables have for them ([`super::SystemSocket::inode`]), the
    /// youngest of those that share one; one `fstat(2)` each, on this thread. Empty where sockets have no such numbers.
    pub fn inodes(&self) -> HashMap<u64, SocketId> {
        let mut found: HashMap<u64, SocketId> = HashMap::new();
        for sock in self.0.all_sockets() {
            let held = sock.hold();
            if let Some(inode) = held.as_deref().and_then(Held::fd).and_then(platform::inode) {
                let sid = found.entry(inode).or_insert(sock.sid);
                *sid = sock.sid.max(*sid);
            }
        }
        found
    }

    /// Reads the options of a fresh socket of this family, type and protocol, on a worker, which closes it at once. The
    /// answer is sent with `try_send`.
    pub fn read_fresh(&self, sort: (i32, i32, i32), reply: Sender<Fresh>) {
        self.0.pool.submit(move || {
            let _gone = reply.try_send(fresh::read(sort));
        });
    }

    /// The sockets that show: their TCP states and what the kernel holds for them are sampled at most 4 times a second, and
    /// a change is a notice.
    pub fn watch(&self, sockets: Vec<SocketId>) {
        self.0.sampler.watch(&self.0, sockets);
    }

    /// Whether the engine looks at sockets by itself after their calls (on by default): their names, TCP states and
    /// drops, with `getsockname(2)`, `getpeername(2)` and `getsockopt(2)`, none of which changes anything. Off, the
    /// system calls are those of the calls and no others, and there are no such notices.
    pub fn look_after_calls(&self, looks: bool) {
        self.0.looks.store(looks, SeqCst);
    }

    /// From now on it looks at names only: no system call is made of which the session says nothing.
    pub fn look_at_names_only(&self) {
        self.0.samples.store(false, SeqCst);
    }

    /// Stops every call, closes every socket and ends the threads. Returns when that is done, or `within` is over: what
    /// is left then (a close(2) that lingers, a name that is looked up) ends with the process.
    pub fn shutdown(&self, within: Duration) {
        let core = &self.0;
        let deadline = Instant::now() + within;
        core.is_over.store(true, SeqCst);
        core.reactor.ring();
        core.sampler.ring();
        let sockets = core.all_sockets();
        core.stop_all();
        for sock in &sockets {
            core.reactor.remove(sock, false);
        }
        core.wait_for_none(deadline);
        let left = Arc::new(AtomicUsize::new(sockets.len()));
        let (done, all) = crossbeam_channel::bounded::<()>(1);
        for sock in sockets {
            let (left, done) = (Arc::clone(&left), done.clone());
            core.pool.submit(move || {
                if let Some(held) = sock.take()
                    && socket::is_last_holder(&held)
                    && let Some(held) = Arc::into_inner(held)
                {
                    let _nobody_to_tell = held.close();
                }
                if left.fetch_sub(1, SeqCst) == 1 {
                    let _full = done.try_send(());
                }
            });
        }
        if left.load(SeqCst) > 0 {
            let _late = all.recv_deadline(deadline);
        }
        core.detached.lock().clear();
        core.stopper.end();
        core.pool.end();
    }
}

fn look_up(core: &Core, query: &Query) -> Result<Vec<Address>, i32> {
    let port = u16::try_from(query.port).map_err(|_| names::EAI_SERVICE)?;
    let host = idna::to_ascii(&query.host).ok_or(names::EAI_NONAME)?;
    let flags = if host.is_empty() { names::AI_PASSIVE } else { 0 };
    let found = core.names.look_up_here(&Lookup {
        host: (!host.is_empty()).then_some(host),
        service: Some(port.to_string()),
        family: query.family,
        kind: query.kind,
        proto: 0,
        flags,
    })?;
    let mut addresses: Vec<Address> = Vec::new();
    for address in found.into_iter().map(|found| from_kernel(found.place)) {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    Ok(addresses)
}
