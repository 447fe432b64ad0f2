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
mod tests;
