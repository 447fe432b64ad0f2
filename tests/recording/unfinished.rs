//! What a kill left behind: told, cut where it is torn, and offered.

use super::folder::{Folder, days, text};
use super::support::hand::Hand;
use super::support::pictures::save;

#[test]
fn the_next_start_says_so_and_opens_it() {
    let folder = Folder::new();
    let whole = text(100);
    let path = folder.put("2026-11-22-1.jsonl", &format!("{whole}{{\"n\":4,\"t\":0.4"), days(0));
    let mut hand = Hand::over(folder.path());
    hand.press("EN");
    hand.see("The session 2026-11-22-1.jsonl was not closed");
    hand.see("14 bytes of a torn last line were cut off");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole);
    assert_eq!(hand.state().snapshot.board.totals.calls, 0, "nothing is made or opened by itself");
    save(&mut hand.h, "unfinished-en");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    save(&mut hand.h, "unfinished-small-en");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    hand.press("中");
    hand.see("没有正常结束");
    hand.press("切换到浅色主题");
    hand.h.run_steps(4);
    save(&mut hand.h, "unfinished-zh");
    hand.press("打开这个会话");
    hand.wait("it is read", |hand| hand.state().reading.is_some().then_some(()));
    hand.wait("its records", |hand| (hand.state().snapshot.records == 4).then_some(()));
    assert_eq!(hand.state().snapshot.torn, None);
    hand.press("EN");
    hand.press("Back to the live session");
    hand.see_no("was not closed");
    // A new session is a file of its own.
    hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    hand.wait("a file", |hand| hand.state().live_snapshot().path.clone().filter(|new| **new != path));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), whole, "nothing is appended to an old session");
    drop(hand);
    // It was opened, so its index is whole: no more is offered.
    let mut hand = Hand::over(folder.path());
    hand.press("EN");
    hand.see("Reopen last board");
    assert!(hand.state().shelf.unfinished.is_none());
}

#[test]
fn it_can_be_left_alone_and_its_sockets_made_anew() {
    let folder = Folder::new();
    {
        let mut hand = Hand::over(folder.path());
        hand.press("EN");
        hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    }
    folder.put_ahead("2098-01-01-1.jsonl", &text(10), days(1));
    {
        let mut hand = Hand::over(folder.path());
        hand.see("was not closed");
        hand.press("Make its sockets anew");
        hand.named("client/s");
        hand.see_no("was not closed");
    }
    let newest = folder.put_ahead("2099-01-01-1.jsonl", &text(10), days(2));
    {
        let mut hand = Hand::over(folder.path());
        hand.see("2099-01-01-1.jsonl was not closed");
        save(&mut hand.h, "unfinished-board-en");
        hand.press("Leave the session as it is");
        hand.see_no("was not closed");
        hand.see("Reopen last board");
    }
    let mut hand = Hand::over(folder.path());
    hand.see("Reopen last board");
    hand.h.run_steps(10);
    assert!(hand.state().shelf.unfinished.is_none(), "dismissed for good");
    assert!(newest.exists());
}
