//! A session as text, for a terminal: one call a line, everything from outside escaped.

use super::{damage_words, open_error_words};
use crate::bytes;
use crate::call::{Body, CallId, CallRecord, Outcome, Record};
use crate::locale::{self, Language, Message};
use crate::script;
use crate::session::{Damage, LINE_LIMIT, OpenError, OpenWhy, decode};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write};
use std::path::Path;

/// Prints every call of a session file with its time, outcome and duration. The error is a sentence in the system's
/// language; what stands before a damaged line is printed all the same.
pub fn print_session(path: &Path, out: &mut dyn Write) -> Result<(), String> {
    let language = Language::of_system();
    let unreadable = |error: &io::Error| {
        let why = OpenWhy::Unreadable(error.raw_os_error().unwrap_or(0));
        locale::words(language, &open_error_words(&OpenError { path: path.to_owned(), why }))
    };
    let mut lines = BufReader::with_capacity(1 << 20, File::open(path).map_err(|error| unreadable(&error))?);
    let mut printer = Printer { waiting: HashMap::new(), out };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let limit = LINE_LIMIT as u64 + 1;
        let count = lines.by_ref().take(limit).read_until(b'\n', &mut line).map_err(|error| unreadable(&error))?;
        if count == 0 {
            break;
        }
        let printed = if line.last() != Some(&b'\n') && (count as u64) < limit {
            let message = Message::new("open-torn").with("bytes", count as u64);
            writeln!(printer.out, "# {}", locale::words(language, &message))
        } else {
            let record =
                decode(&line).map_err(|why| locale::words(language, &damage_words(&Damage { line: number, why })))?;
            printer.record(&record)
        };
        match printed {
            // A closed pipe (`| head`) is no error of ours.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(error.to_string()),
            Ok(()) => {}
        }
    }
    Ok(())
}

struct Printer<'a> {
    waiting: HashMap<CallId, CallRecord>,
    out: &'a mut dyn Write,
}

impl Printer<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let (call, outcome, took, arrow) = match &record.body {
            Body::Call(call) => {
                if let Some(id) = call.waits {
                    self.waiting.insert(id, (**call).clone());
                }
                ((**call).clone(), call.outcome.clone(), call.took, ' ')
            }
            Body::Join(join) => {
                let Some(call) = self.waiting.remove(&join.id) else { return Ok(()) };
                (call, join.outcome.clone(), Some(join.took), '↳')
            }
            _ => return Ok(()),
        };
        let name = call.on.as_ref().or(call.makes.as_ref());
        let side = name.map(|name| name.side().to_owned()).unwrap_or_default();
        let line = script::call_line_short(&call, None);
        let result = match &outcome {
            Outcome::Waiting => "…".to_owned(),
            outcome => script::result_text(outcome, &call.call),
        };
        let took = took.map(bytes::duration_text).unwrap_or_default();
        let time = bytes::clock_text(record.t);
        writeln!(self.out, "{time:>10}  {side:<8} {arrow} {line}  →  {result}  {took}")
    }
}
