//! A message as it was composed: what was typed, how it is read, and what is put after it. Kept and sent again as it is.

use super::macros::fill;
use super::{
    ChecksumSpec, Encoding, InputError, Literal, Macro, escape_text, has_macros, hex_text, parse_hex, parse_text,
};
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
    /// A Python value; its `repr` is sent, in UTF-8.
    Repr,
    /// A Python value; what `json.dumps` makes of it is sent.
    Json,
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
    /// In which encoding the characters of a text are sent; escapes for bytes (`\xff`) are sent as they are.
    pub encoding: Encoding,
    /// What ends it.
    pub ending: LineEnding,
    /// The checksum after the body, before the ending.
    pub checksum: Option<ChecksumSpec>,
    /// `{{DATE}}` and the like ([`Macro`]) are filled in at each send; off, braces are sent as they stand.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub fills: bool,
}

/// The bytes of a recipe, part by part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// All of them, in the order in which they are sent: body, checksum, line ending.
    pub bytes: Vec<u8>,
    /// How many of them are what was typed.
    pub body: usize,
    /// How many of them are the checksum.
    pub checksum: usize,
    /// How many of them are the line ending.
    pub ending: usize,
}

impl Recipe {
    /// The message that sends these bytes: as text where a person can read it, as hex otherwise.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let text = escape_text(bytes);
        if text.contains("\\x") || text.contains("\\u") || text.contains("\\U") {
            return Self { form: Form::Hex, text: hex_text(bytes), ..Self::default() };
        }
        Self { form: Form::Text, text, ..Self::default() }
    }

    /// The bytes that are sent.
    ///
    /// # Errors
    /// What is wrong with the text, read in its form: [`parse_text`], [`parse_hex`], [`Literal::parse`]; and what is wrong
    /// with the checksum: [`ChecksumSpec::of`]. A Python value that is not typed yet is no error: its body is empty.
    pub fn build(&self) -> Result<Built, InputError> {
        self.ended(self.body()?)
    }

    /// Whether each send of it may have other bytes.
    pub fn is_filled(&self) -> bool {
        // In hex the braces are digits.
        self.fills && (has_macros(self.text.as_bytes()) || self.body().is_ok_and(|body| has_macros(&body)))
    }

    /// The bytes of one send, its macros filled in where [`Self::fills`]; each value is asked for at most once. Checksum
    /// and ending are those of what is sent.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn build_filled(&self, value: &mut dyn FnMut(Macro) -> String) -> Result<Built, InputError> {
        if !self.fills {
            return self.build();
        }
        if self.form == Form::Hex {
            return self.ended(fill(&self.body()?, value));
        }
        // Before the encoding: a value is characters, as the text around it.
        let text = String::from_utf8_lossy(&fill(self.text.as_bytes(), value)).into_owned();
        let filled = Self { text, ..self.clone() };
        filled.ended(filled.body()?)
    }

    /// What was typed, as bytes.
    fn body(&self) -> Result<Vec<u8>, InputError> {
        let typed = !self.text.trim().is_empty();
        Ok(match self.form {
            Form::Text => parse_text(&self.text, self.encoding)?,
            Form::Hex => parse_hex(&self.text)?,
            Form::Repr if typed => Literal::parse(&self.text)?.repr().into_bytes(),
            Form::Json if typed => Literal::parse(&self.text)?.json()?.into_bytes(),
            Form::Repr | Form::Json => Vec::new(),
        })
    }

    /// A body with its checksum and line ending.
    fn ended(&self, mut bytes: Vec<u8>) -> Result<Built, InputError> {
        let body = bytes.len();
        let checksum = self.checksum.as_ref().map(|spec| spec.of(&bytes)).transpose()?.unwrap_or_default();
        bytes.extend_from_slice(&checksum);
        bytes.extend_from_slice(self.ending.bytes());
        Ok(Built { bytes, body, checksum: checksum.len(), ending: self.ending.bytes().len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn recipe(form: Form, text: &str) -> Recipe {
        Recipe { form, text: text.to_owned(), ..Recipe::default() }
    }

    #[test]
    fn body_then_checksum_then_ending() {
        let modbus = Recipe {
            checksum: Some(ChecksumSpec::named("CRC-16/MODBUS")),
            ending: LineEnding::CrLf,
            ..recipe(Form::Hex, "01 03 00 00 00 0a")
        };
        let built = modbus.build().unwrap();
        assert_eq!(built.bytes, b"\x01\x03\x00\x00\x00\x0a\xc5\xcd\r\n");
        assert_eq!((built.body, built.checksum, built.ending), (6, 2, 2));
    }

    #[test]
    fn every_form_gives_its_bytes() {
        for (recipe, bytes) in [
            (recipe(Form::Text, r"你\r\n\xff"), &b"\xe4\xbd\xa0\r\n\xff"[..]),
            (Recipe { encoding: Encoding::Gbk, ..recipe(Form::Text, r"你好\r\n") }, b"\xc4\xe3\xba\xc3\r\n"),
            (recipe(Form::Hex, "0x01:02 ff"), b"\x01\x02\xff"),
            (recipe(Form::Repr, "{'a': [1, 2.50, None]}"), b"{'a': [1, 2.5, None]}"),
            (recipe(Form::Json, "{'a': (1, True, '\u{e9}')}"), br#"{"a": [1, true, "\u00e9"]}"#),
            (recipe(Form::Repr, "b'\\x00'"), br"b'\x00'"),
            (recipe(Form::Json, "  "), b""),
            (recipe(Form::Text, ""), b""),
        ] {
            assert_eq!(recipe.build().unwrap().bytes, bytes, "{recipe:?}");
        }
    }

    #[test]
    fn recipes_are_kept_and_older_ones_are_read() {
        let old: Recipe = serde_json::from_str(r#"{"form":"hex","text":"00","ending":"crlf","someday":[]}"#).unwrap();
        assert_eq!(old, Recipe { ending: LineEnding::CrLf, ..recipe(Form::Hex, "00") });
        let kept = Recipe { checksum: Some(ChecksumSpec::default()), ..recipe(Form::Json, "[]") };
        let text = serde_json::to_string(&kept).unwrap();
        assert!(text.contains(r#""form":"json""#), "{text}");
        assert_eq!(serde_json::from_str::<Recipe>(&text).unwrap(), kept);
    }

    proptest! {
        #[test]
        fn any_recipe_is_built_or_refused(
            text in r#"[\PC\\x0-9a-f'"(){}\[\],: bru]{0,40}"#,
            form in proptest::sample::select(vec![Form::Text, Form::Hex, Form::Repr, Form::Json]),
            encoding in proptest::sample::select(Encoding::ALL),
            skip in (0_usize..4, 0_usize..4),
        ) {
            let checksum = ChecksumSpec { skip_start: skip.0, skip_end: skip.1, ..ChecksumSpec::default() };
            let recipe = Recipe { form, text, encoding, ending: LineEnding::Nul, checksum: Some(checksum), fills: true };
            match recipe.build() {
                Ok(built) => prop_assert_eq!(built.bytes.len(), built.body + built.checksum + built.ending),
                Err(error) => prop_assert!(error.at <= recipe.text.chars().count()),
            }
        }
    }
}
