//! Boards that are kept in memory: near enough to each other for any moment to be one short fold away, few enough not
//! to matter.

use crate::session::board::Board;
use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Records between two kept boards, at least.
const LEAST: u64 = if cfg!(test) { 32 } else { 16_384 };
/// Records between two kept boards for each socket: what a board costs grows with its sockets.
const EACH: u64 = if cfg!(test) { 1 } else { 64 };
/// Bytes that kept boards may take, about; above, every second one goes.
const LIMIT: usize = 128 * 1024 * 1024;

#[derive(Debug)]
struct Kept {
    /// By the number of records that are in it; with about how many bytes it takes beside the one before it.
    boards: BTreeMap<u64, (Arc<Board>, usize)>,
    bytes: usize,
    /// Records between two: grows when there is no room.
    least: u64,
}

/// The boards that a session keeps of its past. Filled by whoever folds its records: the recorder, the scan of a file,
/// the reader.
#[derive(Debug)]
pub struct Checkpoints {
    kept: Mutex<Kept>,
    limit: usize,
    /// The recorder's board knows records that its file does not have.
    apart: AtomicBool,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self::within(LEAST, LIMIT)
    }
}

impl Checkpoints {
    pub(super) fn within(least: u64, limit: usize) -> Self {
        let kept = Kept { boards: BTreeMap::new(), bytes: 0, least };
        Self { kept: Mutex::new(kept), limit, apart: AtomicBool::new(false) }
    }

    /// Keeps this board, which has the first `records` records of the file and nothing else, where the next kept ones
    /// are far enough.
    pub fn offer(&self, records: u64, board: &Board) {
        let mut kept = self.kept.lock();
        let gap = kept.least.max(EACH.saturating_mul(board.sockets.len() as u64));
        let before = kept.boards.range(..=records).next_back().map_or(0, |(at, _)| *at);
        let after = kept.boards.range(records..).next().map(|(at, _)| *at);
        if records < before + gap || after.is_some_and(|after| after < records + gap / 2) {
            return;
        }
        let last = kept.boards.get(&before).map(|(board, _)| Arc::clone(board));
        let weight = board.weight(last.as_deref());
        kept.boards.insert(records, (Arc::new(board.clone()), weight));
        kept.bytes += weight;
        while kept.bytes > self.limit && kept.boards.len() > 1 {
            kept.thin();
        }
    }

    /// As [`Self::offer`], by the recorder: not any more once its file lacks a record that its board has.
    pub fn offer_live(&self, records: u64, board: &Board) {
        if !self.apart.load(Ordering::Relaxed) {
            self.offer(records, board);
        }
    }

    /// The recorder's board has a record that its file does not have: its past is what the file tells.
    pub fn leave_live(&self) {
        self.apart.store(true, Ordering::Relaxed);
    }

    /// The last kept board with no more than `records` records, and how many it has.
    pub fn nearest(&self, records: u64) -> Option<(u64, Arc<Board>)> {
        let kept = self.kept.lock();
        let (at, (board, _)) = kept.boards.range(..=records).next_back()?;
        Some((*at, Arc::clone(board)))
    }

    #[cfg(test)]
    pub(super) fn state(&self) -> (Vec<u64>, usize) {
        let kept = self.kept.lock();
        (kept.boards.keys().copied().collect(), kept.bytes)
    }
}

impl Kept {
    /// Every second one goes, and the next are kept further apart.
    fn thin(&mut self) {
        self.least = self.least.saturating_mul(2);
        let mut stays = true;
        self.boards.retain(|_, _| {
            stays = !stays;
            stays
        });
        let mut before: Option<Arc<Board>> = None;
        self.bytes = 0;
        for (board, weight) in self.boards.values_mut() {
            *weight = board.weight(before.as_deref());
            self.bytes += *weight;
            before = Some(Arc::clone(board));
        }
    }
}
