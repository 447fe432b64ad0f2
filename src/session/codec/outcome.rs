//! `r`: what came of a call, as a line has it.

use super::forms::{self, put_address, put_double, put_raw, put_text};
use super::json::Json;
use super::{LineError, LineWhy};
use crate::call::{Address, ArgumentWhy, CallKind, Kept, Outcome, Payload, Value, errno_name, errno_number};
use std::io::Write as _;

/// Above so many bytes of JSON text a payload goes out as base64 instead, so that a line keeps below its limit.
const TEXT_LIMIT: usize = 700 * 1024;

macro_rules! eai {
    ($($name:ident),* $(,)?) => {
        #[cfg(unix)]
        const EAI: &[(&str, i32)] = &[$((stringify!($name), libc::$name)),*];
    };
}
eai! { EAI_AGAIN, EAI_BADFLAGS, EAI_FAIL, EAI_FAMILY, EAI_MEMORY, EAI_NONAME, EAI_OVERFLOW, EAI_SERVICE, EAI_SOCKTYPE,
EAI_SYSTEM }
#[cfg(not(unix))]
const EAI: &[(&str, i32)] = &[];

/// `"text":"…"` where the bytes are UTF-8, else `"b64":"…"`; the same bytes always give the same form.
fn put_payload_entry(out: &mut Vec<u8>, data: &[u8]) {
    if let Ok(text) = simdutf8::basic::from_utf8(data) {
        let start = out.len();
        out.extend(b"\"text\":");
        put_text(out, text);
        if out.len() - start <= TEXT_LIMIT {
            return;
        }
        out.truncate(start);
    }
    out.extend(b"\"b64\":\"");
    base64_simd::STANDARD.encode_append(data, out);
    out.push(b'"');
}

/// `"…"` or `{"b64":"…"}`: what a call sends.
pub fn put_payload(out: &mut Vec<u8>, data: &[u8], kept: &Kept) {
    if let Kept::Hash { len, sha256 } = kept {
        out.push(b'{');
        put_hash(out, *len, sha256);
        return out.push(b'}');
    }
    if let Ok(text) = simdutf8::basic::from_utf8(data) {
        let start = out.len();
        put_text(out, text);
        if out.len() - start <= TEXT_LIMIT {
            return;
        }
        out.truncate(start);
    }
    out.extend(b"{\"b64\":\"");
    base64_simd::STANDARD.encode_append(data, out);
    out.extend(b"\"}");
}

fn put_hash(out: &mut Vec<u8>, len: u64, sha256: &str) {
    let _ = write!(out, "\"len\":{len},\"sha256\":");
    put_text(out, sha256);
    out.extend(b",\"kept\":false");
}

/// What a call sends, and whether the line has it.
pub fn payload(value: &Json<'_>, key: &'static str) -> Result<(Payload, Kept), LineError> {
    match hash(value)? {
        Some(kept) => Ok((Payload::from([]), kept)),
        None => Ok((forms::bytes(value, key)?, Kept::Whole)),
    }
}

fn hash(value: &Json<'_>) -> Result<Option<Kept>, LineError> {
    if value.get("kept").and_then(Json::bool) != Some(false) {
        return Ok(None);
    }
    let len = value.get("len").and_then(Json::u64).ok_or(LineError::of(LineWhy::Missing("len")))?;
    let sha256 = value.get("sha256").and_then(Json::text).ok_or(LineError::of(LineWhy::Missing("sha256")))?;
    Ok(Some(Kept::Hash { len, sha256: sha256.into() }))
}

/// Writes the object that stands after `"r":`.
pub fn put_outcome(out: &mut Vec<u8>, outcome: &Outcome, kept: &Kept) {
    match outcome {
        Outcome::Waiting => out.extend(b"{\"started\":true}"),
        Outcome::Ok(value) => {
            out.extend(b"{\"ok\":");
            put_value(out, value, kept);
            out.push(b'}');
        }
        Outcome::Errno(number) => {
            let _ = match errno_name(*number) {
                Some(name) => write!(out, "{{\"err\":\"{name}\",\"no\":{number}}}"),
                None => write!(out, "{{\"err\":\"errno\",\"no\":{number}}}"),
            };
        }
        Outcome::Timeout => out.extend(b"{\"err\":\"timeout\"}"),
        Outcome::Eai(number) => {
            let name = EAI.iter().find(|(_, known)| known == number).map_or("EAI", |(name, _)| *name);
            let _ = write!(out, "{{\"err\":\"{name}\",\"no\":{number}}}");
        }
        Outcome::Argument(why) => {
            let _ = write!(out, "{{\"err\":\"argument\",\"why\":\"{why}\"}}");
        }
        Outcome::Stopped { done } => {
            let _ = write!(out, "{{\"stopped\":true,\"done\":{done}}}");
        }
        Outcome::Other(json) => put_raw(out, json, true),
    }
}

fn put_value(out: &mut Vec<u8>, value: &Value, kept: &Kept) {
    match value {
        Value::None | Value::Seconds(None) | Value::Address(None) => out.extend(b"null"),
        Value::Int(number) => {
            let _ = write!(out, "{number}");
        }
        Value::Seconds(Some(seconds)) => put_double(out, *seconds),
        Value::Address(Some(address)) => put_address(out, address),
        Value::Data(data) | Value::Bytes(data) => {
            put_data(out, data, kept);
            out.push(b'}');
        }
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
    }
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

/// Reads `r`. `kind` settles what the form alone leaves open; none for a join.
pub fn outcome(value: &Json<'_>, kind: Option<CallKind>) -> Result<(Outcome, Kept), LineError> {
    let other = || Ok((Outcome::Other(forms::raw(value).into()), Kept::Whole));
    let whole = |outcome| Ok((outcome, Kept::Whole));
    let number = value.get("no").and_then(Json::i64).and_then(|number| i32::try_from(number).ok());
    if let Some(inner) = value.get("ok") {
        return ok(inner, kind)?.map_or_else(other, |(value, kept)| Ok((Outcome::Ok(value), kept)));
    }
    match value.get("err").and_then(Json::text) {
        Some("timeout") => return whole(Outcome::Timeout),
        Some("argument") => {
            let why = value.get("why").and_then(Json::text).and_then(ArgumentWhy::parse);
            return why.map_or_else(other, |why| whole(Outcome::Argument(why)));
        }
        Some(name) if name.starts_with("EAI") => {
            let known = EAI.iter().find(|(known, _)| *known == name).map(|(_, number)| *number);
            return number.or(known).map_or_else(other, |number| whole(Outcome::Eai(number)));
        }
        Some(name) => {
            return errno_number(name).or(number).map_or_else(other, |number| whole(Outcome::Errno(number)));
        }
        None => {}
    }
    if value.get("started").and_then(Json::bool) == Some(true) {
        return whole(Outcome::Waiting);
    }
    match (value.get("stopped").and_then(Json::bool), value.get("done").and_then(Json::u64)) {
        (Some(true), Some(done)) => whole(Outcome::Stopped { done }),
        _ => other(),
    }
}

fn ok(value: &Json<'_>, kind: Option<CallKind>) -> Result<Option<(Value, Kept)>, LineError> {
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
        (_, Json::List(_)) => return whole(Value::Address(forms::address(value))),
        (_, Json::Map(_)) => {}
        _ => return Ok(None),
    }
    if let Some(number) = value.get("errno").and_then(Json::i64) {
        return Ok(i32::try_from(number).ok().map(|number| (Value::ConnectEx(number), Kept::Whole)));
    }
    let from = value.get("addr").map(forms::address);
    if value.get("len").is_some() {
        let (data, kept) = payload(value, "ok")?;
        return Ok(Some(match (from, kind) {
            (Some(from), _) => (Value::DataFrom(data, from), kept),
            (None, Some(CallKind::GetSockOpt)) => (Value::Bytes(data), kept),
            (None, _) => (Value::Data(data), kept),
        }));
    }
    Ok(from.map(|from| (Value::Accepted(from), Kept::Whole)))
}
