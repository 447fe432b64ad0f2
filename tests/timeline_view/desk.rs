//! What these tests share: sockets made by commands, and what the drawing says.

use super::support::hand::{Hand, button};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use sockscope::app::{AppCommand, MakeCall, NewSocket};
use sockscope::call::{Address, Call, Name, SocketId, number_of};

/// Does what was asked, and lets the window see it.
pub fn command(hand: &mut Hand, command: AppCommand) {
    hand.h.state_mut().update(command);
    hand.h.step();
}

/// Makes a call.
pub fn call(hand: &mut Hand, sid: SocketId, call: Call) {
    command(hand, AppCommand::MakeCall(MakeCall::once(sid, call)));
}

/// Makes a call and waits until it came back.
pub fn done(hand: &mut Hand, sid: SocketId, what: Call) {
    let last = hand.state().socket(sid).map_or(0, |row| row.last_n);
    call(hand, sid, what);
    hand.socket(sid, "the call's end", |row| row.last_n > last && row.waiting.is_empty());
}

pub fn socket(hand: &mut Hand, name: &str, kind: &str) -> SocketId {
    let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
    let name_of = Name::parse(name).unwrap();
    command(hand, AppCommand::NewSocket(NewSocket { name: name_of, family, kind, proto: 0, other: None }));
    hand.named(name)
}

/// A listener, a connection and its client.
pub fn connection(hand: &mut Hand) -> (SocketId, SocketId, SocketId) {
    let server = socket(hand, "server/s", "SOCK_STREAM");
    done(hand, server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    done(hand, server, Call::Listen { backlog: Some(5) });
    let port = hand.port(server);
    let makes = Some(Name::parse("server/sock").unwrap());
    command(hand, AppCommand::MakeCall(MakeCall { makes, ..MakeCall::once(server, Call::Accept) }));
    hand.socket(server, "accept waits", |row| !row.waiting.is_empty());
    let client = socket(hand, "client/c", "SOCK_STREAM");
    done(hand, client, Call::Connect { address: Address::inet("127.0.0.1", port) });
    let sock = hand.named("server/sock");
    hand.socket(sock, "both names", |row| row.peer.is_some());
    (server, sock, client)
}

pub fn send(data: &str) -> Call {
    Call::Send { data: data.as_bytes().into(), flags: 0 }
}

pub fn recv(size: i64) -> Call {
    Call::Recv { size, flags: 0 }
}

/// What the drawing says: marks, arrows, states, blocks, from above.
pub fn drawn(hand: &Hand) -> Vec<String> {
    let of = |node: &AccessKitNode<'_>| node.role() == Role::GraphicsSymbol;
    let all = hand.h.query_all(By::new().predicate(of));
    all.filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label()).collect()
}

pub fn says(hand: &Hand, part: &str) -> bool {
    drawn(hand).iter().any(|said| said.contains(part))
}

/// Waits until the drawing says it.
#[track_caller]
pub fn until(hand: &mut Hand, part: &str) {
    hand.wait(part, |hand| says(hand, part).then_some(()));
}

/// Where the drawing says it.
#[track_caller]
pub fn place(hand: &mut Hand, part: &str) -> Pos2 {
    until(hand, part);
    hand.h.run_steps(2);
    let of = |node: &AccessKitNode<'_>| {
        node.role() == Role::GraphicsSymbol && node.label().is_some_and(|label| label.contains(part))
    };
    hand.h.query_all(By::new().predicate(of)).next().unwrap().rect().center()
}

pub fn key_with(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(3);
}

/// Turns the wheel over a place: up where positive.
pub fn wheel(hand: &mut Hand, at: Pos2, delta: egui::Vec2, modifiers: Modifiers) {
    hand.h.event(Event::PointerMoved(at));
    hand.h.step();
    let (unit, phase, source) = (egui::MouseWheelUnit::Point, egui::TouchPhase::Move, egui::MouseWheelSource::Unknown);
    hand.h.event_modifiers(Event::MouseWheel { unit, delta, phase, source, modifiers }, modifiers);
    hand.h.run_steps(12);
}

/// Opens the menu of what is there.
pub fn menu_at(hand: &mut Hand, at: Pos2) {
    for event in button(at, PointerButton::Secondary) {
        hand.h.event(event);
    }
    hand.h.run_steps(3);
}
