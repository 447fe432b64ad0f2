//! Pictures of the look: a gallery of every widget and a mock of the window, in both themes and both languages, written to
//! `target/pictures`. A small part is compared with a committed picture.

#![cfg(feature = "gui")]

mod gallery;
mod support;

use egui_kittest::{SnapshotOptions, kittest::Queryable};
use gallery::{Words, mock, sheet};
use sockscope::ui::theme::Mode;
use support::pictures::{harness, save};

#[test]
fn every_widget_in_both_themes_and_languages() {
    for (mode, tone) in [(Mode::Dark, "dark"), (Mode::Light, "light")] {
        for (words, language) in [(Words::english(), "en"), (Words::chinese(), "zh")] {
            let mut state = sheet::State::default();
            let mut h = harness([860.0, 620.0], mode, |ui| sheet::show(ui, &words, &mut state));
            h.run_steps(3);
            h.get_by_label("getsockname").focus();
            h.run_steps(2);
            save(&mut h, &format!("gallery-{tone}-{language}"));
        }
    }
}

#[test]
fn a_mock_of_the_window() {
    for (mode, tone, words) in [(Mode::Dark, "dark", Words::english()), (Mode::Light, "light", Words::chinese())] {
        let mut state = mock::State::default();
        let mut h = harness([1280.0, 800.0], mode, |ui| mock::show(ui, &words, &mut state));
        h.run_steps(3);
        save(&mut h, &format!("mock-{tone}"));
    }
}

/// Menus, the focus ring and the pointer's traces.
#[test]
fn a_menu_the_focus_and_the_pointer() {
    for (mode, tone, words) in [(Mode::Dark, "dark", Words::english()), (Mode::Light, "light", Words::chinese())] {
        let mut state = mock::State::default();
        let mut h = harness([1280.0, 800.0], mode, |ui| mock::show(ui, &words, &mut state));
        h.run_steps(2);
        h.get_by_label(words.menus[0]).click();
        h.run_steps(4);
        h.hover_at(egui::pos2(120.0, 200.0));
        h.run_steps(4);
        save(&mut h, &format!("menu-{tone}"));
    }
}

/// Small, so that a change of the look is a small change of the repository; tight, since our rasteriser repeats itself.
fn the_pieces_look_as_they_did(mode: Mode, name: &str) {
    let words = Words::chinese();
    let mut state = sheet::State::default();
    let mut h = harness([300.0, 200.0], mode, |ui| sheet::pieces(ui, &words, &mut state));
    h.run_steps(3);
    h.snapshot_options(name, &SnapshotOptions::new().threshold(0.6).max_failed_pixels(4));
}

#[test]
fn the_dark_pieces_look_as_they_did() {
    the_pieces_look_as_they_did(Mode::Dark, "pieces-dark");
}

#[test]
fn the_light_pieces_look_as_they_did() {
    the_pieces_look_as_they_did(Mode::Light, "pieces-light");
}
