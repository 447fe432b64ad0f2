//! Call lines: a call as the line of Python that makes it, and what came of it in Python's words.
//!
//! Knows `bytes` and `call`. What stands here is not for translation: it is code, and the names of the sockets API.

mod literal;
pub mod python;
mod result;

pub use literal::{double_quoted_bytes, double_quoted_str, python_data};
pub use python::{call_line, call_line_of, call_line_short, call_line_short_of};
pub use result::{result_text, result_text_of};
