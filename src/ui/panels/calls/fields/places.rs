//! Addresses that are known: those of the board's sockets, and the machine's own. Pure.

use crate::app::{AddressForm, Interface};
use crate::call::{self, Address};
use crate::session::{Board, SocketRow};
use std::net::IpAddr;

/// Where an address is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// A socket of the board has it.
    Socket,
    /// An interface of the machine has it.
    Interface,
}

/// An address to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPlace {
    /// From where.
    pub known: Known,
    /// As it shows.
    pub address: String,
    /// The socket's or the interface's name.
    pub whose: String,
    /// The form with it.
    pub form: AddressForm,
}

/// The addresses that `row` may go to (`reaches`) or bind to, the board's youngest first. A wildcard is reached over
/// loopback.
pub fn places(board: &Board, row: &SocketRow, reaches: bool, interfaces: &[Interface]) -> Vec<KnownPlace> {
    let v6 = call::family(row.family) == Some("AF_INET6");
    let mut found = Vec::new();
    if reaches {
        let others = board.sockets.values().rev();
        let others = others.filter(|other| other.sid != row.sid && other.open && other.family == row.family);
        for other in others.filter(|other| other.kind & 0xf == row.kind & 0xf) {
            for address in [&other.local, &other.last_sender].into_iter().flatten().filter(|at| !at.is_unnamed()) {
                let mut form = AddressForm::of(address);
                if address.ip().is_some_and(|ip| ip.is_unspecified()) {
                    form.host = if v6 { "::1" } else { "127.0.0.1" }.to_owned();
                }
                let shown = match address {
                    Address::Inet { port, .. } => format!("{}:{port}", form.host),
                    Address::Inet6 { port, .. } => format!("[{}]:{port}", form.host),
                    other => other.to_string(),
                };
                if !found.iter().any(|known: &KnownPlace| known.form == form) {
                    found.push(KnownPlace {
                        known: Known::Socket,
                        address: shown,
                        whose: other.name.to_string(),
                        form,
                    });
                }
            }
        }
    }
    if call::family(row.family) == Some("AF_UNIX") {
        return found;
    }
    let mut machine = |host: String, whose: &str, scope: &str| {
        let form = AddressForm { scope: scope.to_owned(), ..AddressForm::inet(&host, 0) };
        let address = if scope.is_empty() { host } else { format!("{host}%{scope}") };
        found.push(KnownPlace { known: Known::Interface, address, whose: whose.to_owned(), form });
    };
    for (name, ip) in interfaces {
        match ip {
            IpAddr::V4(ip) if !v6 => machine(ip.to_string(), name, ""),
            // A link-local address means nothing without its interface (RFC 4007).
            IpAddr::V6(ip) if v6 && ip.is_unicast_link_local() => machine(ip.to_string(), name, name),
            IpAddr::V6(ip) if v6 => machine(ip.to_string(), name, ""),
            _ => {}
        }
    }
    if !reaches {
        machine(if v6 { "::" } else { "0.0.0.0" }.to_owned(), "*", "");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};
    use std::sync::Arc;

    fn row(sid: u64, family: &str, local: Option<Address>) -> SocketRow {
        let number = |name| call::number_of(name).unwrap();
        let name = Name::new("", &format!("s{sid}"));
        let mut row = SocketRow::new(SocketId(sid), name, number(family), number("SOCK_STREAM"), 0);
        row.local = local;
        row
    }

    fn shown(rows: &[SocketRow], reaches: bool, interfaces: &[Interface]) -> Vec<String> {
        let mut board = Board::default();
        for row in rows {
            board.sockets.insert(row.sid, Arc::new(row.clone()));
        }
        places(&board, &rows[0], reaches, interfaces)
            .into_iter()
            .map(|place| format!("{} {}", place.address, place.whose))
            .collect()
    }

    #[test]
    fn sockets_of_the_board_come_first_and_a_wildcard_is_reached_over_loopback() {
        let interfaces = [("lo".to_owned(), "127.0.0.1".parse().unwrap()), ("lo".to_owned(), "::1".parse().unwrap())];
        let rows = [
            row(1, "AF_INET", None),
            row(2, "AF_INET", Some(Address::inet("0.0.0.0", 8000))),
            row(3, "AF_INET6", Some(Address::inet6("::1", 9000))),
        ];
        assert_eq!(shown(&rows, true, &interfaces), ["127.0.0.1:8000 s2", "127.0.0.1 lo"]);
        assert_eq!(shown(&rows, false, &interfaces), ["127.0.0.1 lo", "0.0.0.0 *"]);
    }

    #[test]
    fn a_link_local_address_comes_with_its_interface_and_a_unix_socket_with_no_interface() {
        let interfaces = [("eth0".to_owned(), "fe80::7".parse().unwrap())];
        assert_eq!(shown(&[row(1, "AF_INET6", None)], true, &interfaces), ["fe80::7%eth0 eth0"]);
        let unix = [row(1, "AF_UNIX", None), row(2, "AF_UNIX", Some(Address::abstract_name(b"a\0b")))];
        assert_eq!(shown(&unix, true, &interfaces), ["@a\\0b s2"]);
    }
}
