//! The encodings in which bytes are read as text, one character at a time.
//!
//! A *unit* is what a decoder takes in one step: a character, or the bytes of one error, cut as the WHATWG Encoding
//! Standard cuts them. So the units and `decode_text` agree, and a U+FFFD is one unit.

use super::{InputError, InputWhy};

/// How bytes are read as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// GBK; reads all of GB 18030, of which it is a part.
    Gbk,
    /// Shift_JIS, as Windows has it (code page 932).
    ShiftJis,
    /// ISO 8859-1: every byte is the character of its number.
    Latin1,
}

impl Encoding {
    /// All of them, the most likely first.
    pub const ALL: &'static [Self] = &[Self::Utf8, Self::Gbk, Self::ShiftJis, Self::Latin1];

    /// The name that people and settings use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gbk => "GBK",
            Self::ShiftJis => "Shift-JIS",
            Self::Latin1 => "Latin-1",
        }
    }

    /// Reads [`Self::name`] and the usual other spellings; case, `-` and `_` do not count.
    pub fn parse(name: &str) -> Option<Self> {
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        match name.as_str() {
            "utf8" => Some(Self::Utf8),
            "gbk" | "gb18030" | "gb2312" | "cp936" => Some(Self::Gbk),
            "shiftjis" | "sjis" | "cp932" | "windows31j" => Some(Self::ShiftJis),
            "latin1" | "iso88591" => Some(Self::Latin1),
            _ => None,
        }
    }

    /// The table for the encodings of two bytes.
    fn table(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Gbk => Some(encoding_rs::GBK),
            Self::ShiftJis => Some(encoding_rs::SHIFT_JIS),
            Self::Utf8 | Self::Latin1 => None,
        }
    }
}

/// Bytes as text, for copying: what is no text becomes U+FFFD; controls stay what they are.
pub fn decode_text(encoding: Encoding, bytes: &[u8]) -> String {
    match (encoding, encoding.table()) {
        (_, Some(table)) => table.decode_without_bom_handling(bytes).0.into_owned(),
        (Encoding::Latin1, None) => bytes.iter().map(|&byte| char::from(byte)).collect(),
        (_, None) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Text as bytes of an encoding.
///
/// # Errors
/// [`InputWhy::NotInEncoding`] at the first character that the encoding does not have.
pub fn encode_text(encoding: Encoding, text: &str) -> Result<Vec<u8>, InputError> {
    if encoding == Encoding::Utf8 || text.is_ascii() {
        return Ok(text.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        push_encoded(encoding, c, &mut out).ok_or(InputError { at, why: InputWhy::NotInEncoding(c) })?;
    }
    Ok(out)
}

/// Appends a character; none where the encoding does not have it.
pub(super) fn push_encoded(encoding: Encoding, c: char, out: &mut Vec<u8>) -> Option<()> {
    let mut utf8 = [0; 4];
    let text: &str = c.encode_utf8(&mut utf8);
    match (encoding.table(), encoding) {
        _ if c.is_ascii() => out.push(c as u8),
        (Some(table), _) => {
            let (bytes, _, unmappable) = table.encode(text);
            if unmappable {
                return None;
            }
            out.extend_from_slice(&bytes);
        }
        (None, Encoding::Latin1) => out.push(u8::try_from(c).ok()?),
        (None, _) => out.extend_from_slice(text.as_bytes()),
    }
    Some(())
}

/// The most bytes that a unit has, and that [`next_unit`] looks at.
pub(super) const UNIT_MAX: usize = 4;

/// The first unit of `bytes`: how many bytes, and the character, or none for an error. No bytes, no unit: `(0, None)`.
pub(super) fn next_unit(encoding: Encoding, bytes: &[u8]) -> (usize, Option<char>) {
    let Some(&first) = bytes.first() else { return (0, None) };
    if first < 0x80 || encoding == Encoding::Latin1 {
        return (1, Some(char::from(first)));
    }
    match encoding {
        Encoding::Utf8 => utf8_unit(first, bytes),
        Encoding::Gbk => gbk_unit(first, bytes),
        _ => shift_jis_unit(first, bytes),
    }
}

/// Table 3-7 of the Unicode Standard; an error is the longest beginning of a character.
fn utf8_unit(first: u8, bytes: &[u8]) -> (usize, Option<char>) {
    let (len, second) = match first {
        0xC2..=0xDF => (2, 0x80..=0xBF),
        0xE0 => (3, 0xA0..=0xBF),
        0xED => (3, 0x80..=0x9F),
        0xE1..=0xEF => (3, 0x80..=0xBF),
        0xF0 => (4, 0x90..=0xBF),
        0xF4 => (4, 0x80..=0x8F),
        0xF1..=0xF3 => (4, 0x80..=0xBF),
        _ => return (1, None),
    };
    let mut value = u32::from(first) & (0x7F >> len);
    for at in 1..len {
        let range = if at == 1 { second.clone() } else { 0x80..=0xBF };
        match bytes.get(at) {
            Some(byte) if range.contains(byte) => value = value << 6 | u32::from(byte & 0x3F),
            _ => return (at, None),
        }
    }
    (len, char::from_u32(value))
}

fn gbk_unit(first: u8, bytes: &[u8]) -> (usize, Option<char>) {
    match (first, bytes.get(1).copied()) {
        (0x80, _) => (1, Some('€')),
        (0xFF, _) | (_, None) => (1, None),
        (_, Some(0x30..=0x39)) => match (bytes.get(2), bytes.get(3)) {
            (None, _) => (2, None),
            (Some(0x81..=0xFE), None) => (3, None),
            (Some(0x81..=0xFE), Some(0x30..=0x39)) => (4, decode_one(encoding_rs::GBK, bytes.get(..4))),
            _ => (1, None),
        },
        (_, Some(second)) => pair(encoding_rs::GBK, second, bytes),
    }
}

fn shift_jis_unit(first: u8, bytes: &[u8]) -> (usize, Option<char>) {
    match (first, bytes.get(1).copied()) {
        (0x80, _) => (1, Some('\u{80}')),
        (0xA1..=0xDF, _) => (1, char::from_u32(0xFF61 + u32::from(first) - 0xA1)),
        (0xA0 | 0xFD..=0xFF, _) | (_, None) => (1, None),
        (_, Some(second)) => pair(encoding_rs::SHIFT_JIS, second, bytes),
    }
}

/// Two bytes that may be a character. Where they are none, an ASCII second byte stands for itself.
fn pair(table: &'static encoding_rs::Encoding, second: u8, bytes: &[u8]) -> (usize, Option<char>) {
    match decode_one(table, bytes.get(..2)) {
        None if second < 0x80 => (1, None),
        c => (2, c),
    }
}

/// The one character that these bytes are.
fn decode_one(table: &'static encoding_rs::Encoding, bytes: Option<&[u8]>) -> Option<char> {
    let mut utf8 = [0; 32];
    let mut decoder = table.new_decoder_without_bom_handling();
    let (result, _, written) = decoder.decode_to_utf8_without_replacement(bytes?, &mut utf8, true);
    if result != encoding_rs::DecoderResult::InputEmpty {
        return None;
    }
    let mut chars = std::str::from_utf8(utf8.get(..written)?).ok()?.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::testing::any_bytes;
    use proptest::prelude::*;

    #[test]
    fn names_read_back() {
        for &encoding in Encoding::ALL {
            assert_eq!(Encoding::parse(encoding.name()), Some(encoding));
        }
        assert_eq!(Encoding::parse("utf_8"), Some(Encoding::Utf8));
        assert_eq!(Encoding::parse("klingon"), None);
    }

    #[test]
    fn text_and_bytes() {
        for (encoding, text, bytes) in [
            (Encoding::Utf8, "你好👍", "你好👍".as_bytes()),
            (Encoding::Gbk, "a你好", b"a\xc4\xe3\xba\xc3"),
            (Encoding::ShiftJis, "ソ表ｱ", b"\x83\x5c\x95\x5c\xb1"),
            (Encoding::Latin1, "é\u{85}", b"\xe9\x85"),
        ] {
            assert_eq!(encode_text(encoding, text).unwrap(), bytes);
            assert_eq!(decode_text(encoding, bytes), text);
        }
        let refused = |at, c| Err(InputError { at, why: InputWhy::NotInEncoding(c) });
        assert_eq!(encode_text(Encoding::Gbk, "好👍"), refused(1, '👍'));
        assert_eq!(encode_text(Encoding::Latin1, "é你"), refused(1, '你'));
        assert_eq!(decode_text(Encoding::Gbk, b"\x94\x39\xda\x33"), "💩");
    }

    proptest! {
        #[test]
        fn units_are_what_the_decoders_make(bytes in any_bytes(200)) {
            for &encoding in Encoding::ALL {
                let (mut rest, mut text) = (&bytes[..], String::new());
                while !rest.is_empty() {
                    let (len, c) = next_unit(encoding, rest);
                    prop_assert!((1..=UNIT_MAX).contains(&len));
                    text.push(c.unwrap_or('\u{FFFD}'));
                    rest = &rest[len..];
                }
                prop_assert_eq!(text, decode_text(encoding, &bytes), "{}", encoding.name());
            }
        }

        #[test]
        fn what_is_encoded_decodes(text in "\\PC{0,20}") {
            for &encoding in Encoding::ALL {
                if let Ok(bytes) = encode_text(encoding, &text) {
                    let back = decode_text(encoding, &bytes);
                    // Shift_JIS has one place for each of these pairs.
                    let one_way = |text: &str| text.replace('¥', "\\").replace('‾', "~").replace('\u{2212}', "\u{ff0d}");
                    prop_assert_eq!(one_way(&back), one_way(&text), "{}", encoding.name());
                }
            }
        }
    }
}
