//! The names of the sockets API's numbers. The numbers are the platform's own; unknown ones stay numbers.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod table;

pub use table::{FAMILIES, FLAGS, HOWS, KINDS, LEVELS, OPTIONS};

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
}

fn name_in(table: &'static [Constant], number: i32) -> Option<&'static str> {
    table.iter().find(|(_, value)| *value == number).map(|(name, _)| *name)
}

/// `AF_INET` for 2…
pub fn family(number: i32) -> Option<&'static str> {
    name_in(FAMILIES, number)
}

/// `SOCK_STREAM` for 1…
pub fn kind(number: i32) -> Option<&'static str> {
    name_in(KINDS, number)
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

/// The number of any name in this room: a family, kind, level, option, flag or way of shutdown.
pub fn number_of(name: &str) -> Option<i32> {
    [FAMILIES, KINDS, LEVELS, FLAGS, HOWS]
        .into_iter()
        .flatten()
        .find(|(known, _)| *known == name)
        .map(|(_, number)| *number)
        .or_else(|| OPTIONS.iter().find(|option| option.name == name).map(|option| option.number))
}

/// `MSG_PEEK | MSG_DONTWAIT`; what has no name stays a number; empty for 0.
pub fn flags_text(flags: i32) -> String {
    let mut rest = flags;
    let mut parts = Vec::new();
    for (name, bit) in FLAGS {
        if rest & bit != 0 {
            parts.push((*name).to_owned());
            rest &= !bit;
        }
    }
    if rest != 0 {
        parts.push(format!("{rest:#x}"));
    }
    parts.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_agree() {
        assert_eq!(number_of("AF_INET").and_then(family), Some("AF_INET"));
        assert_eq!(number_of("SOCK_DGRAM").and_then(kind), Some("SOCK_DGRAM"));
        assert_eq!(number_of("SHUT_RDWR").and_then(how), Some("SHUT_RDWR"));
        for option in OPTIONS {
            assert_eq!(option_name(option.level, option.number), Some(option.name));
            assert_eq!(number_of(option.name), Some(option.number));
        }
        assert_eq!(number_of("SO_NONSENSE"), None);
    }

    #[test]
    fn flags_read_well() {
        assert_eq!(flags_text(0), "");
        let peek = number_of("MSG_PEEK").unwrap();
        assert_eq!(flags_text(peek), "MSG_PEEK");
        assert_eq!(flags_text(peek | 0x0100_0000), "MSG_PEEK | 0x1000000");
    }
}
