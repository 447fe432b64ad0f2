//! Every call as its line of Python, which Python itself takes.

use super::*;
use crate::bytes::testing::python;
use crate::call::{By, Outcome, Payload, TcpState};

fn lines() -> Vec<(Call, &'static str)> {
    let data = |text: &str| -> Payload { text.as_bytes().into() };
    let (level, reuse) = (libc::SOL_SOCKET, libc::SO_REUSEADDR);
    vec![
        (
            Call::Socket { family: libc::AF_INET, kind: libc::SOCK_STREAM, proto: 0 },
            "c = socket.socket(AF_INET, SOCK_STREAM)",
        ),
        (
            Call::Socket { family: 99, kind: libc::SOCK_DGRAM, proto: 17 },
            "c = socket.socket(99, SOCK_DGRAM, IPPROTO_UDP)",
        ),
        (Call::Bind { address: Address::inet("127.0.0.1", 8080) }, r#"s.bind(("127.0.0.1", 8080))"#),
        (Call::Bind { address: Address::inet("", 70_000) }, r#"s.bind(("", 70000))"#),
        (Call::Bind { address: Address::inet6("::1", 80) }, r#"s.bind(("::1", 80))"#),
        (Call::Bind { address: Address::inet6("localhost", 80) }, r#"s.bind(("localhost", 80, 0, 0))"#),
        (Call::Bind { address: Address::unix("/tmp/x") }, r#"s.bind("/tmp/x")"#),
        (Call::Bind { address: Address::unix(b"/tmp/\xff") }, r#"s.bind(b"/tmp/\xff")"#),
        (Call::Bind { address: Address::abstract_name("a\0b") }, r#"s.bind(b"\x00a\x00b")"#),
        (Call::Listen { backlog: None }, "s.listen()"),
        (Call::Listen { backlog: Some(-1) }, "s.listen(-1)"),
        (Call::Accept, "c, addr = s.accept()"),
        (Call::Connect { address: Address::inet("a\"b\u{202e}", 1) }, r#"s.connect(("a\"b\u202e", 1))"#),
        (Call::ConnectEx { address: Address::inet("localhost", 1) }, r#"s.connect_ex(("localhost", 1))"#),
        (Call::Send { data: data("你好"), flags: 0 }, r#"s.send("你好".encode())"#),
        (Call::SendAll { data: data("\0\u{1}"), flags: libc::MSG_OOB }, r#"s.sendall(b"\x00\x01", MSG_OOB)"#),
        (
            Call::SendTo { data: data("hi\r\n"), flags: 0, address: Address::inet("::", 9) },
            r#"s.sendto(b"hi\r\n", ("::", 9))"#,
        ),
        (
            Call::SendTo { data: data(""), flags: libc::MSG_DONTWAIT, address: Address::inet("h", 9) },
            r#"s.sendto(b"", MSG_DONTWAIT, ("h", 9))"#,
        ),
        (Call::Recv { size: 1024, flags: 0 }, "s.recv(1024)"),
        (
            Call::RecvFrom { size: 1, flags: libc::MSG_PEEK | libc::MSG_DONTWAIT },
            "s.recvfrom(1, MSG_PEEK | MSG_DONTWAIT)",
        ),
        (Call::Shutdown { how: libc::SHUT_WR }, "s.shutdown(SHUT_WR)"),
        (Call::Shutdown { how: 9 }, "s.shutdown(9)"),
        (Call::Close, "s.close()"),
        (Call::SetTimeout { seconds: None }, "s.settimeout(None)"),
        (Call::SetTimeout { seconds: Some(5.0) }, "s.settimeout(5)"),
        (Call::SetTimeout { seconds: Some(0.25) }, "s.settimeout(0.25)"),
        (Call::SetTimeout { seconds: Some(f64::NAN) }, r#"s.settimeout(float("nan"))"#),
        (Call::SetBlocking { blocking: false }, "s.setblocking(False)"),
        (
            Call::SetSockOpt { level, name: reuse, value: OptionValue::Int(1) },
            "s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)",
        ),
        (
            Call::SetSockOpt { level, name: 9999, value: OptionValue::Bytes(data("\0é")) },
            r#"s.setsockopt(SOL_SOCKET, 9999, b"\x00\xc3\xa9")"#,
        ),
        (
            Call::SetSockOpt { level, name: libc::SO_LINGER, value: OptionValue::Linger(1, 0) },
            r#"s.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))"#,
        ),
        (
            Call::SetSockOpt { level, name: libc::SO_RCVTIMEO, value: OptionValue::TimeVal(1.2) },
            r#"s.setsockopt(SOL_SOCKET, SO_RCVTIMEO, struct.pack("ll", 1, 200000))"#,
        ),
        (Call::GetSockOpt { level, name: reuse, kind: OptionKind::Int }, "s.getsockopt(SOL_SOCKET, SO_REUSEADDR)"),
        (
            Call::GetSockOpt { level, name: libc::SO_LINGER, kind: OptionKind::Linger },
            "s.getsockopt(SOL_SOCKET, SO_LINGER, 8)",
        ),
        (Call::FileNo, "s.fileno()"),
        (pair(libc::AF_UNIX, libc::SOCK_STREAM), "c, d = socket.socketpair()"),
        (pair(libc::AF_UNIX, libc::SOCK_DGRAM), "c, d = socket.socketpair(AF_UNIX, SOCK_DGRAM)"),
        (pair(libc::AF_INET, libc::SOCK_STREAM), "c, d = socket.socketpair(AF_INET)"),
        (Call::Dup, "c = s.dup()"),
        (Call::Detach, "s.detach()"),
        (file("rb", None), r#"c = s.makefile("rb")"#),
        (file("rw", Some("\r\n")), r#"c = s.makefile("rw", 0, encoding="latin-1", newline="\r\n")"#),
        (Call::ReadLine, "s.readline()"),
        (Call::Read { size: Some(79) }, "s.read(79)"),
        (Call::Read { size: None }, "s.read()"),
        (Call::Write { data: data("hi\n") }, r#"s.write(b"hi\n")"#),
        (Call::Flush, "s.flush()"),
        (Call::FClose, "s.close()"),
        (Call::RecvMsg { size: 8, flags: 0 }, "data, anc, flags, addr = s.recvmsg(8)"),
        (Call::RecvMsg { size: 8, flags: libc::MSG_PEEK }, "data, anc, flags, addr = s.recvmsg(8, 0, MSG_PEEK)"),
        (Call::RecvExact { size: 8 }, "s.recv_exact(8)"),
        (Call::Poll { events: (libc::POLLIN | libc::POLLOUT).into(), seconds: 0.5 }, "s.poll(POLLIN | POLLOUT, 0.5)"),
        (
            Call::Inspect {
                fields: vec![InspectField::Inq],
                until: vec![(InspectField::Tcp, InspectValue::State(TcpState::CloseWait))],
                seconds: 2.0,
            },
            r#"s.inspect("inq", until={"tcp": "CLOSE_WAIT"}, timeout=2)"#,
        ),
        (look_up(Some("localhost"), Service::Number(80), 0), r#"socket.getaddrinfo("localhost", 80)"#),
        (
            look_up(None, Service::Name("http".into()), libc::AI_PASSIVE),
            r#"socket.getaddrinfo(None, "http", 0, 0, 0, AI_PASSIVE)"#,
        ),
    ]
}

fn pair(family: i32, kind: i32) -> Call {
    Call::SocketPair { family, kind, proto: 0, other: Some(Name::new("server", "d")) }
}

fn file(mode: &str, newline: Option<&str>) -> Call {
    let odd = newline.is_some();
    let encoding = odd.then(|| "latin-1".into());
    Call::MakeFile { mode: mode.into(), buffering: odd.then_some(0), encoding, newline: newline.map(Into::into) }
}

fn look_up(host: Option<&str>, port: Service, flags: i32) -> Call {
    Call::GetAddrInfo { host: host.map(Into::into), port, family: 0, kind: 0, proto: 0, flags }
}

fn record(call: Call, on: &str, makes: Option<&str>) -> CallRecord {
    CallRecord {
        on: Some(Name::new("server", on)),
        makes: makes.map(|makes| Name::new("server", makes)),
        by: By::Person,
        call,
        waits: None,
        took: None,
        outcome: Outcome::NONE,
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    }
}

#[test]
fn calls_read_as_python() {
    for (call, text) in lines() {
        let makes = call.kind().makes_one().then_some("c");
        assert_eq!(call_line_of(&call, Some("s"), makes), text);
        assert_eq!(call_line(&record(call.clone(), "s", makes)), text);
        assert_eq!(call_line_short(&record(call, "s", makes), None), text);
    }
    assert_eq!(call_line_of(&Call::Close, Some("小明"), None), "小明.close()");
    assert_eq!(call_line_of(&Call::Accept, Some("a\u{202e}"), None), "a\\u202e.accept()");
}

#[test]
fn python_takes_every_line() {
    let input: String = lines().into_iter().map(|(_, text)| format!("{text}\n")).collect();
    let program = "import ast, sys; print(len(ast.parse(sys.stdin.read()).body))";
    if let Some(output) = python(program, &input) {
        assert_eq!(output.trim(), lines().len().to_string());
    }
}

#[test]
fn long_payloads_are_cut_for_display() {
    let call = Call::Send { data: vec![b'x'; 4096].into(), flags: 0 };
    let short = format!("s.send(b\"{}…\" + 99.9 kB)", "x".repeat(120));
    assert_eq!(call_line_short(&record(call.clone(), "s", None), Some(100_000)), short);
    assert_eq!(call_line_of(&call, Some("s"), None).len(), 4096 + 11);
    let mut hashed = record(Call::Send { data: (*b"").into(), flags: 0 }, "s", None);
    hashed.kept = Kept::Hash { len: 1234, sha256: "00".into() };
    assert_eq!(call_line_short(&hashed, None), r#"s.send(b"…" + 1.2 kB)"#);
}
