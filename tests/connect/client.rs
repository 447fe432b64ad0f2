//! TCP clients: connect, disconnect, reconnect, refused, bound to a port, over IPv6, by name; recent targets.

use super::support::hand::Hand;
use super::support::python::Python;
use super::{connected, made, peer, tester, tester_over};
use egui::Key;
use sockscope::call::Address;

/// Accepts again and again, says each client's port, and hangs up when it is told to.
const SERVER: &str = "import socket, sys
s = socket.create_server((sys.argv[1], 0), family=socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
print(s.getsockname()[1])
while True:
    conn, address = s.accept()
    print(address[1])
    conn.sendall('你好'.encode())
    if input() == 'close':
        conn.close()";

fn server(host: &str) -> (Python, u16) {
    let mut server = peer(SERVER, &[host]);
    let port = server.number();
    (server, port)
}

fn connect(hand: &mut Hand, port: u16) {
    hand.type_in("Target port", &port.to_string());
    hand.press("Connect");
}

#[test]
fn connect_disconnect_and_reconnect() {
    let (mut server, port) = server("127.0.0.1");
    let mut hand = tester();
    hand.see("Nothing is open yet");
    connect(&mut hand, port);
    let first = connected(&mut hand, "client/s", &[]);
    hand.see("Connected");
    server.line();
    hand.socket(first, "what the server says", |row| row.received == 6);
    made(&mut hand, first, &["socket", "settimeout", "connect"]);
    assert!(hand.state().keeping[&first].receiving, "it keeps receiving");

    hand.press("Disconnect");
    hand.socket(first, "a closed socket", |row| !row.open);
    hand.press("Reconnect");
    let second = connected(&mut hand, "client/s", &[first]);
    server.tell("");
    server.line();

    hand.press("Reconnect");
    hand.socket(second, "the old one closed first", |row| !row.open);
    let third = connected(&mut hand, "client/s", &[first, second]);
    server.tell("");
    server.line();

    server.tell("close");
    hand.see("Closed by the peer");
    hand.press("Reconnect");
    connected(&mut hand, "client/s", &[first, second, third]);
    server.line();
    assert_eq!(hand.state().snapshot.board.totals.sockets_open, 1, "nothing is left behind");
}

#[test]
fn a_refusal_leaves_the_bar_as_it_is_and_says_why() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let mut hand = tester();
    connect(&mut hand, port);
    hand.see(&format!("connect to 127.0.0.1:{port}: ECONNREFUSED"));
    assert_eq!(hand.field("Target port"), port.to_string(), "what was typed stays");
    let failed = hand.named("client/s");
    hand.select("client/s");
    hand.press("Why");
    hand.see("Why did s.connect fail?");
    let _server = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    hand.press("Connect");
    hand.see("Connected");
    hand.socket(failed, "the failed one closed", |row| !row.open);
    hand.see_no("ECONNREFUSED (111)");
}

#[test]
fn a_client_binds_its_own_port() {
    let (mut server, port) = server("127.0.0.1");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let own = free.local_addr().unwrap().port();
    drop(free);
    let mut hand = tester();
    hand.type_in("Local port", &own.to_string());
    connect(&mut hand, port);
    let client = connected(&mut hand, "client/s", &[]);
    assert_eq!(server.number(), own, "the server sees the port that was bound");
    made(&mut hand, client, &["socket", "setsockopt", "bind", "settimeout", "connect"]);
    hand.press("Reconnect");
    connected(&mut hand, "client/s", &[client]);
    server.tell("");
    assert_eq!(server.number(), own, "the port can be bound again at once");
}

#[test]
fn over_ipv6_and_by_name() {
    let (mut server6, port) = server("::1");
    let mut hand = tester();
    hand.press("v6");
    assert_eq!(hand.field("Target host"), "::1", "the loopback address follows the family");
    connect(&mut hand, port);
    hand.see("Connected");
    server6.line();
    hand.press("Disconnect");
    hand.press("both");
    hand.type_in("Target host", "localhost");
    let (mut server4, port) = server("127.0.0.1");
    hand.type_in("Target port", &port.to_string());
    hand.press("Connect");
    let chosen = hand.wait("the connection or the question", |hand| {
        let asked = hand.state().chooser.as_ref().map(|chooser| chooser.answers.clone());
        asked.map(Some).or_else(|| hand.sees("Connected").then_some(None))
    });
    if let Some(answers) = chosen {
        let v4 = answers.iter().find(|address| matches!(address, Address::Inet { .. })).unwrap();
        hand.press(&v4.to_string());
    }
    hand.see("Connected");
    server4.line();
}

#[test]
fn mistakes_are_told_at_their_field_and_repaired_in_one_press() {
    let (mut server, port) = server("127.0.0.1");
    let mut hand = tester();
    hand.type_in("Target host", "１２７．０．０．１");
    hand.type_in("Target port", "99999");
    hand.press("Connect");
    hand.see("There are full-width signs in it; change them to ASCII: 127.0.0.1");
    hand.see("“99999” is no port: ports go from 0 to 65535");
    assert_eq!(hand.field("Target port"), "99999", "nothing typed is lost");
    hand.press("Use 127.0.0.1");
    assert_eq!(hand.field("Target host"), "127.0.0.1");
    hand.press("Use 9999");
    hand.see_no("ports go from");
    hand.type_in("Target host", &format!("http://127.0.0.1:{port}/"));
    hand.key(Key::Enter);
    hand.press_beginning("Use 127.0.0.1 ");
    assert_eq!(hand.field("Target port"), port.to_string());
    hand.type_in("Timeout in seconds", "2");
    hand.key(Key::Enter);
    hand.see("Connected");
    server.line();
}

#[test]
fn a_wait_is_stopped_and_a_second_target_stands_beside_the_first() {
    // A listener whose queue is full answers no more: on Linux the next connect waits.
    let mut full = peer(
        "import socket
s = socket.socket()
s.bind(('127.0.0.1', 0))
s.listen(0)
a = socket.create_connection(s.getsockname())
print(s.getsockname()[1])
input()",
        &[],
    );
    let port = full.number();
    let mut hand = tester();
    hand.type_in("Timeout in seconds", "");
    connect(&mut hand, port);
    hand.press("Stop");
    hand.see(&format!("connect to 127.0.0.1:{port}: stopped"));
    let stopped = hand.named("client/s");
    hand.socket(stopped, "no waiting call", |row| row.waiting.is_empty());
    let (mut one, port) = server("127.0.0.1");
    connect(&mut hand, port);
    hand.see("Connected");
    one.line();
    let (mut two, port) = server("127.0.0.1");
    connect(&mut hand, port);
    let second = connected(&mut hand, "client/s2", &[]);
    two.line();
    hand.type_in("Target port", "9");
    hand.press("Connect");
    hand.see("connect to 127.0.0.1:9: ECONNREFUSED");
    let first = hand.select("client/s");
    hand.type_in("Target port", "8");
    assert_eq!((hand.state().selected, hand.state().bar().sid), (Some(first), Some(first)), "what the bar acts on");
    hand.press("Connect");
    hand.see("connect to 127.0.0.1:8: ECONNREFUSED");
    hand.select("client/s3");
    hand.see("connect to 127.0.0.1:9: ECONNREFUSED");
    // Rows move when one closes: nobody clicks before they have.
    for (left, next) in [(3, "client/s4"), (2, "client/s")] {
        hand.press("Disconnect");
        hand.wait("it closed", |hand| (hand.state().snapshot.board.totals.sockets_open == left).then_some(()));
        hand.h.run_steps(4);
        hand.select(next);
    }
    hand.press("Disconnect");
    hand.wait("one connection", |hand| (hand.state().snapshot.board.totals.sockets_open == 1).then_some(()));
    assert!(hand.state().socket(second).unwrap().open, "the selected one was meant");
}

#[test]
fn targets_and_what_is_typed_return_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, port) = server("127.0.0.1");
    {
        let mut hand = tester_over(folder.path());
        connect(&mut hand, port);
        hand.see("Connected");
        server.line();
        hand.press("Disconnect");
        hand.type_in("Target port", "1");
        hand.press("Connect");
        hand.see("ECONNREFUSED");
        hand.type_in("Target host", "half-typed.exam");
        hand.type_in("Local address", "127.0.0.9");
    }
    server.tell("");
    let mut hand = tester_over(folder.path());
    assert_eq!(hand.field("Target host"), "half-typed.exam");
    assert_eq!(hand.field("Local address"), "127.0.0.9");
    hand.press("Recent targets");
    hand.press("Forget TCP client 127.0.0.1:1");
    hand.see_no("TCP client 127.0.0.1:1\n");
    assert_eq!(hand.state().settings.recent_targets.len(), 1);
    hand.choose(&format!("TCP client 127.0.0.1:{port}"));
    assert_eq!((hand.field("Target host"), hand.field("Local address")), ("127.0.0.1".to_owned(), String::new()));
    hand.press("Connect");
    hand.see("Connected");
    server.line();

    hand.type_in("Target host", "x");
    hand.key(Key::ArrowDown);
    hand.see("Forget all recent targets");
    hand.key(Key::Enter);
    assert_eq!(hand.field("Target host"), "127.0.0.1", "the first line had the keyboard");
    hand.press("Recent targets");
    hand.choose("Forget all recent targets");
    assert!(hand.state().settings.recent_targets.is_empty());
}
