//! The one codec of session lines: the log profile of netscript 1, a JSON object a line.
//!
//! Every line starts with `"n"` and `"t"`, then `"sid"` and `"call"`, `"ev"` or `"do"`, so that a program can find its
//! way without parsing all of it. Payloads are whole: as text where they are UTF-8, else base64. What this version does
//! not know is kept as the JSON it came as.

mod arguments;
mod decode;
mod encode;
mod error;
mod forms;
mod inspected;
mod json;
mod outcome;
mod payload;
mod sample;
mod script;
#[cfg(test)]
mod tests;
mod value;

pub use decode::{LINE_LIMIT, decode};
pub use encode::{encode, encode_into};
pub use error::{LineError, LineWhy};
pub use json::Json;

use crate::call::{Address, Call, CallKind, Payload};

/// The call of this kind that a line's object stands for; what is left out is the API's default.
///
/// # Errors
/// `Missing` and `Wrong` with the key, `TooMuchData`, `TooDeep`.
pub fn call_of(kind: CallKind, line: &Json<'_>) -> Result<Call, LineError> {
    script::call(kind, line).map(|(call, _)| call)
}

/// The bytes that a byte form stands for. A `var` is refused: only a run knows it.
///
/// # Errors
/// `Wrong` with the form's key, `TooMuchData` above 64 MiB, `TooDeep` beyond 4 levels.
pub fn bytes_of(form: &Json<'_>) -> Result<Payload, LineError> {
    forms::bytes(form, "data")
}

/// A call's arguments as a line's object has them.
pub fn arguments_text(call: &Call) -> String {
    let mut out = Vec::new();
    arguments::put_arguments(&mut out, call, &crate::call::Kept::Whole);
    format!("{{{}}}", String::from_utf8_lossy(&out).trim_start_matches(','))
}

/// A value as compact JSON again, its numbers as they are written.
pub fn json_text(value: &Json<'_>) -> String {
    forms::raw(value)
}

/// An address as a line has it.
pub fn address_text(address: &Address) -> String {
    let mut out = Vec::new();
    forms::put_address(&mut out, address);
    String::from_utf8_lossy(&out).into_owned()
}

/// An address from a line's value; none where it is none, or null.
pub fn address_of(value: &Json<'_>) -> Option<Address> {
    forms::address(value)
}

/// Above so many bytes a payload is cut into parts that precede its record.
pub const PART: usize = 512 * 1024;
