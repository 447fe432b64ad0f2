//! Pictures of the panel in both themes and languages, in a usual and in a small window.

use super::desk::{example, file, reach};
use super::support::pictures::save;
use egui::{Key, Modifiers};
use sockscope::app::Phase;

/// One of everything that can come of a step.
const ODD: &str = concat!(
    "{\"netscript\":1,\"title\":\"What can come of a step, and a title that is much too long for the line that it stands in, even so\",\"net\":\"any\"}\n",
    "{\"#\":\"--- a comment that stands alone\"}\n",
    "{\"call\":\"socket\",\"as\":\"srv\"}\n",
    "{\"call\":\"bind\",\"on\":\"srv\",\"address\":[\"0.0.0.0\",0],\"#\":\"wider than this machine\"}\n",
    "{\"call\":\"bind\",\"on\":\"srv\",\"address\":[\"127.0.0.1\",0],\"save\":\"none\",\"expect\":{\"ok\":null}}\n",
    "{\"call\":\"listen\",\"on\":\"srv\",\"expect\":{\"err\":\"EINVAL\"}}\n",
    "{\"call\":\"accept\",\"on\":\"srv\",\"as\":\"conn\",\"async\":true,\"id\":\"a1\"}\n",
    "{\"do\":\"join\",\"id\":\"a1\",\"timeout\":0.1,\"expect\":{\"pending\":true}}\n",
    "{\"do\":\"unlink\",\"path\":\"/etc/passwd\"}\n",
    "{\"call\":\"getsockname\",\"on\":\"srv\",\"save\":\"addr\"}\n",
    "{\"call\":\"recv\",\"on\":\"srv\",\"size\":100}\n",
);

#[test]
fn the_panel() {
    let mut hand = example(0);
    hand.h.run_steps(3);
    save(&mut hand.h, "script-fresh");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    save(&mut hand.h, "script-fresh-small");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    hand.h.run_steps(6);
    for at in 1..=9 {
        super::desk::next_step(&mut hand, at);
    }
    hand.press_beginning("Line 10, web = ");
    save(&mut hand.h, "script-half");
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    hand.h.run_steps(3);
    for (language, theme, name) in [("EN", "light", "script-ended-en-light"), ("中", "dark", "script-ended-zh-dark")] {
        hand.press(language);
        let label = match theme {
            "light" => "Switch to the light theme",
            _ => "切换到深色主题",
        };
        if let Some(found) = hand.texts().into_iter().find(|text| text == label) {
            hand.press(&found);
        }
        hand.h.run_steps(3);
        save(&mut hand.h, name);
    }
    hand.press("测试");
    hand.h.run_steps(4);
    save(&mut hand.h, "script-ended-zh-test");
}

#[test]
fn what_can_come_of_a_step() {
    let (mut hand, _) = file(ODD);
    hand.press("Addresses");
    save(&mut hand.h, "script-addresses");
    hand.press("Steps");
    hand.press("Run all");
    hand.see("May this script");
    hand.h.run_steps(3);
    save(&mut hand.h, "script-consent");
    hand.press("Run on this machine only");
    reach(&mut hand, Phase::Ended);
    hand.press("Line 4");
    hand.h.run_steps(3);
    save(&mut hand.h, "script-odd");
    let bad = hand.folder().join("bad.jsonl");
    std::fs::write(&bad, "{\"netscript\":1}\n{\"call\":\"fly\"}\n").unwrap();
    super::desk::open(&mut hand, &bad);
    save(&mut hand.h, "script-fault");
    hand.press("Dismiss the fault");
    for (language, name) in [("EN", "script-small-en"), ("中", "script-small-zh")] {
        hand.press(language);
        hand.h.set_size(egui::vec2(640.0, 360.0));
        hand.h.run_steps(6);
        super::desk::key(&mut hand, Modifiers::COMMAND, Key::Num8);
        save(&mut hand.h, name);
        hand.h.set_size(egui::vec2(1280.0, 800.0));
        hand.h.run_steps(6);
    }
}

#[test]
fn no_script_is_open() {
    let mut hand = super::support::hand::Hand::new();
    super::desk::key(&mut hand, Modifiers::COMMAND, Key::Num8);
    hand.h.run_steps(3);
    save(&mut hand.h, "script-empty-en");
    hand.press("中");
    hand.h.set_size(egui::vec2(640.0, 360.0));
    hand.h.run_steps(6);
    save(&mut hand.h, "script-empty-small-zh");
    hand.h.set_size(egui::vec2(1280.0, 800.0));
    hand.press("测试");
    hand.h.run_steps(4);
    save(&mut hand.h, "script-empty-test-zh");
    hand.press("会话");
    hand.h.run_steps(4);
    save(&mut hand.h, "script-menu-zh");
    hand.choose("另存为脚本…");
    hand.h.run_steps(4);
    save(&mut hand.h, "script-save-zh");
}
