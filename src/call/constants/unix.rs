//! The numbers of Linux and macOS, from libc.

use super::{Constant, SocketOption};
use crate::call::OptionKind::{self, Int, Linger, TimeVal};

/// Address families.
pub const FAMILIES: &[Constant] =
    &[("AF_INET", libc::AF_INET), ("AF_INET6", libc::AF_INET6), ("AF_UNIX", libc::AF_UNIX)];

/// Socket types.
pub const KINDS: &[Constant] = &[
    ("SOCK_STREAM", libc::SOCK_STREAM),
    ("SOCK_DGRAM", libc::SOCK_DGRAM),
    ("SOCK_SEQPACKET", libc::SOCK_SEQPACKET),
    ("SOCK_RAW", libc::SOCK_RAW),
];

/// What `shutdown` takes.
pub const HOWS: &[Constant] = &[("SHUT_RD", libc::SHUT_RD), ("SHUT_WR", libc::SHUT_WR), ("SHUT_RDWR", libc::SHUT_RDWR)];

/// What `setsockopt` takes first.
pub const LEVELS: &[Constant] = &[
    ("SOL_SOCKET", libc::SOL_SOCKET),
    ("IPPROTO_IP", libc::IPPROTO_IP),
    ("IPPROTO_TCP", libc::IPPROTO_TCP),
    ("IPPROTO_UDP", libc::IPPROTO_UDP),
    ("IPPROTO_IPV6", libc::IPPROTO_IPV6),
    ("IPPROTO_ICMP", libc::IPPROTO_ICMP),
    ("IPPROTO_ICMPV6", libc::IPPROTO_ICMPV6),
];

/// Flags of the data calls.
pub const FLAGS: &[Constant] = &[
    ("MSG_PEEK", libc::MSG_PEEK),
    ("MSG_DONTWAIT", libc::MSG_DONTWAIT),
    ("MSG_WAITALL", libc::MSG_WAITALL),
    ("MSG_TRUNC", libc::MSG_TRUNC),
    ("MSG_OOB", libc::MSG_OOB),
    #[cfg(target_os = "linux")]
    ("MSG_NOSIGNAL", libc::MSG_NOSIGNAL),
    #[cfg(target_os = "linux")]
    ("MSG_MORE", libc::MSG_MORE),
];

const fn option(level: i32, number: i32, name: &'static str, kind: OptionKind) -> SocketOption {
    SocketOption { level, number, name, kind }
}

/// Options that have a name here, the ones most reached for first.
pub const OPTIONS: &[SocketOption] = &[
    option(libc::SOL_SOCKET, libc::SO_REUSEADDR, "SO_REUSEADDR", Int),
    option(libc::SOL_SOCKET, libc::SO_REUSEPORT, "SO_REUSEPORT", Int),
    option(libc::SOL_SOCKET, libc::SO_RCVBUF, "SO_RCVBUF", Int),
    option(libc::SOL_SOCKET, libc::SO_SNDBUF, "SO_SNDBUF", Int),
    option(libc::SOL_SOCKET, libc::SO_KEEPALIVE, "SO_KEEPALIVE", Int),
    option(libc::SOL_SOCKET, libc::SO_BROADCAST, "SO_BROADCAST", Int),
    option(libc::SOL_SOCKET, libc::SO_LINGER, "SO_LINGER", Linger),
    option(libc::SOL_SOCKET, libc::SO_RCVTIMEO, "SO_RCVTIMEO", TimeVal),
    option(libc::SOL_SOCKET, libc::SO_SNDTIMEO, "SO_SNDTIMEO", TimeVal),
    option(libc::SOL_SOCKET, libc::SO_OOBINLINE, "SO_OOBINLINE", Int),
    option(libc::SOL_SOCKET, libc::SO_RCVLOWAT, "SO_RCVLOWAT", Int),
    option(libc::SOL_SOCKET, libc::SO_TYPE, "SO_TYPE", Int),
    option(libc::SOL_SOCKET, libc::SO_ERROR, "SO_ERROR", Int),
    option(libc::SOL_SOCKET, libc::SO_ACCEPTCONN, "SO_ACCEPTCONN", Int),
    #[cfg(target_os = "linux")]
    option(libc::SOL_SOCKET, libc::SO_DOMAIN, "SO_DOMAIN", Int),
    #[cfg(target_os = "linux")]
    option(libc::SOL_SOCKET, libc::SO_PROTOCOL, "SO_PROTOCOL", Int),
    option(libc::IPPROTO_TCP, libc::TCP_NODELAY, "TCP_NODELAY", Int),
    option(libc::IPPROTO_TCP, libc::TCP_MAXSEG, "TCP_MAXSEG", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_CORK, "TCP_CORK", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_KEEPIDLE, "TCP_KEEPIDLE", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_KEEPINTVL, "TCP_KEEPINTVL", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_KEEPCNT, "TCP_KEEPCNT", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT", Int),
    #[cfg(target_os = "linux")]
    option(libc::IPPROTO_TCP, libc::TCP_QUICKACK, "TCP_QUICKACK", Int),
    option(libc::IPPROTO_IP, libc::IP_TTL, "IP_TTL", Int),
    option(libc::IPPROTO_IP, libc::IP_TOS, "IP_TOS", Int),
    option(libc::IPPROTO_IP, libc::IP_MULTICAST_TTL, "IP_MULTICAST_TTL", Int),
    option(libc::IPPROTO_IP, libc::IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", Int),
    option(libc::IPPROTO_IPV6, libc::IPV6_V6ONLY, "IPV6_V6ONLY", Int),
    option(libc::IPPROTO_IPV6, libc::IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", Int),
];
