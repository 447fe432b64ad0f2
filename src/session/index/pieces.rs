//! Which records moved a socket's bytes: 12 bytes a piece in memory, 16 a datagram.

use super::super::board::Direction;
use super::Tag;

/// A send is shown before what came while it was made, but before no more than this.
const OVERTAKEN: usize = 16;
/// So many sends are looked at for the one that a receive answers.
const REQUESTS: usize = 16;

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
    /// Sends that became known after their answers: which piece, and how many places before it its own is.
    moved: Vec<(u32, u32)>,
}

/// What a receive may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requests {
    /// The record of the last receive from there: what started before it is answered.
    pub after: u64,
    /// The record of the receive: what started later is no request of it.
    pub until: u64,
    /// The record in which each send became known, and its piece.
    pub found: Vec<(u64, usize)>,
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
    /// The next piece, known in record `n`; `start` is the record of the call's start where it waited.
    pub fn push(&mut self, n: u64, direction: Direction, bytes: u64, tag: Option<Tag>, start: Option<u64>) {
        if let (Direction::Sent, Some(start)) = (direction, start) {
            self.overtaken(start);
        }
        let end = self.stream_len(direction).saturating_add(bytes);
        let [sent, received] = &mut self.tags;
        let (list, tags) = match direction {
            Direction::Sent => (&mut self.sent, sent),
            Direction::Received => (&mut self.received, received),
        };
        list.push(Mark::new(n, end));
        tags.extend(tag);
    }

    /// The send that comes next started in record `start`: what came since then is shown after it.
    fn overtaken(&mut self, start: u64) {
        let since = start.max(self.sent.last().map_or(0, |mark| mark.n()));
        let places = self.received.len() - self.received.partition_point(|mark| mark.n() <= since);
        if let (1..=OVERTAKEN, Ok(i), Ok(places)) = (places, u32::try_from(self.len()), u32::try_from(places)) {
            self.moved.push((i, places));
        }
    }

    /// The send that moved from or over place `at`: its piece, and its place. Of the pieces there are the first `len`.
    fn moved_over(&self, at: usize, len: usize) -> Option<(usize, usize)> {
        let (i, places) = *self.moved.get(self.moved.partition_point(|(i, _)| (*i as usize) < at))?;
        let (i, to) = (i as usize, i.saturating_sub(places) as usize);
        (to <= at && i < len).then_some((i, to))
    }

    /// The piece that is shown at place `at`: in the order in which calls began and bytes came.
    pub fn at_place(&self, at: usize, len: usize) -> usize {
        match self.moved_over(at, len) {
            Some((i, to)) if at == to => i,
            Some(_) => at.saturating_sub(1),
            None => at,
        }
    }

    /// Where piece `i` is shown: the other way round.
    pub fn place_of(&self, i: usize, len: usize) -> usize {
        match self.moved_over(i, len) {
            Some((moved, to)) if i == moved => to,
            Some(_) => i + 1,
            None => i,
        }
    }

    /// The first place from which on pieces `i` and all later ones are shown.
    pub fn first_place(&self, i: usize, len: usize) -> usize {
        self.moved_over(i, len).map_or(i, |(_, to)| to.min(i))
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

    /// What a receive may answer, for [`Self::get`]: sends to whom it came from (or to anyone) that became known after
    /// the last receive from there, or later than it: an answer may come before its send is back. Looks no further back
    /// than `most` pieces.
    pub fn requests(&self, i: usize, most: usize) -> Option<Requests> {
        let (_, received, Direction::Received) = self.split(i)? else { return None };
        let tag = self.tag(Direction::Received, received);
        let streams = self.tags[1].is_empty();
        let mut before = (0..received).rev().take(if streams { 1 } else { most });
        let same = before.clone().find(|j| streams || self.tag(Direction::Received, *j) == tag);
        let last = same.or_else(|| before.next_back().filter(|j| *j > 0));
        let after = last.and_then(|j| self.received.get(j)).map_or(0, |mark| mark.n());
        let first = self.sent.partition_point(|mark| mark.n() <= after);
        let fits = |j: &usize| {
            let to = self.tag(Direction::Sent, *j);
            streams || to == tag || to == Tag::ANYONE || tag == Tag::ANYONE
        };
        let found = (first..self.sent.len()).take(most).filter(fits).take(REQUESTS).filter_map(|j| {
            let n = self.sent.get(j)?.n();
            Some((n, j + self.one_before(Direction::Received, n)))
        });
        Some(Requests { after, until: self.received.get(received)?.n(), found: found.collect() })
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

    /// The pieces of one direction that have bytes of `range`, in order; at most `most`.
    pub fn spans(&self, direction: Direction, range: std::ops::Range<u64>, most: usize) -> Vec<Place> {
        let Some(first) = self.one_at(direction, range.start) else { return Vec::new() };
        let places = (first..).map_while(|j| self.one(direction, j));
        places.take_while(|place| place.at < range.end).filter(|place| place.len > 0).take(most).collect()
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
            pieces.push(n, direction, n % 4, None, None);
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
            let here = pieces.spans(place.direction, place.at..place.at + u64::from(place.len), 9);
            assert_eq!(here, if place.len > 0 { vec![*place] } else { Vec::new() });
            assert_eq!(pieces.offset_from(place.direction, place.known_n), place.at);
        }
        let all = pieces.spans(Direction::Sent, 0..u64::MAX, 999);
        assert_eq!(all.iter().map(|place| u64::from(place.len)).sum::<u64>(), ends[0]);
        assert_eq!(pieces.spans(Direction::Sent, 0..u64::MAX, 2).len(), 2);
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
            pieces.push(n as u64 + 1, direction, 1, datagrams.then_some(tag), None);
        }
        pieces
    }

    #[test]
    fn a_send_is_shown_before_the_answers_that_overtook_it() {
        let mut pieces = Pieces::default();
        let mut push = |n, direction, start| pieces.push(n, direction, 1, None, start);
        push(2, Direction::Sent, Some(1));
        push(4, Direction::Received, None);
        push(5, Direction::Sent, Some(3));
        push(7, Direction::Received, None);
        push(8, Direction::Received, Some(6));
        push(9, Direction::Sent, Some(6));
        push(10, Direction::Sent, Some(6));
        push(11, Direction::Received, None);
        let shown: Vec<_> = (0..pieces.len()).map(|at| pieces.at_place(at, pieces.len())).collect();
        assert_eq!(shown, [0, 2, 1, 5, 3, 4, 6, 7]);
        for (at, i) in shown.into_iter().enumerate() {
            assert_eq!(pieces.place_of(i, pieces.len()), at);
        }
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|i| pieces.first_place(i, pieces.len())), [0, 1, 1, 3, 3, 3, 6]);
        for n in 20..20 + 2 * OVERTAKEN as u64 {
            pieces.push(n, Direction::Received, 1, None, None);
        }
        let last = pieces.len();
        pieces.push(99, Direction::Sent, 1, None, Some(15));
        assert_eq!(pieces.at_place(last, last + 1), last, "one that took long stands where it was back");
    }

    #[test]
    fn an_answer_finds_its_request() {
        // As if every call came back at once.
        let asked = |pieces: &Pieces, i: usize, most: usize| {
            let Requests { after, until, found } = pieces.requests(i, most)?;
            found.into_iter().find(|(n, _)| (after..until).contains(n)).map(|(_, i)| i)
        };
        let all = |pieces: &Pieces| (0..pieces.len()).map(|i| asked(pieces, i, 99)).collect::<Vec<_>>();
        let none = None;
        let stream = exchange("<a >a >a <a <a >a <a", false);
        assert_eq!(all(&stream), [none, none, none, Some(1), none, none, Some(5)]);
        let datagrams = exchange(">a >b >a <b <c <a <a >* <a <c <*", true);
        let expected = [none, none, none, Some(1), none, Some(0), none, none, Some(7), Some(7), Some(0)];
        assert_eq!(all(&datagrams), expected);
        assert_eq!(asked(&datagrams, 5, 1), None, "no further back");
        let late = exchange("<a >a <a >a", false).requests(0, 99).unwrap();
        assert_eq!(
            (late.after, late.until, late.found),
            (0, 1, vec![(2, 1), (4, 3)]),
            "also sends that were back later"
        );
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
