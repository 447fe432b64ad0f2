//! Where sockets are on the synthetic network.

use super::packet::End;
use crate::call::{Address, SocketId, family};
use crate::session::{Board, SocketRow};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Hosts of TEST-NET-1 (RFC 5737): Unix sockets, and addresses that the session does not tell.
const NOWHERE: [Ipv4Addr; 2] = [Ipv4Addr::new(192, 0, 2, 1), Ipv4Addr::new(192, 0, 2, 2)];
/// The first of the ports that are for whoever comes.
const FIRST_PORT: u16 = 49_152;

/// Names for what has none on an IP network.
#[derive(Debug, Default)]
pub struct Places {
    ports: u16,
    unix: HashMap<Address, End>,
    unnamed: HashMap<SocketId, End>,
}

impl Places {
    fn port(&mut self) -> u16 {
        let port = FIRST_PORT + self.ports;
        self.ports = (self.ports + 1) % (u16::MAX - FIRST_PORT);
        port
    }

    /// A Unix socket's place: that of its name, or one of its own.
    pub fn unix(&mut self, address: Option<&Address>, sid: SocketId) -> End {
        if let Some(known) = address.and_then(|address| self.unix.get(address)).or(self.unnamed.get(&sid)) {
            return *known;
        }
        let named = address.filter(|address| !address.is_unnamed());
        let end = End::new(NOWHERE[usize::from(named.is_some())].into(), self.port());
        match named {
            Some(address) => self.unix.insert(address.clone(), end),
            None => self.unnamed.insert(sid, end),
        };
        end
    }

    /// A place that nothing tells of, on the host that `near` is reached from.
    pub fn unknown(&mut self, near: IpAddr) -> End {
        End::new(host_near(near), self.port())
    }

    /// An address as a place; a wildcard is the host that `near` is reached from. None where it is no numeric one.
    pub fn inet(&mut self, address: &Address, near: Option<IpAddr>) -> Option<End> {
        let ip = match address.host()? {
            "" => IpAddr::from(Ipv4Addr::UNSPECIFIED),
            "localhost" => near.filter(IpAddr::is_loopback).unwrap_or(Ipv4Addr::LOCALHOST.into()),
            _ => address.ip()?,
        };
        let ip = ip.to_canonical();
        let ip = if ip.is_unspecified() { near.map_or_else(|| loopback(ip), host_near) } else { ip };
        let port = u16::try_from(address.port()?).ok()?;
        // One family at both ends.
        let ip = match near.map(|near| near.to_canonical()) {
            Some(near) if near.is_ipv4() != ip.is_ipv4() => host_near(near),
            _ => ip,
        };
        Some(End::new(ip, if port == 0 { self.port() } else { port }))
    }
}

fn loopback(like: IpAddr) -> IpAddr {
    if like.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() }
}

/// The host that this one is reached from: itself on loopback, a host of documentation elsewhere (RFC 5737, RFC 3849).
fn host_near(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        ip if ip.is_loopback() => ip,
        IpAddr::V4(_) => NOWHERE[0].into(),
        IpAddr::V6(_) => Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into(),
    }
}

/// Whether it is a socket of AF_UNIX.
pub fn is_unix(row: &SocketRow) -> bool {
    family(row.family) == Some("AF_UNIX")
}

/// Whether it is one of IP.
pub fn is_inet(row: &SocketRow) -> bool {
    matches!(family(row.family), Some("AF_INET" | "AF_INET6"))
}

/// Whether its messages are datagrams of UDP, or of AF_UNIX.
pub fn is_datagram(row: &SocketRow) -> bool {
    crate::call::kind(row.kind & 0xf) == Some("SOCK_DGRAM")
}

/// The open socket of the session that is bound to this port and takes datagrams.
pub fn has_datagram_port(board: &Board, port: u16) -> bool {
    let at = |row: &SocketRow| row.local.as_ref().and_then(Address::port) == Some(port.into());
    board.sockets.values().any(|row| is_datagram(row) && at(row))
}
