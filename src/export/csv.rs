//! RFC 4180: a row a call, in the order in which the calls came back.

use super::pass::Entry;
use super::{Step, Takes, text};
use crate::bytes;
use crate::call::{Address, Name, Outcome, Value, eai_name, errno_name};
use crate::session::Board;
use std::io::{self, Write};

const HEAD: &str = "n,time,socket,call,arguments,result,errno,peer,bytes,text,hex\r\n";

/// `n` is the record of the call's start, `time` its seconds since the session began. `text` is the payload where it is
/// text that can be shown; `hex` is the payload always, two digits a byte; `bytes` is what moved of it.
pub struct Csv<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Csv<'a> {
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}

impl Takes for Csv<'_> {
    fn take(&mut self, step: Step<'_>, board: &Board) -> io::Result<()> {
        match step {
            Step::Header(_) => self.out.write_all(HEAD.as_bytes()),
            Step::Back(entry) | Step::Unfinished(entry) => self.row(entry, board),
            _ => Ok(()),
        }
    }
}

impl Csv<'_> {
    fn row(&mut self, entry: &Entry, board: &Board) -> io::Result<()> {
        let record = &entry.record;
        let (line, result) = text::words(entry);
        let name = record.on.as_ref().or(record.makes.as_ref()).map(Name::to_string).unwrap_or_default();
        write!(self.out, "{},{}.{:09},", entry.n, entry.t.as_secs(), entry.t.subsec_nanos())?;
        let arguments = line.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or_default();
        for cell in [&*name, record.call.kind().name(), arguments, &result, errno(&record.outcome)] {
            self.cell(cell)?;
            self.out.write_all(b",")?;
        }
        self.cell(&peer(entry, board).map(|address| address.to_string()).unwrap_or_default())?;
        match entry.moved {
            Some(moved) => write!(self.out, ",{},", moved.bytes)?,
            None => self.out.write_all(b",,")?,
        }
        let payload = entry.payload().map(|data| &**data).unwrap_or_default();
        if let Some(text) = std::str::from_utf8(payload).ok().filter(|text| is_shown(text)) {
            self.cell(text)?;
        }
        self.out.write_all(b",")?;
        write_hex(self.out, payload)?;
        self.out.write_all(b"\r\n")
    }

    fn cell(&mut self, text: &str) -> io::Result<()> {
        if !text.contains([',', '"', '\r', '\n']) && text.trim().len() == text.len() {
            return self.out.write_all(text.as_bytes());
        }
        self.out.write_all(b"\"")?;
        for (index, piece) in text.split('"').enumerate() {
            if index > 0 {
                self.out.write_all(b"\"\"")?;
            }
            self.out.write_all(piece.as_bytes())?;
        }
        self.out.write_all(b"\"")
    }
}

fn is_shown(text: &str) -> bool {
    text.chars().all(|c| bytes::is_printable(c) || matches!(c, '\t' | '\r' | '\n'))
}

/// The errno's name where it is one.
fn errno(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Errno(number) | Outcome::Ok(Value::ConnectEx(number)) => errno_name(*number).unwrap_or_default(),
        Outcome::Eai(number) => eai_name(*number).unwrap_or_default(),
        _ => "",
    }
}

/// Whom the call was about: the address that it names, whoever sent, or whom the socket is connected to.
pub fn peer(entry: &Entry, board: &Board) -> Option<Address> {
    use crate::call::Call;
    match (&entry.record.call, &entry.record.outcome) {
        (Call::Bind { .. }, _) => None,
        (_, Outcome::Ok(Value::Accepted(address))) => address.clone(),
        (_, Outcome::Ok(value)) if value.sender().is_some() => value.sender().cloned(),
        (call, _) => call.address().cloned().or_else(|| board.row(board.owner(entry.sid))?.peer.clone()),
    }
}

/// Two lower-case digits a byte, nothing between.
pub fn write_hex(out: &mut dyn Write, data: &[u8]) -> io::Result<()> {
    let mut block = Vec::with_capacity(8192);
    for chunk in data.chunks(4096) {
        block.clear();
        block.extend(chunk.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
        out.write_all(&block)?;
    }
    Ok(())
}

fn digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}
