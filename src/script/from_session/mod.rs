//! A session's log turned back into a script that can be run again.
//!
//! What was seen and not done is dropped; ports and names that the kernel chose become variables, Unix paths that the
//! session itself bound move into `${tmp}`. A call that waited stays two lines, `async` and `join`; a run of *keep
//! receiving* on one stream becomes one `recv_exact` of its bytes.

mod again;
mod lines;
mod plan;
#[cfg(test)]
mod tests;
mod writer;

pub use again::{Again, Used, run_again, used_addresses};

use crate::call::{Body, Payload, Record};
use crate::session::{LINE_LIMIT, LineError, decode};
use std::io::{self, BufRead, Read as _, Write};

/// How a session is turned into a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromOptions {
    /// What came of each call becomes its `expect`.
    pub keep_results: bool,
    /// The script's title.
    pub title: Option<String>,
}

/// Why a session is no script.
#[derive(Debug)]
pub enum FromError {
    /// The session cannot be read.
    Read(io::Error),
    /// A line of it is damaged: its number from 1, and what is wrong.
    Line(u64, LineError),
    /// It has more steps than a script may.
    TooLong,
    /// The script cannot be written.
    Write(io::Error),
}

/// Reads a session twice and writes it as a script.
///
/// `open` gives the session file from its beginning each time. A torn last line is not looked at.
///
/// # Errors
/// [`FromError`]; what is written by then is no whole script.
pub fn from_session<R: BufRead>(
    open: impl Fn() -> io::Result<R>,
    options: &FromOptions,
    out: &mut dyn Write,
) -> Result<(), FromError> {
    let mut plan = plan::Plan::default();
    each_record(open().map_err(FromError::Read)?, &mut |record, _| {
        plan.take(&record);
        Ok(())
    })?;
    let mut writer = writer::Writer::new(plan, options, out)?;
    each_record(open().map_err(FromError::Read)?, &mut |record, payload| writer.take(record, payload))?;
    writer.end()
}

/// Hands over each record, and the bytes of its payload that stand in parts before it.
fn each_record(
    mut input: impl BufRead,
    take: &mut dyn FnMut(Record, Vec<Payload>) -> Result<(), FromError>,
) -> Result<(), FromError> {
    let mut parts: Vec<Payload> = Vec::new();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let got = input.by_ref().take(LINE_LIMIT as u64 + 2).read_until(b'\n', &mut line).map_err(FromError::Read)?;
        if got == 0 || (line.last() != Some(&b'\n') && line.len() <= LINE_LIMIT) {
            return Ok(());
        }
        let record = decode(&line).map_err(|why| FromError::Line(number, why))?;
        match record.body {
            Body::Part { data, .. } => parts.push(data),
            _ => take(record, std::mem::take(&mut parts))?,
        }
    }
    Ok(())
}
