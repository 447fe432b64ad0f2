//! Bookmarks and notes, by key and by menu, kept beside the session.

use super::filter::{over_everything, shows};
use super::made::everything;
use super::support::hand::Hand;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sockscope::app::AppCommand;

fn select(hand: &mut Hand, part: &str) {
    hand.press_with(part);
    hand.h.run_steps(2);
}

/// Whether a row of the log says this.
fn row_says(hand: &mut Hand, part: &str) {
    let says = |hand: &mut Hand| {
        let mut rows = hand.h.query_all_by_role(Role::ListItem).filter_map(|node| node.accesskit_node().label());
        rows.any(|row| row.contains(part)).then_some(())
    };
    hand.wait(part, says);
}

#[test]
fn a_note_and_a_bookmark_are_kept_beside_the_session() {
    let mut hand = over_everything();
    let path = hand.folder().join("everything.jsonl");
    let bytes = std::fs::read(&path).unwrap();
    select(&mut hand, "4.000 client");
    hand.key(Key::B);
    row_says(&mut hand, "12 µs, bookmarked");
    select(&mut hand, "2.000 client");
    hand.key(Key::N);
    hand.type_in("Note", "Look here\nand there");
    hand.press("Keep the note");
    row_says(&mut hand, "note: Look here");

    let file = hand.folder().join("everything.jsonl.notes.json");
    hand.wait("the file of notes", |_| {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        (text.contains("Look here\\nand there") && text.contains("\"n\": 11")).then_some(())
    });
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "the session itself is as it was");

    // Back, and open it again.
    hand.press("Back to the live session");
    hand.see_no("4.000 client");
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    row_says(&mut hand, "note: Look here");
    hand.press("Bookmarks and notes");
    hand.choose("Record 11");
    hand.wait("the record", |hand| (hand.state().selected_record == Some(11)).then_some(()));
    hand.press("Bookmarks and notes");
    hand.choose("Show only calls with a note");
    shows(&mut hand, &["2.000"]);

    // Deleted, and brought back.
    select(&mut hand, "2.000 client");
    hand.press("Edit the note…");
    hand.type_in("Note", "");
    hand.press("Keep the note");
    hand.see("The note on record 5 is deleted");
    hand.see("No call fits");
    hand.press("Undo");
    shows(&mut hand, &["2.000"]);
}

#[test]
fn a_copy_has_the_notes_and_a_damaged_file_is_kept() {
    let mut hand = Hand::new();
    let path = everything(hand.folder());
    let file = hand.folder().join("everything.jsonl.notes.json");
    std::fs::write(&file, "{\"notes\":1,\"session\":\"2026").unwrap();
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    hand.see("The file of notes is damaged");
    hand.see("everything.jsonl.notes.damaged.json");
    assert!(hand.folder().join("everything.jsonl.notes.damaged.json").exists());
    hand.dismiss();
    select(&mut hand, "1.500 client");
    hand.press("Bookmark");
    row_says(&mut hand, "bookmarked");
    let copy = hand.folder().join("copy.jsonl");
    hand.h.state_mut().update(AppCommand::AskPath(sockscope::app::PathPurpose::SaveSession));
    hand.h.state_mut().update(AppCommand::TakePath { path: copy.clone(), replace: false });
    let notes = hand.folder().join("copy.jsonl.notes.json");
    hand.wait("the copy's notes", |_| {
        std::fs::read_to_string(&notes).is_ok_and(|text| text.contains("\"n\": 4")).then_some(())
    });
    assert!(copy.exists());
}

#[test]
fn the_live_session_has_notes_too() {
    let mut hand = Hand::new();
    hand.new_socket("s", "AF_INET", "SOCK_DGRAM");
    select(&mut hand, "s = socket.socket");
    hand.press("Bookmark");
    row_says(&mut hand, "bookmarked");
    let sessions = hand.folder().join("sessions");
    hand.wait("the file of notes", |_| {
        let mut files = std::fs::read_dir(&sessions).unwrap().filter_map(Result::ok);
        files.any(|file| file.file_name().to_string_lossy().ends_with(".jsonl.notes.json")).then_some(())
    });
}
