//! Why a typed text is not bytes: the place and the reason, for the interface to put into words.

/// A typed text that cannot be read as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} at character {at}", why.key())]
pub struct InputError {
    /// Where: the index of the character (not the byte) from 0.
    pub at: usize,
    /// What is wrong there.
    pub why: InputWhy,
}

/// What is wrong with a typed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputWhy {
    /// A group of hex digits with an odd number of digits.
    OddHex,
    /// A character that is no hex digit and no separator.
    NotHex(char),
    /// A backslash before a character that makes no escape.
    BadEscape(char),
    /// A backslash with nothing after it.
    EndsInBackslash,
    /// `\x`, `\u` or `\U` with too few hex digits.
    ShortEscape,
    /// `\u` or `\U` with a number that is no character: a lone surrogate, or above 10FFFF.
    NotACodePoint(u32),
    /// `\ooo` above `\377`, which is more than a byte.
    OctalTooLarge,
    /// A character that the chosen encoding does not have.
    NotInEncoding(char),
    /// Nothing to look for.
    Empty,
    /// No checksum has this name.
    NoSuchChecksum,
    /// The checksum leaves out more bytes than there are.
    ChecksumOfLess,
    /// The checksum is computed over hex digits, and there are others.
    ChecksumOfNoHex,
    /// A character that begins no value of Python.
    LiteralUnexpected(char),
    /// A character after the whole value.
    LiteralAfter(char),
    /// A character where a comma or the closing bracket belongs.
    LiteralComma(char),
    /// A bracket that is not closed; the place is its own.
    LiteralOpen(char),
    /// The text ends where a value belongs.
    LiteralEnds,
    /// No `:` after the key of a dict.
    LiteralColon,
    /// A word that is no value: `true`, `null`, a variable.
    LiteralName,
    /// Not a number as Python writes it.
    LiteralNumber,
    /// A whole number of more than 4,300 digits.
    LiteralNumberLong,
    /// A string that does not end; the place is that of its quote.
    LiteralStringOpen,
    /// `f"…"`: it is computed and not written.
    LiteralFormatted,
    /// `str` and `bytes` beside each other.
    LiteralMixed,
    /// A character in a `bytes` that is not ASCII.
    LiteralBytesAscii(char),
    /// A list, dict or set as a key or in a set.
    LiteralUnhashable,
    /// Too many brackets within brackets.
    LiteralDeep,
    /// JSON has no bytes.
    JsonBytes,
    /// JSON has no sets.
    JsonSet,
    /// A key that JSON cannot have: a tuple, bytes.
    JsonKey,
}

impl InputWhy {
    /// The message key.
    pub fn key(self) -> &'static str {
        match self {
            Self::OddHex => "input-odd-hex",
            Self::NotHex(_) => "input-not-hex",
            Self::BadEscape(_) => "input-bad-escape",
            Self::EndsInBackslash => "input-ends-in-backslash",
            Self::ShortEscape => "input-short-escape",
            Self::NotACodePoint(_) => "input-not-a-code-point",
            Self::OctalTooLarge => "input-octal-too-large",
            Self::NotInEncoding(_) => "input-not-in-encoding",
            Self::Empty => "input-empty",
            Self::NoSuchChecksum => "input-no-such-checksum",
            Self::ChecksumOfLess => "input-checksum-of-less",
            Self::ChecksumOfNoHex => "input-checksum-of-no-hex",
            Self::LiteralUnexpected(_) => "input-literal-unexpected",
            Self::LiteralAfter(_) => "input-literal-after",
            Self::LiteralComma(_) => "input-literal-comma",
            Self::LiteralOpen(_) => "input-literal-open",
            Self::LiteralEnds => "input-literal-ends",
            Self::LiteralColon => "input-literal-colon",
            Self::LiteralName => "input-literal-name",
            Self::LiteralNumber => "input-literal-number",
            Self::LiteralNumberLong => "input-literal-number-long",
            Self::LiteralStringOpen => "input-literal-string-open",
            Self::LiteralFormatted => "input-literal-formatted",
            Self::LiteralMixed => "input-literal-mixed",
            Self::LiteralBytesAscii(_) => "input-literal-bytes-ascii",
            Self::LiteralUnhashable => "input-literal-unhashable",
            Self::LiteralDeep => "input-literal-deep",
            Self::JsonBytes => "input-json-bytes",
            Self::JsonSet => "input-json-set",
            Self::JsonKey => "input-json-key",
        }
    }

    /// The message's argument, where it has one: the character, or the number as `D800`.
    pub fn argument(self) -> Option<String> {
        match self {
            Self::NotHex(c)
            | Self::BadEscape(c)
            | Self::NotInEncoding(c)
            | Self::LiteralUnexpected(c)
            | Self::LiteralAfter(c)
            | Self::LiteralComma(c)
            | Self::LiteralOpen(c)
            | Self::LiteralBytesAscii(c) => Some(c.to_string()),
            Self::NotACodePoint(number) => Some(format!("{number:04X}")),
            _ => None,
        }
    }
}

impl InputError {
    /// The message key.
    pub fn key(&self) -> &'static str {
        self.why.key()
    }

    /// Whether [`Self::at`] is the place of what is wrong; a checksum that cannot be computed has none.
    pub fn has_place(&self) -> bool {
        use InputWhy::{ChecksumOfLess, ChecksumOfNoHex, Empty, NoSuchChecksum};
        !matches!(self.why, NoSuchChecksum | ChecksumOfLess | ChecksumOfNoHex | Empty)
    }
}
