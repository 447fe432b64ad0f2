//! The connect bar, *Receive datagrams* and *Reopen last board*, pressed by label, with `python3` peers on loopback.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod client;
mod datagrams;
mod pictures;
mod reopen;
mod server;

use sockscope::call::{Call, Name, SocketId};
use std::path::Path;
use support::hand::Hand;
use support::python::Python;

/// The window in the Test arrangement.
pub fn tester() -> Hand {
    let mut hand = Hand::new();
    hand.press("Test");
    hand
}

/// The same over a folder that is used again.
pub fn tester_over(folder: &Path) -> Hand {
    let mut hand = Hand::over(folder);
    hand.press("EN");
    hand.press("Test");
    hand
}

/// Chooses what the bar makes.
pub fn kind(hand: &mut Hand, kind: &str) {
    hand.press_beginning("Connection kind ");
    hand.choose(kind);
}

/// The connection of this name, another one than those before.
pub fn connected(hand: &mut Hand, name: &str, before: &[SocketId]) -> SocketId {
    let parsed = Name::parse(name).unwrap();
    hand.wait(&format!("a new connection {name}"), |hand| {
        let board = &hand.state().snapshot.board;
        let sid = board.by_name(&parsed).filter(|sid| !before.contains(sid))?;
        board.row(sid).is_some_and(|row| row.connected).then_some(sid)
    })
}

/// A peer with these arguments; its lines are UTF-8.
pub fn peer(program: &str, args: &[&str]) -> Python {
    let mut command = std::process::Command::new("python3");
    Python::spawn(command.env("PYTHONUTF8", "1").args(["-u", "-c", program]).args(args))
}

/// The calls of a socket that are in the log, in order.
pub fn calls(hand: &mut Hand, sid: SocketId) -> Vec<Call> {
    hand.wait("all rows", |hand| {
        let (rows, all) = (hand.state().session().rows(), hand.state().snapshot.rows);
        (0..all).all(|k| rows.row(k).is_some()).then_some(())
    });
    let rows = hand.state().session().rows();
    let all = (0..hand.state().snapshot.rows).filter_map(|k| rows.row(k));
    all.filter(|row| row.sid == sid).map(|row| row.record.call.clone()).collect()
}

/// Waits until the socket's first calls are these.
#[track_caller]
pub fn made(hand: &mut Hand, sid: SocketId, expected: &[&str]) {
    hand.wait(&expected.join(", "), |hand| {
        let made = calls(hand, sid);
        let names: Vec<_> = made.iter().map(|call| call.kind().name()).collect();
        let so_far = &names[..names.len().min(expected.len())];
        assert_eq!(so_far, &expected[..so_far.len()], "in this order");
        (so_far.len() == expected.len()).then_some(())
    });
}
