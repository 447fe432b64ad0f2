//! Datagrams by sender: counted, shown alone, answered.

use super::desk::{call, command, menu_of, socket, texts};
use super::support::hand::Hand;
use super::support::pictures::save;
use super::support::python::Python;
use sockscope::app::AppCommand;
use sockscope::call::{Address, Call, CallKind, SocketId};

/// Two senders on loopback: `send I TEXT`, `hear I`.
const SENDERS: &str = "import socket, sys
to = ('127.0.0.1', int(sys.argv[1]))
socks = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
for s in socks:
    s.bind(('127.0.0.1', 0))
    s.settimeout(20)
    print(s.getsockname()[1])
for line in sys.stdin:
    what, i, *text = line.split()
    if what == 'send':
        socks[int(i)].sendto(text[0].encode(), to)
        print('sent')
    else:
        print(socks[int(i)].recvfrom(2048)[0].decode())";

fn receiver(hand: &mut Hand) -> (SocketId, Python, Vec<u16>) {
    let sid = socket(hand, "u", "SOCK_DGRAM");
    call(hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let port = hand.port(sid).to_string();
    command(hand, AppCommand::KeepReceiving(sid, true));
    let mut peer = Python::spawn(std::process::Command::new("python3").args(["-u", "-c", SENDERS, &port]));
    let ports = vec![peer.number(), peer.number()];
    (sid, peer, ports)
}

fn send(hand: &mut Hand, peer: &mut Python, sid: SocketId, from: usize, text: &str) {
    let before = hand.state().socket(sid).map_or(0, |row| row.messages_received);
    peer.tell(&format!("send {from} {text}"));
    assert_eq!(peer.line(), "sent");
    hand.socket(sid, "the datagram", |row| row.messages_received > before);
}

#[test]
fn senders_have_rows_and_the_last_or_the_chosen_one_is_answered() {
    let mut hand = Hand::new();
    let (sid, mut peer, ports) = receiver(&mut hand);
    for (from, text) in [(0, "21.5C"), (1, "hum=40"), (0, "22.0C"), (1, "hum=41")] {
        send(&mut hand, &mut peer, sid, from, text);
    }
    hand.select("u");
    hand.press_tab("Data");
    hand.see(&format!("127.0.0.1:{} sends to u: 2 datagrams, 10 B, last at ", ports[0]));
    hand.see("32 32 2e 30 43");
    hand.see("68 75 6d 3d 34 31");
    save(&mut hand.h, "clients-senders");

    // One sender alone, with what was answered; then all again.
    hand.press_beginning(&format!("127.0.0.1:{} sends to u", ports[0]));
    hand.see_no("68 75 6d 3d");
    hand.see("32 31 2e 35 43");
    hand.h.step();
    save(&mut hand.h, "clients-only-sender");
    hand.press(&format!("Answer 127.0.0.1:{}", ports[0]));
    assert_eq!(hand.state().answer_address(sid), Some(Address::inet("127.0.0.1", ports[0].into())));
    hand.see("is answered");
    let answer = |hand: &mut Hand, text: &str| {
        hand.chip(CallKind::SendTo);
        let port = hand.field("Port");
        hand.type_in("Data", text);
        assert!(hand.make_chosen(CallKind::SendTo).is_ok());
        port
    };
    assert_eq!(answer(&mut hand, "thanks"), ports[0].to_string());
    peer.tell("hear 0");
    assert_eq!(peer.line(), "thanks");
    hand.see("74 68 61 6e 6b 73");
    send(&mut hand, &mut peer, sid, 0, "22.1C");
    hand.wait("the time of the answer", |hand| texts(hand, "after the request").first().map(|_| ()));
    assert_eq!(hand.state().trips(sid).map(|trips| trips.count), Some(1));
    hand.press_beginning("Show everybody’s datagrams again");
    hand.see("68 75 6d 3d 34 31");

    // Whoever sent last.
    menu_of(&mut hand, &format!("127.0.0.1:{} sends to u", ports[0]));
    hand.choose("Answer whoever sent last");
    send(&mut hand, &mut peer, sid, 1, "hum=42");
    assert_eq!(hand.state().answer_address(sid), Some(Address::inet("127.0.0.1", ports[1].into())));
}
