//! Text with escapes ↔ bytes: what the composer reads, and the form in which any bytes can be shown and edited.

use super::encoding::push_encoded;
use super::glyphs::MARKS_SHOWN;
use super::signs::{is_mark, is_printable, sign_of};
use super::{Encoding, InputError, InputWhy};
use std::fmt::Write;

/// Reads a text with Python's escapes: `\r \n \t \0 \\ \' \" \a \b \f \v`, `\xHH` and `\ooo` (one byte each), `\uXXXX`
/// and `\UXXXXXXXX` (the character's UTF-8; a pair of surrogates is one character). The rest stands for its UTF-8.
///
/// # Errors
/// Where an escape is none: see [`InputWhy`]; the place is that of the backslash.
pub fn parse_escapes(text: &str) -> Result<Vec<u8>, InputError> {
    parse_text(text, Encoding::Utf8)
}

/// The same in another encoding: characters, and those of `\u` and `\U`, become bytes of that encoding; `\xHH` and `\ooo`
/// are bytes as they are.
///
/// # Errors
/// As [`parse_escapes`]; and a character that the encoding does not have.
pub fn parse_text(text: &str, encoding: Encoding) -> Result<Vec<u8>, InputError> {
    let mut out = Vec::with_capacity(text.len());
    let mut reader = Reader { chars: text.chars(), at: 0, encoding };
    while let Some(c) = reader.next() {
        let at = reader.at - 1;
        let read = if c == '\\' { reader.read_escape(&mut out) } else { reader.push(c, &mut out) };
        read.map_err(|why| InputError { at, why })?;
    }
    Ok(out)
}

struct Reader<'a> {
    chars: std::str::Chars<'a>,
    at: usize,
    encoding: Encoding,
}

impl Reader<'_> {
    fn push(&self, c: char, out: &mut Vec<u8>) -> Result<(), InputWhy> {
        push_encoded(self.encoding, c, out).ok_or(InputWhy::NotInEncoding(c))
    }

    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.at += 1;
        Some(c)
    }

    fn peek(&self) -> Option<char> {
        self.chars.clone().next()
    }

    fn read_escape(&mut self, out: &mut Vec<u8>) -> Result<(), InputWhy> {
        let byte = match self.next().ok_or(InputWhy::EndsInBackslash)? {
            'r' => b'\r',
            'n' => b'\n',
            't' => b'\t',
            'a' => 7,
            'b' => 8,
            'v' => 11,
            'f' => 12,
            c @ ('\\' | '\'' | '"') => c as u8,
            c @ '0'..='7' => self.read_octal(c)?,
            'x' => u8::try_from(self.read_hex(2)?).unwrap_or_default(),
            'u' => return self.read_code_point(4, out),
            'U' => return self.read_code_point(8, out),
            c => return Err(InputWhy::BadEscape(c)),
        };
        out.push(byte);
        Ok(())
    }

    fn read_octal(&mut self, first: char) -> Result<u8, InputWhy> {
        let mut value = first.to_digit(8).unwrap_or_default();
        for _ in 0..2 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else { break };
            value = value * 8 + digit;
            self.next();
        }
        u8::try_from(value).map_err(|_| InputWhy::OctalTooLarge)
    }

    fn read_hex(&mut self, digits: usize) -> Result<u32, InputWhy> {
        let mut value = 0;
        for _ in 0..digits {
            let digit = self.peek().and_then(|c| c.to_digit(16)).ok_or(InputWhy::ShortEscape)?;
            value = value << 4 | digit;
            self.next();
        }
        Ok(value)
    }

    fn read_code_point(&mut self, digits: usize, out: &mut Vec<u8>) -> Result<(), InputWhy> {
        let mut value = self.read_hex(digits)?;
        if digits == 4 && (0xD800..0xDC00).contains(&value) {
            value = self.read_low_surrogate(value).ok_or(InputWhy::NotACodePoint(value))?;
        }
        let c = char::from_u32(value).ok_or(InputWhy::NotACodePoint(value))?;
        self.push(c, out)
    }

    fn read_low_surrogate(&mut self, high: u32) -> Option<u32> {
        if self.next()? != '\\' || self.next()? != 'u' {
            return None;
        }
        let low = self.read_hex(4).ok().filter(|low| (0xDC00..0xE000).contains(low))?;
        Some(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }
}

/// Any bytes as one line of text that [`parse_escapes`] reads back to the same bytes: printable UTF-8 stays, a
/// backslash is doubled, the rest becomes `\r \n \t`, `\xHH`, `\uXXXX` or `\UXXXXXXXX`.
pub fn escape_text(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 8);
    escape_pieces(bytes, |piece| {
        out.push_str(piece);
        true
    });
    out
}

/// The beginning of any bytes as one visible line of at most `limit` characters, with `…` after it where more follows.
/// Controls are escapes (`\r\n`); an escape is never cut. Looks at no more than `4 × limit + 4` bytes.
pub fn printable_preview(bytes: &[u8], limit: usize) -> String {
    let head = bytes.get(..limit.saturating_mul(4).saturating_add(4)).unwrap_or(bytes);
    let mut out = String::new();
    let mut shown = 0_usize;
    let whole = escape_pieces(head, |piece| {
        shown += piece.chars().count();
        if shown <= limit {
            out.push_str(piece);
        }
        shown <= limit
    });
    if !whole || head.len() < bytes.len() {
        out.push('…');
    }
    out
}

/// Hands out the escaped form of one character or byte at a time until `take` says no; whether all was taken.
fn escape_pieces(bytes: &[u8], mut take: impl FnMut(&str) -> bool) -> bool {
    let mut piece = String::with_capacity(10);
    let mut run = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            piece.clear();
            run = if is_mark(c) { run + 1 } else { 0 };
            push_escaped(&mut piece, c, run > MARKS_SHOWN);
            if !take(&piece) {
                return false;
            }
        }
        for byte in chunk.invalid() {
            piece.clear();
            let _ = write!(piece, "\\x{byte:02x}");
            run = 0;
            if !take(&piece) {
                return false;
            }
        }
    }
    true
}

fn push_escaped(out: &mut String, c: char, cut: bool) {
    let _ = match c {
        '\r' => out.write_str("\\r"),
        '\n' => out.write_str("\\n"),
        '\t' => out.write_str("\\t"),
        '\\' => out.write_str("\\\\"),
        '\0'..='\u{1F}' | '\u{7F}' => write!(out, "\\x{:02x}", c as u32),
        _ if !cut && sign_of(c).is_none() && (is_printable(c) || c == '\u{3000}') => out.write_char(c),
        '\0'..='\u{FFFF}' => write!(out, "\\u{:04x}", c as u32),
        _ => write!(out, "\\U{:08x}", c as u32),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::testing::any_bytes;
    use proptest::prelude::*;

    #[test]
    fn escapes_read_as_python_reads_them() {
        for (text, bytes) in [
            ("", &b""[..]),
            (r"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"),
            (r#"\t\0\\\'\"\a\b\f\v"#, b"\t\0\\'\"\x07\x08\x0c\x0b"),
            (r"\x00\xff\xFF", b"\x00\xff\xff"),
            (r"\1\12\377\0009\08", b"\x01\x0a\xff\x009\x008"),
            (r"\u4f60\U0001F44D\ud83d\udc4d", "你👍👍".as_bytes()),
            ("你\n好", "你\n好".as_bytes()),
        ] {
            assert_eq!(parse_escapes(text).unwrap(), bytes, "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_says_where() {
        for (text, at, why) in [
            (r"a\q", 1, InputWhy::BadEscape('q')),
            ("你好\\", 2, InputWhy::EndsInBackslash),
            (r"\x", 0, InputWhy::ShortEscape),
            (r"ab\x1", 2, InputWhy::ShortEscape),
            (r"\u12", 0, InputWhy::ShortEscape),
            (r"\ud800", 0, InputWhy::NotACodePoint(0xD800)),
            (r"\ud800\u0041", 0, InputWhy::NotACodePoint(0xD800)),
            (r"\U00110000", 0, InputWhy::NotACodePoint(0x11_0000)),
            (r"\400", 0, InputWhy::OctalTooLarge),
        ] {
            assert_eq!(parse_escapes(text), Err(InputError { at, why }), "{text}");
        }
    }

    #[test]
    fn escapes_in_other_encodings_are_bytes_or_characters() {
        for (encoding, text, bytes) in [
            (Encoding::Gbk, r"你\u597d\xff\r\n", &b"\xc4\xe3\xba\xc3\xff\r\n"[..]),
            (Encoding::ShiftJis, r"\u3053ん\x82", b"\x82\xb1\x82\xf1\x82"),
            (Encoding::Latin1, r"é\u00e9\xe9\351", b"\xe9\xe9\xe9\xe9"),
        ] {
            assert_eq!(parse_text(text, encoding).unwrap(), bytes, "{text}");
        }
        let refused = |at, c| Err(InputError { at, why: InputWhy::NotInEncoding(c) });
        assert_eq!(parse_text(r"ab\u4f60", Encoding::Latin1), refused(2, '你'));
        assert_eq!(parse_text("ab你", Encoding::Latin1), refused(2, '你'));
    }

    #[test]
    fn bytes_are_shown_and_not_obeyed() {
        for (bytes, text) in [
            (&b"GET /\r\n"[..], r"GET /\r\n"),
            (b"\x00\x1b\x7f\x80", r"\x00\x1b\x7f\x80"),
            ("你好\u{202e}\u{85}\u{3000}".as_bytes(), "你好\\u202e\\u0085\u{3000}"),
            (b"a\\b\t", r"a\\b\t"),
            ("\u{e0041}".as_bytes(), r"\U000e0041"),
        ] {
            assert_eq!(escape_text(bytes), text);
        }
        let tower = format!("a{}", "\u{301}".repeat(10));
        assert_eq!(escape_text(tower.as_bytes()), format!("a{}\\u0301\\u0301", "\u{301}".repeat(8)));
    }

    #[test]
    fn previews_are_one_short_line() {
        assert_eq!(printable_preview(b"ab\r\n", 6), r"ab\r\n");
        assert_eq!(printable_preview(b"ab\r\n", 5), "ab\\r…");
        assert_eq!(printable_preview("你好吗".as_bytes(), 2), "你好…");
        assert_eq!(printable_preview(b"", 0), "");
        assert_eq!(printable_preview(b"a", 0), "…");
        assert_eq!(printable_preview(&[b'x'; 1 << 20], 3), "xxx…");
    }

    proptest! {
        #[test]
        fn any_bytes_read_back(bytes in any_bytes(200)) {
            let text = escape_text(&bytes);
            prop_assert_eq!(parse_escapes(&text).unwrap(), bytes);
            prop_assert!(text.chars().all(|c| sign_of(c).is_none()));
        }

        #[test]
        fn any_text_is_read_or_refused(text in r"[\\xuU0-9a-fDd你\PC]{0,40}") {
            if let Err(error) = parse_escapes(&text) {
                prop_assert_eq!(text.chars().nth(error.at), Some('\\'));
            }
        }

        #[test]
        fn previews_keep_their_limit(bytes in any_bytes(200), limit in 0_usize..60) {
            let preview = printable_preview(&bytes, limit);
            prop_assert!(preview.chars().count() <= limit + 1);
            let whole = escape_text(&bytes);
            match preview.strip_suffix('…') {
                Some(head) if preview != whole => prop_assert!(whole.starts_with(head)),
                _ => prop_assert_eq!(preview, whole),
            }
        }
    }
}
