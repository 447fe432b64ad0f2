//! The recorder and the readers on real files, fed by events made by hand.
#![allow(clippy::unwrap_used, reason = "clippy knows only functions marked #[test] as tests, not their helpers")]

use crossbeam_channel::{Sender, bounded};
use sockscope::call::*;
use sockscope::session::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const SECONDS: Duration = Duration::from_secs(20);

fn no_waker() -> Waker {
    Arc::new(|| {})
}

fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

struct Bench {
    recorder: Recorder,
    events: Sender<Vec<Event>>,
    session: Arc<Session>,
}

fn bench(dir: &Path) -> Bench {
    let (events, received) = bounded(16);
    let options = RecorderOptions {
        dir: dir.to_owned(),
        clock: Clock::start_now(),
        app: "sockscope test".into(),
        waker: no_waker(),
        events: received,
    };
    let recorder = Recorder::start(options).unwrap();
    let session = recorder.session();
    Bench { recorder, events, session }
}

impl Bench {
    fn finish(self) -> (Arc<Session>, PathBuf) {
        self.recorder.finish(SECONDS);
        let path = self.session.snapshot().path.clone().unwrap();
        (self.session, path.to_path_buf())
    }
}

fn wait_until(what: &str, is: impl Fn() -> bool) {
    let start = Instant::now();
    while !is() {
        assert!(start.elapsed() < SECONDS, "{what}");
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn open(path: &Path) -> Arc<Session> {
    let session = Session::open(path, no_waker()).unwrap();
    wait_until("opened", || session.snapshot().progress.is_none());
    session
}

fn started(id: u64, sid: u64, call: Call) -> Started {
    Started {
        id: CallId(id),
        at: Duration::from_micros(id * 10),
        sid: SocketId(sid),
        on: Some(Name::new("", "s")),
        makes: None,
        by: By::Person,
        call,
    }
}

fn ended(id: u64, took: Duration, outcome: Outcome) -> Ended {
    Ended { id: CallId(id), took, outcome, made: None, deferred: false }
}

fn done(id: u64, sid: u64, call: Call, outcome: Outcome) -> Event {
    Event::Done(started(id, sid, call), ended(id, Duration::from_micros(3), outcome))
}

fn socket(id: u64, sid: u64, kind: &str) -> Event {
    let call = Call::Socket { family: number("AF_INET"), kind: number(kind), proto: 0 };
    let mut start = started(id, sid, call);
    start.on = None;
    start.makes = Some(Name::new("", &format!("s{sid}")));
    Event::Done(start, ended(id, Duration::from_micros(3), Outcome::NONE))
}

fn received(data: &[u8]) -> Outcome {
    Outcome::Ok(Value::Data(data.into()))
}

fn recv() -> Call {
    Call::Recv { size: 1 << 20, flags: 0 }
}

fn lines(path: &Path) -> Vec<String> {
    std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

/// A session with a bit of everything, of about this many calls.
fn story(dir: &Path, calls: u64) -> (Arc<Session>, PathBuf) {
    let bench = bench(dir);
    let mut batch = vec![socket(1, 1, "SOCK_STREAM"), socket(2, 2, "SOCK_DGRAM")];
    batch.push(Event::Started(started(3, 1, Call::Accept)));
    for id in 4..calls {
        batch.push(match id % 6 {
            0 => done(id, 1, recv(), received(format!("line {id} 你好\r\n").as_bytes())),
            1 => done(id, 1, Call::SendAll { data: vec![0xff, id as u8].into(), flags: 0 }, Outcome::NONE),
            2 => done(id, 1, recv(), Outcome::Errno(libc::EAGAIN)),
            3 => Event::Started(started(id, 2, Call::RecvFrom { size: 9, flags: 0 })),
            4 => Event::Ended(ended(
                id - 1,
                Duration::from_millis(3),
                Outcome::Ok(Value::DataFrom(b"dgram".as_slice().into(), Some(Address::inet("127.0.0.1", 7)))),
            )),
            _ => Event::Noticed {
                at: Duration::from_micros(id * 10),
                sid: Some(SocketId(1)),
                notice: Notice::State(TcpState::Established),
            },
        });
        if batch.len() > 100 {
            bench.events.send(std::mem::take(&mut batch)).unwrap();
        }
    }
    let mut accepted =
        ended(3, Duration::from_secs(1), Outcome::Ok(Value::Accepted(Some(Address::inet("127.0.0.1", 9)))));
    accepted.made = Some(SocketId(3));
    batch.push(Event::Ended(accepted));
    bench.events.send(batch).unwrap();
    bench.finish()
}

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
fn cut_anywhere_gives_the_whole_records() {
    // Every byte around the ends of lines, every 29th elsewhere.
    cuts(|whole, cut| cut % 29 == 0 || whole[cut.saturating_sub(2)..(cut + 2).min(whole.len())].contains(&b'\n'));
}

#[test]
#[ignore = "a minute and more: every byte"]
fn cut_at_every_byte_gives_the_whole_records() {
    cuts(|_, _| true);
}

fn cuts(is_tried: impl Fn(&[u8], usize) -> bool) {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), 130);
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.len() > 15_000, "{}", whole.len());
    let header = memchr::memchr(b'\n', &whole).unwrap() + 1;
    let cut_path = dir.path().join("cut.jsonl");
    for cut in 0..whole.len() {
        let expected = memchr::memchr_iter(b'\n', &whole[..cut]).count() as u64;
        if !is_tried(&whole, cut) {
            continue;
        }
        std::fs::write(&cut_path, &whole[..cut]).unwrap();
        if cut < header {
            assert!(Session::open(&cut_path, no_waker()).is_err());
            continue;
        }
        let session = open(&cut_path);
        let snapshot = session.snapshot();
        assert_eq!(snapshot.saved, expected, "cut at {cut}");
        assert_eq!(snapshot.damage, None);
        let torn = cut as u64 - snapshot.file_len;
        assert_eq!(snapshot.torn.map_or(0, |torn| torn.bytes), torn);
        if snapshot.rows > 0 {
            session.rows().read_row(snapshot.rows - 1).unwrap();
        }
    }
}

#[test]
fn damage_in_the_middle_shows_what_stands_before() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), 60);
    let lines = lines(&path);
    for (bad, key) in [("{\"n\":20", "line-not-json"), ("{\"n\":21,\"t\":0.0}", "line-out-of-order")] {
        let mut copy = lines.clone();
        copy[20] = bad.into();
        let damaged = dir.path().join("damaged.jsonl");
        std::fs::write(&damaged, copy.join("\n") + "\n").unwrap();
        let snapshot = open(&damaged).snapshot();
        let damage = snapshot.damage.clone().unwrap();
        assert_eq!((snapshot.saved, damage.line, damage.why.key()), (20, 21, key));
    }
}

#[test]
fn what_is_no_session_is_refused_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.jsonl");
    for (text, key) in [
        ("", "open-empty"),
        ("{\"netscript\":1,\"log\":1", "open-empty"),
        ("hello\n", "open-not-a-session"),
        ("{}\n", "open-not-a-session"),
        ("{\"netscript\":2,\"log\":1,\"n\":0}\n", "open-version"),
        ("{\"netscript\":1,\"log\":9,\"n\":0}\n", "open-version"),
        ("{\"netscript\":1,\"title\":\"x\"}\n", "open-script"),
        ("{\"netscript\":1,\"log\":1,\"n\":0}\n", "open-header"),
        (&"x".repeat(100_000), "open-not-a-session"),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(Session::open(&path, no_waker()).err().unwrap().key(), key, "{text:.60}");
    }
    assert_eq!(Session::open(dir.path(), no_waker()).err().unwrap().key(), "open-not-a-session");
    let missing = Session::open(&dir.path().join("none"), no_waker()).err().unwrap();
    assert_eq!((missing.key(), missing.errno()), ("open-unreadable", Some(libc::ENOENT)));
}

#[test]
fn payloads_above_512_kib_come_back_whole() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let big: Vec<u8> = (0..1_700_000_u32).map(|at| (at * 7 % 251) as u8).collect();
    let text = "你好".repeat(300_000).into_bytes();
    bench
        .events
        .send(vec![
            socket(1, 1, "SOCK_STREAM"),
            done(2, 1, recv(), received(&big)),
            Event::Started(started(3, 1, Call::SendAll { data: text.as_slice().into(), flags: 0 })),
            Event::Started(started(4, 1, recv())),
            Event::Ended(ended(4, Duration::from_millis(9), received(&text))),
            Event::Ended(ended(3, Duration::from_millis(9), Outcome::NONE)),
            done(5, 1, recv(), received(b"end")),
        ])
        .unwrap();
    let (live, path) = bench.finish();
    for line in lines(&path) {
        assert!(line.len() <= LINE_LIMIT);
    }
    for session in [live, open(&path)] {
        let row = session.snapshot().board.row(SocketId(1)).unwrap().clone();
        assert_eq!((row.received, row.sent), ((big.len() + text.len() + 3) as u64, text.len() as u64));
        let pieces = session.pieces(SocketId(1));
        let expected: [(&[u8], Direction); 4] = [
            (&big, Direction::Received),
            (&text, Direction::Received),
            (&text, Direction::Sent),
            (b"end", Direction::Received),
        ];
        assert_eq!(pieces.len(), 4);
        for (i, (data, direction)) in expected.into_iter().enumerate() {
            let piece = pieces.get(i).unwrap();
            assert_eq!((piece.direction, piece.len as usize), (direction, data.len()));
            assert!(*session.read_payload(piece.n).unwrap() == *data, "piece {i}");
            wait_until("the reader thread has it", || session.payload(piece.n).is_some());
        }
        let received: Vec<u8> = [big.as_slice(), &text, b"end"].concat();
        for from in [0, 1, big.len() - 1, big.len(), received.len() - 2, received.len(), received.len() + 5] {
            let mut out = Vec::new();
            let count = session.write_stream(SocketId(1), Direction::Received, from as u64, &mut out, &mut |_, _| true);
            assert_eq!(count.unwrap(), out.len() as u64);
            assert!(out == received.get(from..).unwrap_or_default(), "from {from}");
        }
        let row = session.rows().read_row(2).unwrap();
        assert_eq!((row.sent_len, row.record.call.sent().unwrap().len()), (text.len() as u64, PREVIEW));
        assert_eq!(row.record.outcome, Outcome::NONE);
        assert_eq!(session.rows().row_of_record(row.join_n.unwrap()), Some(2));
    }
}

#[test]
fn a_hundred_thousand_records_are_rows_by_number() {
    let dir = tempfile::tempdir().unwrap();
    let (session, path) = story(dir.path(), 100_000);
    let snapshot = session.snapshot();
    assert!(snapshot.saved > 99_000 && snapshot.rows > 60_000, "{} {}", snapshot.saved, snapshot.rows);
    for k in [0, 1, 255, 256, 257, 30_000, snapshot.rows - 1] {
        wait_until("the row is read", || session.rows().row(k).is_some());
        let row = session.rows().row(k).unwrap();
        assert_eq!(session.rows().row_of_record(row.n), Some(k));
        assert_eq!(session.rows().record_of_row(k), Some(row.n));
        assert_eq!(*row, session.rows().read_row(k).unwrap());
        if let Some(join) = row.join_n {
            assert_eq!(session.rows().row_of_record(join), Some(k));
        }
    }
    assert!(session.rows().row(snapshot.rows).is_none());
    let copy = dir.path().join("copy.jsonl");
    assert_eq!(session.copy_to(&copy, &mut |_, _| true).unwrap(), snapshot.saved);
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(&path).unwrap());
    assert!(session.copy_to(&path, &mut |_, _| true).is_err());
}

#[test]
fn a_waiting_row_is_read_again_when_its_join_comes() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let session = bench.session.clone();
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM"), Event::Started(started(2, 1, recv()))]).unwrap();
    wait_until("the row", || session.rows().row(1).is_some_and(|row| row.record.outcome == Outcome::Waiting));
    assert_eq!(session.snapshot().board.waiting.len(), 1);
    bench.events.send(vec![Event::Ended(ended(2, Duration::from_secs(1), received(b"late")))]).unwrap();
    wait_until("its end", || session.rows().row(1).is_some_and(|row| row.record.outcome == received(b"late")));
    let row = session.rows().row(1).unwrap();
    assert_eq!((row.received_len, row.record.at, row.join_n), (4, Some(0), Some(3)));
    assert!(session.snapshot().board.waiting.is_empty());
    // The payload of the call is its join's.
    assert_eq!(&*session.read_payload(2).unwrap(), b"late");
    bench.finish();
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

#[test]
fn a_flood_is_all_there() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM")]).unwrap();
    let data: Payload = (0..65_536_u32).map(|at| (at % 251) as u8).collect::<Vec<_>>().into();
    let start = Instant::now();
    for id in 0..512_u64 {
        let outcome = Outcome::Ok(Value::Data(data.clone()));
        bench.events.send(vec![done(id + 2, 1, recv(), outcome)]).unwrap();
    }
    let (session, _) = bench.finish();
    println!("32 MiB in {:?}", start.elapsed());
    assert_eq!(session.pieces(SocketId(1)).stream_len(Direction::Received), 32 << 20);
    let pieces = session.pieces(SocketId(1));
    assert_eq!(pieces.piece_at(Direction::Received, (5 << 16) + 3), Some(5));
    assert_eq!(pieces.get(511).unwrap().at, 511 << 16);
    assert!(session.read_payload(pieces.get(511).unwrap().n).unwrap() == data);
}

#[test]
#[ignore = "needs SMALL_DISK: a folder on a file system of its own of some 256 KiB"]
fn a_full_disk_keeps_whole_records_and_goes_on() {
    let dir = PathBuf::from(std::env::var_os("SMALL_DISK").unwrap());
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
