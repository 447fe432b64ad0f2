//! `/proc/net/{tcp,tcp6,udp,udp6,unix}` (`proc_pid_net(5)`): where there is no netlink, and to check it by.

use crate::call::{Address, TcpState};
use crate::net::system::{SystemKind, SystemSocket};
use std::net::{Ipv4Addr, Ipv6Addr};

/// All tables; none where not one of them can be read.
pub fn sockets() -> Option<Vec<SystemSocket>> {
    let mut all = Vec::new();
    let mut was_read = false;
    for (file, table) in [
        ("tcp", SystemKind::Tcp),
        ("tcp6", SystemKind::Tcp),
        ("udp", SystemKind::Udp),
        ("udp6", SystemKind::Udp),
        ("unix", SystemKind::Unix),
    ] {
        let Ok(text) = std::fs::read(format!("/proc/net/{file}")) else { continue };
        was_read = true;
        let text = String::from_utf8_lossy(&text);
        let lines = text.lines().skip(1);
        match table {
            SystemKind::Unix => all.extend(lines.filter_map(unix_line)),
            table => all.extend(lines.filter_map(|line| inet_line(line, table))),
        }
    }
    was_read.then_some(all)
}

/// `0: 0100007F:1F90 00000000:0000 0A 00000000:00000001 00:00000000 00000000 0 0 12345 …`
pub(super) fn inet_line(line: &str, table: SystemKind) -> Option<SystemSocket> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (local, peer) = (place(words.get(1)?)?, place(words.get(2)?)?);
    let state = TcpState::from_number(u8::from_str_radix(words.get(3)?, 16).ok()?);
    let (sends, receives) = words.get(4)?.split_once(':')?;
    let hex = |text| u32::from_str_radix(text, 16).ok();
    let is_four = matches!(local, Address::Inet { .. });
    let drops = words.get(12).filter(|_| table == SystemKind::Udp).and_then(|word| word.parse().ok());
    let is_no_peer = peer.port() == Some(0) && peer.ip().is_some_and(|ip| ip.is_unspecified());
    Some(SystemSocket {
        table,
        family: if is_four { libc::AF_INET } else { libc::AF_INET6 },
        kind: if table == SystemKind::Tcp { libc::SOCK_STREAM } else { libc::SOCK_DGRAM },
        state,
        local,
        peer: Some(peer).filter(|_| !is_no_peer),
        receive_queue: hex(receives)?,
        send_queue: if state == Some(TcpState::Listen) { 0 } else { hex(sends)? },
        backlog: None,
        drops,
        uid: words.get(7)?.parse().ok(),
        inode: words.get(9)?.parse().ok()?,
        v6_only: None,
        processes: Vec::new(),
        tcp: None,
        memory: None,
    })
}

/// `0100007F:1F90`: the address in words of the machine's own byte order, the port in plain hexadecimal.
fn place(text: &str) -> Option<Address> {
    let (address, port) = text.split_once(':')?;
    let port = i64::from(u16::from_str_radix(port, 16).ok()?);
    let word = |at: usize| u32::from_str_radix(address.get(at..at + 8)?, 16).ok().map(u32::to_ne_bytes);
    match address.len() {
        8 => Some(Address::inet(&Ipv4Addr::from(word(0)?).to_string(), port)),
        32 => {
            let mut bytes = [0_u8; 16];
            for (index, chunk) in bytes.chunks_exact_mut(4).enumerate() {
                chunk.copy_from_slice(&word(index * 8)?);
            }
            Some(Address::inet6(&Ipv6Addr::from(bytes).to_string(), port))
        }
        _ => None,
    }
}

/// `0000000000000000: 00000002 00000000 00010000 0001 01 12345 /run/x.sock`
pub(super) fn unix_line(line: &str) -> Option<SystemSocket> {
    /// SO_ACCEPTCON: it listens.
    const ACCEPTS: u32 = 0x1_0000;
    let mut words = line.split_whitespace();
    let flags = u32::from_str_radix(words.nth(3)?, 16).ok()?;
    let kind = i32::from_str_radix(words.next()?, 16).ok()?;
    let is_connected = words.next()? == "03";
    let inode: u64 = words.next()?.parse().ok()?;
    // The name may have spaces in it: all that is left of the line.
    let name = line.split_once(&format!(" {inode} ")).map_or("", |(_, name)| name);
    let state = match (flags & ACCEPTS != 0, is_connected) {
        (true, _) => TcpState::Listen,
        (false, true) => TcpState::Established,
        (false, false) => TcpState::Close,
    };
    let local = match name.strip_prefix('@') {
        Some(name) => Address::abstract_name(name),
        None => Address::unix(name),
    };
    Some(SystemSocket {
        table: SystemKind::Unix,
        family: libc::AF_UNIX,
        kind,
        state: Some(state),
        local,
        peer: None,
        receive_queue: 0,
        send_queue: 0,
        backlog: None,
        drops: None,
        uid: None,
        inode,
        v6_only: None,
        processes: Vec::new(),
        tcp: None,
        memory: None,
    })
}

#[cfg(test)]
#[cfg(target_endian = "little")]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_the_kernel_writes_them() {
        let tcp = "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000001 00:00000000 00000000  1000        0 12345 1 \
                   0000000000000000 100 0 0 10 0";
        let socket = inet_line(tcp, SystemKind::Tcp).unwrap();
        assert_eq!((socket.local.to_string().as_str(), socket.state_name()), ("127.0.0.1:8080", "LISTEN"));
        assert_eq!((socket.receive_queue, socket.uid, socket.inode, socket.peer), (1, Some(1000), 12345, None));
        let udp = "  5: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 \
                   00000000:00000300 00:00000000 00000000   0  0 99 2 0000000000000000 4";
        let socket = inet_line(udp, SystemKind::Udp).unwrap();
        assert_eq!((socket.local.to_string().as_str(), socket.state_name()), ("[::1]:53", "UNCONN"));
        assert_eq!((socket.receive_queue, socket.drops), (768, Some(4)));
        let unix = "0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/a b.sock";
        let socket = unix_line(unix).unwrap();
        assert_eq!((socket.local.to_string().as_str(), socket.state_name()), ("/run/a b.sock", "LISTEN"));
        let unnamed = unix_line("0000000000000000: 00000003 00000000 00000000 0005 03 78").unwrap();
        assert!(unnamed.local.is_unnamed() && unnamed.protocol() == "u_seq");
        for odd in ["", "1: 2 3", "1: zz:1 00:1 0A 0:0 0 0 0 0 1", "x: 0100007F:1F90 0:0 0A", "a b c d e f g"] {
            assert!(inet_line(odd, SystemKind::Tcp).is_none() && unix_line(odd).is_none(), "{odd}");
        }
    }
}
