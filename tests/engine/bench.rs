//! An engine, everything it reported, and short ways to make calls.

use crossbeam_channel::{Receiver, bounded};
use parking_lot::{Condvar, Mutex};
use sockscope::call::{
    Address, Call, CallId, Clock, Ended, Event, Name, Notice, Outcome, Payload, SocketId, Started, TcpState, Value,
};
use sockscope::net::{Engine, Facts, Reply, Request};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Nothing here takes that long unless it is broken.
pub const LIMIT: Duration = Duration::from_secs(20);

type Log = Arc<(Mutex<Vec<Event>>, Condvar)>;

pub struct Bench {
    pub engine: Engine,
    log: Log,
}

/// A call that was made and not asked about yet.
pub struct Pending {
    pub id: CallId,
    reply: Receiver<Reply>,
}

impl Pending {
    pub fn reply(&self) -> Reply {
        self.reply.recv_timeout(LIMIT).expect("the call comes back")
    }

    pub fn outcome(&self) -> Outcome {
        self.reply().outcome
    }

    pub fn is_waiting(&self) -> bool {
        self.reply.is_empty()
    }
}

impl Bench {
    pub fn new() -> Self {
        let (give, take) = bounded::<Vec<Event>>(64);
        let log = Log::default();
        let filled = Arc::clone(&log);
        std::thread::Builder::new()
            .name("collector".into())
            .spawn(move || {
                for batch in take {
                    filled.0.lock().extend(batch);
                    filled.1.notify_all();
                }
            })
            .unwrap();
        Self { engine: Engine::start(Clock::start_now(), give).unwrap(), log }
    }

    pub fn start(&self, sid: SocketId, call: Call) -> Pending {
        self.start_request(Request::new(sid, call))
    }

    pub fn start_request(&self, request: Request) -> Pending {
        let (give, reply) = bounded(1);
        Pending { id: self.engine.make(request.reply(give)), reply }
    }

    pub fn call(&self, sid: SocketId, call: Call) -> Outcome {
        self.start(sid, call).outcome()
    }

    /// Makes a call that must return without a value.
    pub fn ok(&self, sid: SocketId, call: Call) {
        let text = format!("{call:?}");
        assert_eq!(self.call(sid, call), Outcome::NONE, "{text}");
    }

    /// Starts a call that must then wait in the kernel: the next call of its socket is started only then.
    pub fn start_waiting(&self, sid: SocketId, call: Call) -> Pending {
        let pending = self.start(sid, call);
        self.call(sid, Call::GetTimeout);
        assert!(pending.is_waiting());
        pending
    }

    pub fn socket(&self, family: i32, kind: i32) -> SocketId {
        let sid = self.engine.new_socket_id();
        self.ok(sid, Call::Socket { family, kind, proto: 0 });
        sid
    }

    /// A bound socket and its address.
    pub fn bound(&self, family: i32, kind: i32) -> (SocketId, Address) {
        let sid = self.socket(family, kind);
        self.ok(sid, Call::Bind { address: loopback(family) });
        (sid, self.name(sid))
    }

    pub fn listener(&self, family: i32) -> (SocketId, Address) {
        let (sid, address) = self.bound(family, libc::SOCK_STREAM);
        self.ok(sid, Call::Listen { backlog: None });
        (sid, address)
    }

    /// Listener, client, accepted.
    pub fn pair(&self, family: i32) -> (SocketId, SocketId, SocketId) {
        let (listener, address) = self.listener(family);
        let client = self.socket(family, libc::SOCK_STREAM);
        self.ok(client, Call::Connect { address });
        let accepted = self.start(listener, Call::Accept).reply().made.expect("a socket");
        (listener, client, accepted)
    }

    pub fn name(&self, sid: SocketId) -> Address {
        match self.call(sid, Call::GetSockName) {
            Outcome::Ok(Value::Address(Some(name))) => name,
            other => panic!("{other:?}"),
        }
    }

    pub fn recv(&self, sid: SocketId, size: i64) -> Outcome {
        self.call(sid, Call::Recv { size, flags: 0 })
    }

    pub fn facts(&self, sid: SocketId) -> Facts {
        let (give, take) = bounded(1);
        self.engine.read_facts(sid, give);
        take.recv_timeout(LIMIT).unwrap()
    }

    /// Waits until the log satisfies `ready`, and gives what it found.
    pub fn until<T>(&self, mut ready: impl FnMut(&[Event]) -> Option<T>) -> T {
        let end = Instant::now() + LIMIT;
        let mut log = self.log.0.lock();
        loop {
            if let Some(found) = ready(&log) {
                return found;
            }
            assert!(!self.log.1.wait_until(&mut log, end).timed_out(), "not within {LIMIT:?}: {} events", log.len());
        }
    }

    pub fn ended(&self, id: CallId) -> Ended {
        self.until(|log| {
            log.iter().find_map(|event| match event {
                Event::Ended(ended) if ended.id == id => Some(ended.clone()),
                _ => None,
            })
        })
    }

    pub fn until_state(&self, sid: SocketId, state: TcpState) {
        self.until(|log| log.iter().any(|event| is_state(event, sid, state)).then_some(()));
    }

    pub fn names(&self, of: SocketId) -> (Option<Address>, Option<Address>) {
        self.until(|log| {
            log.iter().rev().find_map(|event| match event {
                Event::Noticed { sid: Some(sid), notice: Notice::Names { local, peer }, .. } if *sid == of => {
                    Some((local.clone(), peer.clone()))
                }
                _ => None,
            })
        })
    }

    /// What the reactor did on a socket.
    pub fn kept(log: &[Event], of: SocketId) -> impl Iterator<Item = (&Started, &Ended)> {
        log.iter().filter_map(move |event| match event {
            Event::Done(started, ended) if started.sid == of => Some((started, ended)),
            _ => None,
        })
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.engine.shutdown(Duration::from_secs(2));
    }
}

fn is_state(event: &Event, of: SocketId, state: TcpState) -> bool {
    matches!(event, Event::Noticed { sid: Some(sid), notice: Notice::State(now), .. } if *sid == of && *now == state)
}

pub fn loopback(family: i32) -> Address {
    if family == libc::AF_INET6 { Address::inet6("::1", 0) } else { Address::inet("127.0.0.1", 0) }
}

pub fn data(bytes: &[u8]) -> Outcome {
    Outcome::Ok(Value::Data(bytes.into()))
}

pub fn int(value: i64) -> Outcome {
    Outcome::Ok(Value::Int(value))
}

pub fn send(bytes: &[u8]) -> Call {
    Call::Send { data: bytes.into(), flags: 0 }
}

pub fn send_all(bytes: impl Into<Payload>) -> Call {
    Call::SendAll { data: bytes.into(), flags: 0 }
}

pub fn recv(size: i64) -> Call {
    Call::Recv { size, flags: 0 }
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

/// Byte `i` is `i` mod 251, as netscript's `seq`.
pub fn seq(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i % 251) as u8).collect()
}
