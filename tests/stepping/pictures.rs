//! Pictures in both themes and languages, in a usual, a large and a small window.

use super::desk::{begin, opened, step};
use super::support::hand::Hand;
use super::support::pictures::save;
use egui::Key;

fn look(hand: &mut Hand, theme: &str, language: &str) {
    let dark = hand.h.ctx.global_style().visuals.dark_mode;
    if dark != (theme == "dark") {
        let switch = ["Switch to the light theme", "Switch to the dark theme", "切换到浅色主题", "切换到深色主题"];
        let english = hand.sees("Session");
        hand.press(switch[usize::from(!dark) + if english { 0 } else { 2 }]);
    }
    hand.press(if language == "zh" { "中" } else { "EN" });
    hand.h.run_steps(4);
}

#[test]
fn the_past() {
    let (mut hand, _) = opened();
    hand.h.run_steps(3);
    save(&mut hand.h, "stepping-banner");
    begin(&mut hand);
    for _ in 0..7 {
        step(&mut hand, Key::PageUp);
    }
    for (theme, language) in [("dark", "en"), ("light", "zh")] {
        look(&mut hand, theme, language);
        save(&mut hand.h, &format!("stepping-{theme}-{language}"));
        for (width, height) in [(1920.0, 1080.0), (640.0, 360.0)] {
            hand.h.set_size(egui::vec2(width, height));
            hand.h.run_steps(6);
            save(&mut hand.h, &format!("stepping-{theme}-{language}-{width}"));
        }
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.h.run_steps(6);
    }
    look(&mut hand, "dark", "en");
    hand.press("Hide outcomes");
    step(&mut hand, Key::PageDown);
    hand.h.run_steps(3);
    save(&mut hand.h, "stepping-hidden");
}

#[test]
fn presented() {
    let (mut hand, _) = opened();
    begin(&mut hand);
    for (theme, language, back) in [("dark", "en", 1), ("light", "zh", 3)] {
        look(&mut hand, theme, language);
        hand.key(Key::F5);
        step(&mut hand, Key::End);
        for _ in 0..back {
            step(&mut hand, Key::PageUp);
        }
        for (width, height) in [(1280.0, 720.0), (1920.0, 1080.0), (640.0, 360.0)] {
            hand.h.set_size(egui::vec2(width, height));
            hand.h.run_steps(8);
            save(&mut hand.h, &format!("present-{theme}-{language}-{width}"));
        }
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.key(Key::F5);
        hand.h.run_steps(6);
    }
}
