//! F6, the digits, tabs, menus, Ctrl+Enter, Ctrl+. and Esc.

use super::{ctrl, focused, text, with};
use crate::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::Preset;
use sockscope::call::{CallKind, Outcome};

/// A server that listens and a client, both on the board, the server selected.
fn listening() -> Hand {
    let mut hand = Hand::new();
    hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.bind("127.0.0.1", 0);
    assert!(hand.make(CallKind::Listen).is_ok());
    hand
}

#[test]
fn f6_goes_round_the_panels_and_the_digits_go_straight_to_one() {
    let mut hand = listening();
    hand.h.ctx.memory_mut(|memory| memory.stop_text_input());
    let mut seen = Vec::new();
    for _ in 0..6 {
        with(&mut hand, Modifiers::NONE, Key::F6);
        seen.push(focused(&hand));
    }
    let panels = ["ListItem server/s", "RadioButton accept", "List Timeline", "List Call log", "Button Kind"];
    let first = seen.iter().position(|what| what.starts_with(panels[0])).expect("the selected row");
    for (after, start) in panels.iter().enumerate() {
        assert!(seen[(first + after) % 5].starts_with(start), "{start}: {seen:?}");
    }
    assert_eq!(seen[5], seen[0], "it goes round");
    with(&mut hand, Modifiers::SHIFT, Key::F6);
    assert_eq!(focused(&hand), seen[4]);
    for (digit, start) in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num6].into_iter().zip(panels) {
        ctrl(&mut hand, digit);
        assert!(focused(&hand).starts_with(start), "{digit:?}: {}", focused(&hand));
    }
    with(&mut hand, Modifiers::NONE, Key::F1);
    assert!(focused(&hand).starts_with("Button Kind"), "{}", focused(&hand));
}

#[test]
fn a_digit_brings_a_tab_from_behind_to_the_front() {
    let mut hand = listening();
    hand.press("Test");
    hand.wait("the test layout", |hand| (hand.state().settings.preset == Preset::Test).then_some(()));
    ctrl(&mut hand, Key::Num4);
    assert!(focused(&hand).starts_with("List Call log"), "{}", focused(&hand));
    ctrl(&mut hand, Key::PageUp);
    assert!(focused(&hand).starts_with("List Timeline"), "{}", focused(&hand));
    ctrl(&mut hand, Key::PageUp);
    assert_eq!(focused(&hand), "Tab Data");
    ctrl(&mut hand, Key::PageDown);
    ctrl(&mut hand, Key::PageDown);
    assert!(focused(&hand).starts_with("List Call log"), "{}", focused(&hand));
}

#[test]
fn arrows_choose_rows_and_ctrl_enter_makes_the_call() {
    let mut hand = listening();
    let server = hand.named("server/s");
    hand.new_socket("client/c", "AF_INET", "SOCK_STREAM");
    let client = hand.named("client/c");
    ctrl(&mut hand, Key::Num1);
    with(&mut hand, Modifiers::NONE, Key::ArrowUp);
    hand.wait("the row above", |hand| (hand.state().selected == Some(server)).then_some(()));
    with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    hand.wait("the row below", |hand| (hand.state().selected == Some(client)).then_some(()));
    hand.connect("127.0.0.1", 9);
    let before = hand.calls(client, CallKind::Connect).len();
    hand.h.ctx.memory_mut(|memory| memory.stop_text_input());
    ctrl(&mut hand, Key::Enter);
    hand.wait("connect by Ctrl+Enter", |hand| {
        (hand.calls(client, CallKind::Connect).len() == before + 1).then_some(())
    });
    // In a field of the form as well, and once.
    hand.type_in("Port", "7");
    ctrl(&mut hand, Key::Enter);
    hand.wait("connect from the field", |hand| {
        (hand.calls(client, CallKind::Connect).len() == before + 2).then_some(())
    });
    // The button of another call has the keyboard: Ctrl+Enter does not press it.
    ctrl(&mut hand, Key::Num6);
    ctrl(&mut hand, Key::Enter);
    hand.wait("connect once more", |hand| (hand.calls(client, CallKind::Connect).len() == before + 3).then_some(()));
}

#[test]
fn esc_stops_nothing_and_ctrl_period_stops_the_wait() {
    let mut hand = listening();
    let server = hand.named("server/s");
    hand.chip(CallKind::Accept);
    let accept = hand.go(CallKind::Accept);
    hand.wait("accept waits", |hand| (!hand.state().snapshot.board.waiting.is_empty()).then_some(()));
    for focus in [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num6] {
        ctrl(&mut hand, focus);
        for _ in 0..3 {
            with(&mut hand, Modifiers::NONE, Key::Escape);
        }
    }
    ctrl(&mut hand, Key::K);
    with(&mut hand, Modifiers::NONE, Key::Escape);
    with(&mut hand, Modifiers::NONE, Key::Escape);
    hand.h.run_steps(10);
    assert!(!hand.state().snapshot.board.waiting.is_empty(), "Esc stops nothing");
    ctrl(&mut hand, Key::Period);
    assert!(matches!(hand.outcome(server, CallKind::Accept, accept.n), Outcome::Stopped { .. } | Outcome::Errno(_)));
}

#[test]
fn f10_opens_the_menus_and_arrows_move_in_them() {
    let mut hand = Hand::new();
    with(&mut hand, Modifiers::NONE, Key::F10);
    hand.see("Save session as…");
    assert_eq!(focused(&hand), "Button Session");
    with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&hand), "MenuItem Open session…");
    with(&mut hand, Modifiers::NONE, Key::ArrowRight);
    hand.see("New socket…");
    hand.see_no("Save session as…");
    assert_eq!(focused(&hand), "Button Socket");
    with(&mut hand, Modifiers::NONE, Key::ArrowRight);
    hand.see("Show all records");
    with(&mut hand, Modifiers::NONE, Key::ArrowLeft);
    hand.see("New socket…");
    with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(focused(&hand), "MenuItem New socket…");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("the dialog", |hand| hand.state().dialog.map(|_| ()));
    hand.see_no("Be a server…");
    with(&mut hand, Modifiers::NONE, Key::Escape);
    hand.wait("no dialog", |hand| hand.state().dialog.is_none().then_some(()));
    // A submenu, and a choice in it.
    with(&mut hand, Modifiers::NONE, Key::F10);
    for key in [Key::ArrowRight, Key::ArrowRight, Key::ArrowDown, Key::ArrowUp] {
        with(&mut hand, Modifiers::NONE, key);
    }
    with(&mut hand, Modifiers::NONE, Key::Escape);
    hand.see_no("Show all records");
    text(&mut hand, "");
}
