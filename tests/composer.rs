//! The composer of the real window, pressed by label, against `python3` peers that tell every byte they got.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod support;

use egui::{Event, ImeEvent, Key, Modifiers};
use sockscope::app::{AppCommand, Draft, RepeatPlan, SendCall, Start, StartKind};
use sockscope::bytes::{ChecksumSpec, Form, LineEnding, Recipe};
use sockscope::call::{CallKind, SocketId, number_of};
use support::hand::Hand;
use support::python::Python;

const FIELD: &str = "Message to send";

/// Accepts once; for each number it is told, reads so many bytes and prints them in hex.
const PEER: &str = "import socket
l = socket.create_server(('127.0.0.1', 0))
print(l.getsockname()[1])
s, _ = l.accept()
while True:
    n, got = int(input()), b''
    while len(got) < n:
        piece = s.recv(n - len(got))
        if not piece: break
        got += piece
    print(got.hex())";

/// A window that is connected to a peer, arranged to test.
fn connected() -> (Hand, Python, SocketId) {
    let mut peer = Python::run(PEER);
    let port = peer.number();
    let mut hand = Hand::new();
    let sid = hand.new_socket("client/plc", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", port).is_ok());
    hand.socket(sid, "both names", |row| row.connected && row.peer.is_some());
    hand.press("Test");
    (hand, peer, sid)
}

/// The next `n` bytes that the peer gets, in hex.
fn got(peer: &mut Python, n: usize) -> String {
    peer.tell(&n.to_string());
    peer.line()
}

fn pick(hand: &mut Hand, button: &str, item: &str) {
    hand.press(button);
    hand.choose(item);
}

fn sends(hand: &Hand, sid: SocketId) -> usize {
    hand.calls(sid, CallKind::Send).len()
}

/// Draws frames until nothing that was pressed can still be on its way.
fn settle(hand: &mut Hand) {
    hand.h.run_steps(6);
}

#[test]
fn hex_with_its_crc_arrives_byte_for_byte() {
    let (mut hand, mut peer, sid) = connected();
    hand.press("Type the message in hex");
    hand.type_in(FIELD, "01:03 0x00 00 00 0a");
    hand.press("Checksum No checksum");
    hand.type_in("Find a checksum", "modbus rtu");
    hand.choose("CRC-16/MODBUS");
    hand.see("c5 cd");
    hand.key(Key::Escape);
    hand.see("8 bytes are sent: 01 03 00 00 00 0a c5 cd; 6 B · checksum CRC-16/MODBUS c5 cd");
    hand.press("Send 8 B to client/plc");
    assert_eq!(got(&mut peer, 8), "01030000000ac5cd");

    pick(&mut hand, "Line ending No line ending", "CR LF");
    hand.press("Send 10 B to client/plc");
    assert_eq!(got(&mut peer, 10), "01030000000ac5cd0d0a");
    hand.wait("two sends", |hand| (sends(hand, sid) == 2).then_some(()));
}

#[test]
fn text_in_gbk_and_a_python_value_as_json_arrive() {
    let (mut hand, mut peer, _) = connected();
    pick(&mut hand, "Encoding UTF-8", "GBK");
    hand.type_in(FIELD, "你好\\xff\\r\\n");
    hand.see("Send 7 B to client/plc");
    hand.key(Key::Enter);
    assert_eq!(got(&mut peer, 7), "c4e3bac3ff0d0a");

    hand.press("Type the message as a Python value");
    pick(&mut hand, "How the value becomes bytes repr", "JSON");
    hand.type_in(FIELD, "{'名': (1, None, 0x10)}");
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    hand.h.step();
    let json = r#"{"\u540d": [1, null, 16]}"#;
    let hex: String = json.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(got(&mut peer, json.len()), hex);

    pick(&mut hand, "How the value becomes bytes JSON", "repr");
    hand.press("Send 22 B to client/plc");
    let repr = "{'名': (1, None, 16)}";
    let hex: String = repr.bytes().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(got(&mut peer, repr.len()), hex);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_nothing_is_sent() {
    let (mut hand, _peer, sid) = connected();
    hand.press("Type the message in hex");
    hand.type_in(FIELD, "00 01 0g");
    hand.see("“g” at position 8 is no hex digit");
    hand.key(Key::Enter);
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    settle(&mut hand);
    assert_eq!(sends(&hand, sid), 0);
    assert_eq!(hand.field(FIELD), "00 01 0g", "nothing is lost");

    hand.press("Type the message as a Python value");
    hand.type_in(FIELD, "［1，2］");
    hand.see("at position 1");
    hand.press("Change to ASCII");
    assert_eq!(hand.field(FIELD), "[1,2]");
    hand.see("6 bytes are sent");
    hand.press("Type the message in hex");
    assert_eq!(hand.field(FIELD), "00 01 0g", "each tab keeps its own");
}

#[test]
fn what_was_sent_comes_back_with_the_arrow_keys() {
    let (mut hand, mut peer, _) = connected();
    for text in ["a", "bb"] {
        hand.type_in(FIELD, text);
        hand.key(Key::Enter);
        got(&mut peer, text.len());
    }
    // What was sent is selected: what is typed takes its place.
    hand.h.event(Event::Text("unsent".to_owned()));
    settle(&mut hand);
    assert_eq!(hand.field(FIELD), "unsent");
    for (key, text) in [
        (Key::ArrowUp, "bb"),
        (Key::ArrowUp, "a"),
        (Key::ArrowUp, "a"),
        (Key::ArrowDown, "bb"),
        (Key::ArrowDown, "unsent"),
    ] {
        hand.key(key);
        assert_eq!(hand.field(FIELD), text, "{key:?}");
    }
    hand.press("Take back a");
    assert_eq!(hand.field(FIELD), "a");
    // Shift+Enter makes a line; then Enter makes lines too, and only Ctrl+Enter sends.
    hand.h.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    settle(&mut hand);
    hand.key(Key::Enter);
    assert_eq!(hand.field(FIELD), "a\n\n");
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    settle(&mut hand);
    assert_eq!(got(&mut peer, 3), "610a0a");
}

#[test]
fn keys_of_an_input_method_send_nothing() {
    let (mut hand, mut peer, sid) = connected();
    hand.type_in(FIELD, "x");
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    for event in [preedit("n"), preedit("ni hao")] {
        hand.h.event(event);
        hand.h.step();
    }
    for modifiers in [Modifiers::NONE, Modifiers::COMMAND] {
        hand.h.key_press_modifiers(modifiers, Key::Enter);
        settle(&mut hand);
    }
    assert_eq!(sends(&hand, sid), 0);
    let enter =
        Event::Key { key: Key::Enter, pressed: true, modifiers: Modifiers::NONE, repeat: false, physical_key: None };
    hand.h.input_mut().events.extend([Event::Ime(ImeEvent::Commit("你好".into())), enter]);
    settle(&mut hand);
    assert_eq!(sends(&hand, sid), 0, "the Enter that commits is the input method's");
    assert!(!hand.field(FIELD).contains('\n'), "and makes no line");
    let text = hand.field(FIELD);
    assert!(text.ends_with("你好"), "{text}");
    hand.key(Key::Enter);
    got(&mut peer, text.len());
    hand.wait("one send", |hand| (sends(hand, sid) == 1).then_some(()));
}

#[test]
fn one_message_goes_to_all_three_clients() {
    let mut hand = Hand::new();
    hand.press("Test");
    let inet = number_of("AF_INET").unwrap();
    let stream = number_of("SOCK_STREAM").unwrap();
    let start =
        Start { what: StartKind::Serve, kind: stream, family: inet, host: "127.0.0.1".into(), port: 0, share: false };
    hand.h.state_mut().update(AppCommand::Start(start));
    let listener = hand.named("server/s");
    let port = hand.port(listener);
    hand.h.state_mut().update(AppCommand::KeepAccepting(listener, true));
    hand.select("server/s");
    hand.see("server/s listens and has no clients yet");
    let mut clients = Python::run(&format!(
        "import socket
all = [socket.create_connection(('127.0.0.1', {port})) for _ in range(3)]
input()
print(*[s.recv(64).decode() for s in all])
input()"
    ));
    hand.wait("three clients", |hand| {
        let board = &hand.state().snapshot.board;
        let accepted = board.sockets.values().filter(|row| row.listener == Some(listener) && row.peer.is_some());
        (accepted.count() == 3).then_some(())
    });
    hand.type_in(FIELD, "hello");
    hand.press("Send 5 B to 3 sockets");
    clients.tell("");
    assert_eq!(clients.line(), "hello hello hello");

    // One of them alone: its own name stands beside *All 3*.
    let conn = hand.select("server/conn");
    hand.press("Send 5 B to server/conn");
    hand.wait("a second send", |hand| (sends(hand, conn) == 2).then_some(()));
    hand.press("All 3");
    hand.see("Send 5 B to 3 sockets");
}

#[test]
fn a_refused_broadcast_is_allowed_and_sent_again() {
    let mut peer = Python::run(
        "import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.255.255.255', 0))
print(s.getsockname()[1])
data, address = s.recvfrom(64)
print(data.decode())
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('127.0.0.1', 0))
s.sendto(b'here', ('127.0.0.1', address[1]))
print(s.getsockname()[1])
print(s.recvfrom(64)[0].decode())",
    );
    let port = peer.number();
    let mut hand = Hand::new();
    let sid = hand.new_socket("u", "AF_INET", "SOCK_DGRAM");
    hand.bind("127.0.0.1", 0);
    hand.press("Test");
    hand.see("no address to send to");
    hand.type_in("Address", "127.255.255.255");
    hand.see("Write host and port with a colon between");
    hand.type_in("Address", &format!("127.255.255.255:{port}"));
    hand.type_in(FIELD, "who is there?");
    hand.key(Key::Enter);
    hand.see("EACCES");
    hand.press("setsockopt(SO_BROADCAST, 1) and send again");
    assert_eq!(peer.line(), "who is there?");
    let outcomes: Vec<_> = hand.wait("both sends", |hand| {
        let calls = hand.calls(sid, CallKind::SendTo);
        let done: Vec<_> = calls.iter().map(|row| row.record.outcome.is_ok()).collect();
        (done.len() == 2).then_some(done)
    });
    assert_eq!(outcomes, [false, true]);
    hand.wait("the option is a call in sight", |hand| (hand.calls(sid, CallKind::SetSockOpt).len() == 1).then_some(()));

    // Whoever sent last is offered, and answered from then on.
    hand.h.state_mut().update(AppCommand::KeepReceiving(sid, true));
    let from = peer.number();
    hand.press(&format!("Answer 127.0.0.1:{from}"));
    assert_eq!(hand.field("Address"), format!("127.0.0.1:{from}"));
    hand.type_in(FIELD, "welcome");
    hand.key(Key::Enter);
    assert_eq!(peer.line(), "welcome");
}

#[test]
fn without_a_socket_it_composes_and_says_why_it_cannot_send() {
    let mut hand = Hand::new();
    hand.press("Test");
    hand.type_in(FIELD, "later");
    hand.see("5 bytes are sent");
    hand.see("Send: no socket is selected");
    hand.press("Type the message in hex");
    assert_eq!(hand.field(FIELD), "6c 61 74 65 72", "the same bytes");
    hand.new_socket("c", "AF_INET", "SOCK_STREAM");
    hand.see("Send: c is not connected");
    assert_eq!(hand.field(FIELD), "6c 61 74 65 72", "what is typed stays");
    hand.press("How often");
    hand.type_in("Every … ms", "0");
    hand.key(Key::Escape);
    hand.press("Send a file");
    hand.type_in("Path of the file", "/nowhere/at/all");
    hand.see("ENOENT");
    let path = hand.folder().join("data.bin");
    std::fs::write(&path, [7; 2048]).unwrap();
    hand.type_in("Path of the file", path.to_str().unwrap());
    hand.see("2.0 kB");
    assert!(hand.state().socket(hand.state().selected.unwrap()).unwrap().last_error.is_none());
}

#[test]
fn an_offered_message_stands_in_the_composer_and_what_was_typed_is_kept() {
    let (mut hand, mut peer, _) = connected();
    hand.type_in(FIELD, "unsent");
    let recipe = Recipe {
        form: Form::Hex,
        text: "24 41 2a".to_owned(),
        ending: LineEnding::CrLf,
        checksum: Some(ChecksumSpec { skip_start: 1, skip_end: 1, as_text: true, ..ChecksumSpec::named("XOR-8") }),
        ..Recipe::default()
    };
    let repeat = Some(RepeatPlan { every: std::time::Duration::from_millis(20), count: Some(3) });
    hand.h.state_mut().update(AppCommand::Offer(Draft { recipe, call: SendCall::SendAll, repeat }));
    settle(&mut hand);
    assert_eq!(hand.field(FIELD), "24 41 2a");
    hand.see("Call sendall");
    hand.see("Repeat Every 20 ms, 3×");
    hand.press("Repeat Every 20 ms, 3×");
    hand.press("Send 7 B to client/plc");
    assert_eq!(got(&mut peer, 7), "24412a34310d0a");
    hand.press("Take back unsent");
    assert_eq!(hand.field(FIELD), "unsent");
}

#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_file_dropped_on_the_composer_is_to_be_sent_and_elsewhere_it_is_opened() {
    let mut hand = Hand::new();
    hand.press("Test");
    let path = hand.folder().join("firmware.bin");
    std::fs::write(&path, [0; 999]).unwrap();
    let over =
        hand.locate("Type the message in hex", |label| label == "Type the message in hex") + egui::vec2(0.0, 60.0);
    for (at, sent) in [(over, true), (egui::pos2(600.0, 300.0), false)] {
        hand.h.event(Event::PointerMoved(at));
        hand.h.step();
        hand.h.input_mut().hovered_files.push(egui::HoveredFile { path: Some(path.clone()), ..Default::default() });
        hand.h.step();
        hand.h.input_mut().hovered_files.clear();
        hand.h.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.clone())));
        hand.h.step();
        hand.h.input_mut().dropped_files.clear();
        if sent {
            assert_eq!(hand.field("Path of the file"), path.display().to_string());
            hand.see("999 B, read while it is sent");
        } else {
            hand.see("firmware.bin");
            hand.see("session");
        }
    }
}
