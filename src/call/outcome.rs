//! What came of a call.

use super::{Payload, Value};
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

    /// Whether the call did not do what it was to do: [`Self::is_error`], and the errno that `connect_ex` returns as its
    /// value, where it means more than *not yet*.
    pub fn has_failed(&self) -> bool {
        match self {
            Self::Ok(Value::ConnectEx(errno)) => *errno != 0 && !self.is_not_yet(),
            outcome => outcome.is_error(),
        }
    }

    /// Whether the call would have waited, or goes on in the background: an error by its number, and nothing is wrong.
    pub fn is_not_yet(&self) -> bool {
        let (Self::Errno(errno) | Self::Ok(Value::ConnectEx(errno))) = self else { return false };
        matches!(super::errno_name(*errno), Some("EAGAIN" | "EINPROGRESS" | "EALREADY"))
    }

    /// The received bytes, where this is the outcome of a receive.
    pub fn data(&self) -> Option<&Payload> {
        match self {
            Self::Ok(value) => value.data(),
            _ => None,
        }
    }
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
    /// `UnicodeError`: a host name that IDNA cannot carry, a byte that an encoding has not.
    Encoding,
    /// `OSError` without an errno: its text is all there is of it. One of [`SAID`].
    Said(&'static str),
}

/// The texts of the `OSError`s without an errno that CPython's `socket` raises, word for word.
pub const SAID: [&str; 13] = [
    BEYOND_NET,
    PATH_TOO_LONG,
    "bind(): bad family",
    "connect(): bad family",
    "connect_ex(): bad family",
    "sendto(): bad family",
    "address family mismatched",
    "wildcard resolved to multiple address",
    BUFLEN_OUT_OF_RANGE,
    "illegal IP address string passed to inet_aton",
    "illegal IP address string passed to inet_pton",
    "cannot read from timed out object",
    "read() should have returned a bytes object, not 'NoneType'",
];

/// Ours, not CPython's: the address is beyond what the script may reach.
pub const BEYOND_NET: &str = "net";
/// A Unix path or abstract name that `sockaddr_un` does not hold.
pub const PATH_TOO_LONG: &str = "AF_UNIX path too long";
/// `getsockopt` was asked for fewer than 1 or more than 1024 bytes.
pub const BUFLEN_OUT_OF_RANGE: &str = "getsockopt buflen out of range";

impl ArgumentWhy {
    /// The word of the session file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::Type => "type",
            Self::Value => "value",
            Self::Encoding => "encoding",
            Self::Said(text) => text,
        }
    }

    /// Reads [`Self::word`].
    pub fn parse(word: &str) -> Option<Self> {
        let plain = [Self::Range, Self::Type, Self::Value, Self::Encoding].into_iter();
        plain.chain(SAID.map(Self::Said)).find(|why| why.word() == word)
    }
}

impl fmt::Display for ArgumentWhy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
