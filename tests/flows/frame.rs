//! The starts, the languages, the themes, the scaling, the layout, and what is remembered.

use super::support::hand::Hand;
use super::support::python::Python;
use sockscope::app::ThemeChoice;
use sockscope::call::CallKind;
use sockscope::locale::Language;

fn start(hand: &mut Hand, card: &str, port: u16) {
    hand.press_beginning(&format!("{card}: "));
    hand.type_in("Port", &port.to_string());
    hand.press("Start");
}

#[test]
fn talk_to_a_server() {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut hand = Hand::new();
    start(&mut hand, "Talk to a server", server.local_addr().unwrap().port());
    let client = hand.named("client/s");
    hand.socket(client, "a connection", |row| row.connected);
    hand.see("s.connect((\"127.0.0.1\", ");
    assert!(hand.say("client/s", "hi").is_ok());
}

#[test]
fn be_a_server() {
    let mut hand = Hand::new();
    hand.press_beginning("Be a server: ");
    hand.press("IPv6");
    assert_eq!(hand.field("Host"), "::1", "the loopback address follows the family");
    start(&mut hand, "Be a server", 0);
    let server = hand.named("server/s");
    hand.socket(server, "a waiting accept", |row| row.waiting.len() == 1);
    let port = hand.port(server);
    let mut client = Python::run(&format!(
        "import socket\ns = socket.create_connection(('::1', {port}))\nprint(s.recv(100).decode())"
    ));
    hand.named("server/conn");
    assert!(hand.say("server/conn", "Hello!").is_ok());
    assert_eq!(client.line(), "Hello!");
}

#[test]
fn both_ends_of_tcp_and_of_udp() {
    let mut hand = Hand::new();
    start(&mut hand, "Both ends at once", 0);
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    assert!(hand.say("client/s", "你好").is_ok());
    assert_eq!(hand.receive("server/conn").data().unwrap()[..], *"你好".as_bytes());

    hand.menu(&["Socket", "Both ends at once…"]);
    hand.press("UDP");
    hand.type_in("Port", "0");
    hand.press("Start");
    let client = hand.named("client/u");
    hand.socket(client, "a peer", |row| row.peer.is_some());
    assert!(hand.say("client/u", "").is_ok(), "a datagram may be empty");
    hand.select("server/u");
    hand.press("recvfrom on server/u");
    let server = hand.named("server/u");
    let row = hand.wait("recvfrom", |hand| hand.calls(server, CallKind::RecvFrom).first().cloned());
    assert!(hand.outcome(server, CallKind::RecvFrom, row.n).is_ok());
}

#[test]
fn a_start_that_is_wrong_or_fails() {
    let mut hand = Hand::new();
    hand.press_beginning("Talk to a server: ");
    hand.type_in("Host", "１２７．０．０．１");
    hand.type_in("Port", "70000");
    hand.press("Start");
    hand.see("There are full-width signs in it; change them to ASCII: 127.0.0.1");
    hand.see("“70000” is no port: ports go from 0 to 65535");
    hand.press("127.0.0.1");
    assert_eq!(hand.field("Host"), "127.0.0.1");
    hand.type_in("Port", "9");
    hand.press("Start");
    let client = hand.named("client/s");
    hand.socket(client, "the refusal", |row| row.last_error.is_some());
    hand.see("ECONNREFUSED");
}

#[test]
fn language_theme_scaling_and_layout_are_switched_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut hand = Hand::over(folder.path());
        hand.press("EN");
        hand.see("Start with");
        hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
        hand.press("中");
        hand.see("调用日志");
        hand.see("未绑定");
        assert!(!hand.sees("Call log"), "nothing stays in the other language");
        hand.menu(&["视图", "语言", "English"]);
        hand.see("Call log");
        hand.press("Switch to the light theme");
        assert_eq!(hand.state().settings.theme, ThemeChoice::Light);
        assert!(!hand.h.ctx.global_style().visuals.dark_mode);
        hand.press("Switch to the dark theme");
        hand.menu(&["View", "Theme", "Light"]);
        assert!(!hand.h.ctx.global_style().visuals.dark_mode);
        hand.menu(&["View", "Scaling", "125 %"]);
        hand.h.run_steps(2);
        assert!((hand.h.ctx.zoom_factor() - 1.25).abs() < 0.01);
        hand.press("Switch to the dark theme");
        hand.press("Switch to the light theme");
        hand.press("中");
        hand.press("视图");
        hand.press("显示已关闭的套接字");
    }
    let mut hand = Hand::over(folder.path());
    hand.see("调用日志");
    let settings = &hand.state().settings;
    assert_eq!((settings.language, settings.theme), (Some(Language::Chinese), ThemeChoice::Light));
    assert_eq!((settings.zoom_percent, settings.show_closed), (125, true));
    assert!((hand.h.ctx.zoom_factor() - 1.25).abs() < 0.01);
    assert!(!hand.h.ctx.global_style().visuals.dark_mode);
    hand.menu(&["视图", "缩放", "200 %"]);
    hand.h.run_steps(3);
    hand.see("调用日志");
    hand.menu(&["视图", "缩放", "75 %"]);
    hand.h.run_steps(3);
    hand.see("调用日志");
}

#[test]
fn a_layout_is_changed_by_hand_remembered_and_reset() {
    let folder = tempfile::tempdir().unwrap();
    let (fresh, wider) = {
        let mut hand = Hand::over(folder.path());
        hand.press("EN");
        let fresh = hand.tab("Call log");
        let edge = egui::pos2(255.0, 500.0);
        hand.drag(edge, edge + egui::vec2(100.0, 0.0));
        let wider = hand.tab("Call log");
        assert!(wider.x > fresh.x + 50.0, "the left column is wider: {fresh} {wider}");
        (fresh, wider)
    };
    let mut hand = Hand::over(folder.path());
    assert!((hand.tab("Call log").x - wider.x).abs() < 1.0, "the layout is remembered");
    hand.menu(&["View", "Reset layout"]);
    let reset = hand.tab("Call log");
    assert!((reset.x - fresh.x).abs() < 1.0, "the layout is as it was: {reset} {fresh}");
}
