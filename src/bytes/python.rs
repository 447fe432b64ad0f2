//! Values as CPython's `repr` writes them.

use super::hex::push_hex;
use super::signs::is_printable;
use std::fmt::Write;

/// `repr` of a `bytes` object: `b'GET / HTTP/1.1\r\n'` (CPython, Objects/bytesobject.c, `PyBytes_Repr`).
pub fn python_bytes(bytes: &[u8]) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\\' => out.push_str("\\\\"),
            _ if char::from(byte) == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                out.push_str("\\x");
                push_hex(&mut out, byte);
            }
        }
    }
    out.push(quote);
    out
}

/// `repr` of a `str`: what is printable stays, the rest is `\n`, `\x85`, `\u202e` (CPython, Objects/unicodeobject.c,
/// `unicode_repr`). Characters newer than a Python's own Unicode are the only difference there can be.
pub fn python_str(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_points(&mut out, text.chars().map(u32::from));
    out
}

/// `repr` of a `str`, given as code points: a `str` may have lone surrogates.
pub(super) fn push_points(out: &mut String, points: impl Iterator<Item = u32> + Clone) {
    let has = |quote: char| points.clone().any(|point| point == u32::from(quote));
    let quote = quote_for(has('\''), has('"'));
    out.push(quote);
    for point in points {
        let c = char::from_u32(point);
        let _ = match (c, point) {
            (Some('\t'), _) => out.write_str("\\t"),
            (Some('\n'), _) => out.write_str("\\n"),
            (Some('\r'), _) => out.write_str("\\r"),
            (Some('\\'), _) => out.write_str("\\\\"),
            (Some(c), _) if c == quote => write!(out, "\\{quote}"),
            (Some(c), _) if is_printable(c) => out.write_char(c),
            (_, 0..=0xFF) => write!(out, "\\x{point:02x}"),
            (_, 0..=0xFFFF) => write!(out, "\\u{point:04x}"),
            _ => write!(out, "\\U{point:08x}"),
        };
    }
    out.push(quote);
}

/// Single quotes, unless that would need escapes and double ones would not.
fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

/// `repr` of a `float`: `5.0`, `0.5`, `1e-05`, `inf` (CPython, Python/pystrtod.c, format `r`).
pub fn python_float(number: f64) -> String {
    let size = number.abs();
    if !number.is_finite() {
        return if number.is_nan() {
            "nan"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        return format!("{number:?}");
    }
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |exponent| ('-', exponent));
    format!("{digits}e{sign}{exponent:0>2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::testing::any_bytes;
    use crate::bytes::{hex_text, sign_of};
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    #[test]
    fn bytes_as_python_writes_them() {
        for (bytes, text) in [
            (&b""[..], "b''"),
            (b"GET / HTTP/1.1\r\n", r"b'GET / HTTP/1.1\r\n'"),
            (b"it's", r#"b"it's""#),
            (b"'\"", r#"b'\'"'"#),
            (b"\x00\x7f\x80\\\t", r"b'\x00\x7f\x80\\\t'"),
        ] {
            assert_eq!(python_bytes(bytes), text);
        }
    }

    #[test]
    fn strings_as_python_writes_them() {
        for (value, text) in [
            ("", "''"),
            ("你好", "'你好'"),
            ("it's", r#""it's""#),
            ("\u{85}\u{a0}\u{202e}\u{e0041}\n", r"'\x85\xa0\u202e\U000e0041\n'"),
        ] {
            assert_eq!(python_str(value), text);
        }
    }

    #[test]
    fn python_agrees() {
        const PROGRAM: &str = "
import sys, unicodedata
for line in sys.stdin.read().splitlines():
    kind, _, text = line.partition(':')
    raw = bytes.fromhex(text)
    if kind == 'f':
        print('0' + repr(float(raw.decode())))
        continue
    value = raw if kind == 'b' else raw.decode()
    newer = kind == 's' and any(unicodedata.category(c) == 'Cn' for c in value)
    print(('1' if newer else '0') + repr(value))
";
        let mut runner = TestRunner::deterministic();
        let mut value = |strategy: &BoxedStrategy<Vec<u8>>| strategy.new_tree(&mut runner).unwrap().current();
        let bytes = any_bytes(60).boxed();
        let texts = proptest::collection::vec(any::<char>(), 0..20)
            .prop_map(|chars| chars.into_iter().collect::<String>().into_bytes())
            .boxed();
        let (mut input, mut wanted) = (String::new(), Vec::new());
        for _ in 0..300 {
            let raw = value(&bytes);
            input += &format!("b:{}\n", hex_text(&raw));
            wanted.push(python_bytes(&raw));
            for text in [String::from_utf8_lossy(&raw).into_owned(), String::from_utf8(value(&texts)).unwrap()] {
                input += &format!("s:{}\n", hex_text(text.as_bytes()));
                wanted.push(python_str(&text));
            }
        }
        // Every character of the plane that people use, and those around it that are never drawn.
        for c in ('\0'..='\u{FFFF}').chain('\u{1F000}'..='\u{1FAFF}').chain('\u{E0000}'..='\u{E0200}') {
            input += &format!("s:{}\n", hex_text(c.to_string().as_bytes()));
            wanted.push(python_str(&c.to_string()));
            assert!(
                sign_of(c).is_none()
                    || !is_printable(c)
                    || matches!(c as u32, 0x34F | 0x115F | 0x1160 | 0x3164 | 0xFFA0 | 0xE0100..=0xE01EF),
                "{c:?}"
            );
        }
        for number in [0.0, 5.0, 0.5, -1.25, 1e-4, 9.9e-5, 1e-7, 1e15, 1e16, 1.5e300, 123_456_789.123, f64::INFINITY] {
            input += &format!("f:{}\n", hex_text(format!("{number:?}").as_bytes()));
            wanted.push(python_float(number));
        }
        let Some(output) = crate::bytes::testing::python(PROGRAM, &input) else { return };
        let lines: Vec<_> = output.lines().collect();
        assert_eq!(lines.len(), wanted.len());
        let mut newer = 0;
        for (line, wanted) in lines.iter().zip(&wanted) {
            match line.strip_prefix('0') {
                Some(text) => assert_eq!(text, wanted),
                None => newer += 1,
            }
        }
        println!("{} values agree; {newer} have characters that this Python does not know", lines.len() - newer);
    }
}
