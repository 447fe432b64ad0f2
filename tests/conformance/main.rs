//! Scripts from the command line: the calls against the reference's results, the examples there and back again, and how
//! far a script may reach.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests are no #[test] functions"
)]

mod examples;
mod reach;
mod reference;
mod system_calls;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A file of this folder.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(name)
}

/// The program with these arguments, its words in English.
fn sockscope(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    command.args(arguments).env("LC_ALL", "C").env("LANG", "C").stdin(Stdio::null()).output().unwrap()
}

/// The exit status; a signal is a failure.
fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("ended by a signal: {output:?}"))
}
