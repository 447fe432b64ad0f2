//! *Save as script…*: the session that shows, turned into a script and read back.

use crate::app::State;
use crate::app::files::{refuse_own, report, write_new};
use crate::app::jobs::Progress;
use crate::app::words::line_error_words;
use crate::locale::Message;
use crate::script::{self, FromError, FromOptions};
use crate::session::Session;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

impl State {
    /// Writes the session that shows as a script, off the window's thread.
    pub(super) fn save_script(&mut self, path: PathBuf, replace: bool, keep_results: bool, title: String) {
        let session = Arc::clone(self.whole_session());
        let own = self.session_files();
        let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
        let options = FromOptions { keep_results, title };
        self.run_job(Message::new("scripts-job-save"), move |progress| {
            while session.snapshot().progress.is_some_and(|(done, total)| progress.step(done, total)) {
                // A file that is still being read has more to come.
                std::thread::sleep(Duration::from_millis(20));
            }
            if let Err(error) = refuse_own(&path, &own) {
                return report(Err(error), &path, |_| Message::new("scripts-saved"));
            }
            save(&session, &path, replace, &options, progress)
        });
    }
}

fn save(
    session: &Session,
    path: &Path,
    replace: bool,
    options: &FromOptions,
    progress: &Progress,
) -> Result<Message, Message> {
    let snapshot = session.snapshot();
    let Some(from) = snapshot.path.as_deref().filter(|_| snapshot.file_len > 0) else {
        return Err(Message::new("scripts-nothing-to-save"));
    };
    // Both readings see the same records, also while more are written.
    let (len, begun) = (snapshot.file_len, Cell::new(0_u64));
    let open = || -> io::Result<BufReader<Told<'_>>> {
        let before = begun.replace(begun.get() + len);
        Ok(BufReader::with_capacity(
            1 << 16,
            Told { file: File::open(from)?.take(len), done: before, all: 2 * len, progress },
        ))
    };
    let mut why = None;
    let written = write_new(path, replace, |file| {
        let mut out = BufWriter::new(file);
        match script::from_session(open, options, &mut out) {
            Ok(()) => {}
            Err(FromError::Write(error)) => return Err(error),
            Err(error) => {
                why = Some(error);
                return Err(io::Error::other("no script"));
            }
        }
        out.flush()?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(0)
    });
    if let Some(error) = why {
        return Err(refused(&error, progress, from));
    }
    let written = report(written, path, |_| Message::new("scripts-saved"));
    written.and_then(|done| read_back(path).map(|()| done))
}

/// What was written has to be a script; anything else is a fault of this program, and said to be one.
fn read_back(path: &Path) -> Result<(), Message> {
    let fault = |line: u32, why: Message| {
        let words = Message::new("scripts-saved-damaged").with("path", path.display().to_string());
        words.with("line", line.to_string()).with("why", why)
    };
    let file = File::open(path).map_err(|error| {
        let errno = crate::app::errno_words(error.raw_os_error().unwrap_or(libc::EIO));
        fault(0, Message::new("script-unreadable").with("errno", errno))
    })?;
    script::check(BufReader::new(file)).map(drop).map_err(|found| fault(found.line, found.words()))
}

fn refused(error: &FromError, progress: &Progress, from: &Path) -> Message {
    match error {
        FromError::Read(_) if progress.is_cancelled() => Message::new("job-cancelled"),
        error => from_error_words(error, from),
    }
}

/// Why a session is no script.
pub fn from_error_words(error: &FromError, from: &Path) -> Message {
    match error {
        FromError::Read(error) | FromError::Write(error) => {
            crate::doctor::io_error(&Message::new("file-cannot-read"), from, error.raw_os_error())
        }
        FromError::Line(line, why) => {
            Message::new("scripts-session-damaged").with("line", *line).with("why", line_error_words(why))
        }
        FromError::TooLong => Message::new("scripts-session-too-long"),
    }
}

/// A file that tells how far it is read, and ends where the person wants it to.
struct Told<'a> {
    file: io::Take<File>,
    done: u64,
    all: u64,
    progress: &'a Progress,
}

impl Read for Told<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(room)?;
        self.done += count as u64;
        // Not `Interrupted`: that would be tried again.
        if self.progress.step(self.done, self.all) { Ok(count) } else { Err(io::Error::other("cancelled")) }
    }
}
