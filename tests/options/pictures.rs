//! How the editor looks, whole in every window: written to `target/pictures` to be looked at.

use super::desk::{command, desk, enter, filter, set, socket};
use super::support::hand::Hand;
use sockscope::app::AppCommand;

fn picture(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    hand.h.run_steps(4);
    super::support::pictures::save(&mut hand.h, name);
}

#[test]
fn the_editor_in_both_themes_and_languages() {
    let mut hand = desk();
    hand.h.set_size([1280.0, 800.0].into());
    let tcp = socket(&mut hand, "client/c", "AF_INET", "SOCK_STREAM");
    picture(&mut hand, "options-fresh-dark-en");
    enter(&mut hand, "Value of SO_RCVBUF", "65536");
    set(&mut hand, tcp, "SO_RCVBUF", 1);
    hand.see("keeps 131072");
    picture(&mut hand, "options-doubled-dark-en");
    hand.press("More for SO_RCVBUF");
    picture(&mut hand, "options-more-dark-en");
    hand.key(egui::Key::Escape);
    filter(&mut hand, "SO_BINDTO");
    hand.press("Choose a value for SO_BINDTODEVICE");
    picture(&mut hand, "options-choose-dark-en");
    hand.key(egui::Key::Escape);
    filter(&mut hand, "by number");
    hand.press("Show options by number");
    hand.type_in("Level", "SOL_NOWHERE");
    hand.press("Set by number");
    picture(&mut hand, "options-number-dark-en");
    hand.press("Hide options by number");
    filter(&mut hand, "SO_MAX_PACING_RATE");
    hand.type_in("Value of SO_MAX_PACING_RATE", "fast");
    hand.key(egui::Key::Enter);
    picture(&mut hand, "options-mistake-dark-en");
    filter(&mut hand, "");
    hand.press_beginning("Options: All ");
    picture(&mut hand, "options-all-dark-en");
    hand.press("Switch to the light theme");
    hand.press("中");
    picture(&mut hand, "options-all-light-zh");
    hand.h.set_size([1280.0, 4800.0].into());
    picture(&mut hand, "options-long-light-zh");
    hand.press("EN");
    for (level, hides) in [("SOL_SOCKET", true), ("IPPROTO_TCP", false), ("IPPROTO_IP", false)] {
        let verb = if hides { "Hide" } else { "Show" };
        let at = hand.locate(level, |label| label.starts_with(verb) && label.ends_with(&format!("options of {level}")));
        hand.click(at);
    }
    picture(&mut hand, "options-long-light-en");
    hand.h.set_size([1920.0, 1080.0].into());
    picture(&mut hand, "options-1920-light-en");
    let udp = socket(&mut hand, "client/u", "AF_INET", "SOCK_DGRAM");
    command(&mut hand, AppCommand::SelectSocket(Some(udp)));
    hand.h.set_size([1280.0, 1200.0].into());
    hand.h.run_steps(4);
    hand.press("Show groups and broadcast");
    hand.type_in("Group", "239.1.2.3");
    hand.press("Interface to join on: the system's choice");
    hand.choose("lo · 127.0.0.1");
    hand.press("Join the group");
    hand.wait("an answer", |hand| (!super::desk::sets(hand, udp, "IP_ADD_MEMBERSHIP").is_empty()).then_some(()));
    picture(&mut hand, "groups-light-en");
    hand.type_in("Group", "10.0.0.1");
    hand.press("Join the group");
    hand.press("中");
    picture(&mut hand, "groups-mistake-light-zh");
    hand.press("EN");
    hand.h.set_size([640.0, 360.0].into());
    hand.h.run_steps(4);
    hand.press("Inspector");
    picture(&mut hand, "options-640-light-en");
}
