//! The methods of texts and bytes: `'你好'.encode('gbk')`, `data.decode()`.

use super::evaluate::{Evaluated, Evaluator, Halt, place, refuse};
use super::functions::no_method;
use super::trouble::say;
use super::value::Val;
use crate::bytes::{Encoding, InputWhy, decode_text, encode_text, hex_text, parse_hex};
use rustpython_parser::ast::ExprCall;
use std::ops::Range;

impl Evaluator<'_> {
    /// A method of a text, of bytes, or of what has none that matters here.
    pub fn value_method(&self, on: &Val, name: &str, call: &ExprCall) -> Evaluated {
        let end = place(&*call.func).end;
        let range = end.saturating_sub(name.len())..end;
        let mut given = Vec::new();
        for arg in &call.args {
            given.push(self.value(arg)?);
        }
        for keyword in &call.keywords {
            match keyword.arg.as_ref().map(|word| word.as_str()) {
                Some("encoding" | "errors") if matches!(name, "encode" | "decode") => {
                    given.push(self.value(&keyword.value)?)
                }
                _ => return refuse(place(keyword), say("line-no-keywords").with("call", name)),
            }
        }
        if given.iter().any(Val::is_later) {
            return Err(Halt::Later);
        }
        match (on, name) {
            (Val::Str(text), "encode") => encode(text, &given, place(call)),
            (Val::Bytes(bytes), "decode") => decode(bytes, &given, place(call)),
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
            (Val::Function(function), "fromhex") if &**function == "builtins.bytes" => match given.as_slice() {
                [Val::Str(text)] => match parse_hex(text) {
                    Ok(bytes) => Ok(Val::Bytes(bytes.into())),
                    Err(_) => refuse(place(call), say("line-bad-value").with("call", name)),
                },
                _ => refuse(place(call), say("line-bad-value").with("call", name)),
            },
            (other, _) => no_method(other, name, range),
        }
    }
}

fn encoding_of(given: &[Val], range: &Range<usize>) -> Result<Option<Encoding>, Halt> {
    match given.first() {
        None => Ok(Some(Encoding::Utf8)),
        Some(Val::Str(name)) if name.eq_ignore_ascii_case("ascii") || name.eq_ignore_ascii_case("us-ascii") => Ok(None),
        Some(Val::Str(name)) => match Encoding::parse(name) {
            Some(encoding) => Ok(Some(encoding)),
            None => refuse(range.clone(), say("line-unknown-encoding").with("name", &**name)),
        },
        Some(_) => refuse(range.clone(), say("line-unknown-encoding").with("name", "?")),
    }
}

pub(super) fn encode(text: &str, given: &[Val], range: Range<usize>) -> Evaluated {
    let found = match encoding_of(given, &range)? {
        Some(encoding) => encode_text(encoding, text).map_err(|error| match error.why {
            InputWhy::NotInEncoding(c) => c,
            _ => '?',
        }),
        None => match text.chars().find(|c| !c.is_ascii()) {
            Some(c) => Err(c),
            None => Ok(text.as_bytes().to_vec()),
        },
    };
    match found {
        Ok(bytes) => Ok(Val::Bytes(bytes.into())),
        Err(c) => refuse(range, say("line-not-in-encoding").with("c", c.to_string())),
    }
}

/// As Python decodes with `errors="replace"` where that is asked for; else what is no text is told.
pub(super) fn decode(bytes: &[u8], given: &[Val], range: Range<usize>) -> Evaluated {
    let lenient = matches!(given.get(1), Some(Val::Str(how)) if matches!(&**how, "replace" | "ignore"));
    let text = match encoding_of(given, &range)? {
        Some(encoding) => decode_text(encoding, bytes),
        None if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        None => String::from('\u{fffd}'),
    };
    if !lenient
        && text.contains('\u{fffd}')
        && std::str::from_utf8(bytes).map_or(true, |text| !text.contains('\u{fffd}'))
    {
        return refuse(range, say("line-not-text"));
    }
    Ok(Val::str(&text))
}
