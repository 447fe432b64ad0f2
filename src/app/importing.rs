//! Captures as sessions: `sockscope import` without a window, and the file that was opened in it.

use super::State;
use super::files::{Opened, report, write_new};
use super::jobs::Progress;
use super::words::errno_words;
use crate::bytes::{escape_text, size_text};
use crate::import::{self, CaptureWhy, ImportError, Imported};
use crate::locale::{self, Language, Message};
use crate::session::{Session, make_private_dir};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All that could be is imported.
const GOOD: u8 = 0;
/// Not a capture, or only a part of one.
const NOT_VALID: u8 = 2;
/// The session could not be written.
const NOT_WRITTEN: u8 = 3;
/// So many characters of a capture's name are in its session's.
const NAME: usize = 64;

const APP: &str = concat!("sockscope ", env!("CARGO_PKG_VERSION"));

/// The command line of `import`.
#[derive(Clone, Debug, clap::Args)]
pub struct ImportArguments {
    /// The capture: pcap or pcapng, or - for standard input
    capture: PathBuf,
    /// Write this new session file instead of standard output
    #[arg(short, long, value_name = "SESSION")]
    output: Option<PathBuf>,
    /// Replace that file where it exists
    #[arg(long)]
    force: bool,
}

/// What became of it.
enum Failed {
    Import(ImportError),
    File(io::Error),
}

impl ImportArguments {
    /// Imports and gives the exit status: 0, 2 or 3.
    pub fn run(self, out: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let language = Language::of_system();
        let file = escape_text(self.capture.as_os_str().as_encoded_bytes());
        let mut say = |why: Message| {
            let message = Message::new("script-place-file").with("file", file.as_str()).with("why", why);
            // There is nobody left to tell that nobody listens.
            let _ = writeln!(errors, "{}", locale::words(language, &message));
        };
        match self.write(out) {
            Ok(imported) => {
                left_out(&imported).into_iter().for_each(&mut say);
                if imported.damage.is_some() { NOT_VALID } else { GOOD }
            }
            // A closed pipe (`| head`) is no error of ours.
            Err(Failed::Import(ImportError::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => GOOD,
            Err(failed) => {
                let (status, why) = failed.words();
                say(why);
                status
            }
        }
    }

    fn write(self, out: &mut dyn Write) -> Result<Imported, Failed> {
        let Self { capture, output, force } = self;
        let input: Box<dyn Read> = if capture == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(open(&capture).map_err(ImportError::Read).map_err(Failed::Import)?)
        };
        let name = name_of(&capture);
        let Some(output) = output.filter(|output| output != Path::new("-")) else {
            let mut out = BufWriter::with_capacity(1 << 16, out);
            return import::import(input, APP, &name, &mut out).map_err(Failed::Import);
        };
        if is_same(&output, &capture) {
            return Err(Failed::File(io::ErrorKind::ResourceBusy.into()));
        }
        let mut result = None;
        let written = write_session(&output, force, |out| {
            let imported = import::import(input, APP, &name, out);
            let is_whole = imported.is_ok();
            result = Some(imported);
            if is_whole { Ok(0) } else { Err(io::ErrorKind::Interrupted.into()) }
        });
        match (result, written) {
            (Some(Err(error)), _) => Err(Failed::Import(error)),
            (_, Err(error)) => Err(Failed::File(error)),
            (Some(Ok(imported)), Ok(_)) => Ok(imported),
            (None, Ok(_)) => Ok(Imported::default()),
        }
    }
}

/// The capture to read: a FIFO would wait for its other end, and a folder has no bytes.
fn open(path: &Path) -> io::Result<File> {
    if std::fs::metadata(path)?.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    File::open(path)
}

fn is_same(output: &Path, input: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(output).is_some_and(|output| real(input) == Some(output))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Fills a new session file, readable by its owner alone.
fn write_session(
    path: &Path,
    replace: bool,
    fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<u64>,
) -> io::Result<u64> {
    write_new(path, replace, |file| {
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let done = fill(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(done)
    })
}

/// What the session does not have of its capture, a sentence each.
fn left_out(imported: &Imported) -> Vec<Message> {
    let left = &imported.left_out;
    let counted =
        [("import-other", left.other), ("import-unreadable", left.unreadable), ("import-fragments", left.fragments)];
    let mut said: Vec<Message> =
        counted.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| Message::new(key).with("n", n)).collect();
    let (packets, links) = &left.links;
    if *packets > 0 {
        let links: Vec<String> = links.iter().map(u32::to_string).collect();
        said.push(Message::new("import-links").with("n", *packets).with("links", links.join(", ")));
    }
    let sized = [("import-cut", left.cut), ("import-lost", left.lost), ("import-torn", imported.torn.unwrap_or(0))];
    let sized = sized.into_iter().filter(|(_, bytes)| *bytes > 0);
    said.extend(sized.map(|(key, bytes)| Message::new(key).with("size", size_text(bytes))));
    said.extend(imported.damage.map(|damage| {
        let key = match damage.why {
            CaptureWhy::Length => "import-damaged",
            CaptureWhy::Version => "import-version",
        };
        Message::new(key).with("at", damage.at.to_string())
    }));
    said
}

impl Failed {
    fn words(self) -> (u8, Message) {
        let errno = |error: &io::Error| errno_words(error.raw_os_error().unwrap_or(libc::EIO));
        match self {
            Self::Import(ImportError::NotACapture) => (NOT_VALID, Message::new("import-not-a-capture")),
            Self::Import(ImportError::Read(error)) => {
                (NOT_VALID, Message::new("import-unreadable-file").with("errno", errno(&error)))
            }
            Self::File(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                (NOT_WRITTEN, Message::new("export-exists"))
            }
            Self::File(error) if error.kind() == io::ErrorKind::ResourceBusy && error.raw_os_error().is_none() => {
                (NOT_WRITTEN, Message::new("import-own-file"))
            }
            Self::Import(ImportError::Write(error)) | Self::File(error) => {
                (NOT_WRITTEN, Message::new("import-not-written").with("errno", errno(&error)))
            }
        }
    }
}

/// Whether a file is a capture, by how it begins. Only of files: a FIFO would wait for its other end.
pub(super) fn is_capture(path: &Path) -> bool {
    let read = || {
        let mut head = Vec::with_capacity(import::HEAD);
        if !std::fs::metadata(path)?.is_file() {
            return Ok(false);
        }
        File::open(path)?.take(import::HEAD as u64).read_to_end(&mut head)?;
        Ok::<_, io::Error>(import::is_capture(&head))
    };
    // What cannot be read is told by whoever opens it.
    read().unwrap_or(false)
}

impl State {
    /// Writes a capture as a session among the sessions, and opens that to read.
    pub(super) fn import_capture(&mut self, path: PathBuf) {
        let (dir, language) = (self.folders.sessions.clone(), self.settings.language_now());
        let (opened, waker) = (self.inbox.opened.0.clone(), Arc::clone(&self.waker));
        self.run_job(Message::new("job-import"), move |progress| {
            let mut imported = None;
            let written = import_into(&dir, &path, progress, &mut imported);
            let (target, imported) = match (written, imported) {
                (Ok(target), Some(Ok(imported))) => (target, imported),
                (_, Some(Err(error))) if !is_cancel(&error) => {
                    let (_, why) = Failed::Import(error).words();
                    let message = Message::new("import-failed").with("path", path.display().to_string());
                    return Err(message.with("why", why));
                }
                (written, _) => return report(written.map(|_| 0), &dir, |_| Message::new("import-done")),
            };
            let result = Session::open(&target, Arc::clone(&waker));
            // The receiver is gone only when the program ends.
            let _ = opened.send(Opened::session(target, result));
            waker();
            Ok(done_words(&imported, language))
        });
    }
}

fn is_cancel(error: &ImportError) -> bool {
    matches!(error, ImportError::Read(error) if error.kind() == io::ErrorKind::ConnectionAborted)
}

/// What was imported, and what was not, as one message.
fn done_words(imported: &Imported, language: Language) -> Message {
    let done = Message::new("import-done").with("connections", imported.connections);
    let done = done.with("datagrams", imported.datagrams);
    let left: Vec<String> = left_out(imported).iter().map(|message| locale::words(language, message)).collect();
    if left.is_empty() {
        done
    } else {
        Message::new("import-done-not-all").with("done", done).with("left", left.join("; "))
    }
}

/// The session's path once it is written; what was imported is told beside it.
fn import_into(
    dir: &Path,
    capture: &Path,
    progress: &Progress,
    imported: &mut Option<Result<Imported, ImportError>>,
) -> io::Result<PathBuf> {
    make_private_dir(dir)?;
    let name = name_of(capture);
    for number in 1..=100_000_u32 {
        let target = dir.join(session_name(capture, number));
        if target.exists() {
            continue;
        }
        let written = write_session(&target, false, |out| {
            let input = open(capture).map(|input| Told::new(input, progress)).map_err(ImportError::Read);
            let result = input.and_then(|input| import::import(input, APP, &name, out));
            let records = result.as_ref().map_or(0, |imported| imported.records);
            let is_whole = result.is_ok();
            *imported = Some(result);
            if is_whole { Ok(records) } else { Err(io::ErrorKind::Interrupted.into()) }
        });
        return match written {
            // Somebody else took the name.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            written => written.map(|_| target),
        };
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `capture.jsonl`, `capture-2.jsonl`…: letters, digits, `-` and `_` of the capture's name.
fn session_name(capture: &Path, number: u32) -> String {
    let stem = capture.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let stem: String = stem.chars().take(NAME).map(kept).collect();
    let stem = if stem.chars().all(|c| c == '-') { "capture" } else { &stem };
    if number == 1 { format!("{stem}.jsonl") } else { format!("{stem}-{number}.jsonl") }
}

/// A file that tells how far it is read; it ends in an error where the person cancelled.
struct Told<'a> {
    input: File,
    read: Cell<u64>,
    total: u64,
    progress: &'a Progress,
}

impl<'a> Told<'a> {
    fn new(input: File, progress: &'a Progress) -> Self {
        let total = input.metadata().map_or(0, |meta| meta.len());
        Self { input, read: Cell::new(0), total, progress }
    }
}

impl Read for Told<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        self.read.set(self.read.get() + count as u64);
        // `Interrupted` would be tried again.
        if self.progress.step(self.read.get(), self.total) {
            Ok(count)
        } else {
            Err(io::ErrorKind::ConnectionAborted.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::session_name;
    use std::path::Path;

    #[test]
    fn a_session_is_named_after_its_capture() {
        for (capture, number, name) in [
            ("/tmp/web.pcapng", 1, "web.jsonl"),
            ("web.pcap.pcapng", 2, "web-pcap-2.jsonl"),
            ("抓包 1.pcap", 1, "抓包-1.jsonl"),
            ("..", 1, "capture.jsonl"),
            ("/tmp/a\u{202e}b\n.cap", 1, "a-b-.jsonl"),
        ] {
            assert_eq!(session_name(Path::new(capture), number), name, "{capture}");
        }
    }
}
