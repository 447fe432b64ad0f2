//! Raw sockets: an echo request built by a form, its answer read in a packet's terms; without privilege, why not.

use super::support::hand::Hand;
use sockscope::call::{CallKind, Outcome, SocketId, Value};

/// A raw socket, where this user may have one; else the words that say how to get one were seen.
fn raw(hand: &mut Hand, family: &str) -> Option<SocketId> {
    hand.press("New socket");
    hand.press_with(&format!(": {family} · SOCK_RAW"));
    hand.see("CAP_NET_RAW");
    hand.type_in("Name", "client/ping");
    hand.press("Make");
    let made = hand.wait("a socket or a refusal", |hand| {
        let first = hand.state().session().rows().row(0)?;
        (first.record.outcome != Outcome::Waiting).then_some(first.record.outcome.clone())
    });
    match made {
        Outcome::Errno(libc::EPERM) => {
            hand.see("EPERM (1)");
            hand.see("sudo setcap cap_net_raw+ep");
            None
        }
        made => {
            assert_eq!(made, Outcome::NONE);
            Some(hand.named("client/ping"))
        }
    }
}

/// Receives until an answer to one of ours comes: over loopback the request itself comes first.
fn answer(hand: &mut Hand, what: &str) {
    for _ in 0..20 {
        hand.chip(CallKind::RecvFrom);
        assert!(hand.make_chosen(CallKind::RecvFrom).is_ok());
        hand.h.run_steps(3);
        if hand.sees(what) {
            return;
        }
    }
    panic!("no {what}");
}

fn ping(family: &str, host: &str) {
    let mut hand = Hand::new();
    if raw(&mut hand, family).is_none() {
        return eprintln!("skipped: no CAP_NET_RAW here; the refusal was seen");
    }
    hand.chip(CallKind::SendTo);
    assert_eq!(hand.field("Host"), host);
    hand.type_in("Identifier", "70000");
    hand.press("Make sendto");
    hand.see("70000");
    assert!(hand.calls(hand.state().selected.unwrap(), CallKind::SendTo).is_empty(), "nothing was sent");
    hand.type_in("Identifier", "4660");
    hand.type_in("Payload", "你好");
    assert_eq!(hand.make_chosen(CallKind::SendTo), Outcome::Ok(Value::Int(8 + 6)));
    answer(&mut hand, "echo reply, id 4660, sequence 1, payload 6 B");
    hand.chip(CallKind::SendTo);
    assert_eq!(hand.field("Sequence"), "2", "the next one counts up");
}

#[test]
fn ping_over_ipv4() {
    ping("AF_INET", "127.0.0.1");
}

#[test]
fn ping_over_ipv6() {
    ping("AF_INET6", "::1");
}

#[test]
fn a_header_of_ones_own_is_sent_as_it_was_built() {
    let mut hand = Hand::new();
    if raw(&mut hand, "AF_INET").is_none() {
        return eprintln!("skipped: no CAP_NET_RAW here; the refusal was seen");
    }
    hand.chip(CallKind::SetSockOpt);
    hand.press_beginning("Option ");
    hand.type_in("Find an option", "hdrincl");
    hand.press("IP_HDRINCL");
    assert_eq!(hand.make_chosen(CallKind::SetSockOpt), Outcome::NONE);
    hand.chip(CallKind::SendTo);
    hand.type_in("Source", "::1");
    hand.press("Make sendto");
    hand.see("is no IPv4 address");
    hand.type_in("Source", "127.0.0.9");
    hand.type_in("TTL", "7");
    hand.type_in("Identifier", "99");
    assert_eq!(hand.make_chosen(CallKind::SendTo), Outcome::Ok(Value::Int(20 + 8 + 9)));
    answer(&mut hand, "from 127.0.0.9, TTL 7, after a header of 20 B: echo request, id 99, sequence 1");
}
