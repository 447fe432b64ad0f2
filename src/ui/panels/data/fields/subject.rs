//! Which bytes are read as a message: from where it begins, which may be pieces before the one that is looked at, to where
//! it ends, which may be pieces after it.

use super::super::stretch::{Hole, Stretch};
use crate::app::ReadAs;
use crate::bytes::fields::{Decoded, Field, Protocol, Source, Words};
use crate::call::{CallKind, SocketId, number_of};
use crate::session::{Direction, SocketRow};
use crate::ui::cx::Cx;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

/// So many bytes are read from the beginning of a message on.
const AHEAD: u64 = 64 * 1024;
/// And so many pieces: of bytes that came one by one no more are gathered in a frame.
const AHEAD_PIECES: usize = 1024;
/// So many pieces before are looked at for the beginning of a message, and so many bytes.
const PIECES_BEFORE: usize = 64;
const BEFORE: u64 = 32 * 1024;
/// So many messages of one piece are listed.
const MESSAGES: usize = 32;

/// A byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Of which socket.
    pub sid: SocketId,
    /// Which way it went.
    pub direction: Direction,
    /// Where in that direction.
    pub offset: u64,
}

/// A message, or the messages of one piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which way it went.
    pub direction: Direction,
    /// Offset of its first byte in that direction.
    pub start: u64,
    /// As what it was read.
    pub what: String,
    /// Its fields.
    pub decoded: Decoded,
}

impl Found {
    /// The offsets of a field's bytes in the direction.
    pub fn bytes_of(&self, i: usize) -> Option<Range<u64>> {
        let Range { start, end } = self.decoded.fields.get(i)?.range;
        Some(self.start + start as u64..self.start + end as u64)
    }
}

/// What is looked at before anything is gathered: the piece with the byte, and how far its message may reach by now.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    position: Position,
    /// What is known of where the bytes come from.
    source: Source,
    /// Where the piece with the byte begins and ends.
    piece: Range<u64>,
    /// Offset after the last byte that is read.
    end: u64,
}

/// Bytes around a position.
pub struct Read {
    position: Position,
    source: Source,
    piece: Range<u64>,
    /// From the first beginning that is tried.
    stretch: Stretch,
    /// Where messages may begin: the piece's own beginning first, then those before it, the nearest first.
    starts: Vec<u64>,
}

impl Read {
    /// How many of the bytes are here.
    pub fn here(&self) -> usize {
        let missing = |(hole, _): &(Range<u64>, _)| (hole.end - hole.start) as usize;
        self.stretch.bytes.len() - self.stretch.holes.iter().map(missing).sum::<usize>()
    }

    /// Whether all that can be had is here: nothing is still being read.
    pub fn is_whole(&self) -> bool {
        self.stretch.holes.iter().all(|(_, why)| *why == Hole::Lost)
    }

    /// The bytes from `start` on, up to the first that is not here.
    fn from(&self, start: u64) -> &[u8] {
        let end = self.stretch.holes.iter().map(|(hole, _)| hole.start).filter(|hole| *hole >= start).min();
        if self.stretch.is_missing(start) {
            return &[];
        }
        let end = end.unwrap_or(self.stretch.end()).min(start.saturating_add(AHEAD));
        // A datagram ends with itself.
        let end = if self.source.stream { end } else { end.min(self.piece.end) };
        self.stretch.slice(&(start..end))
    }

    /// The same, to the end of the piece with the byte.
    fn of_piece(&self, start: u64) -> &[u8] {
        let bytes = self.from(start);
        bytes.get(..self.piece.end.saturating_sub(start) as usize).unwrap_or(bytes)
    }

    /// The messages from `start` on: of the piece alone where they are whole there, else with what follows it.
    fn decode(&self, start: u64, decode: &dyn Fn(&[u8]) -> Option<Decoded>) -> Option<Decoded> {
        let (piece, all) = (self.of_piece(start), self.from(start));
        let alone = many(piece, piece.len(), decode);
        if all.len() == piece.len() || alone.as_ref().is_some_and(|decoded| decoded.missing == 0) {
            return alone;
        }
        many(all, piece.len(), decode).or(alone)
    }
}

/// Looks at where a byte is: cheap enough for every frame.
pub fn spot(cx: &Cx<'_>, position: &Position) -> Spot {
    let Position { sid, direction, offset } = *position;
    let list = cx.state.session().pieces(sid);
    let own = list.piece_at(direction, offset).and_then(|i| list.get(i));
    let piece = own.as_ref().map_or(offset..offset, |piece| piece.at..piece.at + u64::from(piece.len));
    let peer = own.as_ref().and_then(|piece| piece.peer.as_ref()?.port());
    let source = cx.state.socket(sid).map(|row| source_of(row, direction, peer)).unwrap_or_default();
    let end = if source.stream { list.stream_len(direction).min(piece.start + AHEAD) } else { piece.end };
    Spot { position: *position, source, piece, end }
}

/// Gathers what may be the message with the byte there.
pub fn read(cx: &Cx<'_>, spot: &Spot) -> Read {
    let Spot { position, source, piece, end } = spot.clone();
    let session = cx.state.session();
    let Position { sid, direction, offset } = position;
    let mut starts = vec![piece.start];
    if source.stream {
        let list = session.pieces(sid);
        let spans = list.spans(direction, piece.start.saturating_sub(BEFORE)..piece.start, BEFORE as usize);
        starts.extend(spans.iter().rev().take(PIECES_BEFORE).map(|span| span.at));
    }
    let first = starts.iter().copied().min().unwrap_or(offset);
    let stretch = Stretch::gather(session, sid, direction, first..end, PIECES_BEFORE + AHEAD_PIECES);
    Read { position, source, piece, stretch, starts }
}

/// What the socket tells of its messages.
fn source_of(row: &SocketRow, direction: Direction, sender: Option<i64>) -> Source {
    let port = |port: Option<i64>| port.and_then(|port| u16::try_from(port).ok()).unwrap_or(0);
    let local = port(row.local.as_ref().and_then(|address| address.port()));
    let peer = port(sender.or_else(|| row.peer.as_ref().and_then(|address| address.port())));
    let is_server = row.listener.is_some();
    let is_client = row.connected && row.made_by == CallKind::Socket;
    let from_server = match (is_server, is_client) {
        (true, _) => Some(direction == Direction::Sent),
        (_, true) => Some(direction == Direction::Received),
        _ => None,
    };
    let is = |name: &str, number: i32| number_of(name) == Some(number);
    let icmp = match row.proto {
        proto if is("IPPROTO_ICMP", proto) => Some(4),
        proto if is("IPPROTO_ICMPV6", proto) => Some(6),
        _ => None,
    };
    Source { stream: row.is_stream(), ports: [local, peer], from_server, icmp: icmp.filter(|_| !row.is_stream()) }
}

/// What a template says, as one number: another text is another decoding.
pub fn fingerprint(cx: &Cx<'_>, read_as: &ReadAs) -> usize {
    let ReadAs::Template(name) = read_as else { return 0 };
    let mut hasher = DefaultHasher::new();
    let template = cx.state.settings.templates.iter().find(|template| template.name == *name);
    template.map(|template| &template.fields).hash(&mut hasher);
    hasher.finish() as usize
}

/// Reads the bytes as they are to be read. None where they are no such message, or none that is known.
pub fn decode(cx: &Cx<'_>, read: &Read, read_as: &ReadAs) -> Option<Found> {
    let direction = read.position.direction;
    if let ReadAs::Template(name) = read_as {
        let template = cx.state.settings.templates.iter().find(|template| template.name == *name)?;
        let layout = template.layout().ok()?;
        let start = read.piece.start;
        let decoded = read.decode(start, &|bytes| Some(layout.decode(bytes)))?;
        return Some(Found { direction, start, what: name.clone(), decoded });
    }
    for start in &read.starts {
        let protocol = match read_as {
            ReadAs::Protocol(protocol) => Some(*protocol),
            _ => {
                let guess = |bytes: &[u8]| Protocol::guess(bytes, &read.source);
                guess(read.of_piece(*start)).or_else(|| guess(read.from(*start)))
            }
        };
        let Some(protocol) = protocol else { continue };
        let decode = |bytes: &[u8]| protocol.decode(bytes, &read.source);
        let Some(decoded) = read.decode(*start, &decode) else { continue };
        // What begins before the piece has to reach to the byte.
        let end = start.saturating_add(decoded.used as u64).saturating_add(decoded.missing as u64);
        let reaches = end > read.position.offset;
        let is_open = decoded.missing > 0 && start + decoded.used as u64 >= read.piece.start;
        if *start == read.piece.start || reaches || is_open {
            return Some(Found { direction, start: *start, what: protocol.name().to_owned(), decoded });
        }
    }
    None
}

/// The messages that begin within the first `within` bytes, one after the other.
fn many(bytes: &[u8], within: usize, decode: &dyn Fn(&[u8]) -> Option<Decoded>) -> Option<Decoded> {
    let first = decode(bytes)?;
    let mut all = vec![(0, first)];
    while let Some((at, last)) = all.last()
        && all.len() < MESSAGES
    {
        let next = at + last.used;
        if last.used == 0 || last.missing > 0 || next >= within.min(bytes.len()) {
            break;
        }
        match bytes.get(next..).and_then(decode) {
            Some(decoded) => all.push((next, decoded)),
            None => break,
        }
    }
    if all.len() == 1 {
        return all.pop().map(|(_, decoded)| decoded);
    }
    let mut joined = Decoded::default();
    for (i, (at, decoded)) in all.into_iter().enumerate() {
        let name = Words::With("fields-message", (i + 1).to_string());
        joined.fields.push(Field { name, range: at..at + decoded.used, ..Field::default() });
        joined.fields.extend(decoded.fields.into_iter().map(|field| Field {
            depth: field.depth.saturating_add(1),
            range: field.range.start + at..field.range.end + at,
            ..field
        }));
        (joined.used, joined.missing) = (at + decoded.used, decoded.missing);
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_one_piece_are_read_one_after_the_other() {
        let two = |bytes: &[u8]| {
            let field = Field { range: 0..bytes.len().min(2), ..Field::default() };
            (!bytes.is_empty()).then(|| Decoded {
                fields: vec![field],
                used: bytes.len().min(2),
                missing: 2_usize.saturating_sub(bytes.len()),
            })
        };
        assert_eq!(many(b"ab", 2, &two).unwrap().fields.len(), 1, "one is shown as it is");
        let joined = many(b"abcde", 5, &two).unwrap();
        assert_eq!((joined.used, joined.missing), (5, 1));
        let ranges: Vec<_> = joined.fields.iter().map(|field| (field.depth, field.range.clone())).collect();
        assert_eq!(ranges, [(0, 0..2), (1, 0..2), (0, 2..4), (1, 2..4), (0, 4..5), (1, 4..5)]);
        assert_eq!(many(b"abcde", 2, &two).unwrap().used, 2, "what begins behind the piece is not of it");
        assert_eq!(many(b"", 0, &two), None);
    }
}
