//! What input methods send, as they send it: nothing of the window fires while one composes.

use super::{ctrl, focused, text, with};
use crate::support::hand::Hand;
use egui::{Event, ImeEvent, Key, Modifiers};
use sockscope::app::Dialog;
use sockscope::call::CallKind;

fn preedit(hand: &mut Hand, text: &str) {
    hand.h.event(Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None }));
}

fn commit(hand: &mut Hand, text: &str) {
    hand.h.event(Event::Ime(ImeEvent::Commit(text.into())));
}

fn press(key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

/// A chat on loopback, with the keyboard in the client's composer.
fn chat() -> Hand {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    hand.select("client/s");
    hand.type_in("Send to client/s", "");
    hand
}

fn sends(hand: &mut Hand) -> usize {
    let client = hand.named("client/s");
    hand.h.run_steps(6);
    hand.calls(client, CallKind::Send).len()
}

/// So many sends are in the log; its rows are read a moment later.
#[track_caller]
fn sent(hand: &mut Hand, count: usize) {
    hand.wait("the person's Enter sends", |hand| (sends(hand) >= count).then_some(()));
    assert_eq!(sends(hand), count);
}

#[test]
fn no_key_fires_while_an_input_method_composes() {
    let mut hand = chat();
    preedit(&mut hand, "ni");
    hand.h.run_steps(2);
    for key in [Key::Enter, Key::Escape, Key::F1, Key::F6, Key::F10, Key::Questionmark, Key::Tab, Key::ArrowUp] {
        with(&mut hand, Modifiers::NONE, key);
        assert_eq!(focused(&hand), "TextInput Send to client/s", "{key:?}");
    }
    for key in [Key::K, Key::N, Key::Enter, Key::Period, Key::Comma, Key::Num1, Key::L] {
        ctrl(&mut hand, key);
        assert!(hand.state().dialog.is_none(), "Ctrl+{key:?}");
        assert_eq!(focused(&hand), "TextInput Send to client/s", "Ctrl+{key:?}");
    }
    assert_eq!((sends(&mut hand), hand.state().shown_from), (0, 0));
    preedit(&mut hand, "");
    commit(&mut hand, "你");
    hand.h.run_steps(3);
    assert_eq!(hand.field("Send to client/s"), "你");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    sent(&mut hand, 1);
}

#[test]
fn the_enter_that_commits_sends_nothing_before_or_after_it() {
    let mut hand = chat();
    for (at, commits_first) in [(0, true), (1, false)] {
        preedit(&mut hand, "hao");
        hand.h.run_steps(2);
        let empty = Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None });
        let commit = Event::Ime(ImeEvent::Commit("好".into()));
        // All of it in one frame.
        let events = match commits_first {
            true => [empty, commit, press(Key::Enter)],
            false => [press(Key::Enter), empty, commit],
        };
        hand.h.input_mut().events.extend(events);
        hand.h.step();
        assert_eq!(sends(&mut hand), at);
        assert_eq!(hand.field("Send to client/s"), "好");
        with(&mut hand, Modifiers::NONE, Key::Enter);
        sent(&mut hand, at + 1);
    }
}

#[test]
fn a_palette_and_a_dialog_stay_open_while_esc_dismisses_candidates() {
    let mut hand = Hand::new();
    ctrl(&mut hand, Key::K);
    preedit(&mut hand, "tao");
    hand.h.run_steps(2);
    with(&mut hand, Modifiers::NONE, Key::Escape);
    with(&mut hand, Modifiers::NONE, Key::Enter);
    assert_eq!(hand.state().dialog, Some(Dialog::Palette));
    commit(&mut hand, "套接字");
    hand.h.run_steps(2);
    with(&mut hand, Modifiers::NONE, Key::Escape);
    hand.wait("closed", |hand| hand.state().dialog.is_none().then_some(()));
}

#[test]
fn a_question_mark_is_a_letter_while_somebody_types() {
    let mut hand = chat();
    hand.h.event(press(Key::Questionmark));
    text(&mut hand, "?");
    assert_eq!((hand.field("Send to client/s").as_str(), hand.state().dialog), ("?", None));
    ctrl(&mut hand, Key::Num1);
    with(&mut hand, Modifiers::NONE, Key::Questionmark);
    hand.wait("the map", |hand| (hand.state().dialog == Some(Dialog::KeyMap)).then_some(()));
}

#[test]
fn a_composer_sends_by_ctrl_enter_and_makes_no_other_call() {
    let mut hand = chat();
    let client = hand.named("client/s");
    text(&mut hand, "hello");
    let before = hand.state().snapshot.board.totals.calls;
    ctrl(&mut hand, Key::Enter);
    hand.wait("sent", |hand| (hand.calls(client, CallKind::Send).len() == 1).then_some(()));
    hand.h.run_steps(6);
    assert_eq!(hand.state().snapshot.board.totals.calls, before + 1);
}
