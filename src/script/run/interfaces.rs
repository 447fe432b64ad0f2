//! Options that make traffic leave or come by an interface, or by a way of one's own: kept to loopback's.

use crate::script::file::Net;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The loopback interface's number: the first one of every network namespace, on Linux and macOS.
pub const LO: u32 = 1;

/// How an option's bytes name the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// `struct in_addr`, `ip_mreq` or `ip_mreqn`.
    Mreq { of_group: bool },
    /// The interface's number after an IPv6 group.
    Mreq6,
    /// The interface's number first.
    Number,
    /// The interface's number in network order.
    NetNumber,
    /// Its name.
    Name,
    /// A route of one's own.
    Route,
}

const SOL_SOCKET: &str = "SOL_SOCKET";
const IP: &str = "IPPROTO_IP";
const IPV6: &str = "IPPROTO_IPV6";

/// Options that make traffic leave or come by an interface, or by a way of one's own, with Linux's numbers.
const OPTIONS: &[(&str, &str, i32, Names)] = &[
    (SOL_SOCKET, "SO_BINDTODEVICE", 25, Names::Name),
    (SOL_SOCKET, "SO_BINDTOIFINDEX", 62, Names::Number),
    (IP, "IP_OPTIONS", 4, Names::Route),
    (IP, "IP_MULTICAST_IF", 32, Names::Mreq { of_group: false }),
    (IP, "IP_ADD_MEMBERSHIP", 35, Names::Mreq { of_group: true }),
    (IP, "IP_ADD_SOURCE_MEMBERSHIP", 39, Names::Mreq { of_group: true }),
    (IP, "MCAST_JOIN_GROUP", 42, Names::Number),
    (IP, "MCAST_JOIN_SOURCE_GROUP", 46, Names::Number),
    (IP, "IP_UNICAST_IF", 50, Names::NetNumber),
    (IPV6, "IPV6_2292PKTOPTIONS", 6, Names::Route),
    (IPV6, "IPV6_NEXTHOP", 9, Names::Route),
    (IPV6, "IPV6_MULTICAST_IF", 17, Names::Number),
    (IPV6, "IPV6_JOIN_GROUP", 20, Names::Mreq6),
    (IPV6, "IPV6_JOIN_ANYCAST", 27, Names::Mreq6),
    (IPV6, "MCAST_JOIN_GROUP", 42, Names::Number),
    (IPV6, "MCAST_JOIN_SOURCE_GROUP", 46, Names::Number),
    (IPV6, "IPV6_PKTINFO", 50, Names::Route),
    (IPV6, "IPV6_HOPOPTS", 54, Names::Route),
    (IPV6, "IPV6_RTHDR", 57, Names::Route),
    (IPV6, "IPV6_UNICAST_IF", 76, Names::NetNumber),
];

fn find(level: i32, name: i32) -> Option<(&'static str, Names)> {
    let is_here = |known: &&(&str, &str, i32, Names)| {
        let is_same = if cfg!(target_os = "linux") {
            known.2 == name
        } else {
            crate::call::option_name(level, name) == Some(known.1)
        };
        is_same && crate::call::number_of(known.0) == Some(level)
    };
    OPTIONS.iter().find(is_here).map(|(_, name, _, names)| (*name, *names))
}

/// Whether this sets by which interface multicast leaves.
pub fn is_multicast_interface(level: i32, name: i32) -> bool {
    find(level, name).is_some_and(|(name, _)| name.ends_with("_MULTICAST_IF"))
}

/// The option's name where it must not be set so.
pub fn refused_option(net: Net, level: i32, name: i32, value: &[u8]) -> Option<String> {
    let (name, names) = find(level, name)?;
    let word = |at: usize| value.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    let number = |at: usize| word(at).map(u32::from_ne_bytes);
    let ip = |at: usize| word(at).map(|bytes: [u8; 4]| Ipv4Addr::from(bytes));
    let is_near = match names {
        // Too short for its structure: the kernel refuses it.
        _ if value.is_empty() => true,
        Names::Route => false,
        _ if net == Net::None => false,
        Names::Name => value.split(|byte| *byte == 0).next().is_some_and(|name| name.is_empty() || name == b"lo"),
        Names::Number => number(0).is_none_or(|number| number == LO),
        Names::NetNumber => number(0).is_none_or(|number| u32::from_be(number) == LO),
        Names::Mreq6 => {
            let group =
                value.get(..16).and_then(|bytes| bytes.try_into().ok()).map(|bytes: [u8; 16]| Ipv6Addr::from(bytes));
            group.is_none() || number(16).is_none_or(|number| number == LO)
        }
        Names::Mreq { of_group } => match (value.len(), of_group) {
            (..4, _) | (..8, true) => true,
            (12.., _) if name != "IP_ADD_SOURCE_MEMBERSHIP" && number(8) != Some(0) => number(8) == Some(LO),
            (8.., _) => ip(4).is_some_and(|ip| ip.is_loopback()),
            (_, _) => ip(0).is_some_and(|ip| ip.is_loopback()),
        },
    };
    (!is_near).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn options_are_kept_to_lo() {
        let group = |interface: [u8; 4]| [[239, 7, 7, 7], interface].concat();
        let with_number = |interface: [u8; 4], number: u32| [group(interface), number.to_ne_bytes().to_vec()].concat();
        let mreq6 = |number: u32| [vec![0xff; 16], number.to_ne_bytes().to_vec()].concat();
        let (lo, all, lan) = ([127, 0, 0, 1], [0; 4], [10, 0, 0, 1]);
        for (level, name, value, is_allowed) in [
            (0, 35, group(lo), true),
            (0, 35, group(all), false),
            (0, 35, group(lan), false),
            (0, 35, with_number(all, 1), true),
            (0, 35, with_number(lo, 2), false),
            (0, 35, with_number(lo, 0), true),
            (0, 32, lo.to_vec(), true),
            (0, 32, lan.to_vec(), false),
            (0, 39, [group(lan), vec![1; 4]].concat(), false),
            (0, 39, [group(lo), vec![1; 4]].concat(), true),
            (0, 4, vec![0x83, 7, 4, 10, 0, 0, 1, 0], false),
            (0, 36, group(lan), true),
            (0, 35, vec![1], true),
            (41, 20, mreq6(1), true),
            (41, 20, mreq6(0), false),
            (41, 17, 1_u32.to_ne_bytes().to_vec(), true),
            (41, 17, 0_u32.to_ne_bytes().to_vec(), false),
            (1, 25, b"lo\0".to_vec(), true),
            (1, 25, b"eth0\0".to_vec(), false),
            (1, 2, vec![1, 0, 0, 0], true),
        ] {
            let refused = refused_option(Net::Loopback, level, name, &value);
            assert_eq!(refused.is_none(), is_allowed, "{level} {name} {value:?}");
        }
        assert!(refused_option(Net::None, 0, 35, &group(lo)).is_some());
    }
}
