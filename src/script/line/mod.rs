//! Call lines: Python as the chapters of socket books write it, read and taken apart into single calls.
//!
//! [`read`] makes statements of a text, [`check`] tells what is wrong before anything runs, and [`turn`] takes one
//! statement as far as the next call that it wants. Nothing here makes a call; names and sockets come in as a [`Scope`].
//! What does not run here (loops, functions, decisions) is refused in words, with its line and column.

mod arguments;
mod bounded;
mod calls;
mod check;
mod complete;
mod composed;
mod evaluate;
mod functions;
mod names;
mod numbers;
mod operators;
mod packed;
mod parts;
mod program;
mod scan;
mod signature;
mod statement;
#[cfg(test)]
mod tests;
mod texts;
mod trouble;
mod value;

pub use check::{check, check_rest};
pub use complete::{Completion, Hint, Offered, complete, hint};
pub use evaluate::{Answer, Answers, At, Kind, Scope, Wanted};
pub use parts::Parts;
pub use program::{Piece, Program, read};
pub use scan::{scan, with_ascii_signs};
pub use signature::{Of, Parameter, SIGNATURES, Signature, signature};
pub use statement::{Done, Turn, turn};
pub use trouble::Trouble;
pub use value::Val;
