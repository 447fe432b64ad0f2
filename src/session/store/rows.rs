//! Rows of the log, by number.

use super::cache::{Key, Loaded};
use super::session::Session;
use crate::call::{CallKind, CallRecord, Outcome, SocketId};
use crate::session::index::What;
use std::sync::Arc;
use std::time::Duration;

/// How many rows a search for a call looks at.
const FAR: u64 = 4096;

/// One row of the log: a call, and what came of it as far as is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its record.
    pub n: u64,
    /// When it started.
    pub t: Duration,
    /// The socket.
    pub sid: SocketId,
    /// The call with its join's outcome in place; of payloads the first 4 KiB.
    pub record: CallRecord,
    /// Bytes that the call sends, all of them.
    pub sent_len: u64,
    /// Bytes that came with it, all of them.
    pub received_len: u64,
    /// The record of its end, where it waited and came back.
    pub join_n: Option<u64>,
}

/// Rows of the log, by number: `0..snapshot.rows`, in start order.
pub struct Rows<'a>(pub(super) &'a Session);

impl Rows<'_> {
    /// Row `k`. None where it is not read yet: it is asked for then, and the waker runs when it is there. A waiting
    /// call's row is read again once its join is known.
    pub fn row(&self, k: u64) -> Option<Arc<Row>> {
        let Some(n) = self.indexed(k) else { return self.far_row(k) };
        let stale = |loaded: &Loaded| match loaded {
            Loaded::Row(row) if row.record.outcome == Outcome::Waiting => {
                self.0.shared().index_row(n).is_ok_and(|index| index.link > n)
            }
            _ => false,
        };
        match self.0.loader().get(Key::Row(n), stale)? {
            Loaded::Row(row) => Some(match self.0.cut() {
                Some(cut) => cut.row(row),
                None => row,
            }),
            _ => None,
        }
    }

    /// Row `k`, read here and now; for jobs and tests, not for the window.
    ///
    /// Errors: those of `pread(2)`, and `InvalidData` where the line is no call.
    pub fn read_row(&self, k: u64) -> std::io::Result<Row> {
        let n = self.0.shared().index.read().record_of_row(k).ok_or(std::io::ErrorKind::NotFound)?;
        self.0.shared().load_row(n)
    }

    /// The row that record `n` belongs to: a call's own, a join's call's, a part's record's. None for what is no call.
    pub fn row_of_record(&self, n: u64) -> Option<u64> {
        self.any_row_of_record(n).filter(|k| self.knows(*k))
    }

    fn any_row_of_record(&self, n: u64) -> Option<u64> {
        let shared = self.0.shared();
        if let Some(row) = shared.index.read().row_of_call(n) {
            return Some(row);
        }
        if n >= shared.index.read().records() {
            return shared.far.lock().row_of_record(n);
        }
        let index = shared.index_row(n).ok()?;
        match index.what {
            What::Join => shared.index.read().row_of_call(index.link),
            What::Part if index.link > n && shared.index_row(index.link).ok()?.what != What::Part => {
                self.any_row_of_record(index.link)
            }
            _ => None,
        }
    }

    /// The record of the first call of this kind on `sid` that started at `since` or later and stands in row `from` or
    /// one of the few thousand after it.
    pub fn find_call(&self, sid: SocketId, kind: CallKind, since: Duration, from: u64) -> Option<u64> {
        let micros = u64::try_from(since.as_micros()).ok()?;
        (from..from.saturating_add(FAR)).map_while(|k| self.record_of_row(k)).find(|n| {
            let row = self.0.shared().index_row(*n);
            row.is_ok_and(|row| u64::from(row.sid) == sid.0 && row.kind == Some(kind) && row.micros >= micros)
        })
    }

    /// How many rows begin with record `n` or before it.
    pub fn up_to(&self, n: u64) -> u64 {
        let (mut low, mut high) = (0, self.0.snapshot().rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.record_of_row(middle).is_some_and(|begins| begins <= n) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The record that row `k` begins; of a row beyond the index, where it was read.
    pub fn record_of_row(&self, k: u64) -> Option<u64> {
        self.indexed(k).or_else(|| {
            let far = self.0.shared().far.lock();
            far.record_of_row(k).filter(|_| self.0.cut().is_none())
        })
    }

    /// How many rows there are to show: those of the index, and while a file without one is read about how many more.
    /// [`Self::row`] reads those by their part of the bytes; their numbers become exact when the index has them, and
    /// [`Self::row_of_record`] tells where they went.
    pub fn count(&self) -> u64 {
        let (rows, end) = self.indexed_to();
        match self.0.cut() {
            Some(cut) => cut.snapshot.rows,
            None => self.0.shared().far.lock().count(rows, end),
        }
    }

    /// How many rows have their number for good: those of the index, up to a view's end.
    pub fn settled(&self) -> u64 {
        let rows = self.indexed_to().0;
        self.0.cut().map_or(rows, |cut| rows.min(cut.snapshot.rows))
    }

    fn indexed_to(&self) -> (u64, u64) {
        let index = self.0.shared().index.read();
        (index.rows(), index.end())
    }

    fn indexed(&self, k: u64) -> Option<u64> {
        let n = self.0.shared().index.read().record_of_row(k)?;
        Some(n).filter(|_| self.knows(k))
    }

    /// A row beyond the index.
    fn far_row(&self, k: u64) -> Option<Arc<Row>> {
        if self.0.cut().is_some() {
            return None;
        }
        let (rows, end) = self.indexed_to();
        let (row, wish) = self.0.shared().far.lock().row(k, rows, end);
        if let Some(wish) = wish {
            self.0.loader().wish(wish);
        }
        row
    }

    /// Whether row `k` is not beyond a view's end.
    fn knows(&self, k: u64) -> bool {
        self.0.cut().is_none_or(|cut| k < cut.snapshot.rows)
    }
}
