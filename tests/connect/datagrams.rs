//! UDP: a target, a listener, and the start that receives datagrams.

use super::support::hand::Hand;
use super::{kind, made, peer, tester};
use egui::Key;
use sockscope::app::AppCommand;
use sockscope::app::{Content, Outgoing, SendCall, SendCommand};
use sockscope::call::{Address, CallKind, SocketId};

/// Answers each datagram with its own text turned round.
const ECHO: &str = "import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', 0))
print(s.getsockname()[1])
while True:
    data, address = s.recvfrom(2048)
    s.sendto(data[::-1], address)";

/// Sends one datagram.
const SENDER: &str = "import socket, sys
s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(sys.argv[3].encode(), (sys.argv[1], int(sys.argv[2])))
print('sent')";

fn send_to_target(hand: &mut Hand, sid: SocketId, text: &str) {
    let address = hand.state().bar_address(sid);
    assert!(address.is_some(), "the bar's target is remembered");
    hand.h.state_mut().update(AppCommand::Sending(SendCommand::Go(Outgoing {
        what: Content::Bytes(text.as_bytes().into()),
        call: SendCall::SendTo,
        to: vec![sid],
        address,
        repeat: None,
        label: None,
    })));
}

fn received(hand: &mut Hand, sid: SocketId, bytes: u64) {
    hand.socket(sid, "what came", |row| row.received == bytes);
}

#[test]
fn a_target_answers() {
    let mut echo = peer(ECHO, &[]);
    let port = echo.number();
    let mut hand = tester();
    kind(&mut hand, "UDP");
    hand.type_in("Target port", &port.to_string());
    hand.press("Open");
    let client = hand.named("client/u");
    hand.socket(client, "an open socket", |row| row.open);
    made(&mut hand, client, &["socket", "settimeout"]);
    assert_eq!(hand.state().bar_address(client), Some(Address::inet("127.0.0.1", port.into())));
    send_to_target(&mut hand, client, "abc");
    received(&mut hand, client, 3);
    hand.press("Close socket");
    hand.socket(client, "it is closed", |row| !row.open);
    hand.press("Open again");
    let again = hand.named("client/u");
    assert_ne!(again, client);
    send_to_target(&mut hand, again, "abcd");
    received(&mut hand, again, 4);
}

#[test]
fn a_listener_hears_everyone() {
    let mut hand = tester();
    kind(&mut hand, "UDP listen");
    hand.press("v6");
    hand.type_in("Port to listen on", "0");
    hand.press("Open");
    let server = hand.named("server/u");
    let port = hand.port(server).to_string();
    made(&mut hand, server, &["socket", "bind"]);
    for (text, total) in [("你好", 6), ("again", 11)] {
        peer(SENDER, &["::1", &port, text]).line();
        received(&mut hand, server, total);
    }
}

#[test]
fn the_start_that_receives_datagrams() {
    let mut hand = Hand::new();
    hand.press_beginning("Receive datagrams: ");
    hand.see("Only programs on this machine can send here");
    hand.press("Share the port (SO_REUSEADDR)");
    hand.see("s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)");
    hand.press_beginning("Interface This machine only");
    hand.choose("Every interface (0.0.0.0)");
    hand.see("Anyone on any network of this machine can send here");
    hand.see("s.bind((\"0.0.0.0\", 8000))");
    hand.type_in("Port", "0");
    hand.key(Key::Enter);
    hand.see("Anyone on this network can reach it");
    hand.press("Bind to loopback");
    let server = hand.named("server/u");
    let port = hand.port(server).to_string();
    made(&mut hand, server, &["socket", "setsockopt", "bind"]);
    peer(SENDER, &["127.0.0.1", &port, "hello"]).line();
    received(&mut hand, server, 5);
    assert!(hand.state().keeping[&server].receiving);
    hand.chip(CallKind::Close);
    hand.menu(&["Socket", "Receive datagrams…"]);
    hand.see("Share the port");
    hand.type_in("Port", "0");
    hand.press("Start");
    hand.named("server/u2");
}
