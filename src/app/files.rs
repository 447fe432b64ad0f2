//! Sessions and received bytes to and from files, each on a thread of its own.

use super::importing::is_capture;
use super::jobs::Progress;
use super::notes::write_beside;
use super::scripts::{ScriptCommand, Source};
use super::state::Reading;
use super::stream_start::{AfterBlankLine, StreamStart};
use super::{State, open_error_words};
use crate::call::SocketId;
use crate::doctor;
use crate::locale::Message;
use crate::session::{Direction, OpenError, OpenWhy, Session};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What the path box asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// *Save session as…*
    SaveSession,
    /// *Open session…*
    OpenSession,
    /// Save the bytes of one direction of a socket.
    SaveBytes {
        /// Of which socket.
        sid: SocketId,
        /// Sent or received.
        direction: Direction,
        /// From where on.
        start: StreamStart,
    },
    /// Add the messages of a file.
    ImportMessages,
    /// *Import hex dump…*
    ImportDump,
    /// Save all messages to a file.
    ExportMessages,
    /// *Open script…*
    OpenScript,
    /// *Save as script…*
    SaveScript,
    /// *Compare with…*: another session.
    CompareWith,
    /// Save the numbers of a chart.
    SaveChart {
        /// Of which socket; none is of all together.
        scope: Option<SocketId>,
    },
}

impl PathPurpose {
    /// Whether it reads a file; others write one.
    pub fn reads(self) -> bool {
        matches!(
            self,
            Self::OpenSession | Self::ImportMessages | Self::ImportDump | Self::OpenScript | Self::CompareWith
        )
    }
}

/// A session file was opened, or could not be.
pub(super) struct Opened {
    path: PathBuf,
    /// None: it is a capture, and has to become a session first.
    result: Option<Result<Arc<Session>, OpenError>>,
}

impl Opened {
    pub(super) fn session(path: PathBuf, result: Result<Arc<Session>, OpenError>) -> Self {
        Self { path, result: Some(result) }
    }
}

impl State {
    /// Acts on the path that the person gave.
    pub(super) fn take_path(&mut self, path: &Path, replace: bool) {
        match self.path_box.take() {
            Some(PathPurpose::OpenSession) => self.open_session(path),
            Some(PathPurpose::SaveSession) => self.save_session(path.to_owned(), replace),
            Some(PathPurpose::SaveBytes { sid, direction, start }) => {
                self.save_bytes(path.to_owned(), replace, sid, direction, start);
            }
            Some(PathPurpose::ImportMessages) => self.take_file(path.to_owned(), false),
            Some(PathPurpose::ImportDump) => self.take_dump_file(path.to_owned()),
            Some(PathPurpose::ExportMessages) => self.export_messages(path.to_owned(), replace),
            Some(PathPurpose::OpenScript) => self.open_script(Source::File(path.to_owned())),
            Some(PathPurpose::SaveScript) => {
                let path = path.to_owned();
                let (keep_results, title) = (false, String::new());
                self.script_command(ScriptCommand::Save { path, replace, keep_results, title });
            }
            Some(PathPurpose::CompareWith) => self.compare_with(path.to_owned()),
            Some(PathPurpose::SaveChart { scope }) => self.save_chart(path.to_owned(), replace, scope),
            None => {}
        }
    }

    fn save_session(&mut self, path: PathBuf, replace: bool) {
        let session = Arc::clone(self.whole_session());
        let own = self.session_files();
        let title = Message::new("job-save-session");
        let notes = Arc::clone(self.notes.marks());
        self.run_job(title, move |progress| {
            let mut step = |done: u64, total: u64| progress.step(done, total);
            // What is replaced stays as it is until the copy is whole.
            while session.snapshot().progress.is_some_and(|(done, total)| progress.step(done, total)) {
                // A file that is still being read has more to come.
                std::thread::sleep(Duration::from_millis(20));
            }
            let free = if replace || !path.exists() { Ok(()) } else { Err(io::ErrorKind::AlreadyExists.into()) };
            let saved = refuse_own(&path, &own).and(free).and_then(|()| session.copy_to(&path, &mut step));
            // Notes go with it; a copy without them is a whole session too.
            if saved.is_ok()
                && let Some(header) = &session.snapshot().header
                && let Err(error) = write_beside(&path, &notes, &header.utc)
            {
                tracing::warn!(%error, "the notes could not be copied");
            }
            report(saved, &path, |records| Message::new("saved-session").with("n", records))
        });
    }

    fn save_bytes(&mut self, path: PathBuf, replace: bool, sid: SocketId, direction: Direction, start: StreamStart) {
        let session = Arc::clone(self.session());
        let own = self.session_files();
        let title = Message::new("job-save-bytes");
        self.run_job(title, move |progress| {
            let write = |file: File| {
                let mut out = AfterBlankLine::new(BufWriter::new(file), start);
                session.write_stream(sid, direction, 0, &mut out, &mut |done, total| progress.step(done, total))?;
                out.finish()
            };
            let saved = refuse_own(&path, &own).and_then(|()| write_new(&path, replace, write));
            match saved {
                Err(error)
                    if start == StreamStart::AfterBlankLine
                        && error.kind() == io::ErrorKind::NotFound
                        && error.raw_os_error().is_none() =>
                {
                    Err(Message::new("save-no-blank-line"))
                }
                saved => report(saved, &path, |bytes| Message::new("saved-bytes").with("n", bytes)),
            }
        });
    }

    /// The files of the live session and of the one that is read.
    pub(super) fn session_files(&self) -> Vec<Arc<PathBuf>> {
        [&self.live, self.session()].into_iter().filter_map(|session| session.snapshot().path.clone()).collect()
    }

    pub(super) fn run_job(
        &mut self,
        title: Message,
        work: impl FnOnce(&Progress) -> Result<Message, Message> + Send + 'static,
    ) {
        let waker = Arc::clone(&self.waker);
        if let Err(error) = self.jobs.run(title.clone(), move || waker(), work) {
            self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
        }
    }

    /// Opens a session file to read; the live session goes on behind it.
    pub(super) fn open_session(&mut self, path: &Path) {
        let (opened, path, waker) = (self.inbox.opened.0.clone(), path.to_owned(), Arc::clone(&self.waker));
        let home = self.folders.index_home();
        let opener = std::thread::Builder::new().name("open-session".to_owned()).spawn(move || {
            let result = (!is_capture(&path)).then(|| Session::open_in(&path, Arc::clone(&waker), &home));
            // The receiver is gone only when the program ends.
            let _ = opened.send(Opened { path, result });
            waker();
        });
        if let Err(error) = opener {
            let title = Message::new("job-open-session");
            self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
        }
    }

    pub(super) fn take_opened(&mut self, Opened { path, result }: Opened) {
        match result {
            None => self.import_capture(path),
            Some(Ok(session)) => {
                self.stepping = None;
                self.snapshot = session.snapshot();
                self.reading = Some(Reading { path, session });
                self.leave_selection();
            }
            // Its header says that it is a script: opened as one.
            Some(Err(OpenError { why: OpenWhy::Script, path })) => self.open_script(Source::File(path)),
            Some(Err(error)) => self.toasts.failed(open_error_words(&error)),
        }
    }

    pub(super) fn close_reading(&mut self) {
        self.stepping = None;
        self.reading = None;
        self.snapshot = self.live.snapshot();
        self.leave_selection();
    }

    fn leave_selection(&mut self) {
        (self.selected, self.selected_record, self.shown_from, self.facts) = (None, None, 0, None);
        (self.span_from, self.unread) = (None, None);
        self.clients.leave();
        self.leave_bytes_view();
    }
}

/// Refuses, as busy, a path that is one of these files: a session that is open is never written over.
pub(super) fn refuse_own(path: &Path, own: &[Arc<PathBuf>]) -> io::Result<()> {
    let Ok(real) = std::fs::canonicalize(path) else { return Ok(()) };
    let is_own = own.iter().any(|file| std::fs::canonicalize(file.as_path()).is_ok_and(|file| file == real));
    if is_own { Err(io::ErrorKind::ResourceBusy.into()) } else { Ok(()) }
}

/// Lets `write` fill a file beside `path`, which takes its place once it is whole: what is replaced is never half lost.
pub(super) fn write_new(path: &Path, replace: bool, write: impl FnOnce(File) -> io::Result<u64>) -> io::Result<u64> {
    // A device or a pipe is written to: nothing ever takes its place.
    if replace && std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
        return write(OpenOptions::new().write(true).open(path)?);
    }
    // Taken at once, so that nobody else's file of that name is written over.
    let claimed = if replace { None } else { Some(OpenOptions::new().write(true).create_new(true).open(path)?) };
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let fill = || {
        let written = write(OpenOptions::new().write(true).create_new(true).open(&part)?)?;
        std::fs::rename(&part, path)?;
        Ok(written)
    };
    let written = fill();
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
        if claimed.is_some() {
            let _ = std::fs::remove_file(path);
        }
    }
    written
}

pub(super) fn report(
    saved: io::Result<u64>,
    path: &Path,
    done: impl FnOnce(u64) -> Message,
) -> Result<Message, Message> {
    let shown = path.display().to_string();
    match saved {
        Ok(count) => Ok(done(count).with("path", shown)),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(Message::new("job-cancelled")),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Message::new("save-exists").with("path", shown))
        }
        Err(error) if error.kind() == io::ErrorKind::ResourceBusy && error.raw_os_error().is_none() => {
            Err(Message::new("save-own-file").with("path", shown))
        }
        Err(error) => Err(doctor::io_error(&Message::new("file-cannot-save"), path, error.raw_os_error())),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::os::unix::fs::FileTypeExt as _;

    #[test]
    fn what_is_no_file_is_written_to_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let from = path.clone();
        let reader =
            std::thread::Builder::new().name("reader".into()).spawn(move || std::fs::read(from).unwrap()).unwrap();
        let write = |mut file: File| file.write_all(b"all of it").map(|()| 9);
        assert_eq!(write_new(&path, true, write).unwrap(), 9);
        assert_eq!(reader.join().unwrap(), b"all of it");
        assert!(std::fs::symlink_metadata(&path).unwrap().file_type().is_fifo());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing beside it");
    }
}
