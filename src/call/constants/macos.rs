//! The options of macOS. Never run by us.

use super::{SocketOption, Takes};
use crate::call::OptionKind::{self, Bytes, Errno, Int, Linger, TimeVal};

/// How it is read, what it takes, whether it is read.
type Shape = (OptionKind, Takes, bool);

const SWITCH: Shape = (Int, Takes::Switch, true);
const INT: Shape = (Int, Takes::Int, true);
const READ: Shape = (Int, Takes::Nothing, true);
const ERROR: Shape = (Errno, Takes::Nothing, false);
const LINGER: Shape = (Linger, Takes::Linger, true);
const TIMEVAL: Shape = (TimeVal, Takes::TimeVal, true);
const IP: Shape = (Bytes(4), Takes::Ip, true);
const MREQ: Shape = (Bytes(8), Takes::Mreq, false);
const MREQ6: Shape = (Bytes(20), Takes::Mreq6, false);

const SOCKET: i32 = libc::SOL_SOCKET;
const TCP: i32 = libc::IPPROTO_TCP;
const IP4: i32 = libc::IPPROTO_IP;
const IP6: i32 = libc::IPPROTO_IPV6;

const fn option(level: i32, number: i32, name: &'static str, shape: Shape) -> SocketOption {
    SocketOption { level, number, name, kind: shape.0, takes: shape.1, is_read: shape.2 }
}

/// Options that have a name here, the ones most reached for first.
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
    option(SOCKET, libc::SO_TYPE, "SO_TYPE", READ),
    option(SOCKET, libc::SO_ERROR, "SO_ERROR", ERROR),
    option(SOCKET, libc::SO_ACCEPTCONN, "SO_ACCEPTCONN", READ),
    option(TCP, libc::TCP_NODELAY, "TCP_NODELAY", SWITCH),
    option(TCP, libc::TCP_MAXSEG, "TCP_MAXSEG", INT),
    option(IP4, libc::IP_TTL, "IP_TTL", INT),
    option(IP4, libc::IP_TOS, "IP_TOS", INT),
    option(IP4, libc::IP_MULTICAST_TTL, "IP_MULTICAST_TTL", INT),
    option(IP4, libc::IP_MULTICAST_LOOP, "IP_MULTICAST_LOOP", SWITCH),
    option(IP4, libc::IP_MULTICAST_IF, "IP_MULTICAST_IF", IP),
    option(IP4, libc::IP_ADD_MEMBERSHIP, "IP_ADD_MEMBERSHIP", MREQ),
    option(IP4, libc::IP_DROP_MEMBERSHIP, "IP_DROP_MEMBERSHIP", MREQ),
    option(IP4, libc::IP_HDRINCL, "IP_HDRINCL", SWITCH),
    option(IP6, libc::IPV6_V6ONLY, "IPV6_V6ONLY", SWITCH),
    option(IP6, libc::IPV6_UNICAST_HOPS, "IPV6_UNICAST_HOPS", INT),
    option(IP6, libc::IPV6_MULTICAST_HOPS, "IPV6_MULTICAST_HOPS", INT),
    option(IP6, libc::IPV6_MULTICAST_LOOP, "IPV6_MULTICAST_LOOP", SWITCH),
    option(IP6, libc::IPV6_MULTICAST_IF, "IPV6_MULTICAST_IF", INT),
    option(IP6, libc::IPV6_JOIN_GROUP, "IPV6_JOIN_GROUP", MREQ6),
    option(IP6, libc::IPV6_LEAVE_GROUP, "IPV6_LEAVE_GROUP", MREQ6),
];
