//! A message as it was composed: what was typed, how it is read, and what is put after it. Kept and sent again as it is.

use super::{Encoding, InputError, encode_text, parse_escapes, parse_hex};
use serde::{Deserialize, Serialize};

/// How the text of a [`Recipe`] is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Text with escapes (`\r\n`, `\x00`, `\u4f60`), in the recipe's encoding.
    #[default]
    Text,
    /// Hex: [`parse_hex`].
    Hex,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineEnding {
    /// Nothing is added.
    #[default]
    None,
    /// LF.
    Lf,
    /// CR.
    Cr,
    /// CR LF.
    CrLf,
    /// NUL.
    Nul,
}

impl LineEnding {
    /// The bytes that it adds.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::Lf => b"\n",
            Self::Cr => b"\r",
            Self::CrLf => b"\r\n",
            Self::Nul => b"\0",
        }
    }
}

/// A message as it was composed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// How the text is read.
    pub form: Form,
    /// What was typed.
    pub text: String,
    /// In which encoding characters are sent; escapes for bytes (`\xff`) are sent as they are.
    pub encoding: Encoding,
    /// What ends it.
    pub ending: LineEnding,
}

/// The bytes of a recipe, part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// All of them, in the order in which they are sent.
    pub bytes: Vec<u8>,
    /// How many of them are what was typed.
    pub body: usize,
}

impl Recipe {
    /// The bytes that are sent.
    ///
    /// # Errors
    /// Those of [`parse_escapes`] and [`parse_hex`], and characters that the encoding does not have.
    pub fn build(&self) -> Result<Built, InputError> {
        let mut bytes = match self.form {
            Form::Text if self.encoding == Encoding::Utf8 => parse_escapes(&self.text)?,
            Form::Text => encode_text(self.encoding, &self.text)?,
            Form::Hex => parse_hex(&self.text)?,
        };
        let body = bytes.len();
        bytes.extend_from_slice(self.ending.bytes());
        Ok(Built { bytes, body })
    }
}
