//! `net`: how far a case may reach. Looked at on the resolved address, so that no spelling and no name gets around it.

use super::folder::is_inside;
use super::interfaces::{LO, is_multicast_interface, refused_option};
use crate::call::{Address, SocketId};
use crate::locale::Message;
use crate::net::{Guard, Touch};
use crate::script::file::Net;
use parking_lot::Mutex;
use std::collections::HashSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Keeps one case within its reach.
#[derive(Debug)]
pub struct Limits {
    net: Net,
    tmp: PathBuf,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    bound: HashSet<SocketId>,
    /// Sockets whose multicast leaves by lo.
    multicast_on_lo: HashSet<SocketId>,
    /// Abstract names that the case itself has bound.
    names: HashSet<Box<[u8]>>,
    refused: Option<Message>,
}

impl Limits {
    /// The nearer of what the script says it needs and what the person allows.
    pub fn new(net: Net, tmp: &Path) -> Self {
        Self { net, tmp: tmp.to_owned(), seen: Mutex::default() }
    }

    /// What was refused last, told once.
    pub fn take_refused(&self) -> Option<Message> {
        self.seen.lock().refused.take()
    }

    fn why_not(&self, touch: &Touch<'_>) -> Option<Message> {
        if self.net == Net::Any {
            return None;
        }
        let beyond = |key: &str, what: String| Message::new(key).with("what", what).with("net", self.net.word());
        let refused = |address: &Address| Some(beyond("script-refused-address", address.to_string()));
        match touch {
            Touch::Socket { family } => {
                let is_known = [families::INET, families::INET6, families::UNIX].contains(family);
                // Numbers that no kernel has are the kernel's to refuse.
                (!is_known && (1..64).contains(family)).then(|| beyond("script-refused-family", family.to_string()))
            }
            Touch::Bind { address: Address::Abstract { .. }, .. } => None,
            Touch::Bind { address, .. } => {
                if self.may_bind(address) {
                    None
                } else {
                    refused(address)
                }
            }
            Touch::Reach { sid, address } => {
                if self.may_reach(*sid, address) {
                    None
                } else {
                    refused(address)
                }
            }
            Touch::Listen { sid } => {
                let is_bound = self.seen.lock().bound.contains(sid);
                (!is_bound).then(|| beyond("script-refused-listen", String::new()))
            }
            Touch::Option { level, name, value, .. } => {
                let name = refused_option(self.net, *level, *name, value)?;
                Some(beyond("script-refused-option", name))
            }
            Touch::Copy { .. } => None,
        }
    }

    fn may_bind(&self, address: &Address) -> bool {
        match address {
            Address::Unix { path } => path.is_empty() || self.is_own_path(path),
            address => ip_of(address).is_some_and(|ip| self.net == Net::Loopback && is_loopback(ip)),
        }
    }

    fn may_reach(&self, sid: SocketId, address: &Address) -> bool {
        match address {
            Address::Unix { path } => self.is_own_path(path),
            Address::Abstract { name } => self.seen.lock().names.contains(name),
            address => {
                let Some(ip) = ip_of(address).filter(|_| self.net == Net::Loopback) else { return false };
                if ip.is_multicast() {
                    let is_scoped = matches!(address, Address::Inet6 { scope: LO, .. });
                    return is_scoped || self.seen.lock().multicast_on_lo.contains(&sid);
                }
                // The kernel takes the wildcard as a destination for this machine.
                is_loopback(ip) || ip.is_unspecified()
            }
        }
    }

    /// A path in `${tmp}`; a link there does not lead out.
    fn is_own_path(&self, path: &[u8]) -> bool {
        let Ok(path) = std::str::from_utf8(path) else { return false };
        let path = Path::new(path);
        let is_link = path.symlink_metadata().is_ok_and(|found| found.file_type().is_symlink());
        is_inside(&self.tmp, path) && !is_link
    }
}

impl Guard for Limits {
    fn allows(&self, touch: &Touch<'_>) -> bool {
        let why = self.why_not(touch);
        let is_allowed = why.is_none();
        if why.is_some() {
            self.seen.lock().refused = why;
        }
        is_allowed
    }

    fn made(&self, touch: &Touch<'_>) {
        let mut seen = self.seen.lock();
        match touch {
            Touch::Bind { sid, address } => {
                seen.bound.insert(*sid);
                if let Address::Abstract { name } = address {
                    seen.names.insert(name.clone());
                }
            }
            Touch::Reach { sid, .. } => {
                // The kernel has given it a local name on the way.
                seen.bound.insert(*sid);
            }
            Touch::Option { sid, level, name, .. } => {
                if is_multicast_interface(*level, *name) {
                    seen.multicast_on_lo.insert(*sid);
                }
            }
            Touch::Copy { sid, of } => {
                if seen.bound.contains(of) {
                    seen.bound.insert(*sid);
                }
                if seen.multicast_on_lo.contains(of) {
                    seen.multicast_on_lo.insert(*sid);
                }
            }
            Touch::Socket { .. } | Touch::Listen { .. } => {}
        }
    }

    fn asks_name_servers(&self) -> bool {
        self.net == Net::Any
    }
}

/// The numeric host, an IPv4 address in IPv6's clothes unwrapped.
fn ip_of(address: &Address) -> Option<IpAddr> {
    let host = address.host()?;
    let host = host.split('%').next().unwrap_or(host);
    Some(match host.parse().ok()? {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4),
        v4 => v4,
    })
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.is_loopback()
}

#[cfg(unix)]
mod families {
    pub use libc::{AF_INET as INET, AF_INET6 as INET6, AF_UNIX as UNIX};
}
#[cfg(windows)]
mod families {
    pub const INET: i32 = 2;
    pub const INET6: i32 = 23;
    pub const UNIX: i32 = 1;
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: SocketId = SocketId(1);

    fn limits(net: Net) -> (super::super::folder::Folder, Limits) {
        let folder = super::super::folder::Folder::make().unwrap();
        let limits = Limits::new(net, folder.path());
        (folder, limits)
    }

    #[cfg(unix)]
    #[test]
    fn addresses_are_kept_to_this_machine() {
        let (folder, limits) = limits(Net::Loopback);
        let unix = |name: &str| Address::unix(format!("{}/{name}", folder.path().display()));
        std::os::unix::fs::symlink("/run", folder.path().join("out")).unwrap();
        for (address, bind, reach) in [
            (Address::inet("127.0.0.1", 0), true, true),
            (Address::inet("127.9.8.7", 80), true, true),
            (Address::inet("0.0.0.0", 0), false, true),
            (Address::inet("10.0.0.1", 9), false, false),
            (Address::inet("255.255.255.255", 9), false, false),
            (Address::inet("224.0.0.1", 9), false, false),
            (Address::inet6("::1", 0), true, true),
            (Address::inet6("::", 0), false, true),
            (Address::inet6("::ffff:127.0.0.1", 0), true, true),
            (Address::inet6("::ffff:10.0.0.1", 9), false, false),
            (Address::inet6("::ffff:0.0.0.0", 9), false, true),
            (Address::inet6("::127.0.0.1", 9), false, false),
            (Address::inet6("fe80::1", 9), false, false),
            (Address::inet6("ff02::1", 9), false, false),
            (Address::Inet6 { host: "ff01::1".into(), port: 9, flow: 0, scope: 1 }, false, true),
            (unix("s"), true, true),
            (unix("../s"), false, false),
            (unix("out"), false, false),
            (unix("out/s"), false, false),
            (Address::unix(""), true, false),
            (Address::unix("/run/s"), false, false),
            (Address::Other("7".into()), false, false),
        ] {
            assert_eq!(limits.allows(&Touch::Bind { sid: S, address: &address }), bind, "bind {address}");
            assert_eq!(limits.allows(&Touch::Reach { sid: S, address: &address }), reach, "reach {address}");
        }
        assert!(limits.take_refused().is_some() && limits.take_refused().is_none());
    }

    #[test]
    fn none_has_unix_only_and_any_has_all() {
        let (_a, none) = limits(Net::None);
        let (_b, any) = limits(Net::Any);
        for address in [Address::inet("127.0.0.1", 1), Address::inet6("::1", 1), Address::inet("10.0.0.1", 1)] {
            let touch = Touch::Reach { sid: S, address: &address };
            assert!(!none.allows(&touch) && any.allows(&touch));
        }
        assert!(!none.asks_name_servers() && any.asks_name_servers());
        assert!(any.allows(&Touch::Listen { sid: S }) && any.allows(&Touch::Socket { family: 17 }));
    }

    #[test]
    fn what_the_case_did_before_counts() {
        let (_folder, limits) = limits(Net::Loopback);
        let here = Address::inet("127.0.0.1", 0);
        assert!(!limits.allows(&Touch::Listen { sid: S }));
        limits.made(&Touch::Bind { sid: S, address: &here });
        limits.made(&Touch::Copy { sid: SocketId(2), of: S });
        assert!(limits.allows(&Touch::Listen { sid: S }) && limits.allows(&Touch::Listen { sid: SocketId(2) }));
        let name = Address::abstract_name(b"room");
        assert!(limits.allows(&Touch::Bind { sid: S, address: &name }));
        assert!(!limits.allows(&Touch::Reach { sid: S, address: &name }));
        limits.made(&Touch::Bind { sid: S, address: &name });
        assert!(limits.allows(&Touch::Reach { sid: S, address: &name }));
        let group = Address::inet("239.7.7.7", 9);
        assert!(!limits.allows(&Touch::Reach { sid: S, address: &group }));
        limits.made(&Touch::Option { sid: S, level: 0, name: 32, value: &[127, 0, 0, 1] });
        assert!(limits.allows(&Touch::Reach { sid: S, address: &group }));
        for (family, is_allowed) in [(libc::AF_INET, true), (libc::AF_UNIX, true), (16, false), (17, false), (99, true)]
        {
            assert_eq!(limits.allows(&Touch::Socket { family }), is_allowed, "{family}");
        }
    }
}
