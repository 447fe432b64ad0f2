//! How the cards look: written to `target/pictures` to be looked at.

use super::support::hand::Hand;
use sockscope::app::{AppCommand, ThemeChoice};
use sockscope::call::CallKind;
use sockscope::locale::Language;

fn picture(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    hand.h.run_steps(4);
    super::support::pictures::save(&mut hand.h, name);
}

/// In both themes and languages.
fn pictures(hand: &mut Hand, name: &str) {
    picture(hand, &format!("{name}-dark-en"));
    let mut look = |theme, language| {
        let state = hand.h.state_mut();
        state.update(AppCommand::SetTheme(theme));
        state.update(AppCommand::SetLanguage(Some(language)));
    };
    look(ThemeChoice::Light, Language::Chinese);
    picture(hand, &format!("{name}-light-zh"));
    let state = hand.h.state_mut();
    state.update(AppCommand::SetTheme(ThemeChoice::Dark));
    state.update(AppCommand::SetLanguage(Some(Language::English)));
}

#[test]
fn cards() {
    let mut hand = Hand::new();
    hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.bind("127.0.0.1", 0);
    assert!(hand.make(CallKind::Listen).is_ok());
    let client = hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    hand.connect("127.0.0.1", super::bench::dead_port());
    hand.see("which is another port");
    pictures(&mut hand, "why-refused");
    hand.h.set_size([640.0, 360.0].into());
    hand.h.run_steps(4);
    hand.key(egui::Key::F1);
    hand.see("which is another port");
    picture(&mut hand, "why-refused-640-dark-en");
    hand.h.set_size([1280.0, 800.0].into());
    hand.h.run_steps(4);
    hand.press_beginning("Connect to 127.0.0.1:");
    hand.socket(client, "connected", |row| row.connected);
    hand.chip(CallKind::Recv);
    hand.go(CallKind::Recv);
    hand.see("has not accepted it");
    pictures(&mut hand, "why-waits");
}

#[test]
fn a_process_that_has_the_port() {
    let mut holder = super::python::Python::run(super::taken::HOLDS);
    let port: u16 = holder.number();
    let mut hand = Hand::new();
    hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Port", &port.to_string());
    hand.make_chosen(CallKind::Bind);
    hand.see("Show it in System");
    pictures(&mut hand, "why-in-use");
    hand.press("Show it in System");
    hand.see(&format!("Port {port} (TCP) is listened on"));
    pictures(&mut hand, "why-system");
    hand.type_in("Which process has port", "99999");
    pictures(&mut hand, "system-port-wrong");
    hand.h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    hand.h.run_steps(3);
    hand.h.event(egui::Event::Text(format!("port {port}")));
    hand.see(&format!("Which process has port {port}"));
    picture(&mut hand, "palette-port-dark-en");
    hand.key(egui::Key::Escape);
    hand.press_beginning("Use port ");
    hand.see(&format!("Port {port} of this machine is now"));
    pictures(&mut hand, "port-moved");
    hand.h.set_size([640.0, 360.0].into());
    let asks = sockscope::app::MachineCommand::WhoHas { port: Some(port), row: None };
    hand.h.state_mut().update(AppCommand::Machine(asks));
    hand.see(&format!("Port {port} (TCP) is listened on"));
    pictures(&mut hand, "system-port-640");
}
