//! Session files made for a test, line by line.

use sockscope::call::{
    Address, Body, By, Call, CallId, CallRecord, Header, JoinRecord, Kept, Name, Outcome, Record, SocketId, Value,
    errno_number, number_of,
};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// When every session of these tests began.
pub const UTC: &str = "2026-11-22T09:00:00.000000000Z";

/// A session that is being written.
pub struct Made {
    records: Vec<Record>,
}

impl Made {
    pub fn new() -> Self {
        let header = Body::Header(Header { utc: UTC.into(), app: "sockscope 0.1.0".into() });
        Self { records: vec![Record { n: 0, t: Duration::ZERO, sid: None, body: header }] }
    }

    fn put(&mut self, millis: u64, sid: u64, body: Body) -> u64 {
        let n = self.records.len() as u64;
        self.records.push(Record { n, t: Duration::from_millis(millis), sid: Some(SocketId(sid)), body });
        n
    }

    fn record(on: &str, call: Call, outcome: Outcome) -> CallRecord {
        CallRecord {
            on: Some(Name::parse(on).unwrap()),
            makes: None,
            by: By::Person,
            call,
            waits: None,
            took: Some(Duration::from_micros(12)),
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        }
    }

    /// A call that came back at once; its record's number.
    pub fn call(&mut self, millis: u64, (sid, on): (u64, &str), call: Call, outcome: Outcome) -> u64 {
        self.put(millis, sid, Body::Call(Box::new(Self::record(on, call, outcome))))
    }

    /// `socket()`, which makes the socket.
    pub fn socket(&mut self, millis: u64, (sid, name): (u64, &str)) -> u64 {
        let (family, kind) = (number_of("AF_INET").unwrap(), number_of("SOCK_STREAM").unwrap());
        let mut record = Self::record(name, Call::Socket { family, kind, proto: 0 }, Outcome::Ok(Value::None));
        record.makes = record.on.take();
        self.put(millis, sid, Body::Call(Box::new(record)))
    }

    /// A call that waits.
    pub fn waits(&mut self, millis: u64, (sid, on): (u64, &str), id: u64, call: Call) -> u64 {
        let mut record = Self::record(on, call, Outcome::Waiting);
        (record.waits, record.took) = (Some(CallId(id)), None);
        self.put(millis, sid, Body::Call(Box::new(record)))
    }

    /// Its end.
    pub fn joins(&mut self, millis: u64, sid: u64, id: u64, outcome: Outcome) -> u64 {
        let join = JoinRecord {
            id: CallId(id),
            took: Duration::from_millis(5),
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        self.put(millis, sid, Body::Join(Box::new(join)))
    }

    /// A piece of the payload of the record that comes after `left` more of them.
    pub fn part(&mut self, millis: u64, sid: u64, left: u64, data: &[u8]) -> u64 {
        let of = self.records.len() as u64 + left;
        self.put(millis, sid, Body::Part { of, data: data.into() })
    }

    pub fn save(&self, folder: &Path, name: &str) -> PathBuf {
        let path = folder.join(name);
        let mut out = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
        for record in &self.records {
            out.write_all(&sockscope::session::encode(record)).unwrap();
        }
        out.flush().unwrap();
        path
    }
}

pub fn errno(name: &str) -> Outcome {
    Outcome::Errno(errno_number(name).unwrap())
}

pub fn send(data: &[u8]) -> Call {
    Call::Send { data: data.into(), flags: 0 }
}

pub fn data(bytes: &[u8]) -> Outcome {
    Outcome::Ok(Value::Data(bytes.into()))
}

pub const RECV: Call = Call::Recv { size: 65_536, flags: 0 };

/// A small session with something of everything.
///
/// | n | what |
/// |---|---|
/// | 1 | `srv` socket, 0.1 s |
/// | 2 | `client/cli` socket, 0.2 s |
/// | 3 | cli connect 127.0.0.1:80, ECONNREFUSED, 1 s |
/// | 4 | cli connect 127.0.0.1:8000, 1.5 s |
/// | 5 | cli send `GET / HTTP/1.1\r\n`, 2 s |
/// | 6 | srv recv waits, 2.5 s; 7 its end: `你好, Wörld` |
/// | 8, 9 | parts of 10: srv send of `aaa…needle…`, 3 s |
/// | 11 | cli recv `16 03 01 02`, 4 s |
/// | 12 | srv close, 5 s |
pub fn everything(folder: &Path) -> PathBuf {
    let (srv, cli) = ((1, "srv"), (2, "client/cli"));
    let mut made = Made::new();
    made.socket(100, srv);
    made.socket(200, cli);
    made.call(1000, cli, Call::Connect { address: Address::inet("127.0.0.1", 80) }, errno("ECONNREFUSED"));
    made.call(1500, cli, Call::Connect { address: Address::inet("127.0.0.1", 8000) }, Outcome::NONE);
    made.call(2000, cli, send(b"GET / HTTP/1.1\r\n"), Outcome::Ok(Value::Int(16)));
    made.waits(2500, srv, 1, RECV);
    made.joins(2600, 1, 1, data("你好, Wörld".as_bytes()));
    let long = vec![b'a'; 40_000];
    made.part(3000, 1, 2, &long);
    made.part(3000, 1, 1, &long);
    let sent = Outcome::Ok(Value::Int(80_006));
    made.call(3000, srv, send(b"needle"), sent);
    made.call(4000, cli, RECV, data(&[0x16, 3, 1, 2]));
    made.call(5000, srv, Call::Close, Outcome::NONE);
    made.save(folder, "everything.jsonl")
}
