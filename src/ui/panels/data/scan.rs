//! Looks for bytes in a stream that comes in pieces: what lies across two pieces is found, nothing is found twice. Pure.

use crate::bytes::Needle;

/// One direction of one socket, read from the front.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    /// The last bytes, of which a find may still begin: at most one less than the needle has.
    tail: Vec<u8>,
}

impl Scanner {
    /// Takes in the piece that follows and hands out the offset of each find, counted from the beginning of the piece:
    /// negative where it began in a piece before. `found` returns whether to go on.
    pub fn feed(&mut self, needle: &Needle, bytes: &[u8], found: &mut dyn FnMut(i64) -> bool) {
        let overlap = needle.len() - 1;
        let tail = self.tail.len();
        let mut joint = std::mem::take(&mut self.tail);
        joint.extend_from_slice(bytes.get(..overlap).unwrap_or(bytes));
        let mut used = 0;
        for range in needle.find_in(&joint).take_while(|range| range.start < tail) {
            if !found(range.start as i64 - tail as i64) {
                return;
            }
            used = range.end;
        }
        let mut done = used.saturating_sub(tail);
        let from = done;
        for range in needle.find_in(bytes.get(from..).unwrap_or_default()) {
            if !found((from + range.start) as i64) {
                return;
            }
            done = from + range.end;
        }
        self.tail = if bytes.len() >= overlap {
            bytes.get(done.max(bytes.len() - overlap)..).unwrap_or_default().to_vec()
        } else {
            // All of the piece is in `joint`.
            let used = used.max(if done > from { tail + done } else { 0 });
            joint.get(used.max(joint.len().saturating_sub(overlap))..).unwrap_or_default().to_vec()
        };
    }

    /// What follows does not go on from what was: another datagram, or a piece that cannot be read.
    pub fn cut(&mut self) {
        self.tail.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(needle: &[u8], pieces: &[&[u8]]) -> Vec<i64> {
        let needle = Needle::bytes(needle).unwrap();
        let (mut scanner, mut at, mut all) = (Scanner::default(), 0_i64, Vec::new());
        for piece in pieces {
            scanner.feed(&needle, piece, &mut |offset| {
                all.push(at + offset);
                true
            });
            at += piece.len() as i64;
        }
        all
    }

    #[test]
    fn what_a_boundary_cuts_is_found() {
        assert_eq!(all("你".as_bytes(), &[b"a\xe4", b"\xbd", b"", b"\xa0b"]), [1]);
        assert_eq!(all(b"aa", &[b"a", b"a", b"a"]), [0]);
        assert_eq!(all(b"ab", &[b"ab", b"ab"]), [0, 2]);
        assert_eq!(all(b"x", &[b"x", b"yx"]), [0, 2]);
        assert_eq!(all(b"abcd", &[b"ab", b"x", b"cd"]), [0_i64; 0]);
    }

    #[test]
    fn a_cut_ends_what_was_begun() {
        let needle = Needle::bytes(b"ab").unwrap();
        let (mut scanner, mut count) = (Scanner::default(), 0);
        scanner.feed(&needle, b"a", &mut |_| true);
        scanner.cut();
        scanner.feed(&needle, b"b", &mut |_| {
            count += 1;
            true
        });
        assert_eq!(count, 0);
    }

    proptest! {
        #[test]
        fn any_cut_finds_the_same(text in "[ab]{0,60}", needle in "[ab]{1,5}", cuts in proptest::collection::vec(0_usize..=60, 0..12)) {
            let bytes = text.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            let whole = Needle::bytes(needle.as_bytes()).unwrap();
            let expected: Vec<i64> = whole.find_in(bytes).map(|range| range.start as i64).collect();
            prop_assert_eq!(all(needle.as_bytes(), &pieces), expected);
        }
    }
}
