//! Names and meanings of fields in the language that is spoken.

use crate::bytes::Shown;
use crate::bytes::fields::{Field, Words};
use crate::bytes::{Encoding, glyphs};
use crate::locale::Message;
use crate::ui::cx::Cx;

/// So many characters of a value are shown.
const MOST: usize = 400;

/// A name or a meaning.
pub fn said(cx: &Cx<'_>, words: &Words) -> String {
    match words {
        Words::None => String::new(),
        Words::Text(text) => visible(text),
        Words::Key(key) => cx.t(key).to_owned(),
        Words::With(key, what) => cx.say(&Message::new(key).with("what", visible(what))),
    }
}

/// A text on one line: controls and what changes the direction of writing stand as signs in brackets.
pub fn visible(text: &str) -> String {
    let mut out = String::new();
    let short: String = text.chars().take(MOST).collect();
    for glyph in glyphs(Encoding::Utf8, &[], short.as_bytes(), &[]) {
        match glyph.shown {
            Shown::Text(c) => out.push(c),
            Shown::Control(sign) => {
                out.push('[');
                out.push_str(sign);
                out.push(']');
            }
            Shown::Invalid => out.push('·'),
            Shown::Continues => {}
        }
    }
    if short.len() < text.len() {
        out.push('…');
    }
    out
}

/// A field as one sentence.
pub fn sentence(cx: &Cx<'_>, field: &Field) -> String {
    let (name, value, meaning) = (said(cx, &field.name), visible(&field.value), said(cx, &field.meaning));
    let message = Message::new(if field.wrong { "fields-row-wrong" } else { "fields-row" });
    let message =
        message.with("name", name).with("from", field.range.start as u64).with("len", field.range.len() as u64);
    let words = [value, meaning].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    cx.say(&message.with("value", words))
}
