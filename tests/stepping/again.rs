//! A session run again on live sockets: what came beside what was recorded.

use super::desk::written;
use super::support::hand::Hand;
use super::support::python::Python;
use sockscope::app::{AppCommand, Mark, OpenScript, Phase};
use sockscope::call::CallKind;
use std::path::PathBuf;

/// A port that nobody uses at the moment.
fn free_port() -> u16 {
    std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The file of a window, when the window and its sockets are gone.
fn file_of(hand: Hand) -> PathBuf {
    let path = hand.state().live_snapshot().path.clone().unwrap();
    let copy = tempfile::tempdir().unwrap().keep().join("recorded.jsonl");
    std::fs::copy(&*path, &copy).unwrap();
    drop(hand);
    copy
}

fn reading(path: &std::path::Path) -> Hand {
    let mut hand = Hand::new();
    hand.h.state_mut().update(AppCommand::OpenSession(path.to_owned()));
    hand.see("You are reading ");
    hand.wait("all of it", |hand| hand.state().snapshot.progress.is_none().then_some(()));
    hand
}

fn script(hand: &Hand) -> &OpenScript {
    hand.state().scripts.open.as_deref().expect("a script is open")
}

fn ended(hand: &mut Hand) -> Vec<(Mark, String)> {
    hand.wait("the end", |hand| {
        let open = hand.state().scripts.open.as_deref()?;
        let (_, case) = open.current()?;
        (case.phase == Phase::Ended).then_some(())
    });
    let (view, case) = script(hand).current().unwrap();
    let python = |at: usize| view.rows[view.row_of[at]].step().unwrap().python.to_string();
    case.steps.iter().enumerate().map(|(at, step)| (step.mark, python(at))).collect()
}

#[test]
fn a_chat_runs_again_on_another_port() {
    let port = free_port();
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", &port.to_string());
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    for (from, to, text) in [("client/s", "server/conn", "你好\\r\\n"), ("server/conn", "client/s", "Hello!\\r\\n")] {
        assert!(hand.say(from, text).is_ok());
        assert!(hand.receive(to).is_ok());
    }
    hand.new_socket("client/probe", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    written(&mut hand);
    let path = file_of(hand);
    // Somebody else has the port now.
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port));
    let mut hand = reading(&path);
    hand.menu(&["Session", "Run again…"]);
    let field = format!("Address in place of 127.0.0.1:{port} (bind, connect)");
    hand.see(&field);
    hand.type_in("Address in place of 127.0.0.1:9 (connect)", "127.0.0.1:0");
    hand.see("here nobody could tell which one");
    hand.type_in("Address in place of 127.0.0.1:9 (connect)", "127.0.0.1:9");
    hand.type_in(&field, "127.0.0.1:0");
    hand.h.run_steps(3);
    super::support::pictures::save(&mut hand.h, "again-dialog");
    hand.press("Run");
    let steps = ended(&mut hand);
    assert!(hand.state().is_live(), "it runs on live sockets");
    let odd: Vec<_> = steps.iter().filter(|(mark, _)| matches!(mark, Mark::Differed | Mark::Refused)).collect();
    assert!(odd.is_empty(), "{odd:?}");
    let held = steps.iter().filter(|(mark, _)| *mark == Mark::Held).count();
    assert!(held >= 12, "{steps:?}");
    hand.see(&format!("{held} as recorded, 0 different"));
    let refused = steps.iter().position(|(_, python)| python.contains("127.0.0.1\", 9)")).unwrap();
    assert_eq!(steps[refused].0, Mark::Held, "what was refused is refused again");
    hand.see("recorded ('127.0.0.1', ");
    // The list rests once it is known which sockets are left.
    hand.see("4 sockets are left open");
    hand.h.run_steps(6);
    let at = hand.locate("the refused", |label| label.starts_with("Line ") && label.contains("127.0.0.1\", 9)"));
    hand.click(at);
    hand.see("came ECONNREFUSED · recorded ECONNREFUSED");
    super::support::pictures::save(&mut hand.h, "again-held");
    hand.press("中");
    hand.h.run_steps(4);
    super::support::pictures::save(&mut hand.h, "again-held-zh");
}

#[test]
fn a_server_that_is_gone_is_a_difference() {
    let mut peer = Python::run(
        "import socket
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1])
s = listener.accept()[0]
s.sendall(s.recv(100).upper())
s.recv(1)",
    );
    let port = peer.number();
    let mut hand = Hand::new();
    hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", port as i64).is_ok());
    assert!(hand.say("client/s", "hello").is_ok());
    assert!(hand.receive("client/s").is_ok());
    assert!(hand.make(CallKind::Close).is_ok());
    written(&mut hand);
    drop(peer);
    let path = file_of(hand);
    let mut hand = reading(&path);
    hand.menu(&["Session", "Run again…"]);
    hand.see(&format!("Address in place of 127.0.0.1:{port} (connect)"));
    hand.press("Run");
    let steps = ended(&mut hand);
    let marks: Vec<_> = steps.iter().map(|(mark, _)| *mark).collect();
    let (open, differed) = (script(&hand), |step: usize| marks[step] == Mark::Differed);
    let connect = steps.iter().position(|(_, python)| python.contains("connect")).unwrap();
    let (_, case) = open.current().unwrap();
    assert!(differed(connect) && &*case.steps[connect].shown == "ECONNREFUSED", "{steps:?}");
    assert!(!differed(0), "{steps:?}");
    hand.see("different");
    hand.press("Next difference");
    hand.wait("the difference", |hand| (script(hand).selected_step()?.step == connect).then_some(()));
    hand.see("came ECONNREFUSED · recorded None");
    super::support::pictures::save(&mut hand.h, "again-different");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    super::support::pictures::save(&mut hand.h, "again-small");
}

/// A connection that leaves this machine, and nobody's answer.
const BEYOND: &str = r#"{"netscript":1,"log":1,"n":0,"utc":"2026-11-22T14:05:09.000000000Z","app":"sockscope test"}
{"n":1,"t":0.1,"sid":1,"call":"socket","as":"s","family":"AF_INET","type":"SOCK_STREAM","dur":0.00001,"r":{"ok":null}}
{"n":2,"t":0.2,"sid":1,"call":"connect","on":"s","address":["192.0.2.1",9],"dur":0.1,"r":{"err":"ENETUNREACH","no":101}}
"#;

#[test]
fn what_leaves_this_machine_is_asked_for_first() {
    let path = tempfile::tempdir().unwrap().keep().join("beyond.jsonl");
    std::fs::write(&path, BEYOND).unwrap();
    let mut hand = reading(&path);
    hand.menu(&["Session", "Run again…"]);
    hand.see("Address in place of 192.0.2.1:9 (connect)");
    hand.press("Run");
    hand.see("May this script leave this machine?");
    hand.press("Run on this machine only");
    let steps = ended(&mut hand);
    assert_eq!(steps.iter().map(|(mark, _)| *mark).collect::<Vec<_>>(), [Mark::Held, Mark::Refused]);
    // Mapped to this machine, nobody is asked.
    let before = script(&hand).number;
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    hand.see("You are reading ");
    hand.wait("all of it", |hand| hand.state().snapshot.progress.is_none().then_some(()));
    hand.menu(&["Session", "Run again…"]);
    hand.type_in("Address in place of 192.0.2.1:9 (connect)", "127.0.0.1:9");
    hand.press("Run");
    hand.wait("another run", |hand| (hand.state().scripts.open.as_ref()?.number != before).then_some(()));
    let steps = ended(&mut hand);
    assert_eq!(steps[1].0, Mark::Differed, "{steps:?}");
    hand.see("recorded ENETUNREACH");
}
