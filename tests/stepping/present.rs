//! One view for a projector, with the same keys.

use super::desk::{chat, opened, rest, step, stepping};
use egui::Key;
use sockscope::app::{AppCommand, StepCommand};

#[test]
fn it_shows_the_newest_call_and_steps_with_the_same_keys() {
    let mut hand = chat();
    hand.key(Key::F5);
    hand.see("Live · the newest call");
    hand.see("probe.connect((\"127.0.0.1\", 9))");
    hand.see("ECONNREFUSED");
    hand.see("client/probe");
    assert!(hand.state().stepping.is_none(), "what is live stays live");
    hand.key(Key::PageUp);
    rest(&mut hand);
    hand.see("not live");
    let before = stepping(&hand).at();
    assert!(step(&mut hand, Key::PageUp) < before);
    hand.key(Key::Escape);
    hand.see("Back to live");
    assert!(!hand.state().presenting);
    hand.press("Back to live");
}

#[test]
fn an_outcome_is_asked_for_first() {
    let (mut hand, _) = opened();
    hand.key(Key::F5);
    step(&mut hand, Key::Home);
    hand.see("No call was made yet");
    hand.h.state_mut().update(AppCommand::Step(StepCommand::HideOutcomes(true)));
    step(&mut hand, Key::PageDown);
    hand.see("What comes of it?");
    step(&mut hand, Key::PageDown);
    hand.see_no("What comes of it?");
    // The call after the one that made the socket returns None.
    step(&mut hand, Key::PageDown);
    hand.see("What comes of it?");
    assert!(!hand.sees("None"), "{:?}", hand.texts());
    step(&mut hand, Key::PageDown);
    hand.see("None");
    hand.press("Leave the presentation");
    hand.see("Stop stepping");
}

#[test]
fn every_text_is_large() {
    let (mut hand, _) = opened();
    hand.key(Key::F5);
    hand.h.run_steps(3);
    let small = hand.h.output().shapes.iter().flat_map(|clipped| sizes_of(&clipped.shape)).fold(f32::MAX, f32::min);
    assert!(small >= 20.0 * hand.h.ctx.zoom_factor() - 0.01 || small == f32::MAX, "{small}");
}

/// The sizes of the letters in a shape; an icon is no letter.
fn sizes_of(shape: &egui::Shape) -> Vec<f32> {
    match shape {
        egui::Shape::Vec(all) => all.iter().flat_map(sizes_of).collect(),
        egui::Shape::Text(text) => {
            let sections = text.galley.job.sections.iter().map(|section| &section.format.font_id);
            let letters = sections.filter(|font| font.family != egui::FontFamily::Name("icons".into()));
            letters.map(|font| font.size).collect()
        }
        _ => Vec::new(),
    }
}
