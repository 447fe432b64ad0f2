//! The sidecar file `NAME.jsonl.idx`: a head of 32 bytes, then a row a record.

use super::Entry;
use super::row::{IndexRow, LINK, ROW};
use crate::session::platform::{read_exact_at, write_all_at};
use std::fs::File;
use std::io;
use std::sync::Arc;

const MAGIC: &[u8; 8] = b"SOCKIDX2";

/// The file of rows, for its one writer.
#[derive(Debug)]
pub struct Sidecar {
    file: Arc<File>,
    records: u64,
    pending: Vec<u8>,
    patches: Vec<(u64, u64)>,
}

fn place(n: u64) -> u64 {
    (n + 1) * ROW as u64
}

/// Reads record `n`'s row.
pub fn read_row(file: &File, n: u64) -> io::Result<IndexRow> {
    let mut bytes = [0; ROW];
    read_exact_at(file, &mut bytes, place(n))?;
    Ok(IndexRow::read(&bytes))
}

/// Reads the rows of `count` records from record `n` on; the caller bounds the count.
pub fn read_rows(file: &File, n: u64, count: u64) -> io::Result<Vec<IndexRow>> {
    let mut bytes = vec![0; usize::try_from(count).unwrap_or(0) * ROW];
    read_exact_at(file, &mut bytes, place(n))?;
    let (rows, _) = bytes.as_chunks::<ROW>();
    Ok(rows.iter().map(IndexRow::read).collect())
}

/// How long the session file was, and how new, when its sidecar was finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub len: u64,
    pub nanos: u64,
    pub records: u64,
}

impl Stamp {
    /// Of a session file as it is now.
    pub fn of(session: &File, records: u64) -> io::Result<Self> {
        let meta = session.metadata()?;
        let since = meta.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Ok(Self { len: meta.len(), nanos: u64::try_from(since.as_nanos()).unwrap_or(u64::MAX), records })
    }
}

impl Sidecar {
    /// A new sidecar in an empty file that can be read and written.
    pub fn new(file: File) -> Self {
        Self { file: Arc::new(file), records: 0, pending: vec![0; ROW], patches: Vec::new() }
    }

    /// For readers of the same file.
    pub fn reader(&self) -> Arc<File> {
        self.file.clone()
    }

    /// Takes in the next record; nothing is written yet.
    pub fn push(&mut self, entry: &Entry) {
        entry.row.put(&mut self.pending);
        if let Some(start) = entry.ends {
            self.patches.push((start, self.records));
        }
        self.records += 1;
    }

    /// Bytes that wait to be written.
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Writes all that was taken in. After an error nothing is lost: the next time tries again.
    pub fn flush(&mut self) -> io::Result<()> {
        let start = if self.pending.len() as u64 == place(self.records) {
            0
        } else {
            place(self.records) - self.pending.len() as u64
        };
        write_all_at(&self.file, &self.pending, start)?;
        self.pending.clear();
        for (n, join) in &self.patches {
            let number = join.to_le_bytes();
            write_all_at(&self.file, number.get(..6).unwrap_or_default(), place(*n) + LINK as u64)?;
        }
        self.patches.clear();
        Ok(())
    }

    /// Writes the head that says: this sidecar is whole.
    pub fn finish(&mut self, session: &File) -> io::Result<()> {
        self.flush()?;
        let stamp = Stamp::of(session, self.records)?;
        let mut head = Vec::with_capacity(ROW);
        head.extend(MAGIC);
        for number in [stamp.len, stamp.nanos, stamp.records] {
            head.extend(number.to_le_bytes());
        }
        write_all_at(&self.file, &head, 0)
    }

    /// How many records a finished sidecar has, where it belongs to the session file as that is now.
    pub fn records_of(sidecar: &File, session: &File) -> Option<u64> {
        let mut head = [0; ROW];
        read_exact_at(sidecar, &mut head, 0).ok()?;
        let number = |at: usize| head.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes);
        let records = number(24)?;
        let stamp = Stamp { len: number(8)?, nanos: number(16)?, records };
        let fits = head.starts_with(MAGIC)
            && Stamp::of(session, records).ok()? == stamp
            && sidecar.metadata().ok()?.len() == place(records);
        fits.then_some(records)
    }
}
