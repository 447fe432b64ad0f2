//! `sockscope program`: a session as a program, without a window.

use super::{damage_words, open_error_words};
use crate::bytes::escape_text;
use crate::call::Record;
use crate::export::program::{self, Language, ProgramError, Split};
use crate::locale::{self, Language as Tongue, Message};
use crate::session::{Damage, LINE_LIMIT, OpenError, OpenWhy, decode};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

/// The command line of `program`.
#[derive(Clone, Debug, clap::Args)]
pub struct ProgramArguments {
    /// The session file
    file: PathBuf,
    /// What the program is written in: python or c
    #[arg(long, default_value = "python", value_parser = parse_language)]
    language: Language,
    /// The sockets of this side only
    #[arg(long, value_name = "NAME")]
    side: Option<String>,
    /// Write it to this file instead of to standard output
    #[arg(short, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn parse_language(word: &str) -> Result<Language, String> {
    Language::parse(word).ok_or_else(|| Language::ALL.map(Language::word).join(" | "))
}

impl ProgramArguments {
    /// Writes the program. The error is a sentence in the system's language.
    ///
    /// # Errors
    /// The session cannot be read or is damaged, it is too long, there is no such side, or the file cannot be written.
    pub fn run(&self, out: &mut dyn Write) -> Result<(), String> {
        let tongue = Tongue::of_system();
        let split = self.side.clone().map_or(Split::One, Split::Side);
        let mut text = Vec::new();
        let mut records = Records::open(&self.file, tongue)?;
        let written = program::write(&mut records, self.language, &split, &mut text);
        if let Some(why) = records.fault {
            return Err(why);
        }
        written.map_err(|error| locale::words(tongue, &program_error_words(&error)))?;
        let saved = match &self.output {
            Some(path) => std::fs::write(path, text),
            None => out.write_all(&text).and_then(|()| out.flush()),
        };
        saved.map_err(|error| locale::words(tongue, &program_error_words(&ProgramError::Write(error))))
    }
}

/// Why a session became no program.
pub fn program_error_words(error: &ProgramError) -> Message {
    match error {
        ProgramError::TooLong => Message::new("program-too-long")
            .with("calls", program::MOST_CALLS as u64)
            .with("bytes", crate::bytes::size_text(program::MOST_BYTES as u64)),
        ProgramError::NoSide(sides) => {
            let named: Vec<String> =
                sides.iter().filter(|side| !side.is_empty()).map(|side| escape_text(side.as_bytes())).collect();
            Message::new("program-no-side").with("count", named.len() as u64).with("sides", named.join(", "))
        }
        ProgramError::Write(error) => Message::new("program-not-written")
            .with("errno", super::words::errno_words(error.raw_os_error().unwrap_or(libc::EIO))),
    }
}

/// The records of a file; a torn last line is not looked at, a damaged one ends them.
struct Records {
    lines: BufReader<File>,
    tongue: Tongue,
    number: u64,
    fault: Option<String>,
    path: PathBuf,
}

impl Records {
    fn open(path: &Path, tongue: Tongue) -> Result<Self, String> {
        let lines = File::open(path).map_err(|error| unreadable(path, tongue, &error))?;
        let lines = BufReader::with_capacity(1 << 20, lines);
        Ok(Self { lines, tongue, number: 0, fault: None, path: path.to_owned() })
    }
}

fn unreadable(path: &Path, tongue: Tongue, error: &io::Error) -> String {
    let why = OpenWhy::Unreadable(error.raw_os_error().unwrap_or(0));
    locale::words(tongue, &open_error_words(&OpenError { path: path.to_owned(), why }))
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut line = Vec::new();
        self.number += 1;
        let limit = LINE_LIMIT as u64 + 2;
        match self.lines.by_ref().take(limit).read_until(b'\n', &mut line) {
            Ok(0) => return None,
            Ok(_) if line.last() != Some(&b'\n') && line.len() <= LINE_LIMIT => return None,
            Ok(_) => {}
            Err(error) => {
                self.fault = Some(unreadable(&self.path, self.tongue, &error));
                return None;
            }
        }
        match decode(&line) {
            Ok(record) => Some(record),
            Err(why) => {
                self.fault = Some(locale::words(self.tongue, &damage_words(&Damage { line: self.number, why })));
                None
            }
        }
    }
}
