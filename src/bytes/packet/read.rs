//! What a raw socket received, in a packet's own terms.

use etherparse::{Icmpv4Slice, Icmpv4Type, Icmpv6Slice, Icmpv6Type, IpNumber, Ipv4Slice};
use std::net::IpAddr;

/// A received packet, as far as its headers say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacketSummary {
    /// The IP header's source, where the packet came with its header (IPv4 raw sockets, raw(7)).
    pub source: Option<IpAddr>,
    /// The time to live that was left, where the packet came with its header.
    pub ttl: Option<u8>,
    /// Bytes of the IP header before the message.
    pub header: usize,
    /// What it is.
    pub kind: PacketKind,
}

/// Which message a packet carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PacketKind {
    /// An echo request: identifier, sequence number, bytes of payload.
    EchoRequest { id: u16, seq: u16, len: usize },
    /// The answer to one.
    EchoReply { id: u16, seq: u16, len: usize },
    /// Another ICMP or ICMPv6 message.
    Icmp { kind: u8, code: u8 },
    /// Another protocol behind the IPv4 header.
    Protocol(u8),
}

/// What the bytes begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// An IPv4 header: raw IPv4 sockets (raw(7)).
    Ipv4,
    /// An ICMP message: *ping sockets* (icmp(7)).
    Icmp,
    /// An ICMPv6 message: IPv6 sockets of either kind.
    Icmpv6,
}

/// Reads what a raw or ping socket received. None where the bytes are no such packet.
pub fn summary(packet: &[u8], framing: Framing) -> Option<PacketSummary> {
    if framing == Framing::Icmp {
        return Some(PacketSummary { source: None, ttl: None, header: 0, kind: icmp(packet)? });
    }
    if framing == Framing::Icmpv6 {
        let message = Icmpv6Slice::from_slice(packet).ok()?;
        let len = message.payload().len();
        let kind = match message.icmp_type() {
            Icmpv6Type::EchoRequest(echo) => PacketKind::EchoRequest { id: echo.id, seq: echo.seq, len },
            Icmpv6Type::EchoReply(echo) => PacketKind::EchoReply { id: echo.id, seq: echo.seq, len },
            _ => PacketKind::Icmp { kind: message.type_u8(), code: message.code_u8() },
        };
        return Some(PacketSummary { source: None, ttl: None, header: 0, kind });
    }
    let ip = Ipv4Slice::from_slice(packet).ok()?;
    let header = ip.header();
    let protocol = ip.payload_ip_number();
    let message = if protocol == IpNumber::ICMP { icmp(ip.payload().payload) } else { None };
    let kind = message.unwrap_or(PacketKind::Protocol(protocol.0));
    let source = Some(IpAddr::V4(header.source_addr()));
    Some(PacketSummary { source, ttl: Some(header.ttl()), header: header.slice().len(), kind })
}

fn icmp(message: &[u8]) -> Option<PacketKind> {
    let message = Icmpv4Slice::from_slice(message).ok()?;
    let len = message.payload().len();
    Some(match message.icmp_type() {
        Icmpv4Type::EchoRequest(echo) => PacketKind::EchoRequest { id: echo.id, seq: echo.seq, len },
        Icmpv4Type::EchoReply(echo) => PacketKind::EchoReply { id: echo.id, seq: echo.seq, len },
        _ => PacketKind::Icmp { kind: message.type_u8(), code: message.code_u8() },
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Echo, Ipv4Header};
    use super::*;
    use proptest::prelude::*;
    use std::net::Ipv4Addr;

    #[test]
    fn what_was_built_is_read_again() {
        let echo = Echo { id: 7, seq: 9, payload: b"ping".to_vec() };
        let header = Ipv4Header { source: Ipv4Addr::LOCALHOST, destination: Ipv4Addr::LOCALHOST, ttl: 64 };
        let kind = PacketKind::EchoRequest { id: 7, seq: 9, len: 4 };
        let v4 = summary(&header.before(&echo.icmp().unwrap()).unwrap(), Framing::Ipv4).unwrap();
        assert_eq!(v4, PacketSummary { source: Some(Ipv4Addr::LOCALHOST.into()), ttl: Some(64), header: 20, kind });
        let v6 = summary(&echo.icmp6().unwrap(), Framing::Icmpv6).unwrap();
        assert_eq!((v6.kind, v6.header, v6.ttl), (kind, 0, None));
        assert_eq!(summary(&echo.icmp().unwrap(), Framing::Icmp).unwrap().kind, kind);
    }

    #[test]
    fn other_messages_and_other_protocols_are_told_by_number() {
        assert_eq!(
            summary(&[3, 4, 0, 0, 0, 0, 0, 0], Framing::Icmpv6).unwrap().kind,
            PacketKind::Icmp { kind: 3, code: 4 }
        );
        let mut udp = vec![0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1];
        udp.extend([0; 8]);
        assert_eq!(summary(&udp, Framing::Ipv4).unwrap().kind, PacketKind::Protocol(17));
        assert_eq!(summary(b"", Framing::Ipv4), None);
        assert_eq!(summary(b"GET / HTTP/1.1\r\n", Framing::Ipv4), None);
    }

    proptest! {
        #[test]
        fn no_bytes_of_a_peer_can_stop_it(packet in proptest::collection::vec(any::<u8>(), 0..128)) {
            for framing in [Framing::Ipv4, Framing::Icmp, Framing::Icmpv6] {
                let _ = summary(&packet, framing);
            }
        }
    }
}
