//! Two sessions beside each other, call by call.
//!
//! Sockets are paired by their names and then in the order in which they were made; each pair's calls are aligned in
//! their order. Times and durations, identities, labels, descriptor numbers, and ports that a kernel chose are no
//! differences. A call that moved further than [`WINDOW`] calls within its socket is not found again: it is shown as one
//! that only the one side has, and one that only the other has. That bounds both time and memory: an index row, a key
//! and a pair for each call.

mod align;
mod keys;
mod sockets;

pub use align::WINDOW;

use crate::session::Session;
use align::{Aligned, align};
use keys::{Key, Keys};
use std::io;

/// Calls of a session that are compared: what comes after is not, and [`Comparison::is_cut`] says so.
pub const MOST: usize = 2_000_000;

/// How two calls differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Difference {
    /// Not at all.
    Same,
    /// In what came of them.
    Outcome,
    /// In the bytes that they send or received.
    Bytes,
    /// In their arguments.
    Arguments,
    /// Only the first session has it.
    OnlyLeft,
    /// Only the second session has it.
    OnlyRight,
}

/// No record.
const NONE: u32 = u32::MAX;

/// Two calls beside each other, or one with nobody beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    left: u32,
    right: u32,
    /// How they differ.
    pub difference: Difference,
}

impl Pair {
    /// The first session's record that the call begins.
    pub fn left(self) -> Option<u64> {
        (self.left != NONE).then_some(u64::from(self.left))
    }

    /// The second session's.
    pub fn right(self) -> Option<u64> {
        (self.right != NONE).then_some(u64::from(self.right))
    }
}

/// What came of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// All calls, in the first session's order; what only the second has stands after its socket's call before it.
    pub pairs: Vec<Pair>,
    /// The places of those that differ.
    pub differing: Vec<u32>,
    /// A session has more than [`MOST`] calls, or records without a number of 32 bits: only the first were compared.
    pub is_cut: bool,
    /// Calls that could not be read: they count as equal to nothing.
    pub unreadable: u64,
}

impl Comparison {
    /// Whether both sessions made the same calls with the same outcomes.
    pub fn is_same(&self) -> bool {
        self.differing.is_empty()
    }

    /// The first difference at or after place `from`, or the last before it; round at the ends.
    pub fn step(&self, from: Option<usize>, forward: bool) -> Option<usize> {
        let last = self.differing.len().checked_sub(1)?;
        let before = |at: usize| self.differing.partition_point(|place| (*place as usize) < at);
        let i = match (from, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => Some(before(at + 1)).filter(|i| *i <= last).unwrap_or(0),
            (Some(at), false) => before(at).checked_sub(1).unwrap_or(last),
        };
        self.differing.get(i).map(|place| *place as usize)
    }
}

/// Told how far a comparison is: done, of all. Ends it where it says no.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// Compares two sessions that are read to their ends. Waits for files: for jobs.
///
/// # Errors
/// Those of reading the indexes, and `Interrupted` where `progress` said no.
pub fn compare(left: &Session, right: &Session, progress: Progress<'_>) -> io::Result<Comparison> {
    let calls = [sockets::Calls::read(left)?, sockets::Calls::read(right)?];
    let [of_left, of_right] = &calls;
    let mut keys = [Keys::new(left)?, Keys::new(right)?];
    let mut comparison = Comparison { is_cut: of_left.is_cut || of_right.is_cut, ..Comparison::default() };
    let total = (of_left.count + of_right.count) as u64;
    let mut done = 0;
    // With where each stands in the order: at its own record, or just after the call before it.
    let mut placed: Vec<(u64, Pair)> = Vec::with_capacity(of_left.count.max(of_right.count));
    for (a, b) in sockets::paired(of_left, of_right) {
        // Before the first of its socket; sockets that only the second has stand last.
        let mut place = a.first().map_or(u64::MAX, |n| (u64::from(*n) * 2).saturating_sub(1));
        let [left_keys, right_keys] = &mut keys;
        let ended = align((a, left_keys), (b, right_keys), &mut |aligned| {
            done += u64::from(aligned.left.is_some()) + u64::from(aligned.right.is_some());
            let pair = judge(left, right, &aligned);
            match aligned.left {
                Some(key) => {
                    placed.push((u64::from(key.n) * 2, pair));
                    place = u64::from(key.n) * 2 + 1;
                }
                None => placed.push((place, pair)),
            }
            done % 256 > 1 || progress(done, total)
        });
        if !ended {
            return Err(io::ErrorKind::Interrupted.into());
        }
    }
    // Stable: those of one socket keep their order.
    placed.sort_by_key(|(place, _)| *place);
    comparison.pairs = placed.into_iter().map(|(_, pair)| pair).collect();
    let differing = comparison.pairs.iter().enumerate().filter(|(_, pair)| pair.difference != Difference::Same);
    comparison.differing = differing.filter_map(|(place, _)| u32::try_from(place).ok()).collect();
    comparison.unreadable = keys.iter().map(|keys| keys.unreadable).sum();
    Ok(comparison)
}

fn judge(left: &Session, right: &Session, aligned: &Aligned) -> Pair {
    let place = |key: &Option<Key>| key.map_or(NONE, |key| key.n);
    let difference = match (&aligned.left, &aligned.right) {
        (Some(a), Some(b)) => differ(left, right, a, b),
        (Some(_), None) => Difference::OnlyLeft,
        (None, _) => Difference::OnlyRight,
    };
    Pair { left: place(&aligned.left), right: place(&aligned.right), difference }
}

fn differ(left: &Session, right: &Session, a: &Key, b: &Key) -> Difference {
    if a.arguments != b.arguments {
        Difference::Arguments
    } else if a.sends && a.bytes != b.bytes {
        Difference::Bytes
    } else if a.outcome != b.outcome {
        Difference::Outcome
    } else if a.bytes != b.bytes || a.is_long && !is_same_payload(left, right, a, b) {
        Difference::Bytes
    } else {
        Difference::Same
    }
}

/// Of payloads that begin alike and are of one length, the whole of both.
fn is_same_payload(left: &Session, right: &Session, a: &Key, b: &Key) -> bool {
    match (left.read_payload(a.n.into()), right.read_payload(b.n.into())) {
        (Ok(a), Ok(b)) => a == b,
        // Not kept on either side: their hashes are in the key.
        (a, b) => a.is_err() && b.is_err(),
    }
}
