//! Lines decoded ahead, in order: one thread cuts the file into blocks of whole lines, some decode them.

use crate::call::Record;
use crate::session::codec::{LINE_LIMIT, LineError, decode};
use crate::session::platform::read_at;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::thread::Builder;

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;
/// Below so many bytes other threads would cost more than they save.
const ALONE: u64 = 4 << 20;
/// So many threads decode at most.
const MOST: usize = 4;

/// Whole lines, decoded up to the first that is no record.
#[derive(Debug, Default)]
pub struct Decoded {
    /// Each record, and how many bytes its line has.
    pub records: Vec<(Record, usize)>,
    /// What is wrong with the line after them; or reading ended there.
    pub end: Option<io::Result<LineError>>,
}

fn decode_block(lines: &[u8]) -> Decoded {
    let mut decoded = Decoded { records: Vec::with_capacity(lines.len() / 160), end: None };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', lines) {
        let line = lines.get(start..=end).unwrap_or_default();
        start = end + 1;
        match decode(line) {
            Ok(record) => decoded.records.push((record, line.len())),
            Err(error) => {
                decoded.end = Some(Ok(error));
                break;
            }
        }
    }
    decoded
}

/// The file in blocks of whole lines.
pub struct Blocks {
    file: Arc<File>,
    read: u64,
    total: u64,
    held: Vec<u8>,
}

impl Blocks {
    /// The next whole lines; none at the end. An error is the last thing that comes.
    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        while self.read < self.total {
            let want = usize::try_from(self.total - self.read).unwrap_or(usize::MAX).min(BLOCK);
            let known = self.held.len();
            self.held.resize(known + want, 0);
            let count = match read_at(&self.file, self.held.get_mut(known..).unwrap_or_default(), self.read) {
                Ok(count) => count,
                Err(error) => {
                    self.read = self.total;
                    return Some(Err(error));
                }
            };
            self.held.truncate(known + count);
            self.read = if count == 0 { self.total } else { self.read + count as u64 };
            let fresh = self.held.get(known..).unwrap_or_default();
            if let Some(end) = memchr::memrchr(b'\n', fresh) {
                let rest = self.held.split_off(known + end + 1);
                return Some(Ok(std::mem::replace(&mut self.held, rest)));
            }
            if self.held.len() > LINE_LIMIT {
                self.read = self.total;
                self.held.clear();
                // A line that is too long by itself, for the decoder to refuse.
                let mut long = vec![b' '; LINE_LIMIT + 1];
                long.push(b'\n');
                return Some(Ok(long));
            }
        }
        None
    }
}

/// The decoded blocks of a file, in order.
pub enum Ahead {
    /// Decoded as they are asked for.
    Here(Box<Blocks>),
    /// Decoded by other threads, a few blocks ahead; they end when this is dropped.
    Threads(Receiver<Receiver<Decoded>>),
}

impl Ahead {
    /// From `start`, where a line begins, to `total`.
    pub fn new(file: Arc<File>, start: u64, total: u64) -> Self {
        let blocks = || Blocks { file: file.clone(), read: start, total, held: Vec::new() };
        if total.saturating_sub(start) >= ALONE {
            match threads(blocks()) {
                Ok(order) => return Self::Threads(order),
                Err(error) => tracing::debug!(%error, "lines are decoded by one thread"),
            }
        }
        Self::Here(Box::new(blocks()))
    }

    /// The next block; none at the end.
    pub fn next(&mut self) -> Option<Decoded> {
        match self {
            Self::Here(blocks) => Some(match blocks.next()? {
                Ok(lines) => decode_block(&lines),
                Err(error) => Decoded { records: Vec::new(), end: Some(Err(error)) },
            }),
            Self::Threads(order) => order.recv().ok()?.recv().ok(),
        }
    }
}

/// Starts `session-blocks` and the `session-decode` threads; gives the blocks in order, each as it will come.
fn threads(mut blocks: Blocks) -> io::Result<Receiver<Receiver<Decoded>>> {
    let count = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1)).clamp(1, MOST);
    let (order, blocks_in_order) = bounded::<Receiver<Decoded>>(2 * count);
    let (jobs, work) = bounded::<(Vec<u8>, Sender<Decoded>)>(count);
    for _ in 0..count {
        let work = work.clone();
        Builder::new().name("session-decode".into()).spawn(move || {
            for (lines, out) in work {
                let _ = out.send(decode_block(&lines));
            }
        })?;
    }
    Builder::new().name("session-blocks".into()).spawn(move || {
        while let Some(block) = blocks.next() {
            let (out, decoded) = bounded(1);
            if order.send(decoded).is_err() {
                return;
            }
            let sent = match block {
                Ok(lines) => jobs.send((lines, out)).is_ok(),
                Err(error) => out.send(Decoded { records: Vec::new(), end: Some(Err(error)) }).is_ok(),
            };
            if !sent {
                return;
            }
        }
    })?;
    Ok(blocks_in_order)
}
