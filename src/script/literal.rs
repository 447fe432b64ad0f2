//! Python literals in double quotes, as call lines have them.

use crate::bytes::{MARKS_SHOWN, is_mark, is_printable, sign_of};
use std::fmt::Write;

/// How much of a payload a short line shows, in characters.
pub(super) const SHOWN_CHARS: usize = 120;

/// A `str` literal: what is printable stays, the rest is escaped.
pub fn double_quoted_str(text: &str) -> String {
    let mut out = Quoted::new("\"", usize::MAX);
    for c in text.chars() {
        out.push_char(c);
    }
    out.finish("")
}

/// A `bytes` literal, with `\xHH` for all that is not printable ASCII.
pub fn double_quoted_bytes(bytes: &[u8]) -> String {
    let mut out = Quoted::new("b\"", usize::MAX);
    for &byte in bytes {
        out.push_byte(byte);
    }
    out.finish("")
}

/// Bytes as an expression: `"你好".encode()` where they are readable UTF-8 beyond ASCII, else `b"…"`.
pub fn python_data(bytes: &[u8]) -> String {
    match readable(bytes) {
        Some(text) if text.len() == bytes.len() => text_literal(text),
        _ => double_quoted_bytes(bytes),
    }
}

/// As [`python_data`], cut after [`SHOWN_CHARS`] characters: `b"GET / HTTP…" + 1.2 kB`, where the size is what is not
/// shown. `whole_len` is the payload's own length where `bytes` is only its beginning. Looks at the beginning only.
pub(super) fn python_data_short(bytes: &[u8], whole_len: Option<u64>) -> String {
    let head = bytes.get(..SHOWN_CHARS * 4).unwrap_or(bytes);
    let whole_len = whole_len.unwrap_or(0).max(bytes.len() as u64);
    let text = readable(head).filter(|text| text.len() == head.len() || (head.len() as u64) < whole_len);
    let shown = match text {
        Some(text) => text_literal(text),
        None => double_quoted_bytes(head),
    };
    let is_whole = head.len() as u64 == whole_len && text.is_none_or(|text| text.len() == head.len());
    if is_whole && shown.chars().count() <= SHOWN_CHARS + 4 {
        return shown;
    }
    let (cut, taken) = match text {
        Some(text) => cut_text(text),
        None => cut_bytes(head),
    };
    format!("{cut} + {}", crate::bytes::size_text(whole_len.saturating_sub(taken as u64)))
}

fn cut_text(text: &str) -> (String, usize) {
    let mut out = Quoted::new("\"", SHOWN_CHARS);
    let taken = text.chars().take_while(|&c| out.push_char(c)).map(char::len_utf8).sum();
    (out.finish_cut(".encode()"), taken)
}

fn cut_bytes(bytes: &[u8]) -> (String, usize) {
    let mut out = Quoted::new("b\"", SHOWN_CHARS);
    let taken = bytes.iter().take_while(|&&byte| out.push_byte(byte)).count();
    (out.finish_cut(""), taken)
}

fn text_literal(text: &str) -> String {
    let mut out = Quoted::new("\"", usize::MAX);
    for c in text.chars() {
        out.push_char(c);
    }
    out.finish(".encode()")
}

/// The bytes as text worth showing as such: UTF-8 with something beyond ASCII, nothing unprintable but line ends and
/// tabs, no piled-up marks and none at the beginning. A character cut off at the end is left out.
fn readable(bytes: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
        Err(_) => return None,
    };
    let mut marks = MARKS_SHOWN;
    let plain = |c: char| {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        marks <= MARKS_SHOWN && (matches!(c, '\t' | '\r' | '\n') || is_printable(c) && sign_of(c).is_none())
    };
    (!text.is_ascii() && text.chars().all(plain)).then_some(text)
}

/// A literal that grows up to a limit of characters; an escape is never cut.
struct Quoted {
    text: String,
    shown: usize,
    limit: usize,
}

impl Quoted {
    fn new(open: &str, limit: usize) -> Self {
        Self { text: open.to_owned(), shown: 0, limit }
    }

    fn push_byte(&mut self, byte: u8) -> bool {
        self.push(|text| match byte {
            b' '..=b'~' | b'\t' | b'\r' | b'\n' => push_str_char(text, char::from(byte)),
            _ => write!(text, "\\x{byte:02x}"),
        })
    }

    fn push_char(&mut self, c: char) -> bool {
        self.push(|text| push_str_char(text, c))
    }

    /// Whether it fitted.
    fn push(&mut self, write: impl FnOnce(&mut String) -> std::fmt::Result) -> bool {
        let before = self.text.len();
        let _ = write(&mut self.text);
        self.shown += self.text.get(before..).map_or(0, |added| added.chars().count());
        let fits = self.shown <= self.limit;
        if !fits {
            self.text.truncate(before);
        }
        fits
    }

    fn finish(mut self, end: &str) -> String {
        self.text.push('"');
        self.text.push_str(end);
        self.text
    }

    fn finish_cut(mut self, end: &str) -> String {
        self.text.push('…');
        self.finish(end)
    }
}

fn push_str_char(text: &mut String, c: char) -> std::fmt::Result {
    match c {
        '\t' => text.write_str("\\t"),
        '\r' => text.write_str("\\r"),
        '\n' => text.write_str("\\n"),
        '\\' => text.write_str("\\\\"),
        '"' => text.write_str("\\\""),
        _ if is_printable(c) && sign_of(c).is_none() => text.write_char(c),
        '\0'..='\u{FF}' => write!(text, "\\x{:02x}", c as u32),
        '\0'..='\u{FFFF}' => write!(text, "\\u{:04x}", c as u32),
        _ => write!(text, "\\U{:08x}", c as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::hex_text;
    use crate::bytes::testing::{any_bytes, python};
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    #[test]
    fn data_is_text_where_it_reads_as_such() {
        for (bytes, text) in [
            (&b""[..], r#"b"""#),
            (b"GET /\r\n", r#"b"GET /\r\n""#),
            (b"\x00\x01\"'", r#"b"\x00\x01\"'""#),
            ("你好\r\n".as_bytes(), r#""你好\r\n".encode()"#),
            (b"\xe4\xbd", r#"b"\xe4\xbd""#),
            ("a\u{202e}".as_bytes(), r#"b"a\xe2\x80\xae""#),
            ("ที่".as_bytes(), "\"ที่\".encode()"),
            ("\u{301}é".as_bytes(), r#"b"\xcc\x81\xc3\xa9""#),
            ("é\0".as_bytes(), r#"b"\xc3\xa9\x00""#),
        ] {
            assert_eq!(python_data(bytes), text);
            assert_eq!(python_data_short(bytes, None), text);
        }
    }

    #[test]
    fn long_data_is_cut() {
        assert_eq!(python_data_short(&[b'x'; 124], None), format!("b\"{}…\" + 4 B", "x".repeat(120)));
        assert_eq!(python_data_short(&[b'x'; 120], None), format!("b\"{}\"", "x".repeat(120)));
        assert_eq!(python_data_short(b"ab", Some(1202)), r#"b"ab…" + 1.2 kB"#);
        assert_eq!(python_data_short(b"", Some(5)), r#"b"…" + 5 B"#);
        let long = "你".repeat(4000);
        assert_eq!(python_data_short(long.as_bytes(), None), format!("\"{}…\".encode() + 11.6 kB", "你".repeat(120)));
        assert_eq!(
            python_data_short(&long.as_bytes()[..100], Some(12_000)),
            format!("\"{}…\".encode() + 11.9 kB", "你".repeat(33))
        );
        assert_eq!(python_data_short(&[0; 60], None), format!("b\"{}…\" + 30 B", "\\x00".repeat(30)));
    }

    #[test]
    fn python_reads_the_same_bytes() {
        const PROGRAM: &str = "
import sys
for line in sys.stdin.read().split('\\n'):
    if line:
        kind, text, wanted = line.split('\\t')
        got = eval(text)
        assert (got.encode() if kind == 's' else got) == bytes.fromhex(wanted), text
print('same')
";
        let mut runner = TestRunner::deterministic();
        let bytes = any_bytes(60);
        let mut input = String::new();
        for _ in 0..500 {
            let raw = bytes.new_tree(&mut runner).unwrap().current();
            let text = String::from_utf8_lossy(&raw);
            input += &format!("b\t{}\t{}\n", python_data(&raw), hex_text(&raw));
            input += &format!("b\t{}\t{}\n", double_quoted_bytes(&raw), hex_text(&raw));
            input += &format!("b\t{}\t{}\n", python_data(text.as_bytes()), hex_text(text.as_bytes()));
            input += &format!("s\t{}\t{}\n", double_quoted_str(&text), hex_text(text.as_bytes()));
            assert!(python_data_short(&raw, Some(raw.len() as u64 + 9)).chars().count() < SHOWN_CHARS + 40);
        }
        if let Some(output) = python(PROGRAM, &input) {
            assert_eq!(output.trim(), "same");
        }
    }
}
