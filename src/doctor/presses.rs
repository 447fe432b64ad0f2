//! Remedies that more than one cause has.

use super::case::{Case, plain, say, short};
use super::remedy::{Mend, On, Remedy, at_port, family_of, number};
use crate::call::{Address, Call, OptionValue};
use crate::session::{Mode, SocketRow};

/// What a listener is given by a press.
pub(super) const BACKLOG: i64 = 5;
/// Seconds of a timeout that is set by a press: at least so many.
const PATIENCE: f64 = 10.0;

/// `Connect to 127.0.0.1:8000`: with this socket, or with a new one in its place where the families differ.
pub(super) fn connect_to(case: &Case<'_>, address: &Address) -> Remedy {
    let label = say("do-connect").with("address", short(Some(address)));
    let connect = Call::Connect { address: address.clone() };
    match family_of(address) {
        Some(family) if family != case.around.family => {
            let name = crate::call::family(family).unwrap_or_default();
            let fresh = case.like_this_of(family).into_iter().chain([connect]);
            Remedy::calls(label, Mend::default().and(On::Fresh, fresh).in_place())
                .changing(say("do-connect-anew").with("family", name))
        }
        _ => Remedy::here(label, [connect]),
    }
}

/// `Connect to 127.0.0.1:8000 with a new socket`, which takes this one's place.
pub(super) fn reconnect(case: &Case<'_>) -> Option<Remedy> {
    // An accepted socket's peer has a port that nobody listens on.
    let is_accepted = case.around.row.is_some_and(|row| row.listener.is_some() || row.pair.is_some());
    let peer = case.around.peer.or(case.call.address()).filter(|_| !is_accepted)?;
    let fresh = case.like_this().into_iter().chain([Call::Connect { address: peer.clone() }]);
    let label = say("do-reconnect").with("peer", short(Some(peer)));
    let mend = Mend::default().and(On::Fresh, fresh).in_place();
    Some(Remedy::calls(label, mend).changing(say("do-reconnect-changes")))
}

/// A new socket like this one, in its place.
pub(super) fn anew(case: &Case<'_>) -> Remedy {
    let mend = Mend::default().and(On::Fresh, case.like_this()).in_place();
    Remedy::calls(say("do-anew"), mend).changing(say("do-anew-changes"))
}

/// The same call once more.
pub(super) fn again(case: &Case<'_>) -> Option<Remedy> {
    let label = match case.place().filter(|_| case.connects()) {
        Some(address) => say("do-connect").with("address", short(Some(address))),
        None => say("do-again").with("call", case.name()),
    };
    Some(Remedy::here(label, [case.again()?]))
}

/// The socket waits from now on, and the call is made again.
pub(super) fn blocking(case: &Case<'_>) -> Option<Remedy> {
    let label = say("do-blocking").with("call", case.name());
    let calls = [Call::SetBlocking { blocking: true }, case.again()?];
    Some(Remedy::here(label, calls).changing(say("do-blocking-changes")))
}

/// A longer timeout, and the call is made again.
pub(super) fn longer(case: &Case<'_>) -> Option<Remedy> {
    let now = match case.around.row.map(|row| row.mode) {
        Some(Mode::Timeout(seconds)) => seconds,
        _ => 0.0,
    };
    let seconds = (now * 2.0).clamp(PATIENCE, 3600.0).round();
    let label = say("do-timeout").with("seconds", seconds as u64).with("call", case.name());
    let calls = [Call::SetTimeout { seconds: Some(seconds) }, case.again()?];
    Some(Remedy::here(label, calls).changing(say("do-timeout-changes").with("seconds", seconds as u64)))
}

/// No timeout, and the call is made again.
pub(super) fn without_timeout(case: &Case<'_>) -> Option<Remedy> {
    let label = say("do-no-timeout").with("call", case.name());
    Some(Remedy::here(label, [Call::SetTimeout { seconds: None }, case.again()?]))
}

/// `bind port 0 instead`.
pub(super) fn port_zero(wanted: &Address) -> Remedy {
    let address = at_port(wanted, 0);
    Remedy::here(say("do-port-zero"), [Call::Bind { address }]).changing(say("do-port-zero-changes"))
}

/// Waits until a connect in the background is done, and reads how it went.
pub(super) fn see_connect() -> Remedy {
    let poll = Call::Poll { events: number("POLLOUT"), seconds: PATIENCE };
    let kind = crate::call::OptionKind::Errno;
    let read = Call::GetSockOpt { level: number("SOL_SOCKET"), name: number("SO_ERROR"), kind };
    Remedy::here(say("do-see-connect"), [poll, read]).changing(say("do-see-connect-changes"))
}

/// The listener takes a client that waits.
pub(super) fn accept_on(row: &SocketRow) -> Remedy {
    let label = say("do-accept-on").with("name", plain(&row.name.to_string()));
    Remedy::calls(label, Mend::default().and(On::Other(row.sid), [Call::Accept]))
}

/// A socket that listens there is made, and this one connects again.
pub(super) fn listen_there(case: &Case<'_>, address: &Address) -> Option<Remedy> {
    let family = family_of(address)?;
    let make = Call::Socket { family, kind: case.around.kind, proto: 0 };
    let calls = [make, Call::Bind { address: address.clone() }, Call::Listen { backlog: Some(BACKLOG) }];
    let connect = Call::Connect { address: address.clone() };
    let mend = Mend::default().and(On::Fresh, calls).and(On::This, [connect]);
    let label = say("do-listen-there").with("address", short(Some(address)));
    Some(Remedy::calls(label, mend).changing(say("do-listen-there-changes")))
}

/// Closes a socket of the board that has the address, and binds.
pub(super) fn close_and_bind(row: &SocketRow, wanted: &Address) -> Remedy {
    let name = plain(&row.name.to_string());
    let bind = Call::Bind { address: wanted.clone() };
    let mend = Mend::default().and(On::Other(row.sid), [Call::Close]).and(On::This, [bind]);
    let label = say("do-close-and-bind").with("name", name.clone()).with("address", short(Some(wanted)));
    Remedy::calls(label, mend).changing(say("do-close-and-bind-changes").with("name", name))
}

/// SO_REUSEADDR, and binds.
pub(super) fn reuse(wanted: &Address) -> Remedy {
    let label = say("do-reuse").with("address", short(Some(wanted)));
    let calls = [super::remedy::switch_on("SO_REUSEADDR"), Call::Bind { address: wanted.clone() }];
    Remedy::here(label, calls).changing(say("do-reuse-changes"))
}

/// An option of SOL_SOCKET set to a timeval of 0: no limit.
pub(super) fn no_limit(option: &str) -> Call {
    Call::SetSockOpt { level: number("SOL_SOCKET"), name: number(option), value: OptionValue::TimeVal(0.0) }
}
