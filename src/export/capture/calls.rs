//! Calls as packets.

use super::file::Packets;
use super::packet::End;
use super::places::{Places, is_datagram};
use super::tcp::Connection;
use super::udp::Datagrams;
use crate::call::{Address, Call, Header, Kept, OptionValue, Outcome, SocketId, Value};
use crate::export::pass::Entry;
use crate::export::text;
use crate::session::Board;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{self, Write};

/// So many lines of a socket wait at most for a packet.
pub(super) const NOTES: usize = 200;

/// What a socket is to the network beside its row.
#[derive(Debug, Default)]
pub(super) struct Socket {
    /// Lines of its calls that had no packet yet.
    pub(super) notes: Vec<String>,
    /// Its connection, and which side of it the socket is.
    pub(super) link: Option<(u64, usize)>,
    /// Where a connect that does not wait is going.
    pub(super) asked: Option<Address>,
    pub(super) resets: bool,
    /// Its close came back; its descriptor may be held still.
    pub(super) closing: bool,
    pub(super) is_vague: bool,
}

/// The synthetic network.
pub struct Net<'a> {
    pub(super) out: Packets<'a>,
    pub(super) places: Places,
    pub(super) sockets: BTreeMap<SocketId, Socket>,
    pub(super) connections: HashMap<u64, Connection>,
    pub(super) made: u64,
    /// Connections of which one end may still turn up in the session, by the ends of the one that connected and the other.
    pub(super) half: HashMap<(End, End), u64>,
    /// The same for a Unix name: those that connected, those that were accepted.
    pub(super) half_unix: HashMap<Address, [VecDeque<u64>; 2]>,
    pub(super) datagrams: Datagrams,
    /// Connections that are over, the oldest first.
    pub(super) over: VecDeque<u64>,
    /// Lines of connections that are gone, which had no packet.
    pub(super) left: Vec<String>,
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
    pub(super) fn note(&mut self, sid: SocketId, line: String) {
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

    pub(super) fn notes(&mut self, sid: SocketId) -> Vec<String> {
        self.sockets.get_mut(&sid).map(|socket| std::mem::take(&mut socket.notes)).unwrap_or_default()
    }

    pub(super) fn linked(&mut self, sid: SocketId) -> Option<(&mut Connection, usize)> {
        self.linked_out(sid).map(|(connection, at, _)| (connection, at))
    }

    pub(super) fn linked_out(&mut self, sid: SocketId) -> Option<(&mut Connection, usize, &mut Packets<'a>)> {
        let (id, at) = self.sockets.get(&sid)?.link?;
        Some((self.connections.get_mut(&id)?, at, &mut self.out))
    }
}
