//! Recording paused and resumed, payloads kept and not kept.

use super::support::hand::Hand;
use super::support::pictures::save;
use egui::{Key, Modifiers};
use sockscope::call::CallKind;
use sockscope::session::RecordingState;

/// Two connected ends in one window.
fn ends(hand: &mut Hand) {
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let client = hand.named("client/s");
    hand.socket(client, "a connection", |row| row.connected);
    hand.named("server/conn");
}

fn file(hand: &Hand) -> String {
    std::fs::read_to_string(hand.state().live_snapshot().path.as_deref().unwrap()).unwrap()
}

#[test]
fn while_paused_sockets_go_on_and_the_file_does_not() {
    let mut hand = Hand::new();
    ends(&mut hand);
    hand.menu(&["Session", "Pause recording"]);
    hand.see("Recording is paused. The sockets keep working");
    let before = file(&hand);
    let client = hand.select("client/s");
    hand.type_in("Send to client/s", "nobody keeps this");
    hand.key(Key::Enter);
    hand.socket(client, "it was sent", |row| row.sent == 17);
    hand.see("Paused: 1 record not kept");
    assert_eq!(file(&hand), before);
    hand.press_tab("Data");
    hand.see("None of these bytes were kept");
    save(&mut hand.h, "recording-paused-en");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    save(&mut hand.h, "recording-paused-small-en");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    hand.press("中");
    hand.see("已暂停：1 条记录未保留");
    hand.press("切换到浅色主题");
    hand.h.run_steps(4);
    save(&mut hand.h, "recording-paused-zh");
    hand.press("EN");
    // The same key goes on.
    hand.h.key_press_modifiers(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    hand.wait("recording", |hand| (hand.state().snapshot.state == RecordingState::Recording).then_some(()));
    hand.see_no("Recording is paused");
    hand.wait("the gap is told", |hand| {
        file(hand).contains("\"ev\":\"gap\",\"records\":1,\"bytes\":17,\"why\":\"paused\"").then_some(())
    });
    assert!(hand.say("client/s", "kept").is_ok());
    assert!(!file(&hand).contains("nobody"));
    hand.see("1 record not kept");
}

#[test]
fn payloads_that_are_not_kept_show_while_they_are_in_memory() {
    let mut hand = Hand::new();
    ends(&mut hand);
    hand.menu(&["Session", "Keep payloads"]);
    hand.see("Payloads not kept");
    assert!(!hand.state().settings.keep_payloads);
    assert!(hand.say("client/s", "only for the eyes").is_ok());
    hand.wait("the hash", |hand| file(hand).contains("\"data\":{\"len\":17,\"sha256\":\"").then_some(()));
    assert!(!file(&hand).contains("for the eyes"));
    // The window still has it.
    let sid = hand.named("client/s");
    let row = hand.calls(sid, CallKind::Send).pop().unwrap();
    assert_eq!(row.record.call.sent().map(|data| data.to_vec()), Some(b"only for the eyes".to_vec()));
    save(&mut hand.h, "recording-payloads-en");
    // The file alone has not.
    let path = hand.state().live_snapshot().path.as_deref().unwrap().clone();
    let copy = hand.folder().join("copy.jsonl");
    std::fs::copy(path, &copy).unwrap();
    hand.h.state_mut().update(sockscope::app::AppCommand::OpenSession(copy));
    hand.wait("the copy", |hand| hand.state().reading.is_some().then_some(()));
    hand.h.run_steps(4);
    hand.press_beginning("client/s, ");
    hand.press_tab("Data");
    hand.see("not kept");
    save(&mut hand.h, "recording-payloads-read-en");
    hand.press("Back to the live session");
    hand.menu(&["Session", "Settings…"]);
    hand.press("Kept, Payloads");
    hand.see_no("Payloads not kept");
    hand.h.run_steps(4);
    save(&mut hand.h, "recording-settings-en");
}

#[test]
fn the_menu_fits() {
    let mut hand = Hand::new();
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(4);
    hand.key(Key::F10);
    hand.h.run_steps(4);
    save(&mut hand.h, "recording-menu-small-en");
    // The last item comes into sight for the keyboard.
    let window = hand.h.ctx.content_rect();
    for _ in 0..14 {
        hand.key(Key::ArrowDown);
        hand.h.run_steps(20);
        let focused = hand.h.ctx.memory(|memory| memory.focused()).unwrap();
        let rect = hand.h.ctx.read_response(focused).unwrap().rect;
        assert!(window.contains_rect(rect), "{rect:?}");
    }
    save(&mut hand.h, "recording-menu-small-end-en");
    hand.key(Key::Escape);
    hand.menu(&["Session", "Pause recording"]);
    hand.see("Paused");
}
