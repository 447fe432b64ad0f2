//! Addresses on their way to the kernel and back, as CPython's `getsockaddrarg`, `setipaddr` and `makesockaddr` do.

use super::idna;
use super::names::{self, NoName};
use super::platform::{Found, Lookup, Place};
use super::socket::{INET, INET6, UNIX};
use crate::call::{Address, ArgumentWhy, CallKind, Outcome, PATH_TOO_LONG};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// Bytes that `sockaddr_un` has for a path, its NUL counted.
#[cfg(target_os = "linux")]
const PATH_BYTES: usize = 108;
#[cfg(not(target_os = "linux"))]
const PATH_BYTES: usize = 104;

/// How names are asked for.
pub(super) trait LookUp: FnOnce(Lookup) -> Result<Vec<Found>, NoName> {}
impl<T: FnOnce(Lookup) -> Result<Vec<Found>, NoName>> LookUp for T {}

/// The address for a socket of `family`, given to `call`. The name is looked up before the port is checked, as CPython
/// does; `look_up` is asked only for what is no literal.
pub(super) fn to_kernel(
    family: i32,
    call: CallKind,
    address: &Address,
    look_up: impl LookUp,
) -> Result<Place, Outcome> {
    let refused = |why| Err(Outcome::Argument(why));
    match (family, address) {
        (UNIX, Address::Unix { path }) => unix(path.to_vec()),
        (UNIX, Address::Abstract { name }) => unix([b"\0", &**name].concat()),
        (INET, Address::Inet { host, port }) => internet(family, host, *port, (0, 0), look_up),
        (INET6, Address::Inet { host, port }) => internet(family, host, *port, (0, 0), look_up),
        (INET6, Address::Inet6 { host, port, flow, scope }) => internet(family, host, *port, (*flow, *scope), look_up),
        (UNIX | INET | INET6, _) => refused(ArgumentWhy::Type),
        // Families whose addresses CPython reads and this program does not.
        _ if crate::call::family(family).is_some_and(|name| FORMED.contains(&name)) => refused(ArgumentWhy::Type),
        _ => refused(ArgumentWhy::Said(match call {
            CallKind::Bind => "bind(): bad family",
            CallKind::Connect => "connect(): bad family",
            CallKind::ConnectEx => "connect_ex(): bad family",
            _ => "sendto(): bad family",
        })),
    }
}

/// Families with an address form of their own in CPython.
const FORMED: [&str; 8] =
    ["AF_NETLINK", "AF_PACKET", "AF_VSOCK", "AF_CAN", "AF_ALG", "AF_TIPC", "AF_BLUETOOTH", "AF_QIPCRTR"];

/// The unnamed and abstract names fill the structure; a path leaves room for its NUL.
fn unix(bytes: Vec<u8>) -> Result<Place, Outcome> {
    let most = if bytes.first().is_some_and(|first| *first != 0) { PATH_BYTES - 1 } else { PATH_BYTES };
    if bytes.len() > most {
        return Err(Outcome::Argument(ArgumentWhy::Said(PATH_TOO_LONG)));
    }
    Ok(Place::Unix(bytes))
}

fn internet(
    family: i32,
    host: &str,
    port: i64,
    (flow, scope): (u32, u32),
    look_up: impl LookUp,
) -> Result<Place, Outcome> {
    let range = || Outcome::Argument(ArgumentWhy::Range);
    i32::try_from(port).map_err(|_| range())?;
    let ip = host_ip(family, host, look_up)?;
    let port = u16::try_from(port).map_err(|_| range())?;
    if flow > 0xf_ffff {
        return Err(range());
    }
    Ok(Place::Ip(match ip {
        IpAddr::V4(ip) => SocketAddrV4::new(ip, port).into(),
        // The field is in network order; std hands it on as it is.
        IpAddr::V6(ip) => SocketAddrV6::new(ip, port, flow.to_be(), scope).into(),
    }))
}

fn host_ip(family: i32, host: &str, look_up: impl LookUp) -> Result<IpAddr, Outcome> {
    if host.contains('\0') {
        return Err(Outcome::Argument(ArgumentWhy::Type));
    }
    let Some(host) = idna::to_ascii(host) else { return Err(Outcome::Argument(ArgumentWhy::Type)) };
    match host.as_str() {
        "" if family == INET => return Ok(Ipv4Addr::UNSPECIFIED.into()),
        "" => return Ok(Ipv6Addr::UNSPECIFIED.into()),
        "<broadcast>" | "255.255.255.255" if family == INET => return Ok(Ipv4Addr::BROADCAST.into()),
        "<broadcast>" | "255.255.255.255" => {
            return Err(Outcome::Argument(ArgumentWhy::Said("address family mismatched")));
        }
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
        Ok(found) => {
            let first = found.first().and_then(|first| first.place.ip());
            first.ok_or(Outcome::Eai(names::EAI_NONAME))
        }
        Err(NoName::Eai(number)) => Err(Outcome::Eai(number)),
        Err(NoName::Stopped) => Err(Outcome::Stopped { done: 0 }),
    }
}

/// The kernel's address in Python's form.
pub(super) fn from_kernel(place: Place) -> Address {
    match place {
        Place::Ip(SocketAddr::V6(mut v6)) => {
            v6.set_flowinfo(u32::from_be(v6.flowinfo()));
            Address::from(SocketAddr::V6(v6))
        }
        Place::Ip(v4) => v4.into(),
        Place::Unix(bytes) => Address::from_unix_bytes(&bytes),
        Place::Other(family, bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            Address::Other(format!("{{\"family\":{family},\"hex\":\"{hex}\"}}").into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(family: i32, address: &Address) -> Result<Place, Outcome> {
        to_kernel(family, CallKind::Bind, address, |_| Err(NoName::Eai(-2)))
    }

    fn ip(text: &str) -> Result<Place, Outcome> {
        Ok(Place::Ip(text.parse().unwrap()))
    }

    #[test]
    fn as_cpython_reads_them() {
        let refused = |why| Err(Outcome::Argument(why));
        assert_eq!(plain(INET, &Address::inet("", 80)), ip("0.0.0.0:80"));
        assert_eq!(plain(INET6, &Address::inet("", 80)), ip("[::]:80"));
        assert_eq!(plain(INET, &Address::inet("<broadcast>", 9)), ip("255.255.255.255:9"));
        let mismatched = ArgumentWhy::Said("address family mismatched");
        assert_eq!(plain(INET6, &Address::inet("<broadcast>", 9)), refused(mismatched));
        assert_eq!(plain(INET, &Address::inet("::1", 0)), Err(Outcome::Eai(-2)));
        assert_eq!(plain(INET, &Address::inet("nobody", 70_000)), Err(Outcome::Eai(-2)));
        for port in [-1, 65_536, 70_000, i64::MAX] {
            assert_eq!(plain(INET, &Address::inet("127.0.0.1", port)), refused(ArgumentWhy::Range));
        }
        let scoped = Address::Inet6 { host: "fe80::1".into(), port: 7, flow: 5, scope: 1 };
        assert_eq!(from_kernel(plain(INET6, &scoped).unwrap()), scoped);
        assert_eq!(plain(INET, &scoped), refused(ArgumentWhy::Type));
        assert_eq!(plain(INET, &Address::inet("a\0b", 1)), refused(ArgumentWhy::Type));
        assert_eq!(plain(INET, &Address::unix("127.0.0.1")), refused(ArgumentWhy::Type));
        assert_eq!(plain(UNIX, &Address::inet("127.0.0.1", 1)), refused(ArgumentWhy::Type));
        assert_eq!(plain(99, &Address::unix("x")), refused(ArgumentWhy::Said("bind(): bad family")));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn unix_names_as_long_as_they_may_be() {
        let too_long = Err(Outcome::Argument(ArgumentWhy::Said(PATH_TOO_LONG)));
        assert_eq!(plain(UNIX, &Address::unix([b'p'; 107])), Ok(Place::Unix(vec![b'p'; 107])));
        assert_eq!(plain(UNIX, &Address::unix([b'p'; 108])), too_long);
        assert!(plain(UNIX, &Address::abstract_name([b'a'; 107])).is_ok());
        assert_eq!(plain(UNIX, &Address::abstract_name([b'a'; 108])), too_long);
        assert_eq!(plain(UNIX, &Address::unix("")), Ok(Place::Unix(Vec::new())));
    }
}
