//! The small forms lines are made of, and how they are read: addresses, bytes, constants, durations.

use super::json::Json;
use super::{LineError, LineWhy};
use crate::call::{self, Address, Payload};
use std::time::Duration;

type Result<T> = std::result::Result<T, LineError>;

/// The most data one line may stand for.
const DATA_LIMIT: usize = 64 * 1024 * 1024;

pub fn wrong<T>(key: &'static str) -> Result<T> {
    Err(LineError::of(LineWhy::Wrong(key)))
}

/// A text as JSON.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    // Writing into a Vec cannot fail, and a text is always JSON.
    let _ = serde_json::to_writer(&mut *out, text);
}

/// A value that came as JSON goes out as it was; anything else goes out as a text.
pub fn put_raw(out: &mut Vec<u8>, json: &str, also_text: bool) {
    match Json::parse(json) {
        Ok(value) if also_text || !matches!(value, Json::Text(_)) => {
            out.extend(json.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { b' ' } else { byte }));
        }
        _ => put_text(out, json),
    }
}

/// Seconds with 9 decimals.
pub fn put_seconds(out: &mut Vec<u8>, time: Duration) {
    use std::io::Write as _;
    let _ = write!(out, "{}.{:09}", time.as_secs(), time.subsec_nanos());
}

/// Seconds beyond this are wrong, so that sums of a few of them have room: some 35,000 years.
const LONGEST: u64 = 1 << 40;

/// Reads seconds exactly to the nanosecond; forms with an exponent as nearly as a double has them. None for what is no
/// time, and for more than 2^40 seconds.
pub fn seconds(value: &Json<'_>) -> Option<Duration> {
    let Json::Number(text) = value else { return None };
    let bytes = text.as_bytes();
    let point = memchr::memchr(b'.', bytes).unwrap_or(bytes.len());
    let (whole, rest) = (bytes.get(..point).unwrap_or_default(), bytes.get(point + 1..).unwrap_or_default());
    let within = |time: &Duration| time.as_secs() <= LONGEST;
    if rest.len() > 9 || bytes.iter().any(|byte| matches!(byte, b'e' | b'E')) {
        return Duration::try_from_secs_f64(text.parse().ok()?).ok().filter(within);
    }
    let digit = |byte: &u8| byte.wrapping_sub(b'0');
    let nanos = rest.iter().chain(std::iter::repeat(&b'0')).take(9).fold(0, |n, byte| n * 10 + u32::from(digit(byte)));
    // No carry: there are nine digits at most.
    Some(Duration::new(text.get(..whole.len())?.parse().ok()?, nanos)).filter(within)
}

/// A double: as JSON has it, or the word for what JSON has not.
pub fn put_double(out: &mut Vec<u8>, value: f64) {
    if value.is_finite() {
        let _ = serde_json::to_writer(&mut *out, &value);
    } else {
        put_text(out, &value.to_string());
    }
}

/// Reads [`put_double`].
pub fn double(value: &Json<'_>) -> Option<f64> {
    match value {
        Json::Number(text) => text.parse().ok(),
        Json::Text(text) => text.parse().ok().filter(|value: &f64| !value.is_finite()),
        _ => None,
    }
}

/// `["127.0.0.1",80]`, IPv6 always with four, any other family as the file has it.
pub fn put_address(out: &mut Vec<u8>, address: &Address) {
    use std::io::Write as _;
    match address {
        Address::Inet { host, port } => {
            out.push(b'[');
            put_text(out, host);
            let _ = write!(out, ",{port}]");
        }
        Address::Inet6 { host, port, flow, scope } => {
            out.push(b'[');
            put_text(out, host);
            let _ = write!(out, ",{port},{flow},{scope}]");
        }
        Address::Unix { path } => match simdutf8::basic::from_utf8(path) {
            Ok(path) => put_text(out, path),
            Err(_) => put_named_bytes(out, "path", path),
        },
        Address::Abstract { name } => put_named_bytes(out, "abstract", name),
        Address::Other(text) => put_raw(out, text, false),
    }
}

/// `{"abstract":"name"}`, `{"abstract":{"b64":"…"}}`.
fn put_named_bytes(out: &mut Vec<u8>, key: &str, bytes: &[u8]) {
    use std::io::Write as _;
    let _ = write!(out, "{{\"{key}\":");
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => put_text(out, text),
        Err(_) => {
            out.extend(b"{\"b64\":\"");
            base64_simd::STANDARD.encode_append(bytes, out);
            out.extend(b"\"}");
        }
    }
    out.push(b'}');
}

/// Reads [`put_address`]; null is none. A text is a Unix path, one that begins with a NUL an abstract name.
pub fn address(value: &Json<'_>) -> Option<Address> {
    match value {
        Json::Null => None,
        Json::Text(text) => Some(Address::from_unix_bytes(text.as_bytes())),
        Json::List(items) => Some(inet(items).unwrap_or_else(|| Address::Other(raw(value).into()))),
        Json::Map(_) => {
            if let Some(name) = value.get("abstract") {
                return Some(Address::abstract_name(bytes(name, "address").ok()?));
            }
            match value.get("path") {
                Some(path) => Some(Address::from_unix_bytes(&bytes(path, "address").ok()?)),
                None => Some(Address::Other(raw(value).into())),
            }
        }
        Json::Bool(_) | Json::Number(_) => Some(Address::Other(raw(value).into())),
    }
}

/// A whole number; one beyond all bounds is the furthest there is, for the call to refuse. Yes and no are 1 and 0.
pub fn whole(value: &Json<'_>) -> Option<i64> {
    if let Json::Bool(flag) = value {
        return Some(i64::from(*flag));
    }
    let Json::Number(text) = value else { return None };
    let furthest = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    digits(text).map(|_| text.parse().unwrap_or(furthest))
}

/// The digits of a whole number, without its sign.
fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

/// The low 32 bits of any whole number, which is what CPython's "I" keeps.
fn low_bits(value: &Json<'_>) -> Option<u32> {
    let Json::Number(text) = value else { return whole(value).map(|flag| flag as u32) };
    let add = |bits: u32, digit: u8| bits.wrapping_mul(10).wrapping_add(u32::from(digit.wrapping_sub(b'0')));
    let bits = digits(text)?.bytes().fold(0, add);
    Some(if text.starts_with('-') { bits.wrapping_neg() } else { bits })
}

fn inet(items: &[Json<'_>]) -> Option<Address> {
    let number = |at: usize| items.get(at).map_or(Some(0), low_bits);
    let host: Box<str> = items.first()?.text()?.into();
    let port = whole(items.get(1)?)?;
    match items.len() {
        2 => Some(Address::Inet { host, port }),
        3 | 4 => Some(Address::Inet6 { host, port, flow: number(2)?, scope: number(3)? }),
        _ => None,
    }
}

/// A value as compact JSON again.
pub fn raw(value: &Json<'_>) -> String {
    let mut out = Vec::new();
    put_json(&mut out, value);
    String::from_utf8_lossy(&out).into_owned()
}

fn put_json(out: &mut Vec<u8>, value: &Json<'_>) {
    match value {
        Json::Null => out.extend(b"null"),
        Json::Bool(flag) => out.extend(flag.to_string().bytes()),
        Json::Number(text) => out.extend(text.bytes()),
        Json::Text(text) => put_text(out, text),
        Json::List(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                put_json(out, item);
            }
            out.push(b']');
        }
        Json::Map(entries) => {
            out.push(b'{');
            for (at, (key, item)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                put_text(out, key);
                out.push(b':');
                put_json(out, item);
            }
            out.push(b'}');
        }
    }
}

/// A constant by its name, or as a number.
pub fn put_constant(out: &mut Vec<u8>, name: Option<&str>, number: i32) {
    match name {
        Some(name) => put_text(out, name),
        None => out.extend(number.to_string().bytes()),
    }
}

/// Reads [`put_constant`]: a name, a number, yes or no, or a list of those that are put together.
pub fn constant(value: &Json<'_>) -> Option<i32> {
    match value {
        Json::Text(name) => match name.strip_prefix("0x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok().map(u32::cast_signed),
            None => call::number_of(name),
        },
        Json::List(items) => items.iter().try_fold(0, |all, item| Some(all | constant(item)?)),
        Json::Null => Some(0),
        Json::Bool(flag) => Some(i32::from(*flag)),
        _ => i32::try_from(value.i64()?).ok(),
    }
}

/// `["MSG_PEEK",16777216]`: names first, what has no name as one number.
pub fn put_flags(out: &mut Vec<u8>, table: &'static [call::Constant], flags: i32) {
    put_bits(out, table, flags, |out, rest| out.extend(rest.to_string().bytes()));
}

/// `["POLLIN","0x1000"]`: the same with texts only.
pub fn put_names(out: &mut Vec<u8>, table: &'static [call::Constant], bits: i32) {
    put_bits(out, table, bits, |out, rest| put_text(out, &format!("{rest:#x}")));
}

fn put_bits(out: &mut Vec<u8>, table: &'static [call::Constant], bits: i32, put_rest: impl Fn(&mut Vec<u8>, i32)) {
    let (names, rest) = call::names_of(table, bits);
    out.push(b'[');
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        put_text(out, name);
    }
    if rest != 0 {
        if !names.is_empty() {
            out.push(b',');
        }
        put_rest(out, rest);
    }
    out.push(b']');
}

/// Bytes in any form a script may give them; a `var` is none, for only a run knows it.
pub fn bytes(value: &Json<'_>, key: &'static str) -> Result<Payload> {
    // As a session has most of them: no longer than its line.
    if let Some(text) = value.text().or_else(|| value.get("text")?.text()) {
        return Ok(text.as_bytes().into());
    }
    let mut out = Vec::new();
    add_bytes(&mut out, value, key, 0)?;
    Ok(out.into())
}

fn add_bytes(out: &mut Vec<u8>, value: &Json<'_>, key: &'static str, depth: usize) -> Result<()> {
    if depth > 4 {
        return Err(LineError::of(LineWhy::TooDeep));
    }
    let room = |out: &Vec<u8>, more: usize| {
        let fits = out.len().checked_add(more).is_some_and(|all| all <= DATA_LIMIT);
        if fits { Ok(()) } else { Err(LineError::of(LineWhy::TooMuchData)) }
    };
    if let Some(text) = value.text() {
        room(out, text.len())?;
        out.extend_from_slice(text.as_bytes());
    } else if let Some(text) = value.get("text").and_then(Json::text) {
        out.extend_from_slice(text.as_bytes());
    } else if let Some(text) = value.get("b64").and_then(Json::text) {
        base64_simd::STANDARD.decode_append(text, out).or_else(|_| wrong("b64"))?;
    } else if let Some(text) = value.get("hex").and_then(Json::text) {
        add_hex(out, text)?;
    } else if let Some(count) = value.get("seq").and_then(Json::u64) {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        room(out, count)?;
        let block: Vec<u8> = (0..=250).collect();
        let mut whole = block.repeat(count.div_ceil(block.len()));
        whole.truncate(count);
        out.extend_from_slice(&whole);
    } else if let Some(inner) = value.get("repeat") {
        let times = value.get("times").and_then(Json::u64).ok_or(LineError::of(LineWhy::Missing("times")))?;
        let mut one = Vec::new();
        add_bytes(&mut one, inner, key, depth + 1)?;
        let times = if one.is_empty() { 0 } else { usize::try_from(times).unwrap_or(usize::MAX) };
        room(out, one.len().saturating_mul(times))?;
        out.extend_from_slice(&one.repeat(times));
    } else if let Some(items) = value.get("cat").and_then(Json::list) {
        for item in items {
            add_bytes(out, item, key, depth + 1)?;
        }
    } else {
        return wrong(key);
    }
    room(out, 0)
}

fn add_hex(out: &mut Vec<u8>, text: &str) -> Result<()> {
    let mut high = None;
    for char in text.chars().filter(|char| !char.is_ascii_whitespace()) {
        let Some(digit) = char.to_digit(16).and_then(|digit| u8::try_from(digit).ok()) else { return wrong("hex") };
        match high.take() {
            None => high = Some(digit),
            Some(first) => out.push(first * 16 + digit),
        }
    }
    if high.is_some() { wrong("hex") } else { Ok(()) }
}
