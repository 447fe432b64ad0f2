//! The sockets of this machine: a real `python3` is found with its number, connected to, and followed.

use super::support::hand::Hand;
use super::support::python::Python;
use super::{call, client, listener, show, socket};
use egui::{Event, Key, Modifiers};
use sockscope::call::{Address, Call};

const SERVER: &str = "import os, socket
s = socket.create_server(('127.0.0.1', 0))
print(s.getsockname()[1])
print(os.getpid())
c, a = s.accept()
print(a[1])
input()";

const SHARED: &str = "import socket
s = [socket.socket() for _ in range(2)]
for one in s:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
s[0].bind(('127.0.0.1', 0))
s[1].bind(s[0].getsockname())
for one in s:
    one.listen()
print(s[0].getsockname()[1])
input()";

#[test]
fn who_has_my_port_is_found_connected_to_and_followed_until_it_is_gone() {
    let mut python = Python::run(SERVER);
    let (port, pid) = (python.number(), python.line());
    let pid = pid.trim();
    let mut hand = Hand::new();
    show(&mut hand, "System");
    hand.type_in("Filter the sockets of this machine", &format!("port:{port} state:listen"));
    let row = format!("tcp LISTEN 127.0.0.1:{port}, ");
    hand.press_beginning(&row);
    hand.see(&format!("with process number {pid}"));
    hand.see(&format!("Process {pid}: "));
    hand.see("1 of ");
    hand.press("Watch it");
    hand.press(&format!("Connect to 127.0.0.1:{port}"));
    let c = hand.named("client/c");
    let row = hand.socket(c, "a connection", |row| row.connected && row.local.is_some());
    assert_eq!(python.line().trim().parse::<i64>().unwrap(), row.local.as_ref().unwrap().port().unwrap());
    assert_eq!(hand.state().selected, Some(c));
    drop(python);
    hand.wait("the listener is gone", |hand| hand.state().machine.watched()[0].is_gone().then_some(()));
    hand.press(&format!("Watch 127.0.0.1:{port} no more"));
    assert!(hand.state().machine.watched().is_empty());
}

#[test]
fn which_process_has_my_port_is_asked_in_the_panel_and_in_the_palette() {
    const FIELD: &str = "Which process has port";
    let mut python = Python::run(SERVER);
    let (port, pid) = (python.number(), python.line());
    let answer = format!("Port {port} (TCP) is listened on at 127.0.0.1:{port} by python3, pid {}", pid.trim());
    let mut hand = Hand::new();
    let dead = listener(&mut hand, "srv").1;
    show(&mut hand, "System");
    hand.type_in(FIELD, &port.to_string());
    hand.see(&answer);
    hand.see("1 of ");
    // Enter goes on to what was found.
    hand.key(Key::Enter);
    hand.see(&format!("Process {}: ", pid.trim()));
    // Ours by its name.
    hand.type_in(FIELD, &format!(":{dead}"));
    hand.see(&format!("Port {dead} (TCP) is listened on at 127.0.0.1:{dead} by srv of this window"));
    for (text, words) in [
        ("99999", "“99999” is no port: ports go from 0 to 65535"),
        ("abc", "“abc” is no number"),
        ("0", "Nobody can have port 0"),
    ] {
        hand.type_in(FIELD, text);
        hand.see(words);
    }
    hand.press("Ask about no port");
    hand.see_no("Nobody can have");
    // From the palette, with the port in it and without.
    show(&mut hand, "Charts");
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    hand.h.run_steps(2);
    hand.h.event(Event::Text(format!("port {port}")));
    hand.see(&format!("Which process has port {port}"));
    hand.key(Key::Enter);
    hand.see(&answer);
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    hand.h.run_steps(2);
    // A number in another command is no question.
    hand.h.event(Event::Text("bind 8000".to_owned()));
    hand.h.run_steps(2);
    assert!(!hand.sees("Which process has port 8000"));
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::A);
    hand.h.event(Event::Text("which process".to_owned()));
    hand.see("Which process has a port…");
    hand.key(Key::Enter);
    hand.wait("the field has the keyboard", |hand| hand.has_keyboard(FIELD).then_some(()));
    assert_eq!(hand.field(FIELD), "");
    drop(python);
    hand.type_in(FIELD, &port.to_string());
    hand.see(&format!("Nobody has port {port}: "));
    // Two that share a port are told apart.
    let mut python = Python::run(SHARED);
    let shared = python.number();
    hand.type_in(FIELD, &shared.to_string());
    hand.wait("two rows, each with its number", |hand| {
        let row = format!("tcp LISTEN 127.0.0.1:{shared}, python3");
        let rows: Vec<String> = hand.texts().into_iter().filter(|text| text.starts_with(&row)).collect();
        matches!(rows.as_slice(), [a, b] if a != b && a.contains(", socket ")).then_some(())
    });
}

#[test]
fn rows_are_put_in_order_and_ours_lead_to_the_kernels_panel() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    // A younger socket with the listener's names, of another protocol.
    let udp = socket(&mut hand, "udp", "AF_INET", "SOCK_DGRAM");
    call(&mut hand, udp, Call::Bind { address: Address::inet("127.0.0.1", port) });
    let cli = client(&mut hand, "cli", port);
    assert_eq!(hand.state().selected, Some(cli));
    show(&mut hand, "System");
    hand.type_in("Filter the sockets of this machine", &format!("mine port:{port} proto:tcp"));
    // The listener, our client, and its other end that nobody has accepted: it has no process yet.
    hand.see("2 of ");
    hand.press("Sort by State");
    hand.press("Sort by State");
    hand.press_beginning(&format!("tcp LISTEN 127.0.0.1:{port}, "));
    hand.see("1 of 5 waiting to be accepted, yours");
    hand.press("Show in the Kernel panel");
    assert_eq!(hand.state().selected, Some(server));
    hand.see("accept queue 1 of 5");
    let own = hand.state().machine.last_table().unwrap();
    let at_port = own.rows.iter().filter(|row| row.socket.local == Address::inet("127.0.0.1", port) && row.is_own);
    let mut sids: Vec<_> = at_port.map(|row| (row.socket.protocol(), row.sid)).collect();
    sids.sort();
    assert_eq!(sids, [("tcp", Some(server)), ("udp", Some(udp))]);
    // Paused, nothing newer is read.
    show(&mut hand, "System");
    hand.press("Pause");
    hand.h.run_steps(3);
    assert!(hand.state().machine.paused);
    hand.press("Go on");
}
