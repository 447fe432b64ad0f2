//! Killed at a random moment (SIGKILL), again and again: every file can be read, nothing that was said to be saved is
//! lost, and a torn last line is told. The ones that are killed are this program itself, started again as a child.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod child;
mod recorder;
mod state;

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts this program again to do one thing with this file or folder.
fn start(what: &str, path: &Path) -> Killed {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", what, "--nocapture"]).env(child::WHERE, path);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    Killed { child, output }
}

struct Killed {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Killed {
    /// Waits until it said that something is saved, and gives the number of that record.
    fn acknowledged(&mut self) -> u64 {
        let mut line = String::new();
        loop {
            assert!(self.output.read_line(&mut line).unwrap() > 0, "it ended by itself");
            if let Some(saved) = acknowledged(&line) {
                return saved;
            }
            line.clear();
        }
    }

    /// Lets it work until it said that something is saved, and for as long after that; kills it, and gives the number
    /// of the last record that it said was saved.
    fn after(mut self, time: Duration) -> u64 {
        let first = self.acknowledged();
        let start = Instant::now();
        while start.elapsed() < time {
            std::hint::spin_loop();
        }
        self.child.kill().unwrap();
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        self.child.wait().unwrap();
        rest.lines().rev().find_map(acknowledged).unwrap_or(first)
    }
}

/// `saved 17`, whole: the kill may come within a line.
fn acknowledged(line: &str) -> Option<u64> {
    line.trim_end().strip_prefix("saved ")?.strip_suffix('.')?.parse().ok()
}

/// Moments spread over the first 30 ms, another for each kill.
fn moment(kill: u64) -> Duration {
    Duration::from_micros(kill * 7919 % 30_000)
}

/// Whole lines and the bytes after the last of them; every whole line is the record that comes next.
fn read(path: &Path) -> (u64, u64) {
    let bytes = std::fs::read(path).unwrap();
    let end = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
    let mut records = 0;
    for line in bytes[..end].split_inclusive(|byte| *byte == b'\n') {
        let record = sockscope::session::decode(line).expect("a whole line is a record");
        assert_eq!(record.n, records, "no record is missing");
        records += 1;
    }
    (records, (bytes.len() - end) as u64)
}
