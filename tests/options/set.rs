//! Options that are set in place.

use super::desk::{call, command, desk, enter, filter, set, sets, socket, socket_of};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use sockscope::app::AppCommand;
use sockscope::call::{Call, CallKind, OptionValue, Outcome, Value, number_of};

#[test]
fn what_the_kernel_made_of_a_buffer_is_said() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    enter(&mut hand, "Value of SO_RCVBUF", "65536");
    let (value, outcome) = set(&mut hand, sid, "SO_RCVBUF", 1);
    assert_eq!((value, outcome.is_ok()), (OptionValue::Int(65_536), true));
    hand.see("You asked for 65536, the kernel keeps 131072: Linux doubles it");
    hand.see("SO_RCVBUF 131072 set by you");
    assert_eq!(hand.field("Value of SO_RCVBUF"), "131072");
    // Another one, and the words are of that.
    enter(&mut hand, "Value of SO_RCVBUF", "1");
    hand.see("that is the least that a buffer may have");
    hand.see(" set by you, fresh: ");
}

#[test]
fn switches_are_switched_and_what_is_another_than_fresh_is_marked() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    hand.press("Switch TCP_NODELAY on");
    assert_eq!(set(&mut hand, sid, "TCP_NODELAY", 1).0, OptionValue::Int(1));
    hand.see("TCP_NODELAY 1 set by you, fresh: 0");
    hand.press("Switch TCP_NODELAY off");
    assert_eq!(set(&mut hand, sid, "TCP_NODELAY", 2).0, OptionValue::Int(0));
    hand.wait("only set", |hand| hand.texts().contains(&"TCP_NODELAY 0 set by you".to_owned()).then_some(()));
    // Set by the call panel or a script: marked all the same, and set back from its menu.
    let (level, name) = (number_of("SOL_SOCKET").unwrap(), number_of("SO_REUSEADDR").unwrap());
    call(&mut hand, sid, Call::SetSockOpt { level, name, value: OptionValue::Int(1) });
    hand.see("SO_REUSEADDR 1 set by you, fresh: 0");
    hand.press("Options: Changed 2");
    assert!(!hand.sees("SO_KEEPALIVE 0"));
    hand.press("More for SO_REUSEADDR");
    hand.choose("Set it back to 0");
    assert_eq!(set(&mut hand, sid, "SO_REUSEADDR", 2).0, OptionValue::Int(0));
    hand.press("More for SO_REUSEADDR");
    hand.choose("Read it with getsockopt");
    let read = hand.wait("the call", |hand| hand.calls(sid, CallKind::GetSockOpt).first().cloned());
    assert_eq!(read.record.outcome, Outcome::Ok(Value::Int(0)));
}

#[test]
fn lingering_takes_a_switch_and_seconds() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    filter(&mut hand, "so_linger");
    hand.press("Switch SO_LINGER on");
    assert_eq!(set(&mut hand, sid, "SO_LINGER", 1).0, OptionValue::Linger(1, 0));
    hand.see("SO_LINGER 1, 0 set by you");
    enter(&mut hand, "Seconds of SO_LINGER", "5");
    assert_eq!(set(&mut hand, sid, "SO_LINGER", 2).0, OptionValue::Linger(1, 5));
    hand.see("SO_LINGER 1, 5 set by you, fresh: 0, 0");
}

#[test]
fn a_timeout_a_name_and_an_address_have_fields_of_their_own() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    enter(&mut hand, "Value of SO_RCVTIMEO", "1.5");
    assert_eq!(set(&mut hand, sid, "SO_RCVTIMEO", 1).0, OptionValue::TimeVal(1.5));
    hand.see("SO_RCVTIMEO 1.5 set by you, fresh: 0");
    hand.press("Choose a value for TCP_CONGESTION");
    hand.choose("reno");
    assert_eq!(set(&mut hand, sid, "TCP_CONGESTION", 1).0, OptionValue::Bytes(b"reno".to_vec().into()));
    hand.see("TCP_CONGESTION reno set by you");
    filter(&mut hand, "multicast_if");
    enter(&mut hand, "Value of IP_MULTICAST_IF", "127.0.0.1");
    assert_eq!(set(&mut hand, sid, "IP_MULTICAST_IF", 1).0, OptionValue::Ip("127.0.0.1".into()));
}

#[test]
fn a_wrong_value_is_told_at_its_field_and_a_refused_one_in_the_kernels_words() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    enter(&mut hand, "Value of SO_SNDBUF", "a lot");
    hand.see("“a lot” is no number");
    enter(&mut hand, "Value of SO_SNDBUF", "99999999999");
    hand.see("does not fit a C int");
    assert_eq!((sets(&hand, sid, "SO_SNDBUF").len(), hand.field("Value of SO_SNDBUF").as_str()), (0, "99999999999"));
    filter(&mut hand, "IP_TTL");
    enter(&mut hand, "Value of IP_TTL", "256");
    assert!(set(&mut hand, sid, "IP_TTL", 1).1.is_error());
    hand.see("EINVAL: ");
    assert_eq!(hand.field("Value of IP_TTL"), "256", "nothing that was typed is lost");
    enter(&mut hand, "Value of IP_TTL", "5");
    hand.see("IP_TTL 5 set by you, fresh: 64");
    hand.see_no("EINVAL: ");
}

#[test]
fn an_option_by_number() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    filter(&mut hand, "by number");
    hand.press("Show options by number");
    hand.press("Read by number");
    hand.see("Nothing is filled in");
    hand.type_in("Level", "sol_socket");
    hand.type_in("Option", "9");
    hand.type_in("Value", "x");
    hand.press("Set by number");
    hand.see("“x” is no number");
    hand.type_in("Value", "1");
    hand.press("Set by number");
    assert_eq!(set(&mut hand, sid, "SO_KEEPALIVE", 1).0, OptionValue::Int(1));
    hand.see("the kernel took 1");
    hand.press("Read by number");
    hand.see("getsockopt: 1");
    hand.press("Value as Hex");
    enter(&mut hand, "Value", "00 00 00 00");
    assert_eq!(set(&mut hand, sid, "SO_KEEPALIVE", 2).0, OptionValue::Bytes(vec![0; 4].into()));
    hand.type_in("Option", "9999");
    hand.press("Read by number");
    hand.see("getsockopt: ENOPROTOOPT");
}

#[test]
fn each_kind_of_socket_has_its_levels_and_closed_ones_say_why_not() {
    let mut hand = desk();
    for (family, kind, proto, levels) in [
        ("AF_INET", "SOCK_STREAM", 0, &["SOL_SOCKET", "IPPROTO_TCP", "IPPROTO_IP"][..]),
        ("AF_INET6", "SOCK_DGRAM", 0, &["SOL_SOCKET", "IPPROTO_UDP", "IPPROTO_IP", "IPPROTO_IPV6"][..]),
        ("AF_UNIX", "SOCK_STREAM", 0, &["SOL_SOCKET"][..]),
        ("AF_INET", "SOCK_RAW", libc::IPPROTO_ICMP, &["SOL_SOCKET", "IPPROTO_IP", "IPPROTO_RAW"][..]),
        ("AF_INET6", "SOCK_RAW", libc::IPPROTO_ICMPV6, &["SOL_SOCKET", "IPPROTO_IPV6", "IPPROTO_ICMPV6"][..]),
    ] {
        if kind == "SOCK_RAW" && !sockscope::net::is_root() {
            eprintln!("skipped: {family} {kind} is for root");
            continue;
        }
        let sid = socket_of(&mut hand, &format!("client/{family}"), (family, kind), proto);
        hand.press_beginning("Options: All ");
        hand.h.run_steps(3);
        let heads: Vec<String> = hand.texts().into_iter().filter(|text| text.contains(" options of ")).collect();
        let found: Vec<&str> = heads.iter().filter_map(|head| head.rsplit(' ').next()).collect();
        assert_eq!(found, levels, "{family} {kind}");
        hand.press("Options: Usual");
        command(&mut hand, AppCommand::MakeCall(sockscope::app::MakeCall::once(sid, Call::Close)));
        hand.see("The socket is closed: the kernel has forgotten its options");
    }
}

#[test]
fn every_row_is_reached_by_the_keyboard_and_comes_into_sight() {
    let mut hand = desk();
    hand.h.set_size([1280.0, 800.0].into());
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    hand.press_beginning("Options: All ");
    hand.h.run_steps(4);
    let at = hand.wait("the filter", |hand| {
        let fields = hand.h.query_all(By::new().role(Role::TextInput));
        fields
            .filter(|node| node.accesskit_node().label().is_some_and(|l| l == "Filter options"))
            .map(|n| n.rect().center())
            .next()
    });
    hand.click(at);
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..190 {
        hand.key(Key::Tab);
        hand.h.run_steps(3);
        let all = hand.h.query_all(By::new().predicate(|node| node.is_focused()));
        let found = all.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).next();
        let Some((label, rect)) = found else { continue };
        assert!(hand.h.ctx.content_rect().contains(rect.center()), "{label} at {rect:?}");
        seen.push(label);
    }
    for wanted in
        ["Switch SO_REUSEADDR on", "More for SO_PRIORITY", "Value of SO_DETACH_FILTER", "Show options by number"]
    {
        assert!(seen.iter().any(|label| label == wanted), "{wanted} in {seen:?}");
    }
    // What is set stays where it is while the list is looked at.
    hand.h.set_size([1280.0, 6000.0].into());
    hand.h.run_steps(4);
    hand.press("Options: Usual");
    hand.h.run_steps(3);
    let top = |hand: &mut super::support::hand::Hand| hand.locate("SO_KEEPALIVE", |l| l.starts_with("SO_KEEPALIVE ")).y;
    let before = top(&mut hand);
    hand.press("Switch SO_KEEPALIVE on");
    set(&mut hand, sid, "SO_KEEPALIVE", 1);
    hand.see("SO_KEEPALIVE 1 set by you");
    assert_eq!(top(&mut hand), before);
}

#[test]
fn a_session_that_is_read_shows_what_was_set_and_why_no_more() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/s", "AF_INET", "SOCK_STREAM");
    enter(&mut hand, "Value of SO_RCVBUF", "50000");
    set(&mut hand, sid, "SO_RCVBUF", 1);
    let n = hand.socket(sid, "set", |row| !row.options_set.is_empty()).last_n;
    hand.wait("saved", |hand| (hand.state().snapshot.saved > n).then_some(()));
    let folder = hand.state().folders().sessions.clone();
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let session = files.find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    command(&mut hand, AppCommand::OpenSession(session));
    hand.wait("read", |hand| {
        let state = hand.state();
        (state.reading.is_some() && !state.snapshot.board.sockets.is_empty()).then_some(())
    });
    command(&mut hand, AppCommand::SelectSocket(Some(sid)));
    hand.see("You are reading a session file: its options can be seen as they were set");
    hand.see("SO_RCVBUF 50000");
    assert!(!hand.sees("Value of SO_RCVBUF"));
}
