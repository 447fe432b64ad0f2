//! What sockets send and receive.

use super::calls::Net;
use super::packet::End;
use super::places::{has_datagram_port, is_datagram, is_inet, is_unix};
use super::tcp::Data;
use crate::call::{Address, Call, Outcome, SocketId, Value, kind};
use crate::export::pass::Entry;
use crate::session::{Board, Direction, SocketRow};
use std::io;

impl Net<'_> {
    pub(super) fn data(&mut self, entry: &Entry, sid: SocketId, row: &SocketRow) -> io::Result<()> {
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

    pub(super) fn datagram(&mut self, entry: &Entry, sid: SocketId, row: &SocketRow, board: &Board) -> io::Result<()> {
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
}

/// What a Unix datagram is in the capture.
fn as_udp(row: &SocketRow, address: &Address) -> String {
    format!("AF_UNIX {} {address} → UDP", kind(row.kind & 0xf).unwrap_or_default())
}
