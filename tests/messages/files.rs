//! Kept across starts; imported, exported, dropped; damaged files are told and nothing is lost.

use super::desk::{keep, open, order, rows, text};
use super::support::hand::Hand;
use sockscope::app::{AppCommand, MessageCommand, SavedMessage};
use std::path::Path;

fn through_the_path_box(hand: &mut Hand, item: &str, path: &Path, button: &str) {
    hand.press("Import, export and undo");
    hand.choose(item);
    hand.type_in("Path of the file", path.to_str().unwrap());
    hand.press(button);
}

#[test]
fn a_restart_keeps_them() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut hand = Hand::over(folder.path());
        hand.press("EN");
        hand.press("Test");
        keep(&mut hand, SavedMessage { key: Some(7), ..text("f/心跳", "\\x00") });
        keep(&mut hand, text("b", "b"));
    }
    let mut hand = Hand::over(folder.path());
    hand.see("心跳, 1 B, key Alt+7, in f");
    assert_eq!(order(&hand), "f/心跳 b");
    let file = std::fs::read_to_string(folder.path().join("config/messages.json")).unwrap();
    assert!(file.starts_with("{\"sockscope-messages\":1,\"messages\":[\n{\"id\":1,\"name\":\"心跳\""), "{file}");
}

#[test]
fn they_are_written_a_moment_after_a_change() {
    let mut hand = open();
    let file = hand.folder().join("config/messages.json");
    keep(&mut hand, text("a", "a"));
    hand.wait("the file", |_| std::fs::read_to_string(&file).is_ok_and(|text| text.contains("\"a\"")).then_some(()));
}

#[test]
fn a_damaged_file_of_the_last_start_is_told_and_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    std::fs::create_dir(&config).unwrap();
    std::fs::write(config.join("messages.json"), "{\"sockscope-messages\":1,\n\"messages\":[{\"name\"").unwrap();
    {
        let mut hand = Hand::over(folder.path());
        hand.press("EN");
        hand.see("it ends in the middle of line 2");
        hand.see("messages.damaged.json");
        keep(&mut hand, text("new", "n"));
    }
    assert!(std::fs::read_to_string(config.join("messages.damaged.json")).unwrap().ends_with("[{\"name\""));
    assert!(std::fs::read_to_string(config.join("messages.json")).unwrap().contains("\"new\""));
}

#[test]
fn exported_and_imported_again() {
    let mut hand = open();
    keep(&mut hand, SavedMessage { key: Some(1), note: "n".into(), ..text("f/a", "\\u4f60") });
    keep(&mut hand, text("b", "01 02"));
    let path = hand.folder().join("out.json");
    through_the_path_box(&mut hand, "Export…", &path, "Save");
    hand.see("2 messages saved to");
    hand.dismiss();
    through_the_path_box(&mut hand, "Import…", &path, "Import");
    hand.see("2 messages imported from");
    hand.see("Imported 2 messages");
    assert_eq!(order(&hand), "f/a b f/a b");
    let all = hand.state().messages.all();
    assert_eq!(all[2], std::sync::Arc::new(SavedMessage { id: 3, key: Some(2), ..(*all[0]).clone() }));
    hand.press("Undo");
    assert_eq!(order(&hand), "f/a b");
    through_the_path_box(&mut hand, "Export…", &path, "Save");
    hand.see("exists already");
}

#[test]
fn a_damaged_or_foreign_file_is_refused_with_the_reason() {
    let mut hand = open();
    keep(&mut hand, text("a", "a"));
    let path = hand.folder().join("in.json");
    for (content, why) in [
        ("{\"sockscope-messages\":1,\n\"messages\":[\n{\"name\":tru}]}", "line 3 is no valid JSON at character 12"),
        ("{\"messages\":[]}", "it is no file of saved messages"),
        ("{\"sockscope-messages\":9}", "it was written by a newer version"),
    ] {
        std::fs::write(&path, content).unwrap();
        through_the_path_box(&mut hand, "Import…", &path, "Import");
        hand.see(why);
        hand.dismiss();
    }
    let nowhere = hand.folder().join("nowhere.json");
    through_the_path_box(&mut hand, "Import…", &nowhere, "Import");
    hand.see("ENOENT");
    assert_eq!(order(&hand), "a");
}

#[test]
fn a_dropped_file_of_messages_is_imported_and_any_other_is_a_session_or_a_script() {
    let mut hand = open();
    let path = hand.folder().join("dropped");
    std::fs::write(&path, "{\"sockscope-messages\":1,\"messages\":[{\"name\":\"d\",\"recipe\":{\"text\":\"d\"}}]}")
        .unwrap();
    hand.h.state_mut().update(AppCommand::Messages(MessageCommand::TakeFile(path)));
    hand.see("1 message imported from");
    assert_eq!(rows(&hand), ["d"]);
    let session = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/1-web-get.jsonl");
    hand.h.state_mut().update(AppCommand::Messages(MessageCommand::TakeFile(session)));
    hand.wait("a script", |hand| hand.state().scripts.open.as_ref().map(|_| ()));
    assert_eq!(order(&hand), "d");
}
