//! What these tests share: servers made by commands, presses with keys held, and what rows say.

use super::support::hand::{Hand, button};
use egui::{Event, Key, Modifiers, PointerButton};
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

pub fn socket(hand: &mut Hand, name: &str, kind: &str) -> SocketId {
    let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
    command(
        hand,
        AppCommand::NewSocket(NewSocket { name: Name::parse(name).unwrap(), family, kind, proto: 0, other: None }),
    );
    hand.named(name)
}

/// A listener that keeps accepting, and its port.
pub fn listener(hand: &mut Hand, name: &str) -> (SocketId, i64) {
    let sid = socket(hand, name, "SOCK_STREAM");
    call(hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    hand.port(sid);
    call(hand, sid, Call::Listen { backlog: Some(64) });
    hand.socket(sid, "a listener", |row| row.backlog.is_some());
    command(hand, AppCommand::KeepAccepting(sid, true));
    let port = hand.port(sid);
    (sid, port)
}

/// Its open clients, in the order in which they came.
pub fn clients(hand: &Hand, listener: SocketId) -> Vec<SocketId> {
    let rows = hand.state().snapshot.board.sockets.values();
    rows.filter(|row| row.listener == Some(listener) && row.open).map(|row| row.sid).collect()
}

/// Every text of the window that has this in it.
pub fn texts(hand: &Hand, part: &str) -> Vec<String> {
    hand.texts().into_iter().filter(|text| text.contains(part)).collect()
}

/// Presses a row with keys held down.
pub fn press_with(hand: &mut Hand, beginning: &str, modifiers: Modifiers) {
    let at = hand.locate(beginning, |label| label.starts_with(beginning));
    for event in button(at, PointerButton::Primary) {
        let event = match event {
            Event::PointerButton { pos, button, pressed, .. } => {
                Event::PointerButton { pos, button, pressed, modifiers }
            }
            other => other,
        };
        hand.h.event_modifiers(event, modifiers);
    }
    hand.h.run_steps(3);
}

/// Opens a row's own menu.
pub fn menu_of(hand: &mut Hand, beginning: &str) {
    let at = hand.locate(beginning, |label| label.starts_with(beginning));
    for event in button(at, PointerButton::Secondary) {
        hand.h.event(event);
    }
    hand.h.run_steps(3);
}

/// Presses a key with others held down.
pub fn key_with(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(3);
}
