//! One packet's bytes: IP and what is in it, checksums right.

use etherparse::{PacketBuilder, TcpHeader, TcpOptionElement};
use std::net::IpAddr;

/// One end: an address and a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct End {
    pub ip: IpAddr,
    pub port: u16,
}

impl End {
    /// IPv4 in IPv6 is IPv4 on the wire.
    pub fn new(ip: IpAddr, port: u16) -> Self {
        Self { ip: ip.to_canonical(), port }
    }

    /// The largest segment between two such ends on an Ethernet (RFC 879, RFC 8200).
    pub fn segment(self) -> usize {
        if self.ip.is_ipv4() { 1460 } else { 1440 }
    }
}

/// The control bits of a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    pub syn: bool,
    pub ack: bool,
    pub push: bool,
    pub fin: bool,
    pub rst: bool,
}

const TTL: u8 = 64;
const WINDOW: u16 = 65_535;

/// The most bytes of a datagram's payload that one IPv4 packet holds.
pub const LARGEST: usize = 65_507;

/// A TCP segment; `ack` is the number that it acknowledges, where the bit is set. None where it is too long for IP.
pub fn segment(from: End, to: End, seq: u32, ack: u32, bits: Bits, data: &[u8]) -> Option<Vec<u8>> {
    let mut tcp = TcpHeader::new(from.port, to.port, seq, if bits.rst && !bits.ack { 0 } else { WINDOW });
    (tcp.syn, tcp.ack, tcp.psh, tcp.fin, tcp.rst) = (bits.syn, bits.ack, bits.push, bits.fin, bits.rst);
    tcp.acknowledgment_number = if bits.ack { ack } else { 0 };
    if bits.syn {
        let largest = u16::try_from(from.segment()).ok()?;
        tcp.set_options(&[TcpOptionElement::MaximumSegmentSize(largest)]).ok()?;
    }
    let mut out = Vec::with_capacity(60 + data.len());
    let done = match (from.ip, to.ip) {
        (IpAddr::V4(from), IpAddr::V4(to)) => {
            PacketBuilder::ipv4(from.octets(), to.octets(), TTL).tcp_header(tcp).write(&mut out, data)
        }
        (from, to) => PacketBuilder::ipv6(six(from), six(to), TTL).tcp_header(tcp).write(&mut out, data),
    };
    done.ok().map(|()| out)
}

/// A UDP datagram. None where it is too long for IP.
pub fn datagram(from: End, to: End, data: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(48 + data.len());
    let done = match (from.ip, to.ip) {
        (IpAddr::V4(ip), IpAddr::V4(other)) => {
            PacketBuilder::ipv4(ip.octets(), other.octets(), TTL).udp(from.port, to.port).write(&mut out, data)
        }
        (ip, other) => PacketBuilder::ipv6(six(ip), six(other), TTL).udp(from.port, to.port).write(&mut out, data),
    };
    done.ok().map(|()| out)
}

fn six(ip: IpAddr) -> [u8; 16] {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
        IpAddr::V6(ip) => ip.octets(),
    }
}
