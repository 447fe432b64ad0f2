//! What the index alone tells of many rows of the log: enough to draw them where there is no room to read each.

use super::cache::{Key, Loaded};
use super::rows::Rows;
use crate::call::{CallKind, Notice, SocketId};
use crate::session::index::{FAILED, IndexRow, SAMPLE, SHORT, WAITS, What, read_rows};
use std::ops::Range;
use std::time::Duration;

/// So many records are looked at at once (32 bytes each); what lies beyond is left out.
const MOST: u64 = 32_768;

/// One call, from its 32 bytes of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Its row of the log.
    pub k: u64,
    /// Its record.
    pub n: u64,
    /// When it started.
    pub t: Duration,
    /// The socket it is on; none for a name that is looked up.
    pub sid: SocketId,
    /// Which call.
    pub kind: Option<CallKind>,
    /// Its bytes go out with it.
    pub sends: bool,
    /// Bytes that it sends, or that came with it; of a call that waited those that it sends only.
    pub bytes: u64,
    /// It waited, or does.
    pub waits: bool,
    /// It failed; of a call that waited its end tells.
    pub failed: bool,
}

/// The end of a call that waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Its record.
    pub n: u64,
    /// When.
    pub t: Duration,
    /// The record of the call.
    pub call: u64,
    /// Bytes that came with it.
    pub bytes: u64,
    /// It failed.
    pub failed: bool,
}

/// Something that is no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// Its record.
    pub n: u64,
    /// When.
    pub t: Duration,
    /// About which socket.
    pub sid: SocketId,
}

/// What stands among a stretch of rows, in the order of the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glances {
    /// The calls.
    pub calls: Vec<Glance>,
    /// The ends of calls that waited, also of such as began before.
    pub ended: Vec<Returned>,
    /// What is no call.
    pub notices: Vec<Noticed>,
}

impl Rows<'_> {
    /// Records between the start and the end of a call that [`Self::waited_over`] does not tell of, at most.
    pub const SHORT_WAIT: u64 = SHORT;

    /// What the index tells of these rows: one read of 32 bytes a record, here and now, of at most 32,768 records. Rows
    /// that have no number yet are left out.
    pub fn glances(&self, rows: Range<u64>) -> Glances {
        let mut glances = Glances::default();
        let end = rows.end.min(self.settled());
        let Some(first) = (rows.start < end).then(|| self.record_of_row(rows.start)).flatten() else { return glances };
        let records = self.0.shared().index.read().records().min(self.0.end());
        let last = if end < self.settled() { self.record_of_row(end).unwrap_or(records) } else { records };
        let count = last.min(records).saturating_sub(first).min(MOST);
        let Ok(files) = self.0.shared().files() else { return glances };
        let Ok(found) = read_rows(&files.sidecar, first, count) else { return glances };
        let mut k = rows.start;
        for (n, row) in (first..).zip(found) {
            glances.take(k, n, &row);
            k += u64::from(row.what == What::Call);
        }
        glances
    }

    /// Rows before row `k` whose calls waited over its start and came back since, as far as `of` wants their sockets; at
    /// most `most`, in order. From memory, nothing is read; a call whose end is no more than
    /// [`Self::SHORT_WAIT`] records after its start is left out.
    pub fn waited_over(&self, k: u64, of: impl Fn(SocketId) -> bool, most: usize) -> Vec<u64> {
        let index = self.0.shared().index.read();
        let Some(n) = index.record_of_row(k) else { return Vec::new() };
        let found = index.waits().over(n, of, most);
        let mut rows: Vec<u64> = found.into_iter().filter_map(|n| index.row_of_call(n)).collect();
        rows.sort_unstable();
        rows
    }

    /// How many rows started before `t`; exact as far as the clocks of threads agree.
    pub fn before(&self, t: Duration) -> u64 {
        let (mut low, mut high) = (0, self.settled());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.started(middle) {
                Some(started) if started < t => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }

    /// When row `k` started.
    pub fn started(&self, k: u64) -> Option<Duration> {
        let n = self.record_of_row(k).filter(|_| k < self.settled())?;
        self.0.shared().index_row(n).ok().map(|row| row.t())
    }

    /// The notice of record `n`. None where it is not read yet: it is asked for then, and the waker runs when it is there.
    pub fn notice(&self, n: u64) -> Option<Notice> {
        match self.0.loader().get(Key::Notice(n), |_| false)? {
            Loaded::Notice(notice) => Some(notice.as_ref().clone()),
            _ => None,
        }
    }
}

impl Glances {
    fn take(&mut self, k: u64, n: u64, row: &IndexRow) {
        let (t, sid, bytes) = (row.t(), SocketId(row.sid.into()), u64::from(row.payload));
        match row.what {
            What::Call => self.calls.push(Glance {
                k,
                n,
                t,
                sid,
                kind: row.kind,
                sends: row.sends(),
                bytes,
                waits: row.flags & WAITS != 0,
                failed: row.flags & FAILED != 0,
            }),
            What::Join => self.ended.push(Returned { n, t, call: row.link, bytes, failed: row.flags & FAILED != 0 }),
            // Nothing to be drawn.
            What::Notice if row.flags & SAMPLE != 0 => {}
            What::Notice => self.notices.push(Noticed { n, t, sid }),
            What::Header | What::Part | What::Other => {}
        }
    }
}
