//! What an `accept` waits for: who dialled, and whether it was meant for here. Nobody is blamed for a dial that has
//! nothing to do with this listener.

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::reachable;
use super::remedy::{Mend, On, Remedy};
use super::{Dialled, nearby};
use crate::call::{Address, Call, SocketId};

/// How a dial has to do with a listener: the smaller, the likelier it was meant for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// It was for this very address, before anybody listened there.
    Early,
    /// The same port at another address, where nobody is.
    SamePort,
    /// The same port at another address, and somebody else is there.
    SamePortElsewhere,
    /// This machine, another port or path, where nobody is; after the listener was made.
    SameHost,
}

/// A dial that came to something else.
struct Dial<'a> {
    sid: SocketId,
    name: String,
    address: &'a Address,
    meant: Meant,
}

/// Why nobody comes.
pub(super) fn accept(case: &Case<'_>) -> Finding {
    let Some(local) = case.around.local else { return because(say("wait-accept-unknown")) };
    let (address, place) = (short(Some(local)), reachable(local));
    let Some(dial) = likeliest(case, local) else {
        return because(say("wait-accept").with("address", address)).press(with_new(case, &place));
    };
    let key = match dial.meant {
        Meant::Early => "wait-accept-early",
        Meant::SamePort => "wait-accept-same-port",
        Meant::SamePortElsewhere => "wait-accept-elsewhere",
        Meant::SameHost => "wait-accept-other",
    };
    let why = say(key).with("address", address).with("name", dial.name.as_str());
    let press = match dial.meant {
        // Who has found somebody stays there.
        Meant::SamePortElsewhere => with_new(case, &place),
        _ => again(case, &dial, &place),
    };
    because(why.with("dialled", short(Some(dial.address)))).press(press)
}

/// The dial that was most likely meant for this listener; the youngest of several.
fn likeliest<'a>(case: &Case<'a>, local: &Address) -> Option<Dial<'a>> {
    let made = case.around.row.map(|row| row.made_t);
    let refused = case.around.refused.iter().filter_map(|tried| {
        let meant = of_refused(case, local, tried)?;
        // What was dialled before this listener was there, at another port, was meant for something else.
        let is_later = made.is_none_or(|made| tried.at >= made);
        (meant < Meant::SameHost || is_later).then(|| dial(tried.sid, plain(&tried.name), &tried.address, meant))
    });
    let elsewhere = case.around.others.iter().copied().filter_map(|row| {
        let peer = row.peer.as_ref().filter(|peer| same_port(local, peer) && !nearby::gets(local, peer))?;
        let dialled = row.open && row.listener.is_none() && row.pair.is_none();
        let is_later = made.is_none_or(|made| row.made_t >= made);
        (dialled && is_later).then(|| dial(row.sid, plain(&row.name.to_string()), peer, Meant::SamePortElsewhere))
    });
    refused.chain(elsewhere).min_by_key(|dial| dial.meant)
}

fn dial(sid: SocketId, name: String, address: &Address, meant: Meant) -> Dial<'_> {
    Dial { sid, name, address, meant }
}

fn of_refused(case: &Case<'_>, local: &Address, tried: &Dialled) -> Option<Meant> {
    let to = &tried.address;
    if to.port().is_none() || local.port().is_none() {
        // Unix: the same name, or another name of the same kind of socket.
        let both = to.port().is_none() && local.port().is_none();
        return both.then_some(if to == local { Meant::Early } else { Meant::SameHost });
    }
    if nearby::gets(local, to) {
        return Some(Meant::Early);
    }
    if same_port(local, to) {
        return Some(Meant::SamePort);
    }
    // A port that a socket of the board has was meant for that one.
    let is_anothers = case.bound().any(|(_, own)| nearby::gets(own, to));
    (nearby::has_host(local, to) && !is_anothers).then_some(Meant::SameHost)
}

fn same_port(local: &Address, to: &Address) -> bool {
    local.port().is_some() && local.port() == to.port()
}

/// A new socket dials here.
fn with_new(case: &Case<'_>, place: &Address) -> Remedy {
    let make = Call::Socket { family: case.around.family, kind: case.around.kind, proto: 0 };
    let calls = [make, Call::Connect { address: place.clone() }];
    let label = say("do-dial-anew").with("address", short(Some(place)));
    Remedy::calls(label, Mend::default().and(On::Fresh, calls))
}

/// The same socket dials here, where it can: it has to be of the same family.
fn again(case: &Case<'_>, dial: &Dial<'_>, place: &Address) -> Remedy {
    let family = |address: &Address| (address.port().is_none(), matches!(address, Address::Inet6 { .. }));
    if family(dial.address) != family(place) {
        return with_new(case, place);
    }
    let label = say("do-connect-other").with("name", dial.name.as_str()).with("address", short(Some(place)));
    let calls = [Call::Connect { address: place.clone() }];
    Remedy::calls(label, Mend::default().and(On::Other(dial.sid), calls))
}
