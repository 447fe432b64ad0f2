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
        }
    }

    /// The message's argument, where it has one: the character, or the number as `D800`.
    pub fn argument(self) -> Option<String> {
        match self {
            Self::NotHex(c) | Self::BadEscape(c) | Self::NotInEncoding(c) => Some(c.to_string()),
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
}
