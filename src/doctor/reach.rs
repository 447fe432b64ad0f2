//! Getting to the other side: unreachable, under way, already there.

use super::case::{Case, Finding, because, say, short};
use super::remedy::{Mend, On, Remedy, family_of, number, switch_on};
use super::{nearby, presses, refusal, refused};
use crate::call::{Address, Call};
use std::net::{IpAddr, Ipv4Addr};

/// What an errno about reaching a peer means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    let address = case.place_text();
    let about = |key: &str| say(key).with("address", address.clone());
    Some(match errno {
        "ECONNREFUSED" => refusal::refused(case),
        "ENETUNREACH" if case.place().and_then(nearby::dialled).is_some_and(|ip| ip.is_loopback()) => {
            because(about("why-loopback-down")).advise(say("try-loopback-up")).press_some(presses::again(case))
        }
        "ENETUNREACH" if goes_to_many(case) => because(about("why-stream-to-many"))
            .advise(say("try-send-to-one"))
            .advise(say("try-udp-to-many"))
            .press_some(broadcast_by_udp(case)),
        "ENETUNREACH" if case.is_inet6() || matches!(case.place(), Some(Address::Inet6 { .. })) => {
            because(about("why-no-route-6"))
                .advise(say("try-use-ipv4"))
                .advise(say("try-check-network"))
                .press_some(presses::again(case))
        }
        "ENETUNREACH" => because(about("why-no-route"))
            .advise(say("try-check-network"))
            .advise(say("try-check-address"))
            .press_some(presses::again(case)),
        "EHOSTUNREACH" | "EHOSTDOWN" => because(about("why-host-unreachable"))
            .advise(say("try-check-host"))
            .advise(say("try-machine-on"))
            .press_some(presses::again(case)),
        "ENETDOWN" => because(about("why-network-down"))
            .advise(say("try-interface-up"))
            .advise(say("try-check-network"))
            .press_some(presses::again(case)),
        "ENETRESET" => because(say("why-network-reset")).advise(say("try-connect-again")),
        "ETIMEDOUT" if case.connects() && refused::queue_full(case).is_some() => {
            refused::queue_full(case)?.press_some(presses::again(case))
        }
        "ETIMEDOUT" if case.connects() => because(about("why-timed-out-connect"))
            .advise(say("try-check-address"))
            .advise(say("try-machine-on"))
            .advise(say("try-firewall-between"))
            .press_some(presses::again(case)),
        "EALREADY" if case.connects() => because(say("why-still-connecting"))
            .advise(say("try-wait-then-connect"))
            .advise(say("try-so-error"))
            .advise(say("try-close-retry"))
            .press(presses::see_connect())
            .press_some(presses::reconnect(case)),
        "EINPROGRESS" if case.connects() => because(say("why-connect-started"))
            .advise(say("try-wait-then-connect"))
            .advise(say("try-so-error"))
            .advise(say("try-blocking"))
            .press(presses::see_connect())
            .press_some(presses::blocking(case)),
        "EALREADY" | "EINPROGRESS" => because(say("why-in-progress")).advise(say("try-later")),
        "EISCONN" => connected(case),
        _ => return None,
    })
}

/// A stream to an address that is no one's: a connection has one other end (RFC 9293 3.9.2.3).
fn goes_to_many(case: &Case<'_>) -> bool {
    let ip = case.place().and_then(nearby::dialled).filter(|_| case.connects() && !case.is_datagram());
    ip.is_some_and(|ip| ip.is_multicast() || ip == IpAddr::V4(Ipv4Addr::BROADCAST))
}

/// A UDP socket that may send there.
fn broadcast_by_udp(case: &Case<'_>) -> Option<Remedy> {
    let target = case.place()?;
    let make = Call::Socket { family: family_of(target)?, kind: number("SOCK_DGRAM"), proto: 0 };
    let calls = [make, switch_on("SO_BROADCAST"), Call::Connect { address: target.clone() }];
    let label = say("do-udp-to-many").with("address", short(Some(target)));
    Some(Remedy::calls(label, Mend::default().and(On::Fresh, calls)).changing(say("do-udp-to-many-changes")))
}

fn connected(case: &Case<'_>) -> Finding {
    if case.around.listens {
        return listener_dials(case);
    }
    if let Call::SendTo { flags, .. } = case.call {
        let found = because(say("why-sendto-connected")).advise(say("try-send-instead"));
        let data = case.again().and_then(|call| call.sent().cloned());
        let send = |data| Remedy::here(say("do-send-plain"), [Call::Send { data, flags: *flags }]);
        return found.press_some(data.map(send));
    }
    let why = match case.around.peer {
        Some(peer) => say("why-already-connected").with("peer", short(Some(peer))),
        None => say("why-already-connected-unknown"),
    };
    because(why).advise(say("try-go-on")).advise(say("try-new-socket")).press_some(dial_anew(case))
}

/// A listening socket was to connect.
pub(super) fn listener_dials(case: &Case<'_>) -> Finding {
    because(say("why-connect-listening")).advise(say("try-client-socket")).press_some(dial_anew(case))
}

/// A second socket that makes the connect, beside this one.
fn dial_anew(case: &Case<'_>) -> Option<Remedy> {
    let address = case.call.address().filter(|_| case.connects())?;
    let make = Call::Socket { family: case.around.family, kind: case.around.kind, proto: 0 };
    let label = say("do-dial-anew").with("address", short(Some(address)));
    let calls = [make, Call::Connect { address: address.clone() }];
    Some(Remedy::calls(label, Mend::default().and(On::Fresh, calls)))
}
