//! Two sessions compared: in the window, and on the command line.

use super::filter::over_everything;
use super::made::{Made, RECV, data, errno, everything, send};
use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, PathPurpose};
use sockscope::call::{Address, Call, Outcome, Value};
use sockscope::session::Session;
use sockscope::session::compare::{Comparison, Difference, compare};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// [`everything`], otherwise: another port refused, other bytes, an error in place of data, a call more, a call less.
pub fn otherwise(folder: &Path) -> PathBuf {
    let (srv, cli) = ((7, "srv"), (9, "client/cli"));
    let mut made = Made::new();
    made.socket(110, srv);
    made.socket(210, cli);
    made.call(1001, cli, Call::Connect { address: Address::inet("127.0.0.1", 81) }, errno("ECONNREFUSED"));
    made.call(1501, cli, Call::Connect { address: Address::inet("127.0.0.1", 8000) }, Outcome::NONE);
    made.call(2001, cli, send(b"GET /x HTTP/1.1\r\n"), Outcome::Ok(Value::Int(17)));
    made.waits(2501, srv, 5, RECV);
    made.joins(2601, 7, 5, errno("ECONNRESET"));
    let long = vec![b'a'; 40_000];
    made.part(3001, 7, 2, &long);
    made.part(3001, 7, 1, &[&long[..39_999], b"b"].concat());
    made.call(3001, srv, send(b"needle"), Outcome::Ok(Value::Int(80_006)));
    made.call(3501, srv, Call::FileNo, Outcome::Ok(Value::Int(9)));
    made.call(5001, srv, Call::Close, Outcome::NONE);
    made.save(folder, "otherwise.jsonl")
}

fn open(path: &Path) -> Arc<Session> {
    let session = Session::open(path, Arc::new(|| ())).unwrap();
    let start = std::time::Instant::now();
    while session.snapshot().progress.is_some() {
        assert!(start.elapsed().as_secs() < 60);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    session
}

fn compared(left: &Path, right: &Path) -> Comparison {
    compare(&open(left), &open(right), &mut |_, _| true).unwrap()
}

#[test]
fn every_kind_of_difference_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (left, right) = (everything(folder.path()), otherwise(folder.path()));
    let result = compared(&left, &right);
    let pairs: Vec<_> = result.pairs.iter().map(|pair| (pair.left(), pair.right(), pair.difference)).collect();
    let (a, b) = (Some::<u64>, Some::<u64>);
    let wanted = [
        (a(1), b(1), Difference::Same),
        (a(2), b(2), Difference::Same),
        (a(3), b(3), Difference::Arguments),
        (a(4), b(4), Difference::Same),
        // What came back is another number too: it follows from the bytes.
        (a(5), b(5), Difference::Bytes),
        (a(6), b(6), Difference::Outcome),
        (a(10), b(10), Difference::Bytes),
        (None, b(11), Difference::OnlyRight),
        (a(11), None, Difference::OnlyLeft),
        (a(12), b(12), Difference::Same),
    ];
    assert_eq!(pairs, wanted);
    assert_eq!(result.differing.len(), 6);
    assert!(compared(&left, &left).is_same());
}

/// A server and a client on a port that the kernel chose: another one in every run.
fn on_port(folder: &Path, port: i64, name: &str) -> PathBuf {
    let (srv, cli) = ((1, "srv"), (2, "cli"));
    let mut made = Made::new();
    made.socket(0, srv);
    made.call(1, srv, Call::Bind { address: Address::inet("127.0.0.1", 0) }, Outcome::NONE);
    let own = Some(Address::inet("127.0.0.1", port));
    made.call(2, srv, Call::GetSockName, Outcome::Ok(Value::Address(own)));
    made.call(3, srv, Call::FileNo, Outcome::Ok(Value::Int(port % 90)));
    made.socket(4, cli);
    made.call(port as u64, cli, Call::Connect { address: Address::inet("127.0.0.1", port) }, Outcome::NONE);
    made.save(folder, name)
}

#[test]
fn ports_that_the_kernel_chose_and_times_are_no_differences() {
    let folder = tempfile::tempdir().unwrap();
    let first = on_port(folder.path(), 40_001, "first.jsonl");
    let second = on_port(folder.path(), 51_717, "second.jsonl");
    let result = compared(&first, &second);
    assert!(result.is_same(), "{:?}", result.pairs);
}

#[test]
fn long_sessions_that_share_little_are_compared_in_one_pass() {
    let folder = tempfile::tempdir().unwrap();
    let many = |name: &str, word: &str| {
        let mut made = Made::new();
        made.socket(0, (1, "s"));
        for i in 0..3000 {
            made.call(i, (1, "s"), RECV, data(format!("{word} {i}").as_bytes()));
        }
        made.save(folder.path(), name)
    };
    let (one, other) = (many("one.jsonl", "one"), many("other.jsonl", "other"));
    let result = compared(&one, &other);
    assert_eq!((result.pairs.len(), result.differing.len()), (3001, 3000));
    let cancelled = compare(&open(&one), &open(&other), &mut |_, _| false);
    assert_eq!(cancelled.unwrap_err().kind(), std::io::ErrorKind::Interrupted);
}

#[test]
fn the_command_line_tells_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let (left, right) = (everything(folder.path()), otherwise(folder.path()));
    let run = |left: &Path, right: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
        let out = command.env("LC_ALL", "en_US.UTF-8").arg("compare").args([left, right]).output().unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, out, _) = run(&left, &left);
    assert_eq!(code, Some(0));
    assert!(out.starts_with("No difference in 9 calls"), "{out}");
    let (code, out, _) = run(&left, &right);
    assert_eq!(code, Some(1));
    assert!(out.contains("6 of 10 calls differ") && out.contains("only right\n>     11"), "{out}");
    let (code, out, why) = run(&left, Path::new("/dev/null"));
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(!why.is_empty());
}

/// The window with the comparison open.
pub fn comparing() -> Hand {
    let mut hand = over_everything();
    let other = otherwise(hand.folder());
    hand.menu(&["Session", "Compare with…"]);
    hand.see("Compare with a session");
    hand.h.state_mut().update(AppCommand::TakePath { path: other, replace: false });
    hand.see("everything.jsonl compared with otherwise.jsonl");
    hand.dismiss();
    hand
}

#[test]
fn the_window_goes_from_difference_to_difference() {
    let mut hand = comparing();
    assert!(hand.state().path_box != Some(PathPurpose::CompareWith));
    hand.see("6 of 10 calls differ");
    hand.see("The call was made with other arguments");
    hand.press("Next difference");
    hand.see("16 B against 17 B, different from byte 5 on");
    hand.key(Key::F3);
    hand.see("The same call came back otherwise");
    hand.key(Key::F3);
    hand.see("80006 B against 80006 B, different from byte 79999 on");
    hand.see("Right 013870: ");
    hand.key(Key::F3);
    hand.see("Only the right session has this call");
    hand.h.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    hand.h.step();
    hand.see("80006 B against");
    hand.see("1, same: ");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.see("Right 01387c: ");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    hand.see("Right 013870: ");
    hand.press("Differences");
    hand.see_no("1, same: ");
    hand.see("3, arguments: ");
    hand.press("Close");
    hand.see_no("compared with otherwise.jsonl");
}
