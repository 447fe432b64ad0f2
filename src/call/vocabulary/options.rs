//! What `setsockopt` is given, and how `getsockopt` reads its answer.

use super::Payload;

/// What is given to `setsockopt`.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A C int.
    Int(i64),
    /// The raw bytes of the option's structure, or of a text.
    Bytes(Payload),
    /// `struct linger`: on or off, seconds.
    Linger(i32, i32),
    /// `struct timeval`, in seconds.
    TimeVal(f64),
    /// `struct ip_mreq`: the group and the interface's address, as `inet_aton(3)` reads them.
    Mreq(Box<str>, Box<str>),
    /// `struct ipv6_mreq`: the group, as `inet_pton(3)` reads it, and the interface's number.
    Mreq6(Box<str>, u32),
    /// `struct in_addr`, as `inet_aton(3)` reads it.
    Ip(Box<str>),
    /// A value of a type that CPython refuses (`None`, a float), as the file has it (JSON).
    Odd(Box<str>),
}

/// How `getsockopt` reads its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A C int.
    Int,
    /// So many raw bytes (at most 1024, as CPython allows).
    Bytes(u32),
    /// `struct linger`.
    Linger,
    /// `struct timeval`.
    TimeVal,
    /// A C int that is an errno (`SO_ERROR`), shown by its name.
    Errno,
}
