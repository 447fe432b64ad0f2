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
    /// AF_UNIX: a path of the file system in its own bytes; empty for the unnamed, which `bind` takes as *pick one*.
    Unix { path: Box<[u8]> },
    /// AF_UNIX on Linux: a name beside the file system, without the NUL that marks it (`unix(7)`). May hold NULs itself.
    Abstract { name: Box<[u8]> },
    /// A family this version does not know by name, as the session file has it (JSON).
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

    /// A Unix path, or the unnamed address where it is empty.
    pub fn unix(path: impl AsRef<[u8]>) -> Self {
        Self::Unix { path: path.as_ref().into() }
    }

    /// An abstract Unix name, without the NUL in front.
    pub fn abstract_name(name: impl AsRef<[u8]>) -> Self {
        Self::Abstract { name: name.as_ref().into() }
    }

    /// A Unix address from the bytes that Python has for it: those of an abstract name begin with a NUL.
    pub fn from_unix_bytes(bytes: &[u8]) -> Self {
        match bytes.strip_prefix(b"\0") {
            Some(name) => Self::abstract_name(name),
            None => Self::unix(bytes),
        }
    }

    /// The host as written, where the family has one.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Inet { host, .. } | Self::Inet6 { host, .. } => Some(host),
            Self::Unix { .. } | Self::Abstract { .. } | Self::Other(_) => None,
        }
    }

    /// The port, where the family has one.
    pub fn port(&self) -> Option<i64> {
        match self {
            Self::Inet { port, .. } | Self::Inet6 { port, .. } => Some(*port),
            Self::Unix { .. } | Self::Abstract { .. } | Self::Other(_) => None,
        }
    }

    /// The numeric host, where it is written as one (scope ids cut off).
    pub fn ip(&self) -> Option<IpAddr> {
        let host = self.host()?;
        host.split('%').next().unwrap_or(host).parse().ok()
    }

    /// Whether it is the address of a Unix socket that has none (`unix(7)`).
    pub fn is_unnamed(&self) -> bool {
        matches!(self, Self::Unix { path } if path.is_empty())
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

/// Bytes of a Unix name: as text where they are, what must not be drawn as `\xNN` and `\u{…}`.
fn shown_bytes(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\0' => f.write_str("\\0")?,
                c if c.is_control() || !c.is_ascii() && c.escape_debug().count() > 1 => {
                    write!(f, "{}", c.escape_debug())?
                }
                c => write!(f, "{c}")?,
            }
        }
        for byte in chunk.invalid() {
            write!(f, "\\x{byte:02x}")?;
        }
    }
    Ok(())
}

/// `127.0.0.1:8000`, `[::1]:8000`, `/tmp/x.sock`, `@name`: the short form for lists and sentences.
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
            Self::Unix { path } => shown_bytes(f, path),
            Self::Abstract { name } => {
                f.write_str("@")?;
                shown_bytes(f, name)
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
        assert_eq!(Address::unix("/tmp/小").to_string(), "/tmp/小");
        assert_eq!(Address::from_unix_bytes(b"\0a\0z\xff\n").to_string(), "@a\\0z\\xff\\n");
    }
}
