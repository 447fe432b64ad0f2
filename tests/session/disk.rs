//! A disk that fills up, on a file system of 256 KiB that the test makes itself.

use super::bench::*;
use sockscope::call::*;
use sockscope::session::*;
use std::process::Command;
use tempfile::TempDir;

/// A tmpfs of 256 KiB, unmounted with the test.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// None where mounting is not allowed.
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=256k", "none"]).arg(dir.path()).output();
        mount.is_ok_and(|done| done.status.success()).then_some(Self(dir))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_keeps_whole_records_and_goes_on() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: mounting a small file system needs root");
        return;
    };
    let dir = disk.0.path().to_owned();
    let ballast = dir.join("ballast");
    std::fs::write(&ballast, vec![0; 64 * 1024]).unwrap();
    let bench = bench(&dir);
    let session = bench.session.clone();
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM")]).unwrap();
    for id in 2..202 {
        bench.events.send(vec![done(id, 1, recv(), received(&[b'x'; 3000]))]).unwrap();
    }
    wait_until("the disk is full", || matches!(session.snapshot().state, RecordingState::Stopped { .. }));
    wait_until("the board goes on", || session.snapshot().board.totals.received == 600_000);
    let saved = session.snapshot().saved;
    std::fs::remove_file(&ballast).unwrap();
    wait_until("there is room", || session.snapshot().state == RecordingState::Recording);
    bench.events.send(vec![done(300, 1, recv(), received(b"after"))]).unwrap();
    let (session, path) = bench.finish();
    let lines = lines(&path);
    let lost = 202 - saved;
    let gap = format!(r#""n":{saved},"#);
    let why = format!(r#""ev":"gap","records":{lost},"bytes":{},"why":"ENOSPC""#, lost * 3000);
    let line = &lines[usize::try_from(saved).unwrap()];
    assert!(line.contains(&gap) && line.contains(&why), "{line}");
    assert_eq!(lines.len() as u64, saved + 2);
    let opened = open(&path).snapshot();
    assert_eq!((opened.saved, opened.torn, opened.damage.clone()), (saved + 2, None, None));
    assert_eq!(session.rows().read_row(session.snapshot().rows - 1).unwrap().record.outcome, received(b"after"));
}

#[test]
fn a_disk_that_is_full_from_the_start_gets_a_whole_file_later() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: mounting a small file system needs root");
        return;
    };
    let dir = disk.0.path().to_owned();
    let ballast = dir.join("ballast");
    // Room for a name, none for a line.
    std::fs::write(&ballast, vec![0; 256 * 1024]).unwrap();
    let bench = bench(&dir);
    let session = bench.session.clone();
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), Event::Started(started(2, 1, recv()))]).unwrap();
    wait_until("nothing fits", || matches!(session.snapshot().state, RecordingState::Stopped { records: 2, .. }));
    assert_eq!(session.snapshot().saved, 0);
    std::fs::remove_file(&ballast).unwrap();
    wait_until("there is room", || session.snapshot().state == RecordingState::Recording);
    bench.events.send(vec![Event::Ended(ended(2, SECONDS, received(b"after")))]).unwrap();
    let (_, path) = bench.finish();
    let lines = lines(&path);
    assert!(lines[0].starts_with("{\"netscript\":1,\"log\":1,\"n\":0"), "{}", lines[0]);
    assert!(lines[1].contains(r#""ev":"gap","records":2,"bytes":0,"why":"ENOSPC""#), "{}", lines[1]);
    assert!(lines[2].contains(r#""call":"recv""#) && lines[2].contains("after"), "{}", lines[2]);
    let opened = open(&path).snapshot();
    assert_eq!((opened.saved, opened.torn, opened.damage.clone()), (3, None, None));
}

#[test]
fn a_script_whose_log_has_no_room_runs_on_and_says_so() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: mounting a small file system needs root");
        return;
    };
    let script = tempfile::NamedTempFile::new().unwrap();
    let mut text = "{\"netscript\":1,\"title\":\"much\",\"net\":\"none\"}\n".to_owned();
    text.push_str("{\"call\":\"socketpair\",\"as\":[\"a\",\"b\"]}\n");
    for _ in 0..200 {
        text.push_str("{\"call\":\"sendall\",\"on\":\"a\",\"data\":{\"repeat\":\"x\",\"times\":2000}}\n");
        text.push_str("{\"call\":\"recv\",\"on\":\"b\",\"size\":2000}\n");
    }
    std::fs::write(script.path(), text).unwrap();
    let log = disk.0.path().join("log.jsonl");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    let done = command.arg("run").arg(script.path()).arg("--log").arg(&log).env("LANG", "C").output().unwrap();
    assert_eq!(done.status.code(), Some(3), "{done:?}");
    assert_eq!(done.stdout.iter().filter(|byte| **byte == b'\n').count(), 401, "every step was made");
    assert!(String::from_utf8_lossy(&done.stderr).contains("ENOSPC"), "{done:?}");
    let opened = open(&log).snapshot();
    assert_eq!((opened.torn, opened.damage.clone()), (None, None));
    let last = lines(&log).pop().unwrap();
    let lost = opened.board.totals.lost;
    assert!(last.contains("\"ev\":\"gap\"") && last.contains("\"why\":\"ENOSPC\""), "{last}");
    assert!(opened.saved - 1 + lost > 401, "{} {lost}", opened.saved);
}

#[test]
fn a_call_that_ends_while_the_disk_is_full_is_no_longer_waiting_in_the_file() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: mounting a small file system needs root");
        return;
    };
    let dir = disk.0.path().to_owned();
    let ballast = dir.join("ballast");
    std::fs::write(&ballast, vec![0; 64 * 1024]).unwrap();
    let bench = bench(&dir);
    let session = bench.session.clone();
    // Its start is in the file; its end comes with more than fits.
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), Event::Started(started(2, 1, recv()))]).unwrap();
    wait_until("it waits", || session.snapshot().saved == 3);
    let filler = |id| done(id, 1, recv(), received(&[b'x'; 3000]));
    let mut batch: Vec<_> = (10..80).map(filler).collect();
    batch.push(Event::Ended(ended(2, SECONDS, received(b"late"))));
    batch.push(Event::Started(started(3, 1, recv())));
    bench.events.send(batch).unwrap();
    wait_until("the disk is full", || matches!(session.snapshot().state, RecordingState::Stopped { .. }));
    std::fs::remove_file(&ballast).unwrap();
    wait_until("there is room", || session.snapshot().state == RecordingState::Recording);
    bench.events.send(vec![Event::Ended(ended(3, SECONDS, received(b"whole")))]).unwrap();
    let (live, path) = bench.finish();
    let opened = open(&path);
    assert!(opened.snapshot().board.waiting.is_empty() && live.snapshot().board.waiting.is_empty());
    let text = lines(&path).concat();
    assert!(text.contains(r#""do":"join","id":"w2""#) && !text.contains("late") && text.contains("whole"));
    let rows = opened.snapshot().rows;
    assert_eq!(rows, live.snapshot().rows);
    for k in 0..rows {
        assert_eq!(live.rows().read_row(k).unwrap(), opened.rows().read_row(k).unwrap(), "row {k}");
    }
}
