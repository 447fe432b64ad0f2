//! A session file, read from its first line to its last whole one.
//!
//! With a finished index the rows are there at once; the board and the pieces are folded behind, and each row of the
//! index is held against its record: one that is not of this file is made anew. Without one, rows are shown by byte
//! position (`far`) until the index has them.

use super::ahead::{Ahead, Decoded};
use super::control::Control;
use super::far::Far;
use super::home::Place;
use super::shared::{Files, Shared};
use super::{Damage, Snapshot, Torn};
use crate::call::Record;
use crate::session::codec::{LineError, LineWhy};
use crate::session::index::{Checked, Entry, Fold, Index, IndexRow, RowsOfFile, Sidecar};
use crate::session::platform::errno;
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A picture of what is read so far comes at most this often.
const PUBLISH: Duration = Duration::from_millis(50);
/// Pictures take no more than one part in so many of the time.
const SHARE: u32 = 20;
/// Boards of the past are offered every so many records.
const OFFER: u64 = 16;

/// A place for a new index of the file.
type Rebuild = Box<dyn Fn(&File) -> io::Result<Place> + Send>;

/// Why the reading of lines ended.
enum End {
    /// All whole lines are read.
    Whole,
    /// A line is no record.
    Damaged(LineError),
    /// The finished index is not of this file.
    Forged,
    /// Nobody reads the session any more.
    Left,
}

/// The reading of a file, on a thread of its own.
pub struct Scan {
    shared: Arc<Shared>,
    file: Arc<File>,
    total: u64,
    place: Place,
    rebuild: Rebuild,
    control: Arc<Control>,
    /// The finished index, to be held against the records.
    checked: Option<Checked>,
    fold: Fold,
    offset: u64,
    lines: u64,
    published: Instant,
    pause: Duration,
}

impl Scan {
    /// Of a file that was `total` bytes long when it was opened.
    pub fn new(
        shared: Arc<Shared>,
        file: Arc<File>,
        total: u64,
        place: Place,
        rebuild: Rebuild,
        control: Arc<Control>,
    ) -> Self {
        let (published, pause) = (Instant::now(), PUBLISH);
        let fold = Fold::with(Arc::clone(&shared.looks));
        let (checked, offset, lines) = (None, 0, 0);
        Self { shared, file, total, place, rebuild, control, checked, fold, offset, lines, published, pause }
    }

    fn sidecar(&mut self) -> Option<&mut Sidecar> {
        match &mut self.place {
            Place::Finished(_) => None,
            Place::New { sidecar, .. } | Place::Unnamed(sidecar) => Some(sidecar),
        }
    }

    /// Reads all of it.
    pub fn run(mut self) {
        let mut damage = None;
        loop {
            let end = self.read();
            match end {
                Ok(End::Forged) => {
                    tracing::info!("the index is not of this file: it is made anew");
                    if let Err(error) = self.begin_anew() {
                        tracing::warn!(%error, "no index");
                        damage = Some(LineError::of(LineWhy::Unreadable(errno(&error))));
                        break;
                    }
                }
                Ok(End::Whole) => {
                    self.keep(true);
                    break;
                }
                Ok(End::Left) => return self.keep(false),
                Ok(End::Damaged(why)) => {
                    damage = Some(why);
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, "the session file could not be read on");
                    damage = Some(LineError::of(LineWhy::Unreadable(errno(&error))));
                    break;
                }
            }
        }
        if damage.is_some() {
            self.keep(false);
        }
        *self.shared.far.lock() = Far::default();
        let torn = (damage.is_none() && self.offset < self.total)
            .then(|| Torn { offset: self.offset, bytes: self.total - self.offset });
        let damage = damage.map(|why| Damage { line: self.lines + 1, why });
        self.publish(|snapshot| {
            snapshot.progress = None;
            snapshot.torn = torn;
            snapshot.damage = damage;
        });
    }

    /// Reads all of it with the index as it is.
    fn read(&mut self) -> io::Result<End> {
        let sidecar = match &self.place {
            Place::Finished(file) => Arc::new(file.try_clone()?),
            Place::New { sidecar, .. } | Place::Unnamed(sidecar) => sidecar.reader(),
        };
        *self.shared.files.write() = Some(Files { session: self.file.clone(), sidecar: sidecar.clone() });
        if matches!(self.place, Place::Finished(_)) {
            if !self.rows(&sidecar)? {
                return Ok(if self.control.is_ended() { End::Left } else { End::Forged });
            }
            self.checked = Some(Checked::new(sidecar));
        } else {
            let far = Far::of(&self.file, self.total);
            *self.shared.far.lock() = far;
            (self.shared.waker)();
        }
        self.records()
    }

    /// Another index, and all from the beginning.
    fn begin_anew(&mut self) -> io::Result<()> {
        self.place = (self.rebuild)(&self.file)?;
        self.checked = None;
        self.shared.looks.forget();
        self.fold = Fold::with(Arc::clone(&self.shared.looks));
        (self.offset, self.lines) = (0, 0);
        let mut index = self.shared.index.write();
        *self.shared.files.write() = None;
        *index = Index::default();
        drop(index);
        self.shared.begin_anew();
        Ok(())
    }

    /// Takes the rows of a finished index as they are; no where they cannot be those of this file.
    fn rows(&mut self, sidecar: &Arc<File>) -> io::Result<bool> {
        let mut rows = RowsOfFile::new(sidecar.clone());
        let mut end = 0;
        loop {
            let block = rows.next_block()?;
            if block.is_empty() {
                return Ok(end <= self.total && end > 0);
            }
            let mut index = self.shared.index.write();
            for row in block.iter().map(IndexRow::read) {
                // Lines follow each other from the first byte on.
                if row.offset != end || row.len == 0 || end > self.total {
                    return Ok(false);
                }
                end += u64::from(row.len);
                index.push_row(row);
            }
            drop(index);
            if self.control.is_ended() {
                return Ok(false);
            }
            if self.published.elapsed() >= self.pause || end < 1 << 22 {
                self.publish(|_| {});
            }
        }
    }

    /// What becomes of a new index.
    fn keep(&mut self, whole: bool) {
        if let Place::New { sidecar, part, path } = &mut self.place {
            let kept = whole && sidecar.finish(&self.file).is_ok();
            let done = if kept { std::fs::rename(&*part, path) } else { std::fs::remove_file(&*part) };
            if let Err(error) = done {
                tracing::debug!(%error, "the index was not kept");
            }
        }
    }

    fn publish(&mut self, change: impl FnOnce(&mut Snapshot)) {
        let start = Instant::now();
        let (records, rows, file_len) = {
            let index = self.shared.index.read();
            (index.records(), index.rows(), index.end())
        };
        let before = self.shared.snapshot.read().clone();
        let mut snapshot = Snapshot {
            board: Arc::new(self.fold.board.clone()),
            folded: self.lines,
            records,
            saved: records,
            rows,
            file_len,
            progress: Some((self.offset, self.total)),
            stopped: None,
            ..(*before).clone()
        };
        change(&mut snapshot);
        *self.shared.snapshot.write() = Arc::new(snapshot);
        self.published = Instant::now();
        // What was shared with the picture is copied when it changes: that costs as much again.
        self.pause = PUBLISH.max(self.published.duration_since(start) * SHARE);
        (self.shared.waker)();
    }

    /// Takes in all whole lines.
    fn records(&mut self) -> io::Result<End> {
        let mut ahead = Ahead::new(self.file.clone(), self.offset, self.total);
        loop {
            if self.control.is_held() {
                let stopped = Some((self.offset, self.total));
                self.publish(|snapshot| (snapshot.progress, snapshot.stopped) = (None, stopped));
                if !self.control.wait() {
                    return Ok(End::Left);
                }
                self.publish(|_| {});
            }
            let Some(Decoded { records, end }) = ahead.next() else { break };
            let mut entries = Vec::with_capacity(records.len());
            let mut wrong = None;
            for (record, len) in records {
                if record.n != self.lines {
                    wrong = Some(Ok(LineError::of(LineWhy::OutOfOrder { expected: self.lines })));
                    break;
                }
                entries.push(self.record(&record, len));
            }
            if !self.take(&entries)? {
                return Ok(End::Forged);
            }
            match wrong.or(end) {
                None => {}
                // A finished index is one of a whole file.
                Some(Ok(_)) if self.checked.is_some() => return Ok(End::Forged),
                Some(Ok(why)) => return Ok(End::Damaged(why)),
                Some(Err(error)) => return Err(error),
            }
            if self.published.elapsed() >= self.pause {
                self.publish(|_| {});
            }
        }
        Ok(if self.checked.as_mut().is_some_and(|checked| !checked.is_whole()) { End::Forged } else { End::Whole })
    }

    fn record(&mut self, record: &Record, len: usize) -> Entry {
        let entry = self.fold.take(record, self.offset, len);
        self.offset += len as u64;
        self.lines += 1;
        if self.lines.is_multiple_of(OFFER) {
            self.shared.moments.offer(self.lines, &self.fold.board);
        }
        entry
    }

    /// Into the index; no where the finished one says otherwise.
    fn take(&mut self, entries: &[Entry]) -> io::Result<bool> {
        if let Some(checked) = &mut self.checked {
            for entry in entries {
                if !checked.holds(entry)? {
                    return Ok(false);
                }
            }
            let first = self.lines - entries.len() as u64;
            let mut index = self.shared.index.write();
            for (n, entry) in (first..).zip(entries) {
                index.push_piece(n, entry);
            }
            return Ok(true);
        }
        if let Some(sidecar) = self.sidecar() {
            for entry in entries {
                sidecar.push(entry);
            }
            sidecar.flush()?;
        }
        let mut index = self.shared.index.write();
        for entry in entries {
            index.push(entry);
        }
        Ok(true)
    }
}
