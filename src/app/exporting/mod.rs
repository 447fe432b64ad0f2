//! A session as something else: from the command line (`arguments`), from the window's dialog (here).

mod arguments;
mod picture;

pub use arguments::ExportArguments;
pub use picture::CopiedPicture;

use super::State;
use super::files::{refuse_own, report, write_new};
use super::jobs::Progress;
use super::words::line_error_words;
use crate::call::Name;
use crate::export::mask::{Mask, MaskCounts, MaskKind};
use crate::export::{ExportError, Exported, Filter, Format, Words, export_masked, program};
use crate::locale::{self, Language, Message};
use crate::session::{Damage, Direction, Session};
use arguments::Failed;
use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the dialog *Export as…* asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportWish {
    /// Where to.
    pub path: PathBuf,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
    /// What to make of the session.
    pub format: Format,
    /// Of which calls.
    pub what: ExportWhat,
    /// Of plain bytes and one dump: which way they went.
    pub direction: Option<Direction>,
    /// Of a program: the sockets of this side only.
    pub side: Option<String>,
    /// Whether secrets are masked.
    pub mask: bool,
    /// What else is masked: regular expressions.
    pub patterns: Vec<String>,
}

/// Of which calls an export is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExportWhat {
    /// All of the session.
    #[default]
    Everything,
    /// Those that the log's filter found by now.
    Found,
    /// Those on this socket.
    Socket(Name),
    /// Those that came back with an error.
    Errors,
}

impl State {
    /// Writes the session that shows as something else.
    pub(super) fn export(&mut self, wish: ExportWish) {
        let ExportWish { path, replace, format, what, direction, side, mask, patterns } = wish;
        let Some(from) = self.session().snapshot().path.clone() else {
            self.toasts.failed(Message::new("export-no-file"));
            return;
        };
        let chosen = match Mask::new(&patterns) {
            Ok(chosen) => mask.then_some(chosen),
            // The dialog says it at its field.
            Err(error) => {
                self.toasts.failed(Message::new("mask-wrong-pattern").with("why", error.why));
                return;
            }
        };
        if (mask, &patterns) != (self.settings.mask_secrets, &self.settings.mask_patterns) {
            self.change(|settings| (settings.mask_secrets, settings.mask_patterns) = (mask, patterns));
        }
        self.dialog = None;
        let mut filter = Filter { direction, side, ..Filter::default() };
        let mut hits = None;
        match what {
            ExportWhat::Everything => {}
            ExportWhat::Errors => filter.errors = true,
            ExportWhat::Socket(name) => filter.sockets.push(name),
            ExportWhat::Found => {
                hits = Some(self.finding.search().map(|finder| finder.with(Clone::clone)).unwrap_or_default())
            }
        }
        let session = Arc::clone(self.session());
        let (own, words) = (self.session_files(), self.export_words());
        self.run_job(Message::new("job-export"), move |progress| {
            let filter = Filter { records: hits.map(|hits| records_of(&session, &hits)), ..filter };
            let work = Work { from: &from, format, filter: &filter, mask: chosen.as_ref(), words };
            work.run(&path, replace, &own, progress)
        });
    }
}

impl State {
    /// How an export speaks: as the window does.
    fn export_words(&self) -> Words {
        Words { calls: self.settings.call_language, ..self.settings.language_now().into() }
    }
}

/// The numbers of the records that these rows begin with, in order.
fn records_of(session: &Session, hits: &crate::session::find::Hits) -> Arc<[u64]> {
    let rows = (0..hits.count()).filter_map(|at| hits.row(at));
    let mut all: Vec<u64> = rows.filter_map(|row| session.rows().record_of_row(row)).collect();
    all.sort_unstable();
    all.into()
}

/// An export on a thread of its own.
struct Work<'a> {
    from: &'a Path,
    format: Format,
    filter: &'a Filter,
    mask: Option<&'a Mask>,
    words: Words,
}

impl Work<'_> {
    fn run(&self, path: &Path, replace: bool, own: &[Arc<PathBuf>], progress: &Progress) -> Result<Message, Message> {
        let Self { from, format, filter, mask, words } = *self;
        let total = std::fs::metadata(from).map_or(0, |meta| meta.len());
        let read = Cell::new(0);
        let (done, failed) = (RefCell::new(None), RefCell::new(None));
        // Where a pass begins again, so does its progress.
        let again = || {
            read.set(0);
            Ok(BufReader::with_capacity(1 << 20, Told { input: open(from)?, read: &read, total, progress }))
        };
        let write = |file: File| {
            let mut out = BufWriter::with_capacity(1 << 20, file);
            let exported =
                export_masked(again, mask, format, filter, words, &mut out).map_err(|error| match error {
                    // What `Told` ended is a cancelled job.
                    ExportError::Read(error) if error.kind() == io::ErrorKind::ConnectionAborted => {
                        io::ErrorKind::Interrupted.into()
                    }
                    ExportError::Read(error) | ExportError::Write(error) => error,
                    error => {
                        *failed.borrow_mut() = Some(Failed::Export(error).words().1);
                        io::ErrorKind::InvalidData.into()
                    }
                })?;
            out.flush()?;
            let records = exported.records;
            *done.borrow_mut() = Some(exported);
            Ok(records)
        };
        let saved = refuse_own(path, own).and_then(|()| write_new(path, replace, write));
        if let Some(why) = failed.take() {
            return Err(why);
        }
        let exported = done.take().filter(|_| saved.is_ok()).unwrap_or_default();
        if let Some(damage) = &exported.damage {
            return Err(damage_said(damage));
        }
        let key = if filter.kinds().is_empty() { "export-done" } else { "export-done-part" };
        let message = report(saved, path, |records| Message::new(key).with("n", records))?;
        let more = told_more(&exported, words.language);
        Ok(if more.is_empty() {
            message
        } else {
            let done = locale::words(words.language, &message);
            Message::new("export-done-more").with("done", done).with("more", more)
        })
    }
}

/// What was masked, and what a program has not, as sentences.
fn told_more(exported: &Exported, language: Language) -> String {
    let masked = exported.masked.iter().map(|counts| masked_said(counts, language));
    let program = exported.program.iter().flat_map(program_said);
    let all: Vec<String> = masked.chain(program).map(|message| locale::words(language, &message)).collect();
    all.join(" · ")
}

/// What was masked, by kind.
fn masked_said(counts: &MaskCounts, language: Language) -> Message {
    let kinds = MaskKind::ALL.into_iter().filter(|kind| counts.of(*kind) > 0);
    let said: Vec<String> = kinds
        .map(|kind| {
            let key = match kind {
                MaskKind::Authorization => "mask-authorization",
                MaskKind::Cookie => "mask-cookies",
                MaskKind::Url => "mask-urls",
                MaskKind::Field => "mask-fields",
                MaskKind::Pattern => "mask-patterns",
            };
            locale::words(language, &Message::new(key).with("count", counts.of(kind)))
        })
        .collect();
    Message::new("mask-said").with("count", counts.all()).with("kinds", said.join(", "))
}

/// What a program has not of the session.
fn program_said(summary: &program::Summary) -> Vec<Message> {
    let said = [("program-left-out", summary.left_out), ("program-not-kept", summary.not_kept)];
    said.into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| Message::new(key).with("count", count))
        .collect()
}

fn damage_said(damage: &Damage) -> Message {
    let message = Message::new("export-damaged").with("line", damage.line.to_string());
    message.with("why", line_error_words(&damage.why))
}

/// A file that tells how far it is read; it ends in an error where the person cancelled.
struct Told<'a> {
    input: BufReader<File>,
    read: &'a Cell<u64>,
    total: u64,
    progress: &'a Progress,
}

impl io::Read for Told<'_> {
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

fn open(path: &Path) -> io::Result<BufReader<File>> {
    // Opening a FIFO would wait for its other end, and a session may be read twice.
    let meta = std::fs::metadata(path)?;
    if meta.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    if !meta.is_file() {
        return Err(io::Error::from_raw_os_error(libc::ESPIPE));
    }
    Ok(BufReader::with_capacity(1 << 20, File::open(path)?))
}
