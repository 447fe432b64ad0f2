//! Queries over session files: what is found, and that it is found as records come.

use super::made::{Made, RECV, data, everything, send};
use sockscope::bytes::Encoding;
use sockscope::call::{Outcome, Value};
use sockscope::script::call_line_short;
use sockscope::session::Session;
use sockscope::session::find::{Finder, FinderParts, Mark, Marks, Query, QueryOptions};
use std::sync::Arc;
use std::time::{Duration, Instant};

fn open(path: &std::path::Path) -> Arc<Session> {
    let session = Session::open(path, Arc::new(|| ())).unwrap();
    until(|| session.snapshot().progress.is_none());
    session
}

fn until(mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(60), "it never ends");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn start(session: &Arc<Session>, query: &str, marks: &Arc<Marks>) -> Finder {
    let options = QueryOptions { encoding: Encoding::Gbk };
    let query = Query::parse(query, options).unwrap_or_else(|error| panic!("{query}: {error}"));
    let parts = FinderParts {
        session: Arc::clone(session),
        query,
        text: |row| format!("{} {:?}", call_line_short(&row.record, None), row.record.outcome),
        marks: Arc::clone(marks),
        waker: Arc::new(|| ()),
    };
    Finder::start(parts).unwrap()
}

/// The records that the rows begin with which fit.
fn found(session: &Arc<Session>, query: &str, marks: &Arc<Marks>) -> Vec<u64> {
    let finder = start(session, query, marks);
    until(|| !finder.progress().running && finder.progress().searched == session.snapshot().rows);
    assert_eq!(finder.progress().unreadable, 0, "{query}");
    let rows = finder.with(|hits| (0..hits.count()).map_while(|i| hits.row(i)).collect::<Vec<_>>());
    rows.into_iter().filter_map(|k| session.rows().record_of_row(k)).collect()
}

#[test]
fn every_term_finds_its_calls() {
    let folder = tempfile::tempdir().unwrap();
    let session = open(&everything(folder.path()));
    let mut marks = Marks::default();
    marks.put(5, Mark { star: true, note: "Look at this".into() });
    marks.put(11, Mark { star: false, note: "TLS".into() });
    let marks = Arc::new(marks);
    for (query, wanted) in [
        ("", &[1, 2, 3, 4, 5, 6, 10, 11, 12][..]),
        ("get", &[5]),
        ("HTTP/1.1", &[5]),
        ("\"GET /\"", &[5]),
        ("needle", &[10]),
        ("aneedle", &[10]),
        ("wÖrld", &[6]),
        ("你好", &[6]),
        ("ECONNREFUSED", &[]),
        ("error", &[3]),
        ("errno:econn", &[3]),
        ("errno:EPIPE", &[]),
        ("-error call:connect", &[4]),
        ("hex:16 03 01", &[11]),
        ("hex:0d0a", &[5]),
        ("re:/^GET .*\\r\\n$/", &[5]),
        ("re:/a{100}needle$/", &[10]),
        ("re:/^\\x16\\x03.{2}$/", &[11]),
        ("re:/\\xe4\\xbd\\xa0好/", &[6]),
        ("socket:cli", &[2, 3, 4, 5, 11]),
        ("socket:s", &[1, 6, 10, 12]),
        ("socket:\"s\"", &[]),
        ("socket:\"client/cli\" call:recv", &[11]),
        ("socket:client,srv", &[1, 2, 3, 4, 5, 6, 10, 11, 12]),
        ("call:send", &[5, 10]),
        ("-call:send,recv", &[1, 2, 3, 4, 12]),
        ("addr:127.0.0.1:80", &[3]),
        ("dir:sent", &[5, 10]),
        ("dir:received", &[6, 11]),
        ("t:1..2", &[3, 4, 5]),
        ("t:1.5", &[4]),
        ("t:>4", &[12]),
        ("size:>100", &[10]),
        ("size:80006", &[10]),
        ("size:14 dir:received", &[6]),
        ("size:4..14 dir:received", &[6, 11]),
        ("note:", &[5, 11]),
        ("note:look", &[5]),
        ("bookmarked", &[5]),
        ("-bookmarked note:", &[11]),
        ("call:recv hex:16 -socket:srv", &[11]),
    ] {
        let found = found(&session, query, &marks);
        // The text of the outcome here is Rust's: numbers, no names.
        assert_eq!(found, wanted, "{query}");
    }
}

#[test]
fn a_search_ends_where_it_is_cancelled_and_keeps_what_it_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    made.socket(0, (1, "s"));
    for i in 0..20_000 {
        made.call(i, (1, "s"), RECV, data(format!("reply {i}").as_bytes()));
    }
    let session = open(&made.save(folder.path(), "many.jsonl"));
    let finder = start(&session, "reply", &Arc::default());
    until(|| finder.progress().matches > 0);
    finder.cancel();
    until(|| !finder.progress().running);
    let progress = finder.progress();
    assert!(progress.cancelled && progress.matches <= progress.searched && progress.searched <= 20_001);
    assert_eq!(found(&session, "\"reply 19999\"", &Arc::default()), [20_001]);
    assert_eq!(found(&session, "re:/^reply 1\\d{4}$/", &Arc::default()).len(), 10_000);
}

/// Not timed: a look at how long queries take over many records, in the test's own profile.
#[test]
fn queries_that_need_no_record_read_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    made.socket(0, (1, "s"));
    for i in 0..5000 {
        made.call(i, (1, "s"), send(b"x"), Outcome::Ok(Value::Int(1)));
    }
    let path = made.save(folder.path(), "gone.jsonl");
    let session = open(&path);
    // The lines are gone; the index is not.
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(200).unwrap();
    let fits = found(&session, "call:send dir:sent t:>1 size:1 socket:s -note:", &Arc::default());
    assert_eq!(fits.len(), 3999);
}

#[test]
fn an_export_takes_the_same_queries() {
    let folder = tempfile::tempdir().unwrap();
    let path = everything(folder.path());
    let export = |query: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sockscope"));
        let command = command.env("LC_ALL", "en_US.UTF-8").arg("export").arg(&path).args(["--to", "csv", "--filter"]);
        let out = command.arg(query).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, out, why) = export("call:connect error");
    assert_eq!(code, Some(0), "{why}");
    assert!(out.contains("ECONNREFUSED") && out.trim_end().lines().count() == 2, "{out}");
    let (code, _, why) = export("call:zap");
    assert!(code == Some(2) && why.contains("No call is named zap"), "{why}");
}
