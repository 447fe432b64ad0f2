//! Bytes on their way: nobody to talk to, nothing there yet, cut, too long.

use super::case::{Case, Finding, because, say, short};
use crate::call::CallKind;

/// What an errno about the flow of data means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "ENOTCONN" => not_connected(case),
        "EPIPE" | "ESHUTDOWN" => pipe(case, errno),
        "EAGAIN" => again(case),
        "ECONNRESET" => reset(case),
        "ECONNABORTED" if case.kind() == CallKind::Accept => {
            because(say("why-aborted-accept")).advise(say("try-accept-again"))
        }
        "ECONNABORTED" => because(say("why-aborted")).advise(say("try-connect-again")),
        "ETIMEDOUT" => because(say("why-timed-out").with("peer", case.peer_text()))
            .advise(say("try-connect-again"))
            .advise(say("try-check-network")),
        "EMSGSIZE" => too_long(case),
        "EDESTADDRREQ" => {
            because(say("why-no-destination")).advise(say("try-sendto")).advise(say("try-connect-datagram"))
        }
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
                found.advise(say("try-connect-first")).advise(say("try-getsockname"))
            }
        }
        CallKind::Shutdown => because(say("why-shutdown-not-connected")).advise(say("try-close-instead")),
        _ if case.around.listens => listener(),
        _ => because(say("why-not-connected").with("call", case.name()))
            .advise(say("try-connect-first"))
            .advise(say("try-use-accepted")),
    }
}

fn listener() -> Finding {
    because(say("why-listener-no-data")).advise(say("try-use-accepted")).advise(say("try-accept-first"))
}

fn pipe(case: &Case<'_>, errno: &str) -> Finding {
    if case.around.listens {
        return listener();
    }
    if case.around.shut_write {
        return because(say("why-pipe-shut")).advise(say("try-shut-last")).advise(say("try-still-receive"));
    }
    match case.around.peer {
        _ if errno == "ESHUTDOWN" => because(say("why-shut-down")).advise(say("try-connect-again")),
        Some(peer) => because(say("why-pipe-peer").with("peer", short(Some(peer))))
            .advise(say("try-read-rest"))
            .advise(say("try-connect-again")),
        None => because(say("why-pipe-never")).advise(say("try-connect-first")).advise(say("try-use-accepted")),
    }
}

fn again(case: &Case<'_>) -> Finding {
    let wait = || say("try-blocking");
    match case.kind() {
        CallKind::Accept => because(say("why-again-accept"))
            .advise(say("try-let-client-connect"))
            .advise(wait())
            .advise(say("try-settimeout")),
        CallKind::ConnectEx => because(say("why-again-connect-ex"))
            .advise(say("try-longer-timeout"))
            .advise(say("try-check-address"))
            .advise(say("try-machine-on")),
        CallKind::Connect => because(say("why-again-connect")).advise(say("try-later")).advise(wait()),
        _ if case.receives() => {
            because(say("why-again-recv")).advise(say("try-let-peer-send")).advise(wait()).advise(say("try-settimeout"))
        }
        _ if case.sends() => {
            because(say("why-again-send")).advise(say("try-let-peer-read")).advise(wait()).advise(say("try-settimeout"))
        }
        _ => because(say("why-again")).advise(say("try-later")),
    }
}

fn reset(case: &Case<'_>) -> Finding {
    if case.connects() {
        return because(say("why-reset-connect").with("address", case.place_text()))
            .advise(say("try-dial-new-socket"))
            .advise(say("try-check-port"));
    }
    if case.kind() == CallKind::Accept {
        return because(say("why-aborted-accept")).advise(say("try-accept-again"));
    }
    because(say("why-reset").with("peer", case.peer_text()))
        .advise(say("try-connect-again"))
        .advise(say("try-read-before-close"))
}

fn too_long(case: &Case<'_>) -> Finding {
    // RFC 768 and RFC 791: 65,535 bytes with the UDP header of 8, and over IPv4 its header of 20.
    let limit: u64 = if case.is_inet6() { 65_527 } else { 65_507 };
    let size = case.call.sent().map(|data| data.len() as u64);
    let why = match size {
        Some(size) if case.is_datagram() && size > limit => say("why-too-long").with("size", size).with("limit", limit),
        Some(_) if case.is_datagram() => say("why-too-long-path"),
        _ => say("why-message-size"),
    };
    let found = because(why).advise(say("try-split"));
    if case.is_datagram() { found.advise(say("try-stream")) } else { found }
}
