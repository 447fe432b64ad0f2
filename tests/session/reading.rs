//! Files that are read for a while: rows by byte position, a reading that is stopped, a file that grows.

use super::bench::*;
use super::sessions::write_session;
use sockscope::call::*;
use sockscope::session::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that takes a while to be read, and that session read whole.
fn big(dir: &Path) -> (PathBuf, Arc<Session>) {
    let path = dir.join("big.jsonl");
    write_session(&path, 60_000, 60).unwrap();
    (path.clone(), open(&path))
}

/// Opened, and stopped as soon as can be.
fn stopped(path: &Path) -> Arc<Session> {
    let session = Session::open(path, no_waker()).unwrap();
    session.stop_reading();
    wait_until("stopped", || session.snapshot().stopped.is_some());
    let snapshot = session.snapshot();
    assert!(snapshot.progress.is_none() && snapshot.folded < 60_000, "{snapshot:?}");
    session
}

fn calls(session: &Session) -> Vec<u64> {
    (0..session.snapshot().rows).map(|k| session.rows().record_of_row(k).unwrap()).collect()
}

fn row(session: &Session, k: u64) -> Arc<Row> {
    wait_until("a row", || session.rows().row(k).is_some());
    session.rows().row(k).unwrap()
}

/// The rows from `k` on are those of the session, one after the other; gives where the first stands in it.
fn are_rows(session: &Session, whole: &Session, calls: &[u64], k: u64, count: u64) -> u64 {
    let at = calls.binary_search(&row(session, k).n).unwrap() as u64;
    for step in 0..count {
        let (found, expected) = (row(session, k + step), whole.rows().read_row(at + step).unwrap());
        assert_eq!(session.rows().record_of_row(k + step), Some(found.n));
        assert_eq!(session.rows().row_of_record(found.n), Some(k + step));
        if found.join_n == expected.join_n {
            assert_eq!(*found, expected);
        } else {
            assert_eq!((found.n, &found.record.outcome), (expected.n, &Outcome::Waiting), "its end was not read");
        }
    }
    at
}

#[test]
fn rows_by_byte_position_are_the_rows_by_number() {
    let dir = tempfile::tempdir().unwrap();
    let (path, whole) = big(dir.path());
    let calls = calls(&whole);
    let session = stopped(&path);
    let rows = session.rows();
    let (exact, count) = (session.snapshot().rows, rows.count());
    let all = calls.len() as u64;
    assert!(count.abs_diff(all) < all / 10, "about as many as there are: {count} of {all}");
    for part in [1, 7, 3, 9, 2, 5] {
        let k = exact + (count - exact) * part / 10;
        let at = are_rows(&session, &whole, &calls, k, 60);
        assert!(at.abs_diff(k) < all / 10, "where it is to be found: {at} at {k}");
    }
    // The last rows are the file's last.
    let count = rows.count();
    wait_until("the end", || row(&session, rows.count() - 1).n == calls[calls.len() - 1]);
    are_rows(&session, &whole, &calls, rows.count() - 40, 40);
    assert!(rows.count().abs_diff(count) < all / 10);
    // Up from the end, row by row, further than was read at once.
    let mut at = all - 1;
    for _ in 0..3000 {
        let k = rows.row_of_record(calls[at as usize]).unwrap();
        assert_eq!(row(&session, k).n, calls[at as usize]);
        wait_until("the row before", || {
            let k = rows.row_of_record(calls[at as usize]).unwrap();
            rows.row(k - 1).is_some_and(|row| row.n == calls[at as usize - 1])
        });
        at -= 1;
    }
    let seen = calls[at as usize];
    // From the last row that the index has to those that it does not have.
    if exact > 0 {
        wait_until("the next one", || rows.row(exact).is_some_and(|row| row.n == calls[exact as usize]));
        are_rows(&session, &whole, &calls, exact - 1, 100);
    }
    session.read_on();
    wait_until("read", || session.snapshot().progress.is_none() && session.snapshot().stopped.is_none());
    assert_eq!((session.snapshot().rows, rows.count()), (all, all));
    assert_eq!(rows.row_of_record(seen), Some(at));
    assert_eq!(session.snapshot().board, whole.snapshot().board);
    are_rows(&session, &whole, &calls, at, 10);
}

#[test]
fn what_was_read_before_it_was_stopped_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (path, whole) = big(dir.path());
    let session = Session::open(&path, no_waker()).unwrap();
    wait_until("some of it", || session.snapshot().folded > 5000);
    session.stop_reading();
    wait_until("stopped", || session.snapshot().stopped.is_some());
    let snapshot = session.snapshot();
    let (read, total) = snapshot.stopped.unwrap();
    assert!(snapshot.folded < 60_000 && read < total);
    assert_eq!((snapshot.folded, read, snapshot.torn), (snapshot.records, snapshot.file_len, None));
    let bytes = std::fs::read(&path).unwrap();
    let mut board = Board::default();
    for line in bytes[..read as usize].split_inclusive(|byte| *byte == b'\n') {
        board.apply(&decode(line).unwrap());
    }
    assert_eq!(*snapshot.board, board);
    for row in board.sockets.values() {
        let pieces = session.pieces(row.sid);
        assert_eq!(pieces.stream_len(Direction::Sent), row.sent);
        assert_eq!(pieces.stream_len(Direction::Received), row.received);
        for i in (0..pieces.len()).step_by(97) {
            let piece = pieces.get(i).unwrap();
            assert_eq!(session.read_payload(piece.n).unwrap(), whole.read_payload(piece.n).unwrap());
        }
    }
    for k in (0..snapshot.rows).step_by(131) {
        let (found, expected) = (session.rows().read_row(k).unwrap(), whole.rows().read_row(k).unwrap());
        assert!(found == expected || found.join_n.is_none() && expected.join_n.is_some());
    }
    // Left while it is stopped: its thread ends, and so does the test.
    drop(session);
}

#[test]
fn long_lines_are_rows_by_byte_position_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("long.jsonl");
    write_session(&path, 100, 400_000).unwrap();
    let whole = open(&path);
    let calls = calls(&whole);
    let session = stopped(&path);
    let rows = session.rows();
    wait_until("the end", || rows.row(rows.count() - 1).is_some_and(|row| row.n == calls[calls.len() - 1]));
    for at in (1..calls.len()).rev() {
        wait_until("the row before", || {
            let k = rows.row_of_record(calls[at]).unwrap();
            rows.row(k);
            rows.row(k - 1).is_some_and(|row| row.n == calls[at - 1])
        });
    }
}

#[test]
fn a_session_that_another_writes_is_read_as_far_as_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let home = IndexHome { sessions: Some(dir.path().to_owned()), cache: None };
    let bench = bench(dir.path());
    bench.events.send(vec![socket(1, 1, "SOCK_STREAM")]).unwrap();
    wait_until("a file", || bench.session.snapshot().saved >= 2);
    let path = bench.session.snapshot().path.clone().unwrap();
    for id in 2..40 {
        bench.events.send(vec![done(id, 1, recv(), received(b"more"))]).unwrap();
        let saved = bench.session.snapshot().saved;
        let session = Session::open_in(&path, no_waker(), &home).unwrap();
        wait_until("opened", || session.snapshot().progress.is_none());
        let snapshot = session.snapshot();
        assert!(snapshot.saved >= saved && snapshot.damage.is_none() && snapshot.torn.is_none());
        assert_eq!(snapshot.board.row(SocketId(1)).unwrap().received, (snapshot.saved - 2) * 4);
    }
    let (live, path) = bench.finish();
    let session = Session::open_in(&path, no_waker(), &home).unwrap();
    wait_until("opened", || session.snapshot().progress.is_none());
    assert_eq!(session.snapshot().board, live.snapshot().board);
}
