//! The numbers of Linux and macOS, from libc.

use super::Constant;

/// Address families that this program speaks.
pub const FAMILIES: &[Constant] =
    &[("AF_INET", libc::AF_INET), ("AF_INET6", libc::AF_INET6), ("AF_UNIX", libc::AF_UNIX)];

/// Address families whose sockets can be made, and not much more.
#[cfg(target_os = "linux")]
pub const OTHER_FAMILIES: &[Constant] = &[
    ("AF_UNSPEC", libc::AF_UNSPEC),
    ("AF_NETLINK", libc::AF_NETLINK),
    ("AF_PACKET", libc::AF_PACKET),
    ("AF_VSOCK", libc::AF_VSOCK),
    ("AF_CAN", libc::AF_CAN),
    ("AF_ALG", libc::AF_ALG),
    ("AF_TIPC", libc::AF_TIPC),
    ("AF_BLUETOOTH", libc::AF_BLUETOOTH),
    ("AF_APPLETALK", libc::AF_APPLETALK),
    ("AF_ASH", libc::AF_ASH),
    ("AF_ATMPVC", libc::AF_ATMPVC),
    ("AF_ATMSVC", libc::AF_ATMSVC),
    ("AF_AX25", libc::AF_AX25),
    ("AF_BRIDGE", libc::AF_BRIDGE),
    ("AF_ECONET", libc::AF_ECONET),
    ("AF_IPX", libc::AF_IPX),
    ("AF_IRDA", libc::AF_IRDA),
    ("AF_KEY", libc::AF_KEY),
    ("AF_LLC", libc::AF_LLC),
    ("AF_NETBEUI", libc::AF_NETBEUI),
    ("AF_NETROM", libc::AF_NETROM),
    ("AF_PPPOX", libc::AF_PPPOX),
    ("AF_QIPCRTR", 42),
    ("AF_RDS", libc::AF_RDS),
    ("AF_ROSE", libc::AF_ROSE),
    ("AF_ROUTE", libc::AF_ROUTE),
    ("AF_SECURITY", libc::AF_SECURITY),
    ("AF_SNA", libc::AF_SNA),
    ("AF_WANPIPE", libc::AF_WANPIPE),
    ("AF_X25", libc::AF_X25),
];
/// Address families whose sockets can be made, and not much more.
#[cfg(not(target_os = "linux"))]
pub const OTHER_FAMILIES: &[Constant] = &[("AF_UNSPEC", libc::AF_UNSPEC), ("AF_ROUTE", libc::AF_ROUTE)];

/// Socket types.
pub const KINDS: &[Constant] = &[
    ("SOCK_STREAM", libc::SOCK_STREAM),
    ("SOCK_DGRAM", libc::SOCK_DGRAM),
    ("SOCK_SEQPACKET", libc::SOCK_SEQPACKET),
    ("SOCK_RAW", libc::SOCK_RAW),
    ("SOCK_RDM", libc::SOCK_RDM),
];

/// Protocols that `socket` takes; 0 is the type's own and has no name here.
pub const PROTOCOLS: &[Constant] = &[
    ("IPPROTO_ICMP", libc::IPPROTO_ICMP),
    ("IPPROTO_TCP", libc::IPPROTO_TCP),
    ("IPPROTO_UDP", libc::IPPROTO_UDP),
    ("IPPROTO_ICMPV6", libc::IPPROTO_ICMPV6),
    ("IPPROTO_RAW", libc::IPPROTO_RAW),
    ("IPPROTO_IGMP", libc::IPPROTO_IGMP),
    ("IPPROTO_IPIP", libc::IPPROTO_IPIP),
    ("IPPROTO_EGP", libc::IPPROTO_EGP),
    ("IPPROTO_PUP", libc::IPPROTO_PUP),
    ("IPPROTO_IDP", libc::IPPROTO_IDP),
    ("IPPROTO_TP", libc::IPPROTO_TP),
    ("IPPROTO_IPV6", libc::IPPROTO_IPV6),
    ("IPPROTO_ROUTING", libc::IPPROTO_ROUTING),
    ("IPPROTO_FRAGMENT", libc::IPPROTO_FRAGMENT),
    ("IPPROTO_RSVP", libc::IPPROTO_RSVP),
    ("IPPROTO_GRE", libc::IPPROTO_GRE),
    ("IPPROTO_ESP", libc::IPPROTO_ESP),
    ("IPPROTO_AH", libc::IPPROTO_AH),
    ("IPPROTO_NONE", libc::IPPROTO_NONE),
    ("IPPROTO_DSTOPTS", libc::IPPROTO_DSTOPTS),
    ("IPPROTO_PIM", libc::IPPROTO_PIM),
    ("IPPROTO_SCTP", libc::IPPROTO_SCTP),
    #[cfg(target_os = "linux")]
    ("IPPROTO_UDPLITE", libc::IPPROTO_UDPLITE),
    #[cfg(target_os = "linux")]
    ("IPPROTO_MPTCP", libc::IPPROTO_MPTCP),
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
    ("IPPROTO_RAW", libc::IPPROTO_RAW),
];

/// Flags of the data calls.
pub const FLAGS: &[Constant] = &[
    ("MSG_PEEK", libc::MSG_PEEK),
    ("MSG_DONTWAIT", libc::MSG_DONTWAIT),
    ("MSG_WAITALL", libc::MSG_WAITALL),
    ("MSG_TRUNC", libc::MSG_TRUNC),
    ("MSG_OOB", libc::MSG_OOB),
    ("MSG_CTRUNC", libc::MSG_CTRUNC),
    ("MSG_EOR", libc::MSG_EOR),
    ("MSG_DONTROUTE", libc::MSG_DONTROUTE),
    #[cfg(target_os = "linux")]
    ("MSG_NOSIGNAL", libc::MSG_NOSIGNAL),
    #[cfg(target_os = "linux")]
    ("MSG_MORE", libc::MSG_MORE),
    #[cfg(target_os = "linux")]
    ("MSG_CONFIRM", libc::MSG_CONFIRM),
    #[cfg(target_os = "linux")]
    ("MSG_ERRQUEUE", libc::MSG_ERRQUEUE),
    #[cfg(target_os = "linux")]
    ("MSG_FASTOPEN", libc::MSG_FASTOPEN),
    #[cfg(target_os = "linux")]
    ("MSG_CMSG_CLOEXEC", libc::MSG_CMSG_CLOEXEC),
];

/// What `poll` waits for and gives.
pub const POLL_EVENTS: &[Constant] = &[
    ("POLLIN", libc::POLLIN as i32),
    ("POLLPRI", libc::POLLPRI as i32),
    ("POLLOUT", libc::POLLOUT as i32),
    ("POLLERR", libc::POLLERR as i32),
    ("POLLHUP", libc::POLLHUP as i32),
    #[cfg(target_os = "linux")]
    ("POLLRDHUP", libc::POLLRDHUP as i32),
    ("POLLNVAL", libc::POLLNVAL as i32),
    ("POLLRDNORM", libc::POLLRDNORM as i32),
    ("POLLRDBAND", libc::POLLRDBAND as i32),
    ("POLLWRNORM", libc::POLLWRNORM as i32),
    ("POLLWRBAND", libc::POLLWRBAND as i32),
];

/// Flags of `getaddrinfo`.
pub const ADDRINFO_FLAGS: &[Constant] = &[
    ("AI_PASSIVE", libc::AI_PASSIVE),
    ("AI_CANONNAME", libc::AI_CANONNAME),
    ("AI_NUMERICHOST", libc::AI_NUMERICHOST),
    ("AI_NUMERICSERV", libc::AI_NUMERICSERV),
    ("AI_V4MAPPED", libc::AI_V4MAPPED),
    ("AI_ALL", libc::AI_ALL),
    ("AI_ADDRCONFIG", libc::AI_ADDRCONFIG),
];

/// Other names that a script may use for a number.
pub const OTHERS: &[Constant] = &[
    #[cfg(target_os = "linux")]
    ("SOCK_NONBLOCK", libc::SOCK_NONBLOCK),
    #[cfg(target_os = "linux")]
    ("SOCK_CLOEXEC", libc::SOCK_CLOEXEC),
    ("SOL_IP", libc::IPPROTO_IP),
    ("SOL_TCP", libc::IPPROTO_TCP),
    ("SOL_UDP", libc::IPPROTO_UDP),
    ("IPPROTO_HOPOPTS", libc::IPPROTO_HOPOPTS),
    ("SOMAXCONN", libc::SOMAXCONN),
    #[cfg(target_os = "linux")]
    ("IP_RETOPTS", libc::IP_RETOPTS),
    #[cfg(target_os = "linux")]
    ("IP_RECVRETOPTS", libc::IP_RETOPTS),
    ("SCM_RIGHTS", libc::SCM_RIGHTS),
    ("EAI_NONAME", libc::EAI_NONAME),
];
