//! Which options a socket has: those of its levels.

use super::socket::{DGRAM, INET, INET6, RAW, STREAM};
use crate::call::{self, SocketOption};

/// The protocols of `netinet/in.h` that have options of their own.
const ICMP: i32 = 1;
const TCP: i32 = 6;
const UDP: i32 = 17;
const ICMPV6: i32 = 58;

/// Whether a socket of this family, type (flags of `socket(2)` aside) and protocol (0 or -1: the type's own) has options
/// of this level. An IPv6 socket has IPv4's as well, for the IPv4 traffic that it may carry (`ip_setsockopt` within
/// `ipv6_setsockopt`); a raw one has not.
pub fn has_level((family, kind, proto): (i32, i32, i32), level: i32) -> bool {
    let kind = kind & 0xf;
    let is_inet = family == INET || family == INET6;
    let is = |own: i32| proto == own || proto <= 0;
    match call::level(level) {
        Some("SOL_SOCKET") => true,
        Some("IPPROTO_TCP") => is_inet && kind == STREAM && is(TCP),
        Some("IPPROTO_UDP") => is_inet && kind == DGRAM && is(UDP),
        Some("IPPROTO_IP") => family == INET || (family == INET6 && kind != RAW),
        Some("IPPROTO_IPV6") => family == INET6,
        Some("IPPROTO_ICMPV6") => family == INET6 && kind == RAW && proto == ICMPV6,
        Some("IPPROTO_RAW") => family == INET && kind == RAW && proto == ICMP,
        _ => false,
    }
}

/// Every option of such a socket that has a name here, in the order of the table.
pub fn options_of(sort: (i32, i32, i32)) -> impl Iterator<Item = &'static SocketOption> {
    call::OPTIONS.iter().filter(move |option| has_level(sort, option.level))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::super::socket::UNIX;
    use super::*;

    #[test]
    fn each_kind_of_socket_has_its_levels() {
        let levels = |family, kind, proto| {
            let mut found: Vec<&str> = Vec::new();
            for name in options_of((family, kind, proto)).filter_map(|option| call::level(option.level)) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
            found
        };
        let cloexec = 0o2_000_000;
        assert_eq!(levels(INET, STREAM | cloexec, 0), ["SOL_SOCKET", "IPPROTO_TCP", "IPPROTO_IP"]);
        assert_eq!(levels(INET6, STREAM, 6), ["SOL_SOCKET", "IPPROTO_TCP", "IPPROTO_IP", "IPPROTO_IPV6"]);
        assert_eq!(
            levels(INET, DGRAM, -1)[..2],
            ["SOL_SOCKET", "IPPROTO_UDP"][..usize::from(cfg!(target_os = "linux")) + 1]
        );
        assert_eq!(levels(INET, DGRAM, ICMP), ["SOL_SOCKET", "IPPROTO_IP"]);
        assert_eq!(levels(UNIX, STREAM, 0), ["SOL_SOCKET"]);
        if cfg!(target_os = "linux") {
            assert_eq!(levels(INET, RAW, ICMP), ["SOL_SOCKET", "IPPROTO_IP", "IPPROTO_RAW"]);
            assert_eq!(levels(INET6, RAW, ICMPV6), ["SOL_SOCKET", "IPPROTO_IPV6", "IPPROTO_ICMPV6"]);
        }
    }
}
