//! Options of Windows (winsock2.h, ws2ipdef.h). Never run by us.

use super::{SocketOption, Takes};
use crate::call::OptionKind::{Errno, Int};

const fn option(level: i32, number: i32, name: &'static str) -> SocketOption {
    SocketOption { level, number, name, kind: Int, takes: Takes::Int, is_read: true }
}

/// Options that have a name here.
pub const OPTIONS: &[SocketOption] = &[
    option(0xffff, 0x0004, "SO_REUSEADDR"),
    option(0xffff, 0x1002, "SO_RCVBUF"),
    option(0xffff, 0x1001, "SO_SNDBUF"),
    option(0xffff, 0x0008, "SO_KEEPALIVE"),
    option(0xffff, 0x0020, "SO_BROADCAST"),
    option(0xffff, 0x1008, "SO_TYPE"),
    SocketOption { kind: Errno, takes: Takes::Nothing, is_read: false, ..option(0xffff, 0x1007, "SO_ERROR") },
    option(6, 1, "TCP_NODELAY"),
    option(0, 4, "IP_TTL"),
    option(41, 27, "IPV6_V6ONLY"),
];
