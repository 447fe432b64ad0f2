//! Calls as packets.

use super::file::Packets;
use super::packet::End;
use super::places::{Places, has_datagram_port, is_datagram, is_inet, is_unix};
use super::tcp::{Connection, Data, Side};
use super::udp::Datagrams;
use crate::call::{Address, Call, Header, Kept, OptionValue, Outcome, SocketId, Value, kind};
use crate::export::pass::Entry;
use crate::export::text;
use crate::session::{Board, Direction, SocketRow};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{self, Write};
use std::time::Duration;

/// So many lines of a socket wait at most for a packet.
const NOTES: usize = 200;
/// So many connections that are over are remembered.
const OVER: usize = 1024;

/// What a socket is to the network beside its row.
#[derive(Debug, Default)]
struct Socket {
    /// Lines of its calls that had no packet yet.
    notes: Vec<String>,
    /// Its connection, and which side of it the socket is.
    link: Option<(u64, usize)>,
    /// Where a connect that does not wait is going.
    asked: Option<Address>,
    resets: bool,
    /// Its close came back; its descriptor may be held still.
    closing: bool,
    is_vague: bool,
}

/// The synthetic network.
pub struct Net<'a> {
    out: Packets<'a>,
    places: Places,
    sockets: BTreeMap<SocketId, Socket>,
    connections: HashMap<u64, Connection>,
    made: u64,
    /// Connections of which one end may still turn up in the session, by the ends of the one that connected and the other.
    half: HashMap<(End, End), u64>,
    /// The same for a Unix name: those that connected, those that were accepted.
    half_unix: HashMap<Address, [VecDeque<u64>; 2]>,
    datagrams: Datagrams,
    /// Connections that are over, the oldest first.
    over: VecDeque<u64>,
    /// Lines of connections that are gone, which had no packet.
    left: Vec<String>,
}

fn is_messages(row: &SocketRow) -> bool {
    kind(row.kind & 0xf) == Some("SOCK_SEQPACKET")
}

impl<'a> Net<'a> {
    pub fn new(out: &'a mut dyn Write, header: &Header) -> io::Result<Self> {
        Ok(Self {
            out: Packets::new(out, header)?,
            places: Places::default(),
            sockets: BTreeMap::new(),
            connections: HashMap::new(),
            made: 0,
            half: HashMap::new(),
            half_unix: HashMap::new(),
            datagrams: Datagrams::default(),
            over: VecDeque::new(),
            left: Vec::new(),
        })
    }

    /// Writes what was left to say.
    pub fn end(&mut self) -> io::Result<()> {
        let mut left = std::mem::take(&mut self.left);
        left.extend(self.sockets.values_mut().flat_map(|socket| std::mem::take(&mut socket.notes)));
        for connection in self.connections.values_mut() {
            left.extend(connection.sides.iter_mut().flat_map(|side| std::mem::take(&mut side.notes)));
        }
        self.out.end(left)
    }

    /// Takes in a call that came back.
    pub fn call(&mut self, entry: &Entry, board: &Board) -> io::Result<()> {
        let sid = board.owner(entry.sid);
        let Some(row) = board.row(sid) else { return Ok(()) };
        let (line, result) = text::words(entry);
        let mut note = format!("{} {line} → {result}", entry.n);
        if let Kept::Hash { len, sha256 } = &entry.record.kept {
            note = format!("{note} ({len} B, sha256 {sha256})");
        }
        self.note(sid, note);
        let record = &entry.record;
        match (&record.call, &record.outcome) {
            (Call::Connect { address } | Call::ConnectEx { address }, outcome) => {
                self.connect(entry, sid, row, address, outcome)?;
            }
            (Call::Accept, Outcome::Ok(value)) => {
                if let (Some(made), Value::Accepted(peer)) = (record.made, value) {
                    self.accepted(entry, sid, made, peer.as_ref(), board)?;
                }
            }
            (Call::SocketPair { .. }, Outcome::Ok(_)) => {
                if let Some(other) = record.made.filter(|_| !is_datagram(row)) {
                    self.pair(entry, sid, other, row)?;
                }
            }
            (Call::Dup, Outcome::Ok(_)) => {
                if let Some(made) = record.made {
                    self.dup(sid, made);
                }
            }
            (Call::MakeFile { .. }, Outcome::Ok(_)) => self.vague(sid),
            (Call::SetSockOpt { value: OptionValue::Linger(on, 0), .. }, Outcome::Ok(_)) => {
                let resets = *on != 0;
                self.sockets.entry(sid).or_default().resets = resets;
                if let Some((connection, at)) = self.linked(sid) {
                    connection.sides.get_mut(at).into_iter().for_each(|side| side.resets = resets);
                }
            }
            (Call::GetSockOpt { .. }, Outcome::Ok(Value::Errno(number))) => {
                let asked = self.sockets.get(&sid).and_then(|socket| socket.asked.clone());
                if let Some(address) = asked.filter(|_| row.is_connection()) {
                    self.connect(entry, sid, row, &address, &Outcome::Ok(Value::ConnectEx(*number)))?;
                }
            }
            (Call::Shutdown { how }, Outcome::Ok(_)) if crate::call::how(*how) != Some("SHUT_RD") => {
                let t = entry.t;
                if let Some((connection, at, out)) = self.linked_out(sid) {
                    connection.finish(at, t, out)?;
                }
            }
            (Call::Close, Outcome::Ok(_)) => self.sockets.entry(sid).or_default().closing = true,
            _ => {}
        }
        if entry.moved.is_some_and(|moved| !moved.beside) {
            if is_datagram(row) { self.datagram(entry, sid, row, board)? } else { self.data(entry, sid, row)? }
        }
        if record.outcome == Outcome::Errno(libc::ECONNRESET)
            && let Some((connection, at, out)) = self.linked_out(sid)
        {
            connection.reset(1 - at, entry.end(), out)?;
        }
        self.try_close(sid, entry.end(), board)
    }

    /// A line for the next packet of this socket.
    fn note(&mut self, sid: SocketId, line: String) {
        let notes = match self.sockets.get(&sid).and_then(|socket| socket.link) {
            Some((id, at)) => {
                self.connections.get_mut(&id).and_then(|known| known.sides.get_mut(at)).map(|side| &mut side.notes)
            }
            None => None,
        };
        let notes = match notes {
            Some(notes) => notes,
            None => &mut self.sockets.entry(sid).or_default().notes,
        };
        if notes.len() < NOTES {
            notes.push(line);
        }
    }

    fn notes(&mut self, sid: SocketId) -> Vec<String> {
        self.sockets.get_mut(&sid).map(|socket| std::mem::take(&mut socket.notes)).unwrap_or_default()
    }

    fn linked(&mut self, sid: SocketId) -> Option<(&mut Connection, usize)> {
        self.linked_out(sid).map(|(connection, at, _)| (connection, at))
    }

    fn linked_out(&mut self, sid: SocketId) -> Option<(&mut Connection, usize, &mut Packets<'a>)> {
        let (id, at) = self.sockets.get(&sid)?.link?;
        Some((self.connections.get_mut(&id)?, at, &mut self.out))
    }

    /// A side of a new connection for this socket, with the lines that it had to say.
    fn side(&mut self, sid: SocketId, end: End) -> Side {
        let mut side = Side::new(end, true, self.notes(sid));
        if let Some(socket) = self.sockets.get(&sid) {
            (side.resets, side.is_vague) = (socket.resets, socket.is_vague);
        }
        side
    }

    fn open(&mut self, client: Side, server: Side, row: &SocketRow, t: Duration) -> io::Result<u64> {
        let id = self.made;
        self.made += 1;
        let number = u32::try_from(id & 0xffff_ffff).unwrap_or(0);
        let mut connection = Connection::open(client, server, number, t, &mut self.out)?;
        connection.is_messages = is_messages(row);
        self.connections.insert(id, connection);
        Ok(id)
    }

    fn link(&mut self, sid: SocketId, id: u64, at: usize) {
        let socket = self.sockets.entry(sid).or_default();
        socket.link = Some((id, at));
        socket.asked = None;
    }

    /// A socket turns out to be the other end of a connection that is there already.
    fn attach(&mut self, sid: SocketId, id: u64, at: usize) {
        let notes = self.notes(sid);
        let (resets, is_vague) =
            self.sockets.get(&sid).map_or((false, false), |socket| (socket.resets, socket.is_vague));
        if let Some(side) = self.connections.get_mut(&id).and_then(|known| known.sides.get_mut(at)) {
            (side.is_known, side.handles) = (true, 1);
            (side.resets, side.is_vague) = (resets, is_vague);
            side.notes.extend(notes);
        }
        self.link(sid, id, at);
    }

    fn connect(
        &mut self,
        entry: &Entry,
        sid: SocketId,
        row: &SocketRow,
        address: &Address,
        outcome: &Outcome,
    ) -> io::Result<()> {
        if !row.is_connection() || self.sockets.get(&sid).is_some_and(|socket| socket.link.is_some()) {
            return Ok(());
        }
        let errno = match outcome {
            Outcome::Ok(Value::ConnectEx(number)) | Outcome::Errno(number) => *number,
            Outcome::Ok(_) => 0,
            Outcome::Timeout => libc::ETIMEDOUT,
            _ => return Ok(()),
        };
        match errno {
            0 | libc::EISCONN => self.connected(sid, row, Some(address), entry.t),
            libc::EINPROGRESS | libc::EALREADY | libc::EAGAIN => {
                self.sockets.entry(sid).or_default().asked = Some(address.clone());
                Ok(())
            }
            libc::ECONNREFUSED | libc::ETIMEDOUT | libc::EHOSTUNREACH if is_inet(row) => {
                let Some(server) = self.places.inet(address, None) else { return Ok(()) };
                let client = self.local(row, server);
                let side = self.side(sid, client);
                let number = u32::try_from(self.made & 0xffff_ffff).unwrap_or(0);
                self.made += 1;
                self.sockets.entry(sid).or_default().asked = None;
                Connection::refuse(side, server, number, errno == libc::ECONNREFUSED, entry.t, &mut self.out)
            }
            _ => Ok(()),
        }
    }

    /// Where a socket of IP is, as seen from its peer.
    fn local(&mut self, row: &SocketRow, peer: End) -> End {
        let known = row.local.as_ref().filter(|local| local.port().is_some_and(|port| port != 0));
        let known = known.and_then(|local| self.places.inet(local, Some(peer.ip)));
        known.unwrap_or_else(|| self.places.unknown(peer.ip))
    }

    /// A socket is connected, to `address` or to its peer.
    fn connected(&mut self, sid: SocketId, row: &SocketRow, address: Option<&Address>, t: Duration) -> io::Result<()> {
        if is_unix(row) {
            let Some(path) = address.or(row.peer.as_ref()).cloned() else { return Ok(()) };
            if let Some(id) = self.other_half(&path, 1) {
                self.attach(sid, id, 0);
                return Ok(());
            }
            let server = Side::new(self.places.unix(Some(&path), SocketId::NONE), false, vec![as_tcp(row, &path)]);
            let end = self.places.unix(None, sid);
            let client = self.side(sid, end);
            let id = self.open(client, server, row, t)?;
            self.link(sid, id, 0);
            self.half_unix.entry(path).or_default()[0].push_back(id);
            return Ok(());
        }
        let peer = row.peer.as_ref().or(address);
        let Some(server) = peer.filter(|_| is_inet(row)).and_then(|peer| self.places.inet(peer, None)) else {
            return Ok(());
        };
        let client = match self.local(row, server) {
            // Connected to itself (RFC 9293, 3.5): no capture can tell its two directions apart.
            client if client == server => self.places.unknown(server.ip),
            client => client,
        };
        if let Some(id) = self.take_half(client, server, 0) {
            self.attach(sid, id, 0);
            return Ok(());
        }
        let side = self.side(sid, client);
        let id = self.open(side, Side::new(server, false, Vec::new()), row, t)?;
        self.link(sid, id, 0);
        self.half.insert((client, server), id);
        Ok(())
    }

    fn accepted(
        &mut self,
        entry: &Entry,
        listener: SocketId,
        made: SocketId,
        peer: Option<&Address>,
        board: &Board,
    ) -> io::Result<()> {
        let Some(row) = board.row(made) else { return Ok(()) };
        let mut notes = self.notes(listener);
        if is_unix(row) {
            let path = row.local.clone().or_else(|| board.row(listener)?.local.clone());
            let Some(path) = path else { return Ok(()) };
            if let Some(id) = self.other_half(&path, 0) {
                self.attach(made, id, 1);
            } else {
                let client =
                    Side::new(self.places.unix(peer.filter(|peer| !peer.is_unnamed()), made), false, Vec::new());
                let place = self.places.unix(Some(&path), SocketId::NONE);
                let mut server = self.side(made, place);
                server.notes.push(as_tcp(row, &path));
                server.notes.append(&mut notes);
                let id = self.open(client, server, row, entry.end())?;
                self.link(made, id, 1);
                self.half_unix.entry(path).or_default()[1].push_back(id);
            }
        } else if is_inet(row) {
            let Some(client) = peer.or(row.peer.as_ref()).and_then(|peer| self.places.inet(peer, None)) else {
                return Ok(());
            };
            let server = self.local(row, client);
            if let Some(id) = self.take_half(client, server, 1) {
                self.attach(made, id, 1);
            } else {
                let mut side = self.side(made, server);
                side.notes.append(&mut notes);
                let id = self.open(Side::new(client, false, Vec::new()), side, row, entry.end())?;
                self.link(made, id, 1);
                self.half.insert((client, server), id);
            }
        }
        for line in notes {
            self.note(made, line);
        }
        Ok(())
    }

    /// The connection between these ends, if its side `at` has not turned up in the session yet.
    fn take_half(&mut self, client: End, server: End, at: usize) -> Option<u64> {
        let id = self.half.remove(&(client, server))?;
        let side = self.connections.get(&id)?.sides.get(at)?;
        (!side.is_known).then_some(id)
    }

    /// The oldest connection of this Unix name of which only side `at` is known.
    fn other_half(&mut self, path: &Address, at: usize) -> Option<u64> {
        let waiting = self.half_unix.get_mut(path)?.get_mut(at)?;
        while let Some(id) = waiting.pop_front() {
            if self.connections.contains_key(&id) {
                return Some(id);
            }
        }
        None
    }

    fn pair(&mut self, entry: &Entry, sid: SocketId, other: SocketId, row: &SocketRow) -> io::Result<()> {
        let places = [self.places.unix(None, sid), self.places.unix(None, other)];
        let first = self.side(sid, places[0]);
        let mut second = self.side(other, places[1]);
        second.notes.push(as_tcp(row, &Address::unix("")));
        let id = self.open(first, second, row, entry.t)?;
        self.link(sid, id, 0);
        self.link(other, id, 1);
        Ok(())
    }

    fn dup(&mut self, sid: SocketId, made: SocketId) {
        let Some((id, at)) = self.sockets.get(&sid).and_then(|socket| socket.link) else { return };
        if let Some(side) = self.connections.get_mut(&id).and_then(|known| known.sides.get_mut(at)) {
            side.handles += 1;
            side.is_shared = true;
        }
        self.link(made, id, at);
    }

    fn vague(&mut self, sid: SocketId) {
        self.sockets.entry(sid).or_default().is_vague = true;
        if let Some((connection, at)) = self.linked(sid) {
            connection.sides.get_mut(at).into_iter().for_each(|side| side.is_vague = true);
        }
    }

    fn data(&mut self, entry: &Entry, sid: SocketId, row: &SocketRow) -> io::Result<()> {
        let Some(moved) = entry.moved else { return Ok(()) };
        if self.sockets.get(&sid).is_none_or(|socket| socket.link.is_none()) && row.is_connection() {
            // A connect that did not wait has come about, or the log begins in the middle.
            let asked = self.sockets.get(&sid).and_then(|socket| socket.asked.clone());
            self.connected(sid, row, asked.as_ref(), entry.t)?;
        }
        let record = &entry.record;
        let Some((connection, at, out)) = self.linked_out(sid) else { return Ok(()) };
        let data = entry.bytes().map_or(Data::Unknown(moved.bytes), Data::Known);
        match moved.direction {
            Direction::Sent => connection.sent(at, record.at, data, entry.t, out),
            Direction::Received => {
                // Text was bytes once; the other end tells which.
                let is_text = matches!(&record.outcome, Outcome::Ok(Value::Text(_)));
                let is_told = connection.sides.get(1 - at).is_some_and(|other| other.is_known);
                if moved.bytes > 0 && !(is_text && is_told) {
                    connection.received(at, record.at, data, entry.end(), out)?;
                }
                let to_the_end = matches!(record.call, Call::Read { size } if size.is_none_or(|size| size < 0));
                if to_the_end || moved.bytes == 0 && record.call.size() != Some(0) {
                    connection.finish(1 - at, entry.end(), out)?;
                }
                Ok(())
            }
        }
    }

    fn datagram(&mut self, entry: &Entry, sid: SocketId, row: &SocketRow, board: &Board) -> io::Result<()> {
        let Some(moved) = entry.moved else { return Ok(()) };
        let data = entry.bytes().map_or(Data::Unknown(moved.bytes), Data::Known);
        let named = match (&entry.record.call, &entry.record.outcome) {
            (Call::SendTo { address, .. }, _) => Some(address),
            (_, Outcome::Ok(value)) => value.sender(),
            _ => None,
        };
        let peer = named.or(row.peer.as_ref());
        let (here, there) = if is_unix(row) {
            let end = self.places.unix(row.local.as_ref().filter(|local| !local.is_unnamed()), sid);
            let other = match peer {
                Some(peer) if !peer.is_unnamed() => self.places.unix(Some(peer), SocketId::NONE),
                _ => match self.datagrams.sender(end.port, data).filter(|_| moved.direction == Direction::Received) {
                    Some(port) => End { port, ..self.places.unix(None, SocketId::NONE) },
                    None => self.other_of_pair(sid, board),
                },
            };
            let shown = row.local.as_ref().or(peer).cloned().unwrap_or(Address::unix(""));
            let notes = &mut self.sockets.entry(sid).or_default().notes;
            notes.push(as_udp(row, &shown));
            (end, other)
        } else if is_inet(row) {
            let there = peer.and_then(|peer| self.places.inet(peer, None));
            let near = there.map(|there| there.ip);
            let local = row.local.as_ref().and_then(|local| self.places.inet(local, near));
            let here = match (local, there) {
                (Some(local), _) => local,
                (None, Some(there)) => self.places.unknown(there.ip),
                (None, None) => return Ok(()),
            };
            let there = there.unwrap_or_else(|| {
                let mut unknown = self.places.unknown(here.ip);
                unknown.port = self.datagrams.sender(here.port, data).unwrap_or(unknown.port);
                unknown
            });
            (here, there)
        } else {
            return Ok(());
        };
        let mut notes = self.notes(sid);
        let (datagrams, out) = (&mut self.datagrams, &mut self.out);
        match moved.direction {
            Direction::Sent => datagrams.sent(here, there, data, entry.t, &mut notes, out)?,
            Direction::Received => {
                let is_ours = is_unix(row) || has_datagram_port(board, there.port);
                datagrams.received((there, here), is_ours, data, entry.end(), &mut notes, out)?;
            }
        }
        self.sockets.entry(sid).or_default().notes = notes;
        Ok(())
    }

    /// The other end of a pair of datagram sockets: they are made one after another.
    fn other_of_pair(&mut self, sid: SocketId, board: &Board) -> End {
        let is_pair = |other: SocketId| {
            let row = board.row(other);
            row.is_some_and(|row| row.made_by == crate::call::CallKind::SocketPair && is_datagram(row))
        };
        let both = [SocketId(sid.0.saturating_sub(1)), SocketId(sid.0.saturating_add(1))];
        // The first of a pair is the one with the smaller number; pairs may follow one another.
        let first_is_before = (1..=sid.0).rev().take_while(|number| is_pair(SocketId(*number))).count() % 2 == 0;
        let other = both[usize::from(!first_is_before)];
        self.places.unix(None, other)
    }

    /// Ends the socket's part in its connection once nothing holds it.
    fn try_close(&mut self, sid: SocketId, t: Duration, board: &Board) -> io::Result<()> {
        if !self.sockets.get(&sid).is_some_and(|socket| socket.closing) {
            return Ok(());
        }
        let has_files = board.files.values().any(|file| file.open && file.socket == sid);
        let is_held = has_files || board.row(sid).is_some_and(|row| !row.waiting.is_empty());
        let Some(socket) = self.sockets.get_mut(&sid).filter(|socket| socket.closing && !is_held) else {
            return Ok(());
        };
        socket.closing = false;
        let link = socket.link.take();
        if let Some((id, at)) = link
            && let Some(connection) = self.connections.get_mut(&id)
            && let Some(side) = connection.sides.get_mut(at)
        {
            side.handles = side.handles.saturating_sub(1);
            if side.handles == 0 {
                connection.close(at, t, &mut self.out)?;
            }
            let is_done = connection.sides.iter().all(|side| side.handles == 0);
            if is_done && connection.is_over {
                self.over.push_back(id);
            }
        }
        // Whoever accepts a connection that is over already finds it still, for a while.
        while self.over.len() > OVER {
            let id = self.over.pop_front();
            let Some(Connection { sides: [client, server], .. }) = id.and_then(|id| self.connections.remove(&id))
            else {
                continue;
            };
            if self.half.get(&(client.end, server.end)).copied() == id {
                self.half.remove(&(client.end, server.end));
            }
            let room = NOTES.saturating_sub(self.left.len());
            self.left.extend(client.notes.into_iter().chain(server.notes).take(room));
        }
        Ok(())
    }
}

/// What a Unix connection is in the capture.
fn as_tcp(row: &SocketRow, address: &Address) -> String {
    format!("AF_UNIX {} {address} → TCP", kind(row.kind & 0xf).unwrap_or_default())
}

fn as_udp(row: &SocketRow, address: &Address) -> String {
    format!("AF_UNIX {} {address} → UDP", kind(row.kind & 0xf).unwrap_or_default())
}
