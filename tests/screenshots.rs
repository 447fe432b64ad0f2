//! Pictures of the real window with real sockets, for the README: both themes, both languages.
//! Always drawn; written to `screenshots/` where `SOCKSCOPE_SCREENSHOTS=1` is set.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop at once

mod support;

use sockscope::app::{AppCommand, MessageCommand, RepeatPlan, SavedMessage, ScriptCommand};
use sockscope::bytes::{Form, Recipe};
use sockscope::call::CallKind;
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;
use support::hand::Hand;
use support::python::Python;

/// A few looks: theme, language, and how the switches are called.
const LOOKS: [(&str, &str); 4] = [("dark", "en"), ("light", "zh"), ("light", "en"), ("dark", "zh")];

fn look(hand: &mut Hand, theme: &str, language: &str) {
    let dark = hand.h.ctx.global_style().visuals.dark_mode;
    if dark != (theme == "dark") {
        let switch = ["Switch to the light theme", "Switch to the dark theme", "切换到浅色主题", "切换到深色主题"];
        let english = hand.sees("Session");
        hand.press(switch[usize::from(!dark) + if english { 0 } else { 2 }]);
    }
    hand.press(if language == "zh" { "中" } else { "EN" });
}

fn picture(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    hand.h.run_steps(4);
    let picture = hand.h.render().expect("the picture is drawn");
    assert_eq!(picture.dimensions(), (1280, 800), "{name}");
    let colors: HashSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colors.len() > 300, "{name} has only {} colours", colors.len());
    let ground = picture.get_pixel(2, 400);
    let drawn = picture.pixels().filter(|pixel| *pixel != ground).count();
    assert!(drawn > 1280 * 800 / 2, "{name} is nearly blank");
    keep(&picture, name);
}

fn keep(picture: &image::RgbaImage, name: &str) {
    if std::env::var_os("SOCKSCOPE_SCREENSHOTS").is_some_and(|set| set == "1") {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
        std::fs::create_dir_all(&folder).expect("the folder is made");
        picture.save(folder.join(format!("{name}.png"))).expect("the picture is written");
    }
}

#[test]
fn the_starts() {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    for (theme, language) in LOOKS {
        look(&mut hand, theme, language);
        picture(&mut hand, &format!("start-{theme}-{language}"));
    }
}

#[test]
fn a_chat_a_wait_and_a_refusal() {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    for (from, to, text) in [
        ("client/s", "server/conn", "你好，服务器\\r\\n"),
        ("server/conn", "client/s", "Hello! 欢迎\\r\\n"),
        ("client/s", "server/conn", "GET / HTTP/1.1\\r\\n"),
    ] {
        assert!(hand.say(from, text).is_ok());
        assert!(hand.receive(to).is_ok());
    }
    hand.new_socket("client/probe", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    hand.select("server/s");
    hand.chip(CallKind::Accept);
    hand.go(CallKind::Accept);
    hand.select("client/probe");
    hand.see("ECONNREFUSED");
    hand.chip(CallKind::Connect);
    picture(&mut hand, "why-dark-en");
    hand.select("server/conn");
    hand.see("GET / HTTP/1.1");
    for (theme, language) in LOOKS {
        look(&mut hand, theme, language);
        picture(&mut hand, &format!("learn-{theme}-{language}"));
    }
    hand.press("EN");
    hand.select("server/s");
    hand.see("accept waits until a client connects");
    picture(&mut hand, "wait-dark-en");
}

#[test]
fn a_script_and_a_ping() {
    let mut hand = Hand::new();
    hand.h.state_mut().update(AppCommand::Script(ScriptCommand::Example(1)));
    hand.press("Run all");
    hand.see("expectations held");
    hand.select("2-accept-print/late");
    hand.h.run_steps(4);
    for (theme, language) in [LOOKS[0], LOOKS[1]] {
        look(&mut hand, theme, language);
        picture(&mut hand, &format!("script-{theme}-{language}"));
    }
    hand.press("EN");
    hand.press("New socket");
    hand.press_with(": AF_INET · SOCK_RAW");
    hand.see("IPPROTO_ICMP)");
    picture(&mut hand, "families-light-en");
}

/// A device that answers like a Modbus/TCP server, and one that talks Chinese.
const DEVICE: &str = "import socket, struct, time
listener = socket.create_server(('127.0.0.1', 0))
print(listener.getsockname()[1])
s = listener.accept()[0]
n = 0
while request := s.recv(12, socket.MSG_WAITALL):
    tid, _, _, unit, function, address, value = struct.unpack('>HHHBBHH', request)
    registers = struct.pack('>10H', 42, 400, 0, 0, 0, 0, 0, 0, n, 1000)
    answer = bytes([function, 20]) + registers if function == 3 else request[7:]
    n += 1
    time.sleep(0.013)
    s.sendall(struct.pack('>HHHB', tid, 0, len(answer) + 1, unit) + answer)
    print(n)";

#[test]
fn a_tester_and_a_device() {
    let mut device = Python::run(DEVICE);
    let port = device.number();
    let mut hand = Hand::new();
    hand.press("Test");
    let hex = |text: &str| Recipe { form: Form::Hex, text: text.to_owned(), ..Recipe::default() };
    for (name, recipe, every) in [
        ("读保持寄存器", hex("00 01 00 00 00 06 01 03 00 00 00 0a"), None),
        ("写线圈 5", hex("00 02 00 00 00 06 01 05 00 05 ff 00"), None),
        ("GET /status", Recipe { text: "GET /status HTTP/1.1\\r\\n\\r\\n".to_owned(), ..Recipe::default() }, None),
        ("心跳", hex("00 03 00 00 00 06 01 08 00 00 00 00"), Some(Duration::from_millis(500))),
    ] {
        let repeat = every.map(|every| RepeatPlan { every, count: None });
        let message = SavedMessage { name: name.to_owned(), recipe, repeat, ..SavedMessage::default() };
        hand.h.state_mut().update(AppCommand::Messages(MessageCommand::Keep(message)));
    }
    hand.press_beginning("Connection kind ");
    hand.choose("TCP server");
    hand.type_in("Port to listen on", "0");
    hand.press("Listen");
    let server = hand.named("server/s");
    let peers = Python::run(&format!(
        "import socket
all = [socket.create_connection(('127.0.0.1', {})) for _ in range(3)]
for i, s in enumerate(all): s.sendall(f'设备 {{i}} 就绪\\r\\n'.encode() * (i + 1))
input()",
        hand.port(server)
    ));
    hand.see("3 clients");
    hand.press_beginning("Connection kind ");
    hand.choose("TCP client");
    hand.type_in("Target host", &format!("127.0.0.1:{port}"));
    hand.key(egui::Key::Enter);
    let plc = hand.named("client/s");
    hand.socket(plc, "a connection", |row| row.connected);
    for (answered, message) in ["读保持寄存器", "写线圈 5", "读保持寄存器"].into_iter().enumerate() {
        hand.press_beginning(&format!("{message}, "));
        hand.key(egui::Key::Enter);
        assert_eq!(usize::from(device.number()), answered + 1);
        hand.wait("the answer", |hand| {
            (hand.state().socket(plc)?.messages_received == answered as u64 + 1).then_some(())
        });
    }
    hand.press("Type the message in hex");
    hand.type_in("Message to send", "01 03 00 00 00 0a");
    hand.press("Checksum No checksum");
    hand.type_in("Find a checksum", "modbus");
    hand.choose("CRC-16/MODBUS");
    hand.key(egui::Key::Escape);
    hand.see("c5 cd");
    for (theme, language) in LOOKS {
        look(&mut hand, theme, language);
        picture(&mut hand, &format!("test-{theme}-{language}"));
    }
    drop(peers);
}

#[test]
fn the_past_and_a_projector() {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    for (from, to, text) in [
        ("client/s", "server/conn", "你好，服务器\\r\\n"),
        ("server/conn", "client/s", "Hello! 欢迎\\r\\n"),
        ("client/s", "server/conn", "GET / HTTP/1.1\\r\\n"),
    ] {
        assert!(hand.say(from, text).is_ok());
        assert!(hand.receive(to).is_ok());
    }
    hand.new_socket("client/probe", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    hand.wait("all is written", |hand| {
        let live = hand.state().live_snapshot();
        (live.saved == live.records).then_some(())
    });
    hand.h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::T);
    hand.see("not live");
    let shows = |hand: &mut Hand| {
        hand.h.run_steps(2);
        hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
        hand.h.run_steps(2);
    };
    shows(&mut hand);
    for (theme, language) in [LOOKS[0], LOOKS[1]] {
        look(&mut hand, theme, language);
        for _ in 0..4 {
            hand.key(egui::Key::PageUp);
            shows(&mut hand);
        }
        picture(&mut hand, &format!("stepping-{theme}-{language}"));
        hand.key(egui::Key::End);
        shows(&mut hand);
        hand.key(egui::Key::F5);
        shows(&mut hand);
        presented(&mut hand, &format!("present-{theme}-{language}"));
        hand.key(egui::Key::F5);
        hand.h.run_steps(4);
    }
}

/// A picture that is mostly ground: large text for a projector.
fn presented(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    hand.h.run_steps(4);
    let picture = hand.h.render().expect("the picture is drawn");
    assert_eq!(picture.dimensions(), (1280, 800), "{name}");
    let ground = picture.get_pixel(2, 400);
    let drawn = picture.pixels().filter(|pixel| *pixel != ground).count();
    assert!(drawn > 1280 * 800 / 50, "{name} is nearly blank");
    keep(&picture, name);
}
