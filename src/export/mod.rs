//! A session as something else: tables, text, plain bytes, hex dumps, a script, a capture for Wireshark.
//!
//! One streaming pass over the session's lines (two where a format needs to look ahead): what is held in memory is the
//! board, the calls that wait, and one payload. Payloads go out whole. What is written is for other programs and is not
//! translated, save the headings of Markdown.

mod capture;
mod copied;
mod csv;
mod dump;
mod error;
mod filter;
mod jsonl;
mod markdown;
pub mod mask;
mod pass;
mod picture;
pub mod program;
#[cfg(test)]
mod tests;
mod text;

pub use copied::{CopiedCall, CopyForm, copied};
pub use error::{ExportError, Exported};
pub use filter::{Filter, FilterKind};

use crate::locale::Language;
use crate::script::{self, CallLanguage, FromError, FromOptions};
use crate::timeline::MOST_PIXELS;
use pass::{Pass, Step, Takes};
use std::io::{self, BufRead, Write};

/// What a session can be turned into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 4180, UTF-8, a row a call.
    Csv,
    /// A line a call, as the log reads.
    Text,
    /// A table and a Mermaid sequence diagram.
    Markdown,
    /// The bytes of one socket in one direction, nothing else.
    Raw,
    /// What `xxd -r` (one socket and direction) and `text2pcap` (any selection) take.
    HexDump,
    /// The session's lines again; of a selection, numbered anew.
    Jsonl,
    /// A script that makes the calls again.
    Script,
    /// Synthetic packets for Wireshark.
    Pcapng,
    /// A Python program that makes the same calls.
    Python,
    /// A C program that makes the same calls.
    C,
    /// The timeline as a picture of lines and text.
    Svg,
    /// The timeline as a picture of pixels.
    Png,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Pcapng,
        Self::Csv,
        Self::Text,
        Self::Markdown,
        Self::Svg,
        Self::Png,
        Self::Python,
        Self::C,
        Self::Script,
        Self::Jsonl,
        Self::HexDump,
        Self::Raw,
    ];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Raw => "raw",
            Self::HexDump => "hexdump",
            Self::Jsonl => "jsonl",
            Self::Script => "script",
            Self::Pcapng => "pcapng",
            Self::Python => "python",
            Self::C => "c",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// Reads [`Self::word`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// The usual ending of such a file's name, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Text | Self::HexDump => "txt",
            Self::Markdown => "md",
            Self::Raw => "bin",
            Self::Jsonl | Self::Script => "jsonl",
            Self::Pcapng => "pcapng",
            Self::Python => "py",
            Self::C => "c",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// What a file of this name is: by its ending, `.hex` for a hex dump. None where the ending tells nothing.
    pub fn of_name(path: &std::path::Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "hex" => Some(Self::HexDump),
            "jsonl" => Some(Self::Jsonl),
            "pcapng" => Some(Self::Pcapng),
            "py" => Some(Self::Python),
            "c" => Some(Self::C),
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            _ => None,
        }
    }

    /// Whether it makes sense of this kind of selection.
    pub fn takes(self, kind: FilterKind) -> bool {
        match self {
            Self::Python | Self::C => kind == FilterKind::Side,
            Self::Script => false,
            _ if kind == FilterKind::Side => false,
            // A packet that is left out would be a packet that was lost.
            Self::Pcapng => kind == FilterKind::Socket,
            _ => true,
        }
    }
}

/// How an export speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// The language of headings.
    pub language: Language,
    /// The language that calls are shown in, in a picture.
    pub calls: CallLanguage,
    /// The most pixels of a picture.
    pub pixels: u64,
}

impl From<Language> for Words {
    fn from(language: Language) -> Self {
        Self { language, calls: CallLanguage::Python, pixels: MOST_PIXELS }
    }
}

/// Writes a session in another form.
///
/// `open` gives the session file from its beginning; it is called once or twice. A torn last line is left out and told. A
/// damaged line ends the export well, with what stands before it, and is told too.
///
/// # Errors
/// [`ExportError`]; what is written by then is not whole.
pub fn export<R: BufRead>(
    open: impl Fn() -> io::Result<R>,
    format: Format,
    filter: &Filter,
    words: impl Into<Words>,
    out: &mut dyn Write,
) -> Result<Exported, ExportError> {
    let words = words.into();
    if let Some(kind) = filter.kinds().into_iter().find(|kind| !format.takes(*kind)) {
        return Err(ExportError::Filter { format, kind });
    }
    let pass = Pass { open: &open, filter };
    let exported = match format {
        Format::Csv => pass.run(&mut csv::Csv::new(out)),
        Format::Text => pass.run(&mut text::Text::new(out)),
        Format::Markdown => markdown::write(&pass, words.language, out),
        Format::Svg => picture_of(&pass, picture::Drawn::new(words, None, out)),
        Format::Png => picture_of(&pass, picture::Drawn::new(words, Some(words.pixels), out)),
        Format::Raw => {
            if filter.sockets.len() != 1 || filter.direction.is_none() {
                return Err(ExportError::NeedsOne);
            }
            pass.run(&mut dump::Raw(&mut *out))
        }
        Format::HexDump => pass.run(&mut dump::HexDump::new(filter, out)),
        Format::Jsonl => jsonl::write(&pass, out),
        Format::Script => {
            // Says at once what is no session.
            pass.header()?;
            let made = script::from_session(&open, &FromOptions::default(), out);
            made.map(|()| Exported::default()).map_err(|error| match error {
                FromError::Read(error) => ExportError::Read(error),
                FromError::Line(line, why) => ExportError::Line(crate::session::Damage { line, why }),
                FromError::TooLong => ExportError::TooLong,
                FromError::Write(error) => ExportError::Write(error),
            })
        }
        Format::Pcapng => pass.run(&mut capture::Capture::new(out)),
        Format::Python => program_of(&pass, program::Language::Python, out),
        Format::C => program_of(&pass, program::Language::C, out),
    }?;
    out.flush().map_err(ExportError::Write)?;
    Ok(exported)
}

/// [`export`], with the secrets masked where a mask is given: the session is read once more, before all else.
///
/// # Errors
/// As [`export`].
pub fn export_masked<R: BufRead>(
    open: impl Fn() -> io::Result<R>,
    mask: Option<&mask::Mask>,
    format: Format,
    filter: &Filter,
    words: impl Into<Words>,
    out: &mut dyn Write,
) -> Result<Exported, ExportError> {
    let words = words.into();
    let Some(mask) = mask else { return export(open, format, filter, words, out) };
    let secrets = mask::find(&open, mask)?;
    let exported = export(|| Ok(secrets.mask(open()?)), format, filter, words, out)?;
    Ok(Exported { masked: Some(secrets.counts), ..exported })
}

fn picture_of<R: BufRead, O: Fn() -> io::Result<R>>(
    pass: &Pass<'_, O>,
    mut picture: picture::Drawn<'_>,
) -> Result<Exported, ExportError> {
    let exported = pass.run(&mut picture)?;
    Ok(Exported { drawn: Some(picture.drawn()), ..exported })
}

fn program_of<R: BufRead, O: Fn() -> io::Result<R>>(
    pass: &Pass<'_, O>,
    language: program::Language,
    out: &mut dyn Write,
) -> Result<Exported, ExportError> {
    let mut made = program::Program::default();
    let exported = pass.lines(&mut |_, record| made.take(record).map_err(ExportError::Program))?;
    let split = pass.filter.side.clone().map_or(program::Split::One, program::Split::Side);
    let summary = made.write(language, &split, out).map_err(|error| match error {
        program::ProgramError::Write(error) => ExportError::Write(error),
        error => ExportError::Program(error),
    })?;
    Ok(Exported { program: Some(summary), ..exported })
}
