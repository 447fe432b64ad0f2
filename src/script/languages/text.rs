//! Payloads, names and numbers as C and Rust have them.

use crate::bytes::{is_printable, sign_of, size_text};
use crate::call;
use std::fmt::Write as _;

/// How much of a payload a short line shows, in characters.
const SHOWN: usize = 120;

/// How a payload is written.
#[derive(Clone, Copy)]
pub struct Data {
    /// A long one is cut.
    pub is_cut: bool,
    /// Its own length in bytes, where only its beginning is there.
    pub len: Option<u64>,
}

/// A payload between its quotes.
pub struct Shown {
    /// Escaped.
    pub text: String,
    /// Its whole length in bytes.
    pub len: u64,
    /// Not all of it is there.
    pub is_cut: bool,
    /// It has characters beyond ASCII.
    pub is_text: bool,
}

impl Data {
    /// A payload, with `escape` for each byte that does not stand for itself.
    pub fn show(self, data: &[u8], escape: fn(&mut String, u8)) -> Shown {
        let len = self.len.unwrap_or(0).max(data.len() as u64);
        let is_text = std::str::from_utf8(data).is_ok_and(|text| {
            !text.is_ascii()
                && text.chars().all(|c| matches!(c, '\n' | '\r' | '\t') || is_printable(c) && sign_of(c).is_none())
        });
        let (mut text, mut shown, mut whole) = (String::new(), 0, true);
        let looked_at = if self.is_cut { data.get(..SHOWN * 4).unwrap_or(data) } else { data };
        for chunk in looked_at.utf8_chunks() {
            let chars = chunk.valid().chars().map(Ok).chain(chunk.invalid().iter().copied().map(Err));
            for one in chars {
                let before = text.len();
                match one {
                    Ok(c) => put(&mut text, c, is_text, escape),
                    Err(byte) => escape(&mut text, byte),
                }
                shown += text.get(before..).map_or(0, |added| added.chars().count());
                if self.is_cut && shown > SHOWN {
                    text.truncate(before);
                    whole = false;
                    break;
                }
            }
            if !whole {
                break;
            }
        }
        let is_cut = !whole || (looked_at.len() as u64) < len;
        if is_cut {
            text.push('…');
        }
        Shown { text, len, is_cut, is_text }
    }
}

fn put(text: &mut String, c: char, is_text: bool, escape: fn(&mut String, u8)) {
    match c {
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        '"' | '\\' => text.extend(['\\', c]),
        ' '..='~' => text.push(c),
        c if is_text && !c.is_ascii() => text.push(c),
        c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| escape(text, byte)),
    }
}

/// `\377`, which never runs into what follows.
pub fn octal(text: &mut String, byte: u8) {
    let _ = write!(text, "\\{byte:03o}");
}

/// `\xff`.
pub fn hexed(text: &mut String, byte: u8) {
    let _ = write!(text, "\\x{byte:02x}");
}

/// A text in quotes.
pub fn quoted(text: &str, escape: fn(&mut String, u8)) -> String {
    let whole = Data { is_cut: false, len: None }.show(text.as_bytes(), escape);
    format!("\"{}\"", whole.text)
}

/// How long what is cut is, as a comment.
pub fn size_comment(shown: &Shown) -> String {
    if shown.is_cut { format!(" /* {} */", size_text(shown.len)) } else { String::new() }
}

/// A number by its name.
pub fn named(name: Option<&str>, number: i32) -> String {
    name.map_or_else(|| number.to_string(), str::to_owned)
}

/// Flags by their names; 0 without any.
pub fn flags(table: &'static [call::Constant], flags: i32) -> String {
    if flags == 0 { "0".to_owned() } else { call::flags_text_of(table, flags) }
}

/// A variable, with nothing in it that must not be drawn.
pub fn variable(name: Option<&str>, otherwise: &str) -> String {
    crate::bytes::escape_text(name.unwrap_or(otherwise).replace('~', "_").as_bytes())
}

/// Something in a comment to the end of the line: on one line, and nothing in it that must not be drawn.
pub fn remark(text: &str) -> String {
    let plain = text.chars().map(|c| if is_printable(c) && sign_of(c).is_none() { c } else { ' ' });
    plain.collect::<String>().trim_end_matches('\\').to_owned()
}
