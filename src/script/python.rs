//! A call as the line of Python that makes it: `srv.bind(("127.0.0.1", 8080))`.
//!
//! Strings are in double quotes, numbers go by their names (`SO_REUSEADDR`), a socket by its base name without its side.

use super::literal::{double_quoted_bytes, double_quoted_str, python_data, python_data_short};
use crate::bytes::{escape_text, python_float};
use crate::call::{
    self, Address, Call, CallRecord, InspectField, InspectValue, Kept, Name, OptionKind, OptionValue, Service,
};

/// The line of a record, with its payload whole.
pub fn call_line(record: &CallRecord) -> String {
    line_of_record(record, &|data| python_data(data))
}

/// The line of a record for display: a payload longer than 120 characters is cut, as `b"GET / HTTP…" + 1.2 kB`.
/// `sent_len` is the payload's length in bytes where the record has only its beginning.
pub fn call_line_short(record: &CallRecord, sent_len: Option<u64>) -> String {
    let hashed = match (&record.kept, record.call.sent()) {
        (Kept::Hash { len, .. }, Some(_)) => Some(*len),
        _ => None,
    };
    line_of_record(record, &|data| python_data_short(data, sent_len.max(hashed)))
}

/// The line of a call on the socket `on` that makes the socket `makes`, both as base names.
pub fn call_line_of(call: &Call, on: Option<&str>, makes: Option<&str>) -> String {
    line(call, on, makes, &|data| python_data(data))
}

/// As [`call_line_of`], with a long payload cut.
pub fn call_line_short_of(call: &Call, on: Option<&str>, makes: Option<&str>) -> String {
    line(call, on, makes, &|data| python_data_short(data, None))
}

/// The arguments of a call, each as it stands in its line.
pub fn call_arguments(call: &Call) -> Vec<String> {
    arguments(call, &|data| python_data(data))
}

pub(super) type DataText<'a> = &'a dyn Fn(&[u8]) -> String;

fn line_of_record(record: &CallRecord, data_text: DataText<'_>) -> String {
    let (on, makes) = (record.on.as_ref().map(Name::base), record.makes.as_ref().map(Name::base));
    line(&record.call, on, makes, data_text)
}

pub(super) fn line(call: &Call, on: Option<&str>, makes: Option<&str>, data_text: DataText<'_>) -> String {
    let target = match (call, makes) {
        (Call::RecvMsg { .. }, _) => "data, anc, flags, addr = ".to_owned(),
        (Call::SocketPair { other: Some(other), .. }, makes) => {
            format!("{}, {} = ", makes.map_or_else(|| "_".to_owned(), variable), variable(other.base()))
        }
        (_, None) => String::new(),
        (Call::Accept, Some(makes)) => format!("{}, addr = ", variable(makes)),
        (_, Some(makes)) => format!("{} = ", variable(makes)),
    };
    let object = match call {
        _ if call.kind().is_on_nothing() => "socket".to_owned(),
        _ => on.map_or_else(|| "s".to_owned(), variable),
    };
    let method = if *call == Call::FClose { "close" } else { call.kind().name() };
    format!("{target}{object}.{method}({})", arguments(call, data_text).join(", "))
}

/// A name as it is, but with nothing in it that must not be drawn.
fn variable(name: &str) -> String {
    escape_text(name.as_bytes())
}

fn arguments(call: &Call, data_text: DataText<'_>) -> Vec<String> {
    match call {
        Call::Socket { family, kind, proto } => {
            let mut all = vec![named(call::family(*family), *family), named(call::kind(*kind), *kind)];
            all.extend((*proto != 0).then(|| named(call::protocol(*proto), *proto)));
            all
        }
        Call::SocketPair { family, kind, proto, .. } => pair_arguments(*family, *kind, *proto),
        Call::Bind { address } | Call::Connect { address } | Call::ConnectEx { address } => vec![address_text(address)],
        Call::Listen { backlog } => backlog.iter().map(i64::to_string).collect(),
        Call::Send { data, flags } | Call::SendAll { data, flags } => with_flags(data_text(data), *flags),
        Call::SendTo { data, flags, address } => {
            let mut all = with_flags(data_text(data), *flags);
            all.push(address_text(address));
            all
        }
        Call::Recv { size, flags } | Call::RecvFrom { size, flags } => with_flags(size.to_string(), *flags),
        Call::RecvMsg { size, flags: 0 } | Call::RecvExact { size } => vec![size.to_string()],
        Call::RecvMsg { size, flags } => vec![size.to_string(), "0".to_owned(), call::flags_text(*flags)],
        Call::Shutdown { how } => vec![named(call::how(*how), *how)],
        Call::SetTimeout { seconds } => vec![seconds.map_or_else(|| "None".to_owned(), seconds_text)],
        Call::SetBlocking { blocking } => vec![if *blocking { "True" } else { "False" }.to_owned()],
        Call::SetSockOpt { level, name, value } => {
            vec![level_text(*level), option_text(*level, *name), option_value_text(value)]
        }
        Call::GetSockOpt { level, name, kind } => {
            let mut all = vec![level_text(*level), option_text(*level, *name)];
            all.extend(match kind {
                OptionKind::Int | OptionKind::Errno => None,
                OptionKind::Bytes(len) => Some(len.to_string()),
                OptionKind::Linger => Some("8".to_owned()),
                OptionKind::TimeVal => Some("16".to_owned()),
            });
            all
        }
        Call::MakeFile { mode, buffering, encoding, newline } => {
            let mut all = vec![double_quoted_str(mode)];
            all.extend(buffering.map(|size| size.to_string()));
            all.extend(encoding.as_ref().map(|name| format!("encoding={}", double_quoted_str(name))));
            all.extend(newline.as_ref().map(|newline| format!("newline={}", double_quoted_str(newline))));
            all
        }
        Call::Read { size } => size.iter().map(i64::to_string).collect(),
        Call::Write { data } => vec![data_text(data)],
        Call::GetAddrInfo { host, port, family, kind, proto, flags } => {
            let host = host.as_ref().map_or_else(|| "None".to_owned(), |host| double_quoted_str(host));
            let port = match port {
                Service::None => "None".to_owned(),
                Service::Number(number) => number.to_string(),
                Service::Name(name) => double_quoted_str(name),
            };
            let asked = [
                (named(call::family(*family), *family), *family),
                (named(call::kind(*kind), *kind), *kind),
                (named(call::protocol(*proto), *proto), *proto),
                (call::flags_text_of(call::ADDRINFO_FLAGS, *flags), *flags),
            ];
            let count = asked.iter().rposition(|(_, number)| *number != 0).map_or(0, |at| at + 1);
            let zero = |(text, number): (String, i32)| if number == 0 { "0".to_owned() } else { text };
            [host, port].into_iter().chain(asked.into_iter().take(count).map(zero)).collect()
        }
        Call::Poll { events, seconds } => {
            let events = call::flags_text_of(call::POLL_EVENTS, *events);
            vec![if events.is_empty() { "0".to_owned() } else { events }, seconds_text(*seconds)]
        }
        Call::Inspect { fields, until, seconds } => {
            let mut all: Vec<String> = fields.iter().map(|field| double_quoted_str(field.name())).collect();
            if !until.is_empty() {
                all.push(format!("until={}", inspection_text(until)));
                all.push(format!("timeout={}", seconds_text(*seconds)));
            }
            all
        }
        Call::Accept
        | Call::Close
        | Call::Detach
        | Call::Dup
        | Call::GetSockName
        | Call::GetPeerName
        | Call::GetTimeout
        | Call::GetBlocking
        | Call::FileNo
        | Call::ReadLine
        | Call::Flush
        | Call::FClose => Vec::new(),
    }
}

/// What is Python's default is left out from the end.
fn pair_arguments(family: i32, kind: i32, proto: i32) -> Vec<String> {
    let default = |name: &str, number: i32| call::number_of(name) == Some(number);
    let all = [named(call::family(family), family), named(call::kind(kind), kind), named(call::protocol(proto), proto)];
    let count = if proto != 0 {
        3
    } else if !default("SOCK_STREAM", kind) {
        2
    } else {
        usize::from(!default("AF_UNIX", family))
    };
    all.into_iter().take(count).collect()
}

/// `{"tcp": "LISTEN", "inq": 0}`, as Python's dict.
pub(super) fn inspection_text(values: &[(InspectField, InspectValue)]) -> String {
    let value = |value: &InspectValue| match value {
        InspectValue::Bool(true) => "True".to_owned(),
        InspectValue::Bool(false) => "False".to_owned(),
        InspectValue::Seconds(None) => "None".to_owned(),
        InspectValue::Seconds(Some(seconds)) => seconds_text(*seconds),
        InspectValue::State(state) => double_quoted_str(state.name()),
        InspectValue::Number(number) => number.to_string(),
        InspectValue::Errno(number) => double_quoted_str(call::errno_name(*number).unwrap_or("?")),
    };
    let one = |(field, what): &(InspectField, InspectValue)| format!("\"{}\": {}", field.name(), value(what));
    format!("{{{}}}", values.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn named(name: Option<&str>, number: i32) -> String {
    name.map_or_else(|| number.to_string(), str::to_owned)
}

fn level_text(level: i32) -> String {
    named(call::level(level), level)
}

fn option_text(level: i32, number: i32) -> String {
    named(call::option_name(level, number), number)
}

fn with_flags(first: String, flags: i32) -> Vec<String> {
    if flags == 0 { vec![first] } else { vec![first, call::flags_text(flags)] }
}

/// An address as a person writes it: flow and scope only where there are any, or where nothing else tells IPv6.
pub fn address_text(address: &Address) -> String {
    match address {
        Address::Inet { host, port } => format!("({}, {port})", double_quoted_str(host)),
        Address::Inet6 { host, port, flow: 0, scope: 0 } if host.contains(':') => {
            format!("({}, {port})", double_quoted_str(host))
        }
        Address::Inet6 { host, port, flow, scope } => format!("({}, {port}, {flow}, {scope})", double_quoted_str(host)),
        Address::Unix { path } => match std::str::from_utf8(path) {
            Ok(path) => double_quoted_str(path),
            Err(_) => double_quoted_bytes(path),
        },
        Address::Abstract { name } => double_quoted_bytes(&[b"\0", &**name].concat()),
        Address::Other(text) => super::result::shown_json(text),
    }
}

/// Whole seconds without a point, others as Python writes them.
fn seconds_text(seconds: f64) -> String {
    let text = python_float(seconds);
    match text.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None if seconds.is_finite() => text,
        None => format!("float(\"{text}\")"),
    }
}

fn option_value_text(value: &OptionValue) -> String {
    match value {
        OptionValue::Int(number) => number.to_string(),
        OptionValue::Bytes(bytes) => double_quoted_bytes(bytes),
        OptionValue::Linger(on, seconds) => format!("struct.pack(\"ii\", {on}, {seconds})"),
        OptionValue::TimeVal(seconds) => {
            // The conversion saturates, and takes NaN for 0.
            let micros = (seconds * 1e6).round() as i64;
            format!("struct.pack(\"ll\", {}, {})", micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000))
        }
        OptionValue::Mreq(group, interface) => {
            format!("inet_aton({}) + inet_aton({})", double_quoted_str(group), double_quoted_str(interface))
        }
        OptionValue::Mreq6(group, interface) => {
            format!("inet_pton(AF_INET6, {}) + struct.pack(\"@I\", {interface})", double_quoted_str(group))
        }
        OptionValue::Ip(ip) => format!("inet_aton({})", double_quoted_str(ip)),
        OptionValue::Odd(json) => super::result::shown_json(json),
    }
}

#[cfg(test)]
mod tests {
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
            (
                Call::Poll { events: (libc::POLLIN | libc::POLLOUT).into(), seconds: 0.5 },
                "s.poll(POLLIN | POLLOUT, 0.5)",
            ),
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
}
