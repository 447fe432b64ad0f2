//! Marks too dense to be told apart: merged into counted blocks, by fixed bands of height, so that a block stays the same
//! while the picture scrolls.

use super::Scale;
use crate::call::{CallKind, SocketId};
use crate::session::{Board, Glance, Returned};
use std::collections::HashMap;

/// Points of a band: marks of one lane in one band are one block.
pub const BAND: f64 = 26.0;
/// Calls with fewer points than this each are merged.
pub const APART: f32 = 15.0;

/// Several calls of one lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The lane; none where there are too many to look at each: calls of every lane.
    pub lane: Option<SocketId>,
    /// The band.
    pub band: u64,
    /// The row of the log of the first of them.
    pub first: u64,
    /// The record of the first of them.
    pub first_n: u64,
    /// How many.
    pub count: u64,
    /// Which call, where all are the same.
    pub kind: Option<CallKind>,
    /// How many of them failed.
    pub failed: u64,
    /// Bytes that they sent.
    pub sent: u64,
    /// Bytes that they received.
    pub received: u64,
    /// None of them fits what is looked for.
    pub dim: bool,
}

/// Whether calls of this scale may be merged, and how many rows of the log a band then holds; linear scales have bands of
/// time.
pub fn rows_a_band(step: f32) -> Option<u64> {
    (step < APART).then(|| ((BAND / f64::from(step.max(f32::MIN_POSITIVE))).round() as u64).max(2))
}

/// The rows that stand alone, and the blocks of the others.
pub fn merge(board: &Board, scale: &Scale, calls: &[Glance], ended: &[Returned]) -> (Vec<u64>, Vec<Block>) {
    let came: HashMap<u64, &Returned> = ended.iter().map(|end| (end.call, end)).collect();
    let mut found: HashMap<(SocketId, u64), usize> = HashMap::new();
    let mut blocks: Vec<Block> = Vec::new();
    for call in calls {
        let lane = board.owner(call.sid);
        let band = scale.band(call.k, call.t);
        let end = came.get(&call.n);
        let received = end.map_or(0, |end| end.bytes) + if call.sends { 0 } else { call.bytes };
        let failed = u64::from(call.failed || end.is_some_and(|end| end.failed));
        let sent = if call.sends { call.bytes } else { 0 };
        let at = *found.entry((lane, band)).or_insert(blocks.len());
        match blocks.get_mut(at) {
            Some(block) => {
                block.count += 1;
                block.kind = block.kind.filter(|kind| Some(*kind) == call.kind);
                block.failed += failed;
                block.sent += sent;
                block.received += received;
            }
            None => blocks.push(Block {
                lane: Some(lane),
                band,
                first: call.k,
                first_n: call.n,
                count: 1,
                kind: call.kind,
                failed,
                sent,
                received,
                dim: false,
            }),
        }
    }
    let (alone, many): (Vec<Block>, Vec<Block>) = blocks.into_iter().partition(|block| block.count == 1);
    let mut alone: Vec<u64> = alone.into_iter().map(|block| block.first).collect();
    alone.sort_unstable();
    (alone, many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Run;
    use std::time::Duration;

    fn call(k: u64, sid: u64, kind: CallKind, bytes: u64) -> Glance {
        let (n, t) = (k + 1, Duration::from_millis(k * 10));
        let sends = kind == CallKind::Send;
        Glance {
            k,
            n,
            t,
            sid: SocketId(sid),
            kind: Some(kind),
            sends,
            bytes,
            waits: false,
            failed: kind == CallKind::Close,
        }
    }

    #[test]
    fn calls_of_one_lane_in_one_band_are_counted_together() {
        let calls: Vec<Glance> = (0..12)
            .map(|k| if k % 2 == 0 { call(k, 1, CallKind::Send, 10) } else { call(k, 2, CallKind::Recv, 7) })
            .chain([call(12, 3, CallKind::Close, 0)])
            .collect();
        let scale = Scale::new(Run::Compressed, 6.5, 0, calls.iter().map(|call| call.t).collect(), Duration::ZERO);
        let (alone, blocks) = merge(&Board::default(), &scale, &calls, &[]);
        assert_eq!(alone, [12]);
        let told: Vec<_> =
            blocks.iter().map(|b| (b.lane.unwrap().0, b.band, b.count, b.kind, b.sent, b.received)).collect();
        let (send, recv) = (Some(CallKind::Send), Some(CallKind::Recv));
        assert_eq!(told[..3], [(1, 0, 2, send, 20, 0), (2, 0, 2, recv, 0, 14), (1, 1, 2, send, 20, 0)]);
        // A call that waited has its bytes from its end.
        let ended = [Returned { n: 99, t: Duration::ZERO, call: 2, bytes: 5, failed: true }];
        let block = &merge(&Board::default(), &scale, &calls, &ended).1[1];
        assert_eq!((block.received, block.failed), (19, 1));
    }

    #[test]
    fn what_has_room_stands_alone() {
        let calls: Vec<Glance> = (0..5).map(|k| call(k, 1, CallKind::Recv, 1)).collect();
        let starts = || calls.iter().map(|call| call.t).collect();
        let roomy = Scale::new(Run::Compressed, 30.0, 0, starts(), Duration::ZERO);
        assert_eq!(merge(&Board::default(), &roomy, &calls, &[]), (vec![0, 1, 2, 3, 4], vec![]));
        // 10 ms are 26 points: a band each.
        let linear = Scale::new(Run::Linear(2600.0), 30.0, 0, starts(), Duration::ZERO);
        assert_eq!(merge(&Board::default(), &linear, &calls, &[]).0.len(), 5);
        let tight = Scale::new(Run::Linear(260.0), 30.0, 0, starts(), Duration::ZERO);
        let (alone, blocks) = merge(&Board::default(), &tight, &calls, &[]);
        assert_eq!((alone.len(), blocks.len(), blocks[0].count), (0, 1, 5));
    }
}
