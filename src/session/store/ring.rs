//! The newest payloads of which the file has length and hash only: in memory, up to so many bytes.

use crate::call::Payload;
use std::collections::VecDeque;

/// Bytes that are remembered.
const LIMIT: usize = 64 * 1024 * 1024;
/// What one of them takes besides.
const EACH: usize = 64;

/// Payloads by their records' numbers, which grow.
#[derive(Debug, Default)]
pub struct Ring {
    payloads: VecDeque<(u64, Payload)>,
    bytes: usize,
}

impl Ring {
    /// Remembers record `n`'s; the oldest give way.
    pub fn put(&mut self, n: u64, data: Payload) {
        self.bytes += data.len() + EACH;
        self.payloads.push_back((n, data));
        while self.bytes > LIMIT {
            let Some((_, old)) = self.payloads.pop_front() else { return };
            self.bytes -= old.len() + EACH;
        }
    }

    /// Record `n` and what followed did not get into the file: their numbers are given again.
    pub fn cut(&mut self, n: u64) {
        while let Some((_, data)) = self.payloads.pop_back_if(|(last, _)| *last >= n) {
            self.bytes -= data.len() + EACH;
        }
    }

    /// Record `n`'s, where it is remembered.
    pub fn get(&self, n: u64) -> Option<Payload> {
        let at = self.payloads.binary_search_by_key(&n, |(n, _)| *n).ok()?;
        self.payloads.get(at).map(|(_, data)| data.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_stay_within_the_limit() {
        let mut ring = Ring::default();
        let megabyte: Payload = vec![7; 1 << 20].into();
        for n in 0..200 {
            ring.put(n * 3, megabyte.clone());
            assert!(ring.bytes <= LIMIT);
        }
        assert_eq!(ring.get(199 * 3).map(|data| data.len()), Some(1 << 20));
        assert_eq!((ring.get(0), ring.get(199 * 3 + 1)), (None, None));
        ring.cut(199 * 3);
        assert_eq!((ring.get(199 * 3), ring.get(198 * 3).is_some()), (None, true));
        ring.put(700, vec![0; LIMIT + 1].into());
        assert_eq!((ring.get(700), ring.bytes), (None, 0), "one that is larger than the ring");
    }
}
