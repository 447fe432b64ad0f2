//! A finished sidecar, read from its first row to its last, and held against the records themselves.

use super::fold::Entry;
use super::row::{IndexRow, LINK, ROW, WAITS, What};
use crate::session::platform::read_at;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Bytes read at a time: whole rows.
const BLOCK: usize = 32 * 1024 * ROW;

/// The rows of a sidecar, block by block.
pub struct RowsOfFile {
    file: Arc<File>,
    at: u64,
    block: Vec<u8>,
}

impl RowsOfFile {
    /// From the first row on.
    pub fn new(file: Arc<File>) -> Self {
        Self { file, at: ROW as u64, block: Vec::new() }
    }

    /// The next rows; empty at the end.
    pub fn next_block(&mut self) -> io::Result<&[[u8; ROW]]> {
        self.block.resize(BLOCK, 0);
        let mut known = 0;
        while known < BLOCK {
            let count = read_at(&self.file, self.block.get_mut(known..).unwrap_or_default(), self.at + known as u64)?;
            if count == 0 {
                break;
            }
            known += count;
        }
        self.block.truncate(known / ROW * ROW);
        self.at += self.block.len() as u64;
        Ok(self.block.as_chunks::<ROW>().0)
    }
}

/// Holds a sidecar's rows against those that the records give.
pub struct Checked {
    rows: RowsOfFile,
    /// Rows that were read and not compared yet, the next one last.
    ahead: Vec<[u8; ROW]>,
    /// A record's row, as bytes.
    own: Vec<u8>,
    /// The join that a waiting call's row names.
    joins: HashMap<u64, u64>,
    n: u64,
}

impl Checked {
    /// From the first row on.
    pub fn new(file: Arc<File>) -> Self {
        let rows = RowsOfFile::new(file);
        Self { rows, ahead: Vec::new(), own: Vec::with_capacity(ROW), joins: HashMap::new(), n: 0 }
    }

    /// Whether the next row is that of the next record, to the byte.
    pub fn holds(&mut self, entry: &Entry) -> io::Result<bool> {
        if self.ahead.is_empty() {
            self.ahead.extend(self.rows.next_block()?.iter().rev());
        }
        let Some(mut row) = self.ahead.pop() else { return Ok(false) };
        if entry.row.what == What::Call && entry.row.flags & WAITS != 0 {
            // Known when its join came; until then it is 0.
            let link = IndexRow::read(&row).link;
            if link != 0 {
                self.joins.insert(self.n, link);
            }
            row[LINK..].fill(0);
        }
        self.own.clear();
        entry.row.put(&mut self.own);
        let n = self.n;
        self.n += 1;
        let joined = entry.ends.is_none_or(|start| self.joins.remove(&start) == Some(n));
        Ok(joined && self.own == row)
    }

    /// Whether all rows were compared, and no row names a join that never came.
    pub fn is_whole(&mut self) -> bool {
        self.ahead.is_empty() && self.joins.is_empty() && self.rows.next_block().is_ok_and(<[_]>::is_empty)
    }
}
