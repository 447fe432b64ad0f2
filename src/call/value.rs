//! What a call returned.

use super::{AddrInfo, Address, Inspection, Payload};

/// What a call returned.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Python's `None`.
    None,
    /// A count, a descriptor, an option's value.
    Int(i64),
    /// `getblocking`.
    Bool(bool),
    /// `gettimeout`: seconds, or none.
    Seconds(Option<f64>),
    /// `getsockname`, `getpeername`.
    Address(Option<Address>),
    /// `recv`, `recv_exact`, and what a binary file reads.
    Data(Payload),
    /// `recv` with MSG_TRUNC: what fits, and how many bytes the datagram really had.
    DataReal(Payload, u64),
    /// `recvfrom`: bytes and the sender.
    DataFrom(Payload, Option<Address>),
    /// `recvmsg`: bytes, the flags that the kernel gave back (MSG_TRUNC…), the sender; `real` is the datagram's whole
    /// length, where MSG_TRUNC was among the flags asked with.
    Message { data: Payload, flags: i32, from: Option<Address>, real: Option<u64> },
    /// What a file in text mode reads: characters, here as UTF-8.
    Text(Payload),
    /// `accept`: the peer's address; the new socket's identity stands in the record.
    Accepted(Option<Address>),
    /// `connect_ex`: 0 or an errno, returned and not raised.
    ConnectEx(i32),
    /// `getsockopt` of an option that is an errno: 0 for none.
    Errno(i32),
    /// `getsockopt` as bytes.
    Bytes(Payload),
    /// `getsockopt` of a `struct linger`: on or off, seconds.
    Linger(i32, i32),
    /// `getsockopt` of a `struct timeval`, in seconds.
    TimeVal(f64),
    /// `getaddrinfo`, in the resolver's order.
    AddrInfo(Vec<AddrInfo>),
    /// `poll`: what is ready (POLLIN…); 0 where the time ran out.
    Events(i32),
    /// `inspect`.
    Inspected(Inspection),
}

impl Value {
    /// The received bytes, where there are any.
    pub fn data(&self) -> Option<&Payload> {
        match self {
            Self::Data(data)
            | Self::DataReal(data, _)
            | Self::DataFrom(data, _)
            | Self::Text(data)
            | Self::Message { data, .. } => Some(data),
            _ => None,
        }
    }

    /// [`Self::data`] to change.
    pub fn data_mut(&mut self) -> Option<&mut Payload> {
        match self {
            Self::Data(data)
            | Self::DataReal(data, _)
            | Self::DataFrom(data, _)
            | Self::Text(data)
            | Self::Message { data, .. } => Some(data),
            _ => None,
        }
    }

    /// The datagram's sender, where this is the result of a receive that names it.
    pub fn sender(&self) -> Option<&Address> {
        match self {
            Self::DataFrom(_, from) | Self::Message { from, .. } => from.as_ref(),
            _ => None,
        }
    }
}
