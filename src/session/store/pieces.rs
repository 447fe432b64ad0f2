//! A socket's bytes, piece by piece.

use super::cache::Loaded;
use super::session::Session;
use super::shared::Shared;
use crate::call::{Address, Call, Outcome, SocketId};
use crate::session::board::Direction;
use crate::session::index::{Place, Requests, Tag, What};
use std::sync::Arc;
use std::time::Duration;

/// A datagram's request is looked for no further back than so many pieces.
const ASKED_WITHIN: usize = 512;

/// One send or receive of a socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The record with the bytes: ask [`Session::payload`] for it.
    pub n: u64,
    /// The record that its row of the log begins with.
    pub row_n: u64,
    /// A send's start; the moment when a receive came back.
    pub t: Duration,
    /// Which way.
    pub direction: Direction,
    /// Offset of its first byte in that direction.
    pub at: u64,
    /// Bytes that were moved: a send may have taken fewer than the payload has.
    pub len: u32,
    /// Where a datagram went or came from; none until its row is read.
    pub peer: Option<Address>,
}

/// One send or receive of a stream, as memory knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The record in which it became known: the call, or its join.
    pub known_n: u64,
    /// Offset of its first byte in its direction.
    pub at: u64,
    /// How many bytes it moved.
    pub len: u64,
}

impl Span {
    /// Offset after its last byte.
    pub fn end(&self) -> u64 {
        self.at.saturating_add(self.len)
    }
}

/// A socket's pieces in the order in which they became known, MSG_PEEK and MSG_OOB left out.
pub struct PieceList<'a> {
    pub(super) session: &'a Session,
    pub(super) sid: SocketId,
}

/// The record with the bytes, the one its row begins with, and when.
pub(super) fn locate(shared: &Shared, place: &Place) -> Option<(u64, u64, Duration)> {
    let known = shared.index_row(place.known_n).ok()?;
    if known.what != What::Join {
        return Some((place.known_n, place.known_n, known.t()));
    }
    match place.direction {
        Direction::Received => Some((place.known_n, known.link, known.t())),
        Direction::Sent => Some((known.link, known.link, shared.index_row(known.link).ok()?.t())),
    }
}

impl PieceList<'_> {
    fn with<T>(&self, read: impl FnOnce(&crate::session::index::Pieces) -> T) -> Option<T> {
        self.session.shared().index.read().pieces(self.sid).map(read)
    }

    /// How many there are by now.
    pub fn len(&self) -> usize {
        self.with(|pieces| pieces.before(self.session.end())).unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Piece `i`, from 0.
    pub fn get(&self, i: usize) -> Option<Piece> {
        let place = self.with(|pieces| pieces.get(i))??;
        if place.known_n >= self.session.end() {
            return None;
        }
        let (n, row_n, t) = locate(self.session.shared(), &place)?;
        let board = self.session.snapshot().board.clone();
        let datagram = board.row(self.sid).is_some_and(|row| !row.is_stream());
        let peer = datagram.then(|| self.peer(row_n)).flatten();
        Some(Piece { n, row_n, t, direction: place.direction, at: place.at, len: place.len, peer })
    }

    fn peer(&self, row_n: u64) -> Option<Address> {
        let Loaded::Row(row) = self.session.row_of(row_n)? else { return None };
        let row: Arc<super::Row> = row;
        match (&row.record.call, &row.record.outcome) {
            (Call::SendTo { address, .. }, _) => Some(address.clone()),
            (_, Outcome::Ok(value)) => value.sender().cloned(),
            _ => None,
        }
    }

    /// How many bytes piece `i` has: from memory, nothing is read.
    pub fn len_of(&self, i: usize) -> Option<u32> {
        Some(self.with(|pieces| pieces.get(i))??.len)
    }

    /// The piece whose bytes record `n` has: a call's number, or its join's, finds the same one. A number for
    /// [`Self::get`].
    pub fn of_record(&self, n: u64) -> Option<usize> {
        let row = self.session.shared().index_row(n).ok()?;
        let known = if row.what == What::Call && row.link > n { row.link } else { n };
        self.with(|pieces| pieces.of_record(known))?.filter(|_| known < self.session.end())
    }

    /// The piece that is shown at place `at`: sends stand where they began, receives where they came back. Pieces have
    /// their numbers in the order in which they became known, and the answer to a send can be known before it.
    pub fn at_place(&self, at: usize) -> usize {
        let len = self.len();
        self.with(|pieces| pieces.at_place(at, len)).unwrap_or(at)
    }

    /// The first place from which on pieces `i` and all later ones are shown.
    pub fn first_place(&self, i: usize) -> usize {
        let len = self.len();
        self.with(|pieces| pieces.first_place(i, len)).unwrap_or(i)
    }

    /// Where piece `i` is shown.
    pub fn place_of(&self, i: usize) -> usize {
        let len = self.len();
        self.with(|pieces| pieces.place_of(i, len)).unwrap_or(i)
    }

    /// How many pieces became known before record `n`.
    pub fn before(&self, n: u64) -> usize {
        let n = n.min(self.session.end());
        self.with(|pieces| pieces.before(n)).unwrap_or(0)
    }

    /// Where a direction's bytes begin that became known in record `n` or later.
    pub fn offset_from(&self, direction: Direction, n: u64) -> u64 {
        let n = n.min(self.session.end());
        self.with(|pieces| pieces.offset_from(direction, n)).unwrap_or(0)
    }

    /// Adds to `found` the datagrams from piece `from` on that came from or went to `address`; returns up to where it
    /// looked. From memory, nothing is read.
    pub fn with_address(&self, address: &Address, from: usize, found: &mut Vec<u32>) -> usize {
        let len = self.len().max(from);
        let looked = self.with(|pieces| pieces.with_tag(Tag::of(address), from, found)).unwrap_or(from);
        found.retain(|i| (*i as usize) < len);
        looked.min(len)
    }

    /// The send that piece `i` answers: the first one that nobody had answered yet. None where it is no receive, or
    /// answers nothing.
    pub fn asked(&self, i: usize) -> Option<usize> {
        let Requests { after, until, found } = self.with(|pieces| pieces.requests(i, ASKED_WITHIN))??;
        let started = |known_n: u64| {
            let row = self.session.shared().index_row(known_n).ok()?;
            Some(if row.what == What::Join { row.link } else { known_n })
        };
        let asks = |(known_n, _): &(u64, usize)| started(*known_n).is_some_and(|n| n > after && n < until);
        let known = |(n, _): &(u64, usize)| *n < self.session.end();
        found.into_iter().filter(known).find(asks).map(|(_, i)| i)
    }

    /// How many bytes went this way.
    pub fn stream_len(&self, direction: Direction) -> u64 {
        self.with(|pieces| pieces.offset_from(direction, self.session.end())).unwrap_or(0)
    }

    /// The sends or receives that have bytes of `range`, in order; at most `most`. From memory, nothing is read.
    pub fn spans(&self, direction: Direction, range: std::ops::Range<u64>, most: usize) -> Vec<Span> {
        let places = self.with(|pieces| pieces.spans(direction, range, most)).unwrap_or_default();
        let known = places.into_iter().filter(|place| place.known_n < self.session.end());
        known.map(|place| Span { known_n: place.known_n, at: place.at, len: place.len.into() }).collect()
    }

    /// The record that a span's row of the log begins with: that of its start, where the call waited.
    pub fn record_of(&self, span: &Span) -> u64 {
        let row = self.session.shared().index_row(span.known_n);
        row.ok().filter(|row| row.what == What::Join).map_or(span.known_n, |row| row.link)
    }

    /// Which piece has the byte at `offset` of this direction: a number for [`Self::get`].
    pub fn piece_at(&self, direction: Direction, offset: u64) -> Option<usize> {
        let len = self.len();
        self.with(|pieces| pieces.piece_at(direction, offset))?.filter(|i| *i < len)
    }
}
