//! Every line of the log is the same call again.

use super::*;
use crate::call::{Address, InspectField, InspectValue, OptionKind, OptionValue, Service, TcpState};

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
