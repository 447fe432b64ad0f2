//! *Reopen last board*: offered after a restart, and made only when it is pressed.

use super::{kind, made, peer, tester_over};
use crate::support::hand::Hand;

const CLIENT: &str = "import socket, sys
s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
s.sendall(b'hi')
print('in')
input()";

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server, a client of it, and a datagram socket, left open.
fn leave(hand: &mut Hand, port: u16) {
    kind(hand, "TCP server");
    hand.type_in("Port to listen on", &port.to_string());
    hand.press("Listen");
    hand.named("server/s");
    hand.see("Listening");
    kind(hand, "TCP client");
    hand.type_in("Target port", &port.to_string());
    hand.press("Connect");
    hand.see("Connected");
    kind(hand, "UDP listen");
    hand.type_in("Port to listen on", "0");
    hand.press("Open");
    let datagrams = hand.named("server/u");
    hand.port(datagrams);
    let server = hand.named("server/conn1");
    hand.socket(server, "a client", |row| row.peer.is_some());
}

#[test]
fn the_sockets_come_back_when_it_is_pressed_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    leave(&mut tester_over(folder.path()), port);
    let mut hand = tester_over(folder.path());
    hand.see(&format!("3 sockets: server/s 127.0.0.1:{port}, server/u 127.0.0.1:0, client/s → 127.0.0.1:{port}"));
    hand.h.run_steps(20);
    assert_eq!(hand.state().snapshot.board.totals.calls, 0, "nothing is made by itself");
    hand.press("Reopen last board");
    let (server, client) = (hand.named("server/s"), hand.named("client/s"));
    hand.named("server/u");
    hand.socket(client, "a connection", |row| row.connected);
    made(&mut hand, server, &["socket", "setsockopt", "bind", "listen", "accept"]);
    made(&mut hand, client, &["socket", "settimeout", "connect"]);
    assert!(hand.state().last_board.is_none(), "it is offered once");
    let mut other = peer(CLIENT, &[&port.to_string()]);
    other.line();
    let accepted = hand.named("server/conn2");
    hand.socket(accepted, "what it says: the server serves again", |row| row.received == 2);
    drop(other);
    hand.socket(accepted, "closed after it has gone", |row| !row.open);
}

#[test]
fn one_that_fails_stops_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    leave(&mut tester_over(folder.path()), port);
    let _taken = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    let mut hand = tester_over(folder.path());
    hand.menu(&["Socket", "Reopen last board"]);
    let server = hand.named("server/s");
    hand.socket(server, "the failure", |row| row.last_error.is_some());
    hand.see("EADDRINUSE");
    let datagrams = hand.named("server/u");
    hand.socket(datagrams, "a bound socket", |row| row.local.is_some());
    let client = hand.named("client/s");
    hand.socket(client, "a connection to whoever took the port", |row| row.connected);
}

#[test]
fn a_wide_bind_is_asked_about_again_and_the_board_can_be_dismissed() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut hand = tester_over(folder.path());
        kind(&mut hand, "UDP listen");
        hand.type_in("Address to listen on", "0.0.0.0");
        hand.type_in("Port to listen on", "0");
        hand.press("Open");
        hand.press("Bind to 0.0.0.0:0");
        let first = hand.named("server/u");
        hand.port(first);
        kind(&mut hand, "TCP server");
        hand.type_in("Address to listen on", "127.0.0.1");
        hand.press("Listen");
        hand.see("Listening");
    }
    {
        let mut hand = tester_over(folder.path());
        hand.press("Reopen last board");
        hand.see("Anyone on this network can reach it");
        assert!(hand.state().snapshot.board.sockets.is_empty(), "asked before anything is made");
        hand.press("Cancel");
        hand.named("server/s");
        assert_eq!(hand.state().snapshot.board.sockets.len(), 1, "the other one is made");
    }
    {
        let mut hand = tester_over(folder.path());
        hand.see("1 socket: server/s");
        hand.press("Forget the last board");
        hand.see_no("Reopen last board");
    }
    let mut hand = tester_over(folder.path());
    hand.see("Nothing is open yet");
    assert!(hand.state().last_board.is_none());
}

#[test]
fn a_damaged_file_is_told_of_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("last-board.jsonl"), "{\"netscript\":1,").unwrap();
    let mut hand = tester_over(folder.path());
    hand.see("The last board could not be read: line 1 is damaged");
    assert!(config.join("last-board.damaged.jsonl").exists());
}
