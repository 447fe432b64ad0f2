//! ECONNREFUSED: nobody is there, or somewhere else (`tcp(7)`, `udp(7)`).

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::reachable;
use super::presses;
use super::remedy::{Mend, On, Remedy};
use super::{nearby, paths, taken};
use crate::call::{Address, Call};
use crate::net::PortHolder;
use crate::session::SocketRow;
use std::net::IpAddr;

/// Why nobody answered.
pub(super) fn refused(case: &Case<'_>) -> Finding {
    let Some(target) = case.place() else {
        return because(say("why-refused-background"))
            .advise(say("try-dial-new-socket"))
            .press_some(presses::reconnect(case));
    };
    let address = short(Some(target));
    if target.port().is_none() {
        return paths::refused(case, target);
    }
    if target.port() == Some(0) && case.connects() {
        return because(say("why-port-zero")).advise(say("try-real-port"));
    }
    if case.is_datagram() {
        let gets = |(row, own): &(&SocketRow, &Address)| row.peer.is_none() && nearby::gets(own, target);
        if let Some((row, _)) = case.bound().find(gets) {
            let why = say("why-refused-late-now-there").with("name", plain(&row.name.to_string()));
            return because(why.with("address", address))
                .advise(say("try-again-told-once"))
                .press_some(presses::again(case))
                .press(Remedy::show(row.sid, &plain(&row.name.to_string())));
        }
        return because(say("why-refused-late").with("address", address.clone()))
            .advise(say("try-bind-udp").with("address", address.clone()))
            .advise(say("try-check-port"))
            .advise(say("try-again-told-once"))
            .press_some(bind_there(case, target))
            .press_some(presses::again(case));
    }
    if !case.connects() {
        return because(say("why-refused-background"))
            .advise(say("try-dial-new-socket"))
            .advise(say("try-check-port"))
            .press_some(presses::reconnect(case));
    }
    by_neighbours(case, target, &address)
}

/// A UDP socket for the dead port, in the way of a server.
fn bind_there(case: &Case<'_>, target: &Address) -> Option<Remedy> {
    if !is_here(case, target) {
        return None;
    }
    let family = super::remedy::family_of(target)?;
    let calls = [Call::Socket { family, kind: case.around.kind, proto: 0 }, Call::Bind { address: target.clone() }];
    let label = say("do-bind-there").with("address", short(Some(target)));
    Some(Remedy::calls(label, Mend::default().and(On::Fresh, calls)).changing(say("do-bind-there-changes")))
}

/// Whether an address is one of this machine's own.
pub(super) fn is_here(case: &Case<'_>, target: &Address) -> bool {
    match nearby::dialled(target) {
        Some(IpAddr::V4(ip)) if ip.is_loopback() => true,
        Some(ip) => ip.is_loopback() || case.around.machine.is_some_and(|machine| machine.addresses.contains(&ip)),
        None => false,
    }
}

/// Nobody listens where a TCP connect went: do sockets of the board tell why?
fn by_neighbours(case: &Case<'_>, target: &Address, address: &str) -> Finding {
    let why = |key: &str, (row, own): (&SocketRow, &Address)| {
        let why = say(key).with("address", address).with("listener", short(Some(own)));
        because(why.with("name", plain(&row.name.to_string())))
    };
    let advice = |listener: &Address| say("try-dial").with("listener", short(Some(&reachable(listener))));
    let dial = |listener: &Address| presses::connect_to(case, &reachable(listener));
    let find = |fits: &dyn Fn(&Address) -> bool| case.listeners().find(|(_, own)| fits(own));
    if let Some(found) = find(&|own| nearby::gets(own, target)) {
        return why("why-refused-now-there", found).advise(say("try-dial-new-socket")).press(dial(target));
    }
    if let Some((row, own)) = case.bound().find(|(_, own)| nearby::gets(own, target)) {
        let name = plain(&row.name.to_string());
        let listen = Call::Listen { backlog: Some(presses::BACKLOG) };
        let connect = Call::Connect { address: reachable(own) };
        let mend = Mend::default().and(On::Other(row.sid), [listen]).and(On::This, [connect]);
        return because(say("why-refused-bound-only").with("name", name.as_str()).with("address", address))
            .advise(say("try-listen-on").with("name", name.as_str()))
            .press(Remedy::calls(say("do-listen-ours").with("name", name.as_str()), mend))
            .press(Remedy::show(row.sid, &name));
    }
    let finding = if let Some((row, own)) = find(&|own| nearby::is_other_family(own, target)) {
        Some((why("why-refused-other-family", (row, own)).advise(advice(own)), own))
    } else if let Some((row, own)) = find(&|own| own.port() == target.port()) {
        Some((why("why-refused-other-address", (row, own)).advise(advice(own)).advise(say("try-listen-all")), own))
    } else if let Some((row, own)) = find(&|own| nearby::has_host(own, target)) {
        Some((why("why-refused-other-port", (row, own)).advise(advice(own)).advise(say("try-check-port")), own))
    } else {
        None
    };
    if let Some((finding, own)) = finding {
        return finding.press(dial(own)).press_some(here_too(case, target));
    }
    if let Some(found) = by_programs(case, target, address) {
        return found;
    }
    if !is_here(case, target) && case.around.machine.is_some() {
        return because(say("why-refused-machine").with("address", address))
            .advise(say("try-start-there").with("address", address))
            .advise(say("try-check-port"))
            .advise(say("try-bound-to-loopback"))
            .press_some(presses::again(case));
    }
    because(say("why-refused-nobody").with("address", address))
        .advise(say("try-start-listener").with("address", address))
        .advise(say("try-check-port"))
        .advise(say("try-dial-new-socket"))
        .press_some(here_too(case, target))
        .press_some(presses::again(case))
}

/// Another program listens near there, as the machine said after the call.
fn by_programs(case: &Case<'_>, target: &Address, address: &str) -> Option<Finding> {
    let machine = case.around.machine?;
    let find = |fits: &dyn Fn(&PortHolder) -> bool| machine.holders.iter().find(|held| held.listens && fits(held));
    let why = |key: &str, held: &PortHolder| {
        let why = say(key).with("address", address).with("who", taken::who(held));
        because(why.with("at", short(Some(&held.local))))
    };
    let here = is_here(case, target);
    if let Some(held) = find(&|held| here && held.meets) {
        return Some(
            why("why-refused-program-now", held)
                .advise(say("try-dial-new-socket"))
                .advise(say("try-firewall-here"))
                .press_some(presses::again(case))
                .press(Remedy::show_system(held)),
        );
    }
    let found =
        find(&|held| nearby::is_other_family(&held.local, target)).map(|held| ("why-refused-program-family", held));
    let address_of = || find(&|_| here).map(|held| ("why-refused-program-address", held));
    let (key, held) = found.or_else(address_of)?;
    let there = reachable(&held.local);
    let dial = say("try-dial").with("listener", short(Some(&there)));
    let found = why(key, held).advise(dial).press(presses::connect_to(case, &there));
    Some(found.press(Remedy::show_system(held)))
}

/// A listener for this very address, where it is one of loopback: for others somebody has to be asked first.
fn here_too(case: &Case<'_>, target: &Address) -> Option<Remedy> {
    let loopback = nearby::dialled(target).is_some_and(|ip| ip.is_loopback());
    presses::listen_there(case, target).filter(|_| loopback)
}
