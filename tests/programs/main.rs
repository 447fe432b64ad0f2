//! Sessions as programs: they run, and exchange the bytes of the session in its order.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests are no #[test] functions"
)]
#![cfg(target_os = "linux")]

use sockscope::call::{Body, CallKind, Outcome, Payload, Record, SocketId, Value};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const EXAMPLES: [&str; 5] = ["1-web-get", "2-accept-print", "3-chat-chinese", "4-udp-echo", "5-unix-seqpacket"];

/// A client that waits for an answer, and a server that waits for a request, both before there is one.
const WAITS: &str = r#"{"netscript":1,"net":"loopback"}
{"call":"socket","as":"srv"}
{"call":"bind","on":"srv","address":["127.0.0.1",0]}
{"call":"listen","on":"srv"}
{"call":"getsockname","on":"srv","save":"addr"}
{"call":"accept","on":"srv","as":"conn","async":true,"id":"a"}
{"call":"socket","as":"if"}
{"call":"connect","on":"if","address":"${addr}"}
{"do":"join","id":"a","timeout":5}
{"call":"recv","on":"conn","size":100,"async":true,"id":"r"}
{"call":"recv","on":"if","size":4096,"async":true,"id":"q"}
{"call":"sendall","on":"if","data":{"seq":300}}
{"do":"join","id":"r","timeout":5,"expect":{"len":100}}
{"call":"recv","on":"conn","size":1000,"expect":{"len":200}}
{"call":"send","on":"conn","data":{"repeat":"é\"","times":50}}
{"do":"join","id":"q","timeout":5,"expect":{"len":150}}
{"call":"socketpair","as":["a","b"]}
{"call":"send","on":"a","data":"x\\y\u0000z"}
{"call":"recv","on":"b","size":9}
"#;

fn sockscope(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    command.args(arguments).env("LC_ALL", "C").env("LANG", "C").stdin(Stdio::null()).output().unwrap()
}

/// The session of a script that was run.
fn session(folder: &Path, name: &str, script: &Path) -> PathBuf {
    let log = folder.join(format!("{name}.log"));
    let output = sockscope(&["run", script.to_str().unwrap(), "--log", log.to_str().unwrap()]);
    assert!(output.status.success(), "{name}: {output:?}");
    log
}

fn python() -> bool {
    let found = Command::new("python3").args(["-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).output();
    let is_there = found.is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("skipped: no python3 of 3.10 or later");
    }
    is_there
}

/// What each socket sent and received, in the order in which they were made.
fn exchanged(log: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut order: Vec<SocketId> = Vec::new();
    let mut all: BTreeMap<SocketId, (Vec<u8>, Vec<u8>)> = BTreeMap::new();
    let mut of_file: HashMap<SocketId, SocketId> = HashMap::new();
    let mut waiting = HashMap::new();
    for line in std::fs::read(log).unwrap().split_inclusive(|byte| *byte == b'\n') {
        let record: Record = sockscope::session::decode(line).unwrap();
        let (sid, call, outcome, made) = match record.body {
            Body::Call(call) if call.outcome == Outcome::Waiting => {
                waiting.insert(call.waits.unwrap(), (record.sid.unwrap(), call.call));
                continue;
            }
            Body::Call(call) => (record.sid.unwrap(), call.call, call.outcome, call.made),
            Body::Join(join) => {
                let (sid, call) = waiting.remove(&join.id).unwrap();
                (sid, call, join.outcome, join.made)
            }
            _ => continue,
        };
        match call.kind() {
            CallKind::Socket => order.push(sid),
            CallKind::SocketPair => order.extend([Some(sid), made].into_iter().flatten()),
            CallKind::MakeFile => drop(of_file.insert(made.unwrap(), sid)),
            _ => order.extend(made),
        }
        let (sent, got) = all.entry(of_file.get(&sid).copied().unwrap_or(sid)).or_default();
        if let Outcome::Ok(value) = &outcome {
            let data: Payload = call.sent().cloned().unwrap_or_default();
            let count = if let Value::Int(count) = value { *count as usize } else { data.len() };
            sent.extend(&data[..count.min(data.len())]);
            got.extend(value.data().into_iter().flat_map(|data| data.iter()));
        }
    }
    order.iter().map(|sid| all.remove(sid).unwrap_or_default()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn same_bytes(folder: &Path, name: &str, log: &Path) {
    let program = folder.join(format!("{name}.py"));
    let output =
        sockscope(&["program", log.to_str().unwrap(), "--language", "python", "-o", program.to_str().unwrap()]);
    assert!(output.status.success(), "{name}: {output:?}");
    let traced = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/traced.py");
    let output = Command::new("timeout").arg("60").arg("python3").arg(traced).arg(&program).output().unwrap();
    let text = std::fs::read_to_string(&program).unwrap();
    assert!(output.status.success(), "{name}: {}\n{text}", String::from_utf8_lossy(&output.stderr));
    let got: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let want: Vec<serde_json::Value> =
        exchanged(log).iter().map(|(sent, got)| serde_json::json!({ "sent": hex(sent), "got": hex(got) })).collect();
    assert_eq!(got, serde_json::Value::Array(want), "{name}:\n{text}");
}

#[test]
fn examples_as_python_exchange_the_same_bytes() {
    if !python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/conformance/examples/{name}.jsonl"));
        same_bytes(folder.path(), name, &session(folder.path(), name, &script));
    }
}

#[test]
fn waiting_calls_as_python_exchange_the_same_bytes() {
    if !python() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("waits.jsonl");
    std::fs::write(&script, WAITS).unwrap();
    let log = session(folder.path(), "waits", &script);
    same_bytes(folder.path(), "waits", &log);
    let text = std::fs::read_to_string(folder.path().join("waits.py")).unwrap();
    // `if` is a word of Python's; on a busy machine its connect waits beside the accept.
    assert!(text.contains("Background(recv_exactly, conn, 100)") && text.contains("if2.connect"), "{text}");
}
