//! A session as a program that makes the same calls: Python and C as a book writes them.
//!
//! One statement a call, with the session's own names, and behind it what came of it then. What the kernel chose (ports,
//! paths of a scratch folder) is asked for and handed on, not written down; calls that waited beside others wait on
//! threads; what a stream delivers is read until as many bytes are there as the session had, however TCP cuts them.
//!
//! The program's words are code and not for translation.

mod c;
mod cast;
mod names;
mod places;
mod plan;
mod python;
mod steps;

use crate::call::Record;
use std::io::{self, Write};

/// What the program is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Python 3.10 or later, the standard library alone.
    #[default]
    Python,
    /// C11 with POSIX and pthreads; what Linux alone has goes by its number where the C library has no name for it.
    C,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Python, Self::C];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::C => "c",
        }
    }

    /// Reads [`Self::word`].
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.word() == word)
    }

    /// The ending of such a file's name, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Python => "py",
            Self::C => "c",
        }
    }
}

/// How much of the session one program has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// All sockets in one program.
    #[default]
    One,
    /// The sockets of one side, by the side's name; what the other sides have is printed and taken as arguments.
    Side(String),
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Sockets that the program makes.
    pub sockets: u64,
    /// Calls of the session that the program makes.
    pub calls: u64,
    /// Calls that it does not make: they were stopped or still waited, are on a socket from before the session, or are no
    /// calls of the language. Each is told in a comment, except those on sockets from before.
    pub left_out: u64,
    /// Payloads that the session did not keep: the program sends as many question marks, and says so.
    pub not_kept: u64,
}

/// The most calls that a program has.
pub const MOST_CALLS: usize = 50_000;
/// The most bytes that a program sends, all calls together.
pub const MOST_BYTES: usize = 8 << 20;

/// Why there is no program.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// More than [`MOST_CALLS`] calls or [`MOST_BYTES`] bytes to send.
    #[error("the session is too long for a program")]
    TooLong,
    /// No socket of the session is on this side. The sides that there are.
    #[error("no socket is on this side")]
    NoSide(Vec<String>),
    /// It could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// Writes the program that makes the calls of these records, in their order.
///
/// `records` are a session's, from its first; payloads that stand in parts before their record are put together. At most
/// [`MOST_CALLS`] calls and [`MOST_BYTES`] bytes are held.
///
/// # Errors
/// [`ProgramError`]; nothing is written unless the error is `Write`.
pub fn write(
    records: impl IntoIterator<Item = Record>,
    language: Language,
    split: &Split,
    out: &mut dyn Write,
) -> Result<Summary, ProgramError> {
    let mut program = Program::default();
    for record in records {
        program.take(record)?;
    }
    program.write(language, split, out)
}

/// A program that grows record by record.
#[derive(Debug, Default)]
pub struct Program(steps::Steps);

impl Program {
    /// Takes in the session's next record.
    ///
    /// # Errors
    /// [`ProgramError::TooLong`].
    pub fn take(&mut self, record: Record) -> Result<(), ProgramError> {
        self.0.take(record)
    }

    /// Writes the program.
    ///
    /// # Errors
    /// [`ProgramError`]; nothing is written unless the error is `Write`.
    pub fn write(self, language: Language, split: &Split, out: &mut dyn Write) -> Result<Summary, ProgramError> {
        let plan = plan::Plan::of(self.0, split)?;
        let (text, left_out) = match language {
            Language::Python => python::text(&plan),
            Language::C => c::text(&plan),
        };
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(Summary {
            sockets: plan.sockets(),
            calls: plan.calls().saturating_sub(left_out),
            left_out: left_out + plan.left_out,
            not_kept: plan.not_kept(),
        })
    }
}

/// The statements of C that make the calls of these records, without the program around them; those of the first `skip`
/// calls, which make the sockets, are left out.
pub(super) fn c_statements(records: Vec<Record>, skip: usize) -> String {
    let mut steps = steps::Steps::default();
    for record in records {
        if steps.take(record).is_err() {
            break;
        }
    }
    plan::Plan::of(steps, &Split::One).map_or_else(|_| String::new(), |plan| c::statements(&plan, skip))
}

/// A constant's number; 0 where the platform has none of this name.
fn number(name: &str) -> i32 {
    crate::call::number_of(name).unwrap_or_default()
}
