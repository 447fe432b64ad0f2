//! The methods of texts and bytes: `'你好'.encode('gbk')`, `data.decode()`.

use super::evaluate::{Evaluated, Evaluator, Halt, place, refuse};
use super::functions::no_method;
use super::trouble::say;
use super::value::Val;
use crate::bytes::{Encoding, decode_text, encode_text, hex_text};
use rustpython_parser::ast::ExprCall;
use std::ops::Range;

/// The encoding and what becomes of errors, as `encode` and `decode` take them.
pub(super) type Codec = [Option<Val>; 2];

impl Evaluator<'_> {
    /// A method of a text, of bytes, or of what has none that matters here.
    pub fn value_method(&self, on: &Val, name: &str, call: &ExprCall) -> Evaluated {
        let end = place(&*call.func).end;
        let range = end.saturating_sub(name.len())..end;
        if matches!((on, name), (Val::Str(_), "encode") | (Val::Bytes(_), "decode")) {
            let codec = self.codec(call, 0, name)?;
            self.room(on.size(), place(call))?;
            return match on {
                Val::Str(text) => encode(text, &codec, place(call)),
                Val::Bytes(bytes) => decode(bytes, &codec, place(call)),
                _ => no_method(on, name, range),
            };
        }
        let mut given = Vec::new();
        for arg in &call.args {
            given.push(self.value(arg)?);
        }
        if let Some(keyword) = call.keywords.first() {
            return refuse(place(keyword), say("line-no-keywords").with("call", name));
        }
        if given.iter().any(Val::is_later) {
            return Err(Halt::Later);
        }
        self.room(on.size(), place(call))?;
        match (on, name) {
            (Val::Bytes(bytes), "hex") if given.is_empty() => Ok(Val::str(&hex_text(bytes).replace(' ', ""))),
            (Val::Str(text), "upper") if given.is_empty() => Ok(Val::str(&text.to_uppercase())),
            (Val::Str(text), "lower") if given.is_empty() => Ok(Val::str(&text.to_lowercase())),
            (Val::Bytes(bytes), "upper") if given.is_empty() => Ok(Val::bytes(&bytes.to_ascii_uppercase())),
            (Val::Bytes(bytes), "lower") if given.is_empty() => Ok(Val::bytes(&bytes.to_ascii_lowercase())),
            (Val::Str(text), "strip") if given.is_empty() => Ok(Val::str(text.trim())),
            (Val::Str(text), "rstrip") if given.is_empty() => Ok(Val::str(text.trim_end())),
            (Val::Str(text), "lstrip") if given.is_empty() => Ok(Val::str(text.trim_start())),
            (Val::Bytes(bytes), "strip") if given.is_empty() => Ok(Val::bytes(bytes.trim_ascii())),
            (Val::Bytes(bytes), "rstrip") if given.is_empty() => Ok(Val::bytes(bytes.trim_ascii_end())),
            (Val::Function(function), "fromhex") if is_bytes(function) => {
                let found = if let [Val::Str(text)] = given.as_slice() { from_hex(text) } else { None };
                found.map_or_else(|| refuse(place(call), say("line-bad-value").with("call", name)), Ok)
            }
            (other, _) => no_method(other, name, range),
        }
    }

    /// The encoding and the errors, behind the first `from` arguments: by their places or by their names.
    pub fn codec(&self, call: &ExprCall, from: usize, name: &str) -> Result<Codec, Halt> {
        let mut found = [None, None];
        for (at, arg) in call.args.iter().skip(from).enumerate() {
            match found.get_mut(at) {
                Some(slot) => *slot = Some(self.value(arg)?),
                None => return refuse(place(arg), say("line-too-many").with("call", name).with("n", from as i64 + 2)),
            }
        }
        let words = ["encoding", "errors"];
        for keyword in &call.keywords {
            let word = keyword.arg.as_ref().map_or("", |word| word.as_str());
            match words.iter().position(|known| *known == word).and_then(|at| found.get_mut(at)) {
                Some(slot @ None) => *slot = Some(self.value(&keyword.value)?),
                Some(_) => {
                    return refuse(place(keyword), say("line-given-twice").with("call", name).with("name", word));
                }
                None => {
                    return refuse(place(keyword), say("line-unknown-keyword").with("call", name).with("name", word));
                }
            }
        }
        match found.iter().flatten().any(Val::is_later) {
            true => Err(Halt::Later),
            false => Ok(found),
        }
    }
}

/// Whether it is the class `bytes`, as which `bytearray` goes here.
pub(super) fn is_bytes(function: &str) -> bool {
    matches!(function, "builtins.bytes" | "builtins.bytearray")
}

/// Pairs of digits, with spaces between them and nothing else (CPython, `_PyBytes_FromHex`).
fn from_hex(text: &str) -> Option<Val> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if matches!(byte, b' ' | b'\t'..=b'\r') {
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        out.push((digit(byte)? * 16 + digit(rest.next()?)?) as u8);
    }
    Some(Val::Bytes(out.into()))
}

/// None is ASCII.
fn encoding_of(codec: &Codec, range: &Range<usize>) -> Result<Option<Encoding>, Halt> {
    match codec.first().and_then(Option::as_ref) {
        None => Ok(Some(Encoding::Utf8)),
        Some(Val::Str(name)) if name.eq_ignore_ascii_case("ascii") || name.eq_ignore_ascii_case("us-ascii") => Ok(None),
        Some(Val::Str(name)) => match Encoding::parse(name) {
            Some(encoding) => Ok(Some(encoding)),
            None => refuse(range.clone(), say("line-unknown-encoding").with("name", &**name)),
        },
        Some(_) => refuse(range.clone(), say("line-unknown-encoding").with("name", "?")),
    }
}

/// What becomes of what the encoding does not have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Errors {
    Strict,
    Ignore,
    Replace,
    Backslash,
    /// `&#20320;`
    Xml,
}

fn errors_of(codec: &Codec, range: &Range<usize>) -> Result<Errors, Halt> {
    let bad = || refuse(range.clone(), say("line-bad-value").with("call", "errors"));
    match codec.last().and_then(Option::as_ref) {
        None => Ok(Errors::Strict),
        Some(Val::Str(how)) => match &**how {
            "strict" => Ok(Errors::Strict),
            "ignore" => Ok(Errors::Ignore),
            "replace" => Ok(Errors::Replace),
            "backslashreplace" => Ok(Errors::Backslash),
            "xmlcharrefreplace" => Ok(Errors::Xml),
            _ => bad(),
        },
        Some(_) => bad(),
    }
}

/// A text as bytes, as `str.encode` gives them.
pub(super) fn encode(text: &str, codec: &Codec, range: Range<usize>) -> Evaluated {
    let encoding = encoding_of(codec, &range)?;
    let encoded = |text: &str| match encoding {
        Some(encoding) => encode_text(encoding, text).ok(),
        None => text.is_ascii().then(|| text.as_bytes().to_vec()),
    };
    if let Some(bytes) = encoded(text) {
        return Ok(Val::Bytes(bytes.into()));
    }
    let errors = errors_of(codec, &range)?;
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match (encoded(c.encode_utf8(&mut [0; 4])), errors, u32::from(c)) {
            (Some(bytes), ..) => out.extend(bytes),
            (None, Errors::Strict, _) => return refuse(range, say("line-not-in-encoding").with("c", c.to_string())),
            (None, Errors::Ignore, _) => {}
            (None, Errors::Replace, _) => out.push(b'?'),
            (None, Errors::Xml, number) => out.extend(format!("&#{number};").bytes()),
            (None, Errors::Backslash, number @ 0..=0xff) => out.extend(format!("\\x{number:02x}").bytes()),
            (None, Errors::Backslash, number @ 0..=0xffff) => out.extend(format!("\\u{number:04x}").bytes()),
            (None, Errors::Backslash, number) => out.extend(format!("\\U{number:08x}").bytes()),
        }
    }
    Ok(Val::Bytes(out.into()))
}

/// Bytes as a text, as `bytes.decode` gives it.
pub(super) fn decode(bytes: &[u8], codec: &Codec, range: Range<usize>) -> Evaluated {
    let encoding = encoding_of(codec, &range)?;
    let whole = match encoding {
        None | Some(Encoding::Utf8) => {
            std::str::from_utf8(bytes).ok().filter(|text| encoding.is_some() || text.is_ascii()).map(str::to_owned)
        }
        Some(encoding) => Some(decode_text(encoding, bytes)).filter(|text| !text.contains('\u{fffd}')),
    };
    if let Some(text) = whole {
        return Ok(Val::str(&text));
    }
    let errors = errors_of(codec, &range)?;
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        let (len, c) = unit(encoding, rest);
        let (unit, behind) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        match (c, errors) {
            (Some(c), _) => out.push(c),
            (None, Errors::Strict | Errors::Xml) => return refuse(range, say("line-not-text")),
            (None, Errors::Ignore) => {}
            (None, Errors::Replace) => out.push('\u{fffd}'),
            (None, Errors::Backslash) => unit.iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}"))),
        }
        rest = behind;
    }
    Ok(Val::str(&out))
}

/// The first character and its length, or the length of what is none, as Python cuts it.
fn unit(encoding: Option<Encoding>, bytes: &[u8]) -> (usize, Option<char>) {
    let first = bytes.first().copied().unwrap_or_default();
    let beginning = bytes.get(..4).unwrap_or(bytes);
    match encoding {
        _ if first.is_ascii() => (1, Some(char::from(first))),
        None => (1, None),
        Some(Encoding::Utf8) => match beginning.utf8_chunks().next() {
            Some(chunk) => match chunk.valid().chars().next() {
                Some(c) => (c.len_utf8(), Some(c)),
                None => (chunk.invalid().len().max(1), None),
            },
            None => (1, None),
        },
        Some(encoding) => {
            let one = |len: usize| {
                let text = decode_text(encoding, bytes.get(..len)?);
                let mut chars = text.chars();
                chars.next().filter(|c| *c != '\u{fffd}' && chars.next().is_none()).map(|c| (len, Some(c)))
            };
            [1, 2, 4].into_iter().find_map(one).unwrap_or((1, None))
        }
    }
}
