//! How the bar looks, whole in every window: written to `target/pictures` to be looked at.

use super::support::hand::Hand;
use super::{kind, tester};

fn picture(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    hand.h.run_steps(4);
    super::support::pictures::save(&mut hand.h, name);
}

/// Every control of the window is inside it.
fn whole(hand: &mut Hand) {
    let window = hand.h.ctx.content_rect();
    for label in ["v4", "both"] {
        let at = hand.locate(label, |found| found == label);
        assert!(window.contains(at), "{label} at {at} in {window}");
    }
}

#[test]
fn the_bar_in_every_window() {
    let mut hand = tester();
    picture(&mut hand, "bar-empty-dark-en");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    hand.type_in("Target port", &port.to_string());
    hand.type_in("Local port", "0");
    hand.press("Connect");
    hand.see("Connected");
    picture(&mut hand, "bar-connected-dark-en");
    hand.press("Switch to the light theme");
    hand.press("中");
    picture(&mut hand, "bar-connected-light-zh");
    hand.press("EN");
    hand.type_in("Target port", "99999");
    hand.type_in("Target host", "::1");
    hand.press("Connect");
    picture(&mut hand, "bar-errors-light-en");
    hand.type_in("Target host", "127.0.0.1");
    hand.type_in("Target port", "9");
    hand.press("Connect");
    hand.see("ECONNREFUSED");
    picture(&mut hand, "bar-refused-light-en");
    kind(&mut hand, "TCP server");
    hand.type_in("Address to listen on", "0.0.0.0");
    hand.type_in("Port to listen on", "0");
    hand.press("Listen");
    hand.press("Bind to 0.0.0.0:0");
    hand.see("which only this machine reaches");
    picture(&mut hand, "bar-wide-light-en");
    hand.press("Recent targets");
    picture(&mut hand, "bar-recent-light-en");
    hand.key(egui::Key::Escape);
    for (size, name) in [([640.0, 360.0], "bar-640"), ([1920.0, 1080.0], "bar-1920")] {
        hand.h.set_size(size.into());
        hand.h.run_steps(4);
        picture(&mut hand, &format!("{name}-light-en"));
        whole(&mut hand);
    }
    hand.h.set_size([640.0, 360.0].into());
    hand.h.run_steps(3);
    kind(&mut hand, "TCP client");
    picture(&mut hand, "bar-640-client-light-en");
    hand.press("中");
    picture(&mut hand, "bar-640-client-light-zh");
}

#[test]
fn the_starts_in_narrow_and_wide_windows() {
    let mut hand = Hand::new();
    hand.press_beginning("Receive datagrams: ");
    picture(&mut hand, "starts-receive-dark-en");
    hand.h.set_size([640.0, 360.0].into());
    hand.h.run_steps(4);
    picture(&mut hand, "starts-640-dark-en");
    hand.press("中");
    hand.h.set_size([1280.0, 800.0].into());
    hand.h.run_steps(4);
    picture(&mut hand, "starts-receive-dark-zh");
}
