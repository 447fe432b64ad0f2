//! The sockets of this machine: a real `python3` is found with its number, connected to, and followed.

use super::support::hand::Hand;
use super::support::python::Python;
use super::{client, listener, show};
use sockscope::call::Address;

const SERVER: &str = "import os, socket
s = socket.create_server(('127.0.0.1', 0))
print(s.getsockname()[1])
print(os.getpid())
c, a = s.accept()
print(a[1])
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
    let c = hand.named("c");
    let row = hand.socket(c, "a connection", |row| row.connected && row.local.is_some());
    assert_eq!(python.line().trim().parse::<i64>().unwrap(), row.local.as_ref().unwrap().port().unwrap());
    assert_eq!(hand.state().selected, Some(c));
    drop(python);
    hand.wait("the listener is gone", |hand| hand.state().machine.watched[0].is_gone().then_some(()));
    hand.press(&format!("Watch 127.0.0.1:{port} no more"));
    assert!(hand.state().machine.watched.is_empty());
}

#[test]
fn rows_are_put_in_order_and_ours_lead_to_the_kernels_panel() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    assert_eq!(hand.state().selected, Some(cli));
    show(&mut hand, "System");
    hand.type_in("Filter the sockets of this machine", &format!("mine port:{port}"));
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
    let row = own.rows.iter().find(|row| row.socket.local == Address::inet("127.0.0.1", port)).unwrap();
    assert_eq!(hand.state().own_socket(&row.socket), Some(server));
    // Paused, nothing newer is read.
    show(&mut hand, "System");
    hand.press("Pause");
    hand.h.run_steps(3);
    assert!(hand.state().machine.paused);
    hand.press("Go on");
}
