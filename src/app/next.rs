//! Which call makes sense next, and how the calls are grouped. Nothing is ever hidden or disabled: a wrong call is made,
//! and the kernel's answer is shown.

use crate::call::CallKind::{self, *};
use crate::call::{self, TcpState};
use crate::session::SocketRow;

/// The call panel's groups, each with the key of its title: what the first chapters use.
pub const GROUPS: [(&str, &[CallKind]); 5] = [
    ("calls-group-server", &[Bind, Listen, Accept]),
    ("calls-group-client", &[Connect, ConnectEx]),
    ("calls-group-data", &[Send, SendAll, Recv, SendTo, RecvFrom, Shutdown, Close]),
    ("calls-group-names", &[GetSockName, GetPeerName, FileNo]),
    ("calls-group-options", &[SetTimeout, GetTimeout, SetBlocking, SetSockOpt, GetSockOpt]),
];

/// The other calls, which show when they are asked for.
pub const MORE_GROUPS: [(&str, &[CallKind]); 4] = [
    ("calls-group-receive", &[RecvMsg, RecvExact]),
    ("calls-group-look", &[Inspect, Poll, GetBlocking, GetAddrInfo]),
    ("calls-group-descriptor", &[Dup, Detach]),
    ("calls-group-file", &[MakeFile, ReadLine, Read, Write, Flush, FClose]),
];

/// Every call that is made from the panel.
pub fn panel_calls() -> impl Iterator<Item = CallKind> {
    GROUPS.iter().chain(&MORE_GROUPS).flat_map(|(_, kinds)| kinds.iter().copied())
}

/// The call a person most likely wants now.
pub fn sensible_next(row: &SocketRow) -> CallKind {
    let kind = Some(row.kind & 0xf);
    let datagram = kind == call::number_of("SOCK_DGRAM");
    if !row.open {
        return Close;
    }
    if kind == call::number_of("SOCK_RAW") || super::form::sends_packets(row) {
        return if row.sent > 0 && row.messages_received < row.messages_sent { RecvFrom } else { SendTo };
    }
    if datagram {
        let is_bound = row.local.as_ref().is_some_and(|local| !local.is_unnamed());
        return match (is_bound, row.peer.is_some() || row.connected, row.received > 0) {
            (_, true, _) => Send,
            (true, false, false) => RecvFrom,
            (true, false, true) => SendTo,
            (false, false, _) => Bind,
        };
    }
    if row.backlog.is_some() {
        return Accept;
    }
    if row.eof_received() || row.tcp == Some(TcpState::CloseWait) {
        return Close;
    }
    if row.connected {
        return if row.shut_write || (row.sent > 0 && row.received == 0) { Recv } else { Send };
    }
    // A `connect` that failed leaves its socket bound: who dialled dials again.
    let dialled = matches!(row.last_error, Some((_, Connect | ConnectEx, _)));
    let client = dialled || row.name.side().contains("client") || row.name.base().starts_with('c');
    match (row.local.is_some(), client) {
        (true, false) => Listen,
        (_, true) => Connect,
        (false, false) => Bind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_stands_in_one_group() {
        for kind in CallKind::ALL.iter().filter(|kind| !matches!(kind, Socket | SocketPair)) {
            assert_eq!(panel_calls().filter(|call| call == kind).count(), 1, "{}", kind.name());
        }
    }
}
