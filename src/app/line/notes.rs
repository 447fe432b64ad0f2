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
        let waiting = std::mem::take(&mut self.line.notes);
        let rows = self.live.rows();
        let has_row = |n: &u64| self.row_record(*n) == Some(*n);
        let (mut found, mut rest) = (Vec::new(), Vec::new());
        for note in waiting {
            match rows.find_call(note.sid, note.kind, note.since, note.from).filter(has_row) {
                Some(n) => found.push((n, note.text)),
                None => rest.push(note),
            }
        }
        self.line.notes = rest;
        for (n, text) in found {
            let before = self.notes.of(n).map(|mark| mark.note.clone()).unwrap_or_default();
            let whole = if before.is_empty() { text } else { format!("{before}\n{text}") };
            self.note_command(NoteCommand::Write(n, whole));
        }
    }
}
