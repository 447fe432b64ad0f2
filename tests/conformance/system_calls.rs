//! What the log says is what the kernel was asked: strace beside it, where it is installed.

use crate::file;
use sockscope::call::{Body, Call};
use std::process::{Command, Stdio};

/// Socket calls of our own that the log shows as what they found, not as calls.
fn is_a_look(line: &str) -> bool {
    line.starts_with("getsockname(")
        || line.starts_with("getpeername(")
        || line.contains("TCP_INFO")
        || line.contains("SO_MEMINFO")
}

/// The system call's name of one line of strace, threads and interruptions taken off; none for what is no call's start.
fn name(line: &str) -> Option<String> {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if line.starts_with("<...") || is_a_look(line) {
        return None;
    }
    line.split_once('(').map(|(name, _)| name.to_owned())
}

fn expected(call: &Call) -> Option<&'static str> {
    Some(match call {
        Call::Socket { .. } => "socket",
        Call::Bind { .. } => "bind",
        Call::Listen { .. } => "listen",
        Call::Accept => "accept4",
        Call::Connect { .. } => "connect",
        Call::SetSockOpt { .. } => "setsockopt",
        Call::Send { .. } | Call::SendAll { .. } => "sendto",
        Call::Recv { .. } => "recvfrom",
        _ => return None,
    })
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernel_was_asked_what_the_log_says() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("skipped: strace is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (log, trace) = (folder.path().join("log.jsonl"), folder.path().join("trace"));
    let script = file("examples/3-chat-chinese.jsonl");
    let done = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", trace.to_str().unwrap()])
        .args([env!("CARGO_BIN_EXE_sockscope"), "run", script.to_str().unwrap(), "--log", log.to_str().unwrap()])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    if done.code() != Some(0) {
        eprintln!("skipped: strace may not trace here");
        return;
    }
    let seen: Vec<String> = std::fs::read_to_string(&trace).unwrap().lines().filter_map(name).collect();
    let told: Vec<&str> = std::fs::read_to_string(&log)
        .unwrap()
        .lines()
        .filter_map(|line| match sockscope::session::decode(line.as_bytes()).unwrap().body {
            Body::Call(record) if matches!(record.call, Call::Shutdown { .. }) => Some("shutdown"),
            Body::Call(record) => expected(&record.call),
            _ => None,
        })
        .collect();
    assert_eq!(seen, told);
}
