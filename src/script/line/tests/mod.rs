//! Lines as chapters write them, and what they mean.

mod any;
mod composed;
mod cursor;
mod deep;
mod refused;
mod round_trip;
mod values;

use super::*;
use crate::call::{self, Call, CallKind, SocketId};
use crate::locale::{self, Language};
use crate::script::call_line_of;
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

    fn socket(&self, sid: SocketId) -> Option<Kind> {
        (sid == S).then(|| Kind {
            family: number("AF_INET"),
            kind: number("SOCK_STREAM"),
            proto: number("IPPROTO_TCP"),
        })
    }

    fn label(&self, sid: SocketId) -> String {
        format!("#{}", sid.0)
    }

    fn names(&self) -> Vec<(String, Val)> {
        self.0.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    fn takes(&self, bytes: usize) -> bool {
        bytes <= 64 << 20
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
            Val::List(Parts::new([entry]))
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
        ("print(s.proto)", &["6"]),
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
        ("t = '''\n>>> s.listen()\n'''\ns.sendall(t.encode())", &["s.sendall(b\"\\n>>> s.listen()\\n\")"]),
        ("    t = '''a\n  b\nc'''\n    s.sendall(t.encode())", &["s.sendall(b\"a\\n  b\\nc\")"]),
        (">>> t = '''a\n... b'''\n>>> s.sendall(t.encode())", &["s.sendall(b\"a\\nb\")"]),
        (
            "with socket.socket() as x, s.dup() as y:\n    x = 5\n    del y",
            &["x = socket.socket(AF_INET, SOCK_STREAM)", "y = s.dup()", "s.close()", "s.close()"],
        ),
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
