//! Bytes on their way: nobody to talk to, nothing there yet, too long.

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::reachable;
use super::presses;
use super::remedy::Remedy;
use crate::call::{Call, CallKind};
use crate::session::Mode;

/// What Ethernet's 1,500 bytes leave a datagram over IPv4, and over IPv6 nearly (RFC 894, RFC 8200).
const PATH: u64 = 1_452;
/// So many datagrams are sent by one press.
const PIECES: usize = 16;

/// What an errno about the flow of data means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "ENOTCONN" => not_connected(case),
        "EAGAIN" => again(case),
        "EMSGSIZE" => too_long(case),
        "EDESTADDRREQ" => because(say("why-no-destination"))
            .advise(say("try-sendto"))
            .advise(say("try-connect-datagram"))
            .press_some(connect_first(case)),
        _ => return None,
    })
}

fn not_connected(case: &Case<'_>) -> Finding {
    match case.kind() {
        CallKind::GetPeerName => {
            let found = because(say("why-no-peer"));
            if case.around.listens {
                found.advise(say("try-use-accepted")).advise(say("try-getsockname"))
            } else {
                let name = Remedy::here(say("do-getsockname"), [Call::GetSockName]);
                found.advise(say("try-connect-first")).advise(say("try-getsockname")).press(name)
            }
        }
        CallKind::Shutdown => because(say("why-shutdown-not-connected"))
            .advise(say("try-close-instead"))
            .press(Remedy::here(say("do-close"), [Call::Close])),
        _ if case.around.listens => listener(case),
        _ => because(say("why-not-connected").with("call", case.name()))
            .advise(say("try-connect-first"))
            .advise(say("try-use-accepted"))
            .press_some(connect_first(case))
            .press_some(talk_elsewhere(case)),
    }
}

/// The call was made on a listening socket.
pub(super) fn listener(case: &Case<'_>) -> Finding {
    let found = because(say("why-listener-no-data")).advise(say("try-use-accepted")).advise(say("try-accept-first"));
    let accepted = case.accepted().next().map(|row| Remedy::show(row.sid, &plain(&row.name.to_string())));
    found.press_some(accepted).press(Remedy::here(say("do-accept"), [Call::Accept]))
}

/// Connects to a listener of the board, then makes the call.
pub(super) fn connect_first(case: &Case<'_>) -> Option<Remedy> {
    // A bound socket is a server that has not listened yet.
    let (_, own) = case.listeners().find(|(row, _)| row.family == case.around.family)?;
    let address = reachable(own);
    let label = say("do-connect-first").with("address", short(Some(&address))).with("call", case.name());
    Some(Remedy::here(label, [Call::Connect { address }, case.again()?]))
}

/// The socket of the same side that is connected.
pub(super) fn talk_elsewhere(case: &Case<'_>) -> Option<Remedy> {
    let side = case.around.row?.name.side();
    let row = case.around.others.iter().find(|row| row.open && row.connected && row.name.side() == side)?;
    Some(Remedy::show(row.sid, &plain(&row.name.to_string())))
}

fn again(case: &Case<'_>) -> Finding {
    let wait = |found: Finding| {
        let found = found.advise(say("try-blocking")).advise(say("try-settimeout"));
        found.press_some(presses::blocking(case)).press_some(presses::longer(case))
    };
    if case.kind() == CallKind::ConnectEx {
        return because(say("why-again-connect-ex"))
            .advise(say("try-longer-timeout"))
            .advise(say("try-check-address"))
            .advise(say("try-machine-on"))
            .press_some(presses::longer(case));
    }
    if case.kind() == CallKind::Connect && case.is_unix() {
        return because(say("why-again-connect-unix").with("address", case.place_text()))
            .advise(say("try-let-accept"))
            .press_some(presses::again(case));
    }
    if let Some(found) = kernel_timeout(case) {
        return found;
    }
    match case.kind() {
        CallKind::Accept => wait(because(say("why-again-accept")).advise(say("try-let-client-connect"))),
        CallKind::Connect => {
            because(say("why-again-connect")).advise(say("try-later")).press_some(presses::again(case))
        }
        _ if case.receives() => wait(because(say("why-again-recv")).advise(say("try-let-peer-send"))),
        _ if case.sends() => wait(because(say("why-again-send")).advise(say("try-let-peer-read"))),
        _ => because(say("why-again")).advise(say("try-later")).press_some(presses::again(case)),
    }
}

/// The socket blocks, and SO_RCVTIMEO or SO_SNDTIMEO ended the wait: EAGAIN as well (`socket(7)`).
fn kernel_timeout(case: &Case<'_>) -> Option<Finding> {
    let option = if case.sends() { "SO_SNDTIMEO" } else { "SO_RCVTIMEO" };
    let blocks = case.around.row.is_some_and(|row| row.mode == Mode::Blocking);
    if !blocks || case.has_flag("MSG_DONTWAIT") || case.set(option).is_none() {
        return None;
    }
    let label = say("do-no-limit").with("option", option).with("call", case.name());
    let calls = case.again().map(|again| [presses::no_limit(option), again]);
    let found = because(say("why-again-limit").with("option", option).with("call", case.name()))
        .advise(if case.sends() { say("try-let-peer-read") } else { say("try-let-peer-send") })
        .advise(say("try-no-limit").with("option", option));
    Some(found.press_some(calls.map(|calls| Remedy::here(label, calls))))
}

fn too_long(case: &Case<'_>) -> Finding {
    // RFC 768 and RFC 791: 65,535 bytes with the UDP header of 8, and over IPv4 its header of 20.
    let limit: u64 = if case.is_inet6() { 65_527 } else { 65_507 };
    let size = case.around.sends.or(case.call.sent().map(|data| data.len() as u64));
    let why = match size {
        Some(size) if case.is_datagram() && size > limit => say("why-too-long").with("size", size).with("limit", limit),
        Some(_) if case.is_datagram() => say("why-too-long-path"),
        _ => say("why-message-size"),
    };
    let found = because(why).advise(say("try-split"));
    if !case.is_datagram() {
        return found;
    }
    // An IPv6 socket may send to an IPv4 address.
    let most = if size.is_some_and(|size| size > limit) { limit.min(65_507) } else { PATH };
    found.advise(say("try-stream")).press_some(in_pieces(case, most))
}

/// The same bytes in datagrams of at most `most`, if those are few.
fn in_pieces(case: &Case<'_>, most: u64) -> Option<Remedy> {
    let call = case.again()?;
    let data = call.sent().filter(|data| data.len() as u64 > most)?;
    let pieces = data.chunks(usize::try_from(most).ok()?);
    let n = pieces.len();
    let one = |piece: &[u8]| {
        let data = piece.into();
        Some(match &call {
            Call::Send { flags, .. } => Call::Send { data, flags: *flags },
            Call::SendAll { flags, .. } => Call::SendAll { data, flags: *flags },
            Call::SendTo { flags, address, .. } => Call::SendTo { data, flags: *flags, address: address.clone() },
            _ => return None,
        })
    };
    let calls =
        pieces.filter(|_| n <= PIECES).map(one).collect::<Option<Vec<_>>>().filter(|calls| !calls.is_empty())?;
    let label = say("do-split").with("n", n as u64).with("most", most);
    Some(Remedy::here(label, calls).changing(say("do-split-changes").with("n", n as u64)))
}
