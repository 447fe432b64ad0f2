//! What a session's writer and its readers share, and how a record is read back.

use super::far::{Far, Wish};
use super::far_page::FarPage;
use super::ring::Ring;
use super::{Row, Snapshot};
use crate::call::{Body, Kept, Notice, Outcome, Payload, Record};
use crate::session::board::{PREVIEW, preview};
use crate::session::codec::decode;
use crate::session::index::{Index, IndexRow, PARTS, What, read_row};
use crate::session::looks::Looks;
use crate::session::moments::Checkpoints;
use crate::session::platform::read_exact_at;
use parking_lot::{Mutex, RwLock};
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The two files of a session, for reading.
#[derive(Clone, Debug)]
pub struct Files {
    pub session: Arc<File>,
    pub sidecar: Arc<File>,
}

/// What a session's writer and its readers share. Locks are held for a lookup or a batch, never over a file.
pub struct Shared {
    pub snapshot: RwLock<Arc<Snapshot>>,
    pub index: RwLock<Index>,
    pub files: RwLock<Option<Files>>,
    /// Boards of the past.
    pub moments: Checkpoints,
    /// What was seen of sockets as time went by.
    pub looks: Arc<Looks>,
    /// Payloads that the file does not have.
    pub ring: Mutex<Ring>,
    /// Rows that the index does not have yet.
    pub far: Mutex<Far>,
    /// Goes up where the index was made anew: what was read by the one before is forgotten.
    number: AtomicU64,
    pub waker: crate::session::Waker,
}

fn odd(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Shared {
    pub fn new(waker: crate::session::Waker, snapshot: Snapshot) -> Self {
        Self {
            snapshot: RwLock::new(Arc::new(snapshot)),
            index: RwLock::new(Index::default()),
            files: RwLock::new(None),
            moments: Checkpoints::default(),
            looks: Arc::default(),
            ring: Mutex::default(),
            far: Mutex::default(),
            number: AtomicU64::new(0),
            waker,
        }
    }

    /// The index is made anew.
    pub fn begin_anew(&self) {
        self.number.fetch_add(1, Ordering::Relaxed);
    }

    /// Which index it is.
    pub fn number(&self) -> u64 {
        self.number.load(Ordering::Relaxed)
    }

    /// Reads rows beyond the index; no where there is nothing to be read any more.
    pub fn read_far(&self, wish: Wish) -> io::Result<bool> {
        let place = || {
            let index = self.index.read();
            (index.rows(), index.end())
        };
        let (total, page) = {
            let far = self.far.lock();
            (far.total(), far.page.clone().filter(|_| !matches!(wish, Wish::Around { .. })))
        };
        let (_, end) = place();
        if end >= total {
            return Ok(false);
        }
        let read = FarPage::read(&self.files()?.session, wish, page.as_ref(), end, total)?;
        let Some(read) = read else { return Ok(false) };
        let (rows, end) = place();
        Ok(self.far.lock().take(wish, read, rows, end))
    }

    pub fn files(&self) -> io::Result<Files> {
        self.files.read().clone().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Record `n`'s row of the sidecar.
    pub fn index_row(&self, n: u64) -> io::Result<IndexRow> {
        if n >= self.index.read().records() {
            return Err(io::ErrorKind::NotFound.into());
        }
        read_row(&self.files()?.sidecar, n)
    }

    fn record(&self, n: u64, row: &IndexRow) -> io::Result<Record> {
        if row.len as usize > 2 * crate::session::codec::LINE_LIMIT {
            return Err(odd("the index is not of this file"));
        }
        let mut line = vec![0; row.len as usize];
        read_exact_at(&self.files()?.session, &mut line, row.offset)?;
        let record = decode(&line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if record.n == n { Ok(record) } else { Err(odd("the index is not of this file")) }
    }

    /// The first and the last number of the parts that precede record `n`.
    fn parts(&self, n: u64, row: &IndexRow) -> io::Result<std::ops::Range<u64>> {
        let mut first = n;
        while row.flags & PARTS != 0 && first > 0 {
            let before = self.index_row(first - 1)?;
            if before.what != What::Part || before.link != n {
                break;
            }
            first -= 1;
        }
        Ok(first..n)
    }

    fn part(&self, n: u64) -> io::Result<Payload> {
        match self.record(n, &self.index_row(n)?)?.body {
            Body::Part { data, .. } => Ok(data),
            _ => Err(odd("not a part")),
        }
    }

    /// Record `n`'s whole payload: what its call sends, or what came with it (with its join, where it waited).
    pub fn read_payload(&self, n: u64) -> io::Result<Payload> {
        let row = self.index_row(n)?;
        let record = self.record(n, &row)?;
        let (here, kept) = match &record.body {
            Body::Call(call) => (call.call.sent().or_else(|| call.outcome.data()).cloned(), &call.kept),
            Body::Join(join) => (join.outcome.data().cloned(), &join.kept),
            _ => (None, &Kept::Whole),
        };
        if *kept != Kept::Whole {
            let not_kept = || io::Error::new(io::ErrorKind::Unsupported, "the payload was not kept");
            return self.ring.lock().get(n).ok_or_else(not_kept);
        }
        let Some(here) = here else {
            return match row {
                // Only to the call's end: a forged index could chain calls without end.
                IndexRow { what: What::Call, link, .. } if link > n && self.index_row(link)?.what == What::Join => {
                    self.read_payload(link)
                }
                _ => Err(io::ErrorKind::NotFound.into()),
            };
        };
        let parts = self.parts(n, &row)?;
        if parts.is_empty() {
            return Ok(here);
        }
        let mut whole = Vec::with_capacity(row.payload as usize);
        for part in parts {
            whole.extend(self.part(part)?.iter());
        }
        whole.extend(here.iter());
        Ok(whole.into())
    }

    /// The first 4 KiB of a record's payload, given what stands in the record itself.
    fn first(&self, n: u64, row: &IndexRow, here: Payload) -> io::Result<Payload> {
        let parts = self.parts(n, row)?;
        let data = if parts.is_empty() { here } else { self.part(parts.start)? };
        Ok(data.get(..PREVIEW).map_or_else(|| data.clone(), Payload::from))
    }

    /// Puts in its place what the file does not have and memory still has.
    fn remembered(&self, n: u64, data: &mut Payload, kept: &mut Kept) {
        if *kept != Kept::Whole
            && let Some(whole) = self.ring.lock().get(n)
        {
            (*data, *kept) = (whole, Kept::Whole);
        }
    }

    fn first_of_outcome(&self, n: u64, row: &IndexRow, outcome: &mut Outcome, kept: &mut Kept) -> io::Result<()> {
        if let Outcome::Ok(value) = outcome
            && let Some(data) = value.data_mut()
        {
            self.remembered(n, data, kept);
            *data = self.first(n, row, data.clone())?;
        }
        Ok(())
    }

    /// The notice of record `n`.
    pub fn load_notice(&self, n: u64) -> io::Result<Notice> {
        match self.record(n, &self.index_row(n)?)?.body {
            Body::Notice(notice) => Ok(notice),
            _ => Err(odd("not a notice")),
        }
    }

    /// The row of the log that record `n` begins, its join put in place.
    pub fn load_row(&self, n: u64) -> io::Result<Row> {
        let index = self.index_row(n)?;
        let Record { t, sid, body: Body::Call(mut record), .. } = self.record(n, &index)? else {
            return Err(odd("not a call"));
        };
        if let Some(data) = record.call.sent_mut() {
            self.remembered(n, data, &mut record.kept);
            *data = self.first(n, &index, data.clone())?;
        }
        record.call = preview(&record.call);
        self.first_of_outcome(n, &index, &mut record.outcome, &mut record.kept)?;
        let sends = record.call.sent().is_some();
        let mut row = Row {
            n,
            t,
            sid: sid.unwrap_or(crate::call::SocketId(0)),
            sent_len: if sends { index.payload.into() } else { 0 },
            received_len: if sends { 0 } else { index.payload.into() },
            join_n: None,
            record: *record,
        };
        if index.link > n {
            let end = self.index_row(index.link)?;
            let Record { body: Body::Join(mut join), .. } = self.record(index.link, &end)? else {
                return Err(odd("not a join"));
            };
            self.first_of_outcome(index.link, &end, &mut join.outcome, &mut join.kept)?;
            row.join_n = Some(index.link);
            row.received_len += u64::from(end.payload);
            let record = &mut row.record;
            record.took = Some(join.took);
            record.outcome = join.outcome;
            record.made = join.made;
            record.at = join.at;
            record.deferred = join.deferred;
            if record.kept == Kept::Whole {
                record.kept = join.kept;
            }
        }
        Ok(row)
    }
}
