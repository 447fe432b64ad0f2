//! Where a socket is, or should go, as the person wrote it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// A socket address in Python's forms. Hosts are kept as written: a literal, a name, or `""` for the wildcard.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Address {
    /// `(host, port)`; the port is kept wide so that 70000 can be refused by the call, as CPython does.
    Inet { host: Box<str>, port: i64 },
    /// `(host, port, flowinfo, scope_id)`.
    Inet6 { host: Box<str>, port: i64, flow: u32, scope: u32 },
    /// A family this version does not know by name, as the session file has it.
    Other(Box<str>),
}

impl Address {
    /// An IPv4 address or a name for one.
    pub fn inet(host: &str, port: i64) -> Self {
        Self::Inet { host: host.into(), port }
    }

    /// An IPv6 address or a name for one, with flow information and scope 0.
    pub fn inet6(host: &str, port: i64) -> Self {
        Self::Inet6 { host: host.into(), port, flow: 0, scope: 0 }
    }

    /// The host as written, where the family has one.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Inet { host, .. } | Self::Inet6 { host, .. } => Some(host),
            Self::Other(_) => None,
        }
    }

    /// The port, where the family has one.
    pub fn port(&self) -> Option<i64> {
        match self {
            Self::Inet { port, .. } | Self::Inet6 { port, .. } => Some(*port),
            Self::Other(_) => None,
        }
    }

    /// The numeric host, where it is written as one (scope ids cut off).
    pub fn ip(&self) -> Option<IpAddr> {
        let host = self.host()?;
        host.split('%').next().unwrap_or(host).parse().ok()
    }

    /// Whether binding here lets other machines in: anything that is not a loopback literal or `localhost`.
    pub fn is_wider_than_loopback(&self) -> bool {
        match (self.ip(), self.host()) {
            (Some(IpAddr::V6(ip)), _) => !(ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback())),
            (Some(IpAddr::V4(ip)), _) => !ip.is_loopback(),
            (None, Some(host)) => !host.eq_ignore_ascii_case("localhost"),
            (None, None) => false,
        }
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Self {
        match address {
            SocketAddr::V4(v4) => Self::inet(&v4.ip().to_string(), v4.port().into()),
            SocketAddr::V6(v6) => Self::Inet6 {
                host: v6.ip().to_string().into(),
                port: v6.port().into(),
                flow: v6.flowinfo(),
                scope: v6.scope_id(),
            },
        }
    }
}

/// `127.0.0.1:8000`, `[::1]:8000`: the short form for lists and sentences.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inet { host, port } => write!(f, "{}:{port}", if host.is_empty() { "0.0.0.0" } else { host }),
            Self::Inet6 { host, port, scope, .. } => {
                write!(f, "[{}", if host.is_empty() { "::" } else { host })?;
                if *scope != 0 && !host.contains('%') {
                    write!(f, "%{scope}")?;
                }
                write!(f, "]:{port}")
            }
            Self::Other(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_than_loopback() {
        for (address, wider) in [
            (Address::inet("127.0.0.1", 1), false),
            (Address::inet("127.3.2.1", 1), false),
            (Address::inet("localhost", 1), false),
            (Address::inet("", 1), true),
            (Address::inet("0.0.0.0", 1), true),
            (Address::inet6("::1", 1), false),
            (Address::inet6("::ffff:127.0.0.1", 1), false),
            (Address::inet6("::", 1), true),
        ] {
            assert_eq!(address.is_wider_than_loopback(), wider, "{address}");
        }
    }

    #[test]
    fn short_forms() {
        assert_eq!(Address::inet("127.0.0.1", 80).to_string(), "127.0.0.1:80");
        assert_eq!(Address::inet6("::1", 80).to_string(), "[::1]:80");
    }
}
