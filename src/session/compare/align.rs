//! The calls of two sockets side by side: equal ones meet, and what stands between them is paired by kind. Nothing is
//! looked for further than a window ahead, so that time and memory grow with the number of calls alone.

use super::keys::{Key, Keys};
use std::collections::VecDeque;

/// Calls that are looked ahead for one that is alike.
pub const WINDOW: usize = 64;
/// The same, where looking found nothing just now.
const NARROW: usize = 8;

/// Two calls beside each other, or one alone.
#[derive(Clone, Copy, Debug)]
pub struct Aligned {
    pub left: Option<Key>,
    pub right: Option<Key>,
}

/// Keys read ahead.
struct Ahead<'a, F> {
    calls: &'a [u32],
    next: usize,
    read: F,
    keys: VecDeque<Key>,
}

impl<F: FnMut(u32) -> Key> Ahead<'_, F> {
    fn fill(&mut self, count: usize) {
        while self.keys.len() < count {
            let Some(n) = self.calls.get(self.next) else { return };
            self.keys.push_back((self.read)(*n));
            self.next += 1;
        }
    }

    fn is_at_end(&self) -> bool {
        self.keys.is_empty() && self.next == self.calls.len()
    }
}

/// Aligns the calls of two sockets; false where `take` said no.
pub fn align(
    (a, left): (&[u32], &mut Keys<'_>),
    (b, right): (&[u32], &mut Keys<'_>),
    take: &mut dyn FnMut(Aligned) -> bool,
) -> bool {
    let left = Ahead { calls: a, next: 0, read: |n| left.of(n), keys: VecDeque::new() };
    let right = Ahead { calls: b, next: 0, read: |n| right.of(n), keys: VecDeque::new() };
    run(left, right, take)
}

fn run(
    mut left: Ahead<'_, impl FnMut(u32) -> Key>,
    mut right: Ahead<'_, impl FnMut(u32) -> Key>,
    take: &mut dyn FnMut(Aligned) -> bool,
) -> bool {
    // Steps since something met.
    let mut lost = 0_usize;
    loop {
        left.fill(1);
        right.fill(1);
        if left.is_at_end() && right.is_at_end() {
            return true;
        }
        let meet = |a: &Key, b: &Key| a.whole() == b.whole();
        if let (Some(a), Some(b)) = (left.keys.front().copied(), right.keys.front().copied())
            && meet(&a, &b)
        {
            left.keys.pop_front();
            right.keys.pop_front();
            if !take(Aligned { left: Some(a), right: Some(b) }) {
                return false;
            }
            lost = 0;
            continue;
        }
        // Far ahead only now and then: what never meets again takes linear time too.
        let window = if lost.is_multiple_of(WINDOW / NARROW) { WINDOW } else { NARROW };
        left.fill(WINDOW + 2);
        right.fill(WINDOW + 2);
        let found = meeting(left.keys.make_contiguous(), right.keys.make_contiguous(), window);
        lost = if found.is_some() { 0 } else { lost + 1 };
        let (x, y) = found.unwrap_or((left.keys.len().min(NARROW), right.keys.len().min(NARROW)));
        let between: [Vec<Key>; 2] = [left.keys.drain(..x).collect(), right.keys.drain(..y).collect()];
        if !pair_by_kind(&between, take) {
            return false;
        }
    }
}

/// How many calls of each side stand before two that are alike; those with an alike one behind them first.
fn meeting(left: &[Key], right: &[Key], window: usize) -> Option<(usize, usize)> {
    let mut single = None;
    for distance in 1..=2 * window {
        let middle = distance / 2;
        // From the middle outwards: a call that is different before one that is missing.
        for step in 0..=2 * (distance - middle) {
            let away = step.div_ceil(2);
            let x = if step % 2 == 0 { middle.checked_sub(away) } else { Some(middle + away) };
            let Some((x, y)) = x.and_then(|x| Some((x, distance.checked_sub(x)?))) else { continue };
            if x > window || y > window {
                continue;
            }
            let (Some(a), Some(b)) = (left.get(x), right.get(y)) else { continue };
            if a.whole() != b.whole() {
                continue;
            }
            let behind = (left.get(x + 1), right.get(y + 1));
            let goes_on = match behind {
                (Some(a), Some(b)) => a.whole() == b.whole(),
                (None, None) => true,
                _ => false,
            };
            if goes_on {
                return Some((x, y));
            }
            single = single.or(Some((x, y)));
        }
    }
    single
}

/// Calls between two meetings: the longest row of equal kinds is paired, the rest stands alone.
fn pair_by_kind([left, right]: &[Vec<Key>; 2], take: &mut dyn FnMut(Aligned) -> bool) -> bool {
    let (rows, columns) = (left.len(), right.len());
    let wide = columns + 1;
    // `best[i * wide + j]`: how many can be paired of `left[i..]` and `right[j..]`.
    let mut best = vec![0_u16; (rows + 1) * wide];
    let at = |best: &[u16], i: usize, j: usize| best.get(i * wide + j).copied().unwrap_or(0);
    let same = |i: usize, j: usize| match (left.get(i), right.get(j)) {
        (Some(a), Some(b)) => a.kind.is_some() && a.kind == b.kind,
        _ => false,
    };
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let paired = if same(i, j) { at(&best, i + 1, j + 1) + 1 } else { 0 };
            let most = paired.max(at(&best, i + 1, j)).max(at(&best, i, j + 1));
            if let Some(cell) = best.get_mut(i * wide + j) {
                *cell = most;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows || j < columns {
        let here = at(&best, i, j);
        let (takes_left, takes_right) = if same(i, j) && at(&best, i + 1, j + 1) + 1 == here {
            (true, true)
        } else if i < rows && (j == columns || at(&best, i + 1, j) == here) {
            (true, false)
        } else {
            (false, true)
        };
        let key = |keys: &[Key], at: usize, takes: bool| keys.get(at).copied().filter(|_| takes);
        if !take(Aligned { left: key(left, i, takes_left), right: key(right, j, takes_right) }) {
            return false;
        }
        i += usize::from(takes_left);
        j += usize::from(takes_right);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::CallKind;
    use proptest::prelude::*;

    /// A letter is a kind, the letters after it what tells it apart.
    fn keys(calls: &[u8]) -> impl FnMut(u32) -> Key + '_ {
        |n| {
            let letter = calls[n as usize];
            let kind = CallKind::ALL[usize::from(letter / 4) % CallKind::ALL.len()];
            Key {
                n,
                kind: Some(kind),
                arguments: u64::from(letter),
                bytes: 0,
                outcome: 0,
                is_long: false,
                sends: false,
            }
        }
    }

    fn aligned(a: &[u8], b: &[u8]) -> Vec<(Option<u32>, Option<u32>)> {
        let numbers = |calls: &[u8]| (0..calls.len() as u32).collect::<Vec<_>>();
        let (left, right) = (numbers(a), numbers(b));
        let left = Ahead { calls: &left, next: 0, read: keys(a), keys: VecDeque::new() };
        let right = Ahead { calls: &right, next: 0, read: keys(b), keys: VecDeque::new() };
        let mut out = Vec::new();
        let done = run(left, right, &mut |pair| {
            out.push((pair.left.map(|key| key.n), pair.right.map(|key| key.n)));
            true
        });
        assert!(done);
        out
    }

    #[test]
    fn calls_meet_again_after_a_difference() {
        let both = |a: u32, b: u32| (Some(a), Some(b));
        for (a, b, wanted) in [
            (&b""[..], &b""[..], vec![]),
            (b"abc", b"abc", vec![both(0, 0), both(1, 1), both(2, 2)]),
            // One more on the right.
            (b"az", b"apz", vec![both(0, 0), (None, Some(1)), both(1, 2)]),
            // One less.
            (b"apz", b"az", vec![both(0, 0), (Some(1), None), both(2, 1)]),
            // Of one kind, and different: side by side.
            (b"aplz", b"aqlz", vec![both(0, 0), both(1, 1), both(2, 2), both(3, 3)]),
            (b"ap", b"a", vec![both(0, 0), (Some(1), None)]),
            (b"", b"xy", vec![(None, Some(0)), (None, Some(1))]),
        ] {
            assert_eq!(aligned(a, b), wanted, "{a:?} {b:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn every_call_stands_once_and_in_its_order(
            a in prop::collection::vec(0_u8..40, 0..200),
            b in prop::collection::vec(0_u8..40, 0..200),
        ) {
            let pairs = aligned(&a, &b);
            let left: Vec<u32> = pairs.iter().filter_map(|pair| pair.0).collect();
            let right: Vec<u32> = pairs.iter().filter_map(|pair| pair.1).collect();
            prop_assert_eq!(left, (0..a.len() as u32).collect::<Vec<_>>());
            prop_assert_eq!(right, (0..b.len() as u32).collect::<Vec<_>>());
            for (left, right) in pairs {
                if let (Some(left), Some(right)) = (left, right) {
                    let kind = |letter: u8| letter / 4;
                    prop_assert_eq!(kind(a[left as usize]), kind(b[right as usize]));
                }
            }
        }

        #[test]
        fn what_is_alike_but_for_some_calls_meets_all_but_those(
            calls in prop::collection::vec(0_u8..40, 1..200), gone in prop::collection::btree_set(0_usize..200, 0..5),
        ) {
            let less: Vec<u8> =
                calls.iter().enumerate().filter(|(at, _)| !gone.contains(at)).map(|(_, call)| *call).collect();
            let alone = aligned(&calls, &less).iter().filter(|(_, right)| right.is_none()).count();
            prop_assert!(alone >= calls.len() - less.len());
        }
    }
}
