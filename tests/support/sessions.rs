//! Sessions of any size, made without a socket: the records that a server, its clients and two datagram sockets leave,
//! written by the one codec. Shared by tests and the bench of reading; the same size gives the same file.

#![allow(dead_code)] // each taker takes one of the two

use sockscope::call::*;
use sockscope::session::encode_into;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// Connections that are open at a time.
const PAIRS: u64 = 8;
/// A connection is closed and another made after so many exchanges.
const EXCHANGES: u64 = 2000;
/// Bytes that are encoded before they are written.
const WRITE_AT: usize = 1 << 20;

fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

/// Writes a session of about `records` records (a few more, so that nothing is left half done), each payload about
/// `payload` bytes long; gives how many records there are.
pub fn write_session(path: &Path, records: u64, payload: usize) -> io::Result<u64> {
    write(path, records, payload, (PAIRS, EXCHANGES))
}

/// The same with so many connections, all open from beginning to end.
pub fn write_session_of(path: &Path, records: u64, payload: usize, pairs: u64) -> io::Result<u64> {
    write(path, records, payload, (pairs, u64::MAX))
}

fn write(path: &Path, records: u64, payload: usize, lives: (u64, u64)) -> io::Result<u64> {
    let mut story = Story::new(std::fs::File::create(path)?, payload, lives);
    story.begin()?;
    let mut step = 0;
    while story.n < records {
        story.step(step)?;
        step += 1;
    }
    story.out.write_all(&story.lines)?;
    Ok(story.n)
}

/// One connection: both ends, and how far each direction is.
#[derive(Clone, Copy)]
struct Pair {
    client: u64,
    server: u64,
    up: u64,
    down: u64,
    port: i64,
}

struct Story<W> {
    out: W,
    lines: Vec<u8>,
    n: u64,
    t: Duration,
    next_sid: u64,
    pairs: Vec<Pair>,
    text: Payload,
    binary: Payload,
    /// How many connections, and after how many exchanges one is made anew.
    lives: (u64, u64),
}

const LISTENER: u64 = 1;
const ASKING: u64 = 2;
const ANSWERING: u64 = 3;

impl<W: Write> Story<W> {
    fn new(out: W, payload: usize, lives: (u64, u64)) -> Self {
        let line = "GET /api/values?from=1 HTTP/1.1\r\nHost: 示例.test\r\nAccept: */*\r\n\r\n";
        let mut text = line.repeat(payload / line.len() + 1);
        text.truncate(text.floor_char_boundary(payload.max(4)));
        let text = text.into_bytes();
        let binary: Vec<u8> = (0..payload.max(4)).map(|at| (at * 7 % 256) as u8 | 0x80).collect();
        Self {
            out,
            lines: Vec::new(),
            n: 0,
            t: Duration::ZERO,
            next_sid: 4,
            pairs: Vec::new(),
            text: text.into(),
            binary: binary.into(),
            lives,
        }
    }

    fn put(&mut self, sid: u64, body: Body) -> io::Result<u64> {
        let n = self.n;
        let sid = (sid > 0).then_some(SocketId(sid));
        encode_into(&mut self.lines, &Record { n, t: self.t, sid, body });
        self.n += 1;
        self.t += Duration::from_nanos(20_000 + n * 7919 % 30_000);
        if self.lines.len() >= WRITE_AT {
            self.out.write_all(&self.lines)?;
            self.lines.clear();
        }
        Ok(n)
    }

    fn record(on: &str, call: Call) -> CallRecord {
        CallRecord {
            on: (!on.is_empty()).then(|| Name::new("", on)),
            makes: None,
            by: By::Person,
            call,
            waits: None,
            took: Some(Duration::from_nanos(11_230)),
            outcome: Outcome::NONE,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        }
    }

    fn call(&mut self, sid: u64, on: &str, call: Call, outcome: Outcome, at: Option<u64>) -> io::Result<u64> {
        let record = CallRecord { outcome, at, ..Self::record(on, call) };
        self.put(sid, Body::Call(Box::new(record)))
    }

    /// The start of a call that waits; its end names it by the number that this gives.
    fn start(&mut self, sid: u64, on: &str, makes: Option<&str>, call: Call) -> io::Result<u64> {
        let record = CallRecord {
            waits: Some(CallId(self.n)),
            took: None,
            outcome: Outcome::Waiting,
            makes: makes.map(|name| Name::new("", name)),
            ..Self::record(on, call)
        };
        self.put(sid, Body::Call(Box::new(record)))
    }

    fn join(&mut self, sid: u64, id: u64, outcome: Outcome, made: Option<u64>, at: Option<u64>) -> io::Result<()> {
        let (took, made) = (Duration::from_micros(340), made.map(SocketId));
        let join = JoinRecord { id: CallId(id), took, outcome, made, at, deferred: false, kept: Kept::Whole };
        self.put(sid, Body::Join(Box::new(join))).map(|_| ())
    }

    fn socket(&mut self, sid: u64, name: &str, kind: &str) -> io::Result<()> {
        let call = Call::Socket { family: number("AF_INET"), kind: number(kind), proto: 0 };
        let record = CallRecord { makes: Some(Name::new("", name)), ..Self::record("", call) };
        self.put(sid, Body::Call(Box::new(record))).map(|_| ())
    }

    fn begin(&mut self) -> io::Result<()> {
        let header = Header { utc: "2026-11-22T10:00:00.000000000Z".into(), app: "sockscope generated".into() };
        self.put(0, Body::Header(header))?;
        self.socket(LISTENER, "server", "SOCK_STREAM")?;
        self.call(LISTENER, "server", Call::Bind { address: Address::inet("127.0.0.1", 8080) }, Outcome::NONE, None)?;
        self.call(LISTENER, "server", Call::Listen { backlog: Some(128) }, Outcome::NONE, None)?;
        for (sid, name, port) in [(ASKING, "ask", 5001), (ANSWERING, "answer", 5002)] {
            self.socket(sid, name, "SOCK_DGRAM")?;
            self.call(sid, name, Call::Bind { address: Address::inet("127.0.0.1", port) }, Outcome::NONE, None)?;
        }
        for _ in 0..self.lives.0 {
            let pair = self.connect()?;
            self.pairs.push(pair);
        }
        Ok(())
    }

    fn connect(&mut self) -> io::Result<Pair> {
        let (client, server) = (self.next_sid, self.next_sid + 1);
        self.next_sid += 2;
        let port = 30_000 + i64::try_from(client % 30_000).unwrap();
        let waits = self.start(LISTENER, "server", Some("conn"), Call::Accept)?;
        self.socket(client, "client", "SOCK_STREAM")?;
        let address = Address::inet("127.0.0.1", 8080);
        self.call(client, "client", Call::Connect { address: address.clone() }, Outcome::NONE, None)?;
        let own = Address::inet("127.0.0.1", port);
        self.put(client, Body::Notice(Notice::Names { local: Some(own.clone()), peer: Some(address) }))?;
        self.join(LISTENER, waits, Outcome::Ok(Value::Accepted(Some(own))), Some(server), None)?;
        self.put(client, Body::Notice(Notice::State(TcpState::Established)))?;
        Ok(Pair { client, server, up: 0, down: 0, port })
    }

    fn sends(&mut self, sid: u64, name: &str, data: &Payload, at: &mut u64) -> io::Result<()> {
        let count = i64::try_from(data.len()).unwrap();
        let call = Call::Send { data: data.clone(), flags: 0 };
        self.call(sid, name, call, Outcome::Ok(Value::Int(count)), Some(*at))?;
        *at += data.len() as u64;
        Ok(())
    }

    fn step(&mut self, step: u64) -> io::Result<()> {
        let at = usize::try_from(step % self.lives.0).unwrap();
        let mut pair = self.pairs[at];
        let recv = || Call::Recv { size: 65_536, flags: 0 };
        let (text, binary) = (self.text.clone(), self.binary.clone());
        match step % 7 {
            // A request, an answer.
            0 | 1 => {
                self.sends(pair.client, "client", &text, &mut pair.up)?;
                let got = pair.up - text.len() as u64;
                self.call(pair.server, "conn", recv(), Outcome::Ok(Value::Data(text)), Some(got))?;
                self.sends(pair.server, "conn", &binary, &mut pair.down)?;
                let got = pair.down - binary.len() as u64;
                self.call(pair.client, "client", recv(), Outcome::Ok(Value::Data(binary)), Some(got))?;
            }
            // A receive that waits for what is sent then.
            2 | 3 => {
                let waits = self.start(pair.server, "conn", None, recv())?;
                let call = Call::SendAll { data: text.clone(), flags: 0 };
                self.call(pair.client, "client", call, Outcome::NONE, Some(pair.up))?;
                self.join(pair.server, waits, Outcome::Ok(Value::Data(text.clone())), None, Some(pair.up))?;
                pair.up += text.len() as u64;
            }
            // Datagrams, there and back.
            4 => {
                let (there, back) = (Address::inet("127.0.0.1", 5002), Address::inet("127.0.0.1", 5001));
                let waits = self.start(ANSWERING, "answer", None, Call::RecvFrom { size: 2048, flags: 0 })?;
                let count = Outcome::Ok(Value::Int(i64::try_from(text.len()).unwrap()));
                let call = Call::SendTo { data: text.clone(), flags: 0, address: there };
                self.call(ASKING, "ask", call, count, None)?;
                self.join(ANSWERING, waits, Outcome::Ok(Value::DataFrom(text, Some(back))), None, None)?;
            }
            5 => {
                self.call(pair.client, "client", recv(), Outcome::Errno(libc::EAGAIN), None)?;
                let (level, name) = (number("SOL_SOCKET"), number("SO_RCVBUF"));
                let call = Call::GetSockOpt { level, name, kind: OptionKind::Int };
                self.call(pair.client, "client", call, Outcome::Ok(Value::Int(131_072)), None)?;
            }
            _ => {
                let own = Address::inet("127.0.0.1", pair.port);
                self.call(pair.client, "client", Call::GetSockName, Outcome::Ok(Value::Address(Some(own))), None)?;
            }
        }
        self.pairs[at] = pair;
        if step % self.lives.1 == self.lives.1 - 1 {
            self.call(pair.client, "client", Call::Close, Outcome::NONE, None)?;
            self.call(pair.server, "conn", recv(), Outcome::Ok(Value::Data(Payload::from([]))), Some(pair.up))?;
            self.call(pair.server, "conn", Call::Close, Outcome::NONE, None)?;
            self.pairs[at] = self.connect()?;
        }
        Ok(())
    }
}
