//! Which records moved a socket's bytes: 12 bytes a piece in memory.

use super::super::board::Direction;

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
    pub fn push(&mut self, n: u64, direction: Direction, bytes: u64) {
        let end = self.stream_len(direction).saturating_add(bytes);
        match direction {
            Direction::Sent => self.sent.push(Mark::new(n, end)),
            Direction::Received => self.received.push(Mark::new(n, end)),
        }
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
            pieces.push(n, direction, n % 4);
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
        assert_eq!(std::mem::size_of::<Mark>(), 12);
    }
}
