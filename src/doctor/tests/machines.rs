//! What the machine said: whose an address is, whose a path, and which datagram went astray.

use super::*;
use crate::call::errno_number;
use crate::net::{Machine, PathFacts, PortHolder};

#[test]
fn who_has_an_address_is_told_as_far_as_it_is_known() {
    let in_use = Outcome::Errno(errno_number("EADDRINUSE").unwrap());
    let refused = Outcome::Errno(errno_number("ECONNREFUSED").unwrap());
    let tcp = Surroundings { family: 2, kind: number("SOCK_STREAM"), ..Surroundings::default() };
    let bind = Call::Bind { address: at(80) };
    let theirs = PortHolder { process: None, other_user: Some(112), ..held(at(80), true) };
    let hidden = PortHolder { other_user: None, ..theirs.clone() };
    let own = PortHolder { is_own: true, ..held(at(80), true) };
    let mut first = held(at(80), true);
    first.process.as_mut().unwrap().pid = 1;
    let (third, there) = (held(Address::inet("10.0.0.1", 80), false), held(at(80), true));
    let six = held(Address::inet6("::1", 80), false);
    let far = Address::inet("192.0.2.1", 80);
    for (call, outcome, holders, key, says) in [
        (&bind, &in_use, vec![held(at(80), true)], "why-in-use-program", Some("end python3 (pid 42)")),
        (&bind, &in_use, vec![first], "why-in-use-program", None),
        (&bind, &in_use, vec![theirs.clone()], "why-in-use-user", Some("user (uid 112) has 127.0.0.1:80")),
        (&bind, &in_use, vec![hidden], "why-in-use-hidden", Some("sport = :80")),
        (&bind, &in_use, vec![own.clone()], "why-in-use-own", None),
        (&bind, &in_use, vec![held(at(80), false)], "why-in-use-time-wait", None),
        (&connect(at(80)), &refused, vec![third.clone(), there], "why-refused-program-now", Some("python3 (pid 42)")),
        (&connect(at(80)), &refused, vec![third.clone(), six], "why-refused-program-family", Some("[::1]:80")),
        (&connect(at(80)), &refused, vec![third.clone()], "why-refused-program-address", Some("10.0.0.1:80")),
        (&connect(at(80)), &refused, vec![PortHolder { meets: true, ..theirs }], "why-refused-program-now", None),
        (&connect(at(80)), &refused, vec![own], "why-refused-program-now", None),
        (&connect(far), &refused, vec![third], "why-refused-machine", None),
    ] {
        let machine = Machine { holders, ..machine() };
        let around = Surroundings { machine: Some(&machine), ..tcp };
        let found = explain(call, outcome, &around).unwrap();
        let said = found.tries.iter().chain([&found.why]).map(|message| words(Language::English, message));
        let said = said.collect::<Vec<_>>().join("; ");
        assert_eq!(found.cause(), key, "{said}");
        assert!(says.is_none_or(|part| said.contains(part)) && !said.contains("(pid 1) first"), "{key}: {said}");
        assert_is_whole(call, outcome, &around);
    }
}

#[test]
fn a_path_is_stale_only_where_the_machine_said_so() {
    let refused = Outcome::Errno(errno_number("ECONNREFUSED").unwrap());
    let in_use = Outcome::Errno(errno_number("EADDRINUSE").unwrap());
    let address = Address::unix("/run/s");
    let (dial, bind) = (connect(address.clone()), Call::Bind { address });
    let (stream, datagram) = (number("SOCK_STREAM"), number("SOCK_DGRAM"));
    for (call, kind, outcome, is_bound, key, removes) in [
        (&dial, stream, &refused, None, "why-refused-path", false),
        (&dial, stream, &refused, Some(Some(false)), "why-path-stale", false),
        (&dial, stream, &refused, Some(Some(true)), "why-refused-path-bound", false),
        (&dial, datagram, &refused, Some(Some(true)), "why-refused-path-later", false),
        (&dial, stream, &refused, Some(None), "why-refused-path", false),
        (&bind, stream, &in_use, None, "why-in-use-path", false),
        (&bind, stream, &in_use, Some(Some(false)), "why-in-use-path", true),
        (&bind, stream, &in_use, Some(Some(true)), "why-path-listened", false),
        (&bind, stream, &in_use, Some(None), "why-in-use-path", false),
    ] {
        let path = is_bound.map(|is_bound| PathFacts { exists: true, is_socket: true, is_bound });
        let machine = path.map(|path| Machine { path: Some(path), ..Machine::default() });
        let family = number("AF_UNIX");
        let around = Surroundings { family, kind, machine: machine.as_ref(), ..Surroundings::default() };
        let found = explain(call, outcome, &around).unwrap();
        assert_eq!(found.cause(), key, "{is_bound:?}");
        let is_removal = |remedy: &Remedy| matches!(remedy.act, Act::Remove { .. });
        assert_eq!(found.remedies.iter().any(is_removal), removes, "{key} {is_bound:?}");
        assert_is_whole(call, outcome, &around);
    }
}

#[test]
fn a_datagram_is_taken_for_a_slip_only_where_it_is_likely_to_be_one() {
    let any = Address::inet("0.0.0.0", 9000);
    let (near, far) = (Address::inet("127.0.0.1", 9001), Address::inet("198.51.100.8", 53));
    for (local, to, received, key) in [
        (at(9000), &near, 0, "wait-recv-other-port"),
        (any.clone(), &near, 0, "wait-recv-other-port"),
        (at(9000), &Address::inet("198.51.100.8", 9000), 0, "wait-recv-other-address"),
        (at(9000), &Address::inet("127.255.255.255", 9000), 5, "wait-recv-broadcast"),
        // An answer came: that is somebody else's talk.
        (at(9000), &near, 30, "wait-recv-datagram"),
        // A question to a name server, whichever address waits here.
        (at(9000), &far, 0, "wait-recv-datagram"),
        (any.clone(), &far, 0, "wait-recv-datagram"),
        (Address::inet("198.51.100.7", 9000), &far, 0, "wait-recv-datagram"),
    ] {
        let kind = number("SOCK_DGRAM");
        let sender = SocketRow {
            kind,
            messages_sent: 1,
            received,
            last_destination: Some(to.clone()),
            ..named("c", Address::inet("0.0.0.0", 40_000))
        };
        let around = Surroundings {
            family: number("AF_INET"),
            kind,
            local: Some(&local),
            others: &[&sender],
            ..Surroundings::default()
        };
        let call = Call::RecvFrom { size: 10, flags: 0 };
        assert_eq!(explain_waiting(&call, &around).cause(), key, "{local} {to} {received}");
        let timeout = explain(&call, &Outcome::Timeout, &around).unwrap();
        let is_usual = key == "wait-recv-datagram";
        assert_eq!(timeout.cause(), if is_usual { "why-timeout-recv-datagram" } else { key }, "{local} {to}");
    }
}
