//! A whole file, line by line.

use super::fault::{Fault, FaultWhy};
use super::line::{self, What};
use super::scope::Scope;
use super::{Case, Script, Step};
use crate::session::{Json, LINE_LIMIT, LineError, LineWhy};
use std::io::{BufRead, Read as _};

/// The most lines of a script.
pub(in crate::script) const MOST_LINES: u32 = 100_000;
/// Notes that are kept; a file with more of them has been told enough.
const MOST_NOTES: usize = 100;

/// A script that can be run, and what is odd in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The script.
    pub script: Script,
    /// What is odd and no fault: the run will answer it with an error.
    pub notes: Vec<Fault>,
}

/// Reads a whole script.
///
/// # Errors
/// The first fault with its line. A file that cannot be read is one too, with the error's number.
pub fn read(input: impl BufRead) -> Result<Reading, Fault> {
    let mut reader = Reader { keep: true, ..Reader::default() };
    reader.all(input)?;
    Ok(reader.reading)
}

/// Checks a script as [`read`] does and keeps nothing of it but the notes.
///
/// # Errors
/// Those of [`read`].
pub fn check(input: impl BufRead) -> Result<Vec<Fault>, Fault> {
    let mut reader = Reader::default();
    reader.all(input)?;
    Ok(reader.reading.notes)
}

#[derive(Default)]
struct Reader {
    keep: bool,
    has_header: bool,
    reading: Reading,
    case: Case,
    scope: Scope,
}

impl Reader {
    fn all(&mut self, mut input: impl BufRead) -> Result<(), Fault> {
        self.case.id = "main".into();
        let mut bytes = Vec::new();
        let mut number = 0;
        loop {
            bytes.clear();
            number += 1;
            let fault = |why: FaultWhy| Fault::new(number, why);
            let of_line = |why: LineWhy| fault(LineError::of(why).into());
            let limit = LINE_LIMIT as u64 + 1;
            let got = input.by_ref().take(limit).read_until(b'\n', &mut bytes);
            match got {
                Err(error) => return Err(of_line(LineWhy::Unreadable(error.raw_os_error().unwrap_or(0)))),
                Ok(0) if self.has_header => break,
                Ok(0) => return Err(Fault::new(0, FaultWhy::NoHeader)),
                Ok(_) if number > MOST_LINES => return Err(fault(FaultWhy::TooManyLines)),
                Ok(_) => {}
            }
            let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
            if line.len() > LINE_LIMIT {
                return Err(of_line(LineWhy::TooLong));
            }
            if !line.trim_ascii().is_empty() {
                self.line(line, number).map_err(fault)?;
            }
        }
        self.end_case();
        Ok(())
    }

    fn line(&mut self, line: &[u8], number: u32) -> Result<(), FaultWhy> {
        let text = simdutf8::compat::from_utf8(line)
            .map_err(|error| LineError { at: error.valid_up_to(), why: LineWhy::NotUtf8 })?;
        let json = Json::parse(text)?;
        if !self.has_header {
            self.reading.script.header = line::header(&json)?;
            self.has_header = true;
            return Ok(());
        }
        let line = line::line(&json)?;
        let mut notes: Vec<FaultWhy> = line.unknown.iter().cloned().map(FaultWhy::UnknownConstant).collect();
        if let What::Step(action) = &line.what {
            self.scope.take(&line, action, &mut notes)?;
        }
        let room = MOST_NOTES.saturating_sub(self.reading.notes.len());
        self.reading.notes.extend(notes.into_iter().take(room).map(|why| Fault::new(number, why)));
        match line.what {
            What::Case { id, title, requires, setting } => {
                self.end_case();
                self.case = Case { id, title, line: number, requires, setting, ..Case::default() };
            }
            What::Comment => {
                if let Some(said) = json.get("#").and_then(Json::text).filter(|_| self.keep) {
                    self.case.comments.push((number, said.into()));
                }
                self.case.lines += 1;
            }
            What::Step(action) => {
                if self.keep {
                    let index = self.case.lines;
                    self.case.steps.push(Step {
                        line: number,
                        index,
                        action,
                        expect: line.expect,
                        text: text.trim().into(),
                    });
                }
                self.case.lines += 1;
            }
        }
        Ok(())
    }

    fn end_case(&mut self) {
        self.scope = Scope::default();
        let case = std::mem::take(&mut self.case);
        if !case.steps.is_empty() {
            self.reading.script.cases.push(case);
        }
    }
}
