//! A call of the log, changed and run again.

use super::desk::{FIELD, chord, line, newest, on, open, text};
use super::support::hand::button;
use egui::{Key, Modifiers, PointerButton};
use sockscope::app::{Dialog, LineState};
use sockscope::call::CallKind;

#[test]
fn a_row_of_the_log_is_edited_and_run_again() {
    let mut hand = open();
    on(&mut hand, "client");
    line(&mut hand, "s = socket.socket()");
    line(&mut hand, "s.settimeout(5)");
    let client = hand.named("client/s");
    hand.key(Key::Escape);
    hand.wait("closed", |hand| hand.state().dialog.is_none().then_some(()));
    on(&mut hand, "server");
    let at = hand.locate("the row", |label| label.contains("client s.settimeout(5)"));
    for event in button(at, PointerButton::Secondary) {
        hand.h.event(event);
    }
    hand.h.run_steps(3);
    hand.choose("Edit and run again");
    hand.wait("the box", |hand| (hand.state().dialog == Some(Dialog::Palette)).then_some(()));
    hand.wait("the line", |hand| (hand.field(FIELD) == "s.settimeout(5)").then_some(()));
    assert_eq!(hand.state().line_side(), "client");
    chord(&mut hand, Modifiers::NONE, Key::Backspace);
    chord(&mut hand, Modifiers::NONE, Key::Backspace);
    text(&mut hand, "2.5)");
    hand.key(Key::Enter);
    hand.wait("run", |hand| (newest(hand)?.state == LineState::Done && hand.field(FIELD).is_empty()).then_some(()));
    hand.wait("two calls", |hand| (hand.calls(client, CallKind::SetTimeout).len() == 2).then_some(()));
}
