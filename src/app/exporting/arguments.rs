//! `sockscope export`: a session as something else, without a window.

use super::{damage_said, masked_said, open, program_said};
use crate::app::files::{refuse_own, write_new};
use crate::app::finding::records_found;
use crate::app::programs::program_error_words;
use crate::app::words::{errno_words, line_error_words, open_error_words};
use crate::bytes::escape_text;
use crate::call::{CallKind, Name};
use crate::export::mask::Mask;
use crate::export::{ExportError, Exported, Filter, Format, export_masked};
use crate::locale::{self, Language, Message};
use crate::session::find::{Query, QueryError, QueryOptions};
use crate::session::{Direction, OpenError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// All of it is written.
const GOOD: u8 = 0;
/// Not a session, or only a part of one; or a selection that the format has no sense for.
const NOT_VALID: u8 = 2;
/// The result could not be written.
const NOT_WRITTEN: u8 = 3;

/// The command line of `export`.
#[derive(Clone, Debug, clap::Args)]
pub struct ExportArguments {
    /// The session file
    session: PathBuf,
    /// What to make of it: pcapng, csv, text, markdown, python, c, script, jsonl, svg, png, hexdump or raw
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    to: Format,
    /// Write this new file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace that file where it exists
    #[arg(long)]
    force: bool,
    /// Only calls on this socket; may be given again
    #[arg(long = "socket", value_name = "NAME", value_parser = parse_name)]
    sockets: Vec<Name>,
    /// Only these calls; may be given again
    #[arg(long = "call", value_name = "CALL", value_parser = parse_call)]
    calls: Vec<CallKind>,
    /// Only calls that came back with an error
    #[arg(long)]
    errors: bool,
    /// Only calls that sent something
    #[arg(long, conflicts_with = "received")]
    sent: bool,
    /// Only calls that received something
    #[arg(long)]
    received: bool,
    /// Only calls that started so many seconds after the session began, or later
    #[arg(long, value_name = "SECONDS", value_parser = parse_time)]
    from: Option<Duration>,
    /// Only calls that started before this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_time)]
    to_time: Option<Duration>,
    /// Only calls that the log's filter finds with this query, such as "call:send error" or "hex:16 03"
    #[arg(long, value_name = "QUERY", value_parser = parse_query)]
    filter: Option<String>,
    /// Only the sockets of this side, of a program
    #[arg(long, value_name = "NAME")]
    side: Option<String>,
    /// Replace secrets by `*`: Authorization, cookies, passwords and tokens in URLs, forms and JSON
    #[arg(long)]
    mask: bool,
    /// Replace what this regular expression matches as well; may be given again
    #[arg(long = "mask-pattern", value_name = "REGEX", value_parser = parse_pattern)]
    patterns: Vec<String>,
}

fn parse_pattern(text: &str) -> Result<String, String> {
    Mask::new(&[text]).map(|_| text.to_owned()).map_err(|error| error.why)
}

fn parse_query(text: &str) -> Result<String, String> {
    let said = |error: QueryError| locale::words(Language::of_system(), &error.why);
    Query::parse(text, QueryOptions::default()).map(|_| text.to_owned()).map_err(said)
}

fn parse_format(word: &str) -> Result<Format, String> {
    Format::parse(word).ok_or_else(|| Format::ALL.map(Format::word).join(" | "))
}

fn parse_name(text: &str) -> Result<Name, String> {
    Name::parse(text).map_err(|error| error.to_string())
}

fn parse_call(word: &str) -> Result<CallKind, String> {
    CallKind::parse(word).ok_or_else(|| CallKind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" "))
}

fn parse_time(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|error: std::num::ParseFloatError| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

/// What became of it.
pub(super) enum Failed {
    Export(ExportError),
    File(io::Error),
    /// In words.
    Said(Message),
}

impl ExportArguments {
    /// Exports and gives the exit status: 0, 2 or 3.
    pub fn run(self, out: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let language = Language::of_system();
        let path = self.session.clone();
        let file = escape_text(path.as_os_str().as_encoded_bytes());
        let mut tell = |message: &Message| {
            // There is nobody left to tell that nobody listens.
            let _ = writeln!(errors, "{}", locale::words(language, message));
        };
        let mut say =
            |why: Message| tell(&Message::new("script-place-file").with("file", file.as_str()).with("why", why));
        match self.write(language, out) {
            Ok(Exported { torn, damage, masked, program, .. }) => {
                if let Some(counts) = masked {
                    say(masked_said(&counts, language));
                }
                for message in program.iter().flat_map(program_said) {
                    say(message);
                }
                if let Some(bytes) = torn {
                    say(Message::new("export-torn").with("bytes", bytes));
                }
                let Some(damage) = damage else { return GOOD };
                say(damage_said(&damage));
                NOT_VALID
            }
            // A closed pipe (`| head`) is no error of ours.
            Err(Failed::Export(ExportError::Write(error))) if error.kind() == io::ErrorKind::BrokenPipe => GOOD,
            // These words name the file themselves.
            Err(Failed::Export(ExportError::NotASession(why))) => {
                tell(&open_error_words(&OpenError { path, why }));
                NOT_VALID
            }
            Err(failed) => {
                let (status, why) = failed.words();
                say(why);
                status
            }
        }
    }

    fn write(self, language: Language, out: &mut dyn Write) -> Result<Exported, Failed> {
        let Self {
            session,
            to,
            output,
            force,
            sockets,
            calls,
            errors,
            sent,
            received,
            from,
            to_time,
            filter,
            side,
            mask,
            patterns,
        } = self;
        let records = match filter {
            Some(query) => Some(records_found(&session, &query).map_err(Failed::Said)?),
            None => None,
        };
        let direction = match (sent, received) {
            (true, _) => Some(Direction::Sent),
            (_, true) => Some(Direction::Received),
            _ => None,
        };
        let filter = Filter { sockets, calls, errors, direction, from, to: to_time, side, records, numbers: None };
        // The patterns were read when the arguments were.
        let mask = (mask || !patterns.is_empty()).then(|| Mask::new(&patterns).unwrap_or_default());
        let mask = mask.as_ref();
        let open = || open(&session);
        let Some(output) = output.filter(|output| output != Path::new("-")) else {
            let mut out = BufWriter::with_capacity(1 << 16, out);
            return export_masked(open, mask, to, &filter, language, &mut out).map_err(Failed::Export);
        };
        refuse_own(&output, &[Arc::new(session.clone())]).map_err(Failed::File)?;
        let mut result = None;
        let written = write_new(&output, force, |file| {
            let mut out = BufWriter::with_capacity(1 << 20, file);
            let exported = export_masked(open, mask, to, &filter, language, &mut out);
            let is_whole = exported.is_ok();
            result = Some(exported);
            if !is_whole {
                return Err(io::ErrorKind::Interrupted.into());
            }
            out.flush()?;
            Ok(0)
        });
        match (result, written) {
            (Some(Err(error)), _) => Err(Failed::Export(error)),
            (_, Err(error)) => Err(Failed::File(error)),
            (Some(Ok(exported)), Ok(_)) => Ok(exported),
            (None, Ok(_)) => Ok(Exported::default()),
        }
    }
}

impl Failed {
    /// The exit status, and why.
    pub(super) fn words(self) -> (u8, Message) {
        let errno = |error: &io::Error| errno_words(error.raw_os_error().unwrap_or(libc::EIO));
        match self {
            Self::Said(why) => (NOT_VALID, why),
            Self::Export(ExportError::NotASession(why)) => {
                (NOT_VALID, open_error_words(&OpenError { path: PathBuf::new(), why }))
            }
            Self::Export(ExportError::Read(error)) => {
                (NOT_VALID, Message::new("export-unreadable").with("errno", errno(&error)))
            }
            Self::Export(ExportError::Line(damage)) => {
                let message = Message::new("export-damaged-script").with("line", damage.line.to_string());
                (NOT_VALID, message.with("why", line_error_words(&damage.why)))
            }
            Self::Export(ExportError::Program(error)) => (NOT_VALID, program_error_words(&error)),
            Self::Export(ExportError::TooLong) => (NOT_VALID, Message::new("export-too-long")),
            Self::Export(ExportError::NeedsOne) => (NOT_VALID, Message::new("export-needs-one")),
            Self::Export(ExportError::Filter { format, kind }) => {
                let message = Message::new("export-no-filter").with("format", format.word());
                (NOT_VALID, message.with("option", kind.option()))
            }
            Self::File(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                (NOT_WRITTEN, Message::new("export-exists"))
            }
            Self::File(error) if error.kind() == io::ErrorKind::ResourceBusy && error.raw_os_error().is_none() => {
                (NOT_WRITTEN, Message::new("export-own-file"))
            }
            Self::Export(ExportError::Write(error)) | Self::File(error) => {
                (NOT_WRITTEN, Message::new("export-not-written").with("errno", errno(&error)))
            }
        }
    }
}
