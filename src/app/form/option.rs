//! The value of a socket option, as typed.

use super::checks::number_error;
use super::{CallForm, Field, FieldError};
use crate::bytes::{self, NumberWhy};
use crate::call::{self, OptionKind, OptionValue};

impl CallForm {
    pub(super) fn option_value(&self, errors: &mut Vec<FieldError>) -> Option<OptionValue> {
        let (level, name) = self.option;
        let parsed = match option_kind(level, name) {
            OptionKind::TimeVal => {
                bytes::parse_seconds(&self.value).map(|seconds| OptionValue::TimeVal(seconds.unwrap_or(0.0)))
            }
            OptionKind::Linger => parse_linger(&self.value),
            OptionKind::Int | OptionKind::Errno | OptionKind::Bytes(_) => {
                bytes::parse_i64(&self.value).map(OptionValue::Int)
            }
        };
        parsed.map_err(|why| errors.push(number_error(Field::Value, &self.value, why))).ok()
    }
}

/// `1, 0` as a `struct linger`: on or off, then seconds.
fn parse_linger(text: &str) -> Result<OptionValue, NumberWhy> {
    let text = bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    let (on, seconds) = text.split_once(',').unwrap_or((&text, "0"));
    let int = |part: &str| {
        bytes::parse_i64(part).and_then(|n| i32::try_from(n).map_err(|_| NumberWhy::TooLarge(i32::MAX.into())))
    };
    Ok(OptionValue::Linger(int(on)?, int(seconds)?))
}

/// How an option is read: as its table says, a C int where it has no name.
pub fn option_kind(level: i32, number: i32) -> OptionKind {
    let known = call::OPTIONS.iter().find(|option| option.level == level && option.number == number);
    known.map_or(OptionKind::Int, |option| option.kind)
}
