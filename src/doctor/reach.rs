//! Getting to the other side: refused, unreachable, under way, already there.

use super::case::{Case, Finding, because, plain, say, short};
use super::nearby;
use crate::call::{Address, CallKind};

/// What an errno about reaching a peer means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    let address = case.place_text();
    let about = |key: &str| say(key).with("address", address.clone());
    Some(match errno {
        "ECONNREFUSED" => refused(case),
        "ENETUNREACH" if case.is_inet6() || matches!(case.place(), Some(Address::Inet6 { .. })) => {
            because(about("why-no-route-6")).advise(say("try-use-ipv4")).advise(say("try-check-network"))
        }
        "ENETUNREACH" => {
            because(about("why-no-route")).advise(say("try-check-network")).advise(say("try-check-address"))
        }
        "EHOSTUNREACH" | "EHOSTDOWN" => {
            because(about("why-host-unreachable")).advise(say("try-check-host")).advise(say("try-machine-on"))
        }
        "ENETDOWN" => {
            because(about("why-network-down")).advise(say("try-interface-up")).advise(say("try-check-network"))
        }
        "ENETRESET" => because(say("why-network-reset")).advise(say("try-connect-again")),
        "ETIMEDOUT" if case.connects() => because(about("why-timed-out-connect"))
            .advise(say("try-check-address"))
            .advise(say("try-machine-on"))
            .advise(say("try-firewall-between")),
        "EALREADY" if case.connects() => because(say("why-still-connecting"))
            .advise(say("try-wait-then-connect"))
            .advise(say("try-so-error"))
            .advise(say("try-close-retry")),
        "EINPROGRESS" if case.connects() => because(say("why-connect-started"))
            .advise(say("try-wait-then-connect"))
            .advise(say("try-so-error"))
            .advise(say("try-blocking")),
        "EALREADY" | "EINPROGRESS" => because(say("why-in-progress")).advise(say("try-later")),
        "EISCONN" => connected(case),
        _ => return None,
    })
}

fn refused(case: &Case<'_>) -> Finding {
    let Some(target) = case.place() else {
        return because(say("why-refused-background")).advise(say("try-dial-new-socket"));
    };
    let address = short(Some(target));
    if target.port() == Some(0) && case.connects() {
        return because(say("why-port-zero")).advise(say("try-real-port"));
    }
    if case.is_datagram() {
        return because(say("why-refused-late").with("address", address.clone()))
            .advise(say("try-bind-udp").with("address", address))
            .advise(say("try-check-port"))
            .advise(say("try-again-told-once"));
    }
    if !case.connects() {
        return because(say("why-refused-background")).advise(say("try-dial-new-socket")).advise(say("try-check-port"));
    }
    by_neighbours(case, target, &address)
}

/// Nobody listens where a TCP connect went: do sockets of the board tell why?
fn by_neighbours(case: &Case<'_>, target: &Address, address: &str) -> Finding {
    let listening = case.around.listening_here;
    let why = |key: &str, listener: &Address| {
        because(say(key).with("address", address).with("listener", short(Some(listener))))
    };
    let dial = |listener: &Address| say("try-dial").with("listener", short(Some(&reachable(listener))));
    if let Some(own) = listening.iter().find(|own| nearby::gets(own, target)) {
        return why("why-refused-now-there", own).advise(say("try-dial-new-socket"));
    }
    if let Some((name, _)) = case.around.bound_here.iter().find(|(_, own)| nearby::gets(own, target)) {
        return because(say("why-refused-bound-only").with("name", plain(name)).with("address", address))
            .advise(say("try-listen-on").with("name", plain(name)));
    }
    if let Some(own) = listening.iter().find(|own| nearby::is_other_family(own, target)) {
        return why("why-refused-other-family", own).advise(dial(own));
    }
    if let Some(own) = listening.iter().find(|own| own.port() == target.port()) {
        return why("why-refused-other-address", own).advise(dial(own)).advise(say("try-listen-all"));
    }
    if let Some(own) = listening.iter().find(|own| nearby::has_host(own, target)) {
        return why("why-refused-other-port", own).advise(dial(own)).advise(say("try-check-port"));
    }
    because(say("why-refused-nobody").with("address", address))
        .advise(say("try-start-listener").with("address", address))
        .advise(say("try-check-port"))
        .advise(say("try-dial-new-socket"))
}

/// An address to connect to for one that is listened on: the wildcard is no place to go.
fn reachable(listener: &Address) -> Address {
    match (listener.host(), listener.port()) {
        (Some("" | "0.0.0.0"), Some(port)) if matches!(listener, Address::Inet { .. }) => {
            Address::inet("127.0.0.1", port)
        }
        (Some("" | "::"), Some(port)) => Address::inet6("::1", port),
        _ => listener.clone(),
    }
}

fn connected(case: &Case<'_>) -> Finding {
    if case.around.listens {
        return because(say("why-connect-listening")).advise(say("try-client-socket"));
    }
    if case.kind() == CallKind::SendTo {
        return because(say("why-sendto-connected")).advise(say("try-send-instead"));
    }
    let why = match case.around.peer {
        Some(peer) => say("why-already-connected").with("peer", short(Some(peer))),
        None => say("why-already-connected-unknown"),
    };
    because(why).advise(say("try-go-on")).advise(say("try-new-socket"))
}
