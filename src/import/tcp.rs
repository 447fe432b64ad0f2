//! Connections: from the segments of both ends to the calls that both ends must have made.
//!
//! Who sends SYN connects; where the capture begins later, who has the lower port is the server. `connect` waits from SYN to
//! the answer, the server accepts when the handshake is over. Bytes become `send` at one end and `recv` at the other: up to
//! where the sender pushed, at most 64 KiB a call. The first FIN is `shutdown`, the second closes both ends, RST is
//! ECONNRESET at the other end.

use super::flow::{Flow, Piece};
use super::lines::{Lines, Made, Socket, address, constant};
use super::packet::{Seen, Segment};
use crate::call::{Call, CallId, Outcome, Payload, Value};
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

    /// What has come in order.
    fn deliver(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        for from in [0, 1] {
            while let Some(piece) = self.next(key, from) {
                self.piece(key, from, piece, t, lines)?;
            }
        }
        Ok(())
    }

    fn next(&mut self, key: Key, from: usize) -> Option<Piece> {
        let is_full = self.waiting > WAITING;
        let flow = self.known.get_mut(&key)?.flows[from].as_mut()?;
        let before = flow.weight();
        let piece = flow.next().or_else(|| if is_full { flow.give_up() } else { None });
        self.waiting = (self.waiting + flow.weight()).saturating_sub(before);
        piece
    }

    fn piece(&mut self, key: Key, from: usize, piece: Piece, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        match piece {
            Piece::Data(data, push) => self.data(key, from, &data, push, t, lines),
            Piece::Lost { bytes, cut } => {
                self.flush(lines)?;
                self.lost += if cut { 0 } else { bytes };
                let why = if cut { "snaplen" } else { "not captured" };
                self.both(key, from, |sender, receiver| {
                    lines.gap(t, sender, bytes, why)?;
                    lines.gap(t, receiver, bytes, why)
                })
            }
            Piece::End => {
                self.flush(lines)?;
                self.finished(key, from, t, lines)
            }
        }
    }

    /// Does something with the socket that sends and the one that receives.
    fn both(&self, key: Key, from: usize, act: impl FnOnce(&Socket, &Socket) -> io::Result<()>) -> io::Result<()> {
        let sockets = self.known.get(&key).map(|connection| &connection.sockets);
        let Some([Some(client), Some(server)]) = sockets else { return Ok(()) };
        if from == 0 { act(client, server) } else { act(server, client) }
    }

    fn data(
        &mut self,
        key: Key,
        from: usize,
        mut data: &[u8],
        push: bool,
        t: Duration,
        lines: &mut Lines<'_>,
    ) -> io::Result<()> {
        if self.run.as_ref().is_some_and(|run| run.key != key || run.from != from) {
            self.flush(lines)?;
        }
        while !data.is_empty() {
            let new = || Run { key, from, data: Vec::new(), start: t, end: t };
            let run = self.run.get_or_insert_with(new);
            let (part, rest) = data.split_at(data.len().min(RUN - run.data.len()));
            run.data.extend(part);
            (run.end, data) = (t, rest);
            if run.data.len() == RUN || data.is_empty() && push {
                self.flush(lines)?;
            }
        }
        Ok(())
    }

    /// Writes the bytes that are no line yet: to be called before anything else is written.
    pub fn flush(&mut self, lines: &mut Lines<'_>) -> io::Result<()> {
        let Some(Run { key, from, data, start, end }) = self.run.take() else { return Ok(()) };
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        let (sent, received) = (connection.sent[from], connection.received[1 - from]);
        connection.sent[from] += data.len() as u64;
        connection.received[1 - from] += data.len() as u64;
        let (data, len) = (Payload::from(data.as_slice()), data.len());
        self.both(key, from, |sender, receiver| {
            let call = Call::Send { data: data.clone(), flags: 0 };
            let outcome = Outcome::Ok(Value::Int(i64::try_from(len).unwrap_or(0)));
            let took = end.saturating_sub(start);
            lines.made(Made { t: start, took, on: sender, call, outcome, accepts: None, at: Some(sent) })?;
            let call = Call::Recv { size: 65_536, flags: 0 };
            let (outcome, took) = (Outcome::Ok(Value::Data(data)), Duration::ZERO);
            lines.made(Made { t: end, took, on: receiver, call, outcome, accepts: None, at: Some(received) })
        })
    }

    /// One end sends no more.
    fn finished(&mut self, key: Key, from: usize, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        connection.finished[from] = true;
        let (is_last, at) = (connection.finished[1 - from], connection.received[1 - from]);
        if is_last {
            connection.forget();
        }
        self.both(key, from, |sender, receiver| {
            if is_last {
                lines.call(t, sender, Call::Close, Outcome::NONE)?;
            } else {
                lines.call(t, sender, Call::Shutdown { how: constant("SHUT_WR") }, Outcome::NONE)?;
            }
            let (call, outcome) = (Call::Recv { size: 65_536, flags: 0 }, Outcome::Ok(Value::Data([].into())));
            let took = Duration::ZERO;
            lines.made(Made { t, took, on: receiver, call, outcome, accepts: None, at: Some(at) })?;
            if is_last { lines.call(t, receiver, Call::Close, Outcome::NONE) } else { Ok(()) }
        })
    }

    /// One end resets the connection.
    fn reset(&mut self, key: Key, from: usize, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.rest(key, t, lines)?;
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        if connection.stage == Stage::Over {
            return Ok(());
        }
        let stage = connection.stage;
        let client = connection.sockets[0].clone();
        connection.forget();
        match (stage, client) {
            (Stage::Asked(id, start), Some(client)) => {
                let errno = constant_errno(if from == 1 { "ECONNREFUSED" } else { "ECONNABORTED" });
                lines.joins(t, &client, id, start, Outcome::Errno(errno))?;
                lines.call(t, &client, Call::Close, Outcome::NONE)
            }
            (Stage::Answered, Some(client)) => lines.call(t, &client, Call::Close, Outcome::NONE),
            _ => self.both(key, from, |sender, receiver| {
                lines.call(t, sender, Call::Close, Outcome::NONE)?;
                let outcome = Outcome::Errno(constant_errno("ECONNRESET"));
                lines.call(t, receiver, Call::Recv { size: 65_536, flags: 0 }, outcome)?;
                lines.call(t, receiver, Call::Close, Outcome::NONE)
            }),
        }
    }

    /// What waits for bytes that do not come any more.
    fn rest(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.flush(lines)?;
        let Some(connection) = self.known.get_mut(&key).filter(|connection| connection.stage != Stage::Over) else {
            return Ok(());
        };
        if connection.stage != Stage::Open {
            // What came with a SYN that was not answered reached nobody.
            self.waiting = self.waiting.saturating_sub(connection.weight());
            connection.flows = [None, None];
        }
        for from in [0, 1] {
            loop {
                let Some(flow) = self.known.get_mut(&key).and_then(|known| known.flows[from].as_mut()) else { break };
                let before = flow.weight();
                let piece = flow.give_up();
                self.waiting = (self.waiting + flow.weight()).saturating_sub(before);
                let Some(piece) = piece else { break };
                self.piece(key, from, piece, t, lines)?;
            }
            let flow = self.known.get_mut(&key).and_then(|known| known.flows[from].as_mut());
            let unseen = flow.map_or(0, Flow::unseen);
            if unseen > 0 {
                self.piece(key, from, Piece::Lost { bytes: unseen, cut: false }, t, lines)?;
            }
        }
        self.flush(lines)
    }

    /// Follows a connection no longer.
    fn leave(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.rest(key, t, lines)?;
        self.known.remove(&key);
        Ok(())
    }

    fn make_room(&mut self, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        if self.known.len() < MOST {
            return Ok(());
        }
        self.known.retain(|_, connection| connection.stage != Stage::Over);
        if self.known.len() < MOST / 2 {
            return Ok(());
        }
        let mut order: Vec<(u64, Key)> = self.known.iter().map(|(key, known)| (known.last, *key)).collect();
        order.sort_unstable_by_key(|(last, _)| *last);
        for (_, key) in order.into_iter().take(MOST / 4) {
            self.leave(key, t, lines)?;
        }
        Ok(())
    }

    /// The capture is over: what still waits is written, in the order of the connections.
    pub fn end(&mut self, lines: &mut Lines<'_>) -> io::Result<()> {
        self.flush(lines)?;
        let t = lines.at(None)?;
        let mut order: Vec<(u64, Key)> = self.known.iter().map(|(key, known)| (known.number, *key)).collect();
        order.sort_unstable_by_key(|(number, _)| *number);
        for (_, key) in order {
            self.leave(key, t, lines)?;
        }
        Ok(())
    }
}

fn constant_errno(name: &str) -> i32 {
    crate::call::errno_number(name).unwrap_or(-1)
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
