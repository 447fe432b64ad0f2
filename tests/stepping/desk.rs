//! A window with a chat of which every record is written.

use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, Stepping};
use sockscope::session::Row;
use std::path::PathBuf;
use std::sync::Arc;

/// A chat of both ends in one window, with a refused connection; all of it in the file.
pub fn chat() -> Hand {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    for (from, to, text) in [("client/s", "server/conn", "你好\\r\\n"), ("server/conn", "client/s", "Hello!\\r\\n")] {
        assert!(hand.say(from, text).is_ok());
        assert!(hand.receive(to).is_ok());
    }
    hand.new_socket("client/probe", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    written(&mut hand);
    hand
}

/// Waits until every record is in the file and no more come.
pub fn written(hand: &mut Hand) {
    let mut quiet = (0, 0);
    hand.wait("all is written", |hand| {
        let live = hand.state().live_snapshot();
        let same = live.saved == live.records && quiet.0 == live.records;
        quiet = (live.records, if same { quiet.1 + 1 } else { 0 });
        (quiet.1 > 30).then_some(())
    });
}

/// The chat, closed and opened again as a file.
pub fn opened() -> (Hand, PathBuf) {
    let hand = chat();
    let path = hand.state().live_snapshot().path.clone().unwrap();
    let (folder, copy) = (tempfile::tempdir().unwrap().keep(), "chat.jsonl");
    let copied = folder.join(copy);
    std::fs::copy(&*path, &copied).unwrap();
    drop(hand);
    let mut hand = Hand::new();
    hand.h.state_mut().update(AppCommand::OpenSession(copied.clone()));
    hand.see("You are reading ");
    hand.wait("all of it", |hand| hand.state().snapshot.progress.is_none().then_some(()));
    (hand, copied)
}

pub fn stepping(hand: &Hand) -> &Stepping {
    hand.state().stepping.as_ref().expect("it is stepped through")
}

/// Waits until the record that is wanted shows.
#[track_caller]
pub fn rest(hand: &mut Hand) -> u64 {
    hand.h.run_steps(2);
    hand.wait("the moment", |hand| (!stepping(hand).is_reading()).then_some(()));
    hand.h.run_steps(2);
    stepping(hand).at()
}

/// Presses a key and waits until what it asks for shows.
#[track_caller]
pub fn step(hand: &mut Hand, key: Key) -> u64 {
    hand.key(key);
    rest(hand)
}

pub fn begin(hand: &mut Hand) -> u64 {
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::T);
    hand.h.run_steps(2);
    rest(hand)
}

/// The rows of the log, once every one is read.
#[track_caller]
pub fn rows(hand: &mut Hand) -> Vec<Arc<Row>> {
    hand.wait("all rows", |hand| {
        let rows = hand.state().session().rows();
        (0..hand.state().snapshot.rows).map(|k| rows.row(k)).collect()
    })
}
