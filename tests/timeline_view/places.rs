//! Zoom, the two ways in which time runs, and going to a place.

use super::desk::*;
use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::AppCommand;
use sockscope::call::{Address, Call, CallKind, SocketId};

fn many(hand: &mut Hand) -> SocketId {
    let sid = socket(hand, "u", "SOCK_DGRAM");
    done(hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    for _ in 0..40 {
        done(hand, sid, Call::FileNo);
    }
    sid
}

#[test]
fn dense_marks_are_counted_together_and_come_apart_again() {
    let mut hand = Hand::new();
    many(&mut hand);
    until(&mut hand, "u.fileno()");
    for _ in 0..6 {
        hand.press("Zoom out of the timeline");
    }
    until(&mut hand, " fileno, from record ");
    assert!(!says(&hand, "u.fileno()"), "{:?}", drawn(&hand));
    let at = place(&mut hand, " fileno, from record ");
    hand.click(at);
    until(&mut hand, "u.fileno()");
    // By the wheel and Ctrl, and by keys.
    let at = place(&mut hand, "u.fileno()");
    for _ in 0..2 {
        wheel(&mut hand, at, egui::vec2(0.0, -200.0), Modifiers::COMMAND);
    }
    until(&mut hand, " fileno, from record ");
    super::desk::key_with(&mut hand, Modifiers::COMMAND, Key::Num3);
    hand.h.event(egui::Event::Text("0".into()));
    hand.h.run_steps(3);
    until(&mut hand, "u.fileno()");
}

#[test]
fn time_runs_by_calls_or_as_it_passed() {
    let mut hand = Hand::new();
    let sid = many(&mut hand);
    hand.press("Timeline by: Time");
    hand.h.run_steps(3);
    // 40 calls in a moment are one block, wherever its band ends.
    until(&mut hand, "press to zoom in");
    hand.press("Timeline by: Calls");
    until(&mut hand, "u.fileno()");
    assert_eq!(hand.calls(sid, CallKind::FileNo).len(), 40);
}

#[test]
fn a_record_and_a_time_are_gone_to_and_what_is_neither_is_told() {
    let mut hand = Hand::new();
    let sid = many(&mut hand);
    let wanted = hand.calls(sid, CallKind::Bind)[0].clone();
    let go = |hand: &mut Hand, text: &str| {
        hand.press("Go to a record or a time");
        hand.h.run_steps(3);
        hand.type_in("Go to", text);
        hand.key(Key::Enter);
    };
    go(&mut hand, &wanted.n.to_string());
    hand.wait("the record", |hand| (hand.state().selected_record == Some(wanted.n)).then_some(()));
    until(&mut hand, "u.bind(");
    let third = hand.calls(sid, CallKind::FileNo)[20].clone();
    go(&mut hand, &format!("{}.{:06}", third.t.as_secs(), third.t.subsec_micros()));
    hand.wait("the time", |hand| (hand.state().selected_record == Some(third.n)).then_some(()));
    go(&mut hand, "soon");
    hand.see("Neither a record’s number nor a time");
    hand.type_in("Go to", "99999");
    hand.key(Key::Enter);
    hand.see("There is no such record");
    key_with(&mut hand, Modifiers::NONE, Key::Escape);
}

#[test]
fn arrows_go_from_call_to_call() {
    let mut hand = Hand::new();
    let sid = many(&mut hand);
    let last = hand.calls(sid, CallKind::FileNo).pop().unwrap();
    key_with(&mut hand, Modifiers::COMMAND, Key::Num3);
    key_with(&mut hand, Modifiers::NONE, Key::End);
    hand.wait("the last", |hand| (hand.state().selected_record == Some(last.n)).then_some(()));
    key_with(&mut hand, Modifiers::NONE, Key::Home);
    until(&mut hand, "u.bind(");
    let first = hand.state().selected_record.unwrap();
    key_with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    hand.wait("the next", |hand| hand.state().selected_record.filter(|n| *n > first));
    assert_eq!(hand.state().selected, Some(sid));
}

#[test]
fn what_is_above_the_first_shown_is_not_selected_by_keys_and_is_shown_when_gone_to() {
    let mut hand = Hand::new();
    let sid = many(&mut hand);
    let calls = hand.calls(sid, CallKind::FileNo);
    command(&mut hand, AppCommand::ShowFrom(calls[20].n));
    key_with(&mut hand, Modifiers::COMMAND, Key::Num3);
    key_with(&mut hand, Modifiers::NONE, Key::End);
    for key in [Key::Home, Key::ArrowUp, Key::PageUp] {
        key_with(&mut hand, Modifiers::NONE, key);
        hand.wait("the first shown", |hand| (hand.state().selected_record == Some(calls[20].n)).then_some(()));
    }
    let wanted = hand.calls(sid, CallKind::Bind)[0].clone();
    hand.press("Go to a record or a time");
    hand.h.run_steps(3);
    hand.type_in("Go to", &wanted.n.to_string());
    hand.key(Key::Enter);
    hand.wait("the record", |hand| (hand.state().selected_record == Some(wanted.n)).then_some(()));
    assert_eq!(hand.state().shown_from, 0);
    until(&mut hand, "u.bind(");
}

#[test]
fn a_span_is_dragged_in_the_column_of_times_or_grows_with_shift() {
    let mut hand = Hand::new();
    let sid = many(&mut hand);
    let calls = hand.calls(sid, CallKind::FileNo);
    let rows: Vec<_> = [35, 37].map(|i| calls[i].clone()).into();
    let mark = place(&mut hand, &format!("{}.{:03} u.fileno()", rows[0].t.as_secs(), rows[0].t.subsec_millis()));
    // Two rows of 30 points further down.
    let from = egui::pos2(hand.tab("Timeline").x, mark.y);
    hand.drag(from, from + egui::vec2(0.0, 60.0));
    let first = hand.state().span().expect("a span").0;
    assert_eq!(hand.state().span(), Some((first, hand.state().selected_record.unwrap())));
    let between = |n: &u64| calls.iter().any(|row| row.n == *n);
    assert!(between(&first) && first < hand.state().selected_record.unwrap());
    // The log marks the same.
    key_with(&mut hand, Modifiers::COMMAND, Key::Num3);
    key_with(&mut hand, Modifiers::NONE, Key::End);
    assert_eq!(hand.state().span(), None);
    for _ in 0..3 {
        key_with(&mut hand, Modifiers::SHIFT, Key::ArrowUp);
    }
    hand.wait("four calls", |hand| hand.state().span());
    let (first, last) = hand.state().span().unwrap();
    assert_eq!(calls.iter().filter(|row| (first..=last).contains(&row.n)).count(), 4);
}
