//! A recorder killed in the middle of its work.

use super::{moment, read, start};
use sockscope::session::Session;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

/// How often it is killed.
const KILLS: u64 = 20;

#[test]
fn nothing_that_was_said_to_be_saved_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    for kill in 0..KILLS {
        let path = dir.path().join(format!("{kill}.jsonl"));
        let saved = start("child::a_recorder_works_until_it_is_killed", &path).after(moment(kill));
        let (records, torn) = read(&path);
        assert!(records > saved, "kill {kill}: {records} records, said to be saved: {saved}");
        told(&path, records, torn);
    }
}

/// The readers give every whole record and tell of the torn line.
fn told(path: &std::path::Path, records: u64, torn: u64) {
    let session = Session::open(path, Arc::new(|| {})).unwrap();
    while session.snapshot().progress.is_some() {
        std::thread::sleep(Duration::from_millis(1));
    }
    let snapshot = session.snapshot();
    assert_eq!((snapshot.saved, snapshot.damage.clone()), (records, None));
    assert_eq!(snapshot.torn.map_or(0, |torn| torn.bytes), torn);
    let sockscope = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
        let done = command.args(arguments).arg(path).env("LANG", "C").output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
        [done.stdout, done.stderr].map(|text| String::from_utf8(text).unwrap())
    };
    let words = format!("torn line of {torn} bytes");
    let [shown, _] = sockscope(&["show"]);
    assert_eq!(shown.lines().last().is_some_and(|line| line.contains(&words)), torn > 0, "{words}");
    let [exported, said] = sockscope(&["export", "--to", "jsonl"]);
    assert_eq!(exported.lines().count() as u64, records);
    assert_eq!(said.contains(&words), torn > 0, "{words}: {said}");
}

const SCRIPT: &str = concat!(
    "{\"netscript\":1,\"title\":\"to itself\",\"net\":\"loopback\"}\n",
    "{\"call\":\"socket\",\"as\":\"a\",\"type\":\"SOCK_DGRAM\"}\n",
    "{\"call\":\"bind\",\"on\":\"a\",\"address\":[\"127.0.0.1\",0]}\n",
    "{\"call\":\"getsockname\",\"on\":\"a\",\"save\":\"A\"}\n",
    "{\"call\":\"sendto\",\"on\":\"a\",\"data\":\"a secret\",\"address\":\"${A}\",\"times\":50}\n",
    "{\"call\":\"recvfrom\",\"on\":\"a\",\"size\":100,\"times\":50}\n",
);

fn run(script: &std::path::Path, log: &std::path::Path, more: &[&str]) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    command.arg("run").arg(script).arg("--log").arg(log).args(more).env("LANG", "C");
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap()
}

#[test]
fn of_two_runs_into_one_file_one_writes_and_the_other_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("script.jsonl");
    std::fs::write(&script, SCRIPT).unwrap();
    for round in 0..5 {
        let log = dir.path().join(format!("{round}.jsonl"));
        let runs: Vec<_> = (0..2).map(|_| run(&script, &log, &[])).collect();
        let ends: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().unwrap()).collect();
        let mut codes: Vec<_> = ends.iter().map(|end| end.status.code()).collect();
        codes.sort_unstable();
        assert_eq!(codes, [Some(0), Some(3)]);
        let told = ends.iter().find(|end| end.status.code() == Some(3)).unwrap();
        assert!(String::from_utf8_lossy(&told.stderr).contains("exists"), "{told:?}");
        // The header, three calls, 50 sends and 50 receives, and what the names became.
        let (records, torn) = read(&log);
        assert!(records >= 104 && torn == 0, "{records} {torn}");
    }
}

#[test]
fn a_run_keeps_no_payloads_where_none_are_wanted() {
    let dir = tempfile::tempdir().unwrap();
    let (script, log) = (dir.path().join("script.jsonl"), dir.path().join("log.jsonl"));
    std::fs::write(&script, SCRIPT).unwrap();
    let end = run(&script, &log, &["--no-payloads"]).wait_with_output().unwrap();
    assert!(end.status.success(), "{end:?}");
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(!text.contains("secret") && text.contains("\"len\":8,\"sha256\":"), "{text}");
}
