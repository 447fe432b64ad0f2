//! What a call that has not come back waits for, and why what it waits for may never come.

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::reachable;
use super::remedy::{Act, Mend, On, Remedy, number};
use super::{Explanation, Surroundings, headline, nearby, presses, rights};
use crate::call::{Address, Call, CallKind, Outcome};
use crate::session::SocketRow;

/// What `call` waits for, from what is known while it waits, and what would end the wait.
pub fn explain_waiting(call: &Call, around: &Surroundings<'_>) -> Explanation {
    let case = Case { call, around };
    let stop = Remedy::new(say("do-stop").with("call", case.name()), Act::Stop);
    find(&case).press(stop).headed(headline::headline(&case, &Outcome::Waiting))
}

fn find(case: &Case<'_>) -> Finding {
    let with_call = |key: &str| because(say(key).with("call", case.name()));
    if case.around.closed && case.kind() != CallKind::Close {
        return with_call("wait-closed");
    }
    match case.kind() {
        CallKind::Accept => super::accepts::accept(case),
        CallKind::Connect | CallKind::ConnectEx => {
            because(say("wait-connect").with("call", case.name()).with("address", case.place_text()))
        }
        kind if kind.receives() => receive(case),
        _ if case.sends() && case.is_datagram() => with_call("wait-send-datagram"),
        _ if case.sends() => send(case),
        CallKind::Close => because(say("wait-close")),
        _ => with_call("wait-other"),
    }
}

fn send(case: &Case<'_>) -> Finding {
    let finding = because(say("wait-send").with("call", case.name()));
    match case.other_end().filter(|end| end.open) {
        Some(end) => {
            let name = plain(&end.name.to_string());
            let why = say("wait-send-ours").with("call", case.name()).with("name", name.as_str());
            let receive = Call::Recv { size: 65_536, flags: 0 };
            let label = say("do-recv-on").with("name", name.as_str());
            because(why)
                .press(Remedy::calls(label, Mend::default().and(On::Other(end.sid), [receive])))
                .press(Remedy::show(end.sid, &name))
        }
        None => finding,
    }
}

fn receive(case: &Case<'_>) -> Finding {
    if case.is_datagram() {
        return never_arrives(case).unwrap_or_else(|| datagram(case));
    }
    let with_call = |key: &str| say(key).with("call", case.name());
    let received = case.around.row.map_or(0, |row| row.received);
    if let Some(end) = case.other_end() {
        return from_ours(case, end, received);
    }
    if let Some(listener) = case.unaccepting().filter(|listener| listener.open) {
        let name = plain(&listener.name.to_string());
        return because(with_call("wait-recv-not-accepted").with("name", name)).press(presses::accept_on(listener));
    }
    let wanted = match case.call {
        Call::Recv { size, .. } | Call::RecvFrom { size, .. } if case.has_flag("MSG_WAITALL") => Some(*size),
        _ => None,
    };
    because(match (wanted, case.around.peer) {
        (Some(size), _) => with_call("wait-recv-all").with("size", size),
        (None, Some(peer)) if received > 0 => {
            with_call("wait-recv-read").with("peer", short(Some(peer))).with("bytes", received)
        }
        (None, Some(peer)) => with_call("wait-recv").with("peer", short(Some(peer))),
        (None, None) => with_call("wait-recv-unknown"),
    })
}

/// The other end is a socket of the board: what it sent is known.
fn from_ours(case: &Case<'_>, end: &SocketRow, received: u64) -> Finding {
    let name = plain(&end.name.to_string());
    let why = |key: &str| say(key).with("call", case.name()).with("name", name.as_str());
    let all = case.has_flag("MSG_WAITALL") || matches!(case.call, Call::RecvExact { .. } | Call::ReadLine);
    let key = match end.sent {
        _ if all && end.sent > received => "wait-recv-more",
        0 => "wait-recv-nothing",
        sent if sent <= received => "wait-recv-all-read",
        _ => "wait-recv-under-way",
    };
    let waits_too = !end.waiting.is_empty() && end.sent <= received;
    let found = because(if waits_too { why("wait-recv-both") } else { why(key).with("bytes", end.sent) });
    if end.open && !end.shut_write { found.press(Remedy::show(end.sid, &name)) } else { found }
}

fn datagram(case: &Case<'_>) -> Finding {
    let with_call = |key: &str| say(key).with("call", case.name());
    match (case.around.local, case.around.peer) {
        (Some(local), Some(peer)) => because(
            with_call("wait-recv-from-peer").with("address", short(Some(local))).with("peer", short(Some(peer))),
        ),
        (Some(local), None) => because(with_call("wait-recv-datagram").with("address", short(Some(local)))),
        (None, _) => {
            let found = because(with_call("wait-recv-unbound"));
            let address = match crate::call::family(case.around.family) {
                Some("AF_INET") => Address::inet("127.0.0.1", 0),
                Some("AF_INET6") => Address::inet6("::1", 0),
                _ => return found,
            };
            let label = say("do-bind").with("address", short(Some(&address)));
            found.press(Remedy::here(label, [Call::Bind { address }]).changing(say("do-port-zero-changes")))
        }
    }
}

/// Datagrams of the board that were sent, but cannot arrive here: to a broadcast address while this socket is bound to
/// loopback, to another port, to another address (`ip(7)`).
pub(super) fn never_arrives(case: &Case<'_>) -> Option<Finding> {
    if !case.receives() || !case.is_datagram() || case.around.peer.is_some() {
        return None;
    }
    let local = case.around.local.filter(|local| local.port().is_some())?;
    let senders = case.around.others.iter().copied().filter(|row| row.messages_sent > 0);
    let sent = senders.filter_map(|row| Some((row, row.last_destination.as_ref().or(row.peer.as_ref())?)));
    let astray = sent.filter(|(row, to)| !nearby::gets(local, to) && was_meant_for(case, local, (row, to)));
    let (row, to) = astray.min_by_key(|(_, to)| (to.port() != local.port(), !rights::is_broadcast(to)))?;
    let why = |key: &str| {
        let why = say(key).with("call", case.name()).with("name", plain(&row.name.to_string()));
        why.with("to", short(Some(to))).with("address", short(Some(local)))
    };
    if rights::is_broadcast(to) && to.port() == local.port() {
        let port = local.port().unwrap_or_default();
        let close_and_bind = case.like_this().into_iter().chain([Call::Bind { address: Address::inet("", port) }]);
        let mend = Mend::default().and(On::Fresh, close_and_bind).in_place();
        let label = say("do-bind-wide").with("port", port);
        let press = Remedy::calls(label, mend).changing(say("do-bind-wide-changes"));
        return Some(because(why("wait-recv-broadcast")).advise(say("try-bind-wide")).press(press));
    }
    let key = if to.port() == local.port() { "wait-recv-other-address" } else { "wait-recv-other-port" };
    let family = super::remedy::family_of(local);
    let finding = because(why(key)).advise(say("try-check-destination"));
    let again = Mend::default().and(On::Other(row.sid), [Call::Connect { address: reachable(local) }]);
    let press = Remedy::calls(
        say("do-aim").with("name", plain(&row.name.to_string())).with("address", short(Some(&reachable(local)))),
        again,
    );
    let fits = Some(row.family) == family && row.open && row.kind & 0xf == number("SOCK_DGRAM");
    Some(if fits { finding.press(press.changing(say("do-aim-changes"))) } else { finding })
}

/// Whether what a socket sent to another place is likely to have been meant for this one: it differs in the port or in the
/// host alone, nobody of the board takes it there, and nothing came back.
fn was_meant_for(case: &Case<'_>, local: &Address, (row, to): (&SocketRow, &Address)) -> bool {
    if to.port() == local.port() && rights::is_broadcast(to) {
        return true;
    }
    // A socket that is bound to every address has the host of each: it is this machine that has to be the same.
    let is_wide = crate::net::host_ip(local).is_some_and(|ip| ip.is_unspecified());
    let is_same_host = nearby::has_host(local, to) && (!is_wide || super::refusal::is_here(case, to));
    let is_beside = to.port().is_some() && (to.port() == local.port() || is_same_host);
    is_beside && row.received == 0 && !case.listeners().any(|(_, own)| nearby::gets(own, to))
}
