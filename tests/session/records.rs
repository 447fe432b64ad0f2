//! What becomes of a call in the file, and back.

use super::bench::*;
use sockscope::call::*;
use sockscope::session::*;
use std::time::Duration;

#[test]
fn a_waiting_call_is_two_records_and_a_quick_one_is_one() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    assert!(std::fs::read_dir(dir.path()).unwrap().next().is_none(), "no file before the first event");
    let quick = Duration::from_micros(150);
    bench
        .events
        .send(vec![
            socket(1, 1, "SOCK_STREAM"),
            // Back at once, nothing between: one line.
            Event::Started(started(2, 1, Call::Listen { backlog: Some(5) })),
            Event::Ended(ended(2, quick, Outcome::NONE)),
            // Something between: two.
            Event::Started(started(3, 1, recv())),
            Event::Started(started(4, 1, Call::Send { data: b"abc".as_slice().into(), flags: 0 })),
            Event::Ended(ended(4, quick, Outcome::Ok(Value::Int(2)))),
            Event::Ended(ended(3, quick, received(b"hi"))),
            // Took longer than 2 ms, though nothing came between: two.
            Event::Started(started(5, 1, recv())),
            Event::Ended(ended(5, Duration::from_millis(2), received(b"!"))),
            Event::Started(started(6, 1, recv())),
        ])
        .unwrap();
    // Nothing comes for 2 ms: it waits.
    let session = bench.session.clone();
    wait_until("the last receive waits", || session.snapshot().saved == 9);
    let (_, path) = bench.finish();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(name.ends_with("-1.jsonl") && name.len() == "2026-11-22-1.jsonl".len(), "{name}");
    let lines = lines(&path);
    assert!(lines[0].starts_with("{\"netscript\":1,\"log\":1,\"n\":0,\"utc\":\""), "{}", lines[0]);
    let expected = [
        r#"{"n":1,"t":0.000010000,"sid":1,"call":"socket","as":"s1","family":"AF_INET","type":"SOCK_STREAM","dur":0.000003000,"r":{"ok":null}}"#,
        r#"{"n":2,"t":0.000020000,"sid":1,"call":"listen","on":"s","backlog":5,"dur":0.000150000,"r":{"ok":null}}"#,
        r#"{"n":3,"t":0.000030000,"sid":1,"call":"recv","on":"s","size":1048576,"async":true,"id":"w3","r":{"started":true}}"#,
        r#"{"n":4,"t":0.000040000,"sid":1,"call":"send","on":"s","data":"abc","at":0,"dur":0.000150000,"r":{"ok":2}}"#,
        r#"{"n":5,"t":0.000030000,"sid":1,"do":"join","id":"w3","at":0,"dur":0.000150000,"r":{"ok":{"len":2,"text":"hi"}}}"#,
        r#"{"n":6,"t":0.000050000,"sid":1,"call":"recv","on":"s","size":1048576,"async":true,"id":"w5","r":{"started":true}}"#,
        r#"{"n":7,"t":0.000050000,"sid":1,"do":"join","id":"w5","at":2,"dur":0.002000000,"r":{"ok":{"len":1,"text":"!"}}}"#,
        r#"{"n":8,"t":0.000060000,"sid":1,"call":"recv","on":"s","size":1048576,"async":true,"id":"w6","r":{"started":true}}"#,
    ];
    assert_eq!(lines[1..], expected);
}

#[cfg(unix)]
#[test]
fn files_are_private_and_never_shared() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("a/b");
    let (first, second) = (bench(&inner), bench(&inner));
    for bench in [&first, &second] {
        bench.events.send(vec![socket(1, 1, "SOCK_STREAM")]).unwrap();
    }
    let (one, two) = (first.finish().1, second.finish().1);
    assert_ne!(one, two);
    for path in [&one, &two] {
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(lines(path).len(), 2);
    }
    assert_eq!(std::fs::metadata(&inner).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn an_opened_session_is_the_live_one() {
    let dir = tempfile::tempdir().unwrap();
    let (live, path) = story(dir.path(), 3000);
    let before = std::fs::read(&path).unwrap();
    // With the sidecar as it was left, without it, and with one of another file.
    for round in 0..3 {
        let sidecar = path.with_file_name(format!("{}.idx", path.file_name().unwrap().to_str().unwrap()));
        match round {
            1 => std::fs::remove_file(&sidecar).unwrap(),
            2 => std::fs::write(&sidecar, vec![7; 3200]).unwrap(),
            _ => {}
        }
        let opened = open(&path);
        let (a, b) = (live.snapshot(), opened.snapshot());
        assert_eq!(a.board, b.board);
        assert_eq!((a.saved, a.rows, a.file_len), (b.saved, b.rows, b.file_len));
        assert_eq!((b.torn, b.damage.clone(), b.state.clone()), (None, None, RecordingState::Opened));
        for k in (0..a.rows).step_by(7) {
            assert_eq!(live.rows().read_row(k).unwrap(), opened.rows().read_row(k).unwrap());
        }
        for sid in [SocketId(1), SocketId(2)] {
            let (x, y) = (live.pieces(sid), opened.pieces(sid));
            assert_eq!(x.len(), y.len());
            assert!(!x.is_empty());
            for i in 0..x.len() {
                let (mut p, mut q) = (x.get(i).unwrap(), y.get(i).unwrap());
                (p.peer, q.peer) = (None, None);
                assert_eq!(p, q);
            }
        }
    }
    assert_eq!(std::fs::read(&path).unwrap(), before, "an opened file is never written");
}

#[test]
fn a_folder_that_cannot_be_written_stops_the_recording_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("sessions");
    std::fs::write(&inner, "a file is in the way").unwrap();
    let bench = bench(&inner);
    let session = bench.session.clone();
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), done(2, 1, recv(), received(b"lost"))]).unwrap();
    wait_until("it says so", || {
        matches!(session.snapshot().state, RecordingState::Stopped { making: true, records: 2, bytes: 4, .. })
    });
    assert_eq!(session.snapshot().board.row(SocketId(1)).unwrap().received, 4);
    assert_eq!(session.snapshot().saved, 0);
    std::fs::remove_file(&inner).unwrap();
    wait_until("it goes on", || session.snapshot().state == RecordingState::Recording);
    bench.events.send(vec![done(3, 1, recv(), received(b"kept"))]).unwrap();
    let (session, path) = bench.finish();
    let lines = lines(&path);
    assert_eq!(lines.len(), 3);
    assert!(lines[1].contains(r#""ev":"gap","records":2,"bytes":4,"why":"E"#), "{}", lines[1]);
    assert!(
        lines[2].contains(r#""n":2,"#) && lines[2].contains(r#""at":4"#) && lines[2].contains("kept"),
        "{}",
        lines[2]
    );
    assert_eq!((session.snapshot().saved, session.snapshot().rows), (3, 1));
    assert_eq!(&*session.read_payload(2).unwrap(), b"kept");
}
