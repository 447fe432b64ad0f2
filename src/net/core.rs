//! The engine's inside: the table of sockets, the calls under way, and how one call is made and reported.

use super::calls::{self, Done, Site};
use super::engine::Numbers;
use super::lane::{self, Job};
use super::names::Names;
use super::platform;
use super::pool::Pool;
use super::reactor::Reactor;
use super::request::{Repeat, Reply, Request};
use super::sampler::Sampler;
use super::socket::{self, Held, Sock};
use super::states;
use super::wait::{Stopper, Wait};
use crate::call::{Call, CallId, Clock, Ended, Event, Outcome, SocketId, Started};
use crossbeam_channel::Sender;
use parking_lot::{Condvar, Mutex};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::Instant;

/// Closed sockets that are remembered, so that `gettimeout` on one answers as Python's does.
const CLOSED_KEPT: usize = 1024;

/// A call that has its number and its place among the calls under way.
struct Begun {
    sock: Arc<Sock>,
    request: Box<Request>,
    wait: Arc<Wait>,
}

#[derive(Default)]
struct Table {
    sockets: HashMap<SocketId, Arc<Sock>>,
    closed: VecDeque<SocketId>,
}

/// See the module.
pub(super) struct Core {
    pub clock: Clock,
    events: Sender<Vec<Event>>,
    pub pool: Arc<Pool>,
    pub stopper: Arc<Stopper>,
    pub names: Arc<Names>,
    pub reactor: Reactor,
    pub sampler: Sampler,
    /// Descriptors that `detach` gave away: open until the engine ends, as they would be until their program ends.
    pub detached: Mutex<Vec<Arc<Held>>>,
    next_call: AtomicU64,
    next_socket: AtomicU64,
    table: Mutex<Table>,
    waits: Mutex<HashMap<CallId, Arc<Wait>>>,
    /// Rung when no call is left.
    pub none_left: Condvar,
    pub is_over: AtomicBool,
    /// Whether the engine looks at names, states and drops by itself.
    pub looks: AtomicBool,
    /// Whether it looks at more than the names.
    pub samples: AtomicBool,
}

impl Core {
    pub fn new(clock: Clock, events: Sender<Vec<Event>>, numbers: Numbers) -> std::io::Result<Self> {
        platform::install_signal()?;
        Ok(Self {
            clock,
            events,
            pool: Arc::default(),
            stopper: Stopper::start()?,
            names: Arc::default(),
            reactor: Reactor::new()?,
            sampler: Sampler::default(),
            detached: Mutex::default(),
            next_call: AtomicU64::new(numbers.calls + 1),
            next_socket: AtomicU64::new(numbers.sockets + 1),
            table: Mutex::default(),
            waits: Mutex::default(),
            none_left: Condvar::new(),
            is_over: AtomicBool::new(false),
            looks: AtomicBool::new(true),
            samples: AtomicBool::new(true),
        })
    }

    /// Reports events in order. Blocks while the channel is full: that is the backpressure.
    pub fn emit(&self, events: Vec<Event>) {
        if !events.is_empty() {
            let _nobody_listens_any_more = self.events.send(events);
        }
    }

    pub fn new_socket_id(&self) -> SocketId {
        SocketId(self.next_socket.fetch_add(1, SeqCst))
    }

    pub fn new_call_id(&self) -> CallId {
        CallId(self.next_call.fetch_add(1, SeqCst))
    }

    pub fn insert(&self, sock: Arc<Sock>) {
        self.table.lock().sockets.insert(sock.sid, sock);
    }

    pub fn find(&self, sid: SocketId) -> Option<Arc<Sock>> {
        self.table.lock().sockets.get(&sid).cloned()
    }

    /// The socket; where it is not known (any more), one that is closed.
    pub fn find_or_closed(&self, sid: SocketId) -> Arc<Sock> {
        self.find(sid).unwrap_or_else(|| Arc::new(Sock::without_fd(sid, 0, 0, 0)))
    }

    pub fn all_sockets(&self) -> Vec<Arc<Sock>> {
        self.table.lock().sockets.values().cloned().collect()
    }

    /// A socket was closed: remembered for a while.
    pub fn forget_later(&self, sid: SocketId) {
        let mut table = self.table.lock();
        table.closed.push_back(sid);
        if table.closed.len() > CLOSED_KEPT
            && let Some(oldest) = table.closed.pop_front()
        {
            table.sockets.remove(&oldest);
        }
    }

    /// How far the numbers have come.
    pub fn numbers(&self) -> Numbers {
        Numbers { sockets: self.next_socket.load(SeqCst) - 1, calls: self.next_call.load(SeqCst) - 1 }
    }

    /// Whether a socket is open.
    pub fn is_open(&self, sid: SocketId) -> bool {
        self.find(sid).is_some_and(|sock| sock.is_open())
    }

    /// Makes a call on the calling thread, beside the socket's lane.
    pub fn make_here(self: &Arc<Self>, mut request: Request) -> Reply {
        let (reply, told) = crossbeam_channel::bounded(1);
        request.reply = Some(reply);
        let (id, begun) = self.begin(request);
        if let Some(Begun { sock, request, wait }) = begun {
            self.run_call(&sock, &request, id, &wait);
        }
        told.try_recv().unwrap_or(Reply { id, outcome: Outcome::Stopped { done: 0 }, made: None })
    }

    /// Queues a call.
    pub fn make(self: &Arc<Self>, request: Request) -> CallId {
        let (id, begun) = self.begin(request);
        if let Some(Begun { sock, request, wait }) = begun {
            lane::push(self, &sock, Job::Call(request, id, wait));
        }
        id
    }

    /// Numbers a call; nothing more where the engine is over.
    fn begin(self: &Arc<Self>, request: Request) -> (CallId, Option<Begun>) {
        let id = self.new_call_id();
        if self.is_over.load(SeqCst) {
            if let Some(reply) = &request.reply {
                let _gone = reply.try_send(Reply { id, outcome: Outcome::Stopped { done: 0 }, made: None });
            }
            return (id, None);
        }
        if let Call::Socket { family, kind, proto } | Call::SocketPair { family, kind, proto, .. } = request.call
            && self.find(request.sid).is_none()
        {
            let (family, kind, proto) = calls::usual(family, kind, proto);
            let (family, kind, proto) = calls::usual(family, kind, proto);
            self.insert(Arc::new(Sock::without_fd(request.sid, family, kind & 0xf, proto)));
        }
        let wait = Arc::<Wait>::default();
        self.waits.lock().insert(id, Arc::clone(&wait));
        let sock = self.find_or_closed(request.sid);
        (id, Some(Begun { sock, request: Box::new(request), wait }))
    }

    /// Does one thing of a lane, on a worker.
    pub fn run_job(self: &Arc<Self>, sock: &Arc<Sock>, job: Job) {
        match job {
            Job::Call(request, id, wait) => self.run_call(sock, &request, id, &wait),
            Job::Receive(keep) => self.reactor.keep_receiving(self, sock, keep),
            Job::Accept(keep) => self.reactor.keep_accepting(self, sock, keep),
        }
    }

    fn run_call(self: &Arc<Self>, sock: &Arc<Sock>, request: &Request, first: CallId, wait: &Arc<Wait>) {
        let mut id = first;
        let reply = loop {
            let reply = self.run_once(sock, request, id, wait);
            let is_more = matches!(reply.outcome.data(), Some(data) if !data.is_empty());
            if request.repeat == Repeat::Once || !is_more || wait.stopped() {
                break reply;
            }
            if id != first {
                self.waits.lock().remove(&id);
            }
            id = self.new_call_id();
            self.waits.lock().insert(id, Arc::clone(wait));
        };
        wait.finish();
        {
            let mut waits = self.waits.lock();
            waits.remove(&first);
            waits.remove(&id);
            if waits.is_empty() {
                self.none_left.notify_all();
            }
        }
        if let Some(to) = &request.reply {
            let _gone = to.try_send(reply);
        }
    }

    fn run_once(self: &Arc<Self>, sock: &Arc<Sock>, request: &Request, id: CallId, wait: &Arc<Wait>) -> Reply {
        let Request { on, makes, by, call, .. } = request;
        let kind = call.kind();
        let (this, file) = (sock, sock.file.as_ref());
        // A file's calls are about the socket that it reads and writes.
        let sock = file.map_or(sock, |file| &file.socket);
        if *call == Call::Close && sock.is_datagram() {
            states::sample(self, sock);
        }
        let started = Event::Started(Started {
            id,
            at: self.clock.now(),
            sid: this.sid,
            on: on.clone(),
            makes: makes.clone(),
            by: by.clone(),
            call: call.clone(),
        });
        let mut events = vec![started];
        if kind.may_wait() {
            self.emit(std::mem::take(&mut events));
        }
        let holds = !kind.is_on_nothing() && !matches!(call, Call::Close | Call::Detach);
        let held = if holds { sock.hold_for_call() } else { None };
        let begun = Instant::now();
        let Done { outcome, made, deferred } = if wait.stopped() {
            Outcome::Stopped { done: 0 }.into()
        } else {
            let _inside = wait.enter();
            let (guard, is_bind) = (request.guard.as_deref(), matches!(call, Call::Bind { .. }));
            calls::perform(&Site { core: self, sock, file, held: held.as_deref(), wait, guard, is_bind }, call)
        };
        let took = begun.elapsed();
        // `socket` makes the one that it is on.
        let new = made.filter(|made| *made != this.sid);
        events.push(Event::Ended(Ended { id, took, outcome: outcome.clone(), made: new, deferred }));
        let new = new.and_then(|made| self.find(made)).filter(|new| new.file.is_none());
        states::report(self, sock, held.as_deref(), Some(kind), new.as_ref(), events);
        if let Some(held) = held {
            socket::release(held);
        }
        Reply { id, outcome, made }
    }

    /// Stops a call, now or when its turn comes.
    pub fn stop(&self, id: CallId) {
        let wait = self.waits.lock().get(&id).cloned();
        if let Some(wait) = wait {
            self.stopper.stop(&wait);
        }
    }

    pub fn stop_all(&self) {
        let waits: Vec<_> = self.waits.lock().values().cloned().collect();
        waits.iter().for_each(|wait| self.stopper.stop(wait));
    }

    pub fn waiting(&self) -> usize {
        self.waits.lock().len()
    }

    /// Waits until no call is left, or the deadline.
    pub fn wait_for_none(&self, deadline: Instant) {
        let mut waits = self.waits.lock();
        while !waits.is_empty() && !self.none_left.wait_until(&mut waits, deadline).timed_out() {}
    }
}
