//! The machine's own addresses, for who wants to be dialled: read on a thread, never by the window.

use super::State;
use crate::call::{Address, SocketId};
use crate::net;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

/// An interface's name and one of its addresses.
pub type Interface = (String, IpAddr);

/// What was read for which socket; read anew when another one is selected, because addresses come and go.
#[derive(Default)]
pub(super) struct Interfaces {
    found: Arc<OnceLock<Vec<Interface>>>,
    asked_for: Option<SocketId>,
}

impl State {
    /// The machine's interfaces; empty until they are read, which begins when a socket that is bound wider than loopback
    /// is selected or made by the bar, when they are asked for, and as the program starts.
    pub fn interfaces(&self) -> &[Interface] {
        self.interfaces.found.get().map_or(&[], Vec::as_slice)
    }

    /// Whether this machine may have the address, as far as that is known: what was read may be older than the network.
    pub fn may_be_own(&self, address: &Address) -> bool {
        may_be_own(address, self.interfaces())
    }

    pub(super) fn ask_interfaces(&mut self) {
        let wide = |row: &&Arc<crate::session::SocketRow>| {
            row.open && row.local.as_ref().is_some_and(Address::is_wider_than_loopback)
        };
        let selected = self.selected_socket().filter(wide).map(|row| row.sid);
        let wanted = selected.or_else(|| self.bar_socket().filter(|sid| self.socket(*sid).filter(wide).is_some()));
        let wanted = wanted.filter(|_| self.is_live());
        if wanted.is_none() || wanted == self.interfaces.asked_for {
            return;
        }
        self.interfaces.asked_for = wanted;
        self.read_interfaces();
    }

    /// Reads the machine's addresses anew, on a thread; what was read before stands until then.
    pub(super) fn read_interfaces(&mut self) {
        let found = Arc::new(OnceLock::new());
        self.interfaces.found = Arc::clone(&found);
        let waker = Arc::clone(&self.waker);
        let reader = std::thread::Builder::new().name("interfaces".to_owned()).spawn(move || {
            // Set once, here: nobody else has this cell.
            let _ = found.set(net::interfaces());
            waker();
        });
        if let Err(error) = reader {
            tracing::warn!(%error, "the interfaces could not be read");
        }
    }
}

/// Whether the kernel may bind there: to every address, one of the interfaces', one of many machines'.
fn may_be_own(address: &Address, interfaces: &[Interface]) -> bool {
    let Some(ip) = address.ip().map(|ip| ip.to_canonical()) else { return true };
    let is_of_many = matches!(ip, IpAddr::V4(v4) if v4.octets()[3] == 255) || ip.is_multicast();
    ip.is_unspecified() || is_of_many || interfaces.is_empty() || interfaces.iter().any(|(_, own)| *own == ip)
}

/// Where a socket is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialPlace {
    /// The interface's name.
    pub interface: String,
    /// `192.168.1.7:8000`.
    pub address: String,
    /// Only by this machine.
    pub is_here: bool,
}

/// By interface, the addresses under which a socket that is bound to `local` is found: by other machines first, by this
/// one last. `dual` is an IPv6 socket that takes IPv4 as well. Link-local addresses need a scope and are left out.
pub fn dial(local: &Address, dual: bool, interfaces: &[Interface]) -> Vec<DialPlace> {
    let (Some(port), bound) = (local.port(), local.ip()) else { return Vec::new() };
    let every = local.host() == Some("") || bound.is_some_and(|ip| ip.is_unspecified());
    let reached = interfaces.iter().filter(|(_, ip)| {
        let family = match (local, ip) {
            (Address::Inet { .. }, IpAddr::V4(_)) | (Address::Inet6 { .. }, IpAddr::V6(_)) => true,
            (Address::Inet6 { .. }, IpAddr::V4(_)) => dual && every,
            _ => false,
        };
        let link_local = matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local());
        family && !link_local && (every || Some(*ip) == bound)
    });
    let mut reached: Vec<_> = reached.collect();
    reached.sort_by_key(|(_, ip)| (ip.is_loopback(), ip.is_ipv6()));
    let place = |(name, ip): &(String, IpAddr)| DialPlace {
        interface: name.clone(),
        address: if ip.is_ipv6() { format!("[{ip}]:{port}") } else { format!("{ip}:{port}") },
        is_here: ip.is_loopback(),
    };
    reached.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_one_other_machine_is_known_as_such() {
        let own: Vec<Interface> = vec![("eth0".to_owned(), "192.168.1.7".parse().unwrap())];
        for (address, may) in [
            (Address::inet("192.168.1.7", 80), true),
            (Address::inet("192.0.2.77", 80), false),
            (Address::inet("0.0.0.0", 80), true),
            (Address::inet("", 80), true),
            (Address::inet("192.168.1.255", 80), true),
            (Address::inet("224.0.0.251", 5353), true),
            (Address::inet("a-name", 80), true),
            (Address::inet6("::ffff:192.168.1.7", 80), true),
            (Address::inet6("2001:db8::77", 80), false),
        ] {
            assert_eq!(may_be_own(&address, &own), may, "{address}");
            assert!(may_be_own(&address, &[]), "nothing is known: {address}");
        }
    }

    #[test]
    fn only_what_the_socket_can_be_reached_by_is_listed_and_loopback_last() {
        let interfaces: Vec<(String, IpAddr)> = [
            ("lo", "127.0.0.1"),
            ("lo", "::1"),
            ("eth0", "192.168.1.7"),
            ("eth0", "fe80::1"),
            ("eth0", "2001:db8::7"),
            ("wlan0", "10.0.0.3"),
        ]
        .map(|(name, ip)| (name.to_owned(), ip.parse().unwrap()))
        .into();
        let shown = |local: Address, dual| {
            let places = dial(&local, dual, &interfaces);
            places.into_iter().map(|place| format!("{} {}", place.interface, place.address)).collect::<Vec<_>>()
        };
        let v4 = ["eth0 192.168.1.7:80", "wlan0 10.0.0.3:80"];
        assert_eq!(shown(Address::inet("0.0.0.0", 80), false), [v4[0], v4[1], "lo 127.0.0.1:80"]);
        assert_eq!(shown(Address::inet("10.0.0.3", 80), false), [v4[1]]);
        assert_eq!(shown(Address::inet6("", 80), false), ["eth0 [2001:db8::7]:80", "lo [::1]:80"]);
        let both = [v4[0], v4[1], "eth0 [2001:db8::7]:80", "lo 127.0.0.1:80", "lo [::1]:80"];
        assert_eq!(shown(Address::inet6("::", 80), true), both);
    }
}
