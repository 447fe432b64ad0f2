//! Comments of lines as notes on the calls that they stand at.

use super::super::{NoteCommand, State};
use crate::call::{CallKind, SocketId};
use crate::locale::Message;
use std::time::Duration;

/// A comment whose call has no record yet.
#[derive(Debug)]
pub(super) struct PendingNote {
    /// The socket or the file that the call is on.
    pub sid: SocketId,
    pub kind: CallKind,
    /// When the call was made, on the session's clock.
    pub since: Duration,
    /// The first row of the log that was not looked at.
    pub from: u64,
    pub text: String,
}

/// So many comments wait for their calls at most.
const MOST: usize = 2048;
/// So many rows are looked at in a frame: each is a read.
const ROWS: u64 = 2048;
/// A call whose record has not come after so long has none: recording was paused.
const PATIENCE: Duration = Duration::from_secs(10);
/// `find_call` looks at so many rows behind the first.
const FAR: u64 = 4096;
/// Rows that are left are looked at after so long.
const SOON: Duration = Duration::from_millis(30);

impl State {
    pub(super) fn note_line(&mut self, note: PendingNote) {
        if self.line.notes.len() < MOST {
            self.line.notes.push(note);
        } else {
            self.say_lost(1);
        }
    }

    /// Comments have no call that they could be a note of.
    fn say_lost(&mut self, count: usize) {
        if count > 0 {
            self.toasts.failed(Message::new("line-notes-lost").with("n", count as u64));
        }
    }

    /// Writes the notes whose calls have a record by now. Each row is looked at once for each note; returns when there are
    /// more of them.
    pub(super) fn put_line_notes(&mut self) -> Option<Duration> {
        // Notes are those of the session that shows.
        if self.line.notes.is_empty() || !self.is_live() {
            return None;
        }
        let waiting = std::mem::take(&mut self.line.notes);
        let (rows, snapshot, now) = (self.live.rows(), self.live.snapshot(), self.now());
        let has_row = |n: u64| self.row_record(n) == Some(n);
        let (mut found, mut rest, mut looked) = (Vec::new(), Vec::new(), 0);
        for mut note in waiting {
            let new = snapshot.rows.saturating_sub(note.from);
            if new == 0 || looked >= ROWS {
                rest.push(note);
                continue;
            }
            // The rows of a file's calls are those of its socket.
            let sid = snapshot.board.owner(note.sid);
            match rows.find_call(sid, note.kind, note.since, note.from) {
                Some(n) if has_row(n) => found.push((n, note.text)),
                Some(_) => rest.push(note),
                None => {
                    looked += new;
                    note.from = snapshot.rows.min(note.from.saturating_add(FAR));
                    rest.push(note);
                }
            }
        }
        let all = rest.len();
        rest.retain(|note| note.from < snapshot.rows || note.since.saturating_add(PATIENCE) > now);
        self.say_lost(all - rest.len());
        self.line.notes = rest;
        for (n, text) in found {
            let before = self.notes.of(n).map(|mark| mark.note.clone()).unwrap_or_default();
            let whole = if before.is_empty() { text } else { format!("{before}\n{text}") };
            self.note_command(NoteCommand::Write(n, whole));
        }
        (looked >= ROWS).then_some(SOON)
    }
}
