//! Which of our own sockets has to do with an address.

use crate::call::Address;
use crate::net::host_ip as ip;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where a connect to this address goes: Linux takes the wildcard for loopback (`ip(7)`).
pub(super) fn dialled(address: &Address) -> Option<IpAddr> {
    match ip(address)? {
        IpAddr::V4(v4) if v4.is_unspecified() => Some(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(v6) if v6.is_unspecified() => Some(Ipv6Addr::LOCALHOST.into()),
        other => Some(other),
    }
}

/// Whether a socket at `own` gets what is sent to `target`.
pub(super) fn gets(own: &Address, target: &Address) -> bool {
    own.port() == target.port() && has_host(own, target)
}

/// The same without a look at the port. An IPv6 wildcard counts for IPv6 only, because it may be so (`IPV6_V6ONLY`).
pub(super) fn has_host(own: &Address, target: &Address) -> bool {
    match (ip(own), dialled(target)) {
        (Some(own), Some(target)) if own.is_unspecified() => own.is_ipv4() == target.is_ipv4(),
        (Some(own), Some(target)) => own == target,
        _ => own.host() == target.host(),
    }
}

/// Whether the two are of this machine's own kind of address, the same port, and of different families.
pub(super) fn is_other_family(own: &Address, target: &Address) -> bool {
    let (Some(own_ip), Some(target_ip)) = (ip(own), dialled(target)) else { return false };
    own.port() == target.port()
        && own_ip.is_ipv4() != target_ip.is_ipv4()
        && target_ip.is_loopback()
        && (own_ip.is_loopback() || own_ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_and_families() {
        let four = |host| Address::inet(host, 8000);
        let six = |host| Address::inet6(host, 8000);
        assert!(gets(&four(""), &four("127.0.0.1")));
        assert!(gets(&four("127.0.0.1"), &four("localhost")));
        assert!(gets(&four("127.0.0.1"), &four("0.0.0.0")));
        assert!(!gets(&four("127.0.0.1"), &four("127.0.0.2")));
        assert!(!gets(&four("127.0.0.1"), &Address::inet("127.0.0.1", 8001)));
        assert!(is_other_family(&four("127.0.0.1"), &six("::1")));
        assert!(is_other_family(&six("::"), &four("127.0.0.1")));
        assert!(!is_other_family(&four("127.0.0.1"), &four("127.0.0.1")));
    }
}
