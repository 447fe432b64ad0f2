//! The reading of a long session: first rows, jumps, the whole scan, a filter, the past, and memory; beside the bare
//! loops that touch the same bytes, in one run.
//!
//! `cargo bench --bench reading` prints a table. `SOCKSCOPE_RECORDS` (200,000) and `SOCKSCOPE_PAYLOAD` (60 bytes) say how
//! long the session is: `SOCKSCOPE_RECORDS=10000000 SOCKSCOPE_PAYLOAD=900` makes about 10 GB, in the system's temporary
//! folder or in `SOCKSCOPE_FOLDER`. Times say something of one machine only, so nothing is asserted.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // a bench, run by hand

#[path = "../tests/support/sessions.rs"]
mod sessions;

use crossbeam_channel::{Receiver, bounded};
use sockscope::bytes::Encoding;
use sockscope::call::{Outcome, SocketId};
use sockscope::script::call_line_short;
use sockscope::session::find::{Finder, FinderParts, Marks, Query, QueryOptions};
use sockscope::session::{Direction, IndexHome, Session, Waker};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Rows and moments that are jumped to.
const JUMPS: u64 = 1000;
const MOMENTS: u64 = 100;

fn main() {
    // `cargo test --benches` only compiles and starts it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let given = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    let folder = std::env::var_os("SOCKSCOPE_FOLDER").map_or_else(std::env::temp_dir, Into::into);
    let dir = tempfile::tempdir_in(folder).unwrap();
    let path = dir.path().join("long.jsonl");
    let start = Instant::now();
    let payload = usize::try_from(given("SOCKSCOPE_PAYLOAD", 60)).unwrap();
    let records = sessions::write_session(&path, given("SOCKSCOPE_RECORDS", 200_000), payload).unwrap();
    let bytes = std::fs::metadata(&path).unwrap().len();
    println!("{records} records, {} MB, made in {:.2?}\n", bytes / 1_000_000, start.elapsed());
    let home = IndexHome { sessions: Some(dir.path().to_owned()), cache: None };
    let bare = bare(&path);
    row("bare: read and find line ends", &format!("{bare:.2?}"));
    by_bytes(&path, &home);
    whole(&path, &home, bare, records);
    with_index(&path, &home);
}

fn row(what: &str, found: &str) {
    println!("{what:<58} {found}");
}

fn ratio(what: &str, ours: Duration, bare: Duration) {
    row(what, &format!("{ours:.2?}, {:.2} x the bare loop", ours.as_secs_f64() / bare.as_secs_f64()));
}

/// The highest that resident memory ever was.
fn memory(when: &str) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    row(&format!("memory at its highest, {when}"), peak.trim());
}

fn bare(path: &Path) -> Duration {
    let start = Instant::now();
    let (mut file, mut block, mut lines) = (File::open(path).unwrap(), vec![0; 1 << 20], 0);
    loop {
        let count = file.read(&mut block).unwrap();
        if count == 0 {
            break;
        }
        lines += memchr::memchr_iter(b'\n', &block[..count]).count();
    }
    std::hint::black_box(lines);
    start.elapsed()
}

/// An opened session, and a sign whenever there is something new.
fn open(path: &Path, home: &IndexHome) -> (Arc<Session>, Receiver<()>) {
    let (wake, woken) = bounded(1);
    let waker: Waker = Arc::new(move || {
        let _ = wake.try_send(());
    });
    (Session::open_in(path, waker, home).unwrap(), woken)
}

fn wait<T>(woken: &Receiver<()>, look: impl Fn() -> Option<T>) -> T {
    loop {
        if let Some(found) = look() {
            return found;
        }
        let _ = woken.recv_timeout(Duration::from_millis(20));
    }
}

fn numbers(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
        .map(|x| x >> 20)
}

fn jumps(what: &str, count: u64, jump: impl Fn(u64)) {
    // Others each time: what was read before is in memory.
    let mut times: Vec<Duration> = numbers(what.len() as u64)
        .take(usize::try_from(count).unwrap())
        .map(|number| {
            let start = Instant::now();
            jump(number);
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    row(what, &format!("{:.2?} half of them, {:.2?} 99 %, {:.2?} the slowest", at(50), at(99), at(100)));
}

/// Without an index, and with the reading stopped at once: rows by byte position.
fn by_bytes(path: &Path, home: &IndexHome) {
    let start = Instant::now();
    let (session, woken) = open(path, home);
    let rows = session.rows();
    wait(&woken, || rows.row(0));
    row("no index: the first row", &format!("{:.2?}", start.elapsed()));
    wait(&woken, || rows.row(rows.count() - 1));
    row("no index: the last row", &format!("{:.2?}", start.elapsed()));
    session.stop_reading();
    wait(&woken, || session.snapshot().stopped.or(session.snapshot().progress.is_none().then_some((0, 0))));
    jumps(&format!("no index: {JUMPS} jumps to any row"), JUMPS, |number| {
        let k = number % rows.count();
        wait(&woken, || rows.row(k.min(rows.count() - 1)));
    });
}

fn whole(path: &Path, home: &IndexHome, bare: Duration, records: u64) {
    let start = Instant::now();
    let (session, woken) = open(path, home);
    wait(&woken, || session.snapshot().progress.is_none().then_some(()));
    let took = start.elapsed();
    ratio("no index: all of it, index and board made", took, bare);
    row("  a record", &format!("{:.0} ns", took.as_nanos() as f64 / records as f64));
    assert_eq!(session.snapshot().folded, records);
    memory("all read");
}

fn with_index(path: &Path, home: &IndexHome) {
    let index = path.with_file_name("long.jsonl.idx");
    let bare = bare(&index);
    let start = Instant::now();
    let (session, woken) = open(path, home);
    let rows = session.rows();
    wait(&woken, || rows.row(0));
    row("with its index: the first row", &format!("{:.2?}", start.elapsed()));
    let records = std::fs::metadata(&index).unwrap().len() / 32 - 1;
    wait(&woken, || (session.snapshot().records == records).then_some(()));
    ratio("with its index: all rows, beside reading the index", start.elapsed(), bare);
    wait(&woken, || rows.row(rows.count() - 1));
    row("with its index: the last row", &format!("{:.2?}", start.elapsed()));
    jumps(&format!("with its index, board not there yet: {JUMPS} jumps"), JUMPS, |number| {
        let k = number % rows.count();
        wait(&woken, || rows.row(k));
    });
    wait(&woken, || session.snapshot().progress.is_none().then_some(()));
    row("with its index: the board folded behind", &format!("{:.2?}", start.elapsed()));
    jumps(&format!("all read: {JUMPS} jumps to any row"), JUMPS, |number| {
        let k = number % rows.count();
        wait(&woken, || rows.row(k));
    });
    let socket = session.snapshot().board.sockets.values().max_by_key(|row| row.received).map(|row| row.sid).unwrap();
    pieces(&session, socket, &woken);
    jumps(&format!("{MOMENTS} jumps to any moment of the past"), MOMENTS, |number| {
        wait(&woken, || session.moment(number % records));
    });
    memory("and after the jumps");
    filter(&session, "errno:EAGAIN");
    filter(&session, "never-there");
    memory("and after the filters");
    assert!(matches!(rows.read_row(0).unwrap().record.outcome, Outcome::Ok(_)));
}

fn pieces(session: &Arc<Session>, socket: SocketId, woken: &Receiver<()>) {
    let pieces = session.pieces(socket);
    let len = pieces.stream_len(Direction::Received);
    jumps(&format!("{JUMPS} jumps to any byte of a socket"), JUMPS, |number| {
        let piece = pieces.get(pieces.piece_at(Direction::Received, number % len).unwrap()).unwrap();
        wait(woken, || session.payload(piece.n));
    });
}

fn filter(session: &Arc<Session>, text: &str) {
    let (wake, woken) = bounded(1);
    let query = Query::parse(text, QueryOptions { encoding: Encoding::Utf8 }).unwrap();
    let waker: Waker = Arc::new(move || {
        let _ = wake.try_send(());
    });
    let start = Instant::now();
    let finder = Finder::start(FinderParts {
        session: session.clone(),
        query,
        text: |row| format!("{} {:?}", call_line_short(&row.record, None), row.record.outcome),
        marks: Arc::new(Marks::default()),
        waker,
    });
    let finder = finder.unwrap();
    let rows = session.snapshot().rows;
    wait(&woken, || (finder.progress().searched >= rows && !finder.progress().running).then_some(()));
    let found = format!("{:.2?}, {} of {rows}", start.elapsed(), finder.progress().matches);
    row(&format!("a filter over all of it: {text}"), &found);
}
