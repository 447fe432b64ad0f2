//! The fold of a moment, on the session's reader thread.

use super::Moment;
use crate::session::board::Board;
use crate::session::codec::{LINE_LIMIT, decode};
use crate::session::platform::read_at;
use crate::session::store::Shared;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Bytes of the session file that are read at a time.
const BLOCK: u64 = 256 * 1024;
/// Records between two boards that are left on the way, so that a step back is a short fold too.
const NEAR: u64 = if cfg!(test) { 8 } else { 512 };
/// So many of them.
const NEAR_BOARDS: usize = 16;
/// Records after which it looks whether another moment is wanted.
const LOOK: u64 = 256;

/// Folds moments. It remembers where it was last.
#[derive(Debug, Default)]
pub struct Reader {
    /// Boards on the way to the last moments, by how many records they have.
    near: VecDeque<(u64, Arc<Board>)>,
}

fn odd(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Reader {
    /// The moment of record `n`: folds from the nearest board on. `Interrupted` where `go_on` said no: what was folded
    /// by then is not lost.
    ///
    /// Errors: `NotFound` where there is no such record yet, `InvalidData` where a line is damaged, those of `pread(2)`.
    pub fn read(&mut self, shared: &Shared, n: u64, go_on: &mut dyn FnMut(u64) -> bool) -> io::Result<Moment> {
        let last = shared.index_row(n)?;
        let (mut records, board) = self.nearest(shared, n + 1);
        let file_len = last.offset + u64::from(last.len);
        let moment = |board| Moment { n, t: last.t(), board, file_len };
        if records == n + 1 {
            return Ok(moment(board));
        }
        let mut board = Arc::unwrap_or_clone(board);
        let session = shared.files()?.session;
        let mut lines =
            Lines { file: &session, at: shared.index_row(records)?.offset, end: file_len, held: Vec::new() };
        while records <= n {
            let line = lines.next()?;
            let record = decode(&line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            if record.n != records {
                return Err(odd("the index is not of this file"));
            }
            board.apply(&record);
            records += 1;
            if records <= n && records.is_multiple_of(NEAR.max(board.sockets.len() as u64)) {
                shared.moments.offer(records, &board);
                self.keep(records, Arc::new(board.clone()));
            }
            if records.is_multiple_of(LOOK) && !go_on(records) {
                self.keep(records, Arc::new(board));
                return Err(io::ErrorKind::Interrupted.into());
            }
        }
        let board = Arc::new(board);
        self.keep(records, Arc::clone(&board));
        Ok(moment(board))
    }

    fn nearest(&self, shared: &Shared, records: u64) -> (u64, Arc<Board>) {
        let near = self.near.iter().filter(|(at, _)| *at <= records).max_by_key(|(at, _)| *at).cloned();
        let kept = shared.moments.nearest(records);
        near.into_iter().chain(kept).max_by_key(|(at, _)| *at).unwrap_or_default()
    }

    fn keep(&mut self, records: u64, board: Arc<Board>) {
        self.near.retain(|(at, _)| *at != records);
        if self.near.len() >= NEAR_BOARDS {
            self.near.pop_front();
        }
        self.near.push_back((records, board));
    }
}

/// Whole lines of a stretch of the file.
struct Lines<'a> {
    file: &'a File,
    at: u64,
    end: u64,
    held: Vec<u8>,
}

impl Lines<'_> {
    /// The next line, its LF left out.
    fn next(&mut self) -> io::Result<Vec<u8>> {
        let mut looked = 0;
        loop {
            if let Some(found) = memchr::memchr(b'\n', self.held.get(looked..).unwrap_or_default()) {
                let rest = self.held.split_off(looked + found + 1);
                return Ok(std::mem::replace(&mut self.held, rest));
            }
            looked = self.held.len();
            if looked > LINE_LIMIT {
                return Err(odd("a line is too long"));
            }
            let want = usize::try_from((self.end - self.at).min(BLOCK)).unwrap_or_default();
            let mut block = vec![0; want];
            let count = read_at(self.file, &mut block, self.at)?;
            if count == 0 {
                return Err(odd("the file is shorter than its index says"));
            }
            self.at += count as u64;
            self.held.extend(block.get(..count).unwrap_or_default());
        }
    }
}
