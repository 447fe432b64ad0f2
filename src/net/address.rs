//! Addresses on their way to the kernel and back, as CPython's `getsockaddrarg`, `setipaddr` and `makesockaddr` do.

use super::idna;
use super::names::NoName;
use super::platform::Lookup;
use super::socket::{INET, INET6};
use crate::call::{Address, ArgumentWhy, Outcome};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// The address for a socket of `family`. The name is looked up before the port is checked, as CPython does; `look_up`
/// is asked only for what is no literal.
pub(super) fn to_kernel(
    family: i32,
    address: &Address,
    look_up: impl FnOnce(Lookup) -> Result<Vec<SocketAddr>, NoName>,
) -> Result<SocketAddr, Outcome> {
    let refused = |why| Err(Outcome::Argument(why));
    let (host, port, flow, scope) = match address {
        Address::Inet { host, port } => (host, *port, 0, 0),
        Address::Inet6 { host, port, flow, scope } => (host, *port, *flow, *scope),
        Address::Unix { .. } | Address::Abstract { .. } | Address::Other(_) => return refused(ArgumentWhy::Type),
    };
    if family != INET && family != INET6 {
        return refused(ArgumentWhy::Value);
    }
    if family == INET && (flow, scope) != (0, 0) {
        return refused(ArgumentWhy::Type);
    }
    if i32::try_from(port).is_err() {
        return refused(ArgumentWhy::Range);
    }
    let ip = host_ip(family, host, look_up)?;
    let Ok(port) = u16::try_from(port) else { return refused(ArgumentWhy::Range) };
    if flow > 0xf_ffff {
        return refused(ArgumentWhy::Range);
    }
    Ok(match ip {
        IpAddr::V4(ip) => SocketAddrV4::new(ip, port).into(),
        // The field is in network order; std and rustix hand it on as it is.
        IpAddr::V6(ip) => SocketAddrV6::new(ip, port, flow.to_be(), scope).into(),
    })
}

fn host_ip(
    family: i32,
    host: &str,
    look_up: impl FnOnce(Lookup) -> Result<Vec<SocketAddr>, NoName>,
) -> Result<IpAddr, Outcome> {
    if host.contains('\0') {
        return Err(Outcome::Argument(ArgumentWhy::Type));
    }
    let Some(host) = idna::to_ascii(host) else { return Err(Outcome::Argument(ArgumentWhy::Type)) };
    match host.as_str() {
        "" if family == INET => return Ok(Ipv4Addr::UNSPECIFIED.into()),
        "" => return Ok(Ipv6Addr::UNSPECIFIED.into()),
        "<broadcast>" | "255.255.255.255" if family == INET => return Ok(Ipv4Addr::BROADCAST.into()),
        "<broadcast>" | "255.255.255.255" => return Err(Outcome::Argument(ArgumentWhy::Value)),
        _ => {}
    }
    if family == INET
        && let Ok(ip) = host.parse::<Ipv4Addr>()
    {
        return Ok(ip.into());
    }
    if family == INET6
        && let Ok(ip) = host.parse::<Ipv6Addr>()
    {
        return Ok(ip.into());
    }
    let found = look_up(Lookup { host: Some(host), family, ..Lookup::default() });
    match found {
        Ok(found) => match found.first() {
            Some(first) => Ok(first.ip()),
            None => Err(Outcome::Eai(super::names::EAI_NONAME)),
        },
        Err(NoName::Eai(number)) => Err(Outcome::Eai(number)),
        Err(NoName::Stopped) => Err(Outcome::Stopped { done: 0 }),
    }
}

/// The kernel's address in Python's form.
pub(super) fn from_kernel(address: SocketAddr) -> Address {
    match address {
        SocketAddr::V6(mut v6) => {
            v6.set_flowinfo(u32::from_be(v6.flowinfo()));
            Address::from(SocketAddr::V6(v6))
        }
        v4 @ SocketAddr::V4(_) => v4.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(family: i32, address: &Address) -> Result<SocketAddr, Outcome> {
        to_kernel(family, address, |_| Err(NoName::Eai(-2)))
    }

    #[test]
    fn as_cpython_reads_them() {
        assert_eq!(plain(INET, &Address::inet("", 80)), Ok("0.0.0.0:80".parse().unwrap()));
        assert_eq!(plain(INET6, &Address::inet("", 80)), Ok("[::]:80".parse().unwrap()));
        assert_eq!(plain(INET, &Address::inet("<broadcast>", 9)), Ok("255.255.255.255:9".parse().unwrap()));
        assert_eq!(plain(INET, &Address::inet("::1", 0)), Err(Outcome::Eai(-2)));
        assert_eq!(plain(INET, &Address::inet("nobody", 70_000)), Err(Outcome::Eai(-2)));
        for port in [-1, 65_536, 70_000, i64::MAX] {
            assert_eq!(plain(INET, &Address::inet("127.0.0.1", port)), Err(Outcome::Argument(ArgumentWhy::Range)));
        }
        let scoped = Address::Inet6 { host: "fe80::1".into(), port: 7, flow: 5, scope: 1 };
        assert_eq!(from_kernel(plain(INET6, &scoped).unwrap()), scoped);
        assert_eq!(plain(INET, &scoped), Err(Outcome::Argument(ArgumentWhy::Type)));
        assert_eq!(plain(INET, &Address::inet("a\0b", 1)), Err(Outcome::Argument(ArgumentWhy::Type)));
    }
}
