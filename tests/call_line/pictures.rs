//! Pictures of the box, to be looked at: `target/pictures/line-….png`.

use super::desk::{line, on, open, paste, rested, text};
use super::support::pictures::save;
use egui::Key;
use sockscope::app::{AppCommand, ThemeChoice};
use sockscope::locale::Language;

#[test]
fn the_box_in_both_themes_and_languages_and_the_smallest_window() {
    let mut hand = open();
    on(&mut hand, "server");
    paste(&mut hand, "s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)\ns.bind(('127.0.0.1', 0))\ns.listen(5)");
    rested(&mut hand, "server");
    text(&mut hand, "sock, addr = s.accept()\nsock.recv(1024)");
    hand.key(Key::Enter);
    hand.see("server waits for accept()");
    on(&mut hand, "other");
    text(&mut hand, "time.sleep(600)\ns = socket.socket()");
    hand.key(Key::Enter);
    hand.see("other sleeps for 600 s; one line stands behind it");
    on(&mut hand, "client");
    line(&mut hand, "s = socket.socket()");
    line(&mut hand, "s = socket.socket()");
    for (theme, language, name) in
        [(ThemeChoice::Light, Language::Chinese, "light-zh"), (ThemeChoice::Dark, Language::English, "dark-en")]
    {
        hand.h.state_mut().update(AppCommand::SetTheme(theme));
        hand.h.state_mut().update(AppCommand::SetLanguage(Some(language)));
        hand.h.run_steps(3);
        save(&mut hand.h, &format!("line-told-{name}"));
        text(&mut hand, "s.setsockopt(SOL_SOCKET, SO_RE");
        hand.key(Key::ArrowDown);
        save(&mut hand.h, &format!("line-completions-{name}"));
        hand.h.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        text(&mut hand, "s.bind(('127.0.0.1', 80))\nwhile True:\n    s.accept()\ns.bnid(5)");
        hand.key(Key::Enter);
        save(&mut hand.h, &format!("line-refused-{name}"));
        hand.h.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
        hand.h.key_press(Key::Backspace);
        hand.h.run_steps(3);
    }
    hand.h.set_size(egui::vec2(640.0, 360.0));
    text(&mut hand, "s.send(");
    save(&mut hand.h, "line-small");
}
