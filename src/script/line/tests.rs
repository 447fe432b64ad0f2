//! Lines as chapters write them: what they mean, what they are refused for, and that every line of the log reads back.

use super::*;
use crate::call::{
    self, Address, Call, CallKind, InspectField, InspectValue, OptionKind, OptionValue, Service, SocketId, TcpState,
};
use crate::locale::{self, Language};
use crate::script::call_line_of;
use proptest::prelude::*;
use std::collections::HashMap;

const S: SocketId = SocketId(1);
const F: SocketId = SocketId(2);

/// Names of a side: `s`, a socket, `f`, a file, and what lines before gave.
struct Side(HashMap<String, Val>);

impl Side {
    fn new() -> Self {
        let known = [("s", Val::Socket(S)), ("conn", Val::Socket(S)), ("f", Val::File(F)), ("PORT", Val::Int(8000))];
        Self(known.map(|(name, value)| (name.to_owned(), value)).into())
    }
}

impl Scope for Side {
    fn value(&self, name: &str) -> Option<Val> {
        self.0.get(name).cloned()
    }

    fn socket(&self, sid: SocketId) -> Option<(i32, i32)> {
        (sid == S).then(|| (number("AF_INET"), number("SOCK_STREAM")))
    }

    fn label(&self, sid: SocketId) -> String {
        format!("#{}", sid.0)
    }

    fn names(&self) -> Vec<(String, Val)> {
        self.0.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

fn number(name: &str) -> i32 {
    call::number_of(name).unwrap()
}

/// What a text comes to: each call as the log writes it with what it names, each value that it shows, and what stops it.
/// Every call is answered with what it usually returns.
fn run(text: &str) -> Vec<String> {
    let program = read(text);
    let mut side = Side::new();
    let mut out: Vec<String> = program.troubles.iter().map(told).collect();
    for piece in &program.pieces {
        out.extend(piece.notes.iter().map(|note| format!("# {note}")));
        let mut answers = Answers::new();
        loop {
            match turn(piece, &side, &answers) {
                Turn::Call(wanted) => {
                    let on = wanted.on.map(|on| if on == F { "f" } else { "s" });
                    let makes = wanted.labels.first().filter(|_| wanted.call.kind().makes_one()).map(|name| &**name);
                    out.push(call_line_of(&wanted.call, on, makes));
                    answers.insert(wanted.at, Answer::Val(answer(&wanted.call)));
                    continue;
                }
                Turn::Sleep(at, seconds) => {
                    out.push(format!("sleep {seconds}"));
                    answers.insert(at, Answer::Val(Val::None));
                    continue;
                }
                Turn::Done(done) => {
                    done.unbinds.iter().for_each(|name| drop(side.0.remove(&**name)));
                    out.extend(done.shown);
                    side.0.extend(done.binds.into_iter().map(|(name, value)| (name.into(), value)));
                }
                Turn::Trouble(trouble) => out.push(told(&trouble)),
                Turn::Raised => out.push("raised".to_owned()),
                Turn::Later => out.push("later".to_owned()),
            }
            break;
        }
    }
    out
}

fn told(trouble: &Trouble) -> String {
    let words = locale::words(Language::English, &trouble.message);
    assert!(!words.contains("line-"), "{words}");
    format!("{}:{} {}", trouble.line, trouble.column, trouble.message.key())
}

fn answer(call: &Call) -> Val {
    let peer = || Val::tuple([Val::str("127.0.0.1"), Val::Int(50_000)]);
    match call.kind() {
        CallKind::Socket | CallKind::Dup => Val::Socket(S),
        CallKind::SocketPair => Val::tuple([Val::Socket(S), Val::Socket(S)]),
        CallKind::Accept => Val::tuple([Val::Socket(S), peer()]),
        CallKind::MakeFile => Val::File(F),
        CallKind::GetSockName | CallKind::GetPeerName => peer(),
        CallKind::RecvFrom => Val::tuple([Val::bytes(b"hi"), peer()]),
        CallKind::Recv | CallKind::RecvExact | CallKind::ReadLine | CallKind::Read => Val::bytes("你好\n".as_bytes()),
        CallKind::Send | CallKind::FileNo => Val::Int(5),
        CallKind::GetAddrInfo => {
            let entry = Val::tuple([
                Val::Int(number("AF_INET").into()),
                Val::Int(number("SOCK_STREAM").into()),
                Val::Int(6),
                Val::str(""),
                Val::tuple([Val::str("127.0.0.1"), Val::Int(80)]),
            ]);
            Val::List([entry].into())
        }
        _ => Val::None,
    }
}

#[test]
fn lines_of_chapters_are_the_calls_that_they_make() {
    let table: &[(&str, &[&str])] = &[
        ("s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)", &["s = socket.socket(AF_INET, SOCK_STREAM)"]),
        ("s = socket.socket()", &["s = socket.socket(AF_INET, SOCK_STREAM)"]),
        ("c = socket.socket(type=socket.SOCK_DGRAM)", &["c = socket.socket(AF_INET, SOCK_DGRAM)"]),
        ("from socket import *\ns = socket(AF_INET, SOCK_DGRAM)", &["s = socket.socket(AF_INET, SOCK_DGRAM)"]),
        ("from socket import socket, AF_INET6\nx = socket(AF_INET6)", &["x = socket.socket(AF_INET6, SOCK_STREAM)"]),
        ("import socket as sk\nx = sk.socket(sk.AF_UNIX)", &["x = socket.socket(AF_UNIX, SOCK_STREAM)"]),
        ("from socket import socket as new\nx = new()", &["x = socket.socket(AF_INET, SOCK_STREAM)"]),
        ("import socket, sys, threading", &[]),
        ("s.bind((\"127.0.0.1\", 80))", &["s.bind((\"127.0.0.1\", 80))"]),
        ("HOST = '127.0.0.1'\nPORT = 8080\ns.bind((HOST, PORT))", &["s.bind((\"127.0.0.1\", 8080))"]),
        ("ADDR = ('', PORT)\ns.bind(ADDR)", &["s.bind((\"\", 8000))"]),
        ("s.bind(('127.0.0.1', PORT + 1))", &["s.bind((\"127.0.0.1\", 8001))"]),
        ("s.bind(('127.0.0.1', 70000))", &["s.bind((\"127.0.0.1\", 70000))"]),
        ("s.bind('/tmp/x.sock')", &["s.bind(\"/tmp/x.sock\")"]),
        ("s.bind('\\0room')", &["s.bind(b\"\\x00room\")"]),
        ("s.bind(5)", &["s.bind(5)"]),
        ("s.listen()", &["s.listen()"]),
        ("s.listen(0x10)", &["s.listen(16)"]),
        ("s.listen(-1)", &["s.listen(-1)"]),
        ("s.listen(5); s.accept()", &["s.listen(5)", "s.accept()", "(<socket #1>, ('127.0.0.1', 50000))"]),
        ("sock, addr = s.accept()", &["sock, addr = s.accept()"]),
        (
            "sock, _ = s.accept()\nprint(sock.getpeername()[1])",
            &["sock, addr = s.accept()", "s.getpeername()", "50000"],
        ),
        ("(sock, (ip, port)) = s.accept()\nprint(ip, port)", &["sock, addr = s.accept()", "127.0.0.1 50000"]),
        ("sock = s.accept()[0]", &["sock, addr = s.accept()"]),
        ("s.connect(('localhost', 8000))", &["s.connect((\"localhost\", 8000))"]),
        ("s.connect(('::1', 80))", &["s.connect((\"::1\", 80))"]),
        ("s.connect(('fe80::1', 80, 0, 2))", &["s.connect((\"fe80::1\", 80, 0, 2))"]),
        ("code = s.connect_ex(('127.0.0.1', 1))", &["s.connect_ex((\"127.0.0.1\", 1))"]),
        ("s.send(b\"GET / HTTP/1.1\\r\\n\\r\\n\")", &["s.send(b\"GET / HTTP/1.1\\r\\n\\r\\n\")", "5"]),
        ("s.send('你好'.encode('utf8'))", &["s.send(\"你好\".encode())", "5"]),
        ("s.sendall('你好'.encode('gbk'))", &["s.sendall(b\"\\xc4\\xe3\\xba\\xc3\")"]),
        ("s.sendall(bytes('你好', 'utf-8'))", &["s.sendall(\"你好\".encode())"]),
        ("s.sendall(b'a' * 3 + b'\\x00\\xff')", &["s.sendall(b\"aaa\\x00\\xff\")"]),
        ("s.sendall(b'one'\n  b'two')", &["s.sendall(b\"onetwo\")"]),
        ("data = '\\u4f60\\N{SNOWMAN}'\ns.sendall(data.encode())", &["s.sendall(\"你☃\".encode())"]),
        ("s.sendall(r'\\n'.encode('ascii'))", &["s.sendall(b\"\\\\n\")"]),
        ("s.sendall('''two\nlines'''.encode())", &["s.sendall(b\"two\\nlines\")"]),
        ("s.sendto(b'hi', ('127.0.0.1', 9))", &["s.sendto(b\"hi\", (\"127.0.0.1\", 9))"]),
        ("s.sendto(b'hi', socket.MSG_DONTWAIT, ('h', 9))", &["s.sendto(b\"hi\", MSG_DONTWAIT, (\"h\", 9))"]),
        ("data = s.recv(1024)", &["s.recv(1024)"]),
        ("print(s.recv(1024).decode('utf-8'))", &["s.recv(1024)", "你好\\n"]),
        (
            "s.recv(10, socket.MSG_PEEK | socket.MSG_DONTWAIT)",
            &["s.recv(10, MSG_PEEK | MSG_DONTWAIT)", "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\\n'"],
        ),
        (
            "data, addr = s.recvfrom(2048)\ns.sendto(data, addr)",
            &["s.recvfrom(2048)", "s.sendto(b\"hi\", (\"127.0.0.1\", 50000))"],
        ),
        (
            "data = s.recv(9)\nprint(len(data), data[:3])\nconn.sendall(data)",
            &["s.recv(9)", "7 b'\\xe4\\xbd\\xa0'", "s.sendall(\"你好\\n\".encode())"],
        ),
        ("conn.sendall(s.recv(9))", &["s.recv(9)", "s.sendall(\"你好\\n\".encode())"]),
        ("s.shutdown(socket.SHUT_WR)", &["s.shutdown(SHUT_WR)"]),
        ("s.shutdown(1)", &["s.shutdown(SHUT_WR)"]),
        ("s.settimeout(None)", &["s.settimeout(None)"]),
        ("s.settimeout(2.5)", &["s.settimeout(2.5)"]),
        ("s.setblocking(False)", &["s.setblocking(False)"]),
        ("s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)", &["s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)"]),
        (
            "import struct\ns.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack('ii', 1, 0))",
            &["s.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack(\"ii\", 1, 0))"],
        ),
        (
            "s.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, socket.inet_aton('239.1.2.3') + socket.inet_aton('127.0.0.1'))",
            &["s.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, inet_aton(\"239.1.2.3\") + inet_aton(\"127.0.0.1\"))"],
        ),
        ("s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)", &["s.getsockopt(SOL_SOCKET, SO_ERROR)"]),
        ("a, b = socket.socketpair()", &["a = socket.socketpair()"]),
        (
            "f = s.makefile('rb')\nprint(f.readline())",
            &["f = s.makefile(\"rb\")", "f.readline()", "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\\n'"],
        ),
        (
            "f = s.makefile(mode='rw', encoding='gbk', newline='\\n')",
            &["f = s.makefile(\"rw\", encoding=\"gbk\", newline=\"\\n\")"],
        ),
        ("f.write('hi\\n')\nf.flush()\nf.close()", &["f.write(b\"hi\\n\")", "f.flush()", "f.close()"]),
        ("t = s.dup()", &["t = s.dup()"]),
        ("print(s.fileno())", &["s.fileno()", "5"]),
        ("print('port', s.getsockname()[1])", &["s.getsockname()", "port 50000"]),
        (
            "conn = socket.create_connection(('example.invalid', 80), timeout=3)",
            &[
                "socket.getaddrinfo(\"example.invalid\", 80, 0, SOCK_STREAM)",
                "conn = socket.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)",
                "s.settimeout(3)",
                "s.connect((\"127.0.0.1\", 80))",
            ],
        ),
        (
            "srv = socket.create_server(('', 8000))",
            &[
                "srv = socket.socket(AF_INET, SOCK_STREAM)",
                "s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)",
                "s.bind((\"\", 8000))",
                "s.listen()",
            ],
        ),
        (
            "with socket.socket() as s:\n    s.connect(('h', 1))\n    s.sendall(b'x')",
            &["s = socket.socket(AF_INET, SOCK_STREAM)", "s.connect((\"h\", 1))", "s.sendall(b\"x\")", "s.close()"],
        ),
        (
            "conn, addr = s.accept()\nwith conn:\n    conn.send(b'x')",
            &["conn, addr = s.accept()", "s.send(b\"x\")", "5", "s.close()"],
        ),
        ("if __name__ == '__main__':\n    s.listen()", &["s.listen()"]),
        ("# 监听\ns.listen(5)  # five\n# after", &["# 监听", "# five", "# after", "s.listen(5)"]),
        ("#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\ns.listen()", &["s.listen()"]),
        (
            ">>> s.listen(1)\n>>> s.recv(5)\nb'hello'\n>>> s.close()",
            &["s.listen(1)", "s.recv(5)", "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\\n'", "s.close()"],
        ),
        ("    s.listen(1)\n    s.close()", &["s.listen(1)", "s.close()"]),
        ("\"\"\"A docstring.\"\"\"\npass", &[]),
        ("import time\ntime.sleep(0.5)", &["sleep 0.5"]),
        ("数据 = b'x'\ns.send(数据)", &["s.send(b\"x\")", "5"]),
        ("data = b''\ndata += s.recv(4)\nprint(data)", &["s.recv(4)", "b'\\xe4\\xbd\\xa0\\xe5\\xa5\\xbd\\n'"]),
        ("1 + 2", &["3"]),
        ("s", &["<socket #1>"]),
    ];
    assert!(table.len() >= 60);
    let mut wrong = Vec::new();
    for (text, calls) in table {
        let (found, troubles) = (run(text), check(&read(text), &Side::new()));
        if found != *calls || !troubles.is_empty() {
            wrong.push(format!("{text}\n  {found:?}\n  {calls:?}\n  {troubles:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_refused_is_named_with_its_line_and_column() {
    let mut wrong = Vec::new();
    for (text, told_of) in [
        ("s.bind(", "1:8 line-unfinished"),
        ("s.send(b'x", "1:9 line-string"),
        ("s.bind)", "1:8 line-brackets"),
        ("s.listen(5) s.accept()", "1:13 line-unexpected"),
        ("  s.listen()\ns.close()", "1:1 line-indentation"),
        ("s.bind(（'h', 1))", "1:8 line-full-width"),
        ("while True:\n    s.recv(1)", "1:1 line-no-loops"),
        ("for i in range(3):\n    s.send(b'x')", "1:1 line-no-loops"),
        ("def f():\n    pass", "1:1 line-no-functions"),
        ("class A: pass", "1:1 line-no-functions"),
        ("if True:\n    s.close()", "1:1 line-no-choices"),
        ("try:\n    s.close()\nexcept OSError:\n    pass", "1:1 line-no-choices"),
        ("[s.recv(1) for i in x]", "1:1 line-no-loops"),
        ("f = lambda: 1", "1:5 line-no-functions"),
        ("s.send(f'{x}'.encode())", "1:8 line-no-fstring"),
        ("x = 1 if s else 2", "1:5 line-no-choices"),
        ("bnd.close()", "1:1 line-unknown"),
        ("con.close()", "1:1 line-unknown-near"),
        ("s.bnid(('h', 1))", "1:3 line-unknown-near"),
        ("s.frobnicate()", "1:3 line-no-attribute"),
        ("socket.AF_INETT", "1:8 line-unknown-near"),
        ("os.system('x')", "1:1 line-unknown"),
        ("import os\nos.system('x')", "2:4 line-not-call"),
        ("open('x')", "1:1 line-not-call"),
        ("input()", "1:1 line-not-call"),
        ("threading.Thread()", "1:1 line-unknown"),
        ("s.bind('127.0.0.1', 80)", "1:8 line-pair"),
        ("s.bind()", "1:8 line-missing"),
        ("s.accept(5)", "1:10 line-too-many"),
        ("s.recv(bufsize=5)", "1:8 line-no-keywords"),
        ("x = socket.socket(famly=2)", "1:19 line-unknown-keyword"),
        ("x = socket.socket(2, family=2)", "1:22 line-given-twice"),
        ("s.recv('5')", "1:8 line-wrong-type"),
        ("s.recv(1.5)", "1:8 line-wrong-type"),
        ("s.send('你好')", "1:8 line-bytes-needed"),
        ("s.settimeout('x')", "1:14 line-wrong-type"),
        ("s.listen(99999999999999999999)", "1:10 line-number-large"),
        ("x = 'a' + 1", "1:5 line-bad-operands"),
        ("x = '你'.encode('ascii')", "1:5 line-not-in-encoding"),
        ("x = '你'.encode('klingon')", "1:5 line-unknown-encoding"),
        ("x = b'\\xff'.decode()", "1:5 line-not-text"),
        ("a, b, c = 1, 2", "1:1 line-unpack"),
        ("a.b = 1", "1:1 line-target"),
        ("x = (1, 2)[5]", "1:5 line-index"),
        ("x = 5()", "1:5 line-not-callable"),
        ("x = s and s", "1:5 line-not-expression"),
        ("with 5 as x:\n    pass", "1:6 line-with"),
        ("s.recvmsg(10, 5)", "1:1 line-no-ancillary"),
        ("s.send('\\xZZ')", "1:11 line-escape"),
        ("    s.listen(2)\n    s.bnid(5)", "2:7 line-unknown-near"),
        (">>> s.close(1)", "1:13 line-too-many"),
    ] {
        let found: Vec<String> = check(&read(text), &Side::new()).iter().map(told).collect();
        if found.first().map(String::as_str) != Some(told_of) {
            wrong.push(format!("{text}: {found:?}, not {told_of}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_does_not_run_is_named_line_by_line_and_the_rest_is_kept() {
    let text = "s.listen()\nwhile True:\n    c, a = s.accept()\n    c.close()\ndef f():\n    pass\ns.close()";
    let program = read(text);
    let told: Vec<_> = program.troubles.iter().map(|t| (t.line, t.end_line, t.message.key().to_owned())).collect();
    assert_eq!(told, [(2, 4, "line-no-loops".to_owned()), (5, 6, "line-no-functions".to_owned())]);
    assert!(!program.is_unreadable);
    assert_eq!(program.pieces.iter().map(|piece| piece.line).collect::<Vec<_>>(), [1, 7]);
}

#[test]
fn what_can_be_mended_is_offered_mended() {
    for (text, mended) in [
        ("s.bind（（‘h’，１））", "s.bind(('h',1))"),
        ("s.bind('h', 1)", "s.bind(('h', 1))"),
        ("s.send('hi')", "s.send(b'hi')"),
        ("s.send('你好')", "s.send('你好'.encode())"),
        ("s.send('a' + '好')", "s.send(('a' + '好').encode())"),
        ("s.bnid(('h', 1))", "s.bind(('h', 1))"),
    ] {
        let troubles = check(&read(text), &Side::new());
        assert_eq!(troubles.first().and_then(|trouble| trouble.fix.as_deref()), Some(mended), "{text}");
        assert!(check(&read(mended), &Side::new()).is_empty(), "{mended}");
    }
}

/// A call of every kind, with arguments of every kind.
fn every_call() -> Vec<Call> {
    let data = |text: &str| -> call::Payload { text.as_bytes().into() };
    let (level, ip) = (number("SOL_SOCKET"), number("IPPROTO_IP"));
    let set = |level, name: &str, value| Call::SetSockOpt { level, name: number(name), value };
    let get = |level, name: &str, kind| Call::GetSockOpt { level, name: number(name), kind };
    vec![
        Call::Socket { family: number("AF_INET"), kind: number("SOCK_STREAM"), proto: 0 },
        Call::Socket { family: 99, kind: number("SOCK_RAW"), proto: number("IPPROTO_ICMP") },
        Call::SocketPair { family: number("AF_UNIX"), kind: number("SOCK_DGRAM"), proto: 0, other: None },
        Call::Bind { address: Address::inet("127.0.0.1", 8080) },
        Call::Bind { address: Address::inet("a\"b\u{202e}\\", 70_000) },
        Call::Bind { address: Address::inet6("localhost", 80) },
        Call::Bind { address: Address::unix(b"/tmp/\xff") },
        Call::Bind { address: Address::abstract_name("a\0b") },
        Call::Listen { backlog: None },
        Call::Listen { backlog: Some(-1) },
        Call::Accept,
        Call::Connect { address: Address::inet6("fe80::1", 80) },
        Call::Connect { address: Address::Inet6 { host: "::1".into(), port: 1, flow: 2, scope: 3 } },
        Call::ConnectEx { address: Address::inet("", 0) },
        Call::Send { data: data("你好\t\"'\\\r\n"), flags: 0 },
        Call::Send { data: data("\u{feff}\u{200b}"), flags: 0 },
        Call::SendAll { data: (0..=255).collect(), flags: number("MSG_OOB") | 0x0100_0000 },
        Call::SendTo { data: data(""), flags: 0, address: Address::inet("h", 9) },
        Call::SendTo { data: data("x"), flags: number("MSG_DONTWAIT"), address: Address::unix("/tmp/x") },
        Call::Recv { size: -1, flags: 0 },
        Call::RecvFrom { size: 5, flags: number("MSG_PEEK") | number("MSG_DONTWAIT") },
        Call::RecvMsg { size: 8, flags: number("MSG_TRUNC") },
        Call::RecvMsg { size: 8, flags: 0 },
        Call::RecvExact { size: 8 },
        Call::Shutdown { how: 9 },
        Call::Shutdown { how: number("SHUT_RDWR") },
        Call::Close,
        Call::Detach,
        Call::Dup,
        Call::GetSockName,
        Call::GetPeerName,
        Call::SetTimeout { seconds: None },
        Call::SetTimeout { seconds: Some(0.25) },
        Call::SetTimeout { seconds: Some(f64::NEG_INFINITY) },
        Call::GetTimeout,
        Call::SetBlocking { blocking: true },
        Call::GetBlocking,
        set(level, "SO_REUSEADDR", OptionValue::Int(1)),
        set(level, "SO_LINGER", OptionValue::Linger(1, 5)),
        set(level, "SO_RCVTIMEO", OptionValue::TimeVal(1.25)),
        set(level, "SO_BINDTODEVICE", OptionValue::Bytes(data("lo\0é"))),
        set(ip, "IP_ADD_MEMBERSHIP", OptionValue::Mreq("239.1.2.3".into(), "127.0.0.1".into())),
        set(ip, "IP_MULTICAST_IF", OptionValue::Ip("127.0.0.1".into())),
        set(number("IPPROTO_IPV6"), "IPV6_JOIN_GROUP", OptionValue::Mreq6("ff02::1".into(), 2)),
        get(level, "SO_RCVBUF", OptionKind::Int),
        get(level, "SO_ERROR", OptionKind::Errno),
        get(level, "SO_LINGER", OptionKind::Linger),
        get(level, "SO_RCVTIMEO", OptionKind::TimeVal),
        get(level, "SO_BINDTODEVICE", OptionKind::Bytes(16)),
        Call::FileNo,
        Call::MakeFile { mode: "rb".into(), buffering: None, encoding: None, newline: None },
        Call::MakeFile {
            mode: "rw".into(),
            buffering: Some(0),
            encoding: Some("gbk".into()),
            newline: Some("\r\n".into()),
        },
        Call::ReadLine,
        Call::Read { size: None },
        Call::Read { size: Some(-5) },
        Call::Write { data: data("\0hi") },
        Call::Flush,
        Call::FClose,
        Call::GetAddrInfo { host: None, port: Service::None, family: 0, kind: 0, proto: 0, flags: 1 },
        Call::GetAddrInfo {
            host: Some("localhost".into()),
            port: Service::Name("http".into()),
            family: number("AF_INET"),
            kind: number("SOCK_STREAM"),
            proto: 0,
            flags: 0,
        },
        Call::GetAddrInfo { host: Some("h".into()), port: Service::Number(80), family: 0, kind: 0, proto: 6, flags: 0 },
        Call::Poll { events: number("POLLIN") | number("POLLOUT"), seconds: 0.5 },
        Call::Inspect { fields: vec![InspectField::Tcp, InspectField::Inq], until: Vec::new(), seconds: 0.0 },
        Call::Inspect {
            fields: vec![InspectField::Blocking],
            until: vec![
                (InspectField::Tcp, InspectValue::State(TcpState::CloseWait)),
                (InspectField::Timeout, InspectValue::Seconds(Some(1.5))),
                (InspectField::Inq, InspectValue::Number(3)),
                (InspectField::ONonblock, InspectValue::Bool(false)),
            ],
            seconds: 2.0,
        },
    ]
}

#[test]
fn every_line_of_the_log_is_the_same_call_again() {
    let calls = every_call();
    for kind in CallKind::ALL {
        assert!(calls.iter().any(|call| call.kind() == *kind), "{}", kind.name());
    }
    for call in calls {
        let on = if call.kind().is_on_a_file() { "f" } else { "s" };
        let line = call_line_of(&call, Some(on), call.kind().makes_one().then_some("x"));
        let program = read(&line);
        let found = program.pieces.first().map(|piece| turn(piece, &Side::new(), &Answers::new()));
        match found {
            Some(Turn::Call(wanted)) => assert_eq!(wanted.call, call, "{line}"),
            other => panic!("{line}: {other:?} {:?}", program.troubles),
        }
    }
}

#[test]
fn completions_fit_the_place() {
    let side = Side::new();
    for (text, first) in [
        ("s.b", "bind("),
        ("s.se", "send("),
        ("s.", "bind("),
        ("f.r", "readline("),
        ("con", "conn"),
        ("socket.so", "socket("),
        ("x = socket.socket(", "AF_INET"),
        ("x = socket.socket(AF_INET, ", "SOCK_STREAM"),
        ("s.shutdown(", "SHUT_RD"),
        ("x = socket.socket(fam", "family="),
        ("s.setsockopt(SOL_SOCKET, SO_REU", "SO_REUSEADDR"),
        ("POR", "PORT"),
        ("pri", "print("),
        ("'hi'.e", "encode()"),
        ("s.bind((HOST, 80)); s.li", "listen("),
    ] {
        let found = complete(text, text.len(), &side);
        assert_eq!(found.first().map(|one| one.text.as_str()), Some(first), "{text}: {found:?}");
    }
    for text in ["s.send(b'so", "# so", "12", "", "s.bind((", "s.bind(('", "s", "'''so"] {
        let found = complete(text, text.len(), &side);
        assert!(found.iter().all(|one| one.text != "s" || text == "s"), "{text}");
        assert!(text == "s" || found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn the_hint_is_of_the_call_that_the_cursor_is_in() {
    let side = Side::new();
    for (text, name, argument) in [
        ("s.bind((\"127.0.0.1\", 8", "bind", 0),
        ("s.setsockopt(SOL_SOCKET, ", "setsockopt", 1),
        ("s.send(b'a,b,(', ", "send", 1),
        ("x = socket.socket(AF_INET, ", "socket", 1),
        ("f.read(", "read", 0),
        ("print(s.recv(", "recv", 0),
        ("create_connection((", "create_connection", 0),
    ] {
        let found = hint(text, text.len(), &side).map(|hint| (hint.signature.name, hint.argument));
        assert_eq!(found, Some((name, argument)), "{text}");
    }
    assert_eq!(hint("s.bind(('h', 1))", 16, &side), None);
}

fn pieces_of_lines() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("s"),
        Just("."),
        Just("bind"),
        Just("("),
        Just(")"),
        Just("\"127.0.0.1\""),
        Just(","),
        Just("8000"),
        Just("b'x"),
        Just("'"),
        Just("\n"),
        Just("    "),
        Just("while True:"),
        Just("="),
        Just("socket.socket"),
        Just("#"),
        Just("|"),
        Just("-"),
        Just("99999999999999999999"),
        Just("[1:]"),
        Just("\\"),
        Just("“"),
        Just("）"),
        Just("with "),
        Just(" as x:"),
        Just("import "),
        Just("from "),
        Just("accept()"),
        Just(">>> "),
        Just("{"),
        Just("*"),
        Just("lambda:"),
        Just("\u{0}"),
        Just("\t"),
        Just("é"),
        Just("1e999"),
        Just("print("),
        Just("<<"),
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn looked_at(text: &str) {
    let side = Side::new();
    let troubles = check(&read(text), &side);
    for trouble in &troubles {
        assert!(trouble.line >= 1 && trouble.column >= 1);
    }
    for (cursor, _) in text.char_indices() {
        complete(text, cursor, &side);
        hint(text, cursor, &side);
    }
    run(text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        looked_at(&text);
    }

    #[test]
    fn no_line_of_pieces_panics(text in pieces_of_lines()) {
        looked_at(&text);
    }
}

#[test]
fn what_is_deep_or_long_is_refused_and_does_not_panic() {
    for text in ["(".repeat(5000), "-".repeat(100_000), "a.".repeat(5000), "1+".repeat(4000) + "1", "x\n".repeat(5000)]
    {
        let program = read(&text);
        assert!(program.is_unreadable, "{}", text.get(..10).unwrap_or_default());
    }
    let nested: String = (0..60).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    looked_at(&(nested + &" ".repeat(60) + "pass"));
    assert!(read(&format!("s.send(b'{}')", "x".repeat(500_000))).troubles.is_empty());
}
