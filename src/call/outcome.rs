//! What came of a call.

use super::{Address, Payload};
use std::fmt;

/// What came of a call: a value, an errno, a timeout, a refused argument, or still waiting.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Handed to the kernel and not back yet.
    Waiting,
    /// The call returned.
    Ok(Value),
    /// The kernel's errno, by the platform's own number.
    Errno(i32),
    /// `settimeout` ran out: no errno in Python.
    Timeout,
    /// A name did not resolve; the number is `getaddrinfo`'s.
    Eai(i32),
    /// Refused before any system call, as CPython refuses it.
    Argument(ArgumentWhy),
    /// The person pressed *Stop*; so many bytes (or calls of a loop) were done by then.
    Stopped { done: u64 },
    /// An outcome that this version does not know, as the session file has it (JSON).
    Other(Box<str>),
}

impl Outcome {
    /// An outcome with no value: Python's `None`.
    pub const NONE: Self = Self::Ok(Value::None);

    /// Whether the call returned without an error.
    pub fn is_ok(&self) -> bool {
        matches!(self, Self::Ok(_))
    }

    /// Whether the call came back with an error (waiting and stopped are none).
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Errno(_) | Self::Timeout | Self::Eai(_) | Self::Argument(_))
    }

    /// The received bytes, where this is the outcome of a receive.
    pub fn data(&self) -> Option<&Payload> {
        match self {
            Self::Ok(Value::Data(data) | Value::DataFrom(data, _)) => Some(data),
            _ => None,
        }
    }
}

/// What a call returned.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Python's `None`.
    None,
    /// A count, a descriptor, an option's value.
    Int(i64),
    /// `gettimeout`: seconds, or none.
    Seconds(Option<f64>),
    /// `getsockname`, `getpeername`.
    Address(Option<Address>),
    /// `recv`.
    Data(Payload),
    /// `recvfrom`: bytes and the sender.
    DataFrom(Payload, Option<Address>),
    /// `accept`: the peer's address; the new socket's identity stands in the record.
    Accepted(Option<Address>),
    /// `connect_ex`: 0 or an errno, returned and not raised.
    ConnectEx(i32),
    /// `getsockopt` as bytes.
    Bytes(Payload),
}

/// Why CPython refuses an argument before any system call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentWhy {
    /// `OverflowError`: a port beyond 65535, a backlog beyond an int.
    Range,
    /// `TypeError`.
    Type,
    /// `ValueError`: a negative timeout or buffer size.
    Value,
    /// `UnicodeError`: a host name that IDNA cannot carry.
    Encoding,
}

impl ArgumentWhy {
    /// The word of the session file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Type => "type",
            Self::Value => "value",
            Self::Encoding => "encoding",
        }
    }

    /// Reads [`Self::word`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Range, Self::Type, Self::Value, Self::Encoding].into_iter().find(|why| why.word() == word)
    }
}

impl fmt::Display for ArgumentWhy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
