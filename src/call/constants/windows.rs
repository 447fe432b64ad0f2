//! The numbers of Windows (winsock2.h, ws2ipdef.h). Never run by us.

use super::{Constant, SocketOption};
use crate::call::OptionKind::{self, Int};

/// Address families.
pub const FAMILIES: &[Constant] = &[("AF_INET", 2), ("AF_INET6", 23), ("AF_UNIX", 1)];
/// Socket types.
pub const KINDS: &[Constant] = &[("SOCK_STREAM", 1), ("SOCK_DGRAM", 2), ("SOCK_RAW", 3), ("SOCK_SEQPACKET", 5)];
/// What `shutdown` takes.
pub const HOWS: &[Constant] = &[("SHUT_RD", 0), ("SHUT_WR", 1), ("SHUT_RDWR", 2)];
/// What `setsockopt` takes first.
pub const LEVELS: &[Constant] = &[
    ("SOL_SOCKET", 0xffff),
    ("IPPROTO_IP", 0),
    ("IPPROTO_TCP", 6),
    ("IPPROTO_UDP", 17),
    ("IPPROTO_IPV6", 41),
    ("IPPROTO_ICMP", 1),
    ("IPPROTO_ICMPV6", 58),
];
/// Flags of the data calls.
pub const FLAGS: &[Constant] = &[("MSG_OOB", 1), ("MSG_PEEK", 2), ("MSG_WAITALL", 8)];

const fn option(level: i32, number: i32, name: &'static str, kind: OptionKind) -> SocketOption {
    SocketOption { level, number, name, kind }
}

/// Options that have a name here.
pub const OPTIONS: &[SocketOption] = &[
    option(0xffff, 0x0004, "SO_REUSEADDR", Int),
    option(0xffff, 0x1002, "SO_RCVBUF", Int),
    option(0xffff, 0x1001, "SO_SNDBUF", Int),
    option(0xffff, 0x0008, "SO_KEEPALIVE", Int),
    option(0xffff, 0x0020, "SO_BROADCAST", Int),
    option(0xffff, 0x1008, "SO_TYPE", Int),
    option(0xffff, 0x1007, "SO_ERROR", Int),
    option(6, 1, "TCP_NODELAY", Int),
    option(0, 4, "IP_TTL", Int),
    option(41, 27, "IPV6_V6ONLY", Int),
];
