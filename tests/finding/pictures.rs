//! Pictures to be looked at: `target/pictures/finding-….png`.

use super::filter::over_everything;
use super::support::hand::Hand;
use super::support::pictures::save;
use egui::Key;
use sockscope::app::{AppCommand, Dialog, FindCommand, NoteCommand, ThemeChoice};
use sockscope::locale::Language;

fn look(hand: &mut Hand, query: &str) {
    hand.h.state_mut().update(AppCommand::Find(FindCommand::Look(query.to_owned())));
    hand.h.run_steps(3);
    hand.wait("the end of the search", |hand| {
        let progress = hand.state().finding.progress();
        progress.is_none_or(|progress| !progress.running).then_some(())
    });
    hand.h.run_steps(6);
}

#[test]
fn the_filter_in_both_themes_and_languages() {
    let mut hand = over_everything();
    for (theme, language, name) in
        [(ThemeChoice::Light, Language::Chinese, "light-zh"), (ThemeChoice::Dark, Language::English, "dark-en")]
    {
        hand.h.state_mut().update(AppCommand::SetTheme(theme));
        hand.h.state_mut().update(AppCommand::SetLanguage(Some(language)));
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.h.state_mut().update(AppCommand::SelectRecord(Some(4)));
        look(&mut hand, "connect");
        save(&mut hand.h, &format!("finding-only-{name}"));
        hand.h.state_mut().update(AppCommand::Find(FindCommand::OnlyMatches(false)));
        look(&mut hand, "cli dir:sent size:bad");
        save(&mut hand.h, &format!("finding-wrong-{name}"));
        look(&mut hand, "cli");
        let by = if language == Language::English { "Filter by" } else { "筛选条件" };
        hand.press(by);
        hand.h.run_steps(4);
        save(&mut hand.h, &format!("finding-menu-{name}"));
        hand.key(Key::Escape);
        hand.h.set_size(egui::vec2(640.0, 360.0));
        hand.h.run_steps(6);
        save(&mut hand.h, &format!("finding-narrow-{name}"));
    }
}

#[test]
fn notes_in_both_themes_and_languages() {
    let mut hand = over_everything();
    for (n, note) in [(4, "The port that the server was given"), (11, "看起来像 TLS")] {
        hand.h.state_mut().update(AppCommand::Note(NoteCommand::Write(n, note.to_owned())));
    }
    for n in [2, 11] {
        hand.h.state_mut().update(AppCommand::Note(NoteCommand::Star(n)));
    }
    for (theme, language, name) in
        [(ThemeChoice::Light, Language::Chinese, "light-zh"), (ThemeChoice::Dark, Language::English, "dark-en")]
    {
        hand.h.state_mut().update(AppCommand::SetTheme(theme));
        hand.h.state_mut().update(AppCommand::SetLanguage(Some(language)));
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.h.run_steps(3);
        hand.press_with("4.000 client");
        hand.press(if language == Language::English { "Bookmarks and notes" } else { "书签和备注" });
        hand.h.run_steps(4);
        save(&mut hand.h, &format!("finding-notes-{name}"));
        hand.key(Key::Escape);
        hand.h.state_mut().update(AppCommand::ShowDialog(Some(Dialog::Note(11))));
        hand.h.set_size(egui::vec2(640.0, 360.0));
        hand.h.run_steps(6);
        save(&mut hand.h, &format!("finding-note-narrow-{name}"));
        hand.h.state_mut().update(AppCommand::ShowDialog(None));
        hand.h.run_steps(3);
    }
}

#[test]
fn a_comparison_in_both_themes_and_languages() {
    let mut hand = super::compare::comparing();
    for _ in 0..3 {
        hand.key(Key::F3);
    }
    for (theme, language, name) in
        [(ThemeChoice::Light, Language::Chinese, "light-zh"), (ThemeChoice::Dark, Language::English, "dark-en")]
    {
        hand.h.state_mut().update(AppCommand::SetTheme(theme));
        hand.h.state_mut().update(AppCommand::SetLanguage(Some(language)));
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.h.run_steps(6);
        save(&mut hand.h, &format!("finding-compare-{name}"));
        hand.h.set_size(egui::vec2(640.0, 360.0));
        hand.h.run_steps(6);
        save(&mut hand.h, &format!("finding-compare-narrow-{name}"));
    }
}
