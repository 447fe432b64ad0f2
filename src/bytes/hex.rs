//! Hex ↔ bytes.

use super::forms::ascii_of;
use super::{InputError, InputWhy};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Reads hex as people paste it: pairs of digits, in either case, one after another or in groups between spaces, line
/// ends, `:`, `-`, `,`, `;` or `_`; `0x` or `\x` before a group; full-width forms. `0x1` alone is one byte.
///
/// # Errors
/// [`InputWhy::OddHex`] at the group's first digit, [`InputWhy::NotHex`] at the character.
pub fn parse_hex(text: &str) -> Result<Vec<u8>, InputError> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut group = Group::default();
    let mut chars = text.chars().map(|c| ascii_of(c).unwrap_or(c)).enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let then_x = matches!(chars.peek(), Some((_, 'x' | 'X')));
        if then_x && (c == '\\' || c == '0' && group.digits % 2 == 0) {
            chars.next();
            group.finish(&mut out)?;
            group.prefixed = true;
        } else if let Some(digit) = c.to_digit(16) {
            group.push(at, digit as u8, &mut out);
        } else if c.is_whitespace() || matches!(c, ':' | '-' | ',' | ';' | '_') {
            group.finish(&mut out)?;
        } else {
            return Err(InputError { at, why: InputWhy::NotHex(c) });
        }
    }
    group.finish(&mut out)?;
    Ok(out)
}

/// A group of digits with no separator between.
#[derive(Default)]
struct Group {
    at: usize,
    digits: usize,
    high: u8,
    prefixed: bool,
}

impl Group {
    fn push(&mut self, at: usize, digit: u8, out: &mut Vec<u8>) {
        if self.digits == 0 {
            self.at = at;
        }
        self.digits += 1;
        if self.digits.is_multiple_of(2) {
            out.push(self.high << 4 | digit);
        } else {
            self.high = digit;
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), InputError> {
        let Self { at, digits, high, prefixed } = std::mem::take(self);
        match (digits % 2, digits) {
            (0, _) => {}
            (_, 1) if prefixed => out.push(high),
            _ => return Err(InputError { at, why: InputWhy::OddHex }),
        }
        Ok(())
    }
}

/// `00 01 ff`: two lower-case digits a byte, one space between.
pub fn hex_text(bytes: &[u8]) -> String {
    spaced(bytes, usize::MAX)
}

/// A row of a hex view: as [`hex_text`], with one more space after every 8 bytes. Not padded to a width.
pub fn hex_columns(bytes: &[u8]) -> String {
    spaced(bytes, 8)
}

fn spaced(bytes: &[u8], gap_after: usize) -> String {
    let mut out = String::with_capacity(bytes.len().saturating_mul(3) + bytes.len() / 8);
    for (i, &byte) in bytes.iter().enumerate() {
        if i > 0 {
            out.push(' ');
            if i % gap_after == 0 {
                out.push(' ');
            }
        }
        push_hex(&mut out, byte);
    }
    out
}

/// Two lower-case digits.
pub(super) fn push_hex(out: &mut String, byte: u8) {
    for digit in [byte >> 4, byte & 15] {
        out.push(DIGITS.get(usize::from(digit)).copied().unwrap_or_default() as char);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hex_as_people_paste_it() {
        for (text, bytes) in [
            ("", &b""[..]),
            (" \n", b""),
            ("01 03 00 00 00 0A", &[1, 3, 0, 0, 0, 10]),
            ("0103000A", &[1, 3, 0, 10]),
            ("0x01, 0x03,\n0xff", &[1, 3, 255]),
            ("0x1, 0X2", &[1, 2]),
            ("0x0102", &[1, 2]),
            ("000x01", &[0, 1]),
            (r"\x01\xfe", &[1, 254]),
            ("de:ad-be_ef;00", &[0xde, 0xad, 0xbe, 0xef, 0]),
            ("０１　ＦＦ，ａ０：00", &[1, 255, 0xa0, 0]),
        ] {
            assert_eq!(parse_hex(text).unwrap(), bytes, "{text}");
        }
    }

    #[test]
    fn what_is_no_hex_says_where() {
        for (text, at, why) in [
            ("0", 0, InputWhy::OddHex),
            ("01 2 03", 3, InputWhy::OddHex),
            ("01 234", 3, InputWhy::OddHex),
            ("0x123", 2, InputWhy::OddHex),
            ("01 g2", 3, InputWhy::NotHex('g')),
            ("你", 0, InputWhy::NotHex('你')),
            ("x1", 0, InputWhy::NotHex('x')),
        ] {
            assert_eq!(parse_hex(text), Err(InputError { at, why }), "{text}");
        }
    }

    #[test]
    fn rows_have_a_gap_in_the_middle() {
        assert_eq!(hex_columns(&[]), "");
        assert_eq!(hex_columns(&[0; 8]), "00 00 00 00 00 00 00 00");
        assert_eq!(hex_columns(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 0xff]), "00 01 02 03 04 05 06 07  08 ff");
        assert_eq!(hex_text(&[0, 1, 255]), "00 01 ff");
    }

    proptest! {
        #[test]
        fn hex_reads_back(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(parse_hex(&hex_text(&bytes)).unwrap(), &bytes[..]);
            prop_assert_eq!(parse_hex(&hex_columns(&bytes)).unwrap(), bytes);
        }

        #[test]
        fn any_text_is_read_or_refused(text in r"[0-9a-fA-FxX\\ ,:０-９\PC]{0,40}") {
            if let Err(error) = parse_hex(&text) {
                prop_assert!(error.at < text.chars().count());
            }
        }
    }
}
