//! Packets that a raw socket sends and receives: an ICMP echo request built, and what came told in its own terms.
//!
//! Sources: RFC 792 (ICMP), RFC 4443 (ICMPv6), RFC 791 (IPv4), raw(7), RFC 3542 (the kernel fills ICMPv6's checksum in).

mod echo;
mod read;

pub use echo::{Echo, Ipv4Header, PacketError};
pub use read::{Framing, PacketKind, PacketSummary, summary};
