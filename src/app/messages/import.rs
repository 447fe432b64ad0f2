//! Files of messages: read and written on threads of their own.

use super::disk::read_whole;
use super::file::{self, FILE_MOST, FileWhy, HEAD};
use super::packet_sender;
use super::{Messages, SavedMessage, dump};
use crate::app::State;
use crate::app::files::{report, write_new};
use crate::doctor;
use crate::locale::Message;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that was dropped or chosen has been read.
pub struct Arrived {
    path: PathBuf,
    /// None: it is no file of messages, and somebody else may know it.
    found: Option<Result<Vec<SavedMessage>, Message>>,
    /// They are the packets of a hex dump.
    is_dump: bool,
}

impl State {
    /// Reads a file of messages. One that is foreign is refused, or opened as a session where that `may_be` meant.
    pub(in crate::app) fn take_file(&mut self, path: PathBuf, may_be_session: bool) {
        self.read_file(path, may_be_session, false);
    }

    /// Reads a hex dump.
    pub(in crate::app) fn take_dump_file(&mut self, path: PathBuf) {
        self.read_file(path, false, true);
    }

    fn read_file(&mut self, path: PathBuf, may_be_session: bool, is_dump: bool) {
        let (arrived, waker) = (self.inbox.messages.0.clone(), Arc::clone(&self.waker));
        let reader = std::thread::Builder::new().name("import-messages".to_owned()).spawn(move || {
            let is_dump = is_dump || may_be_session && dump::is_one(&path);
            let found = if is_dump { Some(dump::read(&path)) } else { read(&path, may_be_session) };
            // The receiver is gone only when the program ends.
            let _ = arrived.send(Arrived { path, found, is_dump });
            waker();
        });
        if let Err(error) = reader {
            let title = Message::new("file-cannot-read");
            self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
        }
    }

    pub(in crate::app) fn take_arrived(&mut self, Arrived { path, found, is_dump }: Arrived) {
        let shown = path.display().to_string();
        match found {
            None => self.open_session(&path),
            Some(Err(why)) => {
                self.toasts.failed(Message::new("messages-import-failed").with("path", shown).with("why", why));
            }
            Some(Ok(messages)) if is_dump => self.take_dump(messages),
            Some(Ok(messages)) => match self.messages.import(messages) {
                Ok(count) => {
                    let said = Message::new("messages-imported-from").with("n", count as u64);
                    self.toasts.done(said.with("path", shown));
                }
                Err(full) => self.tell_full(Err(full)),
            },
        }
    }

    /// Writes all messages to a file.
    pub(in crate::app) fn export_messages(&mut self, path: PathBuf, replace: bool) {
        let messages = Arc::clone(self.messages.all());
        self.run_job(Message::new("messages-job-export"), move |_| {
            let written = file::write(&messages, false).and_then(|bytes| {
                write_new(&path, replace, |mut out| {
                    out.write_all(&bytes)?;
                    out.sync_all()?;
                    Ok(messages.len() as u64)
                })
            });
            report(written, &path, |count| Message::new("messages-exported").with("n", count))
        });
    }
}

fn read(path: &Path, may_be_session: bool) -> Option<Result<Vec<SavedMessage>, Message>> {
    let is_named = |known: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(known));
    let named = is_named("json") || is_named("ini");
    if may_be_session && !named && !read_whole(path, HEAD).is_ok_and(|head| file::is_ours(&head)) {
        return None;
    }
    Some(match read_whole(path, FILE_MOST) {
        Ok(bytes) => match (file::parse(&bytes), packet_sender::parse(&bytes)) {
            (Err(FileWhy::Foreign), Some(theirs)) => theirs.map_err(|why| why.words()),
            (Err(FileWhy::Foreign | FileWhy::TooLarge), _) if may_be_session => return None,
            (parsed, _) => parsed.map_err(|why| why.words()),
        },
        Err(error) => Err(doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), error.raw_os_error())),
    })
}

impl Messages {
    /// The messages of the last start, and what to tell of them.
    pub(in crate::app) fn load(folder: &Path) -> (Self, Option<Message>) {
        super::disk::load(folder)
    }
}
