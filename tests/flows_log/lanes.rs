//! The composers below the log.

use super::desk::Desk;
use egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, Start, StartKind};
use sockscope::call::number_of;

#[test]
fn a_wrong_text_is_told_while_it_is_typed_and_nothing_is_sent() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.type_into("Send to client/s", "\\xZZ");
    assert!(desk.harness.query_all_by_label_contains("escape").next().is_some());
    desk.picture("wrong-text");
    desk.harness.key_press(Key::Enter);
    desk.harness.run_steps(5);
    assert!(!desk.has_row(".send("));
}

#[test]
fn a_datagram_is_answered_to_whom_it_came_from() {
    let mut desk = Desk::new();
    desk.press(AppCommand::Start(Start {
        what: StartKind::Serve,
        kind: number_of("SOCK_DGRAM").unwrap(),
        family: number_of("AF_INET").unwrap(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        share: false,
    }));
    desk.until("recvfrom", |desk| desk.has_row("recvfrom 2048 waits"));
    let port = {
        let board = &desk.harness.state().state().snapshot.board;
        board.sockets.values().next().and_then(|row| row.local.as_ref()?.port()).unwrap()
    };
    let peer = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(super::desk::PATIENCE)).unwrap();
    peer.send_to(b"ping", ("127.0.0.1", port as u16)).unwrap();
    desk.until("ping", |desk| desk.has_row("↓ 4 B, \"ping\" ← 127.0.0.1:"));
    desk.until("composer", |desk| desk.harness.query_by_label("Send to server/u").is_some());
    desk.type_into("Send to server/u", "pong");
    desk.harness.key_press(Key::Enter);
    desk.until("sendto", |desk| desk.has_row("↑ 4 of 4 B"));
    let mut answer = [0; 16];
    assert_eq!(peer.recv(&mut answer).unwrap(), 4);
    assert_eq!(&answer[..4], b"pong");
    desk.picture("datagram");
}

#[test]
fn nothing_is_sent_while_an_input_method_composes() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.type_into("Send to client/s", "a");
    let preedit = egui::ImeEvent::Preedit { text: "ni".into(), active_range_chars: None };
    desk.harness.event(egui::Event::Ime(preedit));
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::Enter);
    desk.harness.run_steps(5);
    assert!(!desk.has_row(".send("));
    desk.harness.event(egui::Event::Ime(egui::ImeEvent::Commit("你".into())));
    desk.harness.run_steps(2);
    desk.harness.get_by_role_and_label(Role::TextInput, "Send to client/s").focus();
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::Enter);
    desk.until("send", |desk| desk.has_row(" of ") && desk.has_row(".send("));
}
