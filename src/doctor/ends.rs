//! Which sockets of the board have to do with a call: its other end, who listens, who has an address.

use super::case::Case;
use super::nearby;
use super::remedy::number;
use crate::call::{self, Address, OptionValue};
use crate::session::SocketRow;

impl<'a> Case<'a> {
    /// The open sockets of the board that take what comes to their address: listeners, and UDP sockets of nobody's.
    pub(super) fn listeners(&self) -> impl Iterator<Item = (&'a SocketRow, &'a Address)> {
        let datagram = self.is_datagram();
        let takes = move |row: &SocketRow| row.backlog.is_some() || (datagram && row.peer.is_none());
        self.bound().filter(move |(row, _)| takes(row))
    }

    /// The open sockets of the board that have an address.
    pub(super) fn bound(&self) -> impl Iterator<Item = (&'a SocketRow, &'a Address)> {
        let others = self.around.others.iter().copied().filter(|row| row.open);
        others.filter_map(|row| Some((row, row.local.as_ref()?)))
    }

    /// The open socket of the board that has `wanted`, or stands in its way.
    pub(super) fn in_the_way_of(&self, wanted: &Address) -> Option<(&'a SocketRow, &'a Address)> {
        let wants = (wanted, self.around.row.is_some_and(is_v6_only));
        self.bound().find(|(row, own)| crate::net::clashes((own, is_v6_only(row)), wants))
    }

    /// The other end of the connection, where it is a socket of the board, closed or not.
    pub(super) fn other_end(&self) -> Option<&'a SocketRow> {
        let others = self.around.others;
        if let Some(pair) = self.around.row.and_then(|row| row.pair) {
            return others.iter().copied().find(|row| row.sid == pair);
        }
        let (local, peer) = (self.around.local?, self.around.peer?);
        let is_it = |row: &&SocketRow| row.local.as_ref() == Some(peer) && row.peer.as_ref() == Some(local);
        others.iter().copied().find(is_it)
    }

    /// The listener of the board that has the peer's address, where no accepted socket of it is the other end.
    pub(super) fn unaccepting(&self) -> Option<&'a SocketRow> {
        let peer = self.around.peer?;
        if self.other_end().is_some() || self.around.row.is_some_and(|row| row.listener.is_some()) {
            return None;
        }
        let takes = |row: &&SocketRow| {
            row.backlog.is_some() && row.local.as_ref().is_some_and(|local| nearby::gets(local, peer))
        };
        self.around.others.iter().copied().find(takes)
    }

    /// The sockets that this listener accepted and that are open.
    pub(super) fn accepted(&self) -> impl Iterator<Item = &'a SocketRow> {
        let own = self.around.row.map(|row| row.sid);
        let others = self.around.others.iter().copied();
        others.filter(move |row| row.open && own.is_some() && row.listener == own)
    }
}

/// How an option of SOL_SOCKET was last set on a socket.
pub(super) fn set<'a>(row: &'a SocketRow, option: &str) -> Option<&'a OptionValue> {
    row.options.set((number("SOL_SOCKET"), call::number_of(option)?)).map(|(value, _)| value)
}

/// Whether an option of SOL_SOCKET was switched on.
pub(super) fn is_on(row: &SocketRow, option: &str) -> bool {
    call::number_of(option).is_some_and(|option| row.options.is_on((number("SOL_SOCKET"), option)) == Some(true))
}

/// Whether it was told to take IPv6 only.
pub fn is_v6_only(row: &SocketRow) -> bool {
    row.takes_v6_only() == Some(true)
}

/// Whether the socket closes with a RST.
pub(super) fn cuts(row: &SocketRow) -> bool {
    row.options.lingers_not()
}

/// An address to connect to for one that is listened on: the wildcard is no place to go.
pub(super) fn reachable(listener: &Address) -> Address {
    match (listener.host(), listener.port()) {
        (Some("" | "0.0.0.0"), Some(port)) if matches!(listener, Address::Inet { .. }) => {
            Address::inet("127.0.0.1", port)
        }
        (Some("" | "::"), Some(port)) => Address::inet6("::1", port),
        _ => listener.clone(),
    }
}
