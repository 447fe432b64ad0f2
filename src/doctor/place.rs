//! Having an address: not of this machine, given twice, of another family.

use super::case::{Case, Finding, because, say, short};
use super::remedy::{Mend, On, Remedy, at_port, family_of};
use super::{presses, taken};
use crate::call::{Address, Call, CallKind};

/// What an errno about addresses means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "EADDRINUSE" => taken::in_use(case),
        "EADDRNOTAVAIL" => not_available(case),
        "EINVAL" => invalid(case),
        "EAFNOSUPPORT" | "EPFNOSUPPORT" => family(case),
        _ => return None,
    })
}

fn not_available(case: &Case<'_>) -> Finding {
    let address = case.place_text();
    match case.kind() {
        CallKind::Bind => because(say("why-not-here").with("address", address))
            .advise(if case.is_inet6() { say("try-bind-loopback-6") } else { say("try-bind-loopback") })
            .advise(say("try-bind-all"))
            .advise(say("try-check-address"))
            .press_some(bind_loopback(case)),
        CallKind::SetSockOpt => because(say("why-no-interface")).advise(say("try-interface-address")),
        _ if case.call.address().and_then(Address::port) == Some(0) => {
            because(say("why-port-zero")).advise(say("try-real-port"))
        }
        _ if case.around.machine.is_some_and(|machine| machine.is_out_of_ports) => {
            because(say("why-no-source-port").with("address", address))
                .advise(say("try-close-some"))
                .advise(say("try-wait-old"))
                .advise(say("try-port-range"))
                .press_some(presses::again(case))
        }
        _ => {
            let found = because(say("why-no-source").with("address", address)).advise(say("try-check-network"));
            if case.is_inet6() { found.advise(say("try-use-ipv4")) } else { found.advise(say("try-close-some")) }
        }
    }
}

/// `Bind 127.0.0.1:8000 instead`.
fn bind_loopback(case: &Case<'_>) -> Option<Remedy> {
    let wanted = case.call.address()?;
    let address = match wanted {
        Address::Inet { .. } => Address::inet("127.0.0.1", wanted.port()?),
        Address::Inet6 { .. } => Address::inet6("::1", wanted.port()?),
        _ => return None,
    };
    let label = say("do-bind").with("address", short(Some(&address)));
    Some(Remedy::here(label, [Call::Bind { address }]).changing(say("do-bind-loopback-changes")))
}

fn invalid(case: &Case<'_>) -> Finding {
    let about = |key: &str| say(key).with("address", case.place_text());
    let option = || case.option_text();
    match case.kind() {
        CallKind::Bind => match case.around.local {
            Some(local) => because(say("why-bind-twice").with("local", short(Some(local))))
                .advise(say("try-keep-binding"))
                .advise(say("try-new-socket"))
                .press_some(bind_anew(case)),
            None => because(about("why-bind-invalid")).advise(say("try-check-address")),
        },
        CallKind::Accept if case.around.listens => {
            because(say("why-accept-shut-down")).advise(say("try-listen-first")).advise(say("try-new-socket"))
        }
        CallKind::Accept => {
            let found = because(say("why-accept-not-listening"))
                .advise(say("try-listen-first"))
                .advise(say("try-use-listener"));
            let listen = Call::Listen { backlog: Some(presses::BACKLOG) };
            // Without an address the kernel would bind it to every one: that is not a remedy to press.
            let bound = case.around.local.is_some() && case.around.peer.is_none();
            let press = Remedy::here(say("do-listen-accept"), [listen, Call::Accept]);
            let found = if bound { found.press(press) } else { found };
            match case.listeners().next() {
                Some((row, _)) => found.press(presses::accept_on(row)),
                None => found,
            }
        }
        CallKind::Listen => {
            because(say("why-listen-connected")).advise(say("try-new-socket")).press(presses::anew(case))
        }
        kind if kind.receives() && case.has_flag("MSG_OOB") => {
            let found = because(say("why-no-urgent")).advise(say("try-plain-recv"));
            match case.call {
                Call::Recv { size, .. } => {
                    let plain = Call::Recv { size: *size, flags: 0 };
                    found.press(Remedy::here(say("do-plain-recv"), [plain]))
                }
                _ => found,
            }
        }
        CallKind::SetSockOpt => because(say("why-option-value").with("option", option()))
            .advise(say("try-option-values").with("option", option())),
        CallKind::GetSockOpt => because(say("why-option-read").with("option", option())).advise(say("try-option-int")),
        CallKind::Shutdown => because(say("why-shutdown-how"))
            .advise(say("try-shut-wr"))
            .press(Remedy::here(say("do-shut-wr"), [Call::Shutdown { how: super::remedy::number("SHUT_WR") }])),
        CallKind::Socket => because(say("why-socket-invalid")).advise(say("try-proto-zero")).advise(say("try-inet")),
        CallKind::Connect | CallKind::ConnectEx | CallKind::SendTo => {
            if case.call.address().and_then(Address::port) == Some(0) {
                return because(say("why-port-zero")).advise(say("try-real-port"));
            }
            because(about("why-destination-invalid")).advise(say("try-check-address")).advise(say("try-same-family"))
        }
        _ => because(say("why-invalid").with("call", case.name()))
            .advise(say("try-manual").with("page", manual_page(case.call))),
    }
}

fn family(case: &Case<'_>) -> Finding {
    if case.kind() == CallKind::Socket || case.call.address().is_none() {
        return because(say("why-family").with("family", case.family_text())).advise(say("try-inet"));
    }
    because(say("why-family-mismatch").with("address", case.place_text()).with("family", case.family_text()))
        .advise(say("try-same-family"))
        .advise(say("try-address-form"))
        .press_some(other_family(case))
}

/// A socket of the address's family in the place of this one, and the call on it.
pub(super) fn other_family(case: &Case<'_>) -> Option<Remedy> {
    let address = case.call.address()?;
    // A literal of IPv6 may stand in an address of AF_INET.
    let address = match (address, address.ip()) {
        (Address::Inet { host, port }, Some(ip)) if ip.is_ipv6() => Address::inet6(host, *port),
        (Address::Inet6 { host, port, .. }, Some(ip)) if ip.is_ipv4() => Address::inet(host, *port),
        _ => address.clone(),
    };
    let family = family_of(&address).filter(|family| *family != case.around.family)?;
    let call = match case.again()? {
        Call::Bind { .. } => Call::Bind { address: address.clone() },
        Call::Connect { .. } => Call::Connect { address: address.clone() },
        Call::ConnectEx { .. } => Call::ConnectEx { address: address.clone() },
        Call::SendTo { data, flags, .. } => Call::SendTo { data, flags, address: address.clone() },
        _ => return None,
    };
    let label = say("do-other-family")
        .with("family", crate::call::family(family).unwrap_or_default())
        .with("call", case.name())
        .with("address", short(Some(&address)));
    let calls = case.like_this_of(family).into_iter().chain([call]);
    let mend = Mend::default().and(On::Fresh, calls).in_place();
    Some(Remedy::calls(label, mend).changing(say("do-anew-changes")))
}

/// A new socket bound to the second address, beside this one.
fn bind_anew(case: &Case<'_>) -> Option<Remedy> {
    let wanted = case.call.address()?;
    let taken = wanted.port() == case.around.local.and_then(Address::port);
    let address = if taken { at_port(wanted, 0) } else { wanted.clone() };
    let label = say("do-bind-anew").with("address", short(Some(&address)));
    let calls = case.like_this().into_iter().chain([Call::Bind { address }]);
    Some(Remedy::calls(label, Mend::default().and(On::Fresh, calls)))
}

/// Where the call is written up: `recv(2)`.
pub(super) fn manual_page(call: &Call) -> &'static str {
    match call.kind() {
        CallKind::Socket => "socket(2)",
        CallKind::Bind => "bind(2)",
        CallKind::Listen => "listen(2)",
        CallKind::Accept => "accept(2)",
        CallKind::Connect | CallKind::ConnectEx => "connect(2)",
        CallKind::Send | CallKind::SendAll | CallKind::SendTo => "send(2)",
        CallKind::Recv | CallKind::RecvFrom | CallKind::RecvMsg | CallKind::RecvExact => "recv(2)",
        CallKind::SocketPair => "socketpair(2)",
        CallKind::Dup => "dup(2)",
        CallKind::GetAddrInfo => "getaddrinfo(3)",
        CallKind::Poll => "poll(2)",
        CallKind::ReadLine | CallKind::Read => "recv(2)",
        CallKind::MakeFile | CallKind::Write | CallKind::Flush | CallKind::FClose => "send(2)",
        CallKind::Inspect => "tcp(7)",
        CallKind::Detach => "socket(2)",
        CallKind::Shutdown => "shutdown(2)",
        CallKind::Close => "close(2)",
        CallKind::GetSockName => "getsockname(2)",
        CallKind::GetPeerName => "getpeername(2)",
        CallKind::SetTimeout
        | CallKind::GetTimeout
        | CallKind::SetBlocking
        | CallKind::GetBlocking
        | CallKind::FileNo => "fcntl(2)",
        CallKind::SetSockOpt | CallKind::GetSockOpt => "getsockopt(2)",
    }
}
