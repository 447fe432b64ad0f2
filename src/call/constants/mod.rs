//! The names of the sockets API's numbers, as Python's `socket` and `select` have them. The numbers are the platform's
//! own; unknown ones stay numbers.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod table;

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(all(unix, not(target_os = "linux")), path = "macos.rs")]
#[cfg_attr(windows, path = "windows_options.rs")]
mod options;

#[cfg(target_os = "linux")]
#[path = "linux_rest.rs"]
mod rest;
#[cfg(not(target_os = "linux"))]
mod rest {
    pub const REST: &[super::Constant] = &[];
}

pub use options::OPTIONS;
pub use table::{ADDRINFO_FLAGS, FAMILIES, FLAGS, HOWS, KINDS, LEVELS, POLL_EVENTS, PROTOCOLS};

/// A name and its number on this platform.
pub type Constant = (&'static str, i32);

/// A socket option that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SocketOption {
    /// `SOL_SOCKET`, `IPPROTO_TCP`…
    pub level: i32,
    /// The option's number within its level.
    pub number: i32,
    /// `SO_REUSEADDR`…
    pub name: &'static str,
    /// How its value is read.
    pub kind: super::OptionKind,
    /// What it is set to.
    pub takes: Takes,
    /// Whether reading it is of use and changes nothing: not group joins, which cannot be read, nor `SO_ERROR`, which is
    /// cleared by it.
    pub is_read: bool,
}

/// What `setsockopt` takes for an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// It is only read.
    Nothing,
    /// A C int that is 0 or 1.
    Switch,
    /// A C int.
    Int,
    /// `struct linger`.
    Linger,
    /// `struct timeval`.
    TimeVal,
    /// A name: of an interface, of a congestion control.
    Text,
    /// An interface by its IPv4 address.
    Ip,
    /// A group and an interface, IPv4.
    Mreq,
    /// A group and an interface, IPv6.
    Mreq6,
    /// Bytes of a structure that has no form of its own here.
    Bytes,
}

fn name_in(table: &'static [Constant], number: i32) -> Option<&'static str> {
    table.iter().find(|(_, value)| *value == number).map(|(name, _)| *name)
}

/// `AF_INET` for 2…
pub fn family(number: i32) -> Option<&'static str> {
    name_in(FAMILIES, number).or_else(|| name_in(table::OTHER_FAMILIES, number))
}

/// `SOCK_STREAM` for 1…
pub fn kind(number: i32) -> Option<&'static str> {
    name_in(KINDS, number)
}

/// `IPPROTO_ICMP` for 1…; none for 0, the type's own.
pub fn protocol(number: i32) -> Option<&'static str> {
    name_in(PROTOCOLS, number)
}

/// `SHUT_WR` for 1…
pub fn how(number: i32) -> Option<&'static str> {
    name_in(HOWS, number)
}

/// `SOL_SOCKET` for its number…
pub fn level(number: i32) -> Option<&'static str> {
    name_in(LEVELS, number)
}

/// `SO_REUSEADDR` for its level and number…
pub fn option_name(level: i32, number: i32) -> Option<&'static str> {
    OPTIONS.iter().find(|option| option.level == level && option.number == number).map(|option| option.name)
}

/// The number of any name in this room: a family, kind, protocol, level, option, flag, event or way of shutdown.
pub fn number_of(name: &str) -> Option<i32> {
    [FAMILIES, KINDS, LEVELS, FLAGS, HOWS, PROTOCOLS, POLL_EVENTS, ADDRINFO_FLAGS, table::OTHER_FAMILIES, table::OTHERS]
        .into_iter()
        .flatten()
        .find(|(known, _)| *known == name)
        .map(|(_, number)| *number)
        .or_else(|| OPTIONS.iter().find(|option| option.name == name).map(|option| option.number))
        .or_else(|| rest::REST.iter().find(|(known, _)| *known == name).map(|(_, number)| *number))
}

/// The names of the bits that are set, and what is left without a name.
pub fn names_of(table: &'static [Constant], bits: i32) -> (Vec<&'static str>, i32) {
    let mut rest = bits;
    let mut names = Vec::new();
    for (name, bit) in table {
        if *bit != 0 && rest & bit == *bit {
            names.push(*name);
            rest &= !bit;
        }
    }
    (names, rest)
}

/// `MSG_PEEK | MSG_DONTWAIT`; what has no name stays a number; empty for 0.
pub fn flags_text(flags: i32) -> String {
    flags_text_of(FLAGS, flags)
}

/// [`flags_text`] of [`POLL_EVENTS`] or [`ADDRINFO_FLAGS`].
pub fn flags_text_of(table: &'static [Constant], flags: i32) -> String {
    let (names, rest) = names_of(table, flags);
    let mut text = names.join(" | ");
    if rest != 0 {
        text.push_str(if text.is_empty() { "" } else { " | " });
        text.push_str(&format!("{rest:#x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::testing::python;

    #[test]
    fn names_and_numbers_agree() {
        assert_eq!(number_of("AF_INET").and_then(family), Some("AF_INET"));
        assert_eq!(number_of("AF_PACKET").and_then(family), Some("AF_PACKET"));
        assert_eq!(number_of("SOCK_DGRAM").and_then(kind), Some("SOCK_DGRAM"));
        assert_eq!(number_of("SHUT_RDWR").and_then(how), Some("SHUT_RDWR"));
        assert_eq!(number_of("IPPROTO_ICMPV6").and_then(protocol), Some("IPPROTO_ICMPV6"));
        assert_eq!(protocol(0), None);
        for option in OPTIONS {
            assert_eq!(option_name(option.level, option.number), Some(option.name));
            assert_eq!(number_of(option.name), Some(option.number));
            assert!(level(option.level).is_some(), "{}", option.name);
        }
        assert_eq!(number_of("SO_NONSENSE"), None);
    }

    #[test]
    fn flags_read_well() {
        assert_eq!(flags_text(0), "");
        let peek = number_of("MSG_PEEK").unwrap();
        assert_eq!(flags_text(peek), "MSG_PEEK");
        assert_eq!(flags_text(peek | 0x0100_0000), "MSG_PEEK | 0x1000000");
        assert_eq!(flags_text_of(POLL_EVENTS, number_of("POLLIN").unwrap()), "POLLIN");
    }

    /// Every number is Python's, and no name of Python's own that a socket call takes is missing.
    #[test]
    #[cfg(target_os = "linux")]
    fn python_has_the_same_numbers() {
        let program = "import socket, select, re
for m in (socket, select):
    for n in dir(m):
        v = getattr(m, n)
        if isinstance(v, int) and re.match('((AF|SOCK|SHUT|SOL|IPPROTO|SO|TCP|IP|IPV6|MSG|AI)_|POLL)[A-Z0-9_]+$', n) \\
                and not re.search('CAN_|RDS|TIPC|ALG|J1939|VM_SOCKETS|UDPLITE_|IPV6_RTHDR_TYPE|IP_DEFAULT|IP_MAX|POLLMSG', n):
            print(n, int(v))";
        for line in python(program, "").unwrap_or_default().lines() {
            let (name, number) = line.split_once(' ').unwrap();
            assert_eq!(number_of(name).map(|number| number.to_string()).as_deref(), Some(number), "{name}");
        }
    }
}
