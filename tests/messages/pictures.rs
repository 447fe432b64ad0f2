//! Pictures of the list and the dialog, to be looked at: `target/pictures/messages-….png`.

use super::desk::{chord, hex, keep, open, text};
use super::support::hand::Hand;
use super::support::pictures::save;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, RepeatPlan, SavedMessage, ThemeChoice};
use sockscope::locale::Language;
use std::time::Duration;

fn filled() -> Hand {
    let mut hand = open();
    let repeat = Some(RepeatPlan { every: Duration::from_millis(500), count: None });
    for message in [
        hex("读保持寄存器", "00 01 00 00 00 06 01 03 00 00 00 0a"),
        SavedMessage { key: Some(1), ..hex("写线圈 5", "00 02 00 00 00 06 01 05 00 05 ff 00") },
        SavedMessage {
            name: "GET /status".into(),
            ..text("", "GET /status HTTP/1.1\\r\\nHost: example.invalid\\r\\n\\r\\n")
        },
        SavedMessage { repeat, ..hex("心跳", "00 01") },
        SavedMessage { key: Some(2), ..text("登录/USER", "USER anonymous\\r\\n") },
        text("登录/PASS", "PASS guest\\r\\n"),
        hex("登录/a name that is much too long for the panel it stands in", "0"),
    ] {
        keep(&mut hand, message);
    }
    hand
}

#[test]
fn the_panel_and_the_dialog_in_both_themes_and_languages() {
    let mut hand = filled();
    for (theme, language, name) in
        [(ThemeChoice::Light, Language::Chinese, "light-zh"), (ThemeChoice::Dark, Language::English, "dark-en")]
    {
        hand.h.state_mut().update(AppCommand::SetTheme(theme));
        hand.h.state_mut().update(AppCommand::SetLanguage(Some(language)));
        hand.h.run_steps(3);
        let at = hand.locate("a row", |label| label.starts_with("写线圈 5"));
        hand.click(at);
        save(&mut hand.h, &format!("messages-{name}"));
        chord(&mut hand, Modifiers::NONE, Key::F2);
        hand.h.run_steps(4);
        save(&mut hand.h, &format!("messages-dialog-{name}"));
        hand.key(Key::Escape);
        hand.key(Key::Escape);
    }
    hand.key(Key::Delete);
    hand.h.run_steps(3);
    save(&mut hand.h, "messages-deleted");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(4);
    hand.press("Messages");
    hand.h.run_steps(3);
    save(&mut hand.h, "messages-narrow");
    hand.press("New message");
    hand.h.run_steps(4);
    save(&mut hand.h, "messages-dialog-narrow");
}

#[test]
fn the_empty_panel() {
    let mut hand = open();
    save(&mut hand.h, "messages-empty-en");
    hand.press("中");
    hand.h.run_steps(2);
    save(&mut hand.h, "messages-empty-zh");
}
