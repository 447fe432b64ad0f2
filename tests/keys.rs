//! The window by the keyboard alone: the palette, the map of keys, panels, menus, dialogs, and what stays silent while an
//! input method composes.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "keys/chat.rs"]
mod chat;
#[path = "keys/dialogs.rs"]
mod dialogs;
#[path = "keys/panels.rs"]
mod panels;
mod support;
#[path = "keys/tree.rs"]
mod tree;
#[path = "keys/typing.rs"]
mod typing;

use egui::{Key, Modifiers};
use support::hand::Hand;

/// A key with Ctrl (the command key elsewhere).
fn ctrl(hand: &mut Hand, key: Key) {
    with(hand, Modifiers::COMMAND, key);
}

fn with(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(4);
}

/// Types where the keyboard is.
fn text(hand: &mut Hand, text: &str) {
    hand.h.event(egui::Event::Text(text.to_owned()));
    hand.h.run_steps(3);
}

/// Label and role of what has the keyboard.
fn focused(hand: &Hand) -> String {
    use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
    let all = hand.h.query_all(By::new().predicate(|node| node.is_focused()));
    let mut named = all.filter_map(|node| {
        let node = node.accesskit_node();
        Some(format!("{:?} {}", node.role(), node.label()?))
    });
    // The window itself has it too, and stands before what is in it.
    named.next_back().unwrap_or_default()
}
