//! A call of the log, changed and run again.

use super::desk::{FIELD, chord, line, newest, on, open, text};
use super::support::hand::button;
use egui::{Event, Key, Modifiers, PointerButton};
use sockscope::app::{Dialog, LineState};
use sockscope::call::CallKind;

#[test]
fn a_row_of_the_log_is_edited_and_run_again_and_shown_as_c_and_rust() {
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
    hand.h.run_steps(3);
    hand.wait("the line", |hand| (hand.field(FIELD) == "s.settimeout(5)").then_some(()));
    assert_eq!(hand.state().line_side(), "client");
    chord(&mut hand, Modifiers::NONE, Key::Backspace);
    chord(&mut hand, Modifiers::NONE, Key::Backspace);
    text(&mut hand, "2.5)");
    hand.key(Key::Enter);
    hand.wait("run", |hand| (newest(hand)?.state == LineState::Done && hand.field(FIELD).is_empty()).then_some(()));
    hand.wait("two calls", |hand| (hand.calls(client, CallKind::SetTimeout).len() == 2).then_some(()));
    hand.key(Key::Escape);
    hand.wait("closed", |hand| hand.state().dialog.is_none().then_some(()));
    for (language, shown) in [
        ("C", "client int s = socket(AF_INET, SOCK_STREAM, 0);"),
        ("Rust", "client let s = Socket::new(Domain::IPV4, Type::STREAM, None)?;"),
        ("Python", "client s = socket.socket(AF_INET, SOCK_STREAM)"),
    ] {
        hand.menu(&["View", "Calls shown as", language]);
        hand.see(shown);
        hand.see(&format!("In {language}"));
    }
}

#[test]
fn binding_wider_than_loopback_is_asked_about_before_the_line_goes_on() {
    let mut hand = open();
    on(&mut hand, "server");
    line(&mut hand, "s = socket.socket()");
    text(&mut hand, "s.bind(('', 0))\ns.listen()\nprint(s.getsockname()[0])");
    hand.key(Key::Enter);
    hand.wait("the question", |hand| hand.state().consent.is_some().then_some(()));
    hand.h.state_mut().update(sockscope::app::AppCommand::BindLoopback);
    super::desk::rested(&mut hand, "server");
    assert_eq!(newest(&hand).unwrap().shown.as_deref(), Some("127.0.0.1"));
    hand.wait("the box again", |hand| hand.has_keyboard(FIELD).then_some(()));
}

#[test]
fn what_is_typed_faster_than_frames_are_drawn_comes_in_its_order() {
    let mut hand = open();
    on(&mut hand, "client");
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    // All of it in one frame, and no modifier held at its end.
    let typed = [
        Event::Text("s = socket.socket()".to_owned()),
        key(Key::Enter, Modifiers::NONE),
        Event::Text("s.settimeout(5)".to_owned()),
        key(Key::Enter, Modifiers::SHIFT),
        Event::Text("s.gettimeout()".to_owned()),
    ];
    hand.h.input_mut().events.extend(typed);
    hand.h.step();
    hand.wait("both lines", |hand| (hand.field(FIELD) == "s.settimeout(5)\ns.gettimeout()").then_some(()));
    let client = hand.named("client/s");
    hand.key(Key::Enter);
    hand.wait("the last call", |hand| (hand.calls(client, CallKind::GetTimeout).len() == 1).then_some(()));
}
