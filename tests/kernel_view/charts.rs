//! Charts: lines of a connection that talks, paused, moved, copied and saved.

use super::pictures::keep;
use super::support::hand::Hand;
use super::{client, command, listener, show};
use egui_kittest::kittest::{By, Queryable as _};
use sockscope::app::{AppCommand, MakeCall, PathPurpose};
use sockscope::call::{Call, Name};

#[test]
fn a_connection_that_talks_has_lines_that_are_copied_and_saved() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    show(&mut hand, "Charts");
    hand.see("Queues: Receive 0 B, Send 0 B");
    hand.see("Connections: 1");
    let conn = Name::parse("conn").unwrap();
    command(&mut hand, AppCommand::MakeCall(MakeCall { makes: Some(conn), ..MakeCall::once(server, Call::Accept) }));
    let accepted = hand.named("conn");
    super::call(&mut hand, accepted, Call::SendAll { data: vec![b'x'; 5000].into(), flags: 0 });
    hand.see("Queues: Receive 5.0 kB, Send 0 B");
    hand.press("Pause");
    super::call(&mut hand, cli, Call::Recv { size: 9000, flags: 0 });
    hand.socket(cli, "received", |row| row.received == 5000);
    // It stays as it was, then goes on.
    hand.h.run_steps(3);
    assert!(hand.sees("Queues: Receive 5.0 kB"));
    hand.press("Go on");
    hand.see("Queues: Receive 0 B, Send 0 B");
    hand.press("Show fewer seconds");
    hand.press("The newest minute again");
    hand.see_no("The newest minute again");
    hand.see("From 00:");
    let path = hand.folder().join("charts.csv");
    command(&mut hand, AppCommand::AskPath(PathPurpose::SaveChart { scope: Some(cli) }));
    command(&mut hand, AppCommand::TakePath { path: path.clone(), replace: false });
    hand.wait("the file", |_| std::fs::read_to_string(&path).ok().filter(|text| text.lines().count() > 2));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("time_s,sent_bytes_per_s,") && text.contains(",5000,0,"), "{text}");
    // A value is read off with its time and unit.
    let chart = By::new()
        .role(egui::accesskit::Role::Image)
        .predicate(|node| node.label().is_some_and(|label| label.starts_with("Queues: ")));
    let queues = hand.h.get(chart).rect();
    hand.h.event(egui::Event::PointerMoved(queues.left_center() + egui::vec2(4.0, 0.0)));
    hand.h.run_steps(4);
    hand.see(" s  Receive ");
    keep(&mut hand, "charts-hover-dark-en");
    hand.press("All sockets");
    hand.see("Connections: 2");
}
