//! Which records moved a socket's bytes: 12 bytes a piece in memory, 16 a datagram.

use super::super::board::Direction;
use super::Tag;

/// The record in which a piece became known, and where the direction's bytes end with it.
#[derive(Clone, Copy, Debug)]
struct Mark([u32; 3]);

impl Mark {
    fn new(n: u64, end: u64) -> Self {
        let [n, low, high] = [n, end, end >> 32].map(|wide| (wide & u64::from(u32::MAX)) as u32);
        Self([n, low, high])
    }

    fn n(self) -> u64 {
        u64::from(self.0[0])
    }

    fn end(self) -> u64 {
        u64::from(self.0[1]) | u64::from(self.0[2]) << 32
    }
}

/// One socket's pieces, both ways.
#[derive(Clone, Debug, Default)]
pub struct Pieces {
    sent: Vec<Mark>,
    received: Vec<Mark>,
    /// With whom, for each of `sent` and `received`; empty for a stream.
    tags: [Vec<Tag>; 2],
}

/// A piece as memory knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The record in which it became known: the call, or its join.
    pub known_n: u64,
    /// Which way.
    pub direction: Direction,
    /// Offset of its first byte in that direction.
    pub at: u64,
    /// How many bytes were moved.
    pub len: u32,
}

impl Pieces {
    pub fn push(&mut self, n: u64, direction: Direction, bytes: u64, tag: Option<Tag>) {
        let end = self.stream_len(direction).saturating_add(bytes);
        let [sent, received] = &mut self.tags;
        let (list, tags) = match direction {
            Direction::Sent => (&mut self.sent, sent),
            Direction::Received => (&mut self.received, received),
        };
        list.push(Mark::new(n, end));
        tags.extend(tag);
    }

    /// How many pieces of both directions became known before record `n`.
    pub fn before(&self, n: u64) -> usize {
        self.one_before(Direction::Sent, n) + self.one_before(Direction::Received, n)
    }

    /// The same of one direction.
    fn one_before(&self, direction: Direction, n: u64) -> usize {
        self.list(direction).partition_point(|mark| mark.n() < n)
    }

    /// Where a direction's bytes begin that became known in record `n` or later.
    pub fn offset_from(&self, direction: Direction, n: u64) -> u64 {
        let before = self.one_before(direction, n).checked_sub(1);
        before.and_then(|j| self.list(direction).get(j)).map_or(0, |mark| mark.end())
    }

    fn tag(&self, direction: Direction, j: usize) -> Tag {
        let tags = &self.tags[usize::from(direction == Direction::Received)];
        tags.get(j).copied().unwrap_or(Tag::ANYONE)
    }

    /// The places of piece `i` in each direction: how many of each come before it, and which way it went.
    fn split(&self, i: usize) -> Option<(usize, usize, Direction)> {
        let Place { known_n, direction, .. } = self.get(i)?;
        let own = self.one_before(direction, known_n);
        Some(match direction {
            Direction::Sent => (own, i - own, direction),
            Direction::Received => (i - own, own, direction),
        })
    }

    /// Adds to `found` the pieces from `from` on that were exchanged with `tag`; returns up to where it looked.
    pub fn with_tag(&self, tag: Tag, from: usize, found: &mut Vec<u32>) -> usize {
        let Some((mut sent, mut received, _)) = self.split(from) else { return self.len().max(from) };
        for i in from..self.len() {
            let direction = match (self.sent.get(sent), self.received.get(received)) {
                (Some(sent), Some(received)) if sent.n() < received.n() => Direction::Sent,
                (Some(_), None) => Direction::Sent,
                _ => Direction::Received,
            };
            let j = if direction == Direction::Sent { &mut sent } else { &mut received };
            if self.tag(direction, *j) == tag {
                found.extend(u32::try_from(i));
            }
            *j += 1;
        }
        self.len()
    }

    /// The first send that a receive answers, for [`Self::get`]: a send to whom it came from (or to anyone) that became
    /// known after the last receive from there. Looks no further back than `most` pieces.
    pub fn asked(&self, i: usize, most: usize) -> Option<usize> {
        let (mut sent, mut received, Direction::Received) = self.split(i)? else { return None };
        let tag = self.tag(Direction::Received, received);
        if self.tags[1].is_empty() {
            // A stream: every send before it, back to the receive before it.
            let after = received.checked_sub(1).and_then(|j| self.received.get(j)).map_or(0, |mark| mark.n());
            let first = self.sent.partition_point(|mark| mark.n() <= after);
            return (first < sent).then_some(first + received);
        }
        let mut found = None;
        for _ in 0..most {
            let last_sent = sent.checked_sub(1).and_then(|j| self.sent.get(j));
            let last_received = received.checked_sub(1).and_then(|j| self.received.get(j));
            match (last_sent, last_received) {
                (Some(asked), other) if other.is_none_or(|other| other.n() < asked.n()) => {
                    sent -= 1;
                    let to = self.tag(Direction::Sent, sent);
                    if to == tag || to == Tag::ANYONE || tag == Tag::ANYONE {
                        found = Some(sent + received);
                    }
                }
                (_, Some(_)) => {
                    received -= 1;
                    if self.tag(Direction::Received, received) == tag {
                        break;
                    }
                }
                (_, None) => break,
            }
        }
        found
    }

    fn list(&self, direction: Direction) -> &[Mark] {
        match direction {
            Direction::Sent => &self.sent,
            Direction::Received => &self.received,
        }
    }

    pub fn len(&self) -> usize {
        self.sent.len() + self.received.len()
    }

    pub fn stream_len(&self, direction: Direction) -> u64 {
        self.list(direction).last().map_or(0, |mark| mark.end())
    }

    /// The `i`th piece of both directions together, in the order in which they became known.
    pub fn get(&self, i: usize) -> Option<Place> {
        let (mut low, mut high) = (i.saturating_sub(self.received.len()), i.min(self.sent.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            let other = self.received.get((i - middle).wrapping_sub(1)).map_or(0, |mark| mark.n());
            if self.sent.get(middle).is_some_and(|mark| mark.n() < other) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        match (self.sent.get(low), self.received.get(i - low)) {
            (Some(sent), Some(received)) if sent.n() < received.n() => self.one(Direction::Sent, low),
            (_, Some(_)) => self.one(Direction::Received, i - low),
            (Some(_), None) => self.one(Direction::Sent, low),
            (None, None) => None,
        }
    }

    /// The `j`th piece of one direction.
    pub fn one(&self, direction: Direction, j: usize) -> Option<Place> {
        let list = self.list(direction);
        let mark = list.get(j)?;
        let at = j.checked_sub(1).and_then(|before| list.get(before)).map_or(0, |before| before.end());
        let len = u32::try_from(mark.end() - at).unwrap_or(u32::MAX);
        Some(Place { known_n: mark.n(), direction, at, len })
    }

    /// The piece, for [`Self::get`], that became known in this record.
    pub fn of_record(&self, known_n: u64) -> Option<usize> {
        let sent = self.sent.binary_search_by_key(&known_n, |mark| mark.n());
        let received = self.received.binary_search_by_key(&known_n, |mark| mark.n());
        match (sent, received) {
            (Ok(sent), Ok(received) | Err(received)) | (Err(sent), Ok(received)) => Some(sent + received),
            (Err(_), Err(_)) => None,
        }
    }

    /// Which piece of a direction has the byte at `offset`.
    pub fn one_at(&self, direction: Direction, offset: u64) -> Option<usize> {
        let list = self.list(direction);
        let j = list.partition_point(|mark| mark.end() <= offset);
        (j < list.len()).then_some(j)
    }

    /// The same among both directions, for [`Self::get`].
    pub fn piece_at(&self, direction: Direction, offset: u64) -> Option<usize> {
        let j = self.one_at(direction, offset)?;
        let n = self.list(direction).get(j)?.n();
        let other = match direction {
            Direction::Sent => &self.received,
            Direction::Received => &self.sent,
        };
        Some(j + other.partition_point(|mark| mark.n() < n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_come_in_order() {
        let mut pieces = Pieces::default();
        let mut expected = Vec::new();
        let mut ends = [0_u64; 2];
        for n in 1..200_u64 {
            let direction = if n * 7 % 5 < 2 { Direction::Sent } else { Direction::Received };
            let end = &mut ends[usize::from(direction == Direction::Received)];
            pieces.push(n, direction, n % 4, None);
            expected.push(Place { known_n: n, direction, at: *end, len: (n % 4) as u32 });
            *end += n % 4;
        }
        for (i, place) in expected.iter().enumerate() {
            assert_eq!(pieces.get(i), Some(*place));
            assert_eq!(pieces.of_record(place.known_n), Some(i));
            if place.len > 0 {
                assert_eq!(pieces.piece_at(place.direction, place.at), Some(i));
            }
        }
        assert_eq!(pieces.get(expected.len()), None);
        assert_eq!(pieces.piece_at(Direction::Sent, ends[0]), None);
        assert_eq!((std::mem::size_of::<Mark>(), std::mem::size_of::<Tag>()), (12, 4));
        for (i, place) in expected.iter().enumerate() {
            assert_eq!(pieces.before(place.known_n), i);
            assert_eq!(pieces.offset_from(place.direction, place.known_n), place.at);
        }
        assert_eq!((pieces.before(0), pieces.before(u64::MAX)), (0, expected.len()));
        assert_eq!(pieces.offset_from(Direction::Received, u64::MAX), ends[1]);
    }

    /// Pieces of a line such as `>a <b`: `>` sent to, `<` received from; a letter is a port, `*` anyone.
    fn exchange(line: &str, datagrams: bool) -> Pieces {
        let mut pieces = Pieces::default();
        for (n, word) in line.split_whitespace().enumerate() {
            let [way, who] = word.as_bytes() else { panic!("{word}") };
            let tag = match who {
                b'*' => Tag::ANYONE,
                port => Tag::of(&crate::call::Address::inet("127.0.0.1", i64::from(*port))),
            };
            let direction = if *way == b'>' { Direction::Sent } else { Direction::Received };
            pieces.push(n as u64 + 1, direction, 1, datagrams.then_some(tag));
        }
        pieces
    }

    #[test]
    fn an_answer_finds_its_request() {
        let asked = |pieces: &Pieces| (0..pieces.len()).map(|i| pieces.asked(i, 99)).collect::<Vec<_>>();
        let none = None;
        let stream = exchange("<a >a >a <a <a >a <a", false);
        assert_eq!(asked(&stream), [none, none, none, Some(1), none, none, Some(5)]);
        let datagrams = exchange(">a >b >a <b <c <a <a >* <a <c <*", true);
        let expected = [none, none, none, Some(1), none, Some(0), none, none, Some(7), Some(7), Some(0)];
        assert_eq!(asked(&datagrams), expected);
        assert_eq!(datagrams.asked(5, 2), None, "no further back");
    }

    #[test]
    fn one_senders_datagrams_are_found_and_found_on() {
        let pieces = exchange("<a >b <b <a >a <c <b >b", true);
        let tag = Tag::of(&crate::call::Address::inet("127.0.0.1", i64::from(b'b')));
        for cut in 0..=pieces.len() {
            let mut found = Vec::new();
            assert_eq!(pieces.with_tag(tag, cut, &mut found), pieces.len());
            let expected: Vec<u32> = [1, 2, 6, 7].into_iter().filter(|i| *i as usize >= cut).collect();
            assert_eq!(found, expected, "from {cut}");
        }
    }
}
