//! How these panels look: written to `target/pictures` to be looked at.

use super::support::hand::Hand;
use super::{call, client, command, listener, show, socket};
use sockscope::app::AppCommand;
use sockscope::call::{Address, Call};

pub fn picture(hand: &mut Hand, name: &str) {
    hand.h.remove_cursor();
    keep(hand, name);
}

/// With the pointer where it is.
pub fn keep(hand: &mut Hand, name: &str) {
    hand.h.run_steps(4);
    super::support::pictures::save(&mut hand.h, name);
}

#[test]
fn the_panels_in_both_themes_and_languages_and_in_small_and_large_windows() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "server/s");
    let cli = client(&mut hand, "client/s", port);
    let u = socket(&mut hand, "u", "AF_INET", "SOCK_DGRAM");
    call(&mut hand, u, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    command(&mut hand, AppCommand::SelectSocket(Some(server)));
    hand.see("accept queue 1 of 5");
    picture(&mut hand, "kernel-inspector-dark-en");
    show(&mut hand, "Kernel");
    show(&mut hand, "System");
    hand.press_beginning(&format!("tcp LISTEN 127.0.0.1:{port}, "));
    picture(&mut hand, "kernel-listener-system-dark-en");
    hand.type_in("Which process has port", &port.to_string());
    hand.see("is listened on at");
    picture(&mut hand, "system-port-dark-en");
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    hand.see("Now: ESTABLISHED");
    picture(&mut hand, "kernel-connection-dark-en");
    show(&mut hand, "Charts");
    hand.see("Queues: ");
    assert!(hand.say("client/s", "hello").is_ok());
    hand.see("Bytes a second: ");
    picture(&mut hand, "charts-dark-en");
    hand.press("Switch to the light theme");
    hand.press("中");
    show(&mut hand, "系统");
    picture(&mut hand, "system-port-light-zh");
    show(&mut hand, "图表");
    picture(&mut hand, "kernel-connection-light-zh");
    for (size, name) in [([640.0, 360.0], "kernel-640"), ([1920.0, 1080.0], "kernel-1920")] {
        hand.h.set_size(size.into());
        hand.h.run_steps(4);
        for panel in ["系统", "内核", "图表"] {
            hand.menu(&["视图", "面板", panel]);
            hand.h.run_steps(4);
            picture(&mut hand, &format!("{name}-{panel}-light-zh"));
        }
    }
}
