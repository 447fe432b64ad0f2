//! What came of a call, in Python's words: the value's `repr`, or the error's name.

use super::python::inspection_text;
use crate::bytes::{escape_text, python_bytes, python_float, python_str, size_text};
use crate::call::{self, AddrInfo, Address, ArgumentWhy, Call, Outcome, Value, eai_name};

/// How many received bytes a result shows.
const SHOWN_BYTES: usize = 60;

/// How many characters of foreign JSON a result shows.
const SHOWN_JSON: usize = 120;

/// What came of a call: `None`, `6`, `('127.0.0.1', 8080)`, `b'GET /…' + 1.2 kB`, `ECONNREFUSED`, `timeout`; `…` while it
/// waits. Colours and words for a person are the window's business.
pub fn result_text(outcome: &Outcome, call: &Call) -> String {
    result_text_of(outcome, call, None)
}

/// As [`result_text`], where `received_len` is the received data's length in bytes if the outcome has only its beginning.
pub fn result_text_of(outcome: &Outcome, call: &Call, received_len: Option<u64>) -> String {
    match outcome {
        Outcome::Waiting => "…".to_owned(),
        Outcome::Ok(value) => value_text(value, call, received_len),
        Outcome::Errno(number) => call::errno_name(*number).map_or_else(|| format!("errno {number}"), str::to_owned),
        Outcome::Timeout => "timeout".to_owned(),
        Outcome::Eai(number) => eai_name(*number).map_or_else(|| format!("gaierror {number}"), str::to_owned),
        Outcome::Argument(why) => argument_name(*why).to_owned(),
        Outcome::Stopped { done: 0 } => "stopped".to_owned(),
        Outcome::Stopped { done } => format!("stopped ({done})"),
        Outcome::Other(json) => shown_json(json),
    }
}

fn value_text(value: &Value, call: &Call, received_len: Option<u64>) -> String {
    match value {
        Value::None | Value::Seconds(None) => "None".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Seconds(Some(seconds)) => python_float(*seconds),
        Value::Address(address) | Value::Accepted(address) => optional_address_text(address.as_ref()),
        Value::Bool(flag) => if *flag { "True" } else { "False" }.to_owned(),
        Value::Data(data) => data_text(data, received_len),
        Value::DataReal(data, real) => format!("{} of {real}", data_text(data, received_len)),
        Value::Message { data, flags, from, real: _ } => {
            let flags = if *flags == 0 { "0".to_owned() } else { call::flags_text(*flags) };
            let from = optional_address_text(from.as_ref());
            format!("({}, [], {flags}, {from})", data_text(data, received_len))
        }
        Value::Text(text) => {
            let shown: String = String::from_utf8_lossy(text).chars().take(SHOWN_BYTES).collect();
            let more = received_len.unwrap_or(0).max(text.len() as u64).saturating_sub(shown.len() as u64);
            if more > 0 { format!("{} + {}", python_str(&shown), size_text(more)) } else { python_str(&shown) }
        }
        Value::DataFrom(data, from) => {
            format!("({}, {})", data_text(data, received_len), optional_address_text(from.as_ref()))
        }
        Value::ConnectEx(0) => "0".to_owned(),
        Value::ConnectEx(number) => match call::errno_name(*number) {
            Some(name) => format!("{number} ({name})"),
            None => number.to_string(),
        },
        Value::Errno(0) => "0".to_owned(),
        Value::Errno(number) => match call::errno_name(*number) {
            Some(name) => format!("{number} ({name})"),
            None => number.to_string(),
        },
        Value::Linger(on, seconds) => format!("struct.pack(\"ii\", {on}, {seconds})"),
        Value::TimeVal(seconds) => format!("{} s", python_float(*seconds)),
        Value::AddrInfo(list) => list_text(list),
        Value::Events(0) => "[]".to_owned(),
        Value::Events(events) => call::flags_text_of(call::POLL_EVENTS, *events),
        Value::Inspected(values) => inspection_text(values),
        Value::Bytes(bytes) => match call {
            Call::GetSockOpt { .. } => python_bytes(bytes.get(..1024).unwrap_or(bytes)),
            _ => data_text(bytes, None),
        },
    }
}

fn data_text(data: &[u8], whole_len: Option<u64>) -> String {
    let whole_len = whole_len.unwrap_or(0).max(data.len() as u64);
    let shown = data.get(..SHOWN_BYTES).unwrap_or(data);
    let mut text = python_bytes(shown);
    let more = whole_len - shown.len() as u64;
    if more > 0 {
        let quote = text.pop().unwrap_or('\'');
        text.push('…');
        text.push(quote);
        text = format!("{text} + {}", size_text(more));
    }
    text
}

fn optional_address_text(address: Option<&Address>) -> String {
    match address {
        None => "None".to_owned(),
        Some(Address::Inet { host, port }) => format!("({}, {port})", python_str(host)),
        Some(Address::Inet6 { host, port, flow, scope }) => format!("({}, {port}, {flow}, {scope})", python_str(host)),
        Some(Address::Unix { path }) => match std::str::from_utf8(path) {
            Ok(path) => python_str(path),
            Err(_) => python_bytes(path),
        },
        Some(Address::Abstract { name }) => python_bytes(&[b"\0", &**name].concat()),
        Some(Address::Other(text)) => shown_json(text),
    }
}

/// The addresses of `getaddrinfo`'s list, each once.
fn list_text(list: &[AddrInfo]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for entry in list {
        let text = optional_address_text(Some(&entry.address));
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    format!("[{}]", texts.join(", "))
}

/// JSON of a kind that this version does not know: one visible line. JSON's own backslashes stay single.
pub(super) fn shown_json(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars().take(SHOWN_JSON) {
        if c == '\\' {
            text.push(c);
        } else {
            text.push_str(&escape_text(c.encode_utf8(&mut [0; 4]).as_bytes()));
        }
    }
    if json.chars().nth(SHOWN_JSON).is_some() {
        text.push('…');
    }
    text
}

/// The exception that CPython raises for a refused argument.
fn argument_name(why: ArgumentWhy) -> &'static str {
    match why {
        ArgumentWhy::Range => "OverflowError",
        ArgumentWhy::Type => "TypeError",
        ArgumentWhy::Value => "ValueError",
        ArgumentWhy::Encoding => "UnicodeError",
        ArgumentWhy::Said(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_read_as_python() {
        let recv = Call::Recv { size: 10, flags: 0 };
        let here = Some(Address::inet("127.0.0.1", 8080));
        for (outcome, text) in [
            (Outcome::Waiting, "…"),
            (Outcome::NONE, "None"),
            (Outcome::Ok(Value::Int(6)), "6"),
            (Outcome::Ok(Value::Seconds(None)), "None"),
            (Outcome::Ok(Value::Seconds(Some(5.0))), "5.0"),
            (Outcome::Ok(Value::Address(here.clone())), "('127.0.0.1', 8080)"),
            (Outcome::Ok(Value::Accepted(None)), "None"),
            (Outcome::Ok(Value::Address(Some(Address::inet6("::1", 80)))), "('::1', 80, 0, 0)"),
            (Outcome::Ok(Value::Data((*b"").into())), "b''"),
            (Outcome::Ok(Value::Data((*b"hi\r\n").into())), r"b'hi\r\n'"),
            (Outcome::Ok(Value::DataFrom((*b"x").into(), here)), "(b'x', ('127.0.0.1', 8080))"),
            (Outcome::Ok(Value::ConnectEx(0)), "0"),
            (Outcome::Ok(Value::Address(Some(Address::unix("")))), "''"),
            (Outcome::Ok(Value::Address(Some(Address::abstract_name("a")))), r"b'\x00a'"),
            (Outcome::Ok(Value::Text("小\n".as_bytes().into())), r"'小\n'"),
            (Outcome::Ok(Value::Events(libc::POLLIN.into())), "POLLIN"),
            (
                Outcome::Ok(Value::Message { data: (*b"x").into(), flags: libc::MSG_TRUNC, from: None, real: None }),
                "(b'x', [], MSG_TRUNC, None)",
            ),
            (Outcome::Argument(ArgumentWhy::Said(call::PATH_TOO_LONG)), "AF_UNIX path too long"),
            (Outcome::Ok(Value::Bytes((*b"\x01\0").into())), r"b'\x01\x00'"),
            (Outcome::Errno(libc::ECONNREFUSED), "ECONNREFUSED"),
            (Outcome::Errno(12_345), "errno 12345"),
            (Outcome::Timeout, "timeout"),
            (Outcome::Eai(libc::EAI_NONAME), "EAI_NONAME"),
            (Outcome::Eai(12_345), "gaierror 12345"),
            (Outcome::Argument(ArgumentWhy::Range), "OverflowError"),
            (Outcome::Stopped { done: 0 }, "stopped"),
            (Outcome::Stopped { done: 7 }, "stopped (7)"),
            (Outcome::Other("{\"odd\":\"\\u0001\u{202e}\"}".into()), r#"{"odd":"\u0001\u202e"}"#),
        ] {
            assert_eq!(result_text(&outcome, &recv), text);
        }
        let refused = Outcome::Ok(Value::ConnectEx(libc::ECONNREFUSED));
        assert_eq!(result_text(&refused, &recv), format!("{} (ECONNREFUSED)", libc::ECONNREFUSED));
    }

    #[test]
    fn long_data_is_cut() {
        let recv = Call::Recv { size: 10, flags: 0 };
        let data = Outcome::Ok(Value::Data(vec![b'x'; 100].into()));
        assert_eq!(result_text(&data, &recv), format!("b'{}…' + 40 B", "x".repeat(60)));
        assert_eq!(result_text_of(&data, &recv, Some(1260)), format!("b'{}…' + 1.2 kB", "x".repeat(60)));
        assert!(result_text(&Outcome::Other("x".repeat(1000).into()), &recv).chars().count() <= 121);
    }
}
