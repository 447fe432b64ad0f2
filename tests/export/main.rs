//! Exports from the command line: sessions of real sockets, turned into every form and read back by what is installed.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests are no #[test] functions"
)]

mod capture;
mod forms;
mod imports;
mod picture;
mod scripts;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with these arguments, its words in English.
fn sockscope(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    command.args(arguments).env("LC_ALL", "C").env("LANG", "C").stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a script, whose session is then in the folder.
fn session(folder: &Path, name: &str, script: &str) -> PathBuf {
    let path = folder.join(format!("{name}.jsonl"));
    std::fs::write(&path, script).unwrap();
    let log = folder.join(format!("{name}.log"));
    let output = sockscope(&["run", path.to_str().unwrap(), "--log", log.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{name}: {}{}", String::from_utf8_lossy(&output.stdout), said(&output));
    log
}

/// The session of an example.
fn example(folder: &Path, name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/examples").join(format!("{name}.jsonl"));
    session(folder, name, &std::fs::read_to_string(path).unwrap())
}

/// The session in another form.
fn export(log: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = sockscope(&[&["export", log.to_str().unwrap(), "--to"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
    assert_eq!(said(&output), "");
    output.stdout
}

/// A program's output, or none where it is not installed.
fn tool(name: &str, arguments: &[&str], input: &Path) -> Option<Vec<u8>> {
    let output = Command::new(name).args(arguments).stdin(std::fs::File::open(input).unwrap()).output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{name} {arguments:?}: {}", said(&output));
            Some(output.stdout)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{name} is not installed: not tried");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}
