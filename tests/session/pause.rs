//! Recording that is paused, and payloads that are not kept.

use super::bench::*;
use sockscope::call::*;
use sockscope::session::*;
use std::time::Duration;

/// What a live session and the opened file agree on.
fn reads_back(session: &Session, path: &std::path::Path) {
    let opened = open(path);
    let (live, read) = (session.snapshot(), opened.snapshot());
    assert_eq!((read.torn, read.damage.clone()), (None, None));
    assert_eq!((live.saved, live.rows, live.file_len), (read.saved, read.rows, read.file_len));
    for k in 0..live.rows {
        assert_eq!(session.rows().read_row(k).unwrap(), opened.rows().read_row(k).unwrap(), "row {k}");
    }
    for sid in live.board.sockets.keys() {
        let (a, b) = (session.pieces(*sid), opened.pieces(*sid));
        let lens = |pieces: &PieceList<'_>| (0..pieces.len()).map(|i| pieces.len_of(i)).collect::<Vec<_>>();
        assert_eq!(lens(&a), lens(&b), "{sid:?}");
    }
}

fn send(data: &[u8]) -> Call {
    Call::Send { data: data.into(), flags: 0 }
}

#[test]
fn a_pause_is_a_gap_and_calls_across_it_read_back_well() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let session = bench.session.clone();
    let mut accepted = ended(2, Duration::from_secs(1), Outcome::Ok(Value::Accepted(None)));
    accepted.made = Some(SocketId(7));
    bench
        .events
        .send(vec![
            socket(1, 1, "SOCK_STREAM"),
            Event::Started(started(2, 1, Call::Accept)),
            Event::Started(started(3, 1, recv())),
            Event::Started(started(4, 1, recv())),
        ])
        .unwrap();
    wait_until("all wait", || session.snapshot().saved == 5);
    bench.recorder.pause(true);
    wait_until("paused", || session.snapshot().state == RecordingState::Paused { records: 0, bytes: 0 });
    bench
        .events
        .send(vec![
            // Started before, ended within.
            Event::Ended(accepted),
            Event::Ended(ended(3, Duration::from_secs(2), received(b"secret"))),
            // Within.
            done(5, 1, send(b"abc"), Outcome::Ok(Value::Int(3))),
            Event::Started(started(6, 1, recv())),
            Event::Ended(ended(6, Duration::from_secs(1), received(b"12345"))),
            // Started within, ended after.
            Event::Started(started(7, 1, recv())),
            Event::Started(started(8, 1, send(b"waits"))),
        ])
        .unwrap();
    let state = RecordingState::Paused { records: 5, bytes: 3 + 5 + 5 };
    wait_until("what is not kept is counted", || session.snapshot().state == state);
    let paused = session.snapshot();
    assert_eq!((paused.saved, paused.records), (5, 5), "nothing is written");
    assert_eq!(paused.board.row(SocketId(1)).unwrap().received, 11, "the board goes on");
    bench.recorder.pause(false);
    wait_until("on again", || session.snapshot().state == RecordingState::Recording);
    bench
        .events
        .send(vec![
            Event::Ended(ended(7, Duration::from_secs(3), received(b"after"))),
            Event::Ended(ended(8, Duration::from_secs(4), Outcome::Ok(Value::Int(5)))),
            Event::Ended(ended(4, Duration::from_secs(4), received(b"!"))),
        ])
        .unwrap();
    let (session, path) = bench.finish();
    let lines = lines(&path);
    assert_eq!(lines.len(), 11, "{lines:#?}");
    assert!(lines[5].contains(r#""n":5,"#) && lines[5].contains(r#""ev":"gap","records":5,"bytes":13,"why":"paused""#));
    assert!(lines[6].contains(r#""do":"join","id":"w2""#), "{}", lines[6]);
    assert!(lines[7].contains(r#""id":"w3","at":0,"#) && lines[7].contains(r#""len":6,"sha256":""#), "{}", lines[7]);
    assert!(lines[8].contains(r#""call":"recv""#) && lines[8].contains("after"), "{}", lines[8]);
    assert!(!lines[8].contains("async") && lines[8].contains(r#""at":11"#), "{}", lines[8]);
    assert!(lines[9].contains(r#""call":"send""#) && lines[9].contains(r#"{"len":5,"sha256":""#), "{}", lines[9]);
    assert!(lines[10].contains(r#""do":"join","id":"w4""#), "{}", lines[10]);
    assert!(!lines.concat().contains("secret"));
    assert_eq!(session.snapshot().board.totals.lost, 5);
    assert!(session.snapshot().board.waiting.is_empty());
    reads_back(&session, &path);
    assert!(open(&path).snapshot().board.waiting.is_empty(), "no call is left waiting");
}

#[test]
fn a_sample_after_a_pause_tells_of_the_one_that_the_file_has() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let session = bench.session.clone();
    let sample = |seconds: u64, queue: u32, held: Option<u64>| {
        let at = Duration::from_secs(seconds);
        let sid = SocketId(1);
        let (receive_queue, send_queue, accept_queue, handshakes) = (Some(queue), None, None, None);
        let sample = Sample { sid, at, tcp: None, memory: None, receive_queue, send_queue, accept_queue, handshakes };
        let sampled = Sampled { held: held.map(Duration::from_secs), ..Sampled::first(sample) };
        Event::Noticed { at, sid: Some(sid), notice: Notice::Sample(Box::new(sampled)) }
    };
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), sample(10, 0, None)]).unwrap();
    wait_until("the first is there", || session.snapshot().saved == 3);
    bench.recorder.pause(true);
    wait_until("paused", || matches!(session.snapshot().state, RecordingState::Paused { .. }));
    bench.events.send(vec![sample(15, 60_000, Some(14)), sample(40, 0, Some(39)), sample(50, 9, Some(49))]).unwrap();
    let queue = |session: &Session| session.snapshot().board.row(SocketId(1)).unwrap().sample.as_ref()?.receive_queue;
    wait_until("they are lost", || queue(&session) == Some(9));
    bench.recorder.pause(false);
    wait_until("on again", || session.snapshot().state == RecordingState::Recording);
    bench.events.send(vec![sample(60, 1, Some(59)), sample(70, 2, Some(69))]).unwrap();
    let (_, path) = bench.finish();
    let lines = lines(&path);
    let held = |line: &String| line.split_once("\"held\":").map(|(_, rest)| rest[..5].to_owned());
    assert_eq!(lines[2..].iter().map(held).collect::<Vec<_>>(), [None, Some("14.00".into()), Some("69.00".into())]);
}

#[test]
fn paused_from_the_start_makes_no_file_until_it_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let session = bench.session.clone();
    bench.recorder.pause(true);
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), done(2, 1, recv(), received(b"lost"))]).unwrap();
    let state = RecordingState::Paused { records: 2, bytes: 4 };
    wait_until("counted", || session.snapshot().state == state);
    assert!(std::fs::read_dir(dir.path()).unwrap().next().is_none());
    bench.recorder.pause(false);
    wait_until("the gap is told", || session.snapshot().saved == 2);
    bench.events.send(vec![socket(3, 2, "SOCK_STREAM")]).unwrap();
    wait_until("on", || session.snapshot().saved == 3);
    // Ended while paused: the file is told all the same.
    bench.recorder.pause(true);
    wait_until("paused again", || matches!(session.snapshot().state, RecordingState::Paused { .. }));
    bench.events.send(vec![socket(4, 3, "SOCK_STREAM")]).unwrap();
    let (session, path) = bench.finish();
    let lines = lines(&path);
    assert!(lines[1].contains(r#""ev":"gap","records":2,"bytes":4,"why":"paused""#), "{}", lines[1]);
    assert!(lines[3].contains(r#""ev":"gap","records":1,"bytes":0,"why":"paused""#), "{}", lines[3]);
    assert_eq!((lines.len(), session.snapshot().state.clone()), (4, RecordingState::Finished));
    reads_back(&session, &path);
}

#[test]
fn payloads_that_are_not_kept_are_lengths_and_hashes_and_the_newest_stay_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let session = bench.session.clone();
    let big = vec![b'x'; 3 * PART / 2];
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), done(2, 1, recv(), received(b"kept"))]).unwrap();
    wait_until("kept", || session.snapshot().saved == 3);
    bench.recorder.drop_payloads(true);
    wait_until("said", || session.snapshot().drops_payloads);
    bench
        .events
        .send(vec![
            done(3, 1, recv(), received(b"abc")),
            done(4, 1, send(&big), Outcome::Ok(Value::Int(big.len() as i64))),
            Event::Started(started(5, 1, recv())),
            Event::Ended(ended(5, Duration::from_secs(1), received(b"late"))),
        ])
        .unwrap();
    wait_until("taken", || session.snapshot().saved == 7);
    bench.recorder.drop_payloads(false);
    wait_until("kept again", || !session.snapshot().drops_payloads);
    bench.events.send(vec![done(6, 1, recv(), received(b"kept again"))]).unwrap();
    let (session, path) = bench.finish();
    let lines = lines(&path);
    // sha256 of "abc", FIPS 180-4.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let expected = format!(r#""r":{{"ok":{{"len":3,"sha256":"{abc}","kept":false}}}}}}"#);
    assert!(lines[3].ends_with(&expected), "{}", lines[3]);
    assert!(lines[4].contains(r#""data":{"len":786432,"sha256":""#), "{}", lines[4]);
    assert!(lines[2].contains("kept") && lines[7].contains("kept again") && lines.len() == 8);
    // The live session has the newest in memory; the file has not.
    let opened = open(&path);
    for (n, data) in [(3, &b"abc"[..]), (4, &big), (5, b"late"), (6, b"late")] {
        assert_eq!(&*session.read_payload(n).unwrap(), data, "{n}");
        assert_eq!(opened.read_payload(n).unwrap_err().kind(), std::io::ErrorKind::Unsupported);
    }
    let (live, read) = (session.rows().read_row(2).unwrap(), opened.rows().read_row(2).unwrap());
    assert_eq!((live.record.kept, live.received_len), (Kept::Whole, 3));
    assert_eq!(read.record.kept, Kept::Hash { len: 3, sha256: abc.into() });
    let board = opened.snapshot().board.clone();
    assert_eq!(board, session.snapshot().board, "lengths count as ever");
    assert_eq!(&*opened.read_payload(7).unwrap(), b"kept again");
}
