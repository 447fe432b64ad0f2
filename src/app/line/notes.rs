//! Comments of lines as notes on the calls that they stand at.

use super::super::{NoteCommand, State};
use crate::call::{CallKind, SocketId};
use std::time::Duration;

/// A comment whose call has no record yet.
#[derive(Debug)]
pub(super) struct PendingNote {
    pub sid: SocketId,
    pub kind: CallKind,
    /// When the call was made, on the session's clock.
    pub since: Duration,
    /// How many rows the log had then.
    pub from: u64,
    pub text: String,
}

/// So many comments wait for their calls at most.
const MOST: usize = 256;

impl State {
    pub(super) fn note_line(&mut self, note: PendingNote) {
        if self.line.notes.len() < MOST {
            self.line.notes.push(note);
        }
    }

    /// Writes the notes whose calls have a record by now.
    pub(super) fn put_line_notes(&mut self) {
        // Notes are those of the session that shows.
        if self.line.notes.is_empty() || !self.is_live() {
            return;
        }
        let mut found = Vec::new();
        let rows = self.live.rows();
        self.line.notes.retain(|note| match rows.find_call(note.sid, note.kind, note.since, note.from) {
            Some(n) => {
                found.push((n, note.text.clone()));
                false
            }
            None => true,
        });
        for (n, text) in found {
            let before = self.notes.of(n).map(|mark| mark.note.clone()).unwrap_or_default();
            let whole = if before.is_empty() { text } else { format!("{before}\n{text}") };
            self.note_command(NoteCommand::Write(n, whole));
        }
    }
}
