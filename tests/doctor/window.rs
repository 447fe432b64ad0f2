//! The card in the window: seen, pressed, and the socket is mended.

use super::python::Python;
use super::support::hand::Hand;
use super::taken::HOLDS;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use sockscope::call::{Address, CallKind, Outcome};

#[test]
fn a_refused_connect_and_a_lonely_accept_are_mended_by_one_press() {
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    let port = hand.bind("127.0.0.1", 0);
    assert!(hand.make(CallKind::Listen).is_ok());
    let client = hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    assert_eq!(hand.connect("127.0.0.1", super::bench::dead_port()), Outcome::Errno(libc::ECONNREFUSED));
    hand.see(&format!("server/s listens on 127.0.0.1:{port}, which is another port"));
    // More is told once it is asked for.
    assert!(!hand.sees("What to try"));
    hand.press("Learn more");
    hand.see("What to try");
    hand.press(&format!("Connect to 127.0.0.1:{port}"));
    hand.socket(client, "connected", |row| row.connected);
    hand.see_no("Learn more");

    hand.select("server/s");
    assert!(hand.make(CallKind::Accept).is_ok());
    hand.select("server/s");
    hand.chip(CallKind::Accept);
    hand.go(CallKind::Accept);
    hand.see(&format!("accept waits until a client connects to 127.0.0.1:{port}"));
    hand.press(&format!("Connect a new socket to 127.0.0.1:{port}"));
    hand.socket(server, "accepted", |row| row.accepted == 2);
    assert_eq!(hand.state().selected, Some(server), "the card's socket stays selected");
}

#[test]
fn the_program_that_has_the_port_is_named_and_port_0_is_bound() {
    let mut holder = Python::run(HOLDS);
    let port = holder.number();
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Port", &port.to_string());
    assert_eq!(hand.make_chosen(CallKind::Bind), Outcome::Errno(libc::EADDRINUSE));
    hand.see("another program on this machine");
    hand.see("(pid ");
    // Seen among the machine's sockets, with the row selected; the card stays.
    hand.press("Show it in System");
    hand.see(&format!("Port {port} (TCP) is listened on at 127.0.0.1:{port} by python3, pid "));
    hand.wait("its row has the keyboard", |hand| {
        let row = By::new().role(Role::ListItem).predicate(|node| node.is_focused());
        let rows = hand.h.query_all(row).filter_map(|node| node.accesskit_node().label());
        rows.into_iter().any(|label| label.starts_with(&format!("tcp LISTEN 127.0.0.1:{port}, "))).then_some(())
    });
    assert_eq!(hand.field("Which process has port"), port.to_string());
    hand.press("bind port 0 instead");
    let row = hand.socket(server, "bound", |row| row.local.is_some());
    let bound = row.local.as_ref().and_then(Address::port).unwrap();
    assert_ne!(bound, i64::from(port));
    let binds = hand.calls(server, CallKind::Bind);
    assert_eq!(binds.len(), 2, "the press made an ordinary call, which is in the log");
    // A word before the next mistake, which may be dismissed for good.
    hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Connect);
    hand.type_in("Port", &bound.to_string());
    hand.see(&format!("server/s is bound to 127.0.0.1:{bound}, but does not listen yet"));
    hand.press("Never show this kind of hint again");
    hand.see_no("but does not listen yet");
    assert!(hand.state().settings.hides_hint("not-listening"));
}
