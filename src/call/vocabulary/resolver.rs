//! What `getaddrinfo` takes and gives.

use crate::call::Address;

/// The port that `getaddrinfo` is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Service {
    /// Python's `None`.
    #[default]
    None,
    /// A number.
    Number(i64),
    /// A service's name (`"http"`), or a number as text.
    Name(Box<str>),
}

/// One entry of `getaddrinfo`'s list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddrInfo {
    /// `AF_*`.
    pub family: i32,
    /// `SOCK_*`.
    pub kind: i32,
    /// `IPPROTO_*`.
    pub proto: i32,
    /// The canonical name, where AI_CANONNAME asked for it; in the first entry only.
    pub canonical: Box<str>,
    /// Where to connect or bind to.
    pub address: Address,
}
