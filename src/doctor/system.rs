//! The socket itself and the system: closed, not offered, no room. Has an answer to every number.

use super::case::{Case, Finding, because, plain, say};
use super::place::manual_page;
use super::presses;
use super::remedy::{Mend, On, Remedy, number};
use crate::call::{self, Call, CallKind};

/// What an errno about the socket or the system means here; none where it has no words of its own.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    let option = || case.option_text();
    Some(match errno {
        "EBADF" if case.around.closed => {
            because(say("why-closed")).advise(say("try-new-socket")).press(presses::anew(case))
        }
        "EBADF" => because(say("why-bad-descriptor")).advise(say("try-new-socket")).press(presses::anew(case)),
        "ENOTSOCK" => because(say("why-not-a-socket")).advise(say("try-new-socket")),
        "EOPNOTSUPP" => not_supported(case),
        "EPROTONOSUPPORT" => {
            let proto = if let Call::Socket { proto, .. } = case.call { i64::from(*proto) } else { 0 };
            because(say("why-protocol").with("proto", proto).with("kind", case.kind_text()))
                .advise(say("try-proto-zero"))
                .advise(say("try-datagram-socket"))
        }
        "ESOCKTNOSUPPORT" => because(say("why-kind").with("kind", case.kind_text()).with("family", case.family_text()))
            .advise(say("try-datagram-socket")),
        "EPROTOTYPE" => because(say("why-prototype")).advise(say("try-same-kind")),
        "ENOPROTOOPT" => no_option(case),
        "EDOM" | "ERANGE" | "EOVERFLOW" => because(say("why-value-out-of-domain").with("option", option()))
            .advise(say("try-smaller-number"))
            .advise(say("try-option-values").with("option", option())),
        "EMFILE" => too_many(case),
        "ENFILE" => {
            because(say("why-too-many-open-system")).advise(say("try-close-some")).advise(say("try-close-programs"))
        }
        "ENOBUFS" | "ENOMEM" => because(say("why-no-buffers"))
            .advise(say("try-later"))
            .advise(say("try-smaller"))
            .advise(say("try-close-some")),
        "EINTR" => because(say("why-interrupted")).advise(say("try-again")).press_some(presses::again(case)),
        "EFAULT" => because(say("why-bad-pointer")).advise(say("try-again")),
        "EPROTO" => because(say("why-protocol-error")).advise(say("try-connect-again")),
        "ECANCELED" => because(say("why-canceled")).advise(say("try-again")),
        "ENODEV" | "ENXIO" => because(say("why-no-device")).advise(say("try-check-interface")),
        "ENOSYS" => because(say("why-not-offered").with("call", case.name())).advise(manual(case)),
        "EBUSY" => because(say("why-busy")).advise(say("try-later")).advise(say("try-close-some")),
        "EIO" => because(say("why-device")).advise(say("try-again")).advise(say("try-check-network")),
        _ => return None,
    })
}

fn too_many(case: &Case<'_>) -> Finding {
    let why = match case.around.machine.and_then(|machine| machine.files) {
        Some(files) => say("why-too-many-open-of").with("open", files.open).with("limit", files.limit),
        None => say("why-too-many-open"),
    };
    // The oldest socket whose peer has ended is of the least use.
    let ended = case.around.others.iter().rev().find(|row| row.open && row.eof_received());
    let close = |row: &&crate::session::SocketRow| {
        let label = say("do-close-ended").with("name", plain(&row.name.to_string()));
        let mend = Mend::default().and(On::Other(row.sid), [Call::Close]);
        Remedy::calls(label, mend).changing(say("do-close-ended-changes"))
    };
    because(why)
        .advise(say("try-close-some"))
        .advise(say("try-raise-limit"))
        .press_some(ended.map(close))
        .press_some(presses::again(case).filter(|_| !case.kind().is_on_nothing()))
}

/// The answer to every other number.
pub(super) fn other(case: &Case<'_>, name: Option<&str>, number: i32) -> Finding {
    let number = i64::from(number);
    let why = match name {
        Some(name) => say("why-other").with("name", name),
        None => say("why-other-unnamed"),
    };
    because(why.with("call", case.name()).with("number", number)).advise(manual(case))
}

fn manual(case: &Case<'_>) -> crate::locale::Message {
    say("try-manual").with("page", manual_page(case.call))
}

fn not_supported(case: &Case<'_>) -> Finding {
    match case.kind() {
        CallKind::Listen | CallKind::Accept if case.is_datagram() => {
            because(say("why-datagram-no-listen").with("call", case.name()))
                .advise(say("try-recvfrom"))
                .advise(say("try-stream-for-connections"))
                .press_some(as_stream(case))
        }
        CallKind::GetSockOpt | CallKind::SetSockOpt => no_option(case),
        CallKind::Connect | CallKind::ConnectEx if case.around.listens => super::reach::listener_dials(case),
        _ if case.flags() != 0 => because(say("why-flag-unsupported").with("flags", call::flags_text(case.flags())))
            .advise(say("try-without-flags"))
            .press_some(without_flags(case)),
        _ => because(say("why-not-supported").with("call", case.name()))
            .advise(say("try-stream-for-connections"))
            .advise(manual(case)),
    }
}

/// The call without its flags.
fn without_flags(case: &Case<'_>) -> Option<Remedy> {
    let mut call = case.again()?;
    match &mut call {
        Call::Send { flags, .. }
        | Call::SendAll { flags, .. }
        | Call::SendTo { flags, .. }
        | Call::Recv { flags, .. }
        | Call::RecvFrom { flags, .. } => *flags = 0,
        _ => return None,
    }
    Some(Remedy::here(say("do-without-flags").with("call", case.name()), [call]))
}

/// A stream socket in the place of the datagram socket, bound alike, that listens.
fn as_stream(case: &Case<'_>) -> Option<Remedy> {
    let local = case.around.local.filter(|local| local.port().is_some())?;
    let make = Call::Socket { family: case.around.family, kind: number("SOCK_STREAM"), proto: 0 };
    let bind = Call::Bind { address: local.clone() };
    let listen = Call::Listen { backlog: Some(presses::BACKLOG) };
    let label = say("do-as-stream").with("address", super::case::short(Some(local)));
    let mend = Mend::default().and(On::Fresh, [make, bind, listen]).in_place();
    Some(Remedy::calls(label, mend).changing(say("do-anew-changes")))
}

fn no_option(case: &Case<'_>) -> Finding {
    let of_tcp = case.option().and_then(|(level, _)| call::level(level)) == Some("IPPROTO_TCP");
    if of_tcp && case.is_datagram() {
        return because(say("why-option-tcp").with("option", case.option_text())).advise(say("try-stream-socket"));
    }
    because(say("why-option-unknown").with("option", case.option_text()))
        .advise(say("try-option-level"))
        .advise(say("try-option-values").with("option", case.option_text()))
}
