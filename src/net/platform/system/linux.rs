//! Linux: one dump of `sock_diag(7)` a table over a netlink socket; `/proc/net` where that is not to be had.

use super::proc_net;
use crate::call::{Address, TcpState};
use crate::net::system::{SystemKind, SystemSocket};
use crate::net::tcp_info::{SocketMemory, TcpInfo};
use netlink_packet_core::{NLM_F_DUMP, NLM_F_REQUEST, NetlinkHeader, NetlinkMessage, NetlinkPayload};
use netlink_packet_sock_diag::inet::nlas::Nla;
use netlink_packet_sock_diag::inet::{ExtensionFlags, InetRequest, InetResponse, SocketId, StateFlags};
use netlink_packet_sock_diag::unix::nlas::{Nla as UnixNla, UnixDiagName};
use netlink_packet_sock_diag::unix::{ShowFlags, StateFlags as UnixStates, UnixRequest, UnixResponse};
use netlink_packet_sock_diag::{AF_INET, AF_INET6, IPPROTO_TCP, IPPROTO_UDP, SockDiagMessage};
use netlink_sys::{Socket, SocketAddr, protocols::NETLINK_SOCK_DIAG};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr as IpSocketAddr, SocketAddrV6};
use std::os::unix::ffi::OsStrExt;

/// The kernel fills at most 32 KiB a message of a dump.
const BUFFER: usize = 64 * 1024;

/// All TCP, UDP and Unix sockets of this network namespace, without their processes.
///
/// # Errors
/// The errno of netlink where `/proc/net` cannot be read either.
pub fn system_sockets() -> Result<Vec<SystemSocket>, i32> {
    by_netlink().or_else(|error| proc_net::sockets().ok_or(error.raw_os_error().unwrap_or(libc::EIO)))
}

/// The own names of TCP connections whose handshake is not done (SYN_RECV), one entry each; none where netlink is not to
/// be had.
pub fn handshakes() -> Option<Vec<Address>> {
    let socket = diagnosis().ok()?;
    let mut names = Vec::new();
    for (family, socket_id) in [(AF_INET, SocketId::new_v4()), (AF_INET6, SocketId::new_v6())] {
        let states = StateFlags::SYN_RECV | StateFlags::from_bits_retain(1 << 12);
        let extensions = ExtensionFlags::empty();
        let request = InetRequest { family, protocol: IPPROTO_TCP, extensions, states, socket_id };
        let asked = dump(&socket, SockDiagMessage::InetRequest(request), |message| {
            if let SockDiagMessage::InetResponse(response) = message {
                let id = response.header.socket_id;
                names.push(named(id.source_address, id.source_port, id.interface_id));
            }
        });
        asked.ok()?;
    }
    Some(names)
}

fn diagnosis() -> io::Result<Socket> {
    let mut socket = Socket::new(NETLINK_SOCK_DIAG)?;
    socket.bind_auto()?;
    socket.connect(&SocketAddr::new(0, 0))?;
    Ok(socket)
}

fn by_netlink() -> io::Result<Vec<SystemSocket>> {
    let socket = diagnosis()?;
    let mut found = inet_table(&socket, SystemKind::Tcp)?;
    // A kernel may lack the diagnosis of UDP, or of Unix sockets, alone.
    match inet_table(&socket, SystemKind::Udp) {
        Ok(sockets) => found.extend(sockets),
        Err(error) => found.extend(proc_net::sockets().ok_or(error)?.into_iter().filter(is_of(SystemKind::Udp))),
    }
    let request = UnixRequest {
        state_flags: UnixStates::from_bits_retain(u32::MAX),
        inode: 0,
        show_flags: ShowFlags::NAME | ShowFlags::PEER | ShowFlags::RQLEN | ShowFlags::MEMINFO,
        cookie: [0; 8],
    };
    let mut sockets = Vec::new();
    let told = dump(&socket, SockDiagMessage::UnixRequest(request), |message| {
        if let SockDiagMessage::UnixResponse(response) = message {
            sockets.push(unix(&response));
        }
    });
    match told {
        Ok(()) => found.extend(with_peers(sockets)),
        Err(_) => found.extend(proc_net::sockets().into_iter().flatten().filter(is_of(SystemKind::Unix))),
    }
    Ok(found)
}

fn is_of(table: SystemKind) -> impl Fn(&SystemSocket) -> bool {
    move |socket| socket.table == table
}

/// Both families of TCP or UDP.
fn inet_table(socket: &Socket, table: SystemKind) -> io::Result<Vec<SystemSocket>> {
    let protocol = if table == SystemKind::Tcp { IPPROTO_TCP } else { IPPROTO_UDP };
    let mut found = Vec::new();
    for (family, socket_id) in [(AF_INET, SocketId::new_v4()), (AF_INET6, SocketId::new_v6())] {
        let request = InetRequest {
            family,
            protocol,
            extensions: ExtensionFlags::INFO | ExtensionFlags::SKMEMINFO,
            states: StateFlags::from_bits_retain(u32::MAX),
            socket_id,
        };
        dump(socket, SockDiagMessage::InetRequest(request), |message| {
            if let SockDiagMessage::InetResponse(response) = message {
                found.push(inet(&response, table));
            }
        })?;
    }
    Ok(found)
}

/// One request and all of its answers. What cannot be read of a single one is left out.
fn dump(socket: &Socket, request: SockDiagMessage, mut take: impl FnMut(SockDiagMessage)) -> io::Result<()> {
    let mut header = NetlinkHeader::default();
    header.flags = NLM_F_REQUEST | NLM_F_DUMP;
    let mut message = NetlinkMessage::new(header, request.into());
    message.finalize();
    let mut bytes = vec![0; message.buffer_len()];
    message.serialize(&mut bytes);
    socket.send(&bytes, 0)?;
    let mut buffer = vec![0_u8; BUFFER];
    loop {
        let size = match socket.recv(&mut &mut buffer[..], 0) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        let answers = buffer.get(..size).filter(|answers| !answers.is_empty());
        if take_in(answers.ok_or(io::ErrorKind::UnexpectedEof)?, &mut take)? {
            return Ok(());
        }
    }
}

/// Some of the answers to a dump. Whether they are the last.
fn take_in(mut rest: &[u8], take: &mut impl FnMut(SockDiagMessage)) -> io::Result<bool> {
    while let Some(length) = rest.get(..4).and_then(|word| word.try_into().ok()).map(u32::from_ne_bytes) {
        let length = length as usize;
        let Some(one) = rest.get(..length).filter(|one| one.len() >= 16) else { break };
        match NetlinkMessage::<SockDiagMessage>::deserialize(one).map(|message| message.payload) {
            Ok(NetlinkPayload::InnerMessage(message)) => take(message),
            // A dump that fails ends, too: a kernel without the diagnosis of UDP says ENOENT here (`netlink_dump_done`).
            Ok(NetlinkPayload::Done(done)) if done.code < 0 => {
                return Err(io::Error::from_raw_os_error(done.code.saturating_neg()));
            }
            Ok(NetlinkPayload::Done(_)) => return Ok(true),
            Ok(NetlinkPayload::Error(error)) => return Err(error.to_io()),
            Ok(_) | Err(_) => {}
        }
        rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
    }
    Ok(false)
}

/// A name as `getsockname` has it: an address of one link comes with the interface to which the socket is bound.
fn named(ip: IpAddr, port: u16, interface: u32) -> Address {
    match ip {
        IpAddr::V6(ip) if ip.is_unicast_link_local() || matches!(ip.segments()[0] & 0xff0f, 0xff01 | 0xff02) => {
            IpSocketAddr::from(SocketAddrV6::new(ip, port, 0, interface)).into()
        }
        ip => IpSocketAddr::new(ip, port).into(),
    }
}

fn inet(response: &InetResponse, table: SystemKind) -> SystemSocket {
    let header = &response.header;
    let id = &header.socket_id;
    let place = |ip: IpAddr, port: u16| named(ip, port, id.interface_id);
    let has_peer = id.destination_port != 0 || !id.destination_address.is_unspecified();
    let state = TcpState::from_number(header.state);
    let is_listener = state == Some(TcpState::Listen);
    let mut socket = SystemSocket {
        table,
        family: i32::from(header.family),
        kind: if table == SystemKind::Tcp { libc::SOCK_STREAM } else { libc::SOCK_DGRAM },
        state,
        local: place(id.source_address, id.source_port),
        peer: has_peer.then(|| place(id.destination_address, id.destination_port)),
        receive_queue: header.recv_queue,
        send_queue: if is_listener { 0 } else { header.send_queue },
        backlog: is_listener.then_some(header.send_queue),
        drops: None,
        uid: Some(header.uid),
        inode: u64::from(header.inode),
        v6_only: None,
        processes: Vec::new(),
        tcp: None,
        memory: None,
    };
    for nla in &response.nlas {
        match nla {
            Nla::TcpInfo(bytes) => socket.tcp = TcpInfo::parse(bytes),
            Nla::MemInfo(memory) => {
                socket.drops = Some(memory.drops);
                socket.memory = Some(SocketMemory {
                    receive: memory.receive_queue,
                    receive_most: memory.receive_queue_max,
                    send: memory.bottom_send_queues,
                    send_most: memory.send_queue_max,
                    send_queued: memory.send_queue,
                    backlog: memory.backlog_queue_length,
                    drops: memory.drops,
                });
            }
            Nla::SkV6Only(only) => socket.v6_only = Some(*only),
            _ => {}
        }
    }
    socket
}

/// With the number of the other end in the place of its name: names are known once all were read.
fn unix(response: &UnixResponse) -> (SystemSocket, Option<u32>) {
    let state = TcpState::from_number(response.header.state);
    let is_listener = state == Some(TcpState::Listen);
    let (mut waiting, mut most, mut peer) = (0, 0, None);
    let mut local = Address::unix("");
    for nla in &response.nlas {
        match nla {
            UnixNla::Name(UnixDiagName::Pathname(path)) => local = Address::unix(path.as_bytes()),
            UnixNla::Name(UnixDiagName::Abstract(name)) => local = Address::abstract_name(name),
            UnixNla::ReceiveQueueLength(first, second) => (waiting, most) = (*first, *second),
            UnixNla::Peer(inode) => peer = Some(*inode),
            _ => {}
        }
    }
    let socket = SystemSocket {
        table: SystemKind::Unix,
        family: libc::AF_UNIX,
        kind: i32::from(response.header.kind),
        state,
        local,
        peer: None,
        receive_queue: waiting,
        send_queue: if is_listener { 0 } else { most },
        backlog: is_listener.then_some(most),
        drops: None,
        uid: None,
        inode: u64::from(response.header.inode),
        v6_only: None,
        processes: Vec::new(),
        tcp: None,
        memory: None,
    };
    (socket, peer)
}

fn with_peers(sockets: Vec<(SystemSocket, Option<u32>)>) -> Vec<SystemSocket> {
    let named = sockets.iter().filter(|(socket, _)| !socket.local.is_unnamed());
    let names: HashMap<u64, Address> = named.map(|(socket, _)| (socket.inode, socket.local.clone())).collect();
    let told = |(mut socket, peer): (SystemSocket, Option<u32>)| {
        socket.peer = peer.and_then(|inode| names.get(&u64::from(inode)).cloned());
        socket
    };
    sockets.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::linux::net::SocketAddrExt as _;

    /// What netlink says of a listener with one client in its queue, and `/proc/net` of the same.
    #[test]
    fn both_ways_find_a_listener_and_its_queue() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let name = listener.local_addr().unwrap();
        let client = std::net::TcpStream::connect(name).unwrap();
        let wanted = Address::from(name);
        for sockets in [by_netlink().unwrap(), proc_net::sockets().unwrap()] {
            let one = sockets.iter().find(|socket| socket.local == wanted && socket.is_listener()).unwrap();
            assert_eq!((one.protocol(), one.receive_queue), ("tcp", 1));
            let peer = Some(Address::from(client.local_addr().unwrap()));
            let waiting = sockets.iter().find(|socket| socket.peer == peer).unwrap();
            assert_eq!(waiting.state_name(), "ESTABLISHED");
        }
        let sockets = by_netlink().unwrap();
        let one = sockets.iter().find(|socket| socket.local == wanted && socket.is_listener()).unwrap();
        assert_eq!(one.accept_queue().map(|(waiting, _)| waiting), Some(1));
        assert!(one.backlog.unwrap() >= 128 && one.drops == Some(0));
        let connected = sockets.iter().find(|socket| socket.peer == Some(wanted.clone())).unwrap();
        assert!(connected.tcp.unwrap().send_mss > 0 && connected.memory.unwrap().receive_most > 0);
    }

    #[test]
    fn addresses_of_one_link_have_their_interface() {
        for (ip, scope) in [("fe80::1", 2), ("ff02::fb", 2), ("ff05::2", 0), ("2001:db8::1", 0), ("::1", 0), ("::", 0)]
        {
            let wanted = Address::Inet6 { host: ip.into(), port: 80, flow: 0, scope };
            assert_eq!(named(ip.parse().unwrap(), 80, 2), wanted, "{ip}");
        }
        assert_eq!(named("10.0.0.1".parse().unwrap(), 80, 2), Address::inet("10.0.0.1", 80));
    }

    #[test]
    fn a_dump_that_failed_is_no_empty_table() {
        // NLMSG_DONE of a dump of several parts, and the number that the kernel writes into it.
        let done = |code: i32| {
            let mut bytes = [20_u32.to_ne_bytes(), [0; 4], [0; 4], [0; 4], code.to_ne_bytes()].concat();
            bytes[4..8].copy_from_slice(&[3_u16.to_ne_bytes(), 2_u16.to_ne_bytes()].concat());
            take_in(&bytes, &mut |_| {}).map_err(|error| error.raw_os_error())
        };
        assert_eq!(done(0), Ok(true));
        assert_eq!(done(-libc::ENOENT), Err(Some(libc::ENOENT)));
        assert_eq!(take_in(&[], &mut |_| {}).ok(), Some(false));
    }

    #[test]
    fn unix_sockets_have_their_names_and_their_peers() {
        let name = format!("sockscope-test-{}", std::process::id());
        let address = std::os::unix::net::SocketAddr::from_abstract_name(&name).unwrap();
        let listener = std::os::unix::net::UnixListener::bind_addr(&address).unwrap();
        let _client = std::os::unix::net::UnixStream::connect_addr(&address).unwrap();
        let _accepted = listener.accept().unwrap();
        let wanted = Address::abstract_name(&name);
        let sockets = by_netlink().unwrap();
        assert!(sockets.iter().any(|socket| socket.local == wanted && socket.is_listener()));
        assert!(sockets.iter().any(|socket| socket.peer == Some(wanted.clone())));
    }
}
