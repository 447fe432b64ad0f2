//! Events made by hand, and a recorder on a folder of its own.

use crossbeam_channel::{Sender, bounded};
use sockscope::call::*;
use sockscope::session::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub const SECONDS: Duration = Duration::from_secs(20);

pub fn no_waker() -> Waker {
    Arc::new(|| {})
}

pub fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

pub struct Bench {
    pub recorder: Recorder,
    pub events: Sender<Vec<Event>>,
    pub session: Arc<Session>,
}

pub fn bench(dir: &Path) -> Bench {
    let (events, received) = bounded(16);
    let options = RecorderOptions {
        dir: dir.to_owned(),
        clock: Clock::start_now(),
        app: "sockscope test".into(),
        waker: no_waker(),
        events: received,
    };
    let recorder = Recorder::start(options).unwrap();
    let session = recorder.session();
    Bench { recorder, events, session }
}

impl Bench {
    pub fn finish(self) -> (Arc<Session>, PathBuf) {
        self.recorder.finish(SECONDS);
        let path = self.session.snapshot().path.clone().unwrap();
        (self.session, path.to_path_buf())
    }
}

pub fn wait_until(what: &str, is: impl Fn() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < SECONDS, "{what}");
        std::thread::sleep(Duration::from_micros(200));
    }
}

pub fn open(path: &Path) -> Arc<Session> {
    let session = Session::open(path, no_waker()).unwrap();
    wait_until("opened", || session.snapshot().progress.is_none());
    session
}

pub fn started(id: u64, sid: u64, call: Call) -> Started {
    Started {
        id: CallId(id),
        at: Duration::from_micros(id * 10),
        sid: SocketId(sid),
        on: Some(Name::new("", "s")),
        makes: None,
        by: By::Person,
        call,
    }
}

pub fn ended(id: u64, took: Duration, outcome: Outcome) -> Ended {
    Ended { id: CallId(id), took, outcome, made: None, deferred: false }
}

pub fn done(id: u64, sid: u64, call: Call, outcome: Outcome) -> Event {
    Event::Done(started(id, sid, call), ended(id, Duration::from_micros(3), outcome))
}

pub fn socket(id: u64, sid: u64, kind: &str) -> Event {
    let call = Call::Socket { family: number("AF_INET"), kind: number(kind), proto: 0 };
    let mut start = started(id, sid, call);
    start.on = None;
    start.makes = Some(Name::new("", &format!("s{sid}")));
    Event::Done(start, ended(id, Duration::from_micros(3), Outcome::NONE))
}

pub fn received(data: &[u8]) -> Outcome {
    Outcome::Ok(Value::Data(data.into()))
}

pub fn recv() -> Call {
    Call::Recv { size: 1 << 20, flags: 0 }
}

pub fn lines(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// A session with a bit of everything, of about this many calls.
pub fn story(dir: &Path, calls: u64) -> (Arc<Session>, PathBuf) {
    let bench = bench(dir);
    let mut batch = vec![socket(1, 1, "SOCK_STREAM"), socket(2, 2, "SOCK_DGRAM")];
    batch.push(Event::Started(started(3, 1, Call::Accept)));
    for id in 4..calls {
        batch.push(match id % 6 {
            0 => done(id, 1, recv(), received(format!("line {id} 你好\r\n").as_bytes())),
            1 => done(id, 1, Call::SendAll { data: vec![0xff, id as u8].into(), flags: 0 }, Outcome::NONE),
            2 => done(id, 1, recv(), Outcome::Errno(libc::EAGAIN)),
            3 => Event::Started(started(id, 2, Call::RecvFrom { size: 9, flags: 0 })),
            4 => Event::Ended(ended(
                id - 1,
                Duration::from_millis(3),
                Outcome::Ok(Value::DataFrom(b"dgram".as_slice().into(), Some(Address::inet("127.0.0.1", 7)))),
            )),
            _ => Event::Noticed {
                at: Duration::from_micros(id * 10),
                sid: Some(SocketId(1)),
                notice: Notice::State(TcpState::Established),
            },
        });
        if batch.len() > 100 {
            bench.events.send(std::mem::take(&mut batch)).unwrap();
        }
    }
    let mut accepted =
        ended(3, Duration::from_secs(1), Outcome::Ok(Value::Accepted(Some(Address::inet("127.0.0.1", 9)))));
    accepted.made = Some(SocketId(3));
    batch.push(Event::Ended(accepted));
    bench.events.send(batch).unwrap();
    bench.finish()
}
