//! A protocol tester's day, pressed by label: thirty clients, devices that are polled, a sensor that broadcasts, a file.
//! The other ends are `python3` programs on loopback.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

use egui::Key;
use sockscope::call::SocketId;
use support::hand::Hand;
use support::python::Python;

const FIELD: &str = "Message to send";

fn tester() -> Hand {
    let mut hand = Hand::new();
    hand.press("Test");
    hand
}

fn kind(hand: &mut Hand, kind: &str) {
    hand.press_beginning("Connection kind ");
    hand.choose(kind);
}

fn peer(program: &str, args: &[&str]) -> Python {
    let mut command = std::process::Command::new("python3");
    Python::spawn(command.env("PYTHONUTF8", "1").args(["-u", "-c", program]).args(args))
}

/// Connects to a port as somebody in a hurry does: all of it typed into the host's field.
fn connect(hand: &mut Hand, port: u16) -> SocketId {
    hand.type_in("Target host", &format!("127.0.0.1:{port}"));
    hand.key(Key::Enter);
    let client = hand.named("client/s");
    hand.socket(client, "a connection", |row| row.connected);
    hand.wait("the keyboard in the composer", |hand| hand.has_keyboard(FIELD).then_some(()));
    client
}

fn repeat(hand: &mut Hand, every: &str, times: &str) {
    hand.press("How often");
    hand.type_in("Every … ms", every);
    hand.type_in("How many times", times);
    hand.key(Key::Escape);
    hand.press(FIELD_IN_HEX);
}

const FIELD_IN_HEX: &str = "Type the message in hex";

#[test]
fn thirty_clients_one_message_to_one_and_then_to_all() {
    let mut hand = tester();
    kind(&mut hand, "TCP server");
    hand.type_in("Port to listen on", "0");
    hand.key(Key::Enter);
    let server = hand.named("server/s");
    let port = hand.port(server).to_string();
    let mut clients = peer(
        "import socket, sys, select
all = [socket.create_connection(('127.0.0.1', int(sys.argv[1]))) for _ in range(30)]
print('in')
count = {'one': 0, 'all': 0}
while sum(count.values()) < 31:
    for s in select.select(all, [], [], 20)[0]:
        for line in s.recv(64).decode().splitlines():
            count[line] += 1
print(count)
input()",
        &[&port],
    );
    clients.line();
    hand.see("30 clients");
    let first = hand.select("server/conn1");
    hand.type_in(FIELD, "one\\n");
    hand.key(Key::Enter);
    hand.socket(first, "a message sent", |row| row.messages_sent == 1);
    hand.press("All 30");
    hand.type_in(FIELD, "all\\n");
    hand.press("Send 4 B to 30 sockets");
    assert_eq!(clients.line(), "{'one': 1, 'all': 30}");
    hand.wait("31 sends on the board", |hand| {
        let sent: u64 = hand.state().snapshot.board.sockets.values().map(|row| row.messages_sent).sum();
        (sent == 31).then_some(())
    });
}

#[test]
fn a_modbus_tcp_device_is_polled_and_each_answer_has_its_time() {
    let mut device = peer(
        "import socket, struct
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1])
s = listener.accept()[0]
answered = 0
while True:
    request = s.recv(12, socket.MSG_WAITALL)
    if not request: break
    tid, _, _, unit, function, _, n = struct.unpack('>HHHBBHH', request)
    answer = bytes([function, 2 * n]) + bytes(2 * n)
    s.sendall(struct.pack('>HHHB', tid, 0, len(answer) + 1, unit) + answer)
    answered += 1
    print(answered)",
        &[],
    );
    let mut hand = tester();
    let port = device.number();
    let client = connect(&mut hand, port);
    repeat(&mut hand, "20", "20");
    hand.type_in(FIELD, "00 01 00 00 00 06 01 03 00 00 00 0a");
    hand.key(Key::Enter);
    for answered in 1..=20 {
        assert_eq!(device.number(), answered);
    }
    // The last answer may be told before the end of the send that it answers.
    let row = hand.socket(client, "20 answers", |row| row.received == 20 * 29 && row.messages_sent >= 20);
    assert_eq!(row.messages_sent, 20);
    // On a busy machine one receive may bring two answers.
    assert!((1..=20).contains(&row.round_trips.count), "{:?}", row.round_trips);
    hand.see("after the request");
    hand.see("20 messages sent");
}

#[test]
fn an_rtu_frame_gets_its_crc_and_the_device_finds_it_right() {
    let mut device = peer(
        "import socket, struct
def crc(data):
    value = 0xffff
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xa001 if value & 1 else value >> 1
    return struct.pack('<H', value)
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1])
s = listener.accept()[0]
for _ in range(20):
    frame = s.recv(8, socket.MSG_WAITALL)
    print(frame[:6].hex(), 'right' if crc(frame[:6]) == frame[6:] else 'wrong')
    answer = frame[:2] + b'\\x14' + bytes(20)
    s.sendall(answer + crc(answer))
input()",
        &[],
    );
    let mut hand = tester();
    let port = device.number();
    let client = connect(&mut hand, port);
    repeat(&mut hand, "20", "20");
    hand.press("Checksum No checksum");
    hand.type_in("Find a checksum", "modbus");
    hand.press_with("CRC-16/MODBUS");
    hand.key(Key::Escape);
    hand.type_in(FIELD, "01 03 00 00 00 0a");
    hand.see("c5 cd");
    hand.key(Key::Enter);
    for _ in 0..20 {
        assert_eq!(device.line(), "01030000000a right");
    }
    // On a busy machine one receive may bring two answers.
    hand.socket(client, "20 answers", |row| row.received == 20 * 25 && row.round_trips.count > 0);
}

#[test]
fn a_sensor_that_broadcasts_is_heard_and_answered() {
    let mut hand = tester();
    kind(&mut hand, "UDP listen");
    hand.type_in("Address to listen on", "127.255.255.255");
    hand.type_in("Port to listen on", "0");
    hand.key(Key::Enter);
    let socket = hand.wait("a UDP socket", |hand| hand.state().selected);
    let port = hand.port(socket).to_string();
    let mut sensor = peer(
        "import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
s.bind(('127.0.0.1', 0))
s.sendto('温度 21.5'.encode(), ('127.255.255.255', int(sys.argv[1])))
print(s.getsockname()[1])
print(s.recv(64).decode())",
        &[&port],
    );
    let from = sensor.number();
    hand.socket(socket, "a datagram", |row| row.messages_received == 1);
    hand.see("温度 21.5");
    hand.wait("the sender's address", |hand| (hand.field("Address") == format!("127.0.0.1:{from}")).then_some(()));
    hand.type_in(FIELD, "收到");
    hand.key(Key::Enter);
    assert_eq!(sensor.line(), "收到");
}

#[test]
fn a_file_is_cancelled_half_way_and_the_count_is_what_the_peer_got() {
    let mut sink = peer(
        "import socket
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1])
s = listener.accept()[0]
input()
got = 0
while data := s.recv(65536):
    got += len(data)
print(got)",
        &[],
    );
    let mut hand = tester();
    let path = hand.folder().join("firmware.bin");
    std::fs::write(&path, vec![7; 32 << 20]).unwrap();
    let port = sink.number();
    let client = connect(&mut hand, port);
    hand.press("Send a file");
    hand.type_in("Path of the file", path.to_str().unwrap());
    hand.see("read while it is sent");
    hand.key(Key::Enter);
    hand.socket(client, "some of it sent", |row| row.sent > 256 << 10);
    hand.press_beginning("Stop sending firmware.bin");
    hand.see("Stopped");
    let sent = hand.wait("the end of the send", |hand| {
        let row = hand.state().socket(client)?;
        row.waiting.is_empty().then_some(row.sent)
    });
    assert!(sent < 32 << 20, "it was stopped half way");
    hand.press("Disconnect");
    sink.tell("");
    assert_eq!(sink.line(), sent.to_string());
}
