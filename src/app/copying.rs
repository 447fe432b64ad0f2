//! *Copy as…*: calls of the log for the clipboard, read and written on a thread of their own.

use super::State;
use crate::call::{Call, CallRecord, Name, Outcome, Payload, SocketId};
use crate::export::{CopiedCall, CopyForm, copied};
use crate::locale::Message;
use crate::session::{Board, Row, Session};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// The most calls that are copied at once.
pub const MOST_COPIED: usize = 10_000;
/// The most bytes that go to the clipboard.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What was copied and is not on the clipboard yet: the window puts it there.
pub type Copied = Arc<Mutex<Option<String>>>;

impl State {
    /// Copies the calls of these rows, at most [`MOST_COPIED`] of them.
    pub(super) fn copy_calls(&mut self, rows: Vec<u64>, form: CopyForm) {
        if rows.len() > MOST_COPIED {
            self.toasts.failed(Message::new("copy-too-many").with("most", MOST_COPIED as u64));
            return;
        }
        let session = Arc::clone(self.session());
        let (encoding, language) = (self.settings.encoding(), self.settings.language_now());
        let (place, board) = (Arc::clone(&self.copied), Arc::clone(&self.snapshot));
        self.run_job(Message::new("job-copy"), move |progress| {
            let total = rows.len() as u64;
            let mut calls = Vec::with_capacity(rows.len());
            let mut bytes = 0;
            for (at, row) in rows.iter().enumerate() {
                if !progress.step(at as u64, total) {
                    return Err(Message::new("job-cancelled"));
                }
                let call = whole(&session, *row).map_err(|_| Message::new("copy-unreadable"))?;
                bytes += call.sent().map_or(0, |data| data.len()) + call.received;
                if bytes > MOST_BYTES {
                    return Err(too_long());
                }
                calls.push(call.call);
            }
            name_sockets(&mut calls, &board.board);
            let text = copied(&calls, form, encoding, language);
            if text.len() > MOST_BYTES {
                return Err(too_long());
            }
            if text.is_empty() {
                return Err(Message::new("copy-nothing"));
            }
            *place.lock() = Some(text);
            Ok(Message::new("copy-done").with("n", total))
        });
    }
}

fn too_long() -> Message {
    Message::new("copy-too-long").with("most", crate::bytes::size_text(MOST_BYTES as u64))
}

struct Whole {
    call: CopiedCall,
    received: usize,
}

impl Whole {
    fn sent(&self) -> Option<&Payload> {
        self.call.record.call.sent()
    }
}

/// A row with its payload.
fn whole(session: &Session, row: u64) -> io::Result<Whole> {
    let Row { n, t, sid, mut record, sent_len, received_len, .. } = session.rows().read_row(row)?;
    let has = |data: &Payload, len: u64| data.len() as u64 >= len;
    let is_short = match record.call.sent() {
        Some(data) => !has(data, sent_len),
        None => record.outcome.data().is_some_and(|data| !has(data, received_len)),
    };
    if is_short && sent_len.max(received_len) > MOST_BYTES as u64 {
        // Said as too long, and never held.
        return Ok(Whole { call: call_of(n, t, sid, record), received: usize::MAX / 2 });
    }
    if is_short && let Ok(payload) = session.read_payload(n) {
        put(&mut record, payload);
    }
    let received = record.outcome.data().map_or(0, |data| data.len());
    Ok(Whole { call: call_of(n, t, sid, record), received })
}

fn call_of(n: u64, t: std::time::Duration, sid: SocketId, record: CallRecord) -> CopiedCall {
    CopiedCall { n, t, sid, record, on: None }
}

fn put(record: &mut CallRecord, payload: Payload) {
    if let Some(data) = record.call.sent_mut() {
        *data = payload;
    } else if let Outcome::Ok(value) = &mut record.outcome
        && let Some(data) = value.data_mut()
    {
        *data = payload;
    }
}

/// What the calls' sockets are, as the board knows it.
fn name_sockets(calls: &mut [CopiedCall], board: &Board) {
    let mut known: HashMap<SocketId, Option<(Name, Call)>> = HashMap::new();
    for call in calls.iter_mut().filter(|call| call.record.on.is_some()) {
        let made = known.entry(call.sid).or_insert_with(|| {
            let row = board.row(board.owner(call.sid))?;
            Some((row.name.clone(), Call::Socket { family: row.family, kind: row.kind, proto: row.proto }))
        });
        // The name that it had then.
        call.on = made.clone().map(|(name, made)| (call.record.on.clone().unwrap_or(name), made));
    }
}
