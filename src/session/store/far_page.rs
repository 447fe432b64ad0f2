//! Rows of the log read from the bytes themselves, one after the other, without an index.

use super::Row;
use super::far::Wish;
use crate::call::{Body, CallId, JoinRecord, Kept, Outcome, Payload, Record, SocketId};
use crate::session::board::{PREVIEW, preview};
use crate::session::codec::{LINE_LIMIT, decode};
use crate::session::platform::read_at;
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::sync::Arc;

/// Bytes that are read before and after a place.
const BEFORE: u64 = 64 * 1024;
const AFTER: u64 = 192 * 1024;
/// Enough for a whole line to be among them.
const WHOLE: u64 = 2 * LINE_LIMIT as u64 + 2;
/// Rows that are kept; what is furthest away goes first.
const MOST: usize = 4096;
/// Ends whose calls were not read yet.
const MOST_ENDS: usize = 1024;

#[derive(Clone, Debug)]
struct FarRow {
    offset: u64,
    row: Arc<Row>,
}

/// Rows that stand one after the other in the file.
#[derive(Clone, Debug, Default)]
pub struct FarPage {
    rows: VecDeque<FarRow>,
    /// The bytes that were read: whole lines.
    start: u64,
    end: u64,
    /// Nothing whole follows.
    last: bool,
    /// Ends of calls that stand before.
    ends: Vec<(u64, Box<JoinRecord>)>,
    /// Parts of the next record's payload: of which, how many bytes, the first of them.
    parts: Option<(u64, u64, Payload)>,
}

fn head(data: &Payload) -> Payload {
    data.get(..PREVIEW).map_or_else(|| data.clone(), Payload::from)
}

impl FarPage {
    /// Where the first line begins.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// Where the last line ends.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Whether no whole line follows.
    pub fn is_last(&self) -> bool {
        self.last
    }

    /// How many rows there are.
    pub fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// How many begin before this byte.
    pub fn rows_before(&self, offset: u64) -> u64 {
        self.rows.partition_point(|row| row.offset < offset) as u64
    }

    /// The row at this place.
    pub fn row(&self, at: u64) -> Option<Arc<Row>> {
        Some(self.rows.get(usize::try_from(at).ok()?)?.row.clone())
    }

    /// The place of the row that record `n` begins, or ends.
    pub fn at_record(&self, n: u64) -> Option<u64> {
        let begins = self.rows.binary_search_by_key(&n, |row| row.row.n).ok();
        let at = begins.or_else(|| self.rows.iter().position(|row| row.row.join_n == Some(n)))?;
        Some(at as u64)
    }

    /// Reads what is wished for; the index has the lines before `floor`, the file ends at `total`. `page` is what is known.
    pub fn read(file: &File, wish: Wish, page: Option<&Self>, floor: u64, total: u64) -> io::Result<Option<Self>> {
        match (wish, page) {
            (Wish::Around { offset, .. }, _) => {
                let mut read = Self::default();
                // Lines may be longer than what is read at first, and some begin no row.
                let wider = [(BEFORE, AFTER), (BEFORE, WHOLE), (WHOLE, WHOLE), (WHOLE, 4 * WHOLE), (WHOLE, 16 * WHOLE)];
                for (before, after) in wider {
                    let start = offset.saturating_sub(before).max(floor);
                    read = Self::between(file, start, start > floor, offset + after, total)?;
                    if !read.rows.is_empty() {
                        break;
                    }
                }
                Ok(Some(read))
            }
            (Wish::After, Some(page)) => {
                let read = Self::between(file, page.end, false, page.end + AFTER, total)?;
                let whole = read.end > page.end || read.last;
                Ok(Some(if whole { read } else { Self::between(file, page.end, false, page.end + WHOLE, total)? }))
            }
            (Wish::Before, Some(page)) if page.start > floor => {
                for before in [AFTER, WHOLE] {
                    let start = page.start.saturating_sub(before).max(floor);
                    let read = Self::between(file, start, start > floor, page.start, page.start)?;
                    if read.end > read.start {
                        return Ok(Some(read));
                    }
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    /// The whole lines from `start` (or from the first that begins after it) to `until`.
    fn between(file: &File, start: u64, inside: bool, until: u64, total: u64) -> io::Result<Self> {
        let until = until.min(total);
        let mut block = vec![0; usize::try_from(until.saturating_sub(start)).unwrap_or(0)];
        let mut known = 0;
        while known < block.len() {
            let count = read_at(file, block.get_mut(known..).unwrap_or_default(), start + known as u64)?;
            if count == 0 {
                break;
            }
            known += count;
        }
        block.truncate(known);
        let mut page = Self::default();
        let mut at = if inside { memchr::memchr(b'\n', &block).map_or(block.len(), |end| end + 1) } else { 0 };
        let begin = at;
        while let Some(end) = memchr::memchr(b'\n', block.get(at..).unwrap_or_default()) {
            let line = block.get(at..=at + end).unwrap_or_default();
            let Ok(record) = decode(line) else {
                page.last = true;
                break;
            };
            page.push(start + at as u64, record);
            at += end + 1;
        }
        if at > begin || !inside {
            (page.start, page.end) = (start + begin as u64, start + at as u64);
        }
        page.last |= until == total;
        Ok(page)
    }

    fn push(&mut self, offset: u64, record: Record) {
        let Record { n, t, sid, body } = record;
        let parts = self.parts.take().filter(|(of, ..)| *of == n || matches!(body, Body::Part { .. }));
        match body {
            Body::Part { of, data } => {
                let (len, first) = match parts {
                    Some((known, len, first)) if known == of => (len, first),
                    _ => (0, head(&data)),
                };
                self.parts = Some((of, len + data.len() as u64, first));
            }
            Body::Call(mut record) => {
                let sends = record.call.sent().is_some();
                let here = record.call.sent().or_else(|| record.outcome.data()).map_or(0, |data| data.len() as u64);
                let len = match (&record.kept, &parts) {
                    (Kept::Hash { len, .. }, _) => *len,
                    (Kept::Whole, Some((_, len, _))) => here + len,
                    (Kept::Whole, None) => here,
                };
                if let (Some((.., first)), Some(data)) = (parts, record.call.sent_mut()) {
                    *data = first;
                }
                record.call = preview(&record.call);
                cut(&mut record.outcome);
                let row = Row {
                    n,
                    t,
                    sid: sid.unwrap_or(SocketId::NONE),
                    sent_len: if sends { len } else { 0 },
                    received_len: if sends { 0 } else { len },
                    join_n: None,
                    record: *record,
                };
                self.rows.push_back(FarRow { offset, row: Arc::new(row) });
            }
            Body::Join(mut join) => {
                let len = parts.map_or(0, |(_, len, _)| len);
                if let Some(unjoined) = self.join(n, &mut join, len)
                    && self.ends.len() < MOST_ENDS
                {
                    self.ends.push((n, unjoined));
                }
            }
            _ => {}
        }
    }

    /// Puts an end at its call; gives it back where that is not here.
    fn join(&mut self, n: u64, join: &mut Box<JoinRecord>, parts: u64) -> Option<Box<JoinRecord>> {
        let id: CallId = join.id;
        let waits = |row: &&mut FarRow| row.row.record.waits == Some(id) && row.row.join_n.is_none();
        let Some(found) = self.rows.iter_mut().rev().find(waits) else {
            cut(&mut join.outcome);
            return Some(join.clone());
        };
        let row = Arc::make_mut(&mut found.row);
        let here = join.outcome.data().map_or(0, |data| data.len() as u64);
        row.join_n = Some(n);
        row.received_len += match &join.kept {
            Kept::Hash { len, .. } => *len,
            Kept::Whole => here + parts,
        };
        cut(&mut join.outcome);
        let record = &mut row.record;
        record.took = Some(join.took);
        record.outcome = join.outcome.clone();
        (record.made, record.at, record.deferred) = (join.made, join.at, join.deferred);
        if record.kept == Kept::Whole {
            record.kept = join.kept.clone();
        }
        None
    }

    /// Puts rows that stand before in front; gives how many.
    pub fn put_before(&mut self, mut before: Self) -> u64 {
        if before.end != self.start {
            return 0;
        }
        for (n, mut join) in std::mem::take(&mut self.ends) {
            if let Some(join) = before.join(n, &mut join, 0) {
                before.ends.push((n, join));
            }
        }
        before.ends.truncate(MOST_ENDS);
        let added = before.len();
        before.rows.append(&mut self.rows);
        before.end = self.end;
        before.last = self.last;
        if before.rows.len() > MOST
            && let Some(row) = before.rows.get(MOST)
        {
            (before.end, before.last) = (row.offset, false);
            before.rows.truncate(MOST);
        }
        *self = before;
        added
    }

    /// Puts rows that follow behind; gives how many went at the front.
    pub fn put_after(&mut self, after: Self) -> u64 {
        if after.start != self.end {
            return 0;
        }
        self.rows.extend(after.rows);
        (self.end, self.last) = (after.end, after.last);
        for (n, mut join) in after.ends {
            if let Some(join) = self.join(n, &mut join, 0)
                && self.ends.len() < MOST_ENDS
            {
                self.ends.push((n, join));
            }
        }
        let gone = self.rows.len().saturating_sub(MOST);
        self.rows.drain(..gone);
        if let Some(row) = self.rows.front().filter(|_| gone > 0) {
            self.start = row.offset;
            self.ends.clear();
        }
        gone as u64
    }
}

/// Of a payload the first 4 KiB.
fn cut(outcome: &mut Outcome) {
    if let Outcome::Ok(value) = outcome
        && let Some(data) = value.data_mut()
    {
        *data = head(data);
    }
}
