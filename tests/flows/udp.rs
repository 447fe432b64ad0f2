//! Datagrams both ways with a python peer.

use super::support::hand::Hand;
use super::support::python::Python;
use sockscope::call::{Address, CallKind, Outcome, Value};

const PEER: &str = "import socket, sys
s = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], 0))
print(s.getsockname()[1])
s.sendto('你好'.encode(), (sys.argv[1], int(input())))
data, address = s.recvfrom(2048)
print(address[1])
print(data.decode())
s.sendto(b'', address)";

fn exchange(host: &str, family: &str) {
    let mut command = std::process::Command::new("python3");
    let mut peer = Python::spawn(command.env("PYTHONUTF8", "1").args(["-u", "-c", PEER, host]));
    let peer_port = i64::from(peer.number());
    let mut hand = Hand::new();
    let own = hand.new_socket("server/u", family, "SOCK_DGRAM");
    let port = hand.bind(host, 0);

    hand.chip(CallKind::RecvFrom);
    hand.type_in("Size", "2048");
    let waits = hand.go(CallKind::RecvFrom);
    hand.see("u recvfrom 2048 waits");
    peer.tell(&port.to_string());
    let Outcome::Ok(Value::DataFrom(data, Some(from))) = hand.outcome(own, CallKind::RecvFrom, waits.n) else {
        panic!("a datagram and its sender");
    };
    assert_eq!((&data[..], from.port()), ("你好".as_bytes(), Some(peer_port)));
    hand.see("你好");
    hand.wait("who sent it", |hand| hand.state().answer_address(own));

    hand.chip(CallKind::SendTo);
    let proposed = (hand.field("Host"), hand.field("Port"));
    assert_eq!(proposed, (host.to_owned(), peer_port.to_string()), "who sent last is proposed");
    hand.type_in("Data", "收到 \\u2713");
    assert_eq!(hand.make_chosen(CallKind::SendTo), Outcome::Ok(Value::Int(10)));
    assert_eq!(peer.line(), port.to_string());
    assert_eq!(peer.line(), "收到 ✓");

    hand.chip(CallKind::RecvFrom);
    let Outcome::Ok(Value::DataFrom(empty, from)) = hand.make_chosen(CallKind::RecvFrom) else {
        panic!("an empty datagram is a datagram");
    };
    assert!(empty.is_empty());
    assert_eq!(from.as_ref().and_then(Address::port), Some(peer_port));
    assert!(!hand.sees("EOF"), "an empty datagram ends nothing");
}

#[test]
fn datagrams_go_both_ways_over_ipv4() {
    exchange("127.0.0.1", "AF_INET");
}

#[test]
fn datagrams_go_both_ways_over_ipv6() {
    exchange("::1", "AF_INET6");
}
