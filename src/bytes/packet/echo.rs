//! An echo request, with a header of one's own where IP_HDRINCL asks for one.

use etherparse::{IcmpEchoHeader, Icmpv4Header, Icmpv4Type, Icmpv6Header, Icmpv6Type, IpNumber};
use std::net::Ipv4Addr;

/// What an echo request is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo {
    /// Tells one program's requests from another's.
    pub id: u16,
    /// Tells one request from the next.
    pub seq: u16,
    /// What the answer brings back.
    pub payload: Vec<u8>,
}

/// An IPv4 header of one's own; the kernel fills in the whole length and the checksum, and the identification and the
/// source where they are 0 (raw(7)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv4Header {
    /// From where; 0.0.0.0 for the kernel's choice.
    pub source: Ipv4Addr,
    /// To where.
    pub destination: Ipv4Addr,
    /// How many routers may pass it on.
    pub ttl: u8,
}

/// Why a packet cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the payload is longer than a packet of 65535 bytes holds")]
pub struct PacketError;

/// What the length field of IPv4 counts to.
const LONGEST: usize = 65_535;
/// An IPv4 header without options, and an echo header.
const HEADERS: usize = 20 + 8;

impl Echo {
    /// The ICMP message (type 8) with its checksum.
    ///
    /// # Errors
    /// The payload does not fit into one packet.
    pub fn icmp(&self) -> Result<Vec<u8>, PacketError> {
        self.check()?;
        let header = Icmpv4Header::with_checksum(Icmpv4Type::EchoRequest(self.header()), &self.payload);
        Ok([header.to_bytes().as_slice(), &self.payload].concat())
    }

    /// The ICMPv6 message (type 128). Its checksum is 0: over the pseudo-header only the kernel can compute it, and it
    /// does so for every raw ICMPv6 socket (RFC 3542, 3.1).
    ///
    /// # Errors
    /// The payload does not fit into one packet.
    pub fn icmp6(&self) -> Result<Vec<u8>, PacketError> {
        self.check()?;
        let header = Icmpv6Header { icmp_type: Icmpv6Type::EchoRequest(self.header()), checksum: 0 };
        Ok([header.to_bytes().as_slice(), &self.payload].concat())
    }

    fn header(&self) -> IcmpEchoHeader {
        IcmpEchoHeader { id: self.id, seq: self.seq }
    }

    fn check(&self) -> Result<(), PacketError> {
        if self.payload.len() > LONGEST - HEADERS { Err(PacketError) } else { Ok(()) }
    }
}

impl Ipv4Header {
    /// The header before an ICMP message.
    ///
    /// # Errors
    /// Both together are longer than 65535 bytes.
    pub fn before(&self, message: &[u8]) -> Result<Vec<u8>, PacketError> {
        let len = u16::try_from(message.len()).map_err(|_| PacketError)?;
        let (source, destination) = (self.source.octets(), self.destination.octets());
        let header = etherparse::Ipv4Header::new(len, self.ttl, IpNumber::ICMP, source, destination);
        let mut header = header.map_err(|_| PacketError)?;
        // Fragments of it may be made on the way: as the kernel sends a packet that it did not look up a path for.
        header.dont_fragment = false;
        header.header_checksum = header.calc_header_checksum();
        Ok([header.to_bytes().as_slice(), message].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn echo(payload: &[u8]) -> Echo {
        Echo { id: 0x1234, seq: 1, payload: payload.to_vec() }
    }

    #[test]
    fn an_echo_request_by_hand() {
        // 0x0800 + 0x1234 + 0x0001 + 0x6869 = 0x829e; its complement is the checksum.
        assert_eq!(echo(b"hi").icmp().unwrap(), [8, 0, 0x7d, 0x61, 0x12, 0x34, 0, 1, b'h', b'i']);
        assert_eq!(echo(b"hi").icmp6().unwrap(), [128, 0, 0, 0, 0x12, 0x34, 0, 1, b'h', b'i']);
    }

    #[test]
    fn the_checksum_of_an_odd_payload_adds_up_to_nothing() {
        for payload in [&b""[..], b"x", b"odd", &[0xff; 1001]] {
            let message = echo(payload).icmp().unwrap();
            let sum: u32 =
                message.chunks(2).map(|two| u32::from(two[0]) << 8 | two.get(1).map_or(0, |b| u32::from(*b))).sum();
            assert_eq!((sum & 0xffff) + (sum >> 16), 0xffff, "{payload:?}");
        }
    }

    #[test]
    fn a_header_of_ones_own_says_both_addresses_and_the_whole_length() {
        let header = Ipv4Header { source: Ipv4Addr::UNSPECIFIED, destination: Ipv4Addr::LOCALHOST, ttl: 7 };
        let packet = header.before(&echo(b"hi").icmp().unwrap()).unwrap();
        assert_eq!(packet.len(), 30);
        assert_eq!((packet[0], packet[3], packet[8], packet[9]), (0x45, 30, 7, 1));
        assert_eq!(packet[12..20], [0, 0, 0, 0, 127, 0, 0, 1]);
    }

    #[test]
    fn what_does_not_fit_into_a_packet_is_refused() {
        assert!(echo(&vec![0; 65_535 - 28]).icmp().is_ok());
        assert_eq!(echo(&vec![0; 65_535 - 27]).icmp(), Err(PacketError));
        assert_eq!(echo(&vec![0; 100_000]).icmp6(), Err(PacketError));
        let header = Ipv4Header { source: Ipv4Addr::UNSPECIFIED, destination: Ipv4Addr::LOCALHOST, ttl: 7 };
        assert_eq!(header.before(&vec![0; 65_535]), Err(PacketError));
    }
}
