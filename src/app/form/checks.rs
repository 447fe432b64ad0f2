//! What is typed into single fields: a host, a port, a name, bytes; and what would be right where we know it.

use super::{Field, FieldError};
use crate::bytes::{self, InputError, NumberWhy};
use crate::call::{self, Name};
use crate::locale::Message;

/// What is typed into a composer, as the bytes it means.
pub fn payload(text: &str, hex: bool) -> Result<call::Payload, Message> {
    let parsed = if hex { bytes::parse_hex(text) } else { bytes::parse_escapes(text) };
    parsed.map(Into::into).map_err(|error| input_message(&error))
}

/// A name as typed, on `side` where it names none.
pub fn check_name(text: &str, side: &str) -> Result<Name, Message> {
    let name = Name::parse(text).map_err(|why| match why {
        call::NameError::Empty => Message::new("input-name-empty"),
        call::NameError::Odd => Message::new("input-name-odd"),
        call::NameError::Long => Message::new("input-name-long"),
    })?;
    Ok(if name.side().is_empty() { Name::new(side, name.base()) } else { name })
}

/// A host as typed; full-width forms are offered as ASCII.
pub fn check_host(text: &str, needed: bool) -> Result<String, FieldError> {
    let error = |message, instead| FieldError { field: Field::Host, message, instead };
    let host = text.trim();
    if host.is_empty() && needed {
        return Err(error(Message::new("input-host-empty"), Some("127.0.0.1".to_owned())));
    }
    if let Some(ascii) = bytes::ascii_forms(host) {
        return Err(error(Message::new("input-fullwidth").with("text", ascii.as_str()), Some(ascii)));
    }
    Ok(host.trim_start_matches('[').trim_end_matches(']').to_owned())
}

/// A port as typed into a form of its own.
pub fn check_port(text: &str) -> Result<u16, FieldError> {
    bytes::parse_port(text).map_err(|why| number_error(Field::Port, text, why))
}

/// The words for bad bytes, with their place counted from 1.
pub fn input_message(error: &InputError) -> Message {
    let message = Message::new(error.key()).with("at", error.at as u64 + 1);
    match error.why.argument() {
        Some(offender) => message.with("char", offender),
        None => message,
    }
}

/// A whole number within a field's bounds.
pub(super) fn whole<N: TryFrom<i64>>(field: Field, text: &str, most: i64) -> Result<N, FieldError> {
    let number = bytes::parse_i64(text).map_err(|why| number_error(field, text, why))?;
    let bounded = if number < 0 { Err(NumberWhy::TooSmall(0)) } else { Ok(number) };
    let bounded = bounded.and_then(|number| N::try_from(number).map_err(|_| NumberWhy::TooLarge(most)));
    bounded.map_err(|why| number_error(field, text, why))
}

/// The words for a number that is none, or beyond its bounds.
pub(super) fn number_error(field: Field, text: &str, why: NumberWhy) -> FieldError {
    let key = match (why, field) {
        (NumberWhy::Empty, _) => "input-empty",
        (NumberWhy::NotANumber, _) => "input-not-a-number",
        (_, Field::Port) => "input-port-range",
        (NumberWhy::TooSmall(_), _) => "input-too-small",
        (NumberWhy::TooLarge(_), _) => "input-too-large",
    };
    FieldError { field, message: Message::new(key).with("text", text.trim()), instead: None }
}
