//! A person's own message format: a line of text a field, read into a layout, applied to any bytes.
//!
//! ```text
//! order le                         # from here on the low byte first
//! start:   u8 1=request 2=answer   # values with a meaning
//! flags:   u8 bits 0=ready 3=error
//! length:  u16 be
//! body:    bytes length            # as many as the field says; also length-2, 12, rest, rest-2
//! name:    text 8
//! check:   checksum CRC-16/MODBUS  # over all bytes before it; from 1: without the first one
//! @-4 end: u32                     # at an offset, from the end where negative
//! ```

mod apply;
mod error;
mod parse;
#[cfg(test)]
mod tests;

pub use error::{TemplateError, TemplateWhy};

use super::checksum::{ByteOrder, Checksum};
use super::fields::Decoded;
use serde::{Deserialize, Serialize};

/// The most fields of a template.
pub const MOST_LINES: usize = 500;

/// A format under its name, as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// What it is called.
    pub name: String,
    /// Its lines.
    pub fields: Vec<String>,
}

/// A format that can be applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    lines: Vec<Line>,
}

/// One field of a format.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    name: String,
    /// Where it stands; none behind the field before.
    offset: Option<i64>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// So many bytes, signed or not.
    Number { size: usize, signed: bool, order: ByteOrder, meanings: Vec<(i128, String)>, bits: bool },
    /// 4 or 8 bytes.
    Float { size: usize, order: ByteOrder },
    /// Any bytes.
    Bytes(Length),
    /// Text in UTF-8.
    Text(Length),
    /// Over all bytes before it, but for so many at the beginning.
    Checksum { of: Checked, order: ByteOrder, from: usize },
}

/// A checksum by its name in the catalogue.
#[derive(Clone, Copy, Debug)]
struct Checked(Checksum);

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        self.0.name() == other.0.name()
    }
}

/// How many bytes.
#[derive(Clone, Debug, PartialEq)]
enum Length {
    Fixed(usize),
    /// What an earlier field says, and so many more or fewer.
    Of {
        line: usize,
        more: i64,
    },
    /// All that follow but the last so many.
    Rest {
        less: usize,
    },
}

impl Template {
    /// A template from its text.
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.trim().to_owned(), fields: text.lines().map(str::to_owned).collect() }
    }

    /// Its lines as one text.
    pub fn text(&self) -> String {
        self.fields.join("\n")
    }

    /// Reads the lines.
    ///
    /// # Errors
    /// Everything that is wrong, with line and column; at most one a line.
    pub fn layout(&self) -> Result<Layout, Vec<TemplateError>> {
        parse::parse(&self.fields)
    }

    /// As JSON text, to be handed on.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Reads one or a list of them from JSON text.
    ///
    /// # Errors
    /// What the JSON reader says, in English.
    pub fn from_json(text: &str) -> Result<Vec<Self>, String> {
        if text.trim_start().starts_with('[') {
            return serde_json::from_str(text).map_err(|error| error.to_string());
        }
        serde_json::from_str(text).map(|one| vec![one]).map_err(|error| error.to_string())
    }
}

impl Layout {
    /// The fields of these bytes, with their names.
    pub fn decode(&self, bytes: &[u8]) -> Decoded {
        apply::apply(&self.lines, bytes)
    }
}
