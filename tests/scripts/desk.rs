//! A window with a script open.

use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, CaseState, Mark, OpenScript, Phase, ScriptCommand};
use sockscope::session::Row;
use std::path::PathBuf;
use std::sync::Arc;

/// The examples' titles, in their order.
pub const TITLES: [&str; 5] = [
    "Fetch a page from a local web server",
    "Server that prints what each client sends",
    "Chat in both directions, in Chinese",
    "UDP echo, truncation, dead peer",
    "Unix SEQPACKET keeps message boundaries",
];

/// Opens an example through the menu.
pub fn example(at: usize) -> Hand {
    let mut hand = Hand::new();
    hand.menu(&["Session", "Examples", TITLES[at]]);
    hand.wait("the example", |hand| hand.state().scripts.open.as_ref().map(|_| ()));
    hand.see("Run all");
    hand
}

/// Opens a file with these lines.
pub fn file(text: &str) -> (Hand, PathBuf) {
    let mut hand = Hand::new();
    let path = hand.folder().join("my script.jsonl");
    std::fs::write(&path, text).unwrap();
    open(&mut hand, &path);
    (hand, path)
}

/// Opens a path as if it was chosen.
pub fn open(hand: &mut Hand, path: &std::path::Path) {
    hand.h.state_mut().update(AppCommand::Script(ScriptCommand::Open(path.to_owned())));
    hand.wait("the file is read", |hand| (!hand.state().scripts.is_reading).then_some(()));
    hand.h.run_steps(3);
}

pub fn script(hand: &Hand) -> &OpenScript {
    hand.state().scripts.open.as_deref().expect("a script is open")
}

pub fn case(hand: &Hand) -> &CaseState {
    script(hand).current().expect("a case").1
}

/// The marks of the steps that were made.
pub fn marks(hand: &Hand) -> Vec<Mark> {
    case(hand).steps.iter().map(|step| step.mark).collect()
}

/// Waits until the case is so.
#[track_caller]
pub fn reach(hand: &mut Hand, phase: Phase) {
    hand.wait(&format!("{phase:?}"), |hand| (case(hand).phase == phase).then_some(()));
}

/// Presses *Next step* and waits until so many steps were made.
#[track_caller]
pub fn next_step(hand: &mut Hand, made: usize) {
    hand.press("Next step");
    hand.wait(&format!("step {made}"), |hand| {
        (case(hand).phase == Phase::Resting && case(hand).at == made).then_some(())
    });
}

/// All rows of the log, once every one of them is read.
#[track_caller]
pub fn rows(hand: &mut Hand) -> Vec<Arc<Row>> {
    hand.wait("all rows", |hand| {
        let rows = hand.state().session().rows();
        (0..hand.state().snapshot.rows).map(|k| rows.row(k)).collect()
    })
}

pub fn key(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(4);
}
