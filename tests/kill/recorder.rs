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
