//! Stars and notes on records: of the session that shows, kept beside its file without changing its bytes.

mod disk;

pub(super) use disk::{read_beside, write_beside};

use super::{AppCommand, State};
use crate::locale::Message;
use crate::session::find::{Mark, Marks};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// One wish about a record's star or note. A record is named by the number that its row of the log begins with.
#[derive(Clone, Debug, PartialEq)]
pub enum NoteCommand {
    /// Put a star on it, or take it off.
    Star(u64),
    /// Its note is this; an empty one is deleted, with a way back.
    Write(u64, String),
    /// Its star and note are these: the way back.
    Put(u64, Mark),
}

/// The stars and notes of the session that shows, as the window reads them.
#[derive(Default)]
pub struct Notes {
    marks: Arc<Marks>,
    /// Which session's they are.
    of: Option<Of>,
    /// They were read, or there were none: until then nothing is written.
    read: bool,
    /// A file that cannot be read and cannot be moved stands in the way.
    blocked: bool,
    /// When they were last changed and not yet handed to be written.
    changed: Option<Duration>,
    disk: disk::Disk,
}

/// A session: the file that it is in, and when it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Of {
    path: Arc<PathBuf>,
    utc: Box<str>,
    /// Which one of this run: a file that is opened again is read again.
    session: usize,
}

impl Notes {
    /// All of them.
    pub fn marks(&self) -> &Arc<Marks> {
        &self.marks
    }

    /// What is on record `n`.
    pub fn of(&self, n: u64) -> Option<&Mark> {
        self.marks.of(n)
    }
}

impl State {
    /// The record that its row of the log begins with, where it is a call's.
    pub fn row_record(&self, n: u64) -> Option<u64> {
        let rows = self.session().rows();
        rows.record_of_row(rows.row_of_record(n)?)
    }

    pub(super) fn note_command(&mut self, command: NoteCommand) {
        let (n, mark, undo) = match command {
            NoteCommand::Star(n) => {
                let Some(n) = self.row_record(n) else { return };
                let before = self.notes.of(n).cloned().unwrap_or_default();
                (n, Mark { star: !before.star, ..before }, Some("note-star-deleted"))
            }
            NoteCommand::Write(n, note) => {
                let Some(n) = self.row_record(n) else { return };
                let before = self.notes.of(n).cloned().unwrap_or_default();
                (n, Mark { note: note.trim_end().to_owned(), ..before }, Some("note-deleted"))
            }
            NoteCommand::Put(n, mark) => (n, mark, None),
        };
        let before = Arc::make_mut(&mut self.notes.marks).put(n, mark);
        let now = self.notes.of(n).cloned().unwrap_or_default();
        if before == now {
            return;
        }
        self.notes.changed = Some(self.now());
        let lost = before.star && !now.star || !before.note.is_empty() && now.note.is_empty();
        if let Some(key) = undo.filter(|_| lost) {
            let back = (Message::new("toast-undo"), AppCommand::Note(NoteCommand::Put(n, before)));
            self.toasts.offer(Message::new(key).with("n", n), back);
        }
        self.marks_changed();
    }

    /// A search that asks for notes is made anew.
    fn marks_changed(&mut self) {
        if self.finding.search().is_some_and(|finder| finder.query().asks_marks()) {
            self.search_again();
        }
    }
}
