//! The list: folders, search, several at once, drag, keys, delete and undo.

use super::desk::{chord, keep, open, order, rows, text};
use super::support::hand::Hand;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;

fn filled(names: &[&str]) -> Hand {
    let mut hand = open();
    for name in names {
        keep(&mut hand, text(name, &format!("payload of {name}")));
    }
    hand
}

fn row(hand: &mut Hand, name: &str) -> Pos2 {
    let beginning = format!("{name}, ");
    hand.locate(name, |label| label.starts_with(&beginning))
}

/// Clicks with a key held.
fn click_with(hand: &mut Hand, modifiers: Modifiers, at: Pos2) {
    hand.h.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        hand.h.event_modifiers(
            Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers },
            modifiers,
        );
    }
    hand.h.run_steps(2);
}

#[test]
fn deleted_and_brought_back() {
    let mut hand = filled(&["a", "b", "f/c", "d"]);
    let at = row(&mut hand, "b");
    hand.click(at);
    hand.key(Key::Delete);
    hand.see("Deleted b");
    assert_eq!(order(&hand), "a f/c d");
    hand.press("Undo");
    assert_eq!(order(&hand), "a b f/c d");
    hand.see_no("Deleted b");

    let (from, to) = (row(&mut hand, "a"), row(&mut hand, "d"));
    hand.click(from);
    click_with(&mut hand, Modifiers::SHIFT, to);
    hand.key(Key::Delete);
    hand.see("Deleted 3 messages");
    assert_eq!(order(&hand), "f/c");
    hand.key(Key::Delete);
    hand.see("Deleted c");
    hand.see("Nothing saved yet");
    chord(&mut hand, Modifiers::COMMAND, Key::Z);
    chord(&mut hand, Modifiers::COMMAND, Key::Z);
    assert_eq!(order(&hand), "a b f/c d");

    let (first, last) = (row(&mut hand, "a"), row(&mut hand, "c"));
    hand.click(first);
    click_with(&mut hand, Modifiers::COMMAND, last);
    hand.key(Key::Delete);
    assert_eq!(order(&hand), "b d");
    hand.press("Dismiss");
    hand.see_no("Deleted 2 messages");
    hand.press("Import, export and undo");
    hand.choose("Undo: Deleted 2 messages");
    assert_eq!(order(&hand), "a b f/c d");
}

#[test]
fn dragged_into_another_place_and_folder() {
    let mut hand = filled(&["a", "b", "f/c", "d"]);
    assert_eq!(rows(&hand), ["a", "b", "d", "Folder f", "c"]);
    let (from, to) = (row(&mut hand, "d"), row(&mut hand, "a"));
    hand.drag(from, to - egui::vec2(0.0, 10.0));
    assert_eq!(order(&hand), "d a b f/c");
    let (from, to) = (row(&mut hand, "a"), row(&mut hand, "c"));
    hand.drag(from, to + egui::vec2(0.0, 10.0));
    assert_eq!(rows(&hand), ["d", "b", "Folder f", "c", "a"]);
    hand.press("Import, export and undo");
    hand.choose("Undo: Moved 1 message");
    assert_eq!(order(&hand), "d a b f/c");
}

#[test]
fn moved_and_walked_by_keys() {
    let mut hand = filled(&["a", "b", "f/c"]);
    let at = row(&mut hand, "a");
    hand.click(at);
    chord(&mut hand, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(rows(&hand), ["b", "a", "Folder f", "c"]);
    chord(&mut hand, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(order(&hand), "b f/a f/c");
    for (key, folded) in [(Key::ArrowLeft, true), (Key::ArrowRight, false), (Key::Enter, true), (Key::Enter, false)] {
        hand.key(Key::Home);
        hand.key(Key::ArrowDown);
        hand.key(key);
        assert_eq!(
            rows(&hand),
            if folded { vec!["b", "Folder f"] } else { vec!["b", "Folder f", "a", "c"] },
            "{key:?}"
        );
    }
    hand.key(Key::F2);
    hand.see("New name of the folder f");
    hand.type_in("New name of the folder f", "轮询");
    hand.key(Key::Enter);
    assert_eq!(order(&hand), "b 轮询/a 轮询/c");
    hand.key(Key::ArrowDown);
    hand.key(Key::Delete);
    hand.see("Deleted a");
}

#[test]
fn found_by_name_note_folder_and_text() {
    let names = ["one", "two", "three", "four", "five", "f/six", "f/seven", "读保持寄存器"];
    let mut hand = filled(&names);
    assert_eq!(rows(&hand).len(), names.len() + 1);
    for (query, found) in [
        ("SEV", vec!["Folder f", "seven"]),
        ("of f/s", vec!["Folder f", "six", "seven"]),
        ("保持", vec!["读保持寄存器"]),
    ] {
        hand.type_in("Search messages", query);
        hand.h.run_steps(2);
        assert_eq!(rows(&hand), found, "{query}");
    }
    hand.type_in("Search messages", "nowhere");
    hand.see("No message has this");
    hand.type_in("Search messages", "SEV");
    hand.key(Key::ArrowDown);
    hand.key(Key::Delete);
    hand.see("Deleted seven");
    assert!(rows(&hand).contains(&"one".to_owned()), "with few messages there is no search");
}

#[test]
fn the_menu_copies_doubles_and_gives_keys() {
    let mut hand = filled(&["a", "b"]);
    let open_menu = |hand: &mut Hand, name: &str| {
        let at = row(hand, name);
        for event in super::support::hand::button(at, PointerButton::Secondary) {
            hand.h.event(event);
        }
        hand.h.run_steps(3);
    };
    open_menu(&mut hand, "a");
    hand.choose("Duplicate");
    assert_eq!(order(&hand), "a b a copy");
    for (name, key) in [("a", "Alt+4"), ("b", "Alt+4 (now a)")] {
        open_menu(&mut hand, name);
        hand.press("Key");
        hand.choose(key);
    }
    let keys: Vec<_> = hand.state().messages.all().iter().map(|message| message.key).collect();
    assert_eq!(keys, [None, Some(4), None], "a key has one message");
    open_menu(&mut hand, "a copy");
    hand.choose("Delete");
    hand.see("Deleted a copy");
}

#[test]
fn what_was_typed_into_the_dialog_is_not_lost() {
    let mut hand = open();
    hand.press("New message");
    hand.type_in("Name", "half");
    hand.type_in("Payload", "typed at len");
    hand.key(Key::Escape);
    hand.key(Key::Escape);
    hand.see_no("Sends 12 B");
    hand.press("New message");
    hand.see("This is what you typed before");
    assert_eq!((hand.field("Name"), hand.field("Payload")), ("half".into(), "typed at len".into()));
    hand.press("Start over");
    assert_eq!(hand.field("Name"), "");
    hand.press("Cancel");
    hand.press("New message");
    assert_eq!(hand.field("Name"), "");
}

#[test]
fn ten_thousand_draw_only_what_shows() {
    let mut hand = open();
    let folder = hand.folder().to_owned();
    let list: Vec<_> = (0..10_000).map(|n| serde_json::json!({"name": format!("m{n}")})).collect();
    let file = serde_json::json!({"sockscope-messages": 1, "messages": list});
    let path = folder.join("many.json");
    std::fs::write(&path, file.to_string()).unwrap();
    hand.h.state_mut().update(sockscope::app::AppCommand::Messages(sockscope::app::MessageCommand::TakeFile(path)));
    hand.see("Imported 10000 messages");
    assert!(rows(&hand).len() < 40, "only what shows is drawn");
    let at = row(&mut hand, "m1");
    hand.click(at);
    hand.key(Key::End);
    hand.wait("the last one", |hand| rows(hand).contains(&"m9999".to_owned()).then_some(()));
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    hand.key(Key::Delete);
    hand.see("Deleted 10000 messages");
    hand.press("Undo");
    assert_eq!(hand.state().messages.all().len(), 10_000);
}

#[test]
fn without_a_pointer() {
    let mut hand = filled(&["a", "b", "f/c", "f/d"]);
    let fits = |node: &egui_kittest::kittest::AccessKitNode<'_>| node.label().is_some_and(|l| l.starts_with("a, "));
    hand.h.get(egui_kittest::kittest::By::new().predicate(fits)).focus();
    hand.h.run_steps(3);
    hand.key(Key::ArrowDown);
    hand.key(Key::ArrowDown);
    hand.key(Key::ArrowLeft);
    assert_eq!(rows(&hand), ["a", "b", "Folder f"]);
    hand.key(Key::ArrowRight);
    assert_eq!(rows(&hand), ["a", "b", "Folder f", "c", "d"]);
    hand.key(Key::Enter);
    assert_eq!(rows(&hand), ["a", "b", "Folder f"]);
    hand.key(Key::Enter);
    hand.key(Key::End);
    chord(&mut hand, Modifiers::SHIFT, Key::ArrowUp);
    chord(&mut hand, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(order(&hand), "a b c d");
    hand.key(Key::Delete);
    hand.see("Deleted 2 messages");
    chord(&mut hand, Modifiers::COMMAND, Key::Z);
    assert_eq!(order(&hand), "a b c d");
    hand.key(Key::Home);
    hand.key(Key::Delete);
    assert_eq!(order(&hand), "b c d");
    hand.key(Key::Enter);
    hand.see("Nothing is selected to send to");
}
