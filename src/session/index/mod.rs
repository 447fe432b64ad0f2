//! The index: where each record is in the session file.
//!
//! The rows are a sidecar file of 32 bytes a record, read by `pread`; memory holds a count and 256 bits for every 256
//! records, so that row k of the log and its record find each other by a binary search.

mod check;
mod fold;
mod pieces;
mod row;
mod sidecar;
mod tags;
mod waits;

pub use check::{Checked, RowsOfFile};
pub use fold::{Entry, Fold};
pub use pieces::{Pieces, Place, Requests};
pub use row::{FAILED, IndexRow, PARTS, RECEIVED, ROW, SAMPLE, SENT, WAITS, What};
pub use sidecar::{Sidecar, read_row, read_rows};
pub use tags::Tag;
pub use waits::{SHORT, Waits};

use crate::call::SocketId;
use std::collections::HashMap;

/// Records that one summary stands for.
const BLOCK: u64 = 256;

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    rows_before: u64,
    calls: [u64; 4],
}

/// What memory knows of the records.
#[derive(Debug, Default)]
pub struct Index {
    records: u64,
    rows: u64,
    /// Bytes of the session file that these records are in.
    end: u64,
    blocks: Vec<Block>,
    sockets: HashMap<SocketId, Pieces>,
    waits: Waits,
}

impl Index {
    pub fn records(&self) -> u64 {
        self.records
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    pub fn pieces(&self, sid: SocketId) -> Option<&Pieces> {
        self.sockets.get(&sid)
    }

    /// Calls that waited over many records.
    pub fn waits(&self) -> &Waits {
        &self.waits
    }

    /// Bytes of the session file that hold the records.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Takes in the next record.
    pub fn push(&mut self, entry: &Entry) {
        self.push_piece(self.records, entry);
        self.push_row(entry.row);
    }

    /// Takes in the next record's row.
    pub fn push_row(&mut self, row: IndexRow) {
        let n = self.records;
        if n.is_multiple_of(BLOCK) {
            self.blocks.push(Block { rows_before: self.rows, calls: [0; 4] });
        }
        if row.what == What::Call {
            let bit = n % BLOCK;
            if let Some(word) =
                self.blocks.last_mut().and_then(|block| block.calls.get_mut(usize::try_from(bit / 64).unwrap_or(0)))
            {
                *word |= 1 << (bit % 64);
            }
            self.rows += 1;
        }
        self.waits.push(n, &row);
        self.end = row.offset + u64::from(row.len);
        self.records += 1;
    }

    /// Takes in the bytes that became known with record `n`; records come in order.
    pub fn push_piece(&mut self, n: u64, entry: &Entry) {
        if let Some((sid, direction, bytes)) = entry.piece {
            self.sockets.entry(sid).or_default().push(n, direction, bytes, entry.tag, entry.ends);
        }
    }

    /// The record that row `k` of the log begins with.
    pub fn record_of_row(&self, k: u64) -> Option<u64> {
        if k >= self.rows {
            return None;
        }
        let at = self.blocks.partition_point(|block| block.rows_before <= k).checked_sub(1)?;
        let block = self.blocks.get(at)?;
        let mut left = k - block.rows_before;
        for (word_at, word) in block.calls.iter().enumerate() {
            let count = u64::from(word.count_ones());
            if left < count {
                let mut word = *word;
                for _ in 0..left {
                    word &= word - 1;
                }
                return Some(at as u64 * BLOCK + word_at as u64 * 64 + u64::from(word.trailing_zeros()));
            }
            left -= count;
        }
        None
    }

    /// The row of the log that record `n` begins; none where `n` begins no call.
    pub fn row_of_call(&self, n: u64) -> Option<u64> {
        let block = self.blocks.get(usize::try_from(n / BLOCK).ok()?)?;
        let bit = n % BLOCK;
        let at = usize::try_from(bit / 64).ok()?;
        let word = *block.calls.get(at)?;
        if n >= self.records || word >> (bit % 64) & 1 == 0 {
            return None;
        }
        let before: u32 = block.calls.iter().take(at).map(|word| word.count_ones()).sum();
        let within = (word & ((1 << (bit % 64)) - 1)).count_ones();
        Some(block.rows_before + u64::from(before + within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_records_find_each_other() {
        let mut index = Index::default();
        let mut calls = Vec::new();
        for n in 0..5000_u64 {
            let what = if n * 31 % 7 < 4 { What::Call } else { What::Notice };
            if what == What::Call {
                calls.push(n);
            }
            index.push(&Entry { row: IndexRow { what, ..IndexRow::default() }, ..Entry::default() });
        }
        assert_eq!(index.rows(), calls.len() as u64);
        for (k, n) in calls.iter().enumerate() {
            assert_eq!(index.record_of_row(k as u64), Some(*n));
            assert_eq!(index.row_of_call(*n), Some(k as u64));
        }
        assert_eq!(index.record_of_row(calls.len() as u64), None);
        for n in (0..5001).filter(|n| !calls.contains(n)) {
            assert_eq!(index.row_of_call(n), None);
        }
    }
}
