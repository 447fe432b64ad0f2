//! Payloads, texts and results as C has them.

use super::super::steps::Step;
use crate::bytes::{is_printable, sign_of};
use crate::call::{Outcome, Value};
use crate::script::result_text_of;
use std::fmt::Write;

/// How wide a line of a program may be, in characters.
pub const WIDE: usize = 100;
/// How many bytes of a received payload a comment shows.
const SHOWN: usize = 40;

/// A string literal: what is printable stays, the rest is escaped in octal, which never runs into what follows.
pub fn quoted(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '"' | '\\' => out.extend(['\\', c]),
                // Three-character signs of old C begin with two of them.
                '?' if out.ends_with('?') => out.push_str("\\?"),
                c if is_printable(c) && sign_of(c).is_none() => out.push(c),
                c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| octal(&mut out, byte)),
            }
        }
        chunk.invalid().iter().for_each(|byte| octal(&mut out, *byte));
    }
    out.push('"');
    out
}

fn octal(out: &mut String, byte: u8) {
    let _ = write!(out, "\\{byte:03o}");
}

/// Literals that follow one another: cut after line ends, and where those are far apart.
pub fn pieces(bytes: &[u8]) -> Vec<String> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut out = Vec::new();
    for mut line in lines {
        while !line.is_empty() {
            // What comes next decides: a look at all that is left, for each piece, would take its square.
            let next = line.get(..64).unwrap_or(line);
            let visible = next.iter().filter(|byte| byte.is_ascii_graphic()).count();
            let mut cut = if visible * 2 > next.len() { 64 } else { 21 }.min(line.len());
            // Not within a character.
            while cut < line.len() && cut > 1 && line.get(cut).is_some_and(|byte| byte & 0xc0 == 0x80) {
                cut -= 1;
            }
            let (piece, rest) = line.split_at(cut);
            out.push(quoted(piece));
            line = rest;
        }
    }
    out
}

/// A character literal.
pub fn character(byte: u8) -> String {
    match byte {
        b'\'' => "'\\''".to_owned(),
        b'\\' => "'\\\\'".to_owned(),
        b' '..=b'~' => format!("'{}'", char::from(byte)),
        byte => format!("'\\{byte:03o}'"),
    }
}

/// What came of a call then, for a comment to the end of a line.
pub fn came(step: &Step, is_end: bool) -> String {
    let text = match &step.outcome {
        Outcome::Ok(Value::None) => match step.call.sent() {
            Some(data) => format!("{} bytes", data.len()),
            None => "0".to_owned(),
        },
        _ if is_end => "0: the end of the stream".to_owned(),
        Outcome::Ok(Value::Accepted(Some(address))) => format!("from {address}"),
        Outcome::Ok(Value::Address(Some(address))) => address.to_string(),
        Outcome::Ok(value) if value.data().is_some() => {
            let data = value.data().map(|data| &**data).unwrap_or_default();
            let shown = data.get(..SHOWN).unwrap_or(data);
            let more = if (shown.len() as u64) < step.got { "…" } else { "" };
            let from = value.sender().map(|from| format!(", from {from}")).unwrap_or_default();
            if step.is_unknown {
                format!("{} bytes, which the session did not keep{from}", step.got)
            } else {
                format!("{} bytes: {}{more}{from}", step.got, quoted(shown))
            }
        }
        outcome => result_text_of(outcome, &step.call, None),
    };
    one_line(&text)
}

/// A text that may stand behind `//`: on one line, and not carried to the next.
pub fn one_line(text: &str) -> String {
    let mut text: String =
        text.chars().map(|c| if is_printable(c) && sign_of(c).is_none() { c } else { ' ' }).collect();
    if text.ends_with(['\\', '/']) {
        text.push('.');
    }
    text
}

#[test]
fn literals() {
    for (bytes, text) in [
        (&b"GET /\r\n"[..], r#""GET /\r\n""#),
        (b"\x001", r#""\0001""#),
        (b"a??/\"\\", r#""a?\?/\"\\""#),
        ("é\u{202e}".as_bytes(), "\"é\\342\\200\\256\""),
        (b"\xff", "\"\\377\""),
    ] {
        assert_eq!(quoted(bytes), text);
    }
    assert_eq!(pieces(b"a\nb\n"), ["\"a\\n\"", "\"b\\n\""]);
    assert_eq!(pieces("你".repeat(9).as_bytes()).len(), 2);
    assert_eq!(one_line("a\nb\\"), "a b\\.");
}
