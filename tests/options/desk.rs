//! What these tests share: a high window, sockets made by commands, and presses in the inspector.

use super::support::hand::Hand;
use egui::Key;
use sockscope::app::{AppCommand, MakeCall, NewSocket};
use sockscope::call::{Call, CallKind, Name, OptionValue, Outcome, SocketId, number_of};

/// A window in which the whole inspector shows.
pub fn desk() -> Hand {
    let mut hand = Hand::new();
    hand.h.set_size([1280.0, 1600.0].into());
    hand.h.run_steps(4);
    hand
}

/// Does what was asked, and lets the window see it.
pub fn command(hand: &mut Hand, command: AppCommand) {
    hand.h.state_mut().update(command);
    hand.h.step();
}

/// Makes a call, by no button.
pub fn call(hand: &mut Hand, sid: SocketId, call: Call) {
    command(hand, AppCommand::MakeCall(MakeCall::once(sid, call)));
}

/// A new socket, selected, with its options in sight.
pub fn socket(hand: &mut Hand, name: &str, family: &str, kind: &str) -> SocketId {
    socket_of(hand, name, (family, kind), 0)
}

/// The same with a protocol.
pub fn socket_of(hand: &mut Hand, name: &str, (family, kind): (&str, &str), proto: i32) -> SocketId {
    let (family, kind) = (number_of(family).unwrap(), number_of(kind).unwrap());
    command(
        hand,
        AppCommand::NewSocket(NewSocket { name: Name::parse(name).unwrap(), family, kind, proto, other: None }),
    );
    let sid = hand.named(name);
    hand.wait("its options", |hand| {
        let state = hand.state();
        let facts = state.facts.as_ref().filter(|facts| facts.sid == sid && !facts.options.is_empty())?;
        state.fresh_options((facts.family, facts.kind, facts.proto)).map(|_| ())
    });
    hand.h.run_steps(3);
    sid
}

/// Filters the list.
pub fn filter(hand: &mut Hand, text: &str) {
    hand.type_in("Filter options", text);
    hand.h.run_steps(3);
}

/// Types a value and presses Enter.
pub fn enter(hand: &mut Hand, field: &str, text: &str) {
    hand.type_in(field, text);
    hand.key(Key::Enter);
}

/// The sets of an option that came back, in order.
pub fn sets(hand: &Hand, sid: SocketId, option: &str) -> Vec<(OptionValue, Outcome)> {
    let rows = hand.calls(sid, CallKind::SetSockOpt);
    let of = |row: &std::sync::Arc<sockscope::session::Row>| match &row.record.call {
        Call::SetSockOpt { level, name, value } if sockscope::call::option_name(*level, *name) == Some(option) => {
            Some((value.clone(), row.record.outcome.clone()))
        }
        _ => None,
    };
    rows.iter().filter_map(of).collect()
}

/// Waits for the `count`th set of an option; its value.
#[track_caller]
pub fn set(hand: &mut Hand, sid: SocketId, option: &str, count: usize) -> (OptionValue, Outcome) {
    hand.wait(option, |hand| sets(hand, sid, option).get(count - 1).cloned())
}
