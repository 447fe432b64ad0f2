//! What `makefile` makes, call by call beside CPython on the same bytes.

use crate::bench::{Bench, data, int, recv, send, send_all};
use libc::AF_UNIX;
use sockscope::call::{ArgumentWhy, Call, Outcome, SocketId, Value};
use sockscope::net::Request;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn pair(bench: &Bench) -> (SocketId, SocketId) {
    let first = bench.engine.new_socket_id();
    let call = Call::SocketPair { family: AF_UNIX, kind: libc::SOCK_STREAM, proto: 0, other: None };
    let reply = bench.start_request(Request::new(first, call)).reply();
    (first, reply.made.expect("the second end"))
}

fn make(mode: &str, buffering: Option<i64>, encoding: Option<&str>, newline: Option<&str>) -> Call {
    let (encoding, newline) = (encoding.map(Into::into), newline.map(Into::into));
    Call::MakeFile { mode: mode.into(), buffering, encoding, newline }
}

fn file(bench: &Bench, sid: SocketId, mode: &str) -> SocketId {
    bench.start(sid, make(mode, None, None, None)).reply().made.expect("a file")
}

fn write(bytes: &[u8]) -> Call {
    Call::Write { data: bytes.into() }
}

#[test]
fn lines_come_one_by_one_and_the_last_without_its_end() {
    let bench = Bench::new();
    let (a, b) = pair(&bench);
    bench.ok(a, send_all(&b"one\r\ntwo\nthree"[..]));
    bench.ok(a, Call::Close);
    let page = file(&bench, b, "rb");
    for line in [&b"one\r\n"[..], b"two\n", b"three", b""] {
        assert_eq!(bench.call(page, Call::ReadLine), data(line));
    }
}

#[test]
fn what_is_written_is_sent_when_it_is_flushed() {
    let bench = Bench::new();
    let (a, b) = pair(&bench);
    bench.ok(b, Call::SetBlocking { blocking: false });
    let out = file(&bench, a, "wb");
    assert_eq!(bench.call(out, write(b"buffered")), int(8));
    assert_eq!(bench.recv(b, 20), Outcome::Errno(libc::EAGAIN));
    bench.ok(out, Call::Flush);
    assert_eq!(bench.recv(b, 20), data(b"buffered"));
    assert_eq!(bench.call(out, write(&[b'x'; 9000])), int(9000));
    assert_eq!(bench.call(b, recv(10_000)).data().map(|data| data.len()), Some(9000));
}

#[test]
fn a_file_keeps_its_socket_open() {
    let bench = Bench::new();
    let (a, b) = pair(&bench);
    let out = file(&bench, a, "wb");
    let closing = bench.start(a, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    assert!(bench.ended(closing.id).deferred);
    // Python's close has only marked the object: its descriptor is still there.
    assert!(matches!(bench.call(a, Call::FileNo), Outcome::Ok(Value::Int(number)) if number >= 0));
    assert_eq!(bench.call(out, write(b"x")), int(1));
    bench.ok(out, Call::Flush);
    assert_eq!(bench.recv(b, 10), data(b"x"));
    bench.ok(out, Call::FClose);
    assert_eq!(bench.recv(b, 10), data(b""));
    assert_eq!(bench.call(a, Call::FileNo), int(-1));
    let closed = Outcome::Argument(ArgumentWhy::Value);
    assert_eq!(bench.call(out, write(b"x")), closed);
    bench.ok(out, Call::FClose);
    bench.ok(a, Call::Close);
}

#[test]
fn a_read_that_waits_can_be_stopped_and_a_timeout_is_for_good() {
    let bench = Bench::new();
    let (a, b) = pair(&bench);
    let page = file(&bench, b, "rb");
    let waiting = bench.start_waiting(page, Call::ReadLine);
    bench.engine.stop(waiting.id);
    assert_eq!(waiting.outcome(), Outcome::Stopped { done: 0 });
    bench.ok(b, Call::SetTimeout { seconds: Some(0.01) });
    assert_eq!(bench.call(page, Call::ReadLine), Outcome::Timeout);
    bench.call(a, send(b"late\n"));
    let refused = Outcome::Argument(ArgumentWhy::Said("cannot read from timed out object"));
    assert_eq!(bench.call(page, Call::ReadLine), refused);
}

#[test]
fn calls_that_an_object_does_not_have_are_refused() {
    let bench = Bench::new();
    let (a, _) = pair(&bench);
    for call in [make("a", None, None, None), make("r", Some(0), None, None), make("r", None, None, Some("x"))] {
        assert_eq!(bench.call(a, call), Outcome::Argument(ArgumentWhy::Value));
    }
    let out = file(&bench, a, "wb");
    assert_eq!(bench.call(out, Call::ReadLine), Outcome::Argument(ArgumentWhy::Value));
    assert_eq!(bench.call(out, recv(1)), Outcome::Argument(ArgumentWhy::Type));
    assert_eq!(bench.call(a, Call::Flush), Outcome::Argument(ArgumentWhy::Type));
}

/// One case: how the file is made, what the peer sends, whether it closes, whether the socket waits, the calls.
struct Case(
    &'static str,
    Option<i64>,
    Option<&'static str>,
    Option<&'static str>,
    &'static [u8],
    bool,
    &'static [Step],
);

enum Step {
    Line,
    Read(i64),
    All,
    Write(&'static str),
    Flush,
    Close,
    /// A receive on the socket itself: what the file has not read ahead.
    Recv,
    /// What has come to the peer by now.
    Peer,
    /// The peer sends more.
    More(&'static [u8]),
}

const CASES: &[Case] = {
    use Step::*;
    &[
        Case("rb", None, None, None, b"ab\ncd\r\nef", true, &[Line, Read(1), Read(100), Line, Read(1)]),
        Case("rb", Some(4), None, None, b"0123456789abcdef\n", false, &[Read(2), Read(3), Recv, Line]),
        Case("rb", Some(4), None, None, b"0123456789abcdef\nxyz", false, &[Line, Read(1), Recv]),
        Case("rb", Some(5), None, None, b"0123456789abcdefghij", true, &[Read(7), Read(1), Recv, All]),
        Case("rb", Some(0), None, None, b"one\ntwo\nthree", true, &[Line, Read(2), Recv, Line, Line]),
        Case("rb", None, None, None, b"", false, &[Line, Read(3), All, More(b"x"), Read(3), Read(3)]),
        Case("rb", Some(0), None, None, b"", false, &[Line, Read(3), All, More(b"x"), All]),
        Case("rb", None, None, None, b"abc", true, &[Read(-1), Read(-2), Read(0), Close, Line]),
        Case(
            "wb",
            None,
            None,
            None,
            b"",
            false,
            &[Write("abc"), Peer, Flush, Peer, Write("d"), Close, Peer, Write("e")],
        ),
        Case(
            "wb",
            Some(4),
            None,
            None,
            b"",
            false,
            &[Write("abc"), Write("de"), Peer, Write("0123456789"), Peer, Flush, Peer],
        ),
        Case(
            "wb",
            Some(4),
            None,
            None,
            b"",
            false,
            &[Write("abcd"), Peer, Write("e"), Peer, Write("fghi"), Peer, Close, Peer],
        ),
        Case("wb", Some(0), None, None, b"", false, &[Write("abc"), Peer, Flush, Line, Read(1)]),
        Case("r", None, None, None, "a\r\nb\rc\n小\n".as_bytes(), true, &[Line, Line, Read(1), Line, Line, Line]),
        Case("r", None, None, Some(""), b"a\r\nb\rc\nd", true, &[Line, Line, Line, Line, Line]),
        Case("r", None, None, Some("\r\n"), b"a\nb\r\nc\rd\r\n", true, &[Line, Read(2), All]),
        Case("r", None, None, Some("\r"), b"a\nb\rc", true, &[Line, Line, Line]),
        Case("r", None, Some("latin-1"), None, b"gr\xfc\xdfe\n", true, &[Read(3), Line]),
        Case("r", None, Some("ascii"), None, b"gr\xfc\n", true, &[Line, Line]),
        Case("r", None, Some("gbk"), None, b"\xc4\xe3\xba\xc3\n", true, &[Read(1), Line]),
        Case("r", None, None, None, b"ok\n\xff\xfe\n", true, &[Line, Line, All]),
        Case("r", None, None, None, b"\xe4\xbd", true, &[Line, Line]),
        Case("r", None, None, None, b"x\r", false, &[Line, More(b"\ny\n"), Line, Line]),
        Case("r", None, None, None, b"", false, &[Line, Read(2), All, More(b"z"), Read(2), Recv]),
        Case("w", None, None, Some("\r\n"), b"", false, &[Write("a\nb"), Peer, Flush, Peer, Close, Peer, Flush]),
        Case("w", None, Some("latin-1"), None, b"", false, &[Write("é"), Write("小"), Flush, Peer, Line]),
        Case("rw", None, None, None, b"one\ntwo\n", false, &[Line, Write("x"), Peer, Flush, Peer, Line, Close]),
        Case("rw", None, None, None, b"one\ntwo\n", true, &[Read(2), Write("x"), Read(2), Peer, Line, Line]),
        Case("w", None, None, None, b"", false, &[Write("line\n"), Peer, Close, Close, Write("x")]),
        Case("", None, None, None, b"q\n", true, &[Line, Line]),
        Case("bw", None, None, None, b"", false, &[Write("q"), Flush, Peer]),
    ]
};

/// Python's side of a case: the same calls, each result as `repr`.
const PROGRAM: &str = r#"
import socket, sys, ast
for mode, buffering, encoding, newline, first, closes, steps in ast.literal_eval(sys.stdin.read()):
    a, b = socket.socketpair()
    b.setblocking(False)
    a.sendall(first)
    if closes: a.shutdown(socket.SHUT_WR)
    f = b.makefile(mode, buffering, encoding=encoding, newline=newline)
    text = 'b' not in mode
    out = []
    for step, value in steps:
        try:
            if step == 'line': r = f.readline()
            elif step == 'read': r = f.read(value)
            elif step == 'all': r = f.read()
            elif step == 'write': r = f.write(value if text else value.encode())
            elif step == 'flush': r = f.flush()
            elif step == 'close': r = f.close()
            elif step == 'recv': r = b.recv(100)
            elif step == 'peer': r = a.recv(100, socket.MSG_DONTWAIT)
            elif step == 'more': r = a.sendall(value)
            out.append(('T' + r.encode().hex()) if isinstance(r, str) else ('B' + r.hex()) if isinstance(r, bytes) else repr(r))
        except UnicodeError: out.append('encoding')
        except OSError as e: out.append('value' if isinstance(e, ValueError) else str(e.errno) if e.errno else str(e))
        except ValueError: out.append('value')
        except TypeError: out.append('type')
    print(mode, buffering, encoding, newline is None, out)
"#;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn literal(bytes: &[u8]) -> String {
    let escaped: String = bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect();
    format!("b'{escaped}'")
}

fn option(text: Option<&str>) -> String {
    text.map_or_else(|| "None".to_owned(), |text| format!("{text:?}"))
}

fn python_of(cases: &[Case]) -> String {
    let step = |step: &Step| match step {
        Step::Line => "('line', None)".to_owned(),
        Step::Read(size) => format!("('read', {size})"),
        Step::All => "('all', None)".to_owned(),
        Step::Write(text) => format!("('write', {text:?})"),
        Step::Flush => "('flush', None)".to_owned(),
        Step::Close => "('close', None)".to_owned(),
        Step::Recv => "('recv', None)".to_owned(),
        Step::Peer => "('peer', None)".to_owned(),
        Step::More(bytes) => format!("('more', {})", literal(bytes)),
    };
    let case = |Case(mode, buffering, encoding, newline, first, closes, steps): &Case| {
        let steps: Vec<String> = steps.iter().map(step).collect();
        let buffering = buffering.map_or_else(|| "None".to_owned(), |size| size.to_string());
        let closes = if *closes { "True" } else { "False" };
        let (encoding, newline) = (option(*encoding), option(*newline));
        format!("({mode:?}, {buffering}, {encoding}, {newline}, {}, {closes}, [{}])", literal(first), steps.join(", "))
    };
    format!("[{}]", cases.iter().map(case).collect::<Vec<_>>().join(", "))
}

fn shown(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ok(Value::None) => "None".to_owned(),
        Outcome::Ok(Value::Int(count)) => count.to_string(),
        Outcome::Ok(Value::Data(data)) => format!("B{}", hex(data)),
        Outcome::Ok(Value::Text(text)) => format!("T{}", hex(text)),
        Outcome::Errno(number) => number.to_string(),
        Outcome::Argument(why) => why.word().to_owned(),
        other => format!("{other:?}"),
    }
}

/// The results of a case as `PROGRAM` prints them.
fn ours(Case(mode, buffering, encoding, newline, first, closes, steps): &Case) -> String {
    let bench = Bench::new();
    let (a, b) = pair(&bench);
    bench.ok(b, Call::SetBlocking { blocking: false });
    bench.ok(a, send_all(*first));
    if *closes {
        bench.ok(a, Call::Shutdown { how: libc::SHUT_WR });
    }
    let file = bench.start(b, make(mode, *buffering, *encoding, *newline)).reply().made.expect("a file");
    let results = steps.iter().map(|step| {
        let outcome = match step {
            Step::Line => bench.call(file, Call::ReadLine),
            Step::Read(size) => bench.call(file, Call::Read { size: Some(*size) }),
            Step::All => bench.call(file, Call::Read { size: None }),
            Step::Write(text) => bench.call(file, write(text.as_bytes())),
            Step::Flush => bench.call(file, Call::Flush),
            Step::Close => bench.call(file, Call::FClose),
            Step::Recv => bench.call(b, recv(100)),
            Step::Peer => bench.call(a, Call::Recv { size: 100, flags: libc::MSG_DONTWAIT }),
            Step::More(bytes) => bench.call(a, send_all(*bytes)),
        };
        let text = shown(&outcome);
        if text.contains('\'') { format!("\"{text}\"") } else { format!("'{text}'") }
    });
    let results: Vec<String> = results.collect();
    let buffering = buffering.map_or_else(|| "None".to_owned(), |size| size.to_string());
    let newline = if newline.is_none() { "True" } else { "False" };
    format!("{mode} {buffering} {} {newline} [{}]", encoding.unwrap_or("None"), results.join(", "))
}

#[test]
fn each_call_gives_what_cpython_gives() {
    let child = Command::new("python3")
        .args(["-I", "-X", "utf8", "-c", PROGRAM])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else { return println!("not compared: python3 does not start") };
    child.stdin.take().unwrap().write_all(python_of(CASES).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let wanted = String::from_utf8(output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (want, case) in wanted.lines().zip(CASES) {
        let got = ours(case);
        if got != want {
            wrong.push(format!("python {want}\nours   {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(wanted.lines().count(), CASES.len());
}
