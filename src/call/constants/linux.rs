//! The options of Linux: socket(7), tcp(7), udp(7), ip(7), ipv6(7), and the headers under include/uapi.

use super::{SocketOption, Takes};
use crate::call::OptionKind::{self, Bytes, Errno, Int, Linger, TimeVal};

/// How it is read, what it takes, whether it is read.
type Shape = (OptionKind, Takes, bool);

const SWITCH: Shape = (Int, Takes::Switch, true);
const INT: Shape = (Int, Takes::Int, true);
const READ: Shape = (Int, Takes::Nothing, true);
const WRITE: Shape = (Int, Takes::Int, false);
const ERROR: Shape = (Errno, Takes::Nothing, false);
const LINGER: Shape = (Linger, Takes::Linger, true);
const TIMEVAL: Shape = (TimeVal, Takes::TimeVal, true);
const IP: Shape = (Bytes(4), Takes::Ip, true);
const MREQ: Shape = (Bytes(8), Takes::Mreq, false);
const MREQ6: Shape = (Bytes(20), Takes::Mreq6, false);
const WRITE_BYTES: Shape = (Bytes(64), Takes::Bytes, false);
const fn bytes(size: u32) -> Shape {
    (Bytes(size), Takes::Bytes, true)
}
const fn read_bytes(size: u32) -> Shape {
    (Bytes(size), Takes::Nothing, true)
}
const fn text(size: u32) -> Shape {
    (Bytes(size), Takes::Text, true)
}

const SOCKET: i32 = libc::SOL_SOCKET;
const TCP: i32 = libc::IPPROTO_TCP;
const UDP: i32 = libc::IPPROTO_UDP;
const IP4: i32 = libc::IPPROTO_IP;
const IP6: i32 = libc::IPPROTO_IPV6;

const fn option(level: i32, number: i32, name: &'static str, shape: Shape) -> SocketOption {
    SocketOption { level, number, name, kind: shape.0, takes: shape.1, is_read: shape.2 }
}

/// Options that have a name here, the ones most reached for first in each level.
pub const OPTIONS: &[SocketOption] = &[
    option(SOCKET, libc::SO_REUSEADDR, "SO_REUSEADDR", SWITCH),
    option(SOCKET, libc::SO_REUSEPORT, "SO_REUSEPORT", SWITCH),
    option(SOCKET, libc::SO_RCVBUF, "SO_RCVBUF", INT),
    option(SOCKET, libc::SO_SNDBUF, "SO_SNDBUF", INT),
    option(SOCKET, libc::SO_KEEPALIVE, "SO_KEEPALIVE", SWITCH),
    option(SOCKET, libc::SO_BROADCAST, "SO_BROADCAST", SWITCH),
    option(SOCKET, libc::SO_LINGER, "SO_LINGER", LINGER),
    option(SOCKET, libc::SO_RCVTIMEO, "SO_RCVTIMEO", TIMEVAL),
    option(SOCKET, libc::SO_SNDTIMEO, "SO_SNDTIMEO", TIMEVAL),
    option(SOCKET, libc::SO_OOBINLINE, "SO_OOBINLINE", SWITCH),
    option(SOCKET, libc::SO_RCVLOWAT, "SO_RCVLOWAT", INT),
    option(SOCKET, libc::SO_SNDLOWAT, "SO_SNDLOWAT", READ),
    option(SOCKET, libc::SO_TYPE, "SO_TYPE", READ),
    option(SOCKET, libc::SO_DOMAIN, "SO_DOMAIN", READ),
    option(SOCKET, libc::SO_PROTOCOL, "SO_PROTOCOL", READ),
    option(SOCKET, libc::SO_ERROR, "SO_ERROR", ERROR),
    option(SOCKET, libc::SO_ACCEPTCONN, "SO_ACCEPTCONN", READ),
    option(SOCKET, libc::SO_BINDTODEVICE, "SO_BINDTODEVICE", text(16)),
    option(SOCKET, libc::SO_BINDTOIFINDEX, "SO_BINDTOIFINDEX", INT),
    option(SOCKET, libc::SO_DONTROUTE, "SO_DONTROUTE", SWITCH),
    option(SOCKET, libc::SO_PRIORITY, "SO_PRIORITY", INT),
    option(SOCKET, libc::SO_MARK, "SO_MARK", INT),
    option(SOCKET, libc::SO_DEBUG, "SO_DEBUG", SWITCH),
    option(SOCKET, libc::SO_TIMESTAMP, "SO_TIMESTAMP", SWITCH),
    option(SOCKET, libc::SO_TIMESTAMPNS, "SO_TIMESTAMPNS", SWITCH),
    option(SOCKET, libc::SO_TIMESTAMPING, "SO_TIMESTAMPING", INT),
    option(SOCKET, libc::SO_PASSCRED, "SO_PASSCRED", SWITCH),
    option(SOCKET, libc::SO_PEERCRED, "SO_PEERCRED", read_bytes(12)),
    option(SOCKET, libc::SO_PASSSEC, "SO_PASSSEC", SWITCH),
    option(SOCKET, libc::SO_PEERSEC, "SO_PEERSEC", read_bytes(256)),
    option(SOCKET, libc::SO_PEEK_OFF, "SO_PEEK_OFF", INT),
    option(SOCKET, libc::SO_RXQ_OVFL, "SO_RXQ_OVFL", SWITCH),
    option(SOCKET, libc::SO_INCOMING_CPU, "SO_INCOMING_CPU", INT),
    option(SOCKET, libc::SO_INCOMING_NAPI_ID, "SO_INCOMING_NAPI_ID", READ),
    option(SOCKET, libc::SO_COOKIE, "SO_COOKIE", read_bytes(8)),
    option(SOCKET, libc::SO_MEMINFO, "SO_MEMINFO", read_bytes(36)),
    option(SOCKET, libc::SO_NO_CHECK, "SO_NO_CHECK", SWITCH),
    option(SOCKET, libc::SO_LOCK_FILTER, "SO_LOCK_FILTER", SWITCH),
    option(SOCKET, libc::SO_SELECT_ERR_QUEUE, "SO_SELECT_ERR_QUEUE", SWITCH),
    option(SOCKET, libc::SO_BUSY_POLL, "SO_BUSY_POLL", INT),
    option(SOCKET, libc::SO_PREFER_BUSY_POLL, "SO_PREFER_BUSY_POLL", SWITCH),
    option(SOCKET, libc::SO_BUSY_POLL_BUDGET, "SO_BUSY_POLL_BUDGET", INT),
    option(SOCKET, libc::SO_MAX_PACING_RATE, "SO_MAX_PACING_RATE", INT),
    option(SOCKET, libc::SO_ZEROCOPY, "SO_ZEROCOPY", SWITCH),
    option(SOCKET, libc::SO_NOFCS, "SO_NOFCS", SWITCH),
    option(SOCKET, libc::SO_WIFI_STATUS, "SO_WIFI_STATUS", SWITCH),
    option(SOCKET, libc::SO_BUF_LOCK, "SO_BUF_LOCK", INT),
    option(SOCKET, libc::SO_RESERVE_MEM, "SO_RESERVE_MEM", INT),
    option(SOCKET, libc::SO_TXREHASH, "SO_TXREHASH", INT),
    option(SOCKET, libc::SO_RCVMARK, "SO_RCVMARK", SWITCH),
    option(SOCKET, libc::SO_NETNS_COOKIE, "SO_NETNS_COOKIE", read_bytes(8)),
    option(SOCKET, libc::SO_TXTIME, "SO_TXTIME", bytes(8)),
    option(SOCKET, libc::SO_SNDBUFFORCE, "SO_SNDBUFFORCE", WRITE),
    option(SOCKET, libc::SO_RCVBUFFORCE, "SO_RCVBUFFORCE", WRITE),
    option(SOCKET, libc::SO_ATTACH_FILTER, "SO_ATTACH_FILTER", WRITE_BYTES),
    option(SOCKET, libc::SO_DETACH_FILTER, "SO_DETACH_FILTER", WRITE),
    option(TCP, libc::TCP_NODELAY, "TCP_NODELAY", SWITCH),
    option(TCP, libc::TCP_MAXSEG, "TCP_MAXSEG", INT),
    option(TCP, libc::TCP_CORK, "TCP_CORK", SWITCH),
    option(TCP, libc::TCP_KEEPIDLE, "TCP_KEEPIDLE", INT),
    option(TCP, libc::TCP_KEEPINTVL, "TCP_KEEPINTVL", INT),
    option(TCP, libc::TCP_KEEPCNT, "TCP_KEEPCNT", INT),
    option(TCP, libc::TCP_USER_TIMEOUT, "TCP_USER_TIMEOUT", INT),
    option(TCP, libc::TCP_QUICKACK, "TCP_QUICKACK", SWITCH),
    option(TCP, libc::TCP_SYNCNT, "TCP_SYNCNT", INT),
    option(TCP, libc::TCP_LINGER2, "TCP_LINGER2", INT),
    option(TCP, libc::TCP_DEFER_ACCEPT, "TCP_DEFER_ACCEPT", INT),
    option(TCP, libc::TCP_WINDOW_CLAMP, "TCP_WINDOW_CLAMP", INT),
    option(TCP, libc::TCP_CONGESTION, "TCP_CONGESTION", text(16)),
    option(TCP, libc::TCP_INFO, "TCP_INFO", read_bytes(232)),
    option(TCP, libc::TCP_CC_INFO, "TCP_CC_INFO", read_bytes(32)),
    option(TCP, libc::TCP_NOTSENT_LOWAT, "TCP_NOTSENT_LOWAT", INT),
    option(TCP, libc::TCP_FASTOPEN, "TCP_FASTOPEN", INT),
    option(TCP, libc::TCP_FASTOPEN_CONNECT, "TCP_FASTOPEN_CONNECT", SWITCH),
    option(TCP, libc::TCP_FASTOPEN_NO_COOKIE, "TCP_FASTOPEN_NO_COOKIE", SWITCH),
    option(TCP, libc::TCP_FASTOPEN_KEY, "TCP_FASTOPEN_KEY", bytes(32)),
    option(TCP, libc::TCP_THIN_LINEAR_TIMEOUTS, "TCP_THIN_LINEAR_TIMEOUTS", SWITCH),
    option(TCP, libc::TCP_THIN_DUPACK, "TCP_THIN_DUPACK", SWITCH),
    option(TCP, libc::TCP_TIMESTAMP, "TCP_TIMESTAMP", INT),
    option(TCP, libc::TCP_SAVE_SYN, "TCP_SAVE_SYN", INT),
    option(TCP, libc::TCP_SAVED_SYN, "TCP_SAVED_SYN", read_bytes(256)),
    option(TCP, libc::TCP_INQ, "TCP_INQ", SWITCH),
    option(TCP, 37, "TCP_TX_DELAY", INT),
    option(TCP, libc::TCP_REPAIR, "TCP_REPAIR", INT),
    option(TCP, libc::TCP_ULP, "TCP_ULP", text(16)),
    option(TCP, libc::TCP_MD5SIG, "TCP_MD5SIG", WRITE_BYTES),
    option(UDP, libc::UDP_CORK, "UDP_CORK", SWITCH),
    option(UDP, libc::UDP_ENCAP, "UDP_ENCAP", INT),
    option(UDP, libc::UDP_SEGMENT, "UDP_SEGMENT", INT),
    option(UDP, libc::UDP_GRO, "UDP_GRO", SWITCH),
    option(UDP, libc::UDP_NO_CHECK6_TX, "UDP_NO_CHECK6_TX", SWITCH),
    option(UDP, libc::UDP_NO_CHECK6_RX, "UDP_NO_CHECK6_RX", SWITCH),
    option(IP4, libc::IP_TTL, "IP_TTL", INT),
    option(IP4, libc::IP_TOS, "IP_TOS", INT),
    option(IP4, libc::IP_MULTICAST_TTL, "IP_MULTICAST_TTL", INT),
    option(IP4, libc::IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", SWITCH),
    option(IP4, libc::IP_MULTICAST_IF, "IP_MULTICAST_IF", IP),
    option(IP4, libc::IP_MULTICAST_ALL, "IP_MULTICAST_ALL", SWITCH),
    option(IP4, libc::IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP", MREQ),
    option(IP4, libc::IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP", MREQ),
    option(IP4, libc::IP_ADD_SOURCE_MEMBERSHIP, "IP_ADD_SOURCE_MEMBERSHIP", WRITE_BYTES),
    option(IP4, libc::IP_DROP_SOURCE_MEMBERSHIP, "IP_DROP_SOURCE_MEMBERSHIP", WRITE_BYTES),
    option(IP4, libc::IP_BLOCK_SOURCE, "IP_BLOCK_SOURCE", WRITE_BYTES),
    option(IP4, libc::IP_UNBLOCK_SOURCE, "IP_UNBLOCK_SOURCE", WRITE_BYTES),
    option(IP4, libc::IP_HDRINCL, "IP_HDRINCL", SWITCH),
    option(IP4, libc::IP_MTU, "IP_MTU", READ),
    option(IP4, libc::IP_MTU_DISCOVER, "IP_MTU_DISCOVER", INT),
    option(IP4, libc::IP_FREEBIND, "IP_FREEBIND", SWITCH),
    option(IP4, libc::IP_TRANSPARENT, "IP_TRANSPARENT", SWITCH),
    option(IP4, libc::IP_BIND_ADDRESS_NO_PORT, "IP_BIND_ADDRESS_NO_PORT", SWITCH),
    option(IP4, libc::IP_RECVERR, "IP_RECVERR", SWITCH),
    option(IP4, libc::IP_RECVTTL, "IP_RECVTTL", SWITCH),
    option(IP4, libc::IP_RECVTOS, "IP_RECVTOS", SWITCH),
    option(IP4, libc::IP_RECVOPTS, "IP_RECVOPTS", SWITCH),
    option(IP4, libc::IP_PKTINFO, "IP_PKTINFO", SWITCH),
    option(IP4, libc::IP_RECVORIGDSTADDR, "IP_RECVORIGDSTADDR", SWITCH),
    option(IP4, libc::IP_RECVFRAGSIZE, "IP_RECVFRAGSIZE", SWITCH),
    option(IP4, libc::IP_MINTTL, "IP_MINTTL", INT),
    option(IP4, libc::IP_NODEFRAG, "IP_NODEFRAG", SWITCH),
    option(IP4, libc::IP_CHECKSUM, "IP_CHECKSUM", SWITCH),
    option(IP4, libc::IP_UNICAST_IF, "IP_UNICAST_IF", INT),
    option(IP4, libc::IP_OPTIONS, "IP_OPTIONS", bytes(40)),
    option(IP4, libc::IP_ROUTER_ALERT, "IP_ROUTER_ALERT", SWITCH),
    option(IP4, libc::IP_PASSSEC, "IP_PASSSEC", SWITCH),
    option(IP6, libc::IPV6_V6ONLY, "IPV6_V6ONLY", SWITCH),
    option(IP6, libc::IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", INT),
    option(IP6, libc::IPV6_TCLASS, "IPV6_TCLASS", INT),
    option(IP6, libc::IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", INT),
    option(IP6, libc::IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", SWITCH),
    option(IP6, libc::IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", INT),
    option(IP6, libc::IPV6_MULTICAST_ALL, "IPV6_MULTICAST_ALL", SWITCH),
    option(IP6, libc::IPV6_ADD_MEMBERSHIP, "IPV6_JOIN_GROUP", MREQ6),
    option(IP6, libc::IPV6_DROP_MEMBERSHIP, "IPV6_LEAVE_GROUP", MREQ6),
    option(IP6, libc::IPV6_JOIN_ANYCAST, "IPV6_JOIN_ANYCAST", MREQ6),
    option(IP6, libc::IPV6_LEAVE_ANYCAST, "IPV6_LEAVE_ANYCAST", MREQ6),
    option(IP6, libc::IPV6_MTU, "IPV6_MTU", INT),
    option(IP6, libc::IPV6_MTU_DISCOVER, "IPV6_MTU_DISCOVER", INT),
    option(IP6, libc::IPV6_DONTFRAG, "IPV6_DONTFRAG", SWITCH),
    option(IP6, libc::IPV6_FREEBIND, "IPV6_FREEBIND", SWITCH),
    option(IP6, libc::IPV6_TRANSPARENT, "IPV6_TRANSPARENT", SWITCH),
    option(IP6, libc::IPV6_HDRINCL, "IPV6_HDRINCL", SWITCH),
    option(IP6, libc::IPV6_RECVERR, "IPV6_RECVERR", SWITCH),
    option(IP6, libc::IPV6_RECVPKTINFO, "IPV6_RECVPKTINFO", SWITCH),
    option(IP6, libc::IPV6_RECVHOPLIMIT, "IPV6_RECVHOPLIMIT", SWITCH),
    option(IP6, libc::IPV6_RECVTCLASS, "IPV6_RECVTCLASS", SWITCH),
    option(IP6, libc::IPV6_RECVHOPOPTS, "IPV6_RECVHOPOPTS", SWITCH),
    option(IP6, libc::IPV6_RECVRTHDR, "IPV6_RECVRTHDR", SWITCH),
    option(IP6, libc::IPV6_RECVDSTOPTS, "IPV6_RECVDSTOPTS", SWITCH),
    option(IP6, libc::IPV6_RECVPATHMTU, "IPV6_RECVPATHMTU", SWITCH),
    option(IP6, libc::IPV6_RECVORIGDSTADDR, "IPV6_RECVORIGDSTADDR", SWITCH),
    option(IP6, libc::IPV6_RECVFRAGSIZE, "IPV6_RECVFRAGSIZE", SWITCH),
    option(IP6, libc::IPV6_AUTOFLOWLABEL, "IPV6_AUTOFLOWLABEL", SWITCH),
    option(IP6, libc::IPV6_FLOWINFO_SEND, "IPV6_FLOWINFO_SEND", SWITCH),
    option(IP6, libc::IPV6_ADDR_PREFERENCES, "IPV6_ADDR_PREFERENCES", INT),
    option(IP6, libc::IPV6_MINHOPCOUNT, "IPV6_MINHOPCOUNT", INT),
    option(IP6, libc::IPV6_UNICAST_IF, "IPV6_UNICAST_IF", INT),
    option(IP6, libc::IPV6_CHECKSUM, "IPV6_CHECKSUM", INT),
    option(IP6, libc::IPV6_ROUTER_ALERT, "IPV6_ROUTER_ALERT", INT),
    option(IP6, libc::IPV6_PATHMTU, "IPV6_PATHMTU", read_bytes(32)),
    option(IP6, libc::IPV6_ADDRFORM, "IPV6_ADDRFORM", WRITE),
    option(IP6, libc::IPV6_PKTINFO, "IPV6_PKTINFO", WRITE_BYTES),
    option(IP6, libc::IPV6_HOPLIMIT, "IPV6_HOPLIMIT", WRITE),
    option(IP6, libc::IPV6_NEXTHOP, "IPV6_NEXTHOP", bytes(28)),
    option(IP6, libc::IPV6_HOPOPTS, "IPV6_HOPOPTS", bytes(256)),
    option(IP6, libc::IPV6_RTHDR, "IPV6_RTHDR", bytes(256)),
    option(IP6, libc::IPV6_RTHDRDSTOPTS, "IPV6_RTHDRDSTOPTS", bytes(256)),
    option(IP6, libc::IPV6_DSTOPTS, "IPV6_DSTOPTS", bytes(256)),
    option(libc::IPPROTO_ICMPV6, 1, "ICMP6_FILTER", bytes(32)),
    option(libc::IPPROTO_RAW, 1, "ICMP_FILTER", bytes(4)),
];
