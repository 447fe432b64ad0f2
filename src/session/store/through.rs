//! Reading a session from end to end, for jobs: what the index says of many records at once, and single rows. These wait
//! for files.

use super::Row;
use super::session::Session;
use crate::call::SocketId;
use crate::session::codec::LINE_LIMIT;
use crate::session::index::{IndexRow, ROW};
use crate::session::platform::read_exact_at;
use std::io;

impl Session {
    /// Records that the index knows by now.
    pub(in crate::session) fn indexed(&self) -> u64 {
        self.shared().index.read().records()
    }

    /// The index of records from `from` on, at most `most` of them; empty where it knows no more.
    pub(in crate::session) fn index_rows(&self, from: u64, most: u64) -> io::Result<Vec<IndexRow>> {
        let count = self.indexed().saturating_sub(from).min(most);
        let mut bytes = vec![0; usize::try_from(count).unwrap_or(0) * ROW];
        if count > 0 {
            read_exact_at(&self.shared().files()?.sidecar, &mut bytes, (from + 1) * ROW as u64)?;
        }
        Ok(bytes.as_chunks::<ROW>().0.iter().map(IndexRow::read).collect())
    }

    /// One record's index.
    pub(in crate::session) fn index_row(&self, n: u64) -> io::Result<IndexRow> {
        self.shared().index_row(n)
    }

    /// A record's line as the file has it.
    pub(in crate::session) fn line_of(&self, row: &IndexRow) -> io::Result<Vec<u8>> {
        if row.len as usize > 2 * LINE_LIMIT {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut line = vec![0; row.len as usize];
        read_exact_at(&self.shared().files()?.session, &mut line, row.offset)?;
        Ok(line)
    }

    /// The row that record `n` begins, read here and now.
    ///
    /// Errors: those of `pread(2)`, and `InvalidData` where the line is no call.
    pub fn read_row_of(&self, n: u64) -> io::Result<Row> {
        self.shared().load_row(n)
    }

    /// The socket that record `n` is about, from the index.
    pub fn socket_of(&self, n: u64) -> Option<SocketId> {
        let sid = self.index_row(n).ok()?.sid;
        (sid != 0).then_some(SocketId(sid.into()))
    }
}
