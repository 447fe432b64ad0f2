//! Connections: from the segments of both ends to the calls that both ends must have made.
//!
//! Who sends SYN connects; where the capture begins later, who has the lower port is the server. `connect` waits from SYN to
//! the answer, the server accepts when the handshake is over. Bytes become `send` at one end and `recv` at the other: up to
//! where the sender pushed, at most 64 KiB a call. The first FIN is `shutdown`, the second closes both ends, RST is
//! ECONNRESET at the other end.

mod bytes;
mod over;

use super::flow::Flow;
use super::lines::{Lines, Made, Socket, address};
use super::packet::{Seen, Segment};
use crate::call::{Call, CallId, Outcome, Value};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// So many connections are followed; those that are over are forgotten first, then those that were silent longest.
const MOST: usize = 65_536;
/// So many listening sockets are remembered.
const LISTENING: usize = 65_536;
/// So many bytes wait in all of them for bytes before them.
const WAITING: usize = 64 << 20;
/// No call has more bytes.
const RUN: usize = 65_536;

/// Client, server.
type Key = (SocketAddr, SocketAddr);

/// How far a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// `connect` waits.
    Asked(CallId, Duration),
    /// `connect` came back.
    Answered,
    /// Both ends have a socket.
    Open,
    Over,
}

#[derive(Debug)]
struct Connection {
    /// The client's, and the server's once it has accepted.
    sockets: [Option<Socket>; 2],
    /// What the client sends, and the server.
    flows: [Option<Flow>; 2],
    /// Bytes that each end has sent.
    sent: [u64; 2],
    /// Bytes that each end has received.
    received: [u64; 2],
    finished: [bool; 2],
    stage: Stage,
    number: u64,
    last: u64,
}

/// Bytes of one sender that are no line yet.
#[derive(Debug)]
struct Run {
    key: Key,
    from: usize,
    data: Vec<u8>,
    start: Duration,
    end: Duration,
}

/// All connections of a capture.
#[derive(Debug, Default)]
pub struct Connections {
    known: HashMap<Key, Connection>,
    listening: HashMap<SocketAddr, Socket>,
    run: Option<Run>,
    waiting: usize,
    packets: u64,
    listeners: u64,
    /// How many there were.
    pub made: u64,
    /// Bytes that the capture does not have.
    pub lost: u64,
}

impl Connections {
    /// Takes a segment in.
    pub fn take(&mut self, seen: &Seen<'_>, segment: Segment, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.packets += 1;
        let Some((key, from)) = self.place(seen, &segment, t, lines)? else { return Ok(()) };
        let packets = self.packets;
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        connection.last = packets;
        if connection.stage == Stage::Over {
            return Ok(());
        }
        let before = connection.weight();
        connection.note(from, &segment, seen);
        self.waiting = (self.waiting + connection.weight()).saturating_sub(before);
        if segment.syn {
            if from == 1 && segment.ack.is_some() {
                self.answered(key, t, lines)?;
            }
        } else if !segment.rst {
            self.opened(key, t, lines)?;
        }
        if self.known.get(&key).is_some_and(|connection| connection.stage == Stage::Open) {
            self.deliver(key, t, lines)?;
        }
        if segment.rst { self.reset(key, from, t, lines) } else { Ok(()) }
    }

    /// Which connection a segment is of, and which end sent it; a new one where there is none.
    fn place(
        &mut self,
        seen: &Seen<'_>,
        segment: &Segment,
        t: Duration,
        lines: &mut Lines<'_>,
    ) -> io::Result<Option<(Key, usize)>> {
        let asks = segment.syn && segment.ack.is_none();
        let (there, back) = ((seen.from, seen.to), (seen.to, seen.from));
        let known = if self.known.contains_key(&there) {
            Some((there, 0))
        } else {
            self.known.contains_key(&back).then_some((back, 1))
        };
        if let Some((key, from)) = known {
            let again = self.known.get(&key).is_some_and(|connection| connection.is_again(from, segment));
            if !asks || again {
                return Ok(known);
            }
            // The same ports again: another connection.
            self.leave(key, t, lines)?;
        }
        let carries = !seen.data.is_empty() || seen.missing > 0 || segment.fin;
        if segment.rst || !segment.syn && !carries {
            return Ok(None);
        }
        let is_client = match (segment.syn, segment.ack) {
            (true, answered) => answered.is_none(),
            _ => seen.from.port() >= seen.to.port(),
        };
        let (key, from) = if is_client { (there, 0) } else { (back, 1) };
        self.begin(key, asks, t, lines)?;
        Ok(Some((key, from)))
    }

    /// A connection that was not known.
    fn begin(&mut self, key: Key, asks: bool, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.flush(lines)?;
        self.make_room(t, lines)?;
        self.made += 1;
        let number = self.made;
        if asks {
            // A server listens before anyone can come.
            self.listener(key.1, t, lines)?;
        }
        let client = lines.socket("client", &format!("c{number}"));
        lines.makes(t, &client, key.0, "SOCK_STREAM")?;
        let stage = Stage::Asked(lines.starts(t, &client, Call::Connect { address: address(key.1) })?, t);
        if !asks {
            lines.gap(t, &client, 0, "before the capture")?;
        }
        let connection = Connection {
            sockets: [Some(client), None],
            flows: [None, None],
            sent: [0; 2],
            received: [0; 2],
            finished: [false; 2],
            stage,
            number,
            last: self.packets,
        };
        self.known.insert(key, connection);
        Ok(())
    }

    /// The listening socket at an address.
    fn listener(&mut self, at: SocketAddr, t: Duration, lines: &mut Lines<'_>) -> io::Result<Socket> {
        if let Some(known) = self.listening.get(&at) {
            return Ok(known.clone());
        }
        if self.listening.len() >= LISTENING {
            self.listening.clear();
        }
        self.listeners += 1;
        let socket = lines.socket("server", &format!("s{}", self.listeners));
        lines.makes(t, &socket, at, "SOCK_STREAM")?;
        lines.call(t, &socket, Call::Bind { address: address(at) }, Outcome::NONE)?;
        lines.call(t, &socket, Call::Listen { backlog: None }, Outcome::NONE)?;
        self.listening.insert(at, socket.clone());
        Ok(socket)
    }

    /// `connect` comes back well.
    fn answered(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        let Some(connection) = self.known.get(&key) else { return Ok(()) };
        let (Stage::Asked(id, start), [Some(client), _]) = (connection.stage, &connection.sockets) else {
            return Ok(());
        };
        let client = client.clone();
        self.flush(lines)?;
        lines.joins(t, &client, id, start, Outcome::NONE)?;
        lines.names(t, &client, key.0, Some(key.1))?;
        self.set_stage(key, Stage::Answered);
        Ok(())
    }

    /// `accept` comes back.
    fn opened(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.answered(key, t, lines)?;
        let Some(connection) = self.known.get(&key).filter(|connection| connection.stage == Stage::Answered) else {
            return Ok(());
        };
        let number = connection.number;
        self.flush(lines)?;
        let listener = self.listener(key.1, t, lines)?;
        let server = lines.socket("server", &format!("conn{number}"));
        let outcome = Outcome::Ok(Value::Accepted(Some(address(key.0))));
        let (call, took) = (Call::Accept, Duration::ZERO);
        lines.made(Made { t, took, on: &listener, call, outcome, accepts: Some(&server), at: None })?;
        lines.names(t, &server, key.1, Some(key.0))?;
        if let Some(connection) = self.known.get_mut(&key) {
            connection.sockets[1] = Some(server);
        }
        self.set_stage(key, Stage::Open);
        Ok(())
    }

    fn set_stage(&mut self, key: Key, stage: Stage) {
        self.known.get_mut(&key).into_iter().for_each(|connection| connection.stage = stage);
    }
}

impl Connection {
    fn weight(&self) -> usize {
        self.flows.iter().flatten().map(Flow::weight).sum()
    }

    /// Whether a SYN is the one that began it, sent again.
    fn is_again(&self, from: usize, segment: &Segment) -> bool {
        let first = segment.seq.wrapping_add(1);
        from == 0 && self.stage != Stage::Over && self.flows[0].as_ref().is_some_and(|flow| flow.begins_at(first))
    }

    /// Takes in what a segment says of both directions.
    fn note(&mut self, from: usize, segment: &Segment, seen: &Seen<'_>) {
        let first = if segment.syn { segment.seq.wrapping_add(1) } else { segment.seq };
        let [client, server] = &mut self.flows;
        let (own, other) = if from == 0 { (client, server) } else { (server, client) };
        // A reset's numbers begin nothing.
        if !segment.rst {
            let own = own.get_or_insert_with(|| Flow::new(first));
            own.take(&Segment { seq: first, ..*segment }, &seen.data, seen.missing);
        }
        if let (Some(ack), false) = (segment.ack, segment.rst) {
            other.get_or_insert_with(|| Flow::new(ack)).acknowledged(ack);
        }
    }

    /// It is over; what comes late is not looked at.
    fn forget(&mut self) {
        (self.stage, self.flows) = (Stage::Over, [None, None]);
    }
}
