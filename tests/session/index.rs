//! The index of an opened file: where it is kept, and what one is worth that is old, short, damaged or forged.

use super::bench::*;
use super::sessions::write_session;
use sockscope::call::*;
use sockscope::session::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ROW: usize = 32;

fn idx(path: &Path) -> PathBuf {
    path.with_file_name(format!("{}.idx", path.file_name().unwrap().to_str().unwrap()))
}

fn own(dir: &Path) -> IndexHome {
    IndexHome { sessions: Some(dir.to_owned()), cache: None }
}

fn open_in(path: &Path, home: &IndexHome) -> Arc<Session> {
    let session = Session::open_in(path, no_waker(), home).unwrap();
    wait_until("opened", || session.snapshot().progress.is_none());
    session
}

/// Everything that a session tells is what another tells.
fn are_the_same(a: &Session, b: &Session) {
    let (x, y) = (a.snapshot(), b.snapshot());
    assert_eq!(x.board, y.board);
    assert_eq!((x.saved, x.rows, x.file_len, x.folded), (y.saved, y.rows, y.file_len, y.folded));
    assert_eq!((y.torn, y.damage.clone()), (None, None));
    for k in 0..x.rows {
        assert_eq!(a.rows().read_row(k).unwrap(), b.rows().read_row(k).unwrap());
    }
    for sid in x.board.sockets.keys() {
        let (p, q) = (a.pieces(*sid), b.pieces(*sid));
        assert_eq!(p.len(), q.len());
        for i in 0..p.len() {
            assert_eq!((p.get(i).map(|piece| (piece.n, piece.at, piece.len))), q.get(i).map(|q| (q.n, q.at, q.len)));
            assert_eq!(p.at_place(i), q.at_place(i));
        }
    }
}

#[test]
fn with_an_index_all_rows_are_there_before_anything_is_folded() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("big.jsonl");
    let records = write_session(&path, 60_000, 60).unwrap();
    let home = own(dir.path());
    let scanned = open_in(&path, &home);
    let session = Session::open_in(&path, no_waker(), &home).unwrap();
    session.stop_reading();
    wait_until("stopped", || session.snapshot().stopped.is_some());
    let snapshot = session.snapshot();
    assert_eq!((snapshot.records, snapshot.rows), (records, scanned.snapshot().rows));
    assert!(snapshot.folded < records);
    for k in (0..snapshot.rows).step_by(997) {
        assert_eq!(session.rows().read_row(k).unwrap(), scanned.rows().read_row(k).unwrap());
    }
    session.read_on();
    wait_until("read", || session.snapshot().folded == records && session.snapshot().progress.is_none());
    are_the_same(&scanned, &session);
}

#[test]
fn an_index_that_is_not_of_the_file_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (live, path) = story(dir.path(), 700);
    // Whoever writes a session keeps others from writing its index.
    drop(live);
    let whole = open(&path);
    let (good, home) = (std::fs::read(idx(&path)).unwrap(), own(dir.path()));
    let rows = good.len() / ROW - 1;
    let mut bad: Vec<(String, Vec<u8>)> = vec![
        ("empty".into(), Vec::new()),
        ("half".into(), good[..good.len() / 2].to_vec()),
        ("a row short".into(), good[..good.len() - ROW].to_vec()),
        ("a byte more".into(), [good.as_slice(), &[0]].concat()),
        ("no head".into(), [&[0; ROW], &good[ROW..]].concat()),
        ("nothing but its head".into(), [&good[..ROW], &vec![0; good.len() - ROW]].concat()),
        ("nothing but ones".into(), [&good[..ROW], &vec![0xff; good.len() - ROW]].concat()),
        ("another version".into(), [b"SOCKIDX9", &good[8..]].concat()),
    ];
    // The head says that it fits; a byte of a row does not.
    for n in (0..rows).step_by(rows / 3).chain([rows - 1]) {
        for (byte, bit) in (0..ROW).zip([1, 0x80, 8, 0x20].into_iter().cycle()) {
            let mut bytes = good.clone();
            bytes[(n + 1) * ROW + byte] ^= bit;
            bad.push((format!("row {n}, byte {byte}"), bytes));
        }
    }
    for (what, bytes) in bad {
        // A new file: the live session reads the one that was there.
        std::fs::remove_file(idx(&path)).unwrap();
        std::fs::write(idx(&path), &bytes).unwrap();
        let session = open_in(&path, &home);
        let (a, b) = (whole.snapshot(), session.snapshot());
        assert_eq!(a.board, b.board, "{what}");
        assert_eq!((a.saved, a.rows, a.file_len), (b.saved, b.rows, b.file_len), "{what}");
        assert_eq!((b.torn, b.damage.clone()), (None, None), "{what}");
        for k in (0..a.rows).step_by(29) {
            assert_eq!(whole.rows().read_row(k).unwrap(), session.rows().read_row(k).unwrap(), "{what}");
        }
        assert!(std::fs::read(idx(&path)).unwrap() == good, "{what}");
    }
    are_the_same(&whole, &open_in(&path, &home));
}

#[test]
fn nothing_is_written_beside_a_file_that_is_not_ours() {
    let (dir, ours) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let cache = ours.path().join("cache/indexes");
    let home = IndexHome { sessions: Some(ours.path().to_owned()), cache: Some(cache.clone()) };
    let (small, big) = (dir.path().join("small.jsonl"), dir.path().join("big.jsonl"));
    write_session(&small, 100, 60).unwrap();
    write_session(&big, 30_000, 60).unwrap();
    open_in(&small, &home);
    assert!(!cache.exists(), "a short one is read again sooner");
    let scanned = open_in(&big, &home);
    let names = |dir: &Path| std::fs::read_dir(dir).unwrap().flatten().map(|entry| entry.path()).collect::<Vec<_>>();
    assert_eq!(names(dir.path()).len(), 2);
    let kept = names(&cache);
    assert_eq!(kept.len(), 1);
    let before = std::fs::metadata(&kept[0]).unwrap().modified().unwrap();
    let session = Session::open_in(&big, no_waker(), &home).unwrap();
    session.stop_reading();
    wait_until("stopped", || session.snapshot().stopped.is_some());
    assert_eq!(session.snapshot().rows, scanned.snapshot().rows, "it is used again");
    session.read_on();
    wait_until("read", || session.snapshot().progress.is_none() && session.snapshot().stopped.is_none());
    assert_eq!((names(&cache), std::fs::metadata(&kept[0]).unwrap().modified().unwrap()), (kept, before));
    // Another file of that name: the old index is not taken for its own.
    write_session(&big, 31_000, 60).unwrap();
    assert_ne!(open_in(&big, &home).snapshot().rows, scanned.snapshot().rows);
    assert_eq!(names(&cache).len(), 1);
    // What a killed program left is taken away in time; what another makes at this moment is not.
    let (old, new) = (cache.join("0.idx.77-0"), cache.join("0.idx.78-0"));
    for path in [&old, &new] {
        std::fs::write(path, "").unwrap();
    }
    let days = std::time::SystemTime::now() - std::time::Duration::from_hours(50);
    std::fs::File::options().write(true).open(&old).unwrap().set_modified(days).unwrap();
    write_session(&big, 32_000, 60).unwrap();
    open_in(&big, &home);
    assert!(!old.exists() && new.exists());
    let session = open(&big);
    assert!(session.snapshot().board.row(SocketId(1)).is_some());
    assert_eq!(names(dir.path()).len(), 2);
}

/// What the index alone tells of rows is what the rows tell.
#[test]
fn a_glance_tells_what_the_rows_do() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("seen.jsonl");
    write_session(&path, 3000, 60).unwrap();
    let session = open_in(&path, &own(dir.path()));
    let (rows, all) = (session.rows(), session.snapshot().rows);
    let (mut waited, mut states) = (0, 0);
    for first in (0..all).step_by(100) {
        let glances = rows.glances(first..first + 100);
        assert_eq!(glances.calls.len() as u64, (all - first).min(100));
        for (k, seen) in (first..).zip(&glances.calls) {
            let row = rows.read_row(k).unwrap();
            assert_eq!((seen.k, seen.n, seen.sid, seen.kind), (k, row.n, row.sid, Some(row.record.call.kind())));
            assert_eq!((seen.t.as_micros(), seen.sends), (row.t.as_micros(), row.record.call.sent().is_some()));
            let came = glances.ended.iter().find(|end| end.call == row.n).map_or(0, |end| end.bytes);
            if row.join_n.is_none() || came > 0 {
                assert_eq!(seen.bytes + came, row.sent_len + row.received_len, "{row:?}");
            }
            assert_eq!(seen.waits, row.join_n.is_some());
            assert_eq!(rows.started(k).unwrap(), seen.t);
            assert!(rows.before(seen.t) <= k && rows.before(seen.t + std::time::Duration::from_micros(1)) > k);
        }
        waited += glances.ended.len();
        for seen in &glances.notices {
            wait_until("the notice", || rows.notice(seen.n).is_some());
            states += usize::from(matches!(rows.notice(seen.n), Some(Notice::State(TcpState::Established))));
        }
    }
    assert!(waited > 100 && states >= 8, "{waited} {states}");
    assert!(rows.glances(all..all + 5).calls.is_empty());
}
