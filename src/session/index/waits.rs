//! Calls that waited over many records, so that those which reach over a place are found: 12 bytes each in memory.
//!
//! A call that began with record n and came back with record j stands with the one record of `n+1..=j` whose number has the
//! most trailing zero bits. What reaches over a record is then among at most one such record for each number of bits.

use super::row::{IndexRow, WAITS, What};
use crate::call::SocketId;
use std::collections::HashMap;

/// A call that came back within so many records is not kept here: who reads around a place sees both ends of it.
pub const SHORT: u64 = 32;

/// A call that waited: its record, that of its end, its socket.
#[derive(Clone, Copy, Debug)]
struct Wait([u32; 3]);

impl Wait {
    fn start(self) -> u64 {
        self.0[0].into()
    }

    fn end(self) -> u64 {
        self.0[1].into()
    }

    fn sid(self) -> SocketId {
        SocketId(self.0[2].into())
    }
}

/// Calls that waited over many records and came back.
#[derive(Debug, Default)]
pub struct Waits {
    /// By how many trailing zero bits; each in the order of their ends.
    levels: Vec<Vec<Wait>>,
    /// Of those that have no end yet: on which socket.
    open: HashMap<u64, u32>,
}

impl Waits {
    /// Takes in record `n`'s row; records come in order.
    pub fn push(&mut self, n: u64, row: &IndexRow) {
        if row.what == What::Call && row.flags & WAITS != 0 {
            self.open.insert(n, row.sid);
            return;
        }
        let Some(sid) = (row.what == What::Join).then(|| self.open.remove(&row.link)).flatten() else { return };
        let ends = u32::try_from(row.link).ok().zip(u32::try_from(n).ok());
        let Some((start, end)) = ends.filter(|_| n > row.link + SHORT) else { return };
        // The highest bit in which they differ.
        let level = (start ^ end).ilog2() as usize;
        if self.levels.len() <= level {
            self.levels.resize_with(level + 1, Vec::new);
        }
        if let Some(level) = self.levels.get_mut(level) {
            level.push(Wait([start, end, sid]));
        }
    }

    /// The calls that began before record `n` and came back with it or later, as far as `of` wants their socket: at most
    /// `most`, those that waited over fewer records first.
    pub fn over(&self, n: u64, of: impl Fn(SocketId) -> bool, most: usize) -> Vec<u64> {
        let mut found = Vec::new();
        for (bits, level) in self.levels.iter().enumerate() {
            let (high, half) = (n >> (bits + 1) << (bits + 1), 1_u64 << bits);
            let (middle, end) = (high + half, high + 2 * half);
            let first = level.partition_point(|wait| wait.end() < middle.max(n));
            let ahead = level.get(first..).unwrap_or_default().iter();
            let reach = ahead.take_while(|wait| wait.end() < end).filter(|wait| wait.start() < n && of(wait.sid()));
            found.extend(reach.take(most - found.len()).map(|wait| wait.start()));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn call(sid: u32) -> IndexRow {
        IndexRow { what: What::Call, sid, flags: WAITS, ..IndexRow::default() }
    }

    fn join(link: u64) -> IndexRow {
        IndexRow { what: What::Join, link, ..IndexRow::default() }
    }

    proptest! {
        #[test]
        fn what_reaches_over_a_record_is_found(calls in prop::collection::vec((0_u64..700, 0_u64..700), 0..60), places in prop::collection::vec(0_u64..2200, 20)) {
            let mut marks: Vec<(u64, bool, usize)> = Vec::new();
            for (i, (a, b)) in calls.iter().enumerate() {
                marks.extend([(*a.min(b), false, i), (*a.max(b), true, i)]);
            }
            marks.sort_unstable();
            let (mut waits, mut started, mut known) = (Waits::default(), HashMap::new(), Vec::new());
            for (at, (_, is_end, i)) in marks.into_iter().enumerate() {
                let n = at as u64 * 17;
                if is_end {
                    let start = started[&i];
                    known.push((start, n, SocketId(i as u64 % 3)));
                    waits.push(n, &join(start));
                } else {
                    started.insert(i, n);
                    waits.push(n, &call(i as u32 % 3));
                }
            }
            let of = |sid: SocketId| sid.0 != 1;
            for place in places {
                let reaches = |(start, end, sid): &&(u64, u64, SocketId)| {
                    *start < place && *end >= place && end - start > SHORT && of(*sid)
                };
                let mut expected: Vec<u64> = known.iter().filter(reaches).map(|(start, ..)| *start).collect();
                let mut found = waits.over(place, of, usize::MAX);
                expected.sort_unstable();
                found.sort_unstable();
                prop_assert_eq!(&found, &expected);
                prop_assert_eq!(waits.over(place, of, 2).len(), expected.len().min(2));
            }
        }
    }
}
