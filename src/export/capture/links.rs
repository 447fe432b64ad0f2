//! Which sockets are the two ends of which connection, from connect to close.

use super::calls::{NOTES, Net};
use super::packet::End;
use super::places::{is_inet, is_unix};
use super::tcp::{Connection, Side};
use crate::call::{Address, Outcome, SocketId, Value, kind};
use crate::export::pass::Entry;
use crate::session::{Board, SocketRow};
use std::io;
use std::time::Duration;

/// So many connections that are over are remembered.
const OVER: usize = 1024;

impl Net<'_> {
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

    pub(super) fn connect(
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
    pub(super) fn connected(
        &mut self,
        sid: SocketId,
        row: &SocketRow,
        address: Option<&Address>,
        t: Duration,
    ) -> io::Result<()> {
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

    pub(super) fn accepted(
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

    pub(super) fn pair(&mut self, entry: &Entry, sid: SocketId, other: SocketId, row: &SocketRow) -> io::Result<()> {
        let places = [self.places.unix(None, sid), self.places.unix(None, other)];
        let first = self.side(sid, places[0]);
        let mut second = self.side(other, places[1]);
        second.notes.push(as_tcp(row, &Address::unix("")));
        let id = self.open(first, second, row, entry.t)?;
        self.link(sid, id, 0);
        self.link(other, id, 1);
        Ok(())
    }

    pub(super) fn dup(&mut self, sid: SocketId, made: SocketId) {
        let Some((id, at)) = self.sockets.get(&sid).and_then(|socket| socket.link) else { return };
        if let Some(side) = self.connections.get_mut(&id).and_then(|known| known.sides.get_mut(at)) {
            side.handles += 1;
            side.is_shared = true;
        }
        self.link(made, id, at);
    }

    pub(super) fn vague(&mut self, sid: SocketId) {
        self.sockets.entry(sid).or_default().is_vague = true;
        if let Some((connection, at)) = self.linked(sid) {
            connection.sides.get_mut(at).into_iter().for_each(|side| side.is_vague = true);
        }
    }

    /// Ends the socket's part in its connection once nothing holds it.
    pub(super) fn try_close(&mut self, sid: SocketId, t: Duration, board: &Board) -> io::Result<()> {
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

fn is_messages(row: &SocketRow) -> bool {
    kind(row.kind & 0xf) == Some("SOCK_SEQPACKET")
}

/// What a Unix connection is in the capture.
fn as_tcp(row: &SocketRow, address: &Address) -> String {
    format!("AF_UNIX {} {address} → TCP", kind(row.kind & 0xf).unwrap_or_default())
}
