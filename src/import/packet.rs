//! What a packet carries: from the link's header to the bytes of a segment or datagram.

use super::file::RawPacket;
use super::fragments::{Fragment, Fragments};
use etherparse::{
    EtherType, IpNumber, Ipv6ExtensionSlice, LaxIpPayloadSlice, LaxNetSlice, LaxSlicedPacket, TcpHeaderSlice,
    UdpHeaderSlice, ether_type,
};
use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// What is in a packet.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A segment or datagram.
    Transport(Seen<'a>),
    /// Neither TCP nor UDP.
    Other,
    /// Its headers are damaged or cut.
    Unreadable,
    /// A network of a kind (its LINKTYPE) that is not known.
    Link(u32),
    /// A fragment whose others are not there yet.
    Waits,
}

/// A segment or datagram.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen<'a> {
    pub from: SocketAddr,
    pub to: SocketAddr,
    pub transport: Transport,
    /// Its bytes, as far as they were captured.
    pub data: Cow<'a, [u8]>,
    /// How many more it had.
    pub missing: u32,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    Tcp(Segment),
    Udp,
}

/// A segment's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub seq: u32,
    /// The number that it acknowledges.
    pub ack: Option<u32>,
    pub syn: bool,
    pub fin: bool,
    pub rst: bool,
    pub push: bool,
}

/// The IP packet within a packet of this LINKTYPE (tcpdump.org, *Link-layer header types*).
enum Within<'a> {
    Ethernet(&'a [u8]),
    Typed(u16, &'a [u8]),
    Ip(&'a [u8]),
    Nothing,
    Unknown,
}

fn within(raw: &RawPacket) -> Within<'_> {
    let data = raw.data.as_slice();
    let typed = |at: usize, from: usize| match (data.get(at), data.get(at + 1), data.get(from..)) {
        (Some(high), Some(low), Some(rest)) => Within::Typed(u16::from_be_bytes([*high, *low]), rest),
        _ => Within::Nothing,
    };
    match raw.link {
        // BSD loopback: a family of the machine's own number; IP tells its version itself.
        0 | 108 => match data.get(4..) {
            Some(rest) if is_ip_family(data, raw) => Within::Ip(rest),
            Some(_) => Within::Typed(0, data),
            None => Within::Nothing,
        },
        1 => Within::Ethernet(data),
        12 | 14 | 101 | 228 | 229 => Within::Ip(data),
        113 => typed(14, 16),
        276 => typed(0, 20),
        _ => Within::Unknown,
    }
}

/// AF_INET is 2 everywhere, AF_INET6 is 10, 24, 28 or 30; in the byte order of the capturing machine, or the network's.
fn is_ip_family(data: &[u8], raw: &RawPacket) -> bool {
    let Some(family) = data.get(..4).and_then(|family| <[u8; 4]>::try_from(family).ok()) else { return false };
    let family = if raw.big || raw.link == 108 { u32::from_be_bytes(family) } else { u32::from_le_bytes(family) };
    matches!(family, 2 | 10 | 24 | 28 | 30)
}

/// What is in a packet that was captured at `t`. Fragments are put together.
pub fn find<'a>(raw: &'a RawPacket, t: Duration, fragments: &mut Fragments) -> Found<'a> {
    let sliced = match within(raw) {
        Within::Ethernet(data) => LaxSlicedPacket::from_ethernet(data).ok(),
        Within::Typed(kind, data) => Some(LaxSlicedPacket::from_ether_type(EtherType(kind), data)),
        Within::Ip(data) => LaxSlicedPacket::from_ip(data).ok(),
        Within::Nothing => None,
        Within::Unknown => return Found::Link(raw.link),
    };
    let Some(sliced) = sliced else { return Found::Unreadable };
    let (ips, payload, fragment) = match &sliced.net {
        None => return if is_ip(&sliced) { Found::Unreadable } else { Found::Other },
        Some(LaxNetSlice::Arp(_)) => return Found::Other,
        Some(LaxNetSlice::Ipv4(ip)) => {
            let header = ip.header();
            let ips = (IpAddr::from(header.source_addr()), IpAddr::from(header.destination_addr()));
            let extensions = ip.extensions().auth.map_or(0, |auth| auth.slice().len());
            let declared = usize::from(header.total_len()).checked_sub(header.slice().len() + extensions);
            let offset = u32::from(header.fragments_offset().value()) * 8;
            let id = (u32::from(header.identification()), offset, header.more_fragments());
            (ips, (ip.payload().clone(), declared), ip.is_payload_fragmented().then_some(id))
        }
        Some(LaxNetSlice::Ipv6(ip)) => {
            let header = ip.header();
            let ips = (IpAddr::from(header.source_addr()), IpAddr::from(header.destination_addr()));
            let declared = usize::from(header.payload_length()).checked_sub(ip.extensions().slice().len());
            let fragment = ip.extensions().clone().into_iter().find_map(|extension| match extension {
                Ipv6ExtensionSlice::Fragment(part) => Some(part),
                _ => None,
            });
            let id = fragment.map(|part| {
                (part.identification(), u32::from(part.fragment_offset().value()) * 8, part.more_fragments())
            });
            (ips, (ip.payload().clone(), declared), id.filter(|_| ip.is_payload_fragmented()))
        }
    };
    let (LaxIpPayloadSlice { ip_number, payload, .. }, declared) = payload;
    if !matches!(ip_number, IpNumber::TCP | IpNumber::UDP) {
        return Found::Other;
    }
    // An adapter that cuts packets itself leaves the length out.
    let declared = declared.filter(|declared| *declared >= payload.len()).unwrap_or(payload.len());
    let missing = declared - payload.len();
    let Some((id, offset, more)) = fragment else {
        return transport(ip_number, ips, Cow::Borrowed(payload), missing);
    };
    let fragment = Fragment { ips, number: ip_number.0, id, offset, more, cut: missing > 0 };
    match fragments.take(fragment, payload, t) {
        Some(whole) => transport(ip_number, ips, Cow::Owned(whole), 0),
        None => Found::Waits,
    }
}

/// Whether a packet without an IP header that could be read should have one.
fn is_ip(sliced: &LaxSlicedPacket<'_>) -> bool {
    let kind = sliced.ether_payload().map(|payload| payload.ether_type);
    sliced.link.is_none() || matches!(kind, Some(ether_type::IPV4 | ether_type::IPV6))
}

fn transport(number: IpNumber, ips: (IpAddr, IpAddr), payload: Cow<'_, [u8]>, missing: usize) -> Found<'_> {
    let (ports, transport, header, missing) = if number == IpNumber::TCP {
        let Ok(tcp) = TcpHeaderSlice::from_slice(&payload) else { return Found::Unreadable };
        let segment = Segment {
            seq: tcp.sequence_number(),
            ack: tcp.ack().then(|| tcp.acknowledgment_number()),
            syn: tcp.syn(),
            fin: tcp.fin(),
            rst: tcp.rst(),
            push: tcp.psh(),
        };
        ((tcp.source_port(), tcp.destination_port()), Transport::Tcp(segment), tcp.slice().len(), missing)
    } else {
        let Ok(udp) = UdpHeaderSlice::from_slice(&payload) else { return Found::Unreadable };
        let len = usize::from(udp.length());
        // What is shorter than its packet ends there; 0 means that the packet tells.
        let missing = if len >= 8 { len.saturating_sub(payload.len()) } else { missing };
        ((udp.source_port(), udp.destination_port()), Transport::Udp, 8, missing)
    };
    let end = match transport {
        Transport::Udp => match u16::from_be_bytes([payload[4], payload[5]]) {
            len if len >= 8 => usize::from(len).min(payload.len()),
            _ => payload.len(),
        },
        Transport::Tcp(_) => payload.len(),
    };
    let data = match payload {
        Cow::Borrowed(data) => Cow::Borrowed(data.get(header..end).unwrap_or_default()),
        Cow::Owned(data) => Cow::Owned(data.get(header..end).unwrap_or_default().to_vec()),
    };
    let (from, to) = (SocketAddr::new(ips.0, ports.0), SocketAddr::new(ips.1, ports.1));
    Found::Transport(Seen { from, to, transport, data, missing: u32::try_from(missing).unwrap_or(u32::MAX) })
}
