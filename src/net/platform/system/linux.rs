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
                names.push(Address::from(std::net::SocketAddr::new(id.source_address, id.source_port)));
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
    let mut found = Vec::new();
    for (protocol, table) in [(IPPROTO_TCP, SystemKind::Tcp), (IPPROTO_UDP, SystemKind::Udp)] {
        for (family, socket_id) in [(AF_INET, SocketId::new_v4()), (AF_INET6, SocketId::new_v6())] {
            let request = InetRequest {
                family,
                protocol,
                extensions: ExtensionFlags::INFO | ExtensionFlags::SKMEMINFO,
                states: StateFlags::from_bits_retain(u32::MAX),
                socket_id,
            };
            dump(&socket, SockDiagMessage::InetRequest(request), |message| {
                if let SockDiagMessage::InetResponse(response) = message {
                    found.push(inet(&response, table));
                }
            })?;
        }
    }
    let request = UnixRequest {
        state_flags: UnixStates::from_bits_retain(u32::MAX),
        inode: 0,
        show_flags: ShowFlags::NAME | ShowFlags::PEER | ShowFlags::RQLEN | ShowFlags::MEMINFO,
        cookie: [0; 8],
    };
    let mut sockets = Vec::new();
    // A kernel may lack the diagnosis of Unix sockets alone.
    let told = dump(&socket, SockDiagMessage::UnixRequest(request), |message| {
        if let SockDiagMessage::UnixResponse(response) = message {
            sockets.push(unix(&response));
        }
    });
    match told {
        Ok(()) => found.extend(with_peers(sockets)),
        Err(_) => {
            found.extend(proc_net::sockets().into_iter().flatten().filter(|socket| socket.table == SystemKind::Unix))
        }
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
        let mut rest = buffer.get(..size).unwrap_or_default();
        if rest.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        while let Some(length) = rest.get(..4).and_then(|word| word.try_into().ok()).map(u32::from_ne_bytes) {
            let length = length as usize;
            let Some(one) = rest.get(..length).filter(|one| one.len() >= 16) else { break };
            match NetlinkMessage::<SockDiagMessage>::deserialize(one).map(|message| message.payload) {
                Ok(NetlinkPayload::InnerMessage(message)) => take(message),
                Ok(NetlinkPayload::Done(_)) => return Ok(()),
                Ok(NetlinkPayload::Error(error)) => return Err(error.to_io()),
                Ok(_) | Err(_) => {}
            }
            rest = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
    }
}

fn inet(response: &InetResponse, table: SystemKind) -> SystemSocket {
    let header = &response.header;
    let place = |ip: std::net::IpAddr, port: u16| Address::from(std::net::SocketAddr::new(ip, port));
    let id = &header.socket_id;
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
