//! The page of kept sessions.

use super::folder::{Folder, days, text};
use super::support::hand::Hand;
use super::support::pictures::save;
use egui::Key;

fn shelf() -> Folder {
    let folder = Folder::new();
    for number in 1..=40 {
        folder.put(&format!("2026-10-01-{number}.jsonl"), &text(1000 * number), days(40 + number as u64));
    }
    folder.put("2026-11-20-1.jsonl", &text(20), days(2));
    folder.put("exam, a name of my own.jsonl", &format!("{}{{\"n\":4", text(50)), days(3));
    folder.put("notes.txt", "no session", days(0));
    folder
}

fn page(folder: &Folder) -> Hand {
    let mut hand = Hand::over(folder.path());
    hand.press("EN");
    hand.wait("it was tended", |hand| hand.state().shelf.unfinished.is_some().then_some(()));
    hand.menu(&["Session", "Kept sessions…"]);
    hand
}

#[test]
fn sessions_are_listed_deleted_and_brought_back() {
    let folder = shelf();
    let mut hand = page(&folder);
    hand.see("42 sessions, ");
    hand.see("exam, a name of my own.jsonl, ");
    hand.see("its last line is torn, 6 bytes");
    save(&mut hand.h, "kept-en");
    hand.press("Delete 2026-11-20-1.jsonl");
    hand.see("41 sessions, ");
    assert!(!folder.sessions().join("2026-11-20-1.jsonl").exists());
    hand.press("Bring back 1 session");
    hand.see("42 sessions, ");
    assert!(folder.sessions().join("2026-11-20-1.jsonl").exists());
    hand.press("Delete 40 sessions");
    hand.see("2 sessions, ");
    hand.see("40 sessions deleted, ");
    save(&mut hand.h, "kept-deleted-en");
    hand.press("Bring back 40 sessions");
    hand.see("42 sessions, ");
    assert!(folder.sessions().join("exam, a name of my own.jsonl").exists());
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    save(&mut hand.h, "kept-small-en");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    // By the keyboard, too.
    hand.press_beginning("2026-11-20-1.jsonl, ");
    hand.key(Key::ArrowDown);
    hand.key(Key::ArrowDown);
    hand.press("Open 2026-11-20-1.jsonl");
    hand.wait("it is read", |hand| hand.state().reading.is_some().then_some(()));
    hand.see_no("Kept sessions");
    hand.menu(&["Session", "Kept sessions…"]);
    hand.see("Open here");
    assert!(!hand.sees("Delete 2026-11-20-1.jsonl"), "what is read here is not deleted");
}

#[test]
fn the_limit_is_kept_at_the_next_start_and_told() {
    let folder = shelf();
    folder.put_sparse("2026-09-01-1.jsonl", 300_000_000, days(90));
    {
        let mut hand = page(&folder);
        hand.see("43 sessions, ");
        hand.press("Old sessions Deleted above 2.0 GB");
        hand.choose("Deleted above 250 MB");
        hand.wait("the limit", |hand| (hand.state().settings.sessions_limit_mb == 250).then_some(()));
        hand.press("Close");
    }
    let mut hand = Hand::over(folder.path());
    hand.see("To keep within the limit, 1 old session was deleted at the start (300 MB)");
    hand.menu(&["Session", "Kept sessions…"]);
    hand.see("42 sessions, ");
    hand.press("Close");
    hand.press("Switch to the light theme");
    hand.press("中");
    hand.menu(&["会话", "保留的会话…"]);
    hand.see("42 个会话");
    save(&mut hand.h, "kept-light-zh");
}

#[test]
fn nothing_is_kept_yet() {
    let mut hand = Hand::new();
    hand.menu(&["Session", "Kept sessions…"]);
    hand.see("No session is kept yet");
    save(&mut hand.h, "kept-none-en");
}
