//! Sessions as programs: they run, and exchange the bytes of the session in its order.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests are no #[test] functions"
)]
#![cfg(target_os = "linux")]

use sockscope::call::{
    Body, By, Call, CallId, CallKind, CallRecord, JoinRecord, Kept, Name, Outcome, Payload, Record, SocketId, Value,
};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
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

const LANGUAGES: [&str; 2] = ["python", "c"];

/// C compilers that are here.
fn compilers() -> Vec<&'static str> {
    let is_there =
        |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success());
    let found: Vec<&str> = ["gcc", "clang"].into_iter().filter(is_there).collect();
    if found.is_empty() {
        eprintln!("skipped: no C compiler");
    }
    found
}

fn is_here(language: &str) -> bool {
    if language == "c" { !compilers().is_empty() } else { python() }
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
                waiting.insert(call.waits.unwrap(), (record.sid, call.call));
                continue;
            }
            Body::Call(call) => (record.sid, call.call, call.outcome, call.made),
            Body::Join(join) => {
                let (sid, call) = waiting.remove(&join.id).unwrap();
                (sid, call, join.outcome, join.made)
            }
            _ => continue,
        };
        // On no socket: names are asked for, which may take long enough to wait.
        let Some(sid) = sid else { continue };
        match call.kind() {
            CallKind::Socket => order.push(sid),
            CallKind::SocketPair => order.extend([Some(sid), made].into_iter().flatten()),
            CallKind::MakeFile => drop(of_file.insert(made.unwrap(), sid)),
            _ => order.extend(made),
        }
        let (sent, got) = all.entry(of_file.get(&sid).copied().unwrap_or(sid)).or_default();
        if let Outcome::Ok(value) = &outcome {
            let data: Payload = call.sent().cloned().unwrap_or_default();
            // What writing a text returns are characters.
            let count = match value {
                Value::Int(count) if call.kind() != CallKind::Write => *count as usize,
                _ => data.len(),
            };
            sent.extend(&data[..count.min(data.len())]);
            got.extend(value.data().into_iter().flat_map(|data| data.iter()));
        }
    }
    order.iter().map(|sid| all.remove(sid).unwrap_or_default()).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the program; of C makes sure that no compiler has anything to say of it.
fn program(folder: &Path, name: &str, log: &Path, language: &str, side: Option<&str>) -> PathBuf {
    let ending = if language == "c" { "c" } else { "py" };
    let path = folder.join(format!("{name}{}.{ending}", side.unwrap_or_default()));
    let mut arguments = vec!["program", log.to_str().unwrap(), "--language", language, "-o", path.to_str().unwrap()];
    arguments.extend(side.iter().flat_map(|side| ["--side", side]));
    let output = sockscope(&arguments);
    assert!(output.status.success(), "{name}: {output:?}");
    if language == "c" {
        for compiler in compilers() {
            let strict = ["-std=c11", "-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-pthread", "-o"];
            let output = Command::new(compiler).args(strict).arg(path.with_extension("strict")).arg(&path).output();
            let output = output.unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(output.status.success(), "{name}, {compiler}: {}\n{text}", String::from_utf8_lossy(&output.stderr));
        }
    }
    path
}

/// The command that runs a program and prints, on the last line, what its sockets sent and received.
fn traced(program: &Path) -> Command {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut command = Command::new("timeout");
    command.arg("60").stdin(Stdio::null());
    if program.extension().is_some_and(|ending| ending == "c") {
        let built = program.with_extension("traced");
        let mut compiler = Command::new(compilers()[0]);
        compiler
            .args(["-std=c11", "-pthread", "-include"])
            .arg(tests.join("trace.h"))
            .arg("-o")
            .arg(&built)
            .arg(program);
        let output = compiler.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        command.arg(built);
    } else {
        command.arg("python3").arg(tests.join("traced.py")).arg(program);
    }
    command
}

fn trace(output: &Output, program: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(program).unwrap();
    assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    let last = output.stdout.trim_ascii_end().rsplit(|byte| *byte == b'\n').next().unwrap();
    serde_json::from_slice(last).unwrap()
}

fn json(all: &[(Vec<u8>, Vec<u8>)]) -> serde_json::Value {
    all.iter().map(|(sent, got)| serde_json::json!({ "sent": hex(sent), "got": hex(got) })).collect()
}

/// Its program as text.
fn same_bytes(folder: &Path, name: &str, log: &Path, language: &str) -> String {
    let program = program(folder, name, log, language, None);
    let text = std::fs::read_to_string(&program).unwrap();
    let got = trace(&traced(&program).output().unwrap(), &program);
    assert_eq!(got, json(&exchanged(log)), "{name}:\n{text}");
    text
}

fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/programs/{name}.jsonl"))
}

#[test]
fn programs_of_the_examples_exchange_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in EXAMPLES {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/conformance/examples/{name}.jsonl"));
        let log = session(folder.path(), name, &script);
        for language in LANGUAGES.into_iter().filter(|language| is_here(language)) {
            same_bytes(folder.path(), name, &log, language);
        }
    }
}

#[test]
fn programs_of_waiting_calls_exchange_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("waits.jsonl");
    std::fs::write(&script, WAITS).unwrap();
    let log = session(folder.path(), "waits", &script);
    if python() {
        // `if` is a word of Python's; on a busy machine its connect waits beside the accept.
        let text = same_bytes(folder.path(), "waits", &log, "python");
        assert!(text.contains("Background(recv_exactly, conn, 100)") && text.contains("if2.connect"), "{text}");
    }
    if is_here("c") {
        let text = same_bytes(folder.path(), "waits", &log, "c");
        assert!(text.contains("recv_exactly(conn, buffer, 100)") && text.contains("pthread_t recv_"), "{text}");
    }
}

/// Non-blocking sockets, peeks, pieces, files in text, timeouts, datagrams, Unix sockets, calls that fail in every way.
#[test]
fn programs_of_a_session_made_by_hand_exchange_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let log = session(folder.path(), "hand", &own("hand"));
    for language in LANGUAGES.into_iter().filter(|language| is_here(language)) {
        same_bytes(folder.path(), "hand", &log, language);
    }
}

/// What the window's *Stop*, its end, and *don't keep payloads* leave in a session.
#[test]
fn programs_say_what_they_leave_out() {
    let folder = tempfile::tempdir().unwrap();
    let log = session(folder.path(), "left", &own("sides"));
    let lines = std::fs::read(&log).unwrap();
    let mut records: Vec<Record> =
        lines.split_inclusive(|byte| *byte == b'\n').map(|line| sockscope::session::decode(line).unwrap()).collect();
    let mut want = exchanged(&log);
    // The question's bytes were not kept, and its answer was not either.
    let mut question = 0;
    for record in &mut records {
        if let Body::Call(call) = &mut record.body
            && let Some(len) =
                call.call.sent().filter(|data| data.starts_with(b"question")).map(|data| data.len() as u64)
        {
            question = len as usize;
            *call.call.sent_mut().unwrap() = [].into();
            call.kept = Kept::Hash { len, sha256: "0".repeat(64).into() };
        }
    }
    for (sent, got) in &mut want {
        for data in [sent, got] {
            if data.starts_with(b"question") {
                data[..question].fill(b'?');
            }
        }
    }
    // Two more calls: one that was stopped, one that still waited at the end.
    let sid = records.iter().find_map(|record| match &record.body {
        Body::Call(call) if call.call == Call::Accept => record.sid,
        _ => None,
    });
    for (id, is_stopped) in [(901, true), (902, false)] {
        let call = CallRecord {
            on: Some(Name::new("server", "srv")),
            makes: Some(Name::new("server", "never")),
            by: By::Person,
            call: Call::Accept,
            waits: Some(CallId(id)),
            took: None,
            outcome: Outcome::Waiting,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        let t = records.last().unwrap().t;
        records.push(Record { n: records.len() as u64, t, sid, body: Body::Call(Box::new(call)) });
        if is_stopped {
            let (took, outcome) = (std::time::Duration::from_millis(9), Outcome::Stopped { done: 0 });
            let (made, at, deferred, kept) = (None, None, false, Kept::Whole);
            let join = JoinRecord { id: CallId(id), took, outcome, made, at, deferred, kept };
            records.push(Record { n: records.len() as u64, t, sid, body: Body::Join(Box::new(join)) });
        }
    }
    let changed: Vec<u8> = records.iter().flat_map(sockscope::session::encode).collect();
    std::fs::write(&log, changed).unwrap();
    for language in LANGUAGES.into_iter().filter(|language| is_here(language)) {
        let program = program(folder.path(), "left", &log, language, None);
        let text = std::fs::read_to_string(&program).unwrap();
        for said in ["was stopped before it did anything", "still waited when", "did not keep", "not_kept(10)"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert_eq!(trace(&traced(&program).output().unwrap(), &program), json(&want), "{text}");
    }
}

/// The server is started first and prints what the client is given.
#[test]
fn programs_of_two_sides_exchange_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let log = session(folder.path(), "sides", &own("sides"));
    let all = json(&exchanged(&log));
    let of_side = |wanted: &str| -> Vec<serde_json::Value> {
        let sides = sides(&log);
        let all = all.as_array().unwrap().iter().zip(sides);
        all.filter(|(_, side)| side == wanted).map(|(one, _)| one.clone()).collect()
    };
    for (at, language) in LANGUAGES.into_iter().enumerate().filter(|(_, language)| is_here(language)) {
        // Also a server in one language and a client in the other.
        let other = LANGUAGES[(at + 1) % 2];
        for of_client in [language, other].into_iter().filter(|language| is_here(language)) {
            let server = program(folder.path(), "sides", &log, language, Some("server"));
            let client = program(folder.path(), "sides", &log, of_client, Some("client"));
            let mut running = traced(&server).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(running.stdout.take().unwrap()).lines();
            let text = std::fs::read_to_string(&server).unwrap();
            let told: Vec<String> = (0..3).map(|_| lines.next().expect(&text).unwrap()).collect();
            let path = told.iter().find(|line| line.contains('/')).unwrap();
            let ports: Vec<&String> = told.iter().filter(|line| !line.contains('/')).collect();
            // In the order in which the client needs them.
            let output = traced(&client).args([ports[0], ports[1], path]).output().unwrap();
            assert_eq!(trace(&output, &client), serde_json::Value::Array(of_side("client")), "{told:?}");
            let last = lines.last().unwrap().unwrap();
            assert!(running.wait().unwrap().success());
            let got: serde_json::Value = serde_json::from_str(&last).unwrap();
            assert_eq!(got, serde_json::Value::Array(of_side("server")), "{text}");
        }
    }
}

/// The side of each socket, in the order in which they were made.
fn sides(log: &Path) -> Vec<String> {
    let lines = std::fs::read(log).unwrap();
    let records = lines.split_inclusive(|byte| *byte == b'\n').map(|line| sockscope::session::decode(line).unwrap());
    let mut waiting = HashMap::new();
    let mut all = Vec::new();
    for record in records {
        match record.body {
            Body::Call(call) => match (&call.makes, call.outcome == Outcome::Waiting) {
                (Some(name), false) => all.push(name.side().to_owned()),
                (Some(name), true) => drop(waiting.insert(call.waits.unwrap(), name.side().to_owned())),
                _ => {}
            },
            Body::Join(join) => all.extend(waiting.remove(&join.id)),
            _ => {}
        }
    }
    all
}
