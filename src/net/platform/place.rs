//! An address between Python's form and the kernel's structure.

use std::net::{IpAddr, SocketAddr};

/// An address as the kernel has it, without its structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// IPv4 and IPv6. The flow information is in network order, as it stands in the structure.
    Ip(SocketAddr),
    /// AF_UNIX: nothing for the unnamed, a NUL and its name for an abstract one, else a path without its NUL.
    Unix(Vec<u8>),
    /// A family that has no form here: its number, and the bytes after it.
    Other(i32, Vec<u8>),
}

impl Place {
    /// The IP address, where it is one.
    pub fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Ip(address) => Some(address.ip()),
            _ => None,
        }
    }

    /// Whether it says where: no port 0, no unnamed Unix socket.
    pub fn is_named(&self) -> bool {
        match self {
            Self::Ip(address) => address.port() != 0,
            Self::Unix(path) => !path.is_empty(),
            Self::Other(..) => true,
        }
    }
}

/// What `recvmsg` gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The kernel's count: with MSG_TRUNC it may be more than the buffer holds.
    pub count: usize,
    /// `msg_flags`.
    pub flags: i32,
    /// The sender, where the kernel names one.
    pub from: Option<Place>,
}

/// What `getaddrinfo(3)` is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The host, none for the wildcard.
    pub host: Option<String>,
    /// The service, none where no port is asked for.
    pub service: Option<String>,
    /// `AF_UNSPEC` is 0.
    pub family: i32,
    /// 0 asks for every type.
    pub kind: i32,
    /// 0 asks for every protocol.
    pub proto: i32,
    /// `AI_*`.
    pub flags: i32,
}

/// One entry of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// `AF_*`.
    pub family: i32,
    /// `SOCK_*`.
    pub kind: i32,
    /// `IPPROTO_*`.
    pub proto: i32,
    /// The canonical name; empty where there is none.
    pub canonical: String,
    /// Where.
    pub place: Place,
}
