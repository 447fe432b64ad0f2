//! Numbers records, encodes and writes them, extends the index, folds the board.

use super::hold::Draft;
use super::log_file::{LogFile, create};
use super::lost::{self, Lost};
use super::parts::split;
use super::sync::Sync;
use crate::call::{Body, Clock, Header, Notice, Record};
use crate::session::board::{Traffic, traffic};
use crate::session::codec::{decode, encode_into};
use crate::session::index::{Entry, Fold, Sidecar};
use crate::session::platform::{errno, private, unnamed_file};
use crate::session::store::{Files, RecordingState, Shared, Snapshot};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Encoded bytes that are written without waiting for the rest of the batch.
const WRITE_AT: usize = 1 << 20;

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
    /// The person wants nothing kept now.
    paused: bool,
    /// Of payloads only length and hash are kept.
    pub drops_payloads: bool,
    lost: Lost,
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
            sync: Sync::start()?,
            log: None,
            fold: Fold::of_all(Arc::clone(&shared.looks)),
            shared,
            next: 0,
            out: Vec::new(),
            entries: Vec::new(),
            unindexed: Vec::new(),
            saved: 0,
            failed: None,
            paused: false,
            drops_payloads: false,
            lost: Lost::default(),
        })
    }

    /// Whether the file could not be written and has to be tried again.
    pub fn is_retried(&self) -> bool {
        self.failed.is_some() && !self.paused
    }

    /// Whether nothing is kept now.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Keeps nothing from here on, or goes on and says in the file what it does not have.
    pub fn pause(&mut self, paused: bool, now: Duration) {
        if self.paused == paused {
            return;
        }
        self.flush();
        self.paused = paused;
        if !paused && self.failed.is_none() {
            self.catch_up(now, "paused");
        }
    }

    /// Takes in the next record.
    pub fn put(&mut self, mut draft: Draft) {
        if self.log.is_none() && self.failed.is_none() && !self.paused {
            self.begin();
        }
        self.place(&mut draft);
        // What is not written is folded whole.
        let is_written = self.log.is_some() && self.failed.is_none() && !self.paused;
        if is_written
            && self.drops_payloads
            && let Some(data) = lost::strip(&mut draft.body)
        {
            self.shared.ring.lock().put(self.next, data);
        }
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
        let mut record = Record { n: self.next, t, sid, body };
        let mut entry = self.fold.take(&record, 0, 0);
        if self.log.is_none() || self.failed.is_some() || self.paused {
            self.shared.moments.leave_live();
            return self.lost.take(record, entry);
        }
        if let Some(start) = self.lost.start_of(&record.body)
            && let Body::Join(join) = &record.body
        {
            record.body = Body::Call(Box::new(lost::whole(start, join)));
            entry = lost::whole_entry(entry, &record);
        }
        self.lost.tell_held(&mut record);
        self.encode(&record, entry);
    }

    fn encode(&mut self, record: &Record, mut entry: Entry) {
        let Some(log) = &self.log else { return };
        let start = self.out.len();
        encode_into(&mut self.out, record);
        entry.row.offset = log.file.len() + start as u64;
        entry.row.len = u32::try_from(self.out.len() - start).unwrap_or(u32::MAX);
        self.entries.push((entry, self.out.len()));
        self.next += 1;
    }

    /// Makes the file and writes its first line.
    fn begin(&mut self) {
        match self.create() {
            Ok(log) => {
                self.log = Some(log);
                self.failed = None;
                self.put_header();
            }
            Err(error) => self.fail(&error, true),
        }
    }

    fn put_header(&mut self) {
        self.record(Draft { t: Duration::ZERO, sid: None, body: Body::Header(self.header.clone()) });
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

    /// Tries the file again after a failure.
    pub fn retry(&mut self, now: Duration) {
        let Some((errno, _)) = self.failed.take() else { return };
        let why = crate::call::errno_name(errno).map_or_else(|| errno.to_string(), str::to_owned);
        self.catch_up(now, &why);
    }

    /// Says in the file what it does not have, and how the calls ended whose start it has.
    fn catch_up(&mut self, now: Duration, why: &str) {
        if self.lost.is_nothing() {
            return;
        }
        if self.log.is_none() {
            self.begin();
            if self.failed.is_some() {
                return;
            }
        } else if self.next == 0 {
            self.put_header();
        }
        let (records, bytes) = (std::mem::take(&mut self.lost.records), std::mem::take(&mut self.lost.bytes));
        if records > 0 {
            let notice = Notice::Gap { records, bytes, why: why.into() };
            self.record(Draft { t: now, sid: None, body: Body::Notice(notice) });
        }
        for (Draft { t, sid, body }, entry) in self.lost.take_ends() {
            // The board has it already.
            self.encode(&Record { n: self.next, t, sid, body }, entry);
        }
        self.flush();
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
        self.lose_rest(kept);
        self.out.clear();
        if self.out.capacity() > 8 * WRITE_AT {
            self.out = Vec::new();
        }
        match error {
            Some(error) => self.fail(&error, false),
            None => self.shared.moments.offer_live(self.saved, &self.fold.board),
        }
    }

    /// All but the first `kept` of the encoded lines did not get into the file.
    fn lose_rest(&mut self, kept: usize) {
        let mut start = kept.checked_sub(1).and_then(|at| self.entries.get(at)).map_or(0, |(_, end)| *end);
        let rest: Vec<_> = self.entries.drain(..).skip(kept).collect();
        if rest.is_empty() {
            return;
        }
        self.next -= rest.len() as u64;
        self.shared.moments.leave_live();
        self.shared.ring.lock().cut(self.next);
        for (entry, end) in rest {
            match decode(self.out.get(start..end).unwrap_or_default()) {
                Ok(record) => self.lost.take(record, entry),
                Err(error) => tracing::error!(%error, "a line of our own cannot be read"),
            }
            start = end;
        }
    }

    /// A picture of it all.
    pub fn publish(&self, finished: bool) {
        let rows = self.shared.index.read().rows();
        let state = match (self.failed, &self.log) {
            _ if self.paused => RecordingState::Paused { records: self.lost.records, bytes: self.lost.bytes },
            (Some((errno, making)), _) => {
                RecordingState::Stopped { errno, making, records: self.lost.records, bytes: self.lost.bytes }
            }
            _ if finished => RecordingState::Finished,
            (None, Some(_)) => RecordingState::Recording,
            (None, None) => RecordingState::NotYet,
        };
        let snapshot = Snapshot {
            board: Arc::new(self.fold.board.clone()),
            folded: self.next,
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
            drops_payloads: self.drops_payloads,
            stopped: None,
        };
        *self.shared.snapshot.write() = Arc::new(snapshot);
        (self.shared.waker)();
    }

    /// Writes the last of it and waits for the disk, but no longer than this.
    pub fn finish(mut self, now: Duration, within: Duration) {
        self.flush();
        if self.log.is_some() && self.paused {
            self.pause(false, now);
        } else if let Some(failed) = self.failed {
            self.retry(now);
            // The file may say now what it does not have; that it has not all stays so.
            self.failed = Some(failed);
        }
        if let Some(log) = &mut self.log
            && let Err(error) = log.sidecar.finish(&log.sync_file)
        {
            tracing::warn!(%error, "the index is not whole");
        }
        self.publish(true);
        self.sync.finish(within);
    }
}
