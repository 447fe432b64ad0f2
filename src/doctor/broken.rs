//! EPIPE, ECONNRESET and a connection that died: who ended it, and how (`tcp(7)`, RFC 9293 3.5 and 3.10.4, RFC 1122
//! 4.2.2.13: a close with unread data sends a RST).

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::{cuts, is_on};
use super::flow::{connect_first, listener, talk_elsewhere};
use super::presses;
use super::remedy::Remedy;
use crate::call::{Call, CallKind};
use crate::locale::Message;
use crate::session::SocketRow;

/// What is left is received in pieces of so many bytes.
const REST: i64 = 4096;

/// What an errno of a broken connection means here; none where it is another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    Some(match errno {
        "EPIPE" | "ESHUTDOWN" => pipe(case, errno),
        "ECONNRESET" => reset(case),
        "ECONNABORTED" if case.kind() == CallKind::Accept => because(say("why-aborted-accept"))
            .advise(say("try-accept-again"))
            .press(Remedy::here(say("do-accept"), [Call::Accept])),
        "ECONNABORTED" if case.connects() => {
            because(say("why-aborted-connect")).advise(say("try-connect-anew")).press_some(presses::again(case))
        }
        "ECONNABORTED" => {
            because(say("why-aborted")).advise(say("try-connect-again")).press_some(presses::reconnect(case))
        }
        "ETIMEDOUT" => died(case),
        _ => return None,
    })
}

/// The peer did not acknowledge data, or the probes of SO_KEEPALIVE.
fn died(case: &Case<'_>) -> Finding {
    let keeps = case.around.row.is_some_and(|row| is_on(row, "SO_KEEPALIVE"));
    let key = if keeps { "why-timed-out-keepalive" } else { "why-timed-out" };
    because(say(key).with("peer", case.peer_text()))
        .advise(say("try-connect-again"))
        .advise(say("try-check-network"))
        .press_some(presses::reconnect(case))
}

fn pipe(case: &Case<'_>, errno: &str) -> Finding {
    if case.around.listens {
        return listener(case);
    }
    let rest = || {
        let kind = if case.is_datagram() { None } else { Some(Call::Recv { size: REST, flags: 0 }) };
        let is_left = case.other_end().zip(case.around.row).is_none_or(|(end, row)| end.sent > row.received);
        kind.filter(|_| is_left && !case.around.eof_received).map(|call| Remedy::here(say("do-read-rest"), [call]))
    };
    if case.around.shut_write {
        return because(say("why-pipe-shut"))
            .advise(say("try-shut-last"))
            .advise(say("try-still-receive"))
            .press_some(rest());
    }
    if errno == "ESHUTDOWN" {
        return because(say("why-shut-down")).advise(say("try-connect-again")).press_some(presses::reconnect(case));
    }
    let connected = case.around.row.is_some_and(|row| row.connected);
    match (case.around.peer, by_our_end(case)) {
        (None, None) if !connected => because(say("why-pipe-never"))
            .advise(say("try-connect-first"))
            .advise(say("try-use-accepted"))
            .press_some(connect_first(case))
            .press_some(talk_elsewhere(case)),
        (_, Some(why)) => ended(case, why).press_some(rest()),
        (_, None) if case.around.eof_received => ended(case, say("why-pipe-after-end").with("peer", case.peer_text())),
        (_, None) => because(say("why-pipe-peer").with("peer", case.peer_text()))
            .advise(say("try-read-rest"))
            .advise(say("try-connect-again"))
            .press_some(rest())
            .press_some(presses::reconnect(case)),
    }
}

fn reset(case: &Case<'_>) -> Finding {
    if case.connects() {
        return because(say("why-reset-connect").with("address", case.place_text()))
            .advise(say("try-dial-new-socket"))
            .advise(say("try-check-port"))
            .press_some(presses::reconnect(case));
    }
    if case.kind() == CallKind::Accept {
        return because(say("why-aborted-accept"))
            .advise(say("try-accept-again"))
            .press(Remedy::here(say("do-accept"), [Call::Accept]));
    }
    match by_our_end(case) {
        Some(why) => ended(case, why),
        None => because(say("why-reset").with("peer", case.peer_text()))
            .advise(say("try-connect-again"))
            .advise(say("try-read-before-close"))
            .press_some(presses::reconnect(case)),
    }
}

fn ended(case: &Case<'_>, why: Message) -> Finding {
    let advice = match why.key() {
        "why-broken-linger" => say("try-no-linger"),
        "why-broken-never-accepted" => say("try-accept-before-close"),
        "why-broken-closed-first" | "why-broken-unix" | "why-pipe-after-end" => say("try-stop-at-end"),
        _ => say("try-read-before-close"),
    };
    because(why).advise(advice).advise(say("try-connect-again")).press_some(presses::reconnect(case))
}

/// How the other end, a socket of the board, ended the connection.
fn by_our_end(case: &Case<'_>) -> Option<Message> {
    let Some(end) = case.other_end() else { return by_our_listener(case) };
    if end.open {
        return None;
    }
    let name = plain(&end.name.to_string());
    if cuts(end) {
        return Some(say("why-broken-linger").with("name", name));
    }
    if case.is_unix() {
        return Some(by_unix_end(case, end, name));
    }
    match unread(case, end) {
        Some(bytes) if bytes > 0 => Some(say("why-broken-unread").with("name", name).with("bytes", bytes)),
        _ => Some(say("why-broken-closed-first").with("name", name)),
    }
}

/// No RST goes over a Unix socket: the kernel marks this end when the other one is closed (`unix(7)`). A message that was
/// received into too small a buffer leaves no rest, so bytes are counted on streams only.
fn by_unix_end(case: &Case<'_>, end: &SocketRow, name: String) -> Message {
    let bytes = unread(case, end).filter(|bytes| *bytes > 0 && end.is_stream());
    match bytes {
        Some(bytes) => say("why-broken-unix-unread").with("name", name).with("bytes", bytes),
        None => say("why-broken-unix").with("name", name),
    }
}

/// How many bytes lay unread at the other end when it was closed; none where that is not known.
fn unread(case: &Case<'_>, end: &SocketRow) -> Option<u64> {
    let sent = case.around.row?.sent.checked_sub(case.around.sent_after_close?)?;
    sent.checked_sub(end.received)
}

/// The listener that the connection was made to was closed before `accept` took it.
fn by_our_listener(case: &Case<'_>) -> Option<Message> {
    let listener = case.unaccepting().filter(|listener| !listener.open)?;
    let (name, peer) = (plain(&listener.name.to_string()), short(case.around.peer));
    Some(say("why-broken-never-accepted").with("name", name).with("peer", peer))
}
