//! The second pass: the session's lines with its secrets replaced.

use super::find::{Secrets, Span};
use super::texts;
use crate::call::{Body, Call, Notice, OptionValue, Outcome, Payload, Record, Value};
use crate::session::{LINE_LIMIT, decode, encode_into};
use std::io::{self, BufRead, Read};

/// A session file that is read with its secrets replaced. Lines without secrets are handed on as they are.
pub struct MaskedLines<'a, R> {
    input: R,
    secrets: &'a Secrets,
    spans: &'a [Span],
    number: u64,
    line: Vec<u8>,
    given: usize,
}

impl<'a, R: BufRead> MaskedLines<'a, R> {
    pub(super) fn new(input: R, secrets: &'a Secrets) -> Self {
        Self { input, secrets, spans: &secrets.spans, number: 0, line: Vec::new(), given: 0 }
    }

    fn next_line(&mut self) -> io::Result<()> {
        self.line.clear();
        self.given = 0;
        self.input.by_ref().take(LINE_LIMIT as u64 + 2).read_until(b'\n', &mut self.line)?;
        let number = self.number;
        self.number += 1;
        let behind = self.spans.partition_point(|span| span.record < number);
        let here = self.spans.get(behind..).unwrap_or_default();
        let (mine, rest) = here.split_at(here.partition_point(|span| span.record == number));
        self.spans = rest;
        if mine.is_empty() && self.secrets.patterns.is_empty() {
            return Ok(());
        }
        // A line that is none ends every export, and nothing of it is shown.
        let Ok(mut record) = decode(&self.line) else { return Ok(()) };
        let texts = texts::mask(&mut record, &self.secrets.patterns);
        if texts > 0 || !mine.is_empty() {
            mask(&mut record, mine);
            self.line.clear();
            encode_into(&mut self.line, &record);
        }
        Ok(())
    }
}

impl<R: BufRead> BufRead for MaskedLines<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given >= self.line.len() {
            self.next_line()?;
        }
        Ok(self.line.get(self.given..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.given = (self.given + count).min(self.line.len());
    }
}

impl<R: BufRead> Read for MaskedLines<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let held = self.fill_buf()?;
        let count = held.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), held.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

/// The bytes of a record that may hold secrets; it has one such place at most.
pub(super) fn payload(record: &Record) -> Option<Payload> {
    match &record.body {
        Body::Part { data, .. } => Some(data.clone()),
        Body::Call(call) => match &call.call {
            Call::SetSockOpt { value: OptionValue::Bytes(bytes), .. } => Some(bytes.clone()),
            made => made.sent().cloned().or_else(|| received(&call.outcome)),
        },
        Body::Join(join) => received(&join.outcome),
        Body::Notice(Notice::Note { text, .. }) => Some(text.as_bytes().into()),
        Body::Other(json) => Some(json.as_bytes().into()),
        _ => None,
    }
}

fn received(outcome: &Outcome) -> Option<Payload> {
    match outcome {
        Outcome::Ok(Value::Bytes(bytes)) => Some(bytes.clone()),
        outcome => outcome.data().cloned(),
    }
}

fn mask(record: &mut Record, spans: &[Span]) {
    let Some(before) = payload(record).filter(|_| !spans.is_empty()) else { return };
    let mut bytes = before.to_vec();
    for span in spans {
        star(&mut bytes, span.start as usize, span.end as usize);
    }
    let text = || String::from_utf8_lossy(&bytes).into_owned().into_boxed_str();
    match &mut record.body {
        Body::Part { data, .. } => *data = bytes.into(),
        Body::Call(call) => match &mut call.call {
            Call::SetSockOpt { value: OptionValue::Bytes(data), .. } => *data = bytes.into(),
            made => match made.sent_mut() {
                Some(data) => *data = bytes.into(),
                None => put_received(&mut call.outcome, bytes),
            },
        },
        Body::Join(join) => put_received(&mut join.outcome, bytes),
        Body::Notice(Notice::Note { text: note, .. }) => *note = text(),
        // What was a number in it is one still.
        Body::Other(json) => {
            let masked = text();
            *json = match crate::session::Json::parse(&masked) {
                Ok(_) => masked,
                Err(_) => "{\"#\":\"*\"}".into(),
            };
        }
        _ => {}
    }
}

fn put_received(outcome: &mut Outcome, bytes: Vec<u8>) {
    if let Outcome::Ok(value) = outcome {
        match value {
            Value::Bytes(data) => *data = bytes.into(),
            value => {
                if let Some(data) = value.data_mut() {
                    *data = bytes.into();
                }
            }
        }
    }
}

/// Replaces these bytes, with the rest of characters that they would cut.
pub(super) fn star(bytes: &mut [u8], mut start: usize, mut end: usize) {
    let is_rest = |at: usize| bytes.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let (first, last) = (start, end);
    while start > 0 && start + 3 > first && is_rest(start) {
        start -= 1;
    }
    while end < last + 3 && is_rest(end) {
        end += 1;
    }
    if let Some(secret) = bytes.get_mut(start..end.min(bytes.len())) {
        secret.fill(b'*');
    }
}
