//! What is selected in one view is selected in all of them: a record, a span, a socket.

use crate::support::hand::{Hand, button};
use egui::accesskit::{Role, Toggled};
use egui::{Modifiers, PointerButton};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use sockscope::app::{AppCommand, MakeCall};
use sockscope::call::{Call, CallKind};

/// A chat of three messages; the numbers of the records that sent them.
fn chat() -> (Hand, [u64; 2]) {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    for (from, to, said) in [("client/s", "server/conn", "你好"), ("server/conn", "client/s", "Hello!")] {
        assert!(hand.say(from, said).is_ok());
        assert!(hand.receive(to).is_ok());
    }
    let client = hand.named("client/s");
    let asked = hand.calls(client, CallKind::Send)[0].n;
    let answered = hand.calls(conn, CallKind::Send)[0].n;
    (hand, [asked, answered])
}

/// What of these roles a screen reader calls selected.
fn selected(hand: &Hand, role: Role) -> Vec<String> {
    let all =
        hand.h.query_all(By::new().predicate(move |node| node.role() == role && node.toggled() == Some(Toggled::True)));
    all.filter_map(|node| node.accesskit_node().label()).collect()
}

fn sees_selected(hand: &mut Hand, role: Role, parts: &[&str]) {
    hand.wait(&format!("{parts:?} selected, and nothing else of {role:?}"), |hand| {
        let found = selected(hand, role);
        let all = parts.iter().all(|part| found.iter().any(|label| label.contains(part)));
        (all && found.len() == parts.len()).then_some(())
    });
}

#[test]
fn a_call_selected_anywhere_is_selected_everywhere() {
    let (mut hand, [asked, answered]) = chat();
    // In the log: its mark in the timeline, its socket in the list, its bytes in the data.
    hand.press_with("client s.send(\"你好\".encode()): ");
    assert_eq!(hand.state().selected_record, Some(asked));
    sees_selected(&mut hand, Role::GraphicsSymbol, &["s.send(\"你好\".encode())"]);
    let client = hand.named("client/s");
    assert_eq!(hand.state().selected, Some(client));
    hand.see("Record ");
    // In the timeline: its row in the log, its socket, its bytes.
    let mark = hand.wait("the mark", |hand| {
        let marks = By::new().role(Role::GraphicsSymbol);
        let marks = hand.h.query_all(marks.predicate(|node| node.label().is_some_and(|l| l.contains("conn.send("))));
        marks.map(|node| node.rect().center()).next()
    });
    hand.click(mark);
    assert_eq!(hand.state().selected_record, Some(answered));
    let conn = hand.named("server/conn");
    assert_eq!(hand.state().selected, Some(conn));
    hand.wait("its row", |hand| selected(hand, Role::ListItem).iter().any(|l| l.contains("conn.send(")).then_some(()));
    // In the data: its row and its mark.
    hand.press_tab("Data");
    let received = hand.calls(conn, CallKind::Recv)[0].n;
    hand.press_with("Received at ");
    assert_eq!(hand.state().selected_record, Some(received));
    hand.press_tab("Timeline");
    sees_selected(&mut hand, Role::GraphicsSymbol, &["conn.recv(1024)"]);
}

#[test]
fn a_span_is_marked_in_every_view_and_summed_up() {
    let (mut hand, [asked, answered]) = chat();
    hand.press_with("client s.send(\"你好\".encode()): ");
    let last = hand.locate("the answer's row", |label| label.contains("server conn.send(b\"Hello!\"): "));
    for event in button(last, PointerButton::Primary) {
        hand.h.event_modifiers(event, Modifiers::SHIFT);
    }
    hand.h.run_steps(3);
    assert_eq!(hand.state().span(), Some((asked, answered)));
    sees_selected(&mut hand, Role::GraphicsSymbol, &["s.send(", "conn.recv(", "conn.send("]);
    for words in [format!("Records {asked} to {answered}"), "↑ 12 B".to_owned(), "↓ 6 B".to_owned()] {
        hand.see(&words);
    }
    hand.press_with("client s.send(\"你好\".encode()): ");
    sees_selected(&mut hand, Role::GraphicsSymbol, &["s.send("]);
    hand.see_no("Records ");
}

#[test]
fn why_asked_within_a_span_tells_of_the_row_that_was_pressed() {
    let (mut hand, [asked, _]) = chat();
    let client = hand.named("client/s");
    let address = hand.state().socket(client).and_then(|row| row.peer.clone()).unwrap();
    let again = MakeCall::once(client, Call::ConnectEx { address });
    hand.h.state_mut().update(AppCommand::MakeCall(again));
    let failed = hand.wait("the second connect", |hand| Some(hand.calls(client, CallKind::ConnectEx).first()?.n));
    assert!(hand.say("client/s", "last").is_ok());
    hand.press_with("client s.send(\"你好\".encode()): ");
    let last = hand.locate("the last row", |label| label.contains("client s.send(b\"last\"): "));
    for event in button(last, PointerButton::Primary) {
        hand.h.event_modifiers(event, Modifiers::SHIFT);
    }
    hand.h.run_steps(3);
    assert_eq!(hand.state().span().map(|(first, _)| first), Some(asked));
    let row = hand.locate("the row that failed", |label| label.starts_with("client/s connect_ex "));
    for event in button(row, PointerButton::Secondary) {
        hand.h.event(event);
    }
    hand.choose("Why?");
    hand.wait("that row", |hand| (hand.state().selected_record == Some(failed)).then_some(()));
    hand.see("Why did s.connect_ex fail?");
}
