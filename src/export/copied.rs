//! One call or some of them for the clipboard: the lines that the formats have for calls, without what stands around them.

use super::{Filter, Format, export, program};
use crate::bytes::{decode_text, hex_text};
use crate::call::{Body, Call, CallRecord, Header, Kept, Name, Outcome, Record, SocketId};
use crate::locale::Language;
use crate::script::call_line;
use crate::session::encode_into;
use std::collections::BTreeMap;
use std::time::Duration;

/// In which form calls are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CopyForm {
    /// The line of the log.
    Line,
    /// The statement of Python.
    Python,
    /// The statements of C.
    C,
    /// The lines of a script.
    Script,
    /// Rows of CSV; with their heading where there are several.
    Csv,
    /// Rows of a Markdown table, with its heading.
    Markdown,
    /// The session's own lines.
    Jsonl,
    /// A hex dump of the payload.
    HexDump,
    /// The payload as text.
    Text,
    /// The payload as `00 01 ff`.
    Hex,
}

impl CopyForm {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Line,
        Self::Python,
        Self::C,
        Self::Script,
        Self::Csv,
        Self::Markdown,
        Self::Jsonl,
        Self::HexDump,
        Self::Text,
        Self::Hex,
    ];

    /// Whether it is of the payload, and nothing where there is none.
    pub fn is_of_data(self) -> bool {
        matches!(self, Self::HexDump | Self::Text | Self::Hex)
    }
}

/// A call to copy.
#[derive(Clone, Debug)]
pub struct CopiedCall {
    /// The record of its start.
    pub n: u64,
    /// When it started.
    pub t: Duration,
    /// The socket.
    pub sid: SocketId,
    /// The call with what came of it, its payload whole.
    pub record: CallRecord,
    /// What its socket is: the call that made it, and its name. None where the call itself makes one, or makes none.
    pub on: Option<(Name, Call)>,
}

/// The calls in this form; `encoding` is for payloads as text.
pub fn copied(calls: &[CopiedCall], form: CopyForm, encoding: crate::bytes::Encoding, language: Language) -> String {
    let payloads = || {
        let data = calls.iter().filter_map(|call| {
            call.record.call.sent().or_else(|| call.record.outcome.data()).filter(|_| call.record.kept == Kept::Whole)
        });
        data.flat_map(|data| data.iter().copied()).collect::<Vec<u8>>()
    };
    let head = |line: &&str| calls.len() > 1 || !line.starts_with("n,time,");
    let text = match form {
        CopyForm::Line => lines(&written(calls, Format::Text, language), |line| Some(line.trim_start())),
        CopyForm::Python => calls.iter().map(|call| call_line(&call.record) + "\n").collect(),
        CopyForm::C => program::c_statements(records(calls), made(calls).len()),
        CopyForm::Script => {
            let skipped = 1 + made(calls).len();
            written(calls, Format::Script, language).lines().skip(skipped).map(|line| format!("{line}\n")).collect()
        }
        // Line ends within quotes are part of the cell.
        CopyForm::Csv => {
            let text = written(calls, Format::Csv, language);
            let rows = text.split_once("\r\n").map(|(first, rest)| if head(&first) { &*text } else { rest });
            let mut rows = rows.unwrap_or_default().to_owned();
            rows.truncate(rows.trim_end_matches("\r\n").len());
            return rows;
        }
        CopyForm::Markdown => {
            lines(&written(calls, Format::Markdown, language), |line| line.starts_with('|').then_some(line))
        }
        CopyForm::Jsonl => {
            written(calls, Format::Jsonl, language).lines().skip(1).map(|line| format!("{line}\n")).collect()
        }
        CopyForm::HexDump => written(calls, Format::HexDump, language),
        CopyForm::Text => return decode_text(encoding, &payloads()),
        CopyForm::Hex => return hex_text(&payloads()),
    };
    text.trim_end_matches('\n').to_owned()
}

fn lines<'a>(text: &'a str, keep: impl Fn(&'a str) -> Option<&'a str>) -> String {
    text.lines().filter_map(keep).map(|line| format!("{line}\n")).collect()
}

/// The sockets that the calls are on, each with the call that makes it.
fn made(calls: &[CopiedCall]) -> BTreeMap<SocketId, (&Name, &Call)> {
    let known = |call: &CopiedCall| calls.iter().any(|other| other.sid == call.sid && other.on.is_none());
    let all = calls.iter().filter(|call| !known(call));
    all.filter_map(|call| Some((call.sid, call.on.as_ref().map(|(name, made)| (name, made))?))).collect()
}

/// A small session: the sockets are made, then the calls are.
fn records(calls: &[CopiedCall]) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::with_capacity(calls.len() + 2);
    let header = Header { utc: "1970-01-01T00:00:00.000000000Z".into(), app: "sockscope".into() };
    all.push(Record { n: 0, t: Duration::ZERO, sid: None, body: Body::Header(header) });
    for (sid, (name, call)) in made(calls) {
        let record = CallRecord {
            on: None,
            makes: Some(name.clone()),
            by: crate::call::By::Person,
            call: call.clone(),
            waits: None,
            took: Some(Duration::ZERO),
            outcome: Outcome::NONE,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        let n = all.len() as u64;
        all.push(Record { n, t: Duration::ZERO, sid: Some(sid), body: Body::Call(Box::new(record)) });
    }
    for call in calls {
        let record = CallRecord { waits: None, ..call.record.clone() };
        let n = all.len() as u64;
        all.push(Record { n, t: call.t, sid: Some(call.sid), body: Body::Call(Box::new(record)) });
    }
    all
}

fn written(calls: &[CopiedCall], format: Format, language: Language) -> String {
    let all = records(calls);
    let first = 1 + made(calls).len() as u64;
    let mut session = Vec::new();
    for record in &all {
        encode_into(&mut session, record);
    }
    // Sockets that are there only so that the calls can be understood are not among them.
    let mut numbers = vec![0; all.len() - calls.len()];
    numbers.extend(calls.iter().map(|call| call.n));
    let records = Some((first..all.len() as u64).collect());
    let filter = Filter { records, numbers: Some(numbers.into()), ..Filter::default() };
    let filter = if format == Format::Script { Filter::default() } else { filter };
    let mut out = Vec::new();
    // Of what cannot be put into words there is nothing to copy.
    let _ = export(|| Ok(&session[..]), format, &filter, language, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Encoding;
    use crate::call::{By, Value, number_of};

    fn call(call: Call, outcome: Outcome) -> CopiedCall {
        let family = number_of("AF_INET").unwrap();
        let kind = number_of("SOCK_STREAM").unwrap();
        let (name, made) = (Name::new("client", "s"), Call::Socket { family, kind, proto: 0 });
        let record = CallRecord {
            on: Some(name.clone()),
            makes: None,
            by: By::Person,
            call,
            waits: None,
            took: Some(Duration::from_micros(12)),
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        CopiedCall { n: 9, t: Duration::from_secs(1), sid: SocketId(4), record, on: Some((name, made)) }
    }

    #[test]
    fn a_call_in_each_form() {
        let send = call(Call::Send { data: b"hi\r\n"[..].into(), flags: 0 }, Outcome::Ok(Value::Int(4)));
        for (form, want) in [
            (CopyForm::Line, "1.000  client     s.send(b\"hi\\r\\n\")  →  4  12 µs"),
            (CopyForm::Python, "s.send(b\"hi\\r\\n\")"),
            (CopyForm::C, "check(\"send\", send(s, BYTES(\"hi\\r\\n\"), 0));  // → 4"),
            (CopyForm::Script, r#"{"call":"send","on":"client/s","data":"hi\r\n"}"#),
            (CopyForm::Csv, "9,1.000000000,client/s,send,\"b\"\"hi\\r\\n\"\"\",4,,,4,\"hi\r\n\",68690d0a"),
            (
                CopyForm::HexDump,
                "# 9 → s.send(b\"hi\\r\\n\") → 4\n00000000: 68 69 0d 0a                                      hi..",
            ),
            (CopyForm::Text, "hi\r\n"),
            (CopyForm::Hex, "68 69 0d 0a"),
        ] {
            let got = copied(std::slice::from_ref(&send), form, Encoding::Utf8, Language::English);
            assert_eq!(got, want, "{form:?}");
        }
        let got = copied(std::slice::from_ref(&send), CopyForm::Markdown, Encoding::Utf8, Language::English);
        assert_eq!(got.lines().count(), 3, "{got}");
        let got = copied(std::slice::from_ref(&send), CopyForm::Jsonl, Encoding::Utf8, Language::English);
        assert!(got.contains(r#""call":"send""#) && got.lines().count() == 1, "{got}");
    }

    #[test]
    fn some_calls_in_each_form() {
        let send = call(Call::Send { data: b"hi"[..].into(), flags: 0 }, Outcome::Ok(Value::Int(2)));
        let recv = call(Call::Recv { size: 9, flags: 0 }, Outcome::Ok(Value::Data(b"ho"[..].into())));
        let fails = call(Call::Listen { backlog: None }, Outcome::Errno(22));
        let all = [send, recv, fails];
        for (form, count) in [
            (CopyForm::Line, 3),
            (CopyForm::Python, 3),
            (CopyForm::C, 3),
            (CopyForm::Csv, 4),
            (CopyForm::Markdown, 5),
            (CopyForm::Jsonl, 3),
            (CopyForm::Text, 1),
        ] {
            let got = copied(&all, form, Encoding::Utf8, Language::English);
            assert_eq!(got.lines().count(), count, "{form:?}: {got}");
        }
        assert_eq!(copied(&all, CopyForm::Text, Encoding::Utf8, Language::English), "hiho");
    }
}
