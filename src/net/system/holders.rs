//! Who has a port, or stands in the way of a name.

use super::{Process, SystemKind, SystemReader, SystemSocket};
use crate::call::{Address, TcpState};
use std::net::IpAddr;

/// A socket that has a name which someone else wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Holder {
    /// Which process; none where nobody has it any more (TIME_WAIT), or the system does not show it to us.
    pub process: Option<Process>,
    /// Who made the socket, where that is known.
    pub uid: Option<u32>,
    /// Its state; LISTEN, ESTABLISHED, TIME_WAIT… (see [`SystemSocket::state`]).
    pub state: Option<TcpState>,
    /// Its own name.
    pub local: Address,
    /// The other end's name.
    pub peer: Option<Address>,
    /// Its number, 0 where no process has it.
    pub inode: u64,
}

/// The sockets whose own name gets in the way of binding to `address`: the same port, and the same address or one of
/// both the wildcard; listeners first, then those of a process. A host that is no literal stands for any address.
/// Takes milliseconds: never on the window's thread.
///
/// # Errors
/// Those of [`SystemReader::read`].
pub fn holders(kind: SystemKind, address: &Address) -> Result<Vec<Holder>, i32> {
    Ok(holders_among(&SystemReader::default().read()?, kind, address))
}

/// [`holders`] among sockets that were read before. Pure.
pub fn holders_among(sockets: &[SystemSocket], kind: SystemKind, address: &Address) -> Vec<Holder> {
    let mut found: Vec<&SystemSocket> =
        sockets.iter().filter(|socket| socket.table == kind && clashes(socket, address)).collect();
    found.sort_by_key(|socket| (!socket.is_listener(), socket.processes.is_empty()));
    let holder = |socket: &SystemSocket| Holder {
        process: socket.process().cloned(),
        uid: socket.uid,
        state: socket.state,
        local: socket.local.clone(),
        peer: socket.peer.clone(),
        inode: socket.inode,
    };
    found.into_iter().map(holder).collect()
}

/// Whether a socket's own name and `address` are the same place, or one of them holds the other (`ip(7)`, INADDR_ANY).
pub fn clashes(socket: &SystemSocket, address: &Address) -> bool {
    match (&socket.local, address) {
        (Address::Unix { path }, Address::Unix { path: wanted }) => path == wanted && !path.is_empty(),
        (Address::Abstract { name }, Address::Abstract { name: wanted }) => name == wanted,
        (local, wanted) => {
            let (Some(port), Some(local_ip)) = (local.port(), local.ip()) else { return false };
            port != 0 && Some(port) == wanted.port() && meet(local_ip, socket.v6_only, wanted)
        }
    }
}

fn meet(local: IpAddr, v6_only: Option<bool>, wanted: &Address) -> bool {
    let host = wanted.host().unwrap_or_default();
    let is_six = matches!(wanted, Address::Inet6 { .. });
    let ip = match (host, wanted.ip()) {
        ("", _) if is_six => IpAddr::from([0_u16; 8]),
        ("", _) => IpAddr::from([0_u8; 4]),
        (_, Some(ip)) => ip,
        (_, None) => return true,
    };
    let (local, ip) = (mapped(local), mapped(ip));
    // An IPv6 wildcard takes IPv4 as well, unless it was told not to.
    let covers = |wild: IpAddr, other: IpAddr, only: bool| {
        wild.is_unspecified() && (wild.is_ipv4() == other.is_ipv4() || (wild.is_ipv6() && !only))
    };
    local == ip || covers(local, ip, v6_only.unwrap_or(false)) || covers(ip, local, false)
}

fn mapped(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::number_of;

    fn socket(local: Address, state: TcpState, v6_only: Option<bool>) -> SystemSocket {
        SystemSocket {
            table: SystemKind::Tcp,
            family: number_of("AF_INET").unwrap(),
            kind: number_of("SOCK_STREAM").unwrap(),
            state: Some(state),
            local,
            peer: None,
            receive_queue: 0,
            send_queue: 0,
            backlog: None,
            drops: None,
            uid: None,
            inode: 1,
            v6_only,
            processes: Vec::new(),
            tcp: None,
            memory: None,
        }
    }

    #[test]
    fn a_name_is_in_the_way_of_the_same_and_of_the_wildcard() {
        let v4 = |host: &str| Address::inet(host, 80);
        let v6 = |host: &str| Address::inet6(host, 80);
        for (local, v6_only, wanted, is_in_the_way) in [
            (v4("127.0.0.1"), None, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), None, v4("127.0.0.2"), false),
            (v4("127.0.0.1"), None, Address::inet("127.0.0.1", 81), false),
            (v4("0.0.0.0"), None, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), None, v4(""), true),
            (v4("127.0.0.1"), None, v4("localhost"), true),
            (v6("::"), Some(false), v4("127.0.0.1"), true),
            (v6("::"), Some(true), v4("127.0.0.1"), false),
            (v6("::1"), None, v4("127.0.0.1"), false),
            (v6("::ffff:127.0.0.1"), None, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), None, v6("::"), true),
            (Address::unix("/a"), None, Address::unix("/a"), true),
            (Address::unix(""), None, Address::unix(""), false),
            (Address::abstract_name("a"), None, Address::unix("a"), false),
        ] {
            let socket = socket(local.clone(), TcpState::Listen, v6_only);
            assert_eq!(clashes(&socket, &wanted), is_in_the_way, "{local} and {wanted}");
        }
    }

    #[test]
    fn listeners_come_first() {
        let sockets = [TcpState::TimeWait, TcpState::Listen].map(|state| socket(Address::inet("::1", 9), state, None));
        let found = holders_among(&sockets, SystemKind::Tcp, &Address::inet6("", 9));
        assert_eq!(
            found.iter().map(|holder| holder.state.unwrap()).collect::<Vec<_>>(),
            [TcpState::Listen, TcpState::TimeWait]
        );
        assert!(holders_among(&sockets, SystemKind::Udp, &Address::inet("", 9)).is_empty());
    }
}
