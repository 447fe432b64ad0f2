//! The numbers of Windows (winsock2.h, ws2ipdef.h). Never run by us.

use super::Constant;

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
/// Address families whose sockets can be made, and not much more.
pub const OTHER_FAMILIES: &[Constant] = &[("AF_UNSPEC", 0)];
/// Protocols that `socket` takes.
pub const PROTOCOLS: &[Constant] =
    &[("IPPROTO_ICMP", 1), ("IPPROTO_TCP", 6), ("IPPROTO_UDP", 17), ("IPPROTO_ICMPV6", 58), ("IPPROTO_RAW", 255)];
/// What `WSAPoll` waits for and gives.
pub const POLL_EVENTS: &[Constant] =
    &[("POLLIN", 0x300), ("POLLPRI", 0x400), ("POLLOUT", 0x10), ("POLLERR", 1), ("POLLHUP", 2), ("POLLNVAL", 4)];
/// Flags of `getaddrinfo`.
pub const ADDRINFO_FLAGS: &[Constant] =
    &[("AI_PASSIVE", 1), ("AI_CANONNAME", 2), ("AI_NUMERICHOST", 4), ("AI_NUMERICSERV", 8)];
/// Other names that a script may use for a number.
pub const OTHERS: &[Constant] = &[("SOL_IP", 0), ("SOL_TCP", 6), ("SOL_UDP", 17)];
