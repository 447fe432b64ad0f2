//! Pictures of the real window with real sockets, for the README: both themes, both languages.
//! Always drawn; written to `screenshots/` where `SOCKSCOPE_SCREENSHOTS=1` is set.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop at once

mod support;

use sockscope::call::CallKind;
use std::collections::HashSet;
use std::path::Path;
use support::hand::Hand;

/// A few looks: theme, language, and how the switches are called.
const LOOKS: [(&str, &str); 4] = [("dark", "en"), ("light", "zh"), ("light", "en"), ("dark", "zh")];

fn look(hand: &mut Hand, theme: &str, language: &str) {
    let dark = hand.h.ctx.global_style().visuals.dark_mode;
    if dark != (theme == "dark") {
        let switch = ["Switch to the light theme", "Switch to the dark theme", "切换到浅色主题", "切换到深色主题"];
        let english = hand.sees("Call log");
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
    hand.see("accept waits until");
    picture(&mut hand, "wait-dark-en");
}
