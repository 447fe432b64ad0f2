//! A line a call, as the log reads.

use super::{Step, Takes};
use crate::bytes;
use crate::call::{Name, Outcome};
use crate::script;
use crate::session::Board;
use std::io::{self, Write};

/// Writes `time  side  call → result  took`; a call that waited has a line for its start and one, with ↳, for its end.
pub struct Text<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Text<'a> {
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}

/// A call's line and its result, in Python's words; long payloads are cut there.
pub fn words(entry: &super::pass::Entry) -> (String, String) {
    let line = script::call_line_short(&entry.record, None);
    let result = match &entry.record.outcome {
        Outcome::Waiting => "…".to_owned(),
        outcome => script::result_text_of(outcome, &entry.record.call, received_len(entry)),
    };
    (line, result)
}

fn received_len(entry: &super::pass::Entry) -> Option<u64> {
    entry.record.outcome.data().map(|_| entry.payload_len())
}

impl Takes for Text<'_> {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        let (entry, arrow) = match step {
            Step::Started(entry) => (entry, ' '),
            Step::Back(entry) => (entry, if entry.join_n.is_some() { '↳' } else { ' ' }),
            _ => return Ok(()),
        };
        let name = entry.record.on.as_ref().or(entry.record.makes.as_ref());
        let side = name.map(Name::side).unwrap_or_default();
        let (line, result) = words(entry);
        let took = entry.record.took.map(bytes::duration_text).unwrap_or_default();
        let time = bytes::clock_text(entry.t);
        let text = format!("{time:>10}  {side:<8} {arrow} {line}  →  {result}  {took}");
        writeln!(self.out, "{}", text.trim_end())
    }
}
