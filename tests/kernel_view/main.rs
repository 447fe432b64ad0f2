//! The panels of the kernel, of this machine's sockets and of the charts, pressed by label over real sockets.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod charts;
mod kernel;
mod machine;
mod pictures;
mod record;

use sockscope::app::{AppCommand, MakeCall, NewSocket};
use sockscope::call::{Address, Call, Name, SocketId, number_of};
use support::hand::Hand;

/// Does what was asked, and lets the window see it.
pub fn command(hand: &mut Hand, command: AppCommand) {
    hand.h.state_mut().update(command);
    hand.h.step();
}

/// Makes a call.
pub fn call(hand: &mut Hand, sid: SocketId, call: Call) {
    command(hand, AppCommand::MakeCall(MakeCall::once(sid, call)));
}

/// A new socket of the board.
pub fn socket(hand: &mut Hand, name: &str, family: &str, kind: &str) -> SocketId {
    let (family, kind) = (number_of(family).unwrap(), number_of(kind).unwrap());
    let name_of = Name::parse(name).unwrap();
    command(hand, AppCommand::NewSocket(NewSocket { name: name_of, family, kind, proto: 0, other: None }));
    hand.named(name)
}

/// A listener on a free port of loopback, with a backlog of 5.
pub fn listener(hand: &mut Hand, name: &str) -> (SocketId, i64) {
    let sid = socket(hand, name, "AF_INET", "SOCK_STREAM");
    call(hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let port = hand.port(sid);
    call(hand, sid, Call::Listen { backlog: Some(5) });
    hand.socket(sid, "a listener", |row| row.backlog.is_some());
    (sid, port)
}

/// A client that is connected there.
pub fn client(hand: &mut Hand, name: &str, port: i64) -> SocketId {
    let sid = socket(hand, name, "AF_INET", "SOCK_STREAM");
    call(hand, sid, Call::Connect { address: Address::inet("127.0.0.1", port) });
    hand.socket(sid, "a connection", |row| row.connected && row.peer.is_some());
    sid
}

/// A panel's tab comes to the front.
pub fn show(hand: &mut Hand, tab: &str) {
    let at = hand.tab(tab);
    hand.click(at);
    hand.h.run_steps(3);
}
