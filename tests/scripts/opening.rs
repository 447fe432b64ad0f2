//! Opening: what is a script, what is none, what is remembered.

use super::desk::{case, file, key, open, script};
use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, Phase, Source};

const GOOD: &str =
    "{\"netscript\":1,\"title\":\"A good one\"}\n{\"#\":\"says nothing\"}\n{\"call\":\"socket\",\"as\":\"s\"}\n";

#[test]
fn a_damaged_script_is_told_with_line_and_reason_and_nothing_is_lost() {
    let (mut hand, path) = file(GOOD);
    hand.see("A good one");
    let bad = hand.folder().join("bad.jsonl");
    std::fs::write(&bad, format!("{GOOD}{{\"call\":\"fly\",\"on\":\"s\"}}\n")).unwrap();
    open(&mut hand, &bad);
    hand.see("bad.jsonl, line 4");
    hand.see("there is no call fly");
    assert_eq!(script(&hand).source, Source::File(path), "what was open stays open");
    // Mended, and read again.
    std::fs::write(&bad, GOOD.replace("good", "mended")).unwrap();
    hand.press("Read the file again");
    hand.see("A mended one");
    hand.see_no("there is no call fly");
    assert_eq!(script(&hand).source, Source::File(bad));
}

#[test]
fn a_file_is_opened_as_what_its_first_line_says() {
    let (mut hand, path) = file(GOOD);
    assert!(hand.state().is_live());
    hand.press("Run all");
    hand.wait("run", |hand| (case(hand).phase == Phase::Ended).then_some(()));
    let session = hand.wait("the session", |hand| hand.state().snapshot.path.clone());
    // A script through *Open session…*.
    hand.press("Close the script");
    hand.see_no("A good one");
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    hand.see("A good one");
    // A session through *Open script…*, and dropped.
    open(&mut hand, &session);
    hand.wait("the session is read", |hand| (!hand.state().is_live()).then_some(()));
    hand.see("A good one");
}

#[test]
fn a_script_that_is_dropped_on_the_window_is_opened() {
    let mut hand = Hand::new();
    let path = hand.folder().join("dropped.jsonl");
    std::fs::write(&path, GOOD).unwrap();
    super::files::drop_file(&mut hand, &path);
    hand.see("A good one");
    assert_eq!(hand.state().snapshot.rows, 0, "opening runs nothing");
}

#[test]
fn recent_scripts_are_offered_and_the_empty_view_teaches() {
    let (mut hand, path) = file(GOOD);
    hand.press("Close the script");
    hand.see_no("Run all");
    key(&mut hand, Modifiers::COMMAND, Key::Num9);
    hand.see("No script is open");
    hand.see("Fetch a page from a local web server");
    assert_eq!(hand.state().settings.recent_scripts, [path.to_str().unwrap()]);
    hand.press("Session");
    hand.choose("Recent scripts");
    let label = sockscope_label(&hand);
    hand.choose(&label);
    hand.see("A good one");
}

/// The menu's item of the only recent script.
fn sockscope_label(hand: &Hand) -> String {
    hand.texts().into_iter().find(|text| text.ends_with("my script.jsonl")).expect("the recent script")
}

#[test]
fn f6_comes_by_the_panel_and_arrows_move_in_it() {
    let (mut hand, _) = file(GOOD);
    hand.press_beginning("Line 2, comment: says nothing");
    key(&mut hand, Modifiers::NONE, Key::F6);
    key(&mut hand, Modifiers::COMMAND, Key::Num9);
    key(&mut hand, Modifiers::NONE, Key::ArrowDown);
    hand.wait("the next row", |hand| (script(hand).selected == Some(1)).then_some(()));
    key(&mut hand, Modifiers::NONE, Key::ArrowUp);
    hand.wait("the row before", |hand| (script(hand).selected == Some(0)).then_some(()));
}
