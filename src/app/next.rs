//! Which call makes sense next, and how the calls are grouped. Nothing is ever hidden or disabled: a wrong call is made,
//! and the kernel's answer is shown.

use crate::call::CallKind::{self, *};
use crate::call::{self, TcpState};
use crate::session::SocketRow;

/// The call panel's groups, each with the key of its title.
pub const GROUPS: [(&str, &[CallKind]); 5] = [
    ("calls-group-server", &[Bind, Listen, Accept]),
    ("calls-group-client", &[Connect, ConnectEx]),
    ("calls-group-data", &[Send, SendAll, Recv, SendTo, RecvFrom, Shutdown, Close]),
    ("calls-group-names", &[GetSockName, GetPeerName, FileNo]),
    ("calls-group-options", &[SetTimeout, GetTimeout, SetBlocking, SetSockOpt, GetSockOpt]),
];

/// The call a person most likely wants now.
pub fn sensible_next(row: &SocketRow) -> CallKind {
    let datagram = Some(row.kind) == call::number_of("SOCK_DGRAM");
    if !row.open {
        return Close;
    }
    if datagram {
        return match (row.local.is_some(), row.peer.is_some(), row.received > 0) {
            (_, true, _) => Send,
            (true, false, false) => RecvFrom,
            (true, false, true) => SendTo,
            (false, false, _) => Bind,
        };
    }
    if row.backlog.is_some() {
        return Accept;
    }
    if row.eof_received || row.tcp == Some(TcpState::CloseWait) {
        return Close;
    }
    if row.connected {
        return if row.shut_write || (row.sent > 0 && row.received == 0) { Recv } else { Send };
    }
    let client = row.name.side().contains("client") || row.name.base().starts_with('c');
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
    fn no_call_stands_in_two_groups() {
        for kind in CallKind::ALL.iter().filter(|kind| **kind != Socket) {
            let seen = GROUPS.iter().filter(|(_, calls)| calls.contains(kind)).count();
            assert!(seen <= 1, "{}", kind.name());
        }
    }
}
