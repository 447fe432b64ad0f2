//! The lines of the session that a capture becomes.

use super::{Imported, MARK};
use crate::call::{
    Address, Body, By, Call, CallId, CallRecord, Header, JoinRecord, Kept, Name, Notice, Outcome, Record, SocketId,
};
use crate::session::encode_into;
use serde_json::json;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

/// Who made the calls.
const BY: &str = "program:import";
/// Encoded bytes that are written at once.
const WRITE_AT: usize = 1 << 16;

/// A socket as its lines name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Socket {
    pub sid: SocketId,
    pub name: Name,
}

/// One call.
#[derive(Debug)]
pub struct Made<'a> {
    pub t: Duration,
    pub took: Duration,
    pub on: &'a Socket,
    pub call: Call,
    pub outcome: Outcome,
    /// The socket that it accepted.
    pub accepts: Option<&'a Socket>,
    /// The offset of its bytes.
    pub at: Option<u64>,
}

/// A session that is written.
pub struct Lines<'a> {
    out: &'a mut dyn Write,
    encoded: Vec<u8>,
    app: String,
    name: String,
    /// The first packet's moment; none before it.
    began: Option<i64>,
    last: Duration,
    n: u64,
    sockets: u64,
    calls: u64,
}

/// A socket's address.
pub fn address(of: SocketAddr) -> Address {
    Address::from(of)
}

/// The number of a constant that every platform has.
pub fn constant(name: &str) -> i32 {
    crate::call::number_of(name).unwrap_or(-1)
}

impl<'a> Lines<'a> {
    pub fn new(out: &'a mut dyn Write, app: &str, name: &str) -> Self {
        let name = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (encoded, app, last) = (Vec::new(), app.to_owned(), Duration::ZERO);
        Self { out, encoded, app, name, began: None, last, n: 0, sockets: 0, calls: 0 }
    }

    /// The session's time of a packet; never before the packet ahead of it. The first one begins the session.
    pub fn at(&mut self, nanos: Option<i64>) -> io::Result<Duration> {
        let Some(began) = self.began else {
            self.begin(nanos.unwrap_or(0))?;
            return Ok(Duration::ZERO);
        };
        let since = nanos.and_then(|nanos| u64::try_from(nanos.checked_sub(began)?).ok());
        self.last = self.last.max(Duration::from_nanos(since.unwrap_or(0)));
        Ok(self.last)
    }

    fn begin(&mut self, nanos: i64) -> io::Result<()> {
        self.began = Some(nanos);
        let utc = jiff::Timestamp::from_nanosecond(nanos.into()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let app = format!("{}{MARK}{}", self.app, self.name);
        self.put(Duration::ZERO, None, Body::Header(Header { utc: format!("{utc:.9}").into(), app: app.into() }))?;
        let from = json!(self.name);
        self.event(&format!("\"from\":{from}"))
    }

    /// An event of this import.
    fn event(&mut self, entries: &str) -> io::Result<()> {
        let t = self.last;
        let json =
            format!("{{\"n\":{},\"t\":{}.{:09},\"ev\":\"import\",{entries}}}", self.n, t.as_secs(), t.subsec_nanos());
        self.put(t, None, Body::Notice(Notice::Other { kind: "import".into(), json: json.into() }))
    }

    fn put(&mut self, t: Duration, sid: Option<SocketId>, body: Body) -> io::Result<()> {
        encode_into(&mut self.encoded, &Record { n: self.n, t, sid, body });
        self.n += 1;
        if self.encoded.len() < WRITE_AT {
            return Ok(());
        }
        self.out.write_all(&self.encoded)?;
        self.encoded.clear();
        Ok(())
    }

    /// A new socket: its identity and name, and no line yet.
    pub fn socket(&mut self, side: &str, base: &str) -> Socket {
        self.sockets += 1;
        Socket { sid: SocketId(self.sockets), name: Name::new(side, base) }
    }

    /// The call that makes a socket.
    pub fn makes(&mut self, t: Duration, socket: &Socket, at: SocketAddr, kind: &str) -> io::Result<()> {
        let family = constant(if at.is_ipv4() { "AF_INET" } else { "AF_INET6" });
        let call = Call::Socket { family, kind: constant(kind), proto: 0 };
        let mut record = record(None, call, Outcome::NONE);
        record.makes = Some(socket.name.clone());
        self.put(t, Some(socket.sid), Body::Call(Box::new(record)))
    }

    /// A call that came back.
    pub fn made(&mut self, made: Made<'_>) -> io::Result<()> {
        let Made { t, took, on, call, outcome, accepts, at } = made;
        let mut record = record(Some(&on.name), call, outcome);
        record.makes = accepts.map(|socket| socket.name.clone());
        record.made = accepts.map(|socket| socket.sid);
        // What passed over the wire at one moment does not say how long the call took.
        (record.took, record.at) = (Some(took).filter(|took| !took.is_zero()), at);
        self.put(t, Some(on.sid), Body::Call(Box::new(record)))
    }

    /// A call at one moment, without bytes.
    pub fn call(&mut self, t: Duration, on: &Socket, call: Call, outcome: Outcome) -> io::Result<()> {
        self.made(Made { t, took: Duration::ZERO, on, call, outcome, accepts: None, at: None })
    }

    /// A call that waits.
    pub fn starts(&mut self, t: Duration, on: &Socket, call: Call) -> io::Result<CallId> {
        self.calls += 1;
        let id = CallId(self.calls);
        let mut record = record(Some(&on.name), call, Outcome::Waiting);
        record.waits = Some(id);
        self.put(t, Some(on.sid), Body::Call(Box::new(record)))?;
        Ok(id)
    }

    /// The end of a call that waited since `start`.
    pub fn joins(&mut self, t: Duration, on: &Socket, id: CallId, start: Duration, outcome: Outcome) -> io::Result<()> {
        let took = t.saturating_sub(start);
        let join = JoinRecord { id, took, outcome, made: None, at: None, deferred: false, kept: Kept::Whole };
        self.put(t, Some(on.sid), Body::Join(Box::new(join)))
    }

    /// The names of a socket.
    pub fn names(&mut self, t: Duration, on: &Socket, local: SocketAddr, peer: Option<SocketAddr>) -> io::Result<()> {
        let notice = Notice::Names { local: Some(address(local)), peer: peer.map(address) };
        self.put(t, Some(on.sid), Body::Notice(notice))
    }

    /// Bytes that the session does not have, and why, in a word.
    pub fn gap(&mut self, t: Duration, on: &Socket, bytes: u64, why: &str) -> io::Result<()> {
        self.put(t, Some(on.sid), Body::Notice(Notice::Gap { records: 0, bytes, why: why.into() }))
    }

    /// What became of it, as the last line; how many lines there are.
    pub fn end(mut self, done: &Imported) -> io::Result<u64> {
        if self.began.is_none() {
            self.begin(0)?;
        }
        let Imported { packets, connections, datagrams, left_out: left, torn, damage, .. } = done;
        let mut entries = json!({ "packets": packets, "connections": connections, "datagrams": datagrams });
        let links: Vec<u32> = left.links.1.iter().copied().collect();
        let said = [
            ("other", left.other),
            ("unreadable", left.unreadable),
            ("unknown", left.links.0),
            ("fragments", left.fragments),
            ("cut", left.cut),
            ("lost", left.lost),
            ("torn", torn.unwrap_or(0)),
        ];
        if let Some(map) = entries.as_object_mut() {
            map.extend(
                said.iter().filter(|(_, count)| *count > 0).map(|(key, count)| ((*key).to_owned(), json!(count))),
            );
            map.extend((!links.is_empty()).then(|| ("links".to_owned(), json!(links))));
            map.extend(damage.map(|damage| ("damaged".to_owned(), json!(damage.at))));
        }
        let entries = entries.to_string();
        self.event(entries.trim_start_matches('{').trim_end_matches('}'))?;
        self.out.write_all(&self.encoded)?;
        self.out.flush()?;
        Ok(self.n)
    }
}

fn record(on: Option<&Name>, call: Call, outcome: Outcome) -> CallRecord {
    CallRecord {
        on: on.cloned(),
        makes: None,
        by: By::Other(BY.into()),
        call,
        waits: None,
        took: None,
        outcome,
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    }
}
