//! What a form proposes before anything is typed: a free port, an address that somebody listens on, a free name. Pure.

use crate::app::AddressForm;
use crate::call::{self, Address, CallKind};
use crate::session::{Board, FileRow, SocketRow};
use std::net::IpAddr;
use std::sync::Arc;

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

/// The address that a call on `row` is proposed. `sender` is who sent the last datagram.
pub fn address(board: &Board, row: &SocketRow, role: Role, sender: Option<&Address>) -> AddressForm {
    let found = match role {
        Role::Own => return own(board, row),
        Role::Peer => place_to_reach(board, row),
        Role::Destination => sender.cloned().or_else(|| place_to_reach(board, row)),
    };
    match found {
        Some(address) => {
            let mut form = AddressForm::of(&address);
            if is_wildcard(&address) {
                loopback(row.family).clone_into(&mut form.host);
            }
            form
        }
        None if is_unix(row) => AddressForm::unix(&unix_path(board, row)),
        None => AddressForm::inet(loopback(row.family), SERVER_PORT.into()),
    }
}

fn own(board: &Board, row: &SocketRow) -> AddressForm {
    if is_unix(row) {
        return AddressForm::unix(&unix_path(board, row));
    }
    AddressForm::inet(loopback(row.family), free_port(board, row).into())
}

fn is_unix(row: &SocketRow) -> bool {
    call::family(row.family) == Some("AF_UNIX")
}

/// A path that no socket of the session had: its file stays when a socket is closed (unix(7)).
fn unix_path(board: &Board, row: &SocketRow) -> Vec<u8> {
    let folder = std::env::temp_dir();
    let path = |number: u64| {
        let base = row.name.base();
        let name = if number == 1 { format!("{base}.sock") } else { format!("{base}{number}.sock") };
        folder.join(name).into_os_string().into_encoded_bytes()
    };
    let others = board.sockets.values().filter(|other| other.sid != row.sid);
    let taken: Vec<_> = others.filter_map(|other| other.local.clone()).collect();
    (1..=u64::MAX).map(path).find(|path| !taken.contains(&Address::unix(path))).unwrap_or_default()
}

/// The open files of a socket, the youngest last.
pub fn files<'b>(board: &'b Board, row: &SocketRow) -> impl Iterator<Item = &'b FileRow> {
    let sid = row.sid;
    board.files.values().map(Arc::as_ref).filter(move |file| file.open && file.socket == sid)
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
    let mut reachable = alike.filter(|other| other.backlog.is_some() || !other.is_connection());
    reachable.find_map(|other| other.local.clone().filter(|local| !local.is_unnamed()))
}

fn free_port(board: &Board, row: &SocketRow) -> u16 {
    let first = if row.name.side().contains("client") { CLIENT_PORT } else { SERVER_PORT };
    let alike = board.sockets.values().filter(|other| other.open && other.kind == row.kind && other.sid != row.sid);
    let taken: Vec<i64> = alike.filter_map(|other| other.local.as_ref()?.port()).collect();
    (first..=u16::MAX).find(|port| !taken.contains(&i64::from(*port))).unwrap_or(first)
}

/// The name that is proposed to what a call makes.
pub fn made_name(board: &Board, row: &SocketRow, kind: CallKind) -> String {
    let base = match kind {
        CallKind::Accept => "conn",
        CallKind::MakeFile => "f",
        _ => row.name.base(),
    };
    board.free_name(row.name.side(), base).base().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};

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

    fn typed(host: &str, port: &str) -> AddressForm {
        AddressForm::inet(host, port.parse().unwrap())
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
    fn unix_sockets_are_proposed_a_path_of_their_own_and_the_listeners() {
        let unix = |sid, name: &str| {
            let mut row = socket(sid, name, "SOCK_STREAM", None);
            row.family = call::number_of("AF_UNIX").unwrap();
            row
        };
        let (mut server, client, other) = (unix(1, "server/s"), unix(2, "client/c"), unix(3, "other/s"));
        let path = |name: &str| AddressForm::unix(std::env::temp_dir().join(name).as_os_str().as_encoded_bytes());
        assert_eq!(address(&board(&[&server]), &server, Role::Own, None), path("s.sock"));
        let bound = std::env::temp_dir().join("s.sock");
        server.local = Some(Address::unix(bound.as_os_str().as_encoded_bytes()));
        server.backlog = Some(5);
        let board = board(&[&server, &client, &other]);
        assert_eq!(address(&board, &other, Role::Own, None), path("s2.sock"));
        assert_eq!(address(&board, &client, Role::Peer, None), path("s.sock"));
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
