//! A window with the box of Ctrl+K open.

use super::support::hand::Hand;
use egui::{Event, Key, Modifiers};
use sockscope::app::{AppCommand, Dialog, LineCommand, Told};

/// The field's name.
pub const FIELD: &str = "Call or command";

/// A window with the box open.
pub fn open() -> Hand {
    let mut hand = Hand::new();
    show(&mut hand);
    hand
}

/// Opens the box.
pub fn show(hand: &mut Hand) {
    chord(hand, Modifiers::COMMAND, Key::K);
    hand.wait("the box", |hand| {
        (hand.state().dialog == Some(Dialog::Palette) && hand.has_keyboard(FIELD)).then_some(())
    });
}

pub fn chord(hand: &mut Hand, modifiers: Modifiers, key: Key) {
    hand.h.key_press_modifiers(modifiers, key);
    hand.h.run_steps(3);
}

/// Types at the cursor.
pub fn text(hand: &mut Hand, text: &str) {
    hand.h.event(Event::Text(text.to_owned()));
    hand.h.run_steps(3);
}

/// Chooses the side by what the button of the side does.
pub fn side(hand: &mut Hand, side: &str) {
    hand.press_beginning("Side ");
    hand.choose(side);
    hand.wait(side, |hand| (hand.state().line_side() == side.trim_end_matches(" (new)")).then_some(()));
    hand.wait("the keyboard", |hand| hand.has_keyboard(FIELD).then_some(()));
}

/// Chooses the side without its list.
pub fn on(hand: &mut Hand, side: &str) {
    hand.h.state_mut().update(AppCommand::Line(LineCommand::ChooseSide(side.into())));
    hand.h.run_steps(2);
}

/// Types a line and runs it; what is told of it once it is over.
#[track_caller]
pub fn line(hand: &mut Hand, typed: &str) -> Told {
    text(hand, typed);
    enter(hand, typed)
}

/// Pastes lines and runs them; what is told of the last one once it is over, or one before it failed.
#[track_caller]
pub fn paste(hand: &mut Hand, lines: &str) -> Told {
    hand.h.event(Event::Paste(lines.to_owned()));
    hand.h.run_steps(3);
    assert_eq!(hand.field(FIELD), lines, "several lines stay several lines");
    enter(hand, lines)
}

#[track_caller]
fn enter(hand: &mut Hand, what: &str) -> Told {
    let before = newest(hand).map_or(0, |told| told.id);
    hand.key(Key::Enter);
    hand.wait(what, |hand| {
        let told = newest(hand).filter(|told| told.id > before)?;
        let is_halted = hand.state().line.strands().any(|strand| strand.is_halted);
        ((told.state.is_over() || is_halted) && hand.field(FIELD).is_empty()).then_some(told)
    })
}

/// What is told of the newest statement.
pub fn newest(hand: &Hand) -> Option<Told> {
    hand.state().line.told().next_back().cloned()
}

/// Waits until nothing of a side runs.
#[track_caller]
pub fn rested(hand: &mut Hand, side: &str) {
    hand.wait(&format!("{side} has run"), |hand| {
        hand.state().line.strands().all(|strand| strand.side != side).then_some(())
    });
}
