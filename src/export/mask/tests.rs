//! Secrets in sessions, cut in every way, and what is left of them in every format.

use super::scanner::Scanner;
use super::{Mask, MaskKind, find};
use crate::call::{
    Address, Body, By, Call, CallId, CallRecord, Header, JoinRecord, Kept, Name, Notice, Outcome, Record, SocketId,
    Value,
};
use crate::export::{Filter, Format, export, export_masked};
use crate::locale::Language;
use crate::session::{Direction, PART, decode, encode};
use std::collections::HashSet;
use std::time::Duration;

/// The text with `*` for what is found, fed in pieces of so many bytes.
fn masked(text: &[u8], piece: usize) -> Vec<u8> {
    let mut scanner = Scanner::default();
    let mut found = Vec::new();
    for piece in text.chunks(piece) {
        scanner.feed(piece, &mut found);
    }
    scanner.end(false, &mut found);
    let mut out = text.to_vec();
    for one in found {
        out[one.start as usize..one.end as usize].fill(b'*');
    }
    out
}

#[test]
fn secrets_and_what_is_none() {
    for (text, want) in [
        ("Authorization: Basic abc=\r\nHost: x", "Authorization: **********\r\nHost: x"),
        ("a\r\nproxy-AUTHORIZATION:Bearer x\nb", "a\r\nproxy-AUTHORIZATION:********\nb"),
        ("Cookie: a=b;\r\n c=d\r\nHost: c=d", "Cookie: ****\r\n ***\r\nHost: c=d"),
        ("set-cookie: id=1; Path=/\r\n", "set-cookie: ************\r\n"),
        ("http://u:p@h/ http://h:80/ x", "http://u:*@h/ http://h:80/ x"),
        ("ftp://u:p:q@r@h", "ftp://u:*****@h"),
        (r#"{"u":"http:\/\/u:pw@h\/"}"#, r#"{"u":"http:\/\/u:**@h\/"}"#),
        ("GET /?password=x%26y&b=1 HTTP/1.1", "GET /?password=*****&b=1 HTTP/1.1"),
        ("user[password]=a&user%5Bpassword%5D=b&c=d", "user[password]=*&user%5Bpassword%5D=*&c=d"),
        ("q=http%3A%2F%2Fh%3Ftoken%3Dabc&x=1", "q=http%3A%2F%2Fh%3Ftoken%3D***&x=1"),
        ("access_token=a&clientSecret=b&x-api-key: c\r\n", "access_token=*&clientSecret=*&x-api-key: *\r\n"),
        (r#"{"password" : "a\"b\\", "n": 1}"#, r#"{"password" : "******", "n": 1}"#),
        (r#"{"token":12,"b":[{"secret":null}]}"#, r#"{"token":**,"b":[{"secret":****}]}"#),
        (r#""{\"password\":\"a\\\"b\",\"x\":\"y\"}""#, r#""{\"password\":\"******\",\"x\":\"y\"}""#),
        ("{'passwd': 'a b', 'x': 'y'}", "{'passwd': '***', 'x': 'y'}"),
        ("compass=1&tokens=2&pass=3&by-pass=4", "compass=1&tokens=2&pass=*&by-pass=*"),
        ("password\r\nmy password is safe", "password\r\nmy password is safe"),
        ("10:30 a://b", "10:30 a://b"),
    ] {
        for piece in [1, 2, 3, 5, 100] {
            let got = masked(text.as_bytes(), piece);
            assert_eq!(String::from_utf8_lossy(&got), want, "{piece}");
        }
    }
    // A form's value ends where another message begins, though nothing stands between.
    let mut scanner = Scanner::default();
    let mut found = Vec::new();
    scanner.feed(b"password=abc", &mut found);
    scanner.feed(b"GET / HTTP/1.1", &mut found);
    assert_eq!(found.iter().map(|one| (one.start, one.end)).collect::<Vec<_>>(), [(9, 12)]);
}

/// A generator of numbers, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn secret(&mut self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        (0..14 + self.below(8)).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect()
    }
}

/// A text with a secret: before it, what is masked, behind it.
fn with_secret(kind: usize, secret: &str) -> (String, String, String) {
    let (before, hidden, behind) = match kind {
        0 => ("GET / HTTP/1.1\r\nauthorization: ", format!("Basic {secret}"), "\r\nAccept: */*\r\n\r\n"),
        1 => ("CONNECT h HTTP/1.1\r\nPROXY-Authorization: ", format!("Bearer {secret}"), "\r\n\r\n"),
        2 => ("HTTP/1.1 200 OK\r\nSet-Cookie: ", format!("sid={secret}; HttpOnly"), "\r\nServer: x\r\n\r\n"),
        3 => ("Cookie: ", format!("theme=dark; id={secret}"), "\r\n"),
        4 => ("see https://bob:", format!("{secret}!"), "@example.org/a?b=c here\n"),
        5 => ("GET /?user=bob&password=", secret.to_owned(), "&lang=zh HTTP/1.1\r\n\r\n"),
        6 => ("name=小明&access_token=", format!("{secret}%3D"), "&n=1\n"),
        7 => ("{\"user\": \"bob\", \"password\": \"", format!("{secret}\\\"密码"), "\", \"n\": 1}\n"),
        8 => ("{\"api_key\":\"", secret.to_owned(), "\"}\n"),
        _ => ("the number ", format!("card-{secret}"), " is chosen\n"),
    };
    (before.to_owned(), hidden, behind.to_owned())
}

/// Writes a session's records.
struct Session {
    out: Vec<u8>,
    n: u64,
    calls: u64,
    dice: Dice,
}

const SOCKETS: [(&str, &str); 6] = [
    ("a", "SOCK_STREAM"),
    ("b", "SOCK_STREAM"),
    ("u", "SOCK_DGRAM"),
    ("v", "SOCK_DGRAM"),
    ("f", "SOCK_STREAM"),
    ("g", "SOCK_STREAM"),
];

impl Session {
    fn new(seed: u64) -> Self {
        let mut session = Self { out: Vec::new(), n: 0, calls: 0, dice: Dice(seed) };
        let header = Header { utc: "2026-11-22T22:42:09.174655015Z".into(), app: "sockscope 0.1.0".into() };
        session.put(None, Body::Header(header));
        for (at, (name, kind)) in SOCKETS.iter().enumerate() {
            let number = |name| crate::call::number_of(name).unwrap();
            let call = Call::Socket { family: number("AF_INET"), kind: number(kind), proto: 0 };
            let body = session.record(call, Outcome::NONE, None);
            let Body::Call(mut call) = body else { panic!() };
            (call.makes, call.on) = (Some(Name::new("", name)), None);
            session.put(Some(at as u64 + 1), Body::Call(call));
        }
        session
    }

    fn put(&mut self, sid: Option<u64>, body: Body) {
        let record = Record { n: self.n, t: Duration::from_micros(self.n), sid: sid.map(SocketId), body };
        self.out.extend(encode(&record));
        self.n += 1;
    }

    fn record(&self, call: Call, outcome: Outcome, waits: Option<CallId>) -> Body {
        Body::Call(Box::new(CallRecord {
            on: Some(Name::new("", "s")),
            makes: None,
            by: By::Person,
            call,
            waits,
            took: (outcome != Outcome::Waiting).then_some(Duration::from_micros(3)),
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        }))
    }

    /// A call with its payload, cut into parts where it is long, or waiting for a while.
    fn call(&mut self, sid: u64, name: &str, data: &[u8], make: impl Fn(&[u8]) -> (Call, Outcome)) {
        let mut pieces: Vec<&[u8]> = data.chunks(PART).collect();
        let last = pieces.pop().unwrap_or_default();
        let of = self.n + pieces.len() as u64;
        for piece in pieces {
            self.put(Some(sid), Body::Part { of, data: piece.into() });
        }
        let (call, outcome) = make(last);
        let named = |body| match body {
            Body::Call(mut call) => {
                call.on = Some(Name::new("", name));
                Body::Call(call)
            }
            body => body,
        };
        if data.len() < PART && self.dice.below(4) == 0 {
            self.calls += 1;
            let id = CallId(self.calls);
            let start = self.record(call, Outcome::Waiting, Some(id));
            self.put(Some(sid), named(start));
            let note = Notice::Note { about: 1, text: "between".into() };
            self.put(None, Body::Notice(note));
            let took = Duration::from_micros(9);
            let (made, at, deferred, kept) = (None, None, false, Kept::Whole);
            let join = JoinRecord { id, took, outcome, made, at, deferred, kept };
            self.put(Some(sid), Body::Join(Box::new(join)));
        } else {
            let body = self.record(call, outcome, None);
            self.put(Some(sid), named(body));
        }
    }

    /// How many bytes the next call moves: mostly few; of a long text all, in parts.
    fn count(&mut self, left: usize, few: usize) -> usize {
        if left > PART {
            return left;
        }
        let longest = if self.dice.below(3) == 0 { left } else { few };
        (1 + self.dice.below(longest)).min(left)
    }

    /// One end sends the text and the other receives it, each in pieces of its own.
    fn exchange(&mut self, text: &[u8], from: usize) {
        let (to, name) = (from + 1, SOCKETS[from].0);
        let is_datagram = SOCKETS[from].1 == "SOCK_DGRAM";
        let (sid, peer_sid, peer_name) = (from as u64 + 1, to as u64 + 1, SOCKETS[to].0);
        let there = Address::inet("127.0.0.1", 9);
        let mut left = text;
        while !left.is_empty() {
            let count = self.count(left.len(), 7);
            let (now, rest) = left.split_at(count);
            if is_datagram {
                let there = there.clone();
                self.call(sid, name, now, |data| {
                    let call = Call::SendTo { data: data.into(), flags: 0, address: there.clone() };
                    (call, Outcome::Ok(Value::Int(now.len() as i64)))
                });
            } else if self.dice.below(5) == 0 && left.len() < PART {
                // All that is left is offered, and a part of it is taken.
                let offered = left;
                self.call(sid, name, offered, |data| {
                    (Call::Send { data: data.into(), flags: 0 }, Outcome::Ok(Value::Int(count as i64)))
                });
            } else {
                self.call(sid, name, now, |data| (Call::SendAll { data: data.into(), flags: 0 }, Outcome::NONE));
            }
            left = rest;
        }
        let mut left = text;
        while !left.is_empty() {
            let count = self.count(left.len(), 9);
            let (now, rest) = left.split_at(count);
            let size = 70_000;
            if !is_datagram && self.dice.below(6) == 0 {
                let flags = crate::call::number_of("MSG_PEEK").unwrap();
                self.call(peer_sid, peer_name, now, |data| {
                    (Call::Recv { size, flags }, Outcome::Ok(Value::Data(data.into())))
                });
            }
            self.call(peer_sid, peer_name, now, |data| match is_datagram {
                true => {
                    let value = Value::DataFrom(data.into(), Some(Address::inet("127.0.0.1", 8)));
                    (Call::RecvFrom { size, flags: 0 }, Outcome::Ok(value))
                }
                false => (Call::Recv { size, flags: 0 }, Outcome::Ok(Value::Data(data.into()))),
            });
            left = rest;
        }
    }
}

fn one_way(name: &str, direction: Direction) -> Filter {
    Filter { sockets: vec![Name::new("", name)], direction: Some(direction), ..Filter::default() }
}

/// No eight characters of a secret that follow one another are in there, as they are, in hex or in base64.
fn assert_none_left(out: &[u8], secrets: &[String], what: &str) {
    let eight = |bytes: &[u8]| bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let place_of = |number: u64| (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 44) as usize;
    let wanted: HashSet<u64> = secrets.iter().flat_map(|secret| secret.as_bytes().windows(8)).map(eight).collect();
    // Looked at first, because it is fast.
    let mut may_be = vec![false; 1 << 20];
    for number in &wanted {
        may_be[place_of(*number)] = true;
    }
    let none = |place: &[u8], how: &str| {
        let mut number = 0;
        for byte in place {
            number = number << 8 | u64::from(*byte);
            let is_one = may_be[place_of(number)] && wanted.contains(&number);
            assert!(!is_one, "{what}, {how}: {:?}", String::from_utf8_lossy(&number.to_be_bytes()));
        }
    };
    none(out, "as it is");
    let is_code = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    for word in out.split(|byte| !is_code(byte)).filter(|word| word.len() >= 8) {
        none(&from_base64(word), "in base64");
    }
    let digits: Vec<u8> = out.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    for run in digits.split(|byte| !byte.is_ascii_hexdigit()).filter(|run| run.len() >= 16) {
        let value = |digit: u8| char::from(digit).to_digit(16).unwrap_or(0) as u8;
        for start in [0, 1] {
            let bytes: Vec<u8> = run[start..].chunks_exact(2).map(|two| value(two[0]) << 4 | value(two[1])).collect();
            none(&bytes, "in hex");
        }
    }
}

fn from_base64(word: &[u8]) -> Vec<u8> {
    let six = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let all: Vec<usize> = word.iter().filter_map(|byte| six(*byte).map(usize::from)).collect();
    let three = |four: &[usize]| {
        let number = four.iter().fold(0, |number, six| number << 6 | six) << (6 * (4 - four.len()));
        [(number >> 16) as u8, (number >> 8) as u8, number as u8]
    };
    all.chunks(4).flat_map(three).collect()
}

#[test]
fn of_two_hundred_secrets_none_is_left_in_any_format() {
    let mask = Mask::new(&[r"card-\w+"]).unwrap();
    let mut dice = Dice(7);
    let mut session = Session::new(11);
    let mut secrets = Vec::new();
    // What each kind of connection carries, as it is and as it should be.
    let mut texts = [(); 3].map(|()| (Vec::new(), Vec::new()));
    for at in 0..200 {
        let secret = dice.secret();
        let (before, hidden, behind) = with_secret(at % 10, &secret);
        let way = dice.below(3);
        let mut text = [before.as_bytes(), hidden.as_bytes(), behind.as_bytes()].concat();
        let mut want = [before.as_bytes(), &vec![b'*'; hidden.len()], behind.as_bytes()].concat();
        if at == 7 {
            // Long enough for parts, with the secret across their border.
            let padding = vec![b'.'; PART - before.len() - 3];
            text = [&*padding, b"\n", &*text].concat();
            want = [&*padding, b"\n", &*want].concat();
        }
        session.exchange(&text, way * 2);
        texts[way].0.extend(text);
        texts[way].1.extend(want);
        secrets.push(secret);
    }
    let note = Notice::Note { about: 3, text: format!("he typed password={} here", secrets[0]).into() };
    session.put(None, Body::Notice(note));
    let session = session.out;
    let found = find(|| Ok(&session[..]), &mask).unwrap();
    let run = |format: Format, filter: &Filter, is_masked: bool| {
        let mut out = Vec::new();
        let written = match is_masked {
            true => export(|| Ok(found.mask(&session[..])), format, filter, Language::English, &mut out),
            false => export(|| Ok(&session[..]), format, filter, Language::English, &mut out),
        };
        written.unwrap();
        out
    };
    // The very bytes, and nothing else masked than the secrets: both ends of each connection.
    for (way, (text, want)) in texts.iter().enumerate() {
        for (name, direction) in [(way * 2, Direction::Sent), (way * 2 + 1, Direction::Received)] {
            let filter = one_way(SOCKETS[name].0, direction);
            assert!(run(Format::Raw, &filter, false) == *text);
            let got = run(Format::Raw, &filter, true);
            let differs = got.iter().zip(want).position(|(got, want)| got != want).unwrap_or(0);
            let near = |bytes: &[u8]| {
                let end = (differs + 60).min(bytes.len());
                String::from_utf8_lossy(&bytes[differs.saturating_sub(60)..end]).into_owned()
            };
            assert_eq!(near(&got), near(want), "{name}");
            assert!(got == *want);
        }
    }
    for format in Format::ALL.into_iter().filter(|format| !matches!(format, Format::Raw | Format::Png)) {
        let out = run(format, &Filter::default(), true);
        assert_none_left(&out, &secrets, format.word());
        assert!(out.len() > 1000, "{}", format.word());
    }
    // What is left is a session still, of as many records, and masking it again finds nothing more to change.
    let again = run(Format::Jsonl, &Filter::default(), true);
    assert_eq!(again.split(|byte| *byte == b'\n').count(), session.split(|byte| *byte == b'\n').count());
    let decoded: Vec<Record> = again.split_inclusive(|byte| *byte == b'\n').map(|line| decode(line).unwrap()).collect();
    assert_none_left(format!("{decoded:?}").as_bytes(), &secrets, "decoded");
    let counts = found.counts;
    for kind in MaskKind::ALL {
        assert!(counts.of(kind) >= 20, "{kind:?}: {}", counts.of(kind));
    }
    let mut twice = Vec::new();
    export_masked(|| Ok(&again[..]), Some(&mask), Format::Jsonl, &Filter::default(), Language::English, &mut twice)
        .unwrap();
    assert!(twice == again);
}

#[test]
fn patterns_reach_paths_hosts_and_notes() {
    let mut session = Session::new(3);
    let call = Call::Connect { address: Address::unix("/home/小明/a.sock") };
    let body = session.record(call, Outcome::Errno(2), None);
    session.put(Some(1), body);
    let note = Notice::Note { about: 1, text: "小明 was here".into() };
    session.put(None, Body::Notice(note));
    let mask = Mask::new(&["小明", ""]).unwrap();
    let mut out = Vec::new();
    let exported = export_masked(
        || Ok(&session.out[..]),
        Some(&mask),
        Format::Jsonl,
        &Filter::default(),
        Language::English,
        &mut out,
    );
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("/home/******/a.sock") && text.contains("****** was here"), "{text}");
    assert_eq!(exported.unwrap().masked.unwrap().of(MaskKind::Pattern), 2);
    assert_eq!(Mask::new(&["a", "("]).unwrap_err().at, 1);
}

#[test]
fn a_session_without_secrets_stays_as_it_is() {
    let mut session = Session::new(5);
    for at in 0..20 {
        session.exchange(format!("line {at}: 你好, nothing to hide\r\n").repeat(30).as_bytes(), at % 3 * 2);
    }
    let mut out = Vec::new();
    let mask = Mask::default();
    let open = || Ok(&session.out[..]);
    let exported = export_masked(open, Some(&mask), Format::Jsonl, &Filter::default(), Language::English, &mut out);
    assert_eq!(exported.unwrap().masked.unwrap().all(), 0);
    assert!(out == session.out);
    let mut plain = Vec::new();
    export(open, Format::Jsonl, &Filter::default(), Language::English, &mut plain).unwrap();
    assert!(plain == out);
}
