//! TCP servers: clients come and go, both families at once, and who may reach them.

use super::{kind, made, peer, tester};
use sockscope::call::{Address, Call};

/// Connects, says its name, reads one line, and goes.
const CLIENT: &str = "import socket, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(sys.argv[3].encode())
print('in')
input()
s.close()
print('out')";

#[cfg(target_os = "linux")]
fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|fd| std::fs::read_link(fd.ok()?.path()).ok())
        .filter(|to| to.to_string_lossy().starts_with("socket:"))
        .count()
}

#[test]
fn three_clients_come_and_go_while_it_listens() {
    let mut hand = tester();
    kind(&mut hand, "TCP server");
    hand.type_in("Port to listen on", "0");
    hand.press("Listen");
    let server = hand.named("server/s");
    let port = hand.port(server).to_string();
    hand.see("Listening");
    made(&mut hand, server, &["socket", "setsockopt", "bind", "listen"]);
    #[cfg(target_os = "linux")]
    let before = descriptors();
    for round in 1..=2 {
        let mut clients: Vec<_> =
            ["甲", "乙", "丙"].iter().map(|name| peer(CLIENT, &["127.0.0.1", &port, name])).collect();
        for client in &mut clients {
            client.line();
        }
        hand.see("3 clients");
        for at in 1..=3 {
            let client = hand.named(&format!("server/conn{}", (round - 1) * 3 + at));
            let row = hand.socket(client, "a name", |row| row.received == 3);
            assert_eq!(row.listener, Some(server));
        }
        clients.pop();
        hand.see("2 clients");
        for client in &mut clients {
            client.tell("");
            client.line();
        }
        hand.see_no("2 clients");
        hand.wait("only the listener", |hand| (hand.state().snapshot.board.totals.sockets_open == 1).then_some(()));
    }
    #[cfg(target_os = "linux")]
    hand.wait("the descriptors back", |_| (descriptors() <= before).then_some(()));
    let mut last = peer(CLIENT, &["127.0.0.1", &port, "丁"]);
    last.line();
    hand.see("1 client");
    hand.press("Stop listening");
    hand.wait("nothing open", |hand| (hand.state().snapshot.board.totals.sockets_open == 0).then_some(()));
    hand.press("Listen again");
    hand.see("Listening");
}

#[test]
fn one_socket_takes_both_families_and_others_only_after_a_yes() {
    let mut hand = tester();
    kind(&mut hand, "TCP server");
    hand.press("both");
    hand.type_in("Port to listen on", "0");
    hand.press("Listen");
    hand.see("one socket listens on every interface; 127.0.0.1 is of one family only");
    hand.press("Use ::");
    assert_eq!(hand.field("Address to listen on"), "::");
    hand.press("Listen");
    hand.see("Anyone on this network can reach it");
    hand.press("Cancel");
    hand.see_no("Anyone on this network can reach it");
    assert_eq!(hand.state().snapshot.board.totals.calls, 0, "no call was made");
    hand.press("Listen");
    hand.press("Bind to [::]:0");
    let server = hand.named("server/s");
    let port = hand.port(server);
    made(&mut hand, server, &["socket", "setsockopt", "setsockopt", "bind", "listen"]);
    hand.see(&format!("Other machines can reach [::]:{port}"));
    for place in [format!("Copy 127.0.0.1:{port}, which only"), format!("Copy [::1]:{port}, which only")] {
        let is_there = |hand: &mut super::support::hand::Hand| hand.sees(&place).then_some(());
        if place.contains("127") {
            hand.wait("the address of this machine", is_there);
        }
    }
    hand.press_beginning(&format!("Copy 127.0.0.1:{port}, "));
    let places = sockscope::app::dial(&Address::inet6("::", port), true, hand.state().interfaces());
    for place in &places {
        assert!(hand.sees(&format!("Copy {}, ", place.address)), "a chip for {place:?}");
    }
    for host in ["127.0.0.1", "::1"] {
        let mut client = peer(CLIENT, &[host, &port.to_string(), "x"]);
        client.line();
        hand.see("1 client");
        client.tell("");
        client.line();
        hand.see_no("1 client");
    }
}

#[test]
fn loopback_in_its_place_binds_loopback() {
    let mut hand = tester();
    kind(&mut hand, "TCP server");
    hand.type_in("Address to listen on", "");
    hand.type_in("Port to listen on", "0");
    hand.press("Listen");
    hand.press("Bind to loopback");
    let server = hand.named("server/s");
    hand.see("Listening");
    let bound = super::calls(&mut hand, server).into_iter().find_map(|call| match call {
        Call::Bind { address } => Some(address),
        _ => None,
    });
    assert_eq!(bound, Some(Address::inet("127.0.0.1", 0)));
    assert!(!hand.sees("Other machines can reach"));
}
