//! The palette, the map of keys, the settings page and about: by keys alone.

use super::{ctrl, focused, text, with};
use crate::support::hand::Hand;
use crate::support::pictures::save;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, OutputCommand, vec2};
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{Dialog, Preset, Settings, ThemeChoice};
use sockscope::call::CallKind;
use sockscope::locale::Language;

fn dialog(hand: &mut Hand, which: Option<Dialog>) {
    hand.wait(&format!("{which:?}"), |hand| (hand.state().dialog == which).then_some(()));
    hand.h.run_steps(3);
}

fn copied(hand: &Hand) -> Option<String> {
    let commands = hand.h.output().platform_output.commands.iter();
    commands.into_iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn the_palette_runs_what_is_typed_and_remembers_it() {
    let mut hand = Hand::new();
    ctrl(&mut hand, Key::K);
    dialog(&mut hand, Some(Dialog::Palette));
    assert_eq!(focused(&hand), "MultilineTextInput Call or command");
    text(&mut hand, "drk");
    save(&mut hand.h, "palette-en");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, None);
    assert_eq!(hand.state().settings.theme, ThemeChoice::Dark);
    // In Chinese, an English name is found too, and full-width letters.
    ctrl(&mut hand, Key::K);
    text(&mut hand, "简体");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, None);
    assert_eq!(hand.state().settings.language, Some(Language::Chinese));
    ctrl(&mut hand, Key::K);
    text(&mut hand, "ｌｉｇｈｔ");
    save(&mut hand.h, "palette-zh");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, None);
    assert_eq!(hand.state().settings.theme, ThemeChoice::Light);
    // What was run last stands first.
    ctrl(&mut hand, Key::K);
    let rows: Vec<_> = hand
        .h
        .query_all_by_role(Role::ListItem)
        .filter_map(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node().label()
        })
        .collect();
    assert_eq!(rows[..2], ["浅色，主题", "简体中文，语言"]);
    with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    with(&mut hand, Modifiers::NONE, Key::ArrowDown);
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, None);
    assert_eq!(hand.state().settings.theme, ThemeChoice::Dark);
    // Esc and its own keys close it.
    for key in [Key::Escape, Key::K] {
        ctrl(&mut hand, Key::K);
        dialog(&mut hand, Some(Dialog::Palette));
        with(&mut hand, if key == Key::K { Modifiers::COMMAND } else { Modifiers::NONE }, key);
        dialog(&mut hand, None);
    }
}

#[test]
fn the_palette_makes_calls_and_selects_sockets() {
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    let client = hand.new_socket("client/c", "AF_INET", "SOCK_STREAM");
    ctrl(&mut hand, Key::K);
    text(&mut hand, "server/s");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("the socket", |hand| (hand.state().selected == Some(server)).then_some(()));
    // Without arguments it is made; otherwise its first field waits for them.
    ctrl(&mut hand, Key::K);
    text(&mut hand, "fileno");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("fileno", |hand| (!hand.calls(server, CallKind::FileNo).is_empty()).then_some(()));
    ctrl(&mut hand, Key::K);
    text(&mut hand, "bind");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, None);
    hand.wait("the field", |hand| (focused(hand) == "TextInput Host").then_some(()));
    assert!(hand.calls(server, CallKind::Bind).is_empty());
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("bind", |hand| (!hand.calls(server, CallKind::Bind).is_empty()).then_some(()));
    ctrl(&mut hand, Key::K);
    text(&mut hand, "client/c");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("the other socket", |hand| (hand.state().selected == Some(client)).then_some(()));
    // Panels and arrangements.
    ctrl(&mut hand, Key::K);
    text(&mut hand, "call log");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("the log", |hand| (focused(hand) == "List Call log").then_some(()));
    ctrl(&mut hand, Key::K);
    text(&mut hand, "test");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    hand.wait("the preset", |hand| (hand.state().settings.preset == Preset::Test).then_some(()));
    hand.press_beginning("Type a call or a command");
    dialog(&mut hand, Some(Dialog::Palette));
}

#[test]
fn the_map_tells_every_key_and_closes_by_esc() {
    let mut hand = Hand::new();
    with(&mut hand, Modifiers::SHIFT, Key::Questionmark);
    dialog(&mut hand, Some(Dialog::KeyMap));
    for line in
        ["Type a call or a command, Ctrl+K", "Next panel in sight, F6", "Call log panel, Ctrl+4", "Row by row, ↑ / ↓"]
    {
        hand.see(line);
    }
    save(&mut hand.h, "key-map-en");
    with(&mut hand, Modifiers::NONE, Key::Escape);
    dialog(&mut hand, None);
    hand.press("中");
    with(&mut hand, Modifiers::NONE, Key::Questionmark);
    hand.see("输入调用或命令，Ctrl+K");
    save(&mut hand.h, "key-map-zh");
}

#[test]
fn a_dialog_has_the_keys_to_itself_and_gives_the_keyboard_back() {
    let mut hand = Hand::new();
    hand.new_socket("client/c", "AF_INET", "SOCK_STREAM");
    ctrl(&mut hand, Key::Num1);
    let before = focused(&hand);
    assert!(before.starts_with("ListItem client/c"), "{before}");
    ctrl(&mut hand, Key::Comma);
    dialog(&mut hand, Some(Dialog::Settings));
    let calls = hand.state().snapshot.board.totals.calls;
    for key in [Key::N, Key::K, Key::O, Key::Enter, Key::Period, Key::L, Key::Num3, Key::Plus] {
        ctrl(&mut hand, key);
        assert_eq!(hand.state().dialog, Some(Dialog::Settings), "Ctrl+{key:?}");
    }
    for key in [Key::F1, Key::F6, Key::F10, Key::Questionmark] {
        with(&mut hand, Modifiers::NONE, key);
        assert_eq!(hand.state().dialog, Some(Dialog::Settings), "{key:?}");
    }
    assert_eq!(hand.state().snapshot.board.totals.calls, calls);
    assert!(hand.state().path_box.is_none() && hand.state().settings.zoom_percent == 100);
    with(&mut hand, Modifiers::NONE, Key::Escape);
    dialog(&mut hand, None);
    hand.wait("the keyboard back", |hand| (focused(hand) == before).then_some(()));
}

#[test]
fn the_settings_page_changes_at_once_and_resets_with_a_way_back() {
    let mut hand = Hand::new();
    hand.menu(&["Session", "Settings…"]);
    dialog(&mut hand, Some(Dialog::Settings));
    save(&mut hand.h, "settings-en");
    for choice in ["Light, Theme", "High, Contrast", "125 %, Scaling", "GBK, Text encoding", "Listed, Closed sockets"] {
        hand.press(choice);
    }
    let changed = hand.state().settings.clone();
    assert_eq!((changed.theme, changed.high_contrast, changed.zoom_percent), (ThemeChoice::Light, true, 125));
    assert!(changed.show_closed && changed.encoding().name() == "GBK");
    hand.h.run_steps(4);
    save(&mut hand.h, "settings-high-light");
    let at = hand.locate("copy", |label| label == "Copy the folder of the sessions");
    for event in crate::support::hand::button(at, egui::PointerButton::Primary) {
        hand.h.event(event);
    }
    let mut path = None;
    for _ in 0..4 {
        hand.h.step();
        path = path.or_else(|| copied(&hand));
    }
    assert!(path.unwrap().ends_with("sessions"));
    hand.press("Reset all settings");
    assert_eq!(hand.state().settings, Settings::default());
    with(&mut hand, Modifiers::NONE, Key::Escape);
    dialog(&mut hand, None);
    let undo = if hand.sees("Undo") { "Undo" } else { "撤销" };
    hand.press(undo);
    assert_eq!(hand.state().settings, changed);
    hand.see_no(undo);
}

#[test]
fn about_lists_fonts_and_crates_and_copies_them() {
    let mut hand = Hand::new();
    hand.menu(&["Help", "About Sockscope"]);
    dialog(&mut hand, Some(Dialog::About));
    hand.see(&format!("Version {}", env!("CARGO_PKG_VERSION")));
    save(&mut hand.h, "about-program");
    hand.press("Fonts");
    hand.press_beginning("Noto Sans SC ");
    hand.see("Reserved Font Name 'Source'");
    save(&mut hand.h, "about-fonts");
    hand.press("Crates");
    hand.see("accesskit ");
    hand.type_in("Find by name or licence", "egui_tiles");
    hand.see("1 crate");
    hand.see("egui_tiles ");
    save(&mut hand.h, "about-crates");
    let at = hand.locate("copy", |label| label == "Copy all");
    for event in crate::support::hand::button(at, egui::PointerButton::Primary) {
        hand.h.event(event);
    }
    let mut all = None;
    for _ in 0..4 {
        hand.h.step();
        all = all.or_else(|| copied(&hand));
    }
    let all = all.unwrap();
    assert!(all.contains("Phosphor\t2.1\tMIT\n") && all.contains("\negui\t"));
    hand.h.event(Event::WindowFocused(true));
}

/// 1280x720 with a scaling of 200 %.
#[test]
fn every_dialog_is_whole_in_the_smallest_window() {
    let mut hand = Hand::new();
    hand.press("中");
    hand.h.set_size(vec2(640.0, 360.0));
    hand.h.run_steps(4);
    for (modifiers, key, name) in [
        (Modifiers::NONE, Key::Questionmark, "key-map-small"),
        (Modifiers::COMMAND, Key::Comma, "settings-small"),
        (Modifiers::COMMAND, Key::K, "palette-small"),
    ] {
        with(&mut hand, modifiers, key);
        hand.h.run_steps(4);
        save(&mut hand.h, name);
        if key != Key::K {
            let close = hand.locate("关闭", |label| label == "关闭");
            assert!((300.0..350.0).contains(&close.y), "{name}: the button is in sight, at {close:?}");
        }
        with(&mut hand, Modifiers::NONE, Key::Escape);
        dialog(&mut hand, None);
    }
    ctrl(&mut hand, Key::K);
    text(&mut hand, "关于");
    with(&mut hand, Modifiers::NONE, Key::Enter);
    dialog(&mut hand, Some(Dialog::About));
    for page in ["字体", "依赖库", "程序"] {
        hand.press(page);
        hand.h.run_steps(4);
        save(&mut hand.h, &format!("about-small-{page}"));
        let close = hand.locate("关闭", |label| label == "关闭");
        assert!((300.0..350.0).contains(&close.y), "{page}: the button is in sight, at {close:?}");
    }
}
