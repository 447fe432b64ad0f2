//! What `makefile` is given.

use super::checks::number_error;
use super::{Field, FieldError};
use crate::bytes;
use crate::call::Call;

/// The modes that `makefile` knows, as the books write them.
pub const FILE_MODES: [&str; 6] = ["rb", "wb", "rwb", "r", "w", "rw"];

/// How a text file ends its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newline {
    /// Python's default: every ending is read as `\n`.
    #[default]
    Default,
    /// `''`: endings are told apart and left as they are.
    Untouched,
    /// `'\n'`.
    Lf,
    /// `'\r\n'`.
    CrLf,
}

/// The endings with their Python text; the default is named by a key.
pub const NEWLINES: [(Newline, &str); 4] =
    [(Newline::Default, "None"), (Newline::Untouched, "''"), (Newline::Lf, "'\\n'"), (Newline::CrLf, "'\\r\\n'")];

/// What is typed of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileForm {
    /// One of [`FILE_MODES`].
    pub mode: &'static str,
    /// Bytes of the buffer; empty for Python's default, 0 for none.
    pub buffering: String,
    /// Text files only; empty for UTF-8.
    pub encoding: String,
    /// Text files only.
    pub newline: Newline,
}

impl Default for FileForm {
    fn default() -> Self {
        Self { mode: "rb", buffering: String::new(), encoding: "utf-8".to_owned(), newline: Newline::Default }
    }
}

impl FileForm {
    /// Whether the file reads and writes characters.
    pub fn is_text(&self) -> bool {
        !self.mode.contains('b')
    }

    /// The call.
    pub(super) fn build(&self, errors: &mut Vec<FieldError>) -> Option<Call> {
        let buffering = match self.buffering.trim() {
            "" => None,
            text => match bytes::parse_i64(text) {
                Ok(bytes) => Some(bytes),
                Err(why) => {
                    errors.push(number_error(Field::Buffering, text, why));
                    return None;
                }
            },
        };
        let encoding = self.encoding.trim();
        let encoding = (self.is_text() && !encoding.is_empty()).then(|| encoding.into());
        let newline = match self.newline {
            _ if !self.is_text() => None,
            Newline::Default => None,
            Newline::Untouched => Some(""),
            Newline::Lf => Some("\n"),
            Newline::CrLf => Some("\r\n"),
        };
        Some(Call::MakeFile { mode: self.mode.into(), buffering, encoding, newline: newline.map(Into::into) })
    }
}
