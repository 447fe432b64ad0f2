//! The encodings of files in text mode, strict as Python's are: what is no text is an error, not a sign for one.

use encoding_rs::{DecoderResult, EncoderResult, Encoding};

/// How characters are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Utf8,
    /// `utf-8-sig`: the first thing written has a signature before it, the first thing read loses it.
    Utf8Sig,
    Ascii,
    Latin1,
    /// Without an order, `utf-16`: written in the machine's order without a mark (CPython on what cannot seek), read in
    /// that of the mark, which has to be there.
    Utf16 {
        big: Option<bool>,
    },
    /// The same of `utf-32`.
    Utf32 {
        big: Option<bool>,
    },
    /// GBK without what GB 18030 added to it; `old` has the characters of GB 2312 only.
    Gbk {
        old: bool,
    },
    /// A table of the WHATWG Encoding Standard.
    Table(&'static Encoding),
}

/// U+FEFF in UTF-8.
pub(super) const SIGNATURE: &[u8] = b"\xef\xbb\xbf";

impl Codec {
    /// By Python's name; case, `-`, `_` and spaces do not count. None, where it is not known here.
    pub fn parse(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        Some(match plain.as_str() {
            "utf8" | "u8" | "utf" | "cp65001" => Self::Utf8,
            "ascii" | "usascii" | "646" => Self::Ascii,
            "latin1" | "iso88591" | "88591" | "l1" | "latin" | "cp819" => Self::Latin1,
            "utf8sig" => Self::Utf8Sig,
            "utf16" | "u16" => Self::Utf16 { big: None },
            "utf16le" | "unicodelittleunmarked" => Self::Utf16 { big: Some(false) },
            "utf16be" | "unicodebigunmarked" => Self::Utf16 { big: Some(true) },
            "utf32" | "u32" => Self::Utf32 { big: None },
            "utf32le" => Self::Utf32 { big: Some(false) },
            "utf32be" => Self::Utf32 { big: Some(true) },
            "gbk" | "cp936" | "936" | "ms936" => Self::Gbk { old: false },
            "gb2312" | "euccn" | "eucgb2312cn" | "chinese" => Self::Gbk { old: true },
            "windows1252" | "1252" => Self::Table(encoding_rs::WINDOWS_1252),
            "macroman" | "macintosh" => Self::Table(encoding_rs::MACINTOSH),
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
            // The signature is the file's to write, once.
            Self::Utf8 | Self::Utf8Sig => Some(text.as_bytes().to_vec()),
            Self::Ascii => text.is_ascii().then(|| text.as_bytes().to_vec()),
            Self::Latin1 => text.chars().map(|c| u8::try_from(c).ok()).collect(),
            Self::Utf16 { big } => {
                let is_big = big.unwrap_or(cfg!(target_endian = "big"));
                let bytes = |unit: u16| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() };
                Some(text.encode_utf16().flat_map(bytes).collect())
            }
            Self::Utf32 { big } => {
                let is_big = big.unwrap_or(cfg!(target_endian = "big"));
                let bytes = |c: char| if is_big { (c as u32).to_be_bytes() } else { (c as u32).to_le_bytes() };
                Some(text.chars().flat_map(bytes).collect())
            }
            Self::Gbk { old } => {
                let bytes = Self::Table(encoding_rs::GBK).encode(text)?;
                is_gbk(text, &bytes, old).then_some(bytes)
            }
            Self::Table(table) => {
                if has_holes(table) && text.chars().any(is_c1) {
                    return None;
                }
                let mut encoder = table.new_encoder();
                let room = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
                let mut out = Vec::with_capacity(room);
                let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut out, true);
                (result == EncoderResult::InputEmpty).then_some(out)
            }
        }
    }
}

/// Whether a table of a standard has C1 controls where Python's has nothing: those of Windows.
fn has_holes(table: &'static Encoding) -> bool {
    table.name().starts_with("windows-")
}

fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c)
}

/// Whether these are the bytes of the text in GBK: two for what is not ASCII, for GB 2312 within its rows.
fn is_gbk(text: &str, bytes: &[u8], old: bool) -> bool {
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    let is_double = bytes.len() == text.chars().count() + others;
    let is_in_rows = |pair: &[u8]| {
        let is_added = matches!(pair, [0xa2, ..=0xb0] | [0xa6, 0xe0..=0xff] | [0xa8, 0xbb..=0xc0] | [0xa9, ..=0xa3]);
        matches!(pair, [0xa1..=0xa9 | 0xb0..=0xf7, 0xa1..=0xfe]) && !is_added
    };
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        if first.is_ascii() {
            rest = tail;
        } else {
            let Some((pair, tail)) = rest.split_at_checked(2) else { return false };
            if old && !is_in_rows(pair) {
                return false;
            }
            rest = tail;
        }
    }
    is_double
}

/// Bytes into characters, piece by piece.
pub(super) struct Decoder {
    codec: Codec,
    /// Whether the mark or signature of the beginning is still to come.
    is_first: bool,
    /// The order that the mark told.
    big: bool,
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
        Self { codec, is_first: true, big: false, pending: Vec::new() }
    }

    pub fn reset(&mut self) {
        self.pending.clear();
        self.is_first = true;
    }

    /// The characters of what came before and is whole now, and of `input`; none where it is no text. The input is gone
    /// then, what was pending stays.
    pub fn decode(&mut self, input: &[u8], is_last: bool) -> Option<String> {
        let mut bytes = [&self.pending, input].concat();
        if self.is_first && !self.begin(&mut bytes, is_last)? {
            self.pending = bytes;
            return Some(String::new());
        }
        let (text, used) = match self.codec {
            Codec::Utf8 | Codec::Utf8Sig => utf8(&bytes, is_last)?,
            Codec::Ascii => (bytes.is_ascii().then(|| String::from_utf8_lossy(&bytes).into_owned())?, bytes.len()),
            Codec::Latin1 => (bytes.iter().map(|byte| char::from(*byte)).collect(), bytes.len()),
            Codec::Utf16 { big } => {
                let is_big = big.unwrap_or(self.big);
                table(if is_big { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE }, &bytes, is_last)?
            }
            Codec::Utf32 { big } => utf32(big.unwrap_or(self.big), &bytes, is_last)?,
            Codec::Gbk { old } => {
                let (text, used) = table(encoding_rs::GBK, &bytes, is_last)?;
                if !is_gbk(&text, bytes.get(..used)?, old) {
                    return None;
                }
                (text, used)
            }
            Codec::Table(encoding) => {
                let (text, used) = table(encoding, &bytes, is_last)?;
                if has_holes(encoding) && text.chars().any(is_c1) {
                    return None;
                }
                (text, used)
            }
        };
        self.pending = bytes.get(used..).unwrap_or_default().to_vec();
        Some(text)
    }

    /// Takes a mark or a signature off the beginning; false where more has to come first, none where one is missing.
    fn begin(&mut self, bytes: &mut Vec<u8>, is_last: bool) -> Option<bool> {
        let (little, is_needed): (&[u8], bool) = match self.codec {
            Codec::Utf8Sig => (SIGNATURE, false),
            Codec::Utf16 { big: None } => (b"\xff\xfe", true),
            Codec::Utf32 { big: None } => (b"\xff\xfe\0\0", true),
            _ => {
                self.is_first = false;
                return Some(true);
            }
        };
        let reversed: Vec<u8> = little.iter().rev().copied().collect();
        if bytes.starts_with(little) || (is_needed && bytes.starts_with(&reversed)) {
            self.big = is_needed && bytes.starts_with(&reversed);
            bytes.drain(..little.len());
        } else if bytes.len() < little.len() && !is_last && (is_needed || little.starts_with(bytes)) {
            return Some(false);
        } else if is_needed && !bytes.is_empty() {
            return None;
        }
        self.is_first = bytes.is_empty() && is_last;
        Some(true)
    }
}

fn utf32(is_big: bool, bytes: &[u8], is_last: bool) -> Option<(String, usize)> {
    let (units, rest) = bytes.as_chunks::<4>();
    let number = |unit: &[u8; 4]| if is_big { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
    let text: Option<String> = units.iter().map(|unit| char::from_u32(number(unit))).collect();
    (rest.is_empty() || !is_last).then_some((text?, bytes.len() - rest.len()))
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
        for name in ["utf-8", "UTF8", "gb18030", "utf-16-le", "utf_16_be", "utf-32-le", "utf-32-be", "utf-8-sig"] {
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
    fn a_mark_tells_the_order_and_is_gone() {
        let read = |name: &str, bytes: &[u8], size: usize| {
            let mut decoder = Decoder::new(Codec::parse(name).unwrap());
            let mut all = String::new();
            for piece in bytes.chunks(size) {
                all.push_str(&decoder.decode(piece, false)?);
            }
            all.push_str(&decoder.decode(b"", true)?);
            Some(all)
        };
        for size in 1..6 {
            for (name, bytes, want) in [
                ("utf-16", &b"\xff\xfea\0"[..], Some("a")),
                ("utf-16", b"\xfe\xff\0a", Some("a")),
                ("utf-16", b"a\0b\0", None),
                ("utf-32", b"\xff\xfe\0\0a\0\0\0", Some("a")),
                ("utf-8-sig", b"\xef\xbb\xbfab", Some("ab")),
                ("utf-8-sig", b"ab", Some("ab")),
                ("gbk", b"\xc4\xe3\xba\xc3", Some("你好")),
                ("gbk", b"\x80", None),
                ("gb2312", b"\x81\x40", None),
                ("cp1252", b"\x80\x81", None),
            ] {
                assert_eq!(read(name, bytes, size).as_deref(), want, "{name} {size}");
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
