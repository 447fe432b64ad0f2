//! The calls beyond the first chapters, by label: flags, files on a socket, copies, look-ups.

use super::pair;
use super::support::hand::Hand;
use sockscope::call::{CallKind, InspectField, Outcome, Value, number_of};

fn send(hand: &mut Hand, text: &str) {
    hand.select("a/left");
    hand.chip(CallKind::SendAll);
    hand.type_in("Data", text);
    assert_eq!(hand.make_chosen(CallKind::SendAll), Outcome::NONE);
}

#[test]
fn flags_are_chosen_by_name_and_said_in_words() {
    let mut hand = Hand::new();
    pair(&mut hand, "SOCK_STREAM");
    send(&mut hand, "once");
    hand.select("b/right");
    hand.chip(CallKind::Recv);
    hand.press("Flags 0");
    hand.press("MSG_PEEK");
    hand.press("MSG_DONTWAIT");
    hand.key(egui::Key::Escape);
    hand.see("the bytes stay in the queue");
    hand.see("right.recv(1024, MSG_PEEK | MSG_DONTWAIT)");
    for _ in 0..2 {
        assert_eq!(hand.make_chosen(CallKind::Recv).data().map(|data| data.to_vec()), Some(b"once".to_vec()));
        hand.chip(CallKind::Recv);
    }
    hand.press("Flags MSG_PEEK | MSG_DONTWAIT");
    hand.press("MSG_PEEK");
    hand.key(egui::Key::Escape);
    assert!(hand.make_chosen(CallKind::Recv).is_ok());
    hand.chip(CallKind::Recv);
    assert_eq!(hand.make_chosen(CallKind::Recv), Outcome::Errno(libc::EAGAIN), "it was taken, and this does not wait");
}

#[test]
fn a_file_on_the_socket_reads_lines_and_writes_when_it_is_flushed() {
    let mut hand = Hand::new();
    let (_, right) = pair(&mut hand, "SOCK_STREAM");
    hand.select("b/right");
    hand.chip(CallKind::ReadLine);
    hand.see("has no open file");
    hand.press("Make readline");
    hand.h.run_steps(3);
    assert!(hand.calls(right, CallKind::ReadLine).is_empty(), "nothing to call");
    hand.chip(CallKind::MakeFile);
    hand.press("Mode rb");
    hand.choose("rwb");
    hand.see("f = right.makefile(\"rwb\")");
    assert_eq!(hand.make_chosen(CallKind::MakeFile), Outcome::NONE);
    send(&mut hand, "one\\r\\ntwo");
    hand.select("b/right");
    let file = hand.wait("the file", |hand| {
        let files = &hand.state().snapshot.board.files;
        files.values().find(|file| file.open).map(|file| file.sid)
    });
    let made = |hand: &mut Hand, kind: CallKind| {
        hand.chip(kind);
        hand.press(&format!("Make {}", kind.name()));
        let row = hand.wait("the file's call", |hand| hand.calls(file, kind).pop());
        hand.outcome(file, kind, row.n)
    };
    assert_eq!(made(&mut hand, CallKind::ReadLine).data().map(|data| data.to_vec()), Some(b"one\r\n".to_vec()));
    hand.chip(CallKind::Write);
    hand.type_in("Data", "back");
    assert_eq!(made(&mut hand, CallKind::Write), Outcome::Ok(Value::Int(4)));
    hand.select("a/left");
    hand.chip(CallKind::Recv);
    hand.press("Flags 0");
    hand.press("MSG_DONTWAIT");
    hand.key(egui::Key::Escape);
    assert_eq!(hand.make_chosen(CallKind::Recv), Outcome::Errno(libc::EAGAIN), "still in the file's buffer");
    hand.select("b/right");
    assert_eq!(made(&mut hand, CallKind::Flush), Outcome::NONE);
    hand.select("a/left");
    hand.chip(CallKind::Recv);
    assert_eq!(hand.make_chosen(CallKind::Recv).data().map(|data| data.to_vec()), Some(b"back".to_vec()));
    hand.select("b/right");
    assert_eq!(made(&mut hand, CallKind::FClose), Outcome::NONE);
    hand.chip(CallKind::ReadLine);
    hand.see("has no open file");
}

#[test]
fn copies_looks_and_look_ups() {
    let mut hand = Hand::new();
    let (left, _) = pair(&mut hand, "SOCK_STREAM");
    hand.chip(CallKind::Dup);
    assert_eq!(hand.field("Name it"), "left2");
    assert_eq!(hand.make_chosen(CallKind::Dup), Outcome::NONE);
    hand.named("a/left2");
    hand.chip(CallKind::Poll);
    hand.type_in("Seconds", "0");
    assert_eq!(hand.make_chosen(CallKind::Poll), Outcome::Ok(Value::Events(0)));
    hand.chip(CallKind::Poll);
    hand.press("POLLOUT");
    assert_eq!(hand.make_chosen(CallKind::Poll), Outcome::Ok(Value::Events(number_of("POLLOUT").unwrap())));
    hand.chip(CallKind::Inspect);
    let Outcome::Ok(Value::Inspected(seen)) = hand.make_chosen(CallKind::Inspect) else { panic!("an inspection") };
    assert!(seen.iter().any(|(field, _)| *field == InspectField::Blocking));
    hand.chip(CallKind::GetAddrInfo);
    hand.type_in("Host", "");
    hand.type_in("Service", "");
    hand.press("Make getaddrinfo");
    hand.see("Enter a host, a service, or both");
    hand.type_in("Host", "127.0.0.1");
    hand.type_in("Service", "http");
    hand.press("Type any");
    hand.choose("SOCK_STREAM");
    hand.press("Make getaddrinfo");
    hand.see("127.0.0.1");
    let found = hand.wait("the look-up", |hand| {
        let rows = hand.state().session().rows();
        let all = (0..hand.state().snapshot.rows).filter_map(|k| rows.row(k));
        all.filter(|row| row.record.call.kind() == CallKind::GetAddrInfo).find(|row| row.record.outcome.is_ok())
    });
    assert!(matches!(&found.record.outcome, Outcome::Ok(Value::AddrInfo(list)) if list.len() == 1), "{found:?}");
    assert_ne!(found.sid, left, "a look-up is no socket's");
    hand.select("a/left2");
    assert_eq!(hand.make(CallKind::Close), Outcome::NONE);
    hand.select("a/left");
    hand.chip(CallKind::Detach);
    assert!(matches!(hand.make_chosen(CallKind::Detach), Outcome::Ok(Value::Int(_))));
    hand.socket(left, "given away", |row| !row.open);
}
