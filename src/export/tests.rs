//! Round trips as properties, and what damaged sessions do.

use super::{Filter, Format, Words, export};
use crate::call::{Body, By, Call, CallRecord, Header, Kept, Name, Outcome, Record, SocketId, Value};
use crate::locale::Language;
use crate::script::CallLanguage;
use crate::session::{Direction, PART, encode};
use proptest::prelude::*;
use std::time::Duration;

fn record(n: u64, call: Call, outcome: Outcome) -> Record {
    let made = matches!(call, Call::Socket { .. });
    let name = Some(Name::new("", "s"));
    let call = CallRecord {
        on: name.clone().filter(|_| !made),
        makes: name.filter(|_| made),
        by: By::Person,
        call,
        waits: None,
        took: Some(Duration::from_micros(3)),
        outcome,
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    };
    Record { n, t: Duration::from_micros(n), sid: Some(SocketId(1)), body: Body::Call(Box::new(call)) }
}

/// A session in which these payloads are sent and received, each in turn; long ones are cut into parts.
fn session(payloads: &[Vec<u8>]) -> Vec<u8> {
    let header = Header { utc: "2026-11-22T22:42:09.174655015Z".into(), app: "sockscope 0.1.0".into() };
    let mut out = encode(&Record { n: 0, t: Duration::ZERO, sid: None, body: Body::Header(header) });
    let family = crate::call::number_of("AF_INET").unwrap();
    let kind = crate::call::number_of("SOCK_STREAM").unwrap();
    let made = record(1, Call::Socket { family, kind, proto: 0 }, Outcome::NONE);
    out.extend(encode(&made));
    let mut n = 2;
    for (index, payload) in payloads.iter().enumerate() {
        let mut pieces: Vec<&[u8]> = payload.chunks(PART).collect();
        let last = pieces.pop().unwrap_or_default();
        let of = n + pieces.len() as u64;
        for piece in pieces {
            let body = Body::Part { of, data: piece.into() };
            out.extend(encode(&Record { n, t: Duration::from_micros(n), sid: Some(SocketId(1)), body }));
            n += 1;
        }
        let size = payload.len() as i64;
        out.extend(encode(&match index % 2 {
            0 => record(n, Call::Send { data: last.into(), flags: 0 }, Outcome::Ok(Value::Int(size))),
            _ => record(n, Call::Recv { size, flags: 0 }, Outcome::Ok(Value::Data(last.into()))),
        }));
        n += 1;
    }
    out
}

fn exported(session: &[u8], format: Format, filter: &Filter) -> Vec<u8> {
    let mut out = Vec::new();
    export(|| Ok(session), format, filter, Language::English, &mut out).unwrap();
    out
}

/// Rows of RFC 4180, read strictly.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            c if quoted => cell.push(c),
            ',' => row.push(std::mem::take(&mut cell)),
            '\r' => {
                assert_eq!(chars.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' => panic!("a bare line feed"),
            c => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty());
    rows
}

fn one_way(direction: Direction) -> Filter {
    Filter { sockets: vec![Name::new("", "s")], direction: Some(direction), ..Filter::default() }
}

fn payload() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..200),
        "[ -~\r\n\t,\"，你好👍\u{202e}]{0,40}".prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn any_payload_comes_back_from_a_table(payloads in proptest::collection::vec(payload(), 0..6)) {
        let csv = String::from_utf8(exported(&session(&payloads), Format::Csv, &Filter::default())).unwrap();
        let rows = rows(&csv);
        prop_assert_eq!(rows.len(), payloads.len() + 2);
        for (row, payload) in rows.iter().skip(2).zip(&payloads) {
            prop_assert_eq!(row.len(), 11);
            prop_assert_eq!(&crate::bytes::parse_hex(&row[10]).unwrap(), payload);
            prop_assert!(row[9].is_empty() || row[9].as_bytes() == payload);
            prop_assert_eq!(&row[8], &payload.len().to_string());
        }
    }

    #[test]
    fn any_payload_comes_back_from_a_session(payloads in proptest::collection::vec(payload(), 0..6)) {
        let session = session(&payloads);
        let all = exported(&session, Format::Jsonl, &Filter::default());
        prop_assert_eq!(&all, &session);
        for direction in [Direction::Sent, Direction::Received] {
            let selected = exported(&session, Format::Jsonl, &one_way(direction));
            let raw = exported(&selected, Format::Raw, &one_way(direction));
            prop_assert_eq!(raw, exported(&session, Format::Raw, &one_way(direction)));
        }
    }

    #[test]
    fn any_payload_comes_back_from_a_dump(payloads in proptest::collection::vec(payload(), 0..6)) {
        let session = session(&payloads);
        for direction in [Direction::Sent, Direction::Received] {
            let raw = exported(&session, Format::Raw, &one_way(direction));
            let skipped = usize::from(direction == Direction::Received);
            let sent: Vec<u8> = payloads.iter().skip(skipped).step_by(2).flatten().copied().collect();
            prop_assert_eq!(&raw, &sent);
            let dump = String::from_utf8(exported(&session, Format::HexDump, &one_way(direction))).unwrap();
            let digits: Vec<&str> = dump.lines().map(|line| &line[10..57]).collect();
            prop_assert_eq!(crate::bytes::parse_hex(&digits.join(" ")).unwrap(), raw);
        }
    }

    #[test]
    fn a_damaged_session_ends_where_it_is_damaged(
        payloads in proptest::collection::vec(payload(), 0..5),
        at in any::<prop::sample::Index>(),
        with in proptest::collection::vec(any::<u8>(), 0..6),
        cut in 0..40_usize,
    ) {
        let mut session = session(&payloads);
        let at = at.index(session.len());
        let end = (at + cut).min(session.len());
        session.splice(at..end, with);
        // A PNG is the SVG in pixels.
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Png) {
            let filter = if format == Format::Raw { one_way(Direction::Sent) } else { Filter::default() };
            let mut out = Vec::new();
            // Whatever comes of it: no panic.
            let _ = export(|| Ok(&session[..]), format, &filter, Language::English, &mut out);
        }
    }
}

#[test]
fn parts_are_put_together() {
    let large: Vec<u8> = (0..PART * 2 + 77).map(|at| (at % 251) as u8).collect();
    let session = session(&[large.clone(), large.clone()]);
    for direction in [Direction::Sent, Direction::Received] {
        assert!(exported(&session, Format::Raw, &one_way(direction)) == large);
    }
    // A selection has the parts of its records, under their new numbers.
    let selected = exported(&session, Format::Jsonl, &one_way(Direction::Received));
    assert!(exported(&selected, Format::Raw, &one_way(Direction::Received)) == large);
}

#[test]
fn words_of_formats_read_back() {
    for format in Format::ALL {
        assert_eq!(Format::parse(format.word()), Some(format));
    }
    assert_eq!(Format::parse("pdf"), None);
}

#[test]
fn a_picture_shows_calls_in_the_language_that_is_asked_for() {
    let session = session(&[b"hello".to_vec(), b"hello".to_vec()]);
    let drawn = |calls| {
        let mut out = Vec::new();
        let words = Words { calls, ..Language::English.into() };
        let exported = export(|| Ok(&session[..]), Format::Svg, &Filter::default(), words, &mut out).unwrap();
        assert!(exported.drawn.is_some_and(|(drawn, left_out)| drawn >= 2 && left_out == 0));
        String::from_utf8(out).unwrap()
    };
    assert!(drawn(CallLanguage::Python).contains("recv(5)"));
    assert!(drawn(CallLanguage::C).contains("buf, 5, 0)"));
    assert!(drawn(CallLanguage::Rust).contains("recv(&amp;mut buf[..5])"));
}
