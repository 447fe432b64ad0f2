//! The value of a socket option, as typed.

use super::{CallForm, Field, FieldError};
use crate::app::option_value::{option_of, parse_option};
use crate::call::{OptionKind, OptionValue};

impl CallForm {
    pub(super) fn option_value(&self, errors: &mut Vec<FieldError>) -> Option<OptionValue> {
        let (level, number) = self.option;
        let wrong = |message| errors.push(FieldError { field: Field::Value, message, instead: None });
        parse_option(level, number, &self.value).map_err(wrong).ok()
    }
}

/// How an option is read: as its table says, a C int where it has no name.
pub fn option_kind(level: i32, number: i32) -> OptionKind {
    option_of(level, number).map_or(OptionKind::Int, |option| option.kind)
}
