//! A call as the line of Python that makes it: `srv.bind(("127.0.0.1", 8080))`.
//!
//! Strings are in double quotes, numbers go by their names (`SO_REUSEADDR`), a socket by its base name without its side.

use super::literal::{double_quoted_bytes, double_quoted_str, python_data, python_data_short};
use crate::bytes::{escape_text, python_float};
use crate::call::{self, Address, Call, CallRecord, Kept, Name, OptionKind, OptionValue};

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

type DataText<'a> = &'a dyn Fn(&[u8]) -> String;

fn line_of_record(record: &CallRecord, data_text: DataText<'_>) -> String {
    let (on, makes) = (record.on.as_ref().map(Name::base), record.makes.as_ref().map(Name::base));
    line(&record.call, on, makes, data_text)
}

fn line(call: &Call, on: Option<&str>, makes: Option<&str>, data_text: DataText<'_>) -> String {
    let target = match (call, makes) {
        (_, None) => String::new(),
        (Call::Accept, Some(makes)) => format!("{}, addr = ", variable(makes)),
        (_, Some(makes)) => format!("{} = ", variable(makes)),
    };
    let object = match call {
        Call::Socket { .. } => "socket".to_owned(),
        _ => on.map_or_else(|| "s".to_owned(), variable),
    };
    format!("{target}{object}.{}({})", call.kind().name(), arguments(call, data_text).join(", "))
}

/// A name as it is, but with nothing in it that must not be drawn.
fn variable(name: &str) -> String {
    escape_text(name.as_bytes())
}

fn arguments(call: &Call, data_text: DataText<'_>) -> Vec<String> {
    match call {
        Call::Socket { family, kind, proto } => {
            let mut all = vec![named(call::family(*family), *family), named(call::kind(*kind), *kind)];
            all.extend((*proto != 0).then(|| proto.to_string()));
            all
        }
        Call::Bind { address } | Call::Connect { address } | Call::ConnectEx { address } => vec![address_text(address)],
        Call::Listen { backlog } => backlog.iter().map(i64::to_string).collect(),
        Call::Send { data, flags } | Call::SendAll { data, flags } => with_flags(data_text(data), *flags),
        Call::SendTo { data, flags, address } => {
            let mut all = with_flags(data_text(data), *flags);
            all.push(address_text(address));
            all
        }
        Call::Recv { size, flags } | Call::RecvFrom { size, flags } => with_flags(size.to_string(), *flags),
        Call::Shutdown { how } => vec![named(call::how(*how), *how)],
        Call::SetTimeout { seconds } => vec![seconds.map_or_else(|| "None".to_owned(), seconds_text)],
        Call::SetBlocking { blocking } => vec![if *blocking { "True" } else { "False" }.to_owned()],
        Call::SetSockOpt { level, name, value } => {
            vec![level_text(*level), option_text(*level, *name), option_value_text(value)]
        }
        Call::GetSockOpt { level, name, kind } => {
            let mut all = vec![level_text(*level), option_text(*level, *name)];
            all.extend(match kind {
                OptionKind::Int => None,
                OptionKind::Bytes(len) => Some(len.to_string()),
                OptionKind::Linger => Some("8".to_owned()),
                OptionKind::TimeVal => Some("16".to_owned()),
            });
            all
        }
        Call::Accept | Call::Close | Call::GetSockName | Call::GetPeerName | Call::GetTimeout | Call::FileNo => {
            Vec::new()
        }
    }
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
fn address_text(address: &Address) -> String {
    match address {
        Address::Inet { host, port } => format!("({}, {port})", double_quoted_str(host)),
        Address::Inet6 { host, port, flow: 0, scope: 0 } if host.contains(':') => {
            format!("({}, {port})", double_quoted_str(host))
        }
        Address::Inet6 { host, port, flow, scope } => format!("({}, {port}, {flow}, {scope})", double_quoted_str(host)),
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::testing::python;
    use crate::call::{By, Outcome, Payload};

    fn lines() -> Vec<(Call, &'static str)> {
        let data = |text: &str| -> Payload { text.as_bytes().into() };
        let (level, reuse) = (libc::SOL_SOCKET, libc::SO_REUSEADDR);
        vec![
            (
                Call::Socket { family: libc::AF_INET, kind: libc::SOCK_STREAM, proto: 0 },
                "c = socket.socket(AF_INET, SOCK_STREAM)",
            ),
            (Call::Socket { family: 99, kind: libc::SOCK_DGRAM, proto: 17 }, "c = socket.socket(99, SOCK_DGRAM, 17)"),
            (Call::Bind { address: Address::inet("127.0.0.1", 8080) }, r#"s.bind(("127.0.0.1", 8080))"#),
            (Call::Bind { address: Address::inet("", 70_000) }, r#"s.bind(("", 70000))"#),
            (Call::Bind { address: Address::inet6("::1", 80) }, r#"s.bind(("::1", 80))"#),
            (Call::Bind { address: Address::inet6("localhost", 80) }, r#"s.bind(("localhost", 80, 0, 0))"#),
            (Call::Bind { address: Address::Other(r#""/tmp/x""#.into()) }, r#"s.bind("/tmp/x")"#),
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
        ]
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
            let makes = matches!(call, Call::Socket { .. } | Call::Accept).then_some("c");
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
