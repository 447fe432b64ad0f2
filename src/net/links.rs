//! The machine's network interfaces with their numbers, as the options of multicast name them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// `lo`, `eth0`…
    pub name: String,
    /// Its number (`if_nametoindex(3)`), from 1 up.
    pub index: u32,
    /// Its IPv4 addresses.
    pub v4: Vec<Ipv4Addr>,
    /// Its IPv6 addresses.
    pub v6: Vec<Ipv6Addr>,
}

impl Link {
    /// Whether it reaches nobody but this machine.
    pub fn is_loopback(&self) -> bool {
        let (mut v4, mut v6) = (self.v4.iter(), self.v6.iter());
        v4.any(Ipv4Addr::is_loopback) || v6.any(Ipv6Addr::is_loopback)
    }
}

/// The interfaces that have an address, in the system's order; empty where they cannot be read.
pub fn links() -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    for found in if_addrs::get_if_addrs().unwrap_or_default() {
        let (ip, Some(index)) = (found.ip(), found.index) else { continue };
        let at = links.iter().position(|link| link.index == index).unwrap_or_else(|| {
            links.push(Link { name: found.name.clone(), index, v4: Vec::new(), v6: Vec::new() });
            links.len() - 1
        });
        let Some(link) = links.get_mut(at) else { continue };
        match ip {
            IpAddr::V4(ip) => link.v4.push(ip),
            IpAddr::V6(ip) => link.v6.push(ip),
        }
    }
    links
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn the_loopback_interface_is_the_first_one() {
        let links = super::links();
        let lo = links.iter().find(|link| link.is_loopback()).unwrap();
        assert_eq!(lo.index, 1);
        assert!(lo.v4.iter().any(|ip| ip.octets() == [127, 0, 0, 1]), "{lo:?}");
    }
}
