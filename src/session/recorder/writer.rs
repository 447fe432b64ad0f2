//! Numbers records, encodes and writes them, extends the index, folds the board.

use super::hold::Draft;
use super::log_file::{LogFile, create};
use super::parts::split;
use super::sync::Sync;
use crate::call::{Body, CallId, Clock, Header, Notice, Record};
use crate::session::board::{Traffic, traffic};
use crate::session::codec::encode_into;
use crate::session::index::{Entry, Fold, Sidecar};
use crate::session::platform::{errno, private, unnamed_file};
use crate::session::store::{Files, RecordingState, Shared, Snapshot};
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Encoded bytes that are written without waiting for the rest of the batch.
const WRITE_AT: usize = 1 << 20;

/// What the file does not have.
#[derive(Clone, Copy, Debug, Default)]
struct Lost {
    records: u64,
    bytes: u64,
}

/// The open session file and what goes with it.
struct Log {
    file: LogFile<File>,
    sync_file: Arc<File>,
    sidecar: Sidecar,
    path: Arc<PathBuf>,
}

pub struct Writer {
    dir: PathBuf,
    /// The file to write, where it was made by someone else.
    pub given: Option<(File, PathBuf)>,
    header: Header,
    date: String,
    shared: Arc<Shared>,
    sync: Sync,
    log: Option<Log>,
    fold: Fold,
    /// The number of the next record.
    next: u64,
    out: Vec<u8>,
    /// The lines in `out`: what the index keeps of each, and where it ends.
    entries: Vec<(Entry, usize)>,
    /// Written, and not in the sidecar yet.
    unindexed: Vec<Entry>,
    /// Records whose lines `write(2)` took.
    saved: u64,
    /// Why the file is not written: the error's number, and whether it could not even be made.
    failed: Option<(i32, bool)>,
    lost: Lost,
    lost_calls: HashSet<CallId>,
}

impl Writer {
    pub fn new(dir: &Path, app: &str, clock: &Clock, shared: Arc<Shared>) -> io::Result<Self> {
        let utc = jiff::Timestamp::try_from(clock.utc()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let date = utc.to_zoned(jiff::tz::TimeZone::system()).date().to_string();
        Ok(Self {
            dir: dir.to_owned(),
            given: None,
            header: Header { utc: format!("{utc:.9}").into(), app: app.into() },
            date,
            shared,
            sync: Sync::start()?,
            log: None,
            fold: Fold::default(),
            next: 0,
            out: Vec::new(),
            entries: Vec::new(),
            unindexed: Vec::new(),
            saved: 0,
            failed: None,
            lost: Lost::default(),
            lost_calls: HashSet::new(),
        })
    }

    /// Whether the file could not be written, so that it has to be tried again.
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// Takes in the next record.
    pub fn put(&mut self, mut draft: Draft) {
        if self.log.is_none() && self.failed.is_none() {
            self.begin();
        }
        self.place(&mut draft);
        // What is not written is folded whole.
        let is_written = self.log.is_some() && self.failed.is_none();
        let parts = if is_written { split(&mut draft.body) } else { Vec::new() };
        let of = self.next + parts.len() as u64;
        for data in parts {
            self.record(Draft { t: draft.t, sid: draft.sid, body: Body::Part { of, data } });
        }
        self.record(draft);
        if self.out.len() >= WRITE_AT {
            self.flush();
        }
    }

    /// Offsets of the first byte in its direction, for what is part of a stream.
    fn place(&self, draft: &mut Draft) {
        let Some(row) =
            draft.sid.and_then(|sid| self.fold.board.row(self.fold.board.owner(sid))).filter(|row| row.is_stream())
        else {
            return;
        };
        let offset = |moved: Traffic| match moved {
            Traffic { beside: true, .. } => None,
            Traffic { direction: crate::session::board::Direction::Sent, .. } => Some(row.sent),
            Traffic { direction: crate::session::board::Direction::Received, .. } => Some(row.received),
        };
        match &mut draft.body {
            Body::Call(call) => call.at = traffic(&call.call, &call.outcome, 0).and_then(offset),
            Body::Join(join) => {
                let waiting = self.fold.board.waiting.get(&join.id);
                join.at = waiting.and_then(|waiting| traffic(&waiting.call, &join.outcome, 0)).and_then(offset);
            }
            _ => {}
        }
    }

    fn record(&mut self, draft: Draft) {
        let Draft { t, sid, body } = draft;
        let record = Record { n: self.next, t, sid, body };
        let lost_start = matches!(&record.body, Body::Join(join) if self.lost_calls.remove(&join.id));
        let Some(log) = self.log.as_ref().filter(|_| self.failed.is_none() && !lost_start) else {
            let entry = self.fold.take(&record, 0, 0);
            return self.lose(&entry);
        };
        let start = self.out.len();
        encode_into(&mut self.out, &record);
        let entry = self.fold.take(&record, log.file.len() + start as u64, self.out.len() - start);
        self.entries.push((entry, self.out.len()));
        self.next += 1;
    }

    fn lose(&mut self, entry: &Entry) {
        self.shared.moments.leave_live();
        self.lost.records += 1;
        self.lost.bytes += entry.bytes;
        self.lost_calls.extend(entry.waits);
    }

    /// Makes the file and writes its first line.
    fn begin(&mut self) {
        match self.create() {
            Ok(log) => {
                self.log = Some(log);
                self.failed = None;
                self.record(Draft { t: Duration::ZERO, sid: None, body: Body::Header(self.header.clone()) });
            }
            Err(error) => self.fail(&error, true),
        }
    }

    fn create(&mut self) -> io::Result<Log> {
        if let Some((file, path)) = self.given.take() {
            return self.log(file, path, unnamed_file()?);
        }
        let (file, path) = create(&self.dir, &self.date)?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".idx");
        let mut options = OpenOptions::new();
        let rows = private(options.read(true).write(true).create_new(true)).open(path.with_file_name(name));
        self.log(file, path, rows.or_else(|_| unnamed_file())?)
    }

    fn log(&self, file: File, path: PathBuf, rows: File) -> io::Result<Log> {
        let sidecar = Sidecar::new(rows);
        let sync_file = Arc::new(file.try_clone()?);
        let files = Files { session: sync_file.clone(), sidecar: sidecar.reader() };
        *self.shared.files.write() = Some(files);
        Ok(Log { file: LogFile::new(file), sync_file, sidecar, path: Arc::new(path) })
    }

    fn fail(&mut self, error: &io::Error, making: bool) {
        if self.failed.is_none() {
            tracing::warn!(%error, making, "recording stopped");
        }
        self.failed = Some((errno(error), making));
    }

    /// Tries the file again after a failure; says in it what it does not have.
    pub fn retry(&mut self, now: Duration) {
        let Some((errno, _)) = self.failed else { return };
        if self.log.is_none() {
            self.begin();
            if self.failed.is_some() {
                return;
            }
        }
        self.failed = None;
        let before = std::mem::take(&mut self.lost);
        if before.records > 0 {
            let why = crate::call::errno_name(errno).map_or_else(|| errno.to_string(), str::to_owned);
            let notice = Notice::Gap { records: before.records, bytes: before.bytes, why: why.into() };
            self.record(Draft { t: now, sid: None, body: Body::Notice(notice) });
        }
        self.flush();
        if self.lost.records > 0 {
            // The line that says so could not be written either; it is none of the program's records.
            self.lost = before;
        }
    }

    /// Writes what is encoded; then, and only then, the index has it.
    pub fn flush(&mut self) {
        let Some(log) = &mut self.log else { return };
        if self.out.is_empty() && log.sidecar.pending() == 0 {
            return;
        }
        let (written, mut error) = log.file.write(&self.out);
        let kept = self.entries.partition_point(|(_, end)| *end <= written);
        for (entry, _) in self.entries.iter().take(kept) {
            log.sidecar.push(entry);
            self.unindexed.push(*entry);
        }
        match log.sidecar.flush() {
            Ok(()) => {
                let mut index = self.shared.index.write();
                for entry in self.unindexed.drain(..) {
                    index.push(&entry);
                }
            }
            Err(failed) => error = error.or(Some(failed)),
        }
        if written > 0 {
            self.sync.dirty(&log.sync_file);
        }
        self.saved += kept as u64;
        let rest: Vec<Entry> = self.entries.drain(..).skip(kept).map(|(entry, _)| entry).collect();
        self.next -= rest.len() as u64;
        for entry in &rest {
            self.lose(entry);
        }
        self.out.clear();
        if self.out.capacity() > 8 * WRITE_AT {
            self.out = Vec::new();
        }
        match error {
            Some(error) => self.fail(&error, false),
            None => self.shared.moments.offer_live(self.saved, &self.fold.board),
        }
    }

    /// A picture of it all.
    pub fn publish(&self, finished: bool) {
        let rows = self.shared.index.read().rows();
        let state = match (self.failed, &self.log) {
            (Some((errno, making)), _) => {
                RecordingState::Stopped { errno, making, records: self.lost.records, bytes: self.lost.bytes }
            }
            _ if finished => RecordingState::Finished,
            (None, Some(_)) => RecordingState::Recording,
            (None, None) => RecordingState::NotYet,
        };
        let snapshot = Snapshot {
            board: Arc::new(self.fold.board.clone()),
            records: self.next,
            saved: self.saved,
            rows,
            file_len: self.log.as_ref().map_or(0, |log| log.file.len()),
            state,
            path: self.log.as_ref().map(|log| log.path.clone()),
            header: (self.next > 0).then(|| self.header.clone()),
            torn: None,
            damage: None,
            progress: None,
        };
        *self.shared.snapshot.write() = Arc::new(snapshot);
        (self.shared.waker)();
    }

    /// Writes the last of it and waits for the disk, but no longer than this.
    pub fn finish(mut self, within: Duration) {
        self.flush();
        if let Some(log) = &mut self.log
            && let Err(error) = log.sidecar.finish(&log.sync_file)
        {
            tracing::warn!(%error, "the index is not whole");
        }
        self.publish(true);
        self.sync.finish(within);
    }
}
