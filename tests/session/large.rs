//! Large payloads, many records, a flood.

use super::bench::*;
use sockscope::call::*;
use sockscope::session::*;
use std::time::{Duration, Instant};

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
