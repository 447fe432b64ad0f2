//! Requests and answers: their times, the counters, and *show from here*.

use super::desk::{call, command, key_with, socket, texts};
use super::support::hand::Hand;
use super::support::pictures::save;
use super::support::python::Python;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, DataMode};
use sockscope::call::{Address, Call, SocketId};

/// A device that answers each request of 12 bytes with 9, and says the time of day unasked when told to.
const DEVICE: &str = "import socket
s = socket.create_server(('127.0.0.1', 0))
print(s.getsockname()[1])
conn, _ = s.accept()
while True:
    data = conn.recv(12)
    if not data:
        break
    conn.sendall(data[:5] + b'\\x03\\x01\\x03\\x00')";

fn device(hand: &mut Hand) -> (SocketId, Python) {
    let mut device = Python::run(DEVICE);
    let port = device.number();
    let sid = socket(hand, "plc", "SOCK_STREAM");
    call(hand, sid, Call::Connect { address: Address::inet("127.0.0.1", port.into()) });
    hand.socket(sid, "a connection", |row| row.connected);
    command(hand, AppCommand::KeepReceiving(sid, true));
    hand.select("plc");
    (sid, device)
}

/// Sends a request and waits for its answer.
fn ask(hand: &mut Hand, sid: SocketId, number: u8) {
    let before = hand.state().socket(sid).map_or(0, |row| row.received);
    let request: [u8; 12] = [0, number, 0, 0, 0, 6, 1, 3, 0, 0, 0, 10];
    call(hand, sid, Call::SendAll { data: request.as_slice().into(), flags: 0 });
    hand.socket(sid, "the answer", |row| row.received >= before + 9);
}

#[test]
fn an_answer_says_how_long_after_its_request_it_came() {
    let mut hand = Hand::new();
    let (sid, _device) = device(&mut hand);
    hand.press_tab("Data");
    for number in 1..=3 {
        ask(&mut hand, sid, number);
    }
    let trips = hand.state().trips(sid).expect("round trips");
    assert_eq!(trips.count, 3);
    assert!(trips.min <= trips.last && trips.last <= trips.max);
    hand.wait("three answers", |hand| {
        let answers = texts(hand, "after the request");
        (answers.len() == 3 && answers.iter().all(|said| said.starts_with("Received at"))).then_some(())
    });
    hand.wait("each answer under its request", |hand| {
        let heads = texts(hand, " at ").into_iter().map(|said| (said.starts_with("Sent at"), said));
        let heads: Vec<bool> =
            heads.filter(|(sent, said)| *sent || said.starts_with("Received at")).map(|h| h.0).collect();
        (heads.len() >= 4 && heads.last() == Some(&false) && heads.windows(2).all(|two| two[0] != two[1])).then_some(())
    });
    hand.see("↑ 36 B · 3 ↓ 27 B · 3 answered after ");
    hand.see("Answer after ");
    save(&mut hand.h, "clients-trips");
    hand.press("Count from now on");
    hand.see("↑ 0 B · 0 ↓ 0 B · 0");
    // The kernel's own rtt stands in the inspector.
    hand.wait("no round trip", |hand| {
        texts(hand, "↓ 0 B · 0").iter().all(|said| !said.contains("answered")).then_some(())
    });
    ask(&mut hand, sid, 4);
    hand.see("↑ 12 B · 1 ↓ 9 B · 1 answered after ");
    assert_eq!(hand.state().trips(sid).map(|trips| trips.count), Some(1));
}

#[test]
fn show_from_here_hides_older_bytes_and_deletes_nothing() {
    let mut hand = Hand::new();
    let (sid, _device) = device(&mut hand);
    hand.press_tab("Data");
    for number in 1..=2 {
        ask(&mut hand, sid, number);
    }
    hand.see("0000 00 02 00 00 00 03 01 03 00");
    key_with(&mut hand, Modifiers::COMMAND, Key::L);
    let from = hand.state().shown_from;
    assert!(from > 0);
    hand.see(&format!("No bytes since record {from}"));
    hand.see("↓ 18 B · 2");
    save(&mut hand.h, "clients-cleared");
    ask(&mut hand, sid, 3);
    hand.see("0000 00 03 00 00 00 03 01 03 00");
    assert!(!hand.sees("0000 00 02"), "older bytes are out of sight");
    hand.type_in("Find text or hex", "00 00 06");
    hand.see("Not found");
    let last = hand.h.get_all_by_label("Hex").last().map(|node| node.rect().center());
    hand.click(last.expect("the switch of the find field"));
    hand.see("1 of 1");
    save(&mut hand.h, "clients-from-here");
    command(&mut hand, AppCommand::SetDataMode(DataMode::ReceivedStream));
    hand.see("0012 00 03 00 00 00 03 01 03 00");
    assert!(!hand.sees("0000 00 01"), "offsets stay as they are");
    hand.press("Show all bytes again");
    hand.see("0000 00 01 00 00 00 03 01 03 00 00 02");
    command(&mut hand, AppCommand::SetDataMode(DataMode::Messages));
    hand.see("0000 00 01 00 00 00 03 01 03 00");
    hand.see("1 of 3");
}
