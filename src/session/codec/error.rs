//! Why a line is no record.

use std::fmt;

/// Why a line is no record, and about where. The line's number is the reader's to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The byte within the line where it was seen; 0 where the line as a whole is meant.
    pub at: usize,
    /// What is wrong.
    pub why: LineWhy,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineWhy {
    /// Longer than 1 MiB.
    TooLong,
    /// Not UTF-8.
    NotUtf8,
    /// Not JSON.
    NotJson,
    /// Something stands after the value.
    Trailing,
    /// Not a JSON object.
    NotAnObject,
    /// A control character within a text.
    Control,
    /// Half of a surrogate pair.
    Surrogate,
    /// NaN, Infinity, or a number JSON does not have.
    NotANumber,
    /// Nested deeper than 32 (byte forms: than 4).
    TooDeep,
    /// A key that stands twice.
    Duplicate(Box<str>),
    /// A key that is missing.
    Missing(&'static str),
    /// A key with a value that it cannot have.
    Wrong(&'static str),
    /// More than 64 MiB of data in one line.
    TooMuchData,
    /// The system could not read it: the error's number.
    Unreadable(i32),
    /// The record's number is not the one that comes next.
    OutOfOrder {
        /// The number that comes next.
        expected: u64,
    },
}

impl LineError {
    /// A fault of the line as a whole.
    pub fn of(why: LineWhy) -> Self {
        Self { at: 0, why }
    }

    /// The message's key in the locale files.
    pub fn key(&self) -> &'static str {
        match self.why {
            LineWhy::TooLong => "line-too-long",
            LineWhy::NotUtf8 => "line-not-utf8",
            LineWhy::NotJson => "line-not-json",
            LineWhy::Trailing => "line-trailing",
            LineWhy::NotAnObject => "line-not-an-object",
            LineWhy::Control => "line-control-character",
            LineWhy::Surrogate => "line-lone-surrogate",
            LineWhy::NotANumber => "line-not-a-number",
            LineWhy::TooDeep => "line-too-deep",
            LineWhy::Duplicate(_) => "line-duplicate-key",
            LineWhy::Missing(_) => "line-missing-key",
            LineWhy::Wrong(_) => "line-wrong-value",
            LineWhy::TooMuchData => "line-too-much-data",
            LineWhy::Unreadable(_) => "line-unreadable",
            LineWhy::OutOfOrder { .. } => "line-out-of-order",
        }
    }

    /// The key of the line that the message names, where it names one.
    pub fn name(&self) -> Option<&str> {
        match &self.why {
            LineWhy::Duplicate(key) => Some(key),
            LineWhy::Missing(key) | LineWhy::Wrong(key) => Some(key),
            _ => None,
        }
    }
}

/// For logs; the window says it from [`LineError::key`].
impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.key(), self.at)?;
        self.name().map_or(Ok(()), |name| write!(f, " ({name})"))
    }
}

impl std::error::Error for LineError {}
