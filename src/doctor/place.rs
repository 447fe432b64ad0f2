//! Having an address: in use, not of this machine, not allowed, given twice.

use super::case::{Case, Finding, because, plain, say, short};
use super::nearby;
use crate::call::{self, Address, Call, CallKind};

/// What an errno about addresses and rights means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "EADDRINUSE" => in_use(case),
        "EADDRNOTAVAIL" => not_available(case),
        "EACCES" => forbidden(case),
        "EPERM" => not_permitted(case),
        "EINVAL" => invalid(case),
        "EAFNOSUPPORT" | "EPFNOSUPPORT" => family(case),
        _ => return None,
    })
}

fn in_use(case: &Case<'_>) -> Finding {
    let address = case.place_text();
    match case.kind() {
        CallKind::Bind | CallKind::Listen => {}
        CallKind::SetSockOpt => return because(say("why-in-use-group")).advise(say("try-leave-group")),
        _ if case.connects() => {
            return because(say("why-in-use-connect").with("address", address)).advise(say("try-dial-new-socket"));
        }
        _ => return because(say("why-in-use-none-free")).advise(say("try-close-some")).advise(say("try-later")),
    }
    let wanted = case.call.address().or(case.around.local);
    if let Some(Address::Unix { .. }) = wanted {
        // The file outlives the socket: it is there whether or not someone still has it.
        return because(say("why-in-use-path").with("address", address))
            .advise(say("try-remove-path"))
            .advise(say("try-other-path"));
    }
    let ours =
        case.around.bound_here.iter().find(|(_, own)| wanted.is_some_and(|wanted| nearby::conflict(own, wanted)));
    if let Some((name, own)) = ours {
        let why = say("why-in-use-ours").with("name", plain(name)).with("owned", short(Some(own)));
        return because(why.with("address", address))
            .advise(say("try-port-zero"))
            .advise(say("try-close-ours").with("name", plain(name)));
    }
    if case.kind() == CallKind::Listen {
        return because(say("why-in-use-listen").with("address", address)).advise(say("try-other-port"));
    }
    if wanted.and_then(Address::port) == Some(0) {
        return because(say("why-in-use-none-free")).advise(say("try-close-some")).advise(say("try-later"));
    }
    because(say("why-in-use-other").with("address", address))
        .advise(say("try-port-zero"))
        .advise(say("try-reuseaddr"))
        .advise(say("try-other-port"))
}

fn not_available(case: &Case<'_>) -> Finding {
    let address = case.place_text();
    match case.kind() {
        CallKind::Bind => because(say("why-not-here").with("address", address))
            .advise(if case.is_inet6() { say("try-bind-loopback-6") } else { say("try-bind-loopback") })
            .advise(say("try-bind-all"))
            .advise(say("try-check-address")),
        CallKind::SetSockOpt => because(say("why-no-interface")).advise(say("try-interface-address")),
        _ if case.call.address().and_then(Address::port) == Some(0) => {
            because(say("why-port-zero")).advise(say("try-real-port"))
        }
        _ => {
            let found = because(say("why-no-source").with("address", address)).advise(say("try-check-network"));
            if case.is_inet6() { found.advise(say("try-use-ipv4")) } else { found.advise(say("try-close-some")) }
        }
    }
}

fn forbidden(case: &Case<'_>) -> Finding {
    let rights = || say("try-run-with-rights");
    match (case.kind(), case.call.address().and_then(Address::port)) {
        (CallKind::Bind, Some(port @ 1..1024)) => because(say("why-privileged-port").with("port", port))
            .advise(say("try-high-port").with("port", port + 8000))
            .advise(say("try-port-zero"))
            .advise(rights()),
        _ if case.is_datagram() && !case.is_inet6() && (case.sends() || case.connects()) => {
            because(say("why-broadcast").with("address", case.place_text()))
                .advise(say("try-broadcast"))
                .advise(say("try-send-to-one"))
        }
        (CallKind::Socket | CallKind::SocketPair, _) => raw_or_not(case),
        (CallKind::SetSockOpt, _) => because(say("why-option-needs-root")).advise(rights()),
        _ => {
            because(say("why-forbidden").with("call", case.name())).advise(say("try-look-at-firewall")).advise(rights())
        }
    }
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
    let asked = match case.call {
        Call::Socket { proto, .. } | Call::SocketPair { proto, .. } => call::protocol(*proto),
        _ => None,
    };
    let pings = matches!(asked, Some("IPPROTO_ICMP" | "IPPROTO_ICMPV6"));
    match case.kind_text().as_str() {
        "SOCK_RAW" if pings => {
            because(say("why-raw-needs-root")).advise(say("try-raw-right")).advise(say("try-ping-socket"))
        }
        "SOCK_RAW" => {
            because(say("why-raw-needs-root")).advise(say("try-raw-right")).advise(say("try-datagram-socket"))
        }
        "SOCK_DGRAM" if pings => {
            because(say("why-ping-range")).advise(say("try-ping-range")).advise(say("try-raw-right"))
        }
        _ => because(say("why-not-permitted").with("call", case.name()))
            .advise(say("try-datagram-socket"))
            .advise(say("try-run-with-rights")),
    }
}

fn invalid(case: &Case<'_>) -> Finding {
    let about = |key: &str| say(key).with("address", case.place_text());
    let option = || case.option_text();
    match case.kind() {
        CallKind::Bind => match case.around.local {
            Some(local) => because(say("why-bind-twice").with("local", short(Some(local))))
                .advise(say("try-keep-binding"))
                .advise(say("try-new-socket")),
            None => because(about("why-bind-invalid")).advise(say("try-check-address")),
        },
        CallKind::Accept if case.around.listens => {
            because(say("why-accept-shut-down")).advise(say("try-listen-first")).advise(say("try-new-socket"))
        }
        CallKind::Accept => {
            because(say("why-accept-not-listening")).advise(say("try-listen-first")).advise(say("try-use-listener"))
        }
        CallKind::Listen => because(say("why-listen-connected")).advise(say("try-new-socket")),
        kind if kind.receives() && case.has_flag("MSG_OOB") => {
            because(say("why-no-urgent")).advise(say("try-plain-recv"))
        }
        CallKind::SetSockOpt => because(say("why-option-value").with("option", option()))
            .advise(say("try-option-values").with("option", option())),
        CallKind::GetSockOpt => because(say("why-option-read").with("option", option())).advise(say("try-option-int")),
        CallKind::Shutdown => because(say("why-shutdown-how")).advise(say("try-shut-wr")),
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
