//! Groups on the loopback interface: two sockets, joined and sent to by the inspector's own controls.

use super::desk::{call, desk, enter, set, sets, socket};
use super::support::hand::Hand;
use sockscope::call::{Address, Call, CallKind, OptionValue, Outcome, SocketId, Value};
use std::process::Command;

/// Set where the test runs in a network of its own, with a route to IPv6 groups on `lo`.
const INSIDE: &str = "SOCKSCOPE_TEST_LO6";

fn bound(hand: &mut Hand, sid: SocketId, address: Address) -> i64 {
    call(hand, sid, Call::Bind { address });
    hand.h.run_steps(2);
    // Wider than loopback: the person is asked.
    if hand.state().consent.is_some() {
        let at = hand.locate("the bind", |label| label.starts_with("Bind to ") && label.ends_with(":0"));
        hand.click(at);
    }
    hand.port(sid)
}

fn received(hand: &mut Hand, sid: SocketId) -> Vec<u8> {
    call(hand, sid, Call::RecvFrom { size: 100, flags: 0 });
    let row = hand.wait("recvfrom", |hand| hand.calls(sid, CallKind::RecvFrom).last().cloned());
    match hand.outcome(sid, CallKind::RecvFrom, row.n) {
        Outcome::Ok(Value::DataFrom(data, _)) => data.to_vec(),
        other => panic!("{other:?}"),
    }
}

fn choose_interface(hand: &mut Hand, now: &str, wanted: &str) {
    hand.press(&format!("Interface to join on: {now}"));
    hand.choose(wanted);
}

#[test]
fn a_datagram_to_a_group_on_lo() {
    let mut hand = desk();
    let receiver = socket(&mut hand, "server/r", "AF_INET", "SOCK_DGRAM");
    let port = bound(&mut hand, receiver, Address::inet("0.0.0.0", 0));
    hand.press("Show groups and broadcast");
    hand.type_in("Group", "10.0.0.1");
    hand.press("Join the group");
    hand.see("“10.0.0.1” is no multicast group");
    hand.type_in("Group", "239.83.1.7");
    choose_interface(&mut hand, "the system's choice", "lo · 127.0.0.1");
    hand.see("Only this machine reaches a group on lo");
    hand.press("Join the group");
    let (value, outcome) = set(&mut hand, receiver, "IP_ADD_MEMBERSHIP", 1);
    assert_eq!(value, OptionValue::Mreq("239.83.1.7".into(), "127.0.0.1".into()));
    assert!(outcome.is_ok());
    hand.see("239.83.1.7 on lo · 127.0.0.1");
    // Twice is once too often, in the kernel's words.
    hand.press("Join the group");
    hand.see("EADDRINUSE: ");

    let sender = socket(&mut hand, "client/t", "AF_INET", "SOCK_DGRAM");
    enter(&mut hand, "Groups: Value of IP_MULTICAST_IF", "127.0.0.1");
    set(&mut hand, sender, "IP_MULTICAST_IF", 1);
    enter(&mut hand, "Groups: Value of IP_MULTICAST_TTL", "0");
    assert!(set(&mut hand, sender, "IP_MULTICAST_TTL", 1).1.is_ok());
    hand.see("Groups: IP_MULTICAST_TTL 0 set by you, fresh: 1");
    let to = Address::inet("239.83.1.7", port);
    call(&mut hand, sender, Call::SendTo { data: b"to the group"[..].into(), flags: 0, address: to });
    assert_eq!(received(&mut hand, receiver), b"to the group");

    hand.select("server/r");
    hand.press("Leave 239.83.1.7 on lo · 127.0.0.1");
    assert!(set(&mut hand, receiver, "IP_DROP_MEMBERSHIP", 1).1.is_ok());
    hand.see_no("239.83.1.7 on lo");
    assert_eq!(sets(&hand, receiver, "IP_ADD_MEMBERSHIP").len(), 2);
}

#[test]
fn broadcasting_is_allowed_first() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/b", "AF_INET", "SOCK_DGRAM");
    hand.press("Show groups and broadcast");
    hand.see("takes SO_BROADCAST first");
    hand.press("Groups: Switch SO_BROADCAST on");
    assert_eq!(set(&mut hand, sid, "SO_BROADCAST", 1).0, OptionValue::Int(1));
    hand.see("Groups: SO_BROADCAST 1 set by you, fresh: 0");
}

/// Linux has no route to IPv6 groups on `lo`: the test runs again in a network of its own that has one.
#[test]
fn a_datagram_to_an_ipv6_group_on_lo() {
    if std::env::var_os(INSIDE).is_some() {
        for group in ["ff01::8317", "ff02::8317"] {
            ipv6(group);
        }
        return;
    }
    let this = std::env::current_exe().unwrap();
    let set_up = "ip link set lo up && ip -6 route add local ff00::/8 dev lo && exec \"$0\" \"$@\"";
    let mut command = Command::new("unshare");
    let root = sockscope::net::is_root();
    command.args(if root { &["-n"][..] } else { &["-rn"][..] }).args(["sh", "-c", "true"]);
    if !command.status().is_ok_and(|status| status.success()) {
        return eprintln!("skipped: no network namespace can be made here");
    }
    let mut command = Command::new("unshare");
    command.args(if root { &["-n"][..] } else { &["-rn"][..] }).args(["sh", "-c", set_up]).arg(this);
    let args = ["--exact", "groups::a_datagram_to_an_ipv6_group_on_lo", "--nocapture"];
    let done = command.args(args).env(INSIDE, "1").output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned() + &String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

fn ipv6(group: &str) {
    let mut hand = desk();
    let receiver = socket(&mut hand, "server/r", "AF_INET6", "SOCK_DGRAM");
    let port = bound(&mut hand, receiver, Address::inet6("::", 0));
    hand.press("Show groups");
    hand.type_in("Group", "239.1.2.3");
    hand.press("Join the group");
    hand.see("“239.1.2.3” is no IPv6 address");
    hand.type_in("Group", group);
    choose_interface(&mut hand, "the system's choice", "lo · 1");
    hand.see("ip -6 route add local ff00::/8 dev lo");
    hand.press("Join the group");
    assert_eq!(set(&mut hand, receiver, "IPV6_JOIN_GROUP", 1).0, OptionValue::Mreq6(group.into(), 1));
    hand.see(&format!("{group} on lo · 1"));
    let sender = socket(&mut hand, "client/t", "AF_INET6", "SOCK_DGRAM");
    hand.press("Groups: Choose a value for IPV6_MULTICAST_IF");
    hand.choose("lo · 1");
    assert_eq!(set(&mut hand, sender, "IPV6_MULTICAST_IF", 1).0, OptionValue::Int(1));
    let to = Address::inet6(group, port);
    call(&mut hand, sender, Call::SendTo { data: b"six"[..].into(), flags: 0, address: to });
    assert_eq!(received(&mut hand, receiver), b"six");
    hand.select("server/r");
    hand.press(&format!("Leave {group} on lo · 1"));
    assert!(set(&mut hand, receiver, "IPV6_LEAVE_GROUP", 1).1.is_ok());
    hand.see_no(&format!("{group} on lo"));
}
