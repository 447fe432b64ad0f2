//! What a call returned, as a line has it after `"ok":`.

use super::forms::{self, put_address, put_double, put_text};
use super::json::Json;
use super::payload::{TEXT_LIMIT, payload, put_hash, put_payload_entry};
use super::{LineError, inspected};
use crate::call::{self, AddrInfo, Address, CallKind, Kept, Value, errno_name};
use std::io::Write as _;

/// Writes what stands after `"ok":`.
pub fn put_value(out: &mut Vec<u8>, value: &Value, kept: &Kept) {
    match value {
        Value::None | Value::Seconds(None) | Value::Address(None) => out.extend(b"null"),
        Value::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Seconds(Some(seconds)) => put_double(out, *seconds),
        Value::Address(Some(address)) => put_address(out, address),
        Value::Bool(flag) => out.extend(flag.to_string().bytes()),
        Value::Data(data) | Value::Bytes(data) => {
            put_data(out, data, kept);
            out.push(b'}');
        }
        Value::DataReal(data, real) => {
            put_data(out, data, kept);
            let _ = write!(out, ",\"real\":{real}}}");
        }
        Value::Message { data, flags, from, real } => {
            put_data(out, data, kept);
            out.extend(b",\"addr\":");
            put_peer(out, from.as_ref());
            out.extend(b",\"flags\":");
            forms::put_flags(out, call::FLAGS, *flags);
            if let Some(real) = real {
                let _ = write!(out, ",\"real\":{real}");
            }
            out.push(b'}');
        }
        Value::Text(text) => put_str(out, text, kept),
        Value::DataFrom(data, from) => {
            put_data(out, data, kept);
            out.extend(b",\"addr\":");
            put_peer(out, from.as_ref());
            out.push(b'}');
        }
        Value::Accepted(from) => {
            out.extend(b"{\"addr\":");
            put_peer(out, from.as_ref());
            out.push(b'}');
        }
        Value::ConnectEx(number) => {
            let name = if *number == 0 { "OK" } else { errno_name(*number).unwrap_or("?") };
            let _ = write!(out, "{{\"errno\":{number},\"name\":\"{name}\"}}");
        }
        Value::Errno(number) => put_text(out, &inspected::errno_text(*number)),
        Value::Linger(on, seconds) => {
            let _ = write!(out, "{{\"linger\":[{on},{seconds}]}}");
        }
        Value::TimeVal(seconds) => {
            out.extend(b"{\"timeval\":");
            put_double(out, *seconds);
            out.push(b'}');
        }
        Value::AddrInfo(list) => put_list(out, list),
        Value::Events(events) => forms::put_names(out, call::POLL_EVENTS, *events),
        Value::Inspected(values) => inspected::put_inspection(out, values),
    }
}

/// `{"str":"…"}`; a piece that is no text by itself, or too long for one, is bytes with a mark.
fn put_str(out: &mut Vec<u8>, text: &[u8], kept: &Kept) {
    let start = out.len();
    if *kept == Kept::Whole
        && let Ok(text) = simdutf8::basic::from_utf8(text)
    {
        out.extend(b"{\"str\":");
        put_text(out, text);
        out.push(b'}');
        if out.len() - start <= TEXT_LIMIT {
            return;
        }
        out.truncate(start);
    }
    put_data(out, text, kept);
    out.extend(b",\"str\":true}");
}

/// `[["AF_INET","SOCK_STREAM",6,"",["127.0.0.1",80]]]`.
fn put_list(out: &mut Vec<u8>, list: &[AddrInfo]) {
    out.push(b'[');
    for (at, AddrInfo { family, kind, proto, canonical, address }) in list.iter().enumerate() {
        out.extend(if at > 0 { b",[".iter() } else { b"[".iter() });
        forms::put_constant(out, call::family(*family), *family);
        out.push(b',');
        forms::put_constant(out, call::kind(*kind), *kind);
        let _ = write!(out, ",{proto},");
        put_text(out, canonical);
        out.push(b',');
        put_address(out, address);
        out.push(b']');
    }
    out.push(b']');
}

fn list(items: &[Json<'_>]) -> Option<Vec<AddrInfo>> {
    let one = |item: &Json<'_>| match item.list()? {
        [family, kind, proto, canonical, address] => Some(AddrInfo {
            family: forms::constant(family)?,
            kind: forms::constant(kind)?,
            proto: forms::constant(proto)?,
            canonical: canonical.text()?.into(),
            address: forms::address(address)?,
        }),
        _ => None,
    };
    items.iter().map(one).collect()
}

fn put_data(out: &mut Vec<u8>, data: &[u8], kept: &Kept) {
    out.push(b'{');
    if let Kept::Hash { len, sha256 } = kept {
        put_hash(out, *len, sha256);
    } else {
        let _ = write!(out, "\"len\":{},", data.len());
        put_payload_entry(out, data);
    }
}

fn put_peer(out: &mut Vec<u8>, address: Option<&Address>) {
    match address {
        Some(address) => put_address(out, address),
        None => out.extend(b"null"),
    }
}

/// Reads [`put_value`].
pub fn ok(value: &Json<'_>, kind: Option<CallKind>) -> Result<Option<(Value, Kept)>, LineError> {
    let whole = |value| Ok(Some((value, Kept::Whole)));
    match (kind, value) {
        (Some(CallKind::GetSockName | CallKind::GetPeerName), value) => {
            return whole(Value::Address(forms::address(value)));
        }
        (Some(CallKind::GetTimeout), value) => return whole(Value::Seconds(forms::double(value))),
        (_, Json::Null) => return whole(Value::None),
        (_, Json::Number(text)) => {
            return match (text.parse(), text.parse()) {
                (Ok(number), _) => whole(Value::Int(number)),
                (_, Ok(seconds)) => whole(Value::Seconds(Some(seconds))),
                _ => Ok(None),
            };
        }
        (_, Json::Bool(flag)) => return whole(Value::Bool(*flag)),
        (Some(CallKind::GetSockOpt), Json::Text(name)) => {
            return Ok(inspected::errno_of_text(name).map(|number| (Value::Errno(number), Kept::Whole)));
        }
        (Some(CallKind::GetAddrInfo), Json::List(items)) => {
            return Ok(list(items).map(|list| (Value::AddrInfo(list), Kept::Whole)));
        }
        (_, Json::List(items)) if items.iter().all(|item| item.text().is_some()) => {
            return Ok(forms::constant(value).map(|events| (Value::Events(events), Kept::Whole)));
        }
        (_, Json::List(items)) if items.iter().all(|item| item.list().is_some()) => {
            return Ok(list(items).map(|list| (Value::AddrInfo(list), Kept::Whole)));
        }
        (_, Json::List(_)) => return whole(Value::Address(forms::address(value))),
        (_, Json::Map(_)) => {}
        _ => return Ok(None),
    }
    map(value, kind)
}

fn map(value: &Json<'_>, kind: Option<CallKind>) -> Result<Option<(Value, Kept)>, LineError> {
    let some = |value: Option<Value>| Ok(value.map(|value| (value, Kept::Whole)));
    if let Some(number) = value.get("errno").and_then(Json::i64) {
        return Ok(i32::try_from(number).ok().map(|number| (Value::ConnectEx(number), Kept::Whole)));
    }
    let from = value.get("addr").map(forms::address);
    if value.get("len").is_some() {
        let (data, kept) = payload(value, "ok")?;
        let real = value.get("real").and_then(Json::u64);
        let flags = value.get("flags").map(forms::constant);
        let is_text = value.get("str").and_then(Json::bool) == Some(true);
        return Ok(Some(match (from, kind) {
            _ if is_text => (Value::Text(data), kept),
            (Some(from), _) => match flags {
                Some(Some(flags)) => (Value::Message { data, flags, from, real }, kept),
                Some(None) => return Ok(None),
                None => (Value::DataFrom(data, from), kept),
            },
            (None, Some(CallKind::GetSockOpt)) => (Value::Bytes(data), kept),
            (None, _) => {
                (real.map_or_else(|| Value::Data(data.clone()), |real| Value::DataReal(data.clone(), real)), kept)
            }
        }));
    }
    if let Some(text) = value.get("str") {
        return some(text.text().map(|text| Value::Text(text.as_bytes().into())));
    }
    if let Some(pair) = value.get("linger").and_then(Json::list) {
        let part = |at: usize| pair.get(at).and_then(Json::i64).and_then(|number| i32::try_from(number).ok());
        return some(part(0).zip(part(1)).map(|(on, seconds)| Value::Linger(on, seconds)));
    }
    if let Some(seconds) = value.get("timeval") {
        return some(forms::double(seconds).map(Value::TimeVal));
    }
    match from {
        Some(from) => some(Some(Value::Accepted(from))),
        None => some(inspected::inspection(value).map(Value::Inspected)),
    }
}
