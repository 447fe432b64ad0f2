//! The encodings of files in text mode, strict as Python's are: what is no text is an error, not a sign for one.

use encoding_rs::{DecoderResult, EncoderResult, Encoding};

/// How characters are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Utf8,
    Ascii,
    Latin1,
    Utf16 {
        big: bool,
    },
    /// A table of the WHATWG Encoding Standard.
    Table(&'static Encoding),
}

impl Codec {
    /// By Python's name; case, `-`, `_` and spaces do not count. None, where it is not known here.
    pub fn parse(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Some(match plain.as_str() {
            "utf8" | "u8" | "utf" | "cp65001" => Self::Utf8,
            "ascii" | "usascii" | "646" => Self::Ascii,
            "latin1" | "iso88591" | "88591" | "l1" | "latin" | "cp819" => Self::Latin1,
            "utf16le" => Self::Utf16 { big: false },
            "utf16be" => Self::Utf16 { big: true },
            "utf16" | "utf32" | "utf8sig" => return None,
            "gb2312" | "gbk" | "cp936" => Self::Table(encoding_rs::GBK),
            "shiftjis" | "sjis" | "cp932" => Self::Table(encoding_rs::SHIFT_JIS),
            _ => {
                let label = if let Some(number) = plain.strip_prefix("cp") {
                    format!("windows-{number}")
                } else {
                    name.replace('_', "-")
                };
                let table = Encoding::for_label(label.as_bytes())?;
                // The standard's labels of these name other encodings, or none that can be written.
                let is_lossy =
                    [encoding_rs::WINDOWS_1252, encoding_rs::REPLACEMENT].contains(&table) && plain != "cp1252";
                if is_lossy || table == encoding_rs::X_USER_DEFINED { return None } else { Self::Table(table) }
            }
        })
    }

    /// The text as bytes; none where it has a character that the encoding has not.
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 => Some(text.as_bytes().to_vec()),
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Self::Utf16 { big } => {
                let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
                Some(text.encode_utf16().flat_map(bytes).collect())
            }
            Self::Table(table) => {
                let mut encoder = table.new_encoder();
                let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
                let mut out = Vec::with_capacity(room);
                let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut out, true);
                (result == EncoderResult::InputEmpty).then_some(out)
            }
        }
    }
}

/// Bytes into characters, piece by piece.
pub(super) struct Decoder {
    codec: Codec,
    /// The beginning of a character whose end has not come.
    pending: Vec<u8>,
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoder").field("codec", &self.codec).field("pending", &self.pending).finish()
    }
}

impl Decoder {
    pub fn new(codec: Codec) -> Self {
        Self { codec, pending: Vec::new() }
    }

    pub fn reset(&mut self) {
        self.pending.clear();
    }

    /// The characters of what came before and is whole now, and of `input`; none where it is no text. The input is gone
    /// then, what was pending stays.
    pub fn decode(&mut self, input: &[u8], is_last: bool) -> Option<String> {
        let bytes = [&self.pending, input].concat();
        let (text, used) = match self.codec {
            Codec::Utf8 => utf8(&bytes, is_last)?,
            Codec::Ascii => (bytes.is_ascii().then(|| String::from_utf8_lossy(&bytes).into_owned())?, bytes.len()),
            Codec::Latin1 => (bytes.iter().map(|byte| char::from(*byte)).collect(), bytes.len()),
            Codec::Utf16 { big } => {
                table(if big { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE }, &bytes, is_last)?
            }
            Codec::Table(encoding) => table(encoding, &bytes, is_last)?,
        };
        self.pending = bytes.get(used..).unwrap_or_default().to_vec();
        Some(text)
    }
}

fn utf8(bytes: &[u8], is_last: bool) -> Option<(String, usize)> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some((text.to_owned(), bytes.len())),
        Err(error) if error.error_len().is_none() && !is_last => {
            let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Some((String::from_utf8_lossy(whole).into_owned(), whole.len()))
        }
        Err(_) => None,
    }
}

/// The longest piece of a character in these encodings.
const LONGEST: usize = 4;

/// Decodes all but a character that is not whole: the decoder would keep it inside, so it is looked for from the end.
fn table(encoding: &'static Encoding, bytes: &[u8], is_last: bool) -> Option<(String, usize)> {
    let whole = |len: usize| {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(len)?);
        let (result, _) = decoder.decode_to_string_without_replacement(bytes.get(..len)?, &mut text, true);
        (result == DecoderResult::InputEmpty).then_some((text, len))
    };
    let least = if is_last { bytes.len() } else { bytes.len().saturating_sub(LONGEST - 1) };
    let found = (least..=bytes.len()).rev().find_map(whole);
    // A beginning that nothing can complete is an error, not something to wait for.
    found.filter(|(_, len)| {
        let rest = bytes.get(*len..).unwrap_or_default();
        rest.is_empty() || is_beginning(encoding, rest)
    })
}

fn is_beginning(encoding: &'static Encoding, rest: &[u8]) -> bool {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(64));
    let (result, _) = decoder.decode_to_string_without_replacement(rest, &mut text, false);
    result == DecoderResult::InputEmpty && text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_whole_whatever_the_pieces() {
        let text = "a你好 Grüße\n";
        for name in ["utf-8", "UTF8", "gbk", "gb18030", "utf-16-le", "utf_16_be"] {
            let codec = Codec::parse(name).unwrap();
            let Some(bytes) = codec.encode(text) else { continue };
            for size in 1..6 {
                let mut decoder = Decoder::new(codec);
                let mut all: String = bytes.chunks(size).map(|piece| decoder.decode(piece, false).unwrap()).collect();
                all.push_str(&decoder.decode(b"", true).unwrap());
                assert_eq!(all, text, "{name} {size}");
            }
        }
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        let latin1 = Codec::parse("latin-1").unwrap();
        assert_eq!(latin1.encode("é").as_deref(), Some(&b"\xe9"[..]));
        assert_eq!(latin1.encode("你"), None);
        assert_eq!(Codec::parse("ascii").unwrap().encode("é"), None);
        assert_eq!(Codec::parse("no-such-encoding"), None);
        let mut utf8 = Decoder::new(Codec::Utf8);
        assert_eq!(utf8.decode(b"a\xe4", false).as_deref(), Some("a"));
        assert_eq!(utf8.decode(b"", true), None);
        assert_eq!(Decoder::new(Codec::Utf8).decode(b"\xff", false), None);
        assert_eq!(Decoder::new(Codec::parse("gbk").unwrap()).decode(b"\xff\xff", false), None);
    }
}
