//! A chat with two clients in Chinese, without a pointer.

use super::{ctrl, focused, text, with};
use crate::support::hand::Hand;
use egui::{Event, ImeEvent, Key, Modifiers};
use sockscope::call::{CallKind, Outcome, SocketId, Value};

/// Runs a command by its name.
fn command(hand: &mut Hand, typed: &str) {
    ctrl(hand, Key::K);
    text(hand, typed);
    with(hand, Modifiers::NONE, Key::Enter);
}

/// Goes on with Tab until this has the keyboard.
fn tab_to(hand: &mut Hand, wanted: &str) {
    let mut seen = Vec::new();
    for _ in 0..80 {
        if focused(hand) == wanted {
            return;
        }
        seen.push(focused(hand));
        hand.h.key_press(Key::Tab);
        hand.h.run_steps(2);
    }
    panic!("{wanted} is not reached by Tab: {seen:?}");
}

fn replace(hand: &mut Hand, with_text: &str) {
    ctrl(hand, Key::A);
    text(hand, with_text);
}

/// Chooses a socket's call in the palette and makes it; what came of it.
fn call(hand: &mut Hand, name: &str, kind: CallKind) -> Outcome {
    let sid = hand.named(name);
    command(hand, name);
    hand.wait("the socket", |hand| (hand.state().selected == Some(sid)).then_some(()));
    let before = hand.calls(sid, kind).len();
    command(hand, kind.name());
    hand.wait("its field", |hand| focused(hand).starts_with("TextInput").then_some(()));
    with(hand, Modifiers::NONE, Key::Enter);
    let row = hand.wait("the call", |hand| hand.calls(sid, kind).get(before).cloned());
    hand.outcome(sid, kind, row.n)
}

/// Writes a word with an input method into a socket's composer, and sends it.
fn say(hand: &mut Hand, name: &str, letters: &str, word: &str) -> SocketId {
    let sid = hand.named(name);
    let before = hand.calls(sid, CallKind::Send).len();
    // Selected, its composer scrolls into sight.
    command(hand, name);
    hand.wait("the socket", |hand| (hand.state().selected == Some(sid)).then_some(()));
    ctrl(hand, Key::Num3);
    tab_to(hand, &format!("TextInput 发送给 {name}"));
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None });
    for end in 1..=letters.len() {
        hand.h.event(preedit(&letters[..end]));
        hand.h.run_steps(1);
    }
    with(hand, Modifiers::NONE, Key::Enter);
    assert_eq!(hand.calls(sid, CallKind::Send).len(), before, "that Enter is the input method's");
    hand.h.event(preedit(""));
    hand.h.event(Event::Ime(ImeEvent::Commit(word.to_owned())));
    hand.h.run_steps(2);
    with(hand, Modifiers::NONE, Key::Enter);
    hand.wait("sent", |hand| (hand.calls(sid, CallKind::Send).len() == before + 1).then_some(()));
    sid
}

#[test]
fn a_chinese_chat_with_two_clients_by_keyboard_alone() {
    let mut hand = Hand::new();
    command(&mut hand, "简体");
    // A server and its first client.
    command(&mut hand, "两端");
    tab_to(&mut hand, "TextInput 端口");
    replace(&mut hand, "0");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    let first = hand.named("server/conn");
    hand.socket(first, "a connection", |row| row.peer.is_some());
    let server = hand.named("server/s");
    let port = hand.port(server);
    // The second client.
    command(&mut hand, "连接服务器");
    tab_to(&mut hand, "TextInput 端口");
    replace(&mut hand, &port.to_string());
    with(&mut hand, Modifiers::NONE, Key::Enter);
    let second = hand.named("client/s2");
    hand.socket(second, "connected", |row| row.connected);
    assert!(call(&mut hand, "server/s", CallKind::Accept).is_ok());
    // Everybody speaks and is heard.
    for (from, to, letters, word) in [
        ("client/s", "server/conn", "nihao", "你好"),
        ("client/s2", "server/conn2", "zaima", "在吗"),
        ("server/conn", "client/s", "huanying", "欢迎"),
        ("server/conn2", "client/s2", "zai", "在"),
    ] {
        say(&mut hand, from, letters, word);
        let heard = call(&mut hand, to, CallKind::Recv);
        let Outcome::Ok(Value::Data(data)) = heard else { panic!("{to}: {heard:?}") };
        assert_eq!(data.to_vec(), word.as_bytes(), "{to}");
    }
}
