//! What a form proposes before anything is typed: a free port, an address that somebody listens on, a free name. Pure.

use crate::call::{self, Address, CallKind};
use crate::session::{Board, SocketRow};
use std::net::IpAddr;

/// The first port that is proposed to a server, and to a client that binds.
const SERVER_PORT: u16 = 8000;
const CLIENT_PORT: u16 = 8080;

/// Where a call's address comes from and goes to: each keeps what was typed apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The socket's own address.
    Own,
    /// The address to connect to.
    Peer,
    /// The address of one datagram.
    Destination,
}

impl Role {
    /// The role of a call's address, where it takes one.
    pub fn of(kind: CallKind) -> Option<Self> {
        match kind {
            CallKind::Bind => Some(Self::Own),
            CallKind::Connect | CallKind::ConnectEx => Some(Self::Peer),
            CallKind::SendTo => Some(Self::Destination),
            _ => None,
        }
    }
}

/// A host and a port as they stand in the form.
pub type Typed = (String, String);

/// The address that a call on `row` is proposed. `sender` is who sent the last datagram.
pub fn address(board: &Board, row: &SocketRow, role: Role, sender: Option<&Address>) -> Typed {
    let found = match role {
        Role::Own => return (loopback(row.family).to_owned(), free_port(board, row).to_string()),
        Role::Peer => place_to_reach(board, row),
        Role::Destination => sender.cloned().or_else(|| place_to_reach(board, row)),
    };
    match found {
        Some(address) => {
            let host = address.host().unwrap_or_default();
            let host = if is_wildcard(&address) { loopback(row.family) } else { host };
            (host.to_owned(), address.port().unwrap_or_default().to_string())
        }
        None => (loopback(row.family).to_owned(), SERVER_PORT.to_string()),
    }
}

fn loopback(family: i32) -> &'static str {
    if call::family(family) == Some("AF_INET6") { "::1" } else { "127.0.0.1" }
}

fn is_wildcard(address: &Address) -> bool {
    address.host() == Some("") || address.ip().as_ref().is_some_and(IpAddr::is_unspecified)
}

/// The address of the youngest socket of the same kind that can be reached.
fn place_to_reach(board: &Board, row: &SocketRow) -> Option<Address> {
    let others = board.sockets.values().rev().filter(|other| other.sid != row.sid && other.open);
    let alike = others.filter(|other| other.kind == row.kind && other.family == row.family && other.peer.is_none());
    let mut reachable = alike.filter(|other| other.backlog.is_some() || !other.is_stream());
    reachable.find_map(|other| other.local.clone())
}

fn free_port(board: &Board, row: &SocketRow) -> u16 {
    let first = if row.name.side().contains("client") { CLIENT_PORT } else { SERVER_PORT };
    let alike = board.sockets.values().filter(|other| other.open && other.kind == row.kind && other.sid != row.sid);
    let taken: Vec<i64> = alike.filter_map(|other| other.local.as_ref()?.port()).collect();
    (first..=u16::MAX).find(|port| !taken.contains(&i64::from(*port))).unwrap_or(first)
}

/// The name that `accept` is proposed.
pub fn accepted_name(board: &Board, row: &SocketRow) -> String {
    board.free_name(row.name.side(), "conn").base().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};
    use std::sync::Arc;

    fn socket(sid: u64, name: &str, kind: &str, local: Option<Address>) -> SocketRow {
        let number = |name| call::number_of(name).unwrap();
        let family = if local.as_ref().is_some_and(|local| matches!(local, Address::Inet6 { .. })) {
            number("AF_INET6")
        } else {
            number("AF_INET")
        };
        let mut row = SocketRow::new(SocketId(sid), Name::parse(name).unwrap(), family, number(kind), 0);
        row.local = local;
        row
    }

    fn board(rows: &[&SocketRow]) -> Board {
        let mut board = Board::default();
        for row in rows {
            board.sockets.insert(row.sid, Arc::new((*row).clone()));
        }
        board
    }

    fn typed(host: &str, port: &str) -> Typed {
        (host.to_owned(), port.to_owned())
    }

    #[test]
    fn connect_is_proposed_a_listener_of_the_board() {
        let mut server = socket(1, "server/s", "SOCK_STREAM", Some(Address::inet("0.0.0.0", 9000)));
        let client = socket(2, "client/s", "SOCK_STREAM", None);
        assert_eq!(address(&board(&[&server, &client]), &client, Role::Peer, None), typed("127.0.0.1", "8000"));
        server.backlog = Some(5);
        assert_eq!(address(&board(&[&server, &client]), &client, Role::Peer, None), typed("127.0.0.1", "9000"));
        server.open = false;
        assert_eq!(address(&board(&[&server, &client]), &client, Role::Peer, None), typed("127.0.0.1", "8000"));
    }

    #[test]
    fn bind_is_proposed_a_port_that_is_free_on_the_board() {
        let first = socket(1, "server/s", "SOCK_STREAM", Some(Address::inet("127.0.0.1", 8000)));
        let second = socket(2, "server/s2", "SOCK_STREAM", None);
        let client = socket(3, "client/s", "SOCK_STREAM", None);
        let board = board(&[&first, &second, &client]);
        assert_eq!(address(&board, &second, Role::Own, None), typed("127.0.0.1", "8001"));
        assert_eq!(address(&board, &client, Role::Own, None), typed("127.0.0.1", "8080"));
    }

    #[test]
    fn a_datagram_is_proposed_to_who_sent_the_last_one() {
        let own = socket(1, "server/u", "SOCK_DGRAM", Some(Address::inet6("::1", 7000)));
        let other = socket(2, "client/u", "SOCK_DGRAM", Some(Address::inet6("::", 7001)));
        let board = board(&[&own, &other]);
        assert_eq!(address(&board, &own, Role::Destination, None), typed("::1", "7001"));
        let sender = Address::inet6("::1", 50_123);
        assert_eq!(address(&board, &own, Role::Destination, Some(&sender)), typed("::1", "50123"));
    }
}
