//! Results as their lines have them: what differs from run to run is made alike (ports, descriptors, `${tmp}`, names
//! that the kernel chose).

use super::variables::{Saved, hex};
use crate::bytes::sha256_text;
use crate::call::{
    self, Address, ArgumentWhy, Call, InspectValue, OptionKind, Outcome, Value as Got, eai_name, errno_name,
};
use crate::script::file::CallStep;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Above so many bytes a result has their hash only.
const SHOWN: usize = 256;
/// The most NULs that are shown for an option that was asked for no bytes.
const MOST_NULS: i64 = 16 << 20;
/// Ports from here on are numbered in the order in which they first appear.
const FIRST_EPHEMERAL: i64 = 1024;
/// What `recvmsg` tells of the flags it got back.
const MESSAGE_FLAGS: [&str; 4] = ["MSG_TRUNC", "MSG_CTRUNC", "MSG_EOR", "MSG_OOB"];
/// What `poll` tells, in this order.
const EVENTS: [&str; 7] = ["POLLIN", "POLLPRI", "POLLOUT", "POLLERR", "POLLHUP", "POLLRDHUP", "POLLNVAL"];

/// Bytes as a result has them: text where they are, else hex, a hash where they are many.
pub fn shown_bytes(data: &[u8]) -> Map<String, Value> {
    let mut shown = Map::from_iter([("len".to_owned(), json!(data.len()))]);
    if data.len() > SHOWN {
        shown.insert("sha256".to_owned(), sha256_text(data).into());
    } else if let Ok(text) = std::str::from_utf8(data) {
        shown.insert("text".to_owned(), text.into());
    } else {
        shown.insert("hex".to_owned(), hex(data).into());
    }
    shown
}

/// What makes the results of one case alike.
#[derive(Debug, Default)]
pub struct Normal {
    tmp: String,
    ports: HashMap<i64, usize>,
}

impl Normal {
    /// With the path that stands for `${tmp}`.
    pub fn new(tmp: &std::path::Path) -> Self {
        Self { tmp: tmp.to_string_lossy().into_owned(), ports: HashMap::new() }
    }

    fn port(&mut self, port: i64) -> Value {
        if port < FIRST_EPHEMERAL {
            return port.into();
        }
        let next = self.ports.len() + 1;
        format!("#{}", self.ports.entry(port).or_insert(next)).into()
    }

    /// An address as a result has it.
    pub fn address(&mut self, address: Option<&Address>) -> Value {
        match address {
            None => Value::Null,
            Some(Address::Inet { host, port }) => json!([host, self.port(*port)]),
            Some(Address::Inet6 { host, port, flow, scope }) => json!([host, self.port(*port), flow, scope]),
            Some(Address::Unix { path }) => match std::str::from_utf8(path) {
                Ok(path) => path.replace(&self.tmp, "${tmp}").into(),
                Err(_) => json!({ "path": shown_bytes(path) }),
            },
            Some(Address::Abstract { name }) => {
                let is_chosen = name.len() == 5 && name.iter().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(c));
                match std::str::from_utf8(name) {
                    _ if is_chosen => json!({ "abstract": "<auto>" }),
                    Ok(name) => json!({ "abstract": name }),
                    Err(_) => json!({ "abstract": { "hex": hex(name) } }),
                }
            }
            Some(Address::Other(text)) => text.as_ref().into(),
        }
    }

    /// `r`: what came of a call.
    pub fn outcome(&mut self, step: &CallStep, call: &Call, outcome: &Outcome) -> Value {
        match outcome {
            Outcome::Ok(Got::Int(..0)) if matches!(call, Call::GetSockOpt { kind: OptionKind::Bytes(0), .. }) => {
                json!({ "err": "argument", "why": ArgumentWhy::Value.word() })
            }
            Outcome::Ok(value) => json!({ "ok": self.value(step, call, value) }),
            Outcome::Errno(number) => json!({ "err": errno(*number), "no": number }),
            Outcome::Timeout => json!({ "err": "timeout" }),
            Outcome::Eai(number) => json!({ "err": eai_name(*number).unwrap_or("EAI"), "no": number }),
            Outcome::Argument(why) => json!({ "err": "argument", "why": why.word() }),
            Outcome::Stopped { done } => json!({ "stopped": true, "done": done }),
            Outcome::Waiting => json!({ "started": true }),
            Outcome::Other(text) => serde_json::from_str(text).unwrap_or_default(),
        }
    }

    fn value(&mut self, step: &CallStep, call: &Call, value: &Got) -> Value {
        let with_address = |mut shown: Map<String, Value>, address: Value| {
            shown.insert("addr".to_owned(), address);
            shown
        };
        let cut = |data: &[u8]| shown_bytes(data.get(step.skip..).unwrap_or_default());
        match value {
            Got::None | Got::Seconds(None) => Value::Null,
            Got::Int(number) => match call {
                Call::FileNo | Call::Detach if *number >= 0 => "fd".into(),
                // Asked for no bytes Python gives the int; what shows bytes shows so many NULs.
                Call::GetSockOpt { kind: OptionKind::Bytes(0), .. } if (0..MOST_NULS).contains(number) => {
                    shown_bytes(&vec![0; *number as usize]).into()
                }
                Call::Send { data, .. } if step.is_partial_shown => {
                    json!({ "partial": *number > 0 && (*number as usize) < data.len() })
                }
                _ => (*number).into(),
            },
            Got::Bool(flag) => (*flag).into(),
            Got::Seconds(Some(seconds)) => (*seconds).into(),
            Got::Address(address) => self.address(address.as_ref()),
            Got::Data(data) => match call {
                Call::Recv { .. } => cut(data).into(),
                _ => shown_bytes(data).into(),
            },
            Got::DataReal(data, real) => {
                let mut shown = shown_bytes(data);
                shown.insert("real".to_owned(), (*real).into());
                shown.into()
            }
            Got::DataFrom(data, from) => with_address(cut(data), self.address(from.as_ref())).into(),
            Got::Message { data, flags, from, .. } => {
                let mut shown = with_address(shown_bytes(data), self.address(from.as_ref()));
                shown.insert("flags".to_owned(), names(*flags, &MESSAGE_FLAGS));
                shown.into()
            }
            Got::Text(text) => json!({ "str": String::from_utf8_lossy(text) }),
            Got::Accepted(from) => json!({ "addr": self.address(from.as_ref()) }),
            Got::ConnectEx(0) => json!({ "errno": 0, "name": "OK" }),
            Got::ConnectEx(number) => json!({ "errno": number, "name": errno_name(*number).unwrap_or("?") }),
            Got::Errno(0) => "OK".into(),
            Got::Errno(number) => errno(*number).into(),
            Got::Bytes(data) => shown_bytes(data).into(),
            Got::Linger(on, seconds) => json!({ "linger": [on, seconds] }),
            Got::TimeVal(seconds) => json!({ "timeval": seconds }),
            Got::AddrInfo(list) => list
                .iter()
                .map(|entry| {
                    let family = named(call::family(entry.family), entry.family);
                    let kind = named(call::kind(entry.kind), entry.kind);
                    json!([family, kind, entry.proto, entry.canonical, plain(Some(&entry.address))])
                })
                .collect(),
            Got::Events(events) => names(*events, &EVENTS),
            Got::Inspected(fields) => Value::Object(
                fields.iter().map(|(field, value)| (field.name().to_owned(), inspected(*value))).collect(),
            ),
        }
    }
}

fn inspected(value: InspectValue) -> Value {
    match value {
        InspectValue::Bool(flag) => flag.into(),
        InspectValue::Seconds(seconds) => seconds.into(),
        InspectValue::State(state) => state.name().into(),
        InspectValue::Number(number) => number.into(),
        InspectValue::Errno(number) => errno(number).into(),
    }
}

fn errno(number: i32) -> String {
    errno_name(number).map_or_else(|| format!("E{number}"), str::to_owned)
}

fn named(name: Option<&str>, number: i32) -> Value {
    name.map_or_else(|| number.into(), Value::from)
}

/// The names of the bits that are set, in the list's order.
fn names(bits: i32, known: &[&str]) -> Value {
    let is_set = |name: &&&str| call::number_of(name).is_some_and(|bit| bits & bit != 0);
    known.iter().filter(is_set).map(|name| Value::from(*name)).collect()
}

/// An address as Python has it, nothing made alike.
fn plain(address: Option<&Address>) -> Value {
    match Saved::from(address) {
        Saved::Value(value) => value,
        Saved::Bytes(bytes) => shown_bytes(&bytes).into(),
    }
}

/// What `save` keeps of a result: as Python has it.
pub fn saved(value: &Got) -> Saved {
    let value: Value = match value {
        Got::None | Got::Seconds(_) | Got::Bool(_) => Value::Null,
        Got::Int(number) => (*number).into(),
        Got::Address(address) | Got::Accepted(address) => return Saved::from(address.as_ref()),
        Got::Data(data)
        | Got::DataReal(data, _)
        | Got::DataFrom(data, _)
        | Got::Message { data, .. }
        | Got::Bytes(data) => return Saved::Bytes(data.clone()),
        Got::Text(text) => String::from_utf8_lossy(text).into(),
        Got::ConnectEx(number) | Got::Errno(number) => (*number).into(),
        Got::Linger(on, seconds) => json!([on, seconds]),
        Got::TimeVal(seconds) => (seconds.trunc() as i64).into(),
        Got::AddrInfo(list) => list.iter().map(|entry| plain(Some(&entry.address))).collect(),
        Got::Events(events) => names(*events, &EVENTS),
        Got::Inspected(fields) => {
            Value::Object(fields.iter().map(|(field, value)| (field.name().to_owned(), inspected(*value))).collect())
        }
    };
    Saved::Value(value)
}
