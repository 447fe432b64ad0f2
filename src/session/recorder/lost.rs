//! What the file does not have, and what it is told of it afterwards: how much was lost, that a call whose start it has
//! came back, and a call whose start it has not, once that comes back.

use super::hold::Draft;
use super::parts::payload;
use crate::bytes::sha256_text;
use crate::call::{Body, CallId, CallRecord, JoinRecord, Kept, Notice, Payload, Record, SocketId};
use crate::session::index::{Entry, PARTS, What};
use std::collections::HashMap;
use std::time::Duration;

/// Records that the file does not have, since it was told last.
#[derive(Debug, Default)]
pub struct Lost {
    pub records: u64,
    /// Bytes of payload in them.
    pub bytes: u64,
    /// Calls that wait and whose start is not in the file.
    starts: HashMap<CallId, CallRecord>,
    /// Ends of calls whose start is in the file.
    ends: Vec<(Draft, Entry)>,
    /// Until when a socket's sample that is in the file was seen to hold; none where there is no such sample.
    held: HashMap<SocketId, Option<Duration>>,
}

impl Lost {
    /// Whether there is nothing to tell.
    pub fn is_nothing(&self) -> bool {
        self.records == 0 && self.ends.is_empty()
    }

    /// A record does not go to the file.
    pub fn take(&mut self, record: Record, entry: Entry) {
        let Record { t, sid, mut body, .. } = record;
        match &mut body {
            // The file's own first line: written again.
            Body::Header(_) => return,
            // Nothing that happened: the next one tells as much.
            Body::Notice(Notice::Sample(sampled)) => {
                self.held.entry(sampled.sample.sid).or_insert(sampled.held);
                return;
            }
            // What was to say how much was lost.
            Body::Notice(Notice::Gap { records, bytes, .. }) if sid.is_none() => {
                self.records += *records;
                self.bytes += *bytes;
                return;
            }
            Body::Join(join) if self.starts.remove(&join.id).is_none() => {
                return self.end(Draft { t, sid, body }, entry);
            }
            _ => {}
        }
        self.records += 1;
        self.bytes += entry.bytes;
        if let Some(id) = entry.waits {
            hash(&mut body, &entry);
            if let Body::Call(call) = body {
                self.starts.insert(id, *call);
            }
        }
    }

    /// Without its bytes: there is one for each call that waits, and a payload can be large.
    fn end(&mut self, mut draft: Draft, mut entry: Entry) {
        hash(&mut draft.body, &entry);
        entry.row.flags &= !PARTS;
        entry.bytes = 0;
        self.ends.push((draft, entry));
    }

    /// The ends of calls whose start is in the file: to be written now.
    pub fn take_ends(&mut self) -> Vec<(Draft, Entry)> {
        std::mem::take(&mut self.ends)
    }

    /// A sample that the file gets tells until when the one before it *in the file* was seen to hold.
    pub fn tell_held(&mut self, record: &mut Record) {
        if let Body::Notice(Notice::Sample(sampled)) = &mut record.body
            && let Some(held) = self.held.remove(&sampled.sample.sid)
        {
            sampled.held = held;
        }
    }

    /// The start of the call that this ends, where the file does not have it.
    pub fn start_of(&mut self, body: &Body) -> Option<CallRecord> {
        match body {
            Body::Join(join) => self.starts.remove(&join.id),
            _ => None,
        }
    }
}

/// The call whose start the file does not have, as one line.
pub fn whole(start: CallRecord, join: &JoinRecord) -> CallRecord {
    let kept = if start.call.sent().is_some() { start.kept } else { join.kept.clone() };
    CallRecord {
        waits: None,
        took: Some(join.took),
        outcome: join.outcome.clone(),
        made: join.made,
        at: join.at,
        deferred: join.deferred,
        kept,
        ..start
    }
}

/// Its row in the index, given that of the join.
pub fn whole_entry(mut entry: Entry, record: &Record) -> Entry {
    entry.row.what = What::Call;
    entry.row.link = 0;
    entry.row.micros = u64::try_from(record.t.as_micros()).unwrap_or(u64::MAX);
    entry.ends = None;
    if let Body::Call(call) = &record.body
        && call.call.sent().is_some()
        && let Kept::Hash { len, .. } = &call.kept
    {
        entry.row.payload = u32::try_from(*len).unwrap_or(u32::MAX);
    }
    entry
}

/// Takes the payload out of a record and leaves its length and hash; gives it where there was one of at least a byte.
pub fn strip(body: &mut Body) -> Option<Payload> {
    let data = payload(body).filter(|data| !data.is_empty()).map(std::mem::take)?;
    let sha256 = sha256_text(&data).into();
    put_kept(body, Kept::Hash { len: data.len() as u64, sha256 });
    Some(data)
}

/// The same for a record of which more than this may be in parts: the hash of those is not known any more.
fn hash(body: &mut Body, entry: &Entry) {
    if entry.row.flags & PARTS == 0 {
        strip(body);
    } else if payload(body).map(std::mem::take).is_some() {
        put_kept(body, Kept::Hash { len: entry.row.payload.into(), sha256: "".into() });
    }
}

fn put_kept(body: &mut Body, kept: Kept) {
    match body {
        Body::Call(call) => call.kept = kept,
        Body::Join(join) => join.kept = kept,
        _ => {}
    }
}
