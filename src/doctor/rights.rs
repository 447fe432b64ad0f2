//! EACCES and EPERM: what the system lets only some programs do (`ip(7)`, `raw(7)`, `capabilities(7)`).

use super::case::{Case, Finding, because, say};
use super::remedy::{Mend, On, Remedy, number, switch_on};
use super::{nearby, presses, taken};
use crate::call::{self, Address, Call, CallKind};

/// What a missing right means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "EACCES" => forbidden(case),
        "EPERM" => not_permitted(case),
        _ => return None,
    })
}

/// The first port that any program may bind, where the machine was not asked.
const USUAL_START: u16 = 1024;

fn forbidden(case: &Case<'_>) -> Finding {
    let rights = || say("try-run-with-rights");
    let start = case.around.machine.and_then(|machine| machine.unprivileged_from).unwrap_or(USUAL_START);
    match (case.kind(), case.call.address()) {
        (CallKind::Bind, Some(wanted)) if matches!(wanted.port(), Some(port) if (1..i64::from(start)).contains(&port)) => {
            low_port(case, wanted, start)
        }
        _ if case.is_datagram() && !case.is_inet6() && (case.sends() || case.connects()) => broadcast(case),
        (CallKind::Socket | CallKind::SocketPair, _) => raw_or_not(case),
        (CallKind::SetSockOpt, _) => because(say("why-option-needs-root")).advise(rights()),
        _ if case.connects() || case.sends() => {
            because(say("why-prohibited").with("address", case.place_text())).advise(say("try-look-at-firewall"))
        }
        _ => {
            because(say("why-forbidden").with("call", case.name())).advise(say("try-look-at-firewall")).advise(rights())
        }
    }
}

fn low_port(case: &Case<'_>, wanted: &Address, start: u16) -> Finding {
    let port = wanted.port().unwrap_or_default();
    let free = case.around.machine.and_then(|machine| machine.free_port);
    because(say("why-privileged-port").with("port", port).with("start", i64::from(start)))
        .advise(say("try-high-port").with("port", free.map_or(port + 8000, i64::from)).with("start", i64::from(start)))
        .advise(say("try-port-zero"))
        .advise(say("try-low-port-right"))
        .press_some(taken::other_port(case, wanted))
        .press(presses::port_zero(wanted))
}

fn broadcast(case: &Case<'_>) -> Finding {
    let found = because(say("why-broadcast").with("address", case.place_text()))
        .advise(say("try-broadcast"))
        .advise(say("try-send-to-one"));
    let Some(again) = case.again() else { return found };
    let label = say("do-broadcast").with("call", case.name());
    found.press(Remedy::here(label, [switch_on("SO_BROADCAST"), again]).changing(say("do-broadcast-changes")))
}

fn not_permitted(case: &Case<'_>) -> Finding {
    match case.kind() {
        CallKind::Socket => raw_or_not(case),
        CallKind::SetSockOpt => because(say("why-option-needs-root")).advise(say("try-run-with-rights")),
        _ if case.sends() || case.connects() => because(say("why-firewall")).advise(say("try-look-at-firewall")),
        _ => because(say("why-not-permitted").with("call", case.name())).advise(say("try-run-with-rights")),
    }
}

fn raw_or_not(case: &Case<'_>) -> Finding {
    let (asked, family) = match case.call {
        Call::Socket { proto, family, .. } | Call::SocketPair { proto, family, .. } => (*proto, *family),
        _ => (0, case.around.family),
    };
    let pings = matches!(call::protocol(asked), Some("IPPROTO_ICMP" | "IPPROTO_ICMPV6"));
    let instead = |kind: &str, proto: i32, key: &str| {
        let made = Call::Socket { family, kind: number(kind), proto };
        Remedy::calls(say(key), Mend::default().and(On::Fresh, [made]))
    };
    match case.kind_text().as_str() {
        "SOCK_RAW" if pings => because(say("why-raw-needs-root"))
            .advise(say("try-raw-right"))
            .advise(say("try-ping-socket"))
            .press(instead("SOCK_DGRAM", asked, "do-ping-socket").changing(say("do-ping-socket-changes"))),
        "SOCK_RAW" => because(say("why-raw-needs-root"))
            .advise(say("try-raw-right"))
            .advise(say("try-datagram-socket"))
            .press(instead("SOCK_DGRAM", 0, "do-udp-socket")),
        "SOCK_DGRAM" if pings => {
            because(say("why-ping-range")).advise(say("try-ping-range")).advise(say("try-raw-right"))
        }
        _ => because(say("why-not-permitted").with("call", case.name()))
            .advise(say("try-datagram-socket"))
            .advise(say("try-run-with-rights")),
    }
}

/// Whether an address goes to every machine of a network, as far as it shows (`ip(7)`).
pub(super) fn is_broadcast(address: &Address) -> bool {
    match nearby::dialled(address) {
        Some(std::net::IpAddr::V4(ip)) => ip.is_broadcast() || ip.octets()[3] == 255,
        _ => false,
    }
}
