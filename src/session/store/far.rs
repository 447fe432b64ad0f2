//! Rows that the index does not have yet, by byte position.
//!
//! The log's scroll bar stands for the whole file from the beginning: how many rows there are is guessed, a row far
//! beyond the index is looked for at its part of the bytes, and those around it follow from it line by line. Their
//! places become exact when the index reaches them.

use super::Row;
use super::far_page::FarPage;
use crate::session::platform::read_at;
use std::fs::File;
use std::sync::Arc;

/// Places at which the file is looked at for the guess, and bytes of each.
const SAMPLES: u64 = 8;
const SAMPLE: usize = 64 * 1024;
/// A row so near to the end of what is read makes the rows beyond be read too.
const NEAR: u64 = 64;
/// A row so far away is looked for by its bytes, not by reading on.
const JUMP: u64 = 256;

/// What is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The rows around `item`, whose bytes are about at `offset`.
    Around { item: u64, offset: u64 },
    /// Those before the first.
    Before,
    /// Those after the last.
    After,
}

/// The rows beyond the index.
#[derive(Debug, Default)]
pub struct Far {
    /// Bytes of the file; 0 where the index has all rows.
    total: u64,
    /// About how many rows the file has.
    guess: u64,
    /// Rows that were read, one after the other.
    pub page: Option<FarPage>,
    /// The number of the page's first row: exact once the index reaches it.
    base: u64,
}

impl Far {
    /// Of a file of `total` bytes: looks at a few places of it.
    pub fn of(file: &File, total: u64) -> Self {
        let (mut rows, mut bytes) = (0_u64, 0_u64);
        let mut block = vec![0; SAMPLE];
        for place in 0..SAMPLES {
            let count = read_at(file, &mut block, total / SAMPLES * place).unwrap_or(0);
            let seen = block.get(..count).unwrap_or_default();
            bytes += count as u64;
            rows += memchr::memchr_iter(b'\n', seen)
                .filter(|at| is_call(seen.get(at + 1..).unwrap_or_default()))
                .count() as u64;
        }
        let guess = u128::from(total) * u128::from(rows.max(1)) / u128::from(bytes.max(1));
        Self { total, guess: u64::try_from(guess).unwrap_or(u64::MAX).max(1), page: None, base: 0 }
    }

    /// Whether there are rows beyond the index, which has `end` bytes.
    fn is_beyond(&self, end: u64) -> bool {
        end < self.total
    }

    /// Where in the file the index's rows end there may be more: bytes of the file.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Puts the page where it stands, now that the index has `rows` rows in `end` bytes.
    fn settle(&mut self, rows: u64, end: u64) {
        let Some(page) = &self.page else { return };
        if page.end() <= end {
            self.page = None;
        } else if page.start() <= end {
            self.base = rows.saturating_sub(page.rows_before(end));
        } else if self.base <= rows {
            // There are more rows than was guessed; not again in a moment.
            self.base = rows + 1024.max(rows / 16);
        }
    }

    /// How many rows there are to show: those of the index, and about how many more.
    pub fn count(&mut self, rows: u64, end: u64) -> u64 {
        if !self.is_beyond(end) {
            return rows;
        }
        self.settle(rows, end);
        match &self.page {
            Some(page) if page.is_last() => rows.max(self.base + page.len()),
            Some(page) => self.guess.max(rows + 1).max(self.base + page.len() + 1),
            None => self.guess.max(rows + 1),
        }
    }

    /// Row `k`, which the index does not have; and what is to be read so that it, or its neighbours, can be had.
    pub fn row(&mut self, k: u64, rows: u64, end: u64) -> (Option<Arc<Row>>, Option<Wish>) {
        let count = self.count(rows, end);
        if k >= count || k < rows {
            return (None, None);
        }
        let Some(page) = &self.page else { return (None, Some(self.around(k, rows, end, count))) };
        let last = self.base + page.len();
        let wish = if k + JUMP < self.base || k > last + JUMP {
            Some(self.around(k, rows, end, count))
        } else if k < self.base + NEAR && page.start() > end {
            Some(Wish::Before)
        } else if k + NEAR >= last && !page.is_last() {
            Some(Wish::After)
        } else {
            None
        };
        (k.checked_sub(self.base).and_then(|at| page.row(at)), wish)
    }

    fn around(&self, item: u64, rows: u64, end: u64, count: u64) -> Wish {
        let bytes = u128::from(self.total - end) * u128::from(item - rows) / u128::from((count - rows).max(1));
        Wish::Around { item, offset: end + u64::try_from(bytes).unwrap_or(u64::MAX) }
    }

    /// The row that record `n` begins, or ends, where it was read.
    pub fn row_of_record(&self, n: u64) -> Option<u64> {
        Some(self.base + self.page.as_ref()?.at_record(n)?)
    }

    /// The record that row `k` begins, where it was read.
    pub fn record_of_row(&self, k: u64) -> Option<u64> {
        Some(self.page.as_ref()?.row(k.checked_sub(self.base)?)?.n)
    }

    /// Takes in what was read for a wish; no where that changed nothing.
    pub fn take(&mut self, wish: Wish, read: FarPage, rows: u64, end: u64) -> bool {
        if !self.is_beyond(end) {
            return false;
        }
        match (wish, &mut self.page) {
            (Wish::Around { item, offset }, _) => {
                // The file's last row is the list's last.
                let count = self.count(rows, end);
                let last = (read.len() + item).saturating_sub(count);
                let before = if read.is_last() { last } else { read.rows_before(offset) };
                self.base = item.saturating_sub(before);
                self.page = Some(read);
            }
            (Wish::Before, Some(page)) => {
                let start = page.start();
                self.base = self.base.saturating_sub(page.put_before(read));
                if page.start() == start {
                    return false;
                }
            }
            (Wish::After, Some(page)) => {
                let known = (page.end(), page.is_last());
                self.base += page.put_after(read);
                if (page.end(), page.is_last()) == known {
                    return false;
                }
            }
            _ => return false,
        }
        self.settle(rows, end);
        true
    }
}

/// Whether a line of a session begins a row.
fn is_call(line: &[u8]) -> bool {
    let start = line.get(..128).unwrap_or(line);
    let line = memchr::memchr(b'\n', start).and_then(|end| start.get(..end)).unwrap_or(start);
    memchr::memmem::find(line, b"\"call\":").is_some()
}
