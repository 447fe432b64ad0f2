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
mod script;
#[cfg(test)]
mod tests;

pub use decode::{LINE_LIMIT, decode};
pub use encode::{encode, encode_into};
pub use error::{LineError, LineWhy};

/// Above so many bytes a payload is cut into parts that precede its record.
pub const PART: usize = 512 * 1024;
