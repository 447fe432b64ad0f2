//! Whether one name stands in the way of another: the only place that decides it.

use crate::call::Address;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A name, and whether a socket that has it takes IPv6 only (IPV6_V6ONLY); where that is not known it does not.
pub type Named<'a> = (&'a Address, bool);

/// Whether two names of one protocol are the same place, or one of them holds the other, so that a second socket cannot
/// be bound (`bind(2)`, without SO_REUSEADDR) and that what goes to the one gets to the other (`ip(7)`, INADDR_ANY).
/// Port 0 and the unnamed Unix address are in nobody's way; of a host that is no literal only itself. Pure.
pub fn clashes((one, one_six): Named<'_>, (other, other_six): Named<'_>) -> bool {
    if one.port() != other.port() || one.port() == Some(0) || one.is_unnamed() {
        return false;
    }
    match (host_ip(one), host_ip(other)) {
        (Some(a), Some(b)) => a == b || covers(a, one_six, b) || covers(b, other_six, a),
        _ => one == other,
    }
}

/// An IPv6 wildcard takes IPv4 as well, unless it was told not to.
fn covers(wild: IpAddr, only_six: bool, other: IpAddr) -> bool {
    wild.is_unspecified() && (wild.is_ipv4() == other.is_ipv4() || (wild.is_ipv6() && !only_six))
}

/// The numeric host: `""` is the wildcard, `localhost` the loopback of the address's family, mapped IPv4 is IPv4. None of
/// other names, and of families without hosts.
pub fn host_ip(address: &Address) -> Option<IpAddr> {
    let inet6 = matches!(address, Address::Inet6 { .. });
    match address.host()? {
        "" if inet6 => Some(Ipv6Addr::UNSPECIFIED.into()),
        "" => Some(Ipv4Addr::UNSPECIFIED.into()),
        host if host.eq_ignore_ascii_case("localhost") && inet6 => Some(Ipv6Addr::LOCALHOST.into()),
        host if host.eq_ignore_ascii_case("localhost") => Some(Ipv4Addr::LOCALHOST.into()),
        _ => address.ip().map(|ip| ip.to_canonical()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_the_way_of_the_same_and_of_the_wildcard() {
        let v4 = |host: &str| Address::inet(host, 80);
        let v6 = |host: &str| Address::inet6(host, 80);
        for (local, v6_only, wanted, is_in_the_way) in [
            (v4("127.0.0.1"), false, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), false, v4("127.0.0.2"), false),
            (v4("127.0.0.1"), false, Address::inet("127.0.0.1", 81), false),
            (v4("0.0.0.0"), false, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), false, v4(""), true),
            (v4("127.0.0.1"), false, v4("localhost"), true),
            (v4("127.0.0.2"), false, v4("localhost"), false),
            (v4("127.0.0.1"), false, v4("some.name"), false),
            (v6("::"), false, v4("127.0.0.1"), true),
            (v6("::"), true, v4("127.0.0.1"), false),
            (v6("::"), true, v6("::1"), true),
            (v6("::1"), false, v4("127.0.0.1"), false),
            (v6("::ffff:127.0.0.1"), false, v4("127.0.0.1"), true),
            (v4("127.0.0.1"), false, v6("::"), true),
            (Address::inet("", 0), false, Address::inet("", 0), false),
            (Address::unix("/a"), false, Address::unix("/a"), true),
            (Address::unix(""), false, Address::unix(""), false),
            (Address::abstract_name("a"), false, Address::abstract_name("a"), true),
            (Address::abstract_name("a"), false, Address::unix("a"), false),
        ] {
            assert_eq!(clashes((&local, v6_only), (&wanted, false)), is_in_the_way, "{local} and {wanted}");
            assert_eq!(clashes((&wanted, false), (&local, v6_only)), is_in_the_way, "{wanted} and {local}");
        }
    }
}
