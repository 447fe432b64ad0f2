//! Constants, and the values of socket options.

use super::C;
use super::values::quoted;
use crate::call::{self, OptionKind, OptionValue};

/// Names that every system with POSIX sockets and glibc's or musl's headers has.
const SURE: &[&str] = &[
    "AF_INET",
    "AF_INET6",
    "AF_UNIX",
    "AF_UNSPEC",
    "SOL_SOCKET",
    "IPPROTO_IP",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "IPPROTO_IPV6",
    "IPPROTO_ICMP",
    "IPPROTO_RAW",
    "MSG_PEEK",
    "MSG_DONTWAIT",
    "MSG_WAITALL",
    "MSG_TRUNC",
    "MSG_OOB",
    "MSG_CTRUNC",
    "MSG_EOR",
    "MSG_DONTROUTE",
    "MSG_NOSIGNAL",
    "SO_REUSEADDR",
    "SO_REUSEPORT",
    "SO_RCVBUF",
    "SO_SNDBUF",
    "SO_KEEPALIVE",
    "SO_BROADCAST",
    "SO_LINGER",
    "SO_RCVTIMEO",
    "SO_SNDTIMEO",
    "SO_OOBINLINE",
    "SO_RCVLOWAT",
    "SO_SNDLOWAT",
    "SO_TYPE",
    "SO_ERROR",
    "SO_ACCEPTCONN",
    "SO_DONTROUTE",
    "SO_DEBUG",
    "TCP_NODELAY",
    "TCP_MAXSEG",
    "IPV6_V6ONLY",
    "IPV6_UNICAST_HOPS",
    "IPV6_MULTICAST_HOPS",
    "IPV6_MULTICAST_IF",
    "IPV6_MULTICAST_LOOP",
];

impl C<'_> {
    /// A constant by its name; one that not every library has is defined where it lacks.
    pub(super) fn named(&mut self, name: Option<&'static str>, number: i32) -> String {
        let Some(name) = name else { return number.to_string() };
        let is_sure =
            SURE.contains(&name) || ["SOCK_", "SHUT_", "POLL", "AI_"].iter().any(|start| name.starts_with(start));
        if !is_sure {
            self.constants.insert(name, number);
        }
        name.to_owned()
    }

    /// Flags by their names; 0 for none.
    pub(super) fn flags(&mut self, table: &'static [call::Constant], flags: i32) -> String {
        let (names, rest) = call::names_of(table, flags);
        let mut all: Vec<String> =
            names.iter().map(|name| self.named(Some(name), call::number_of(name).unwrap_or_default())).collect();
        if rest != 0 || all.is_empty() {
            all.push(if rest == 0 { "0".to_owned() } else { format!("{rest:#x}") });
        }
        all.join(" | ")
    }

    /// A socket's type: its low bits by name, and flags of Linux above them.
    pub(super) fn kind(&mut self, kind: i32) -> String {
        let mut text = self.named(call::kind(kind & 0xf), kind & 0xf);
        for name in ["SOCK_NONBLOCK", "SOCK_CLOEXEC"] {
            let bit = super::super::number(name);
            if bit != 0 && kind & bit == bit {
                text.push_str(&format!(" | {name}"));
            }
        }
        text
    }

    /// What `setsockopt` is given: the value's address and its length.
    pub(super) fn option_value(&mut self, value: &OptionValue) -> Result<String, &'static str> {
        Ok(match value {
            OptionValue::Int(number) => {
                let number = i32::try_from(*number).map_err(|_| "is refused by Python: the number is no int")?;
                format!("&(int){{{number}}}, sizeof(int)")
            }
            OptionValue::Bytes(bytes) => {
                self.helper("BYTES");
                format!("BYTES({})", quoted(bytes))
            }
            OptionValue::Linger(on, seconds) => format!("&(struct linger){{{on}, {seconds}}}, sizeof(struct linger)"),
            OptionValue::TimeVal(seconds) => {
                let (whole, rest) = (seconds.trunc(), (seconds.fract() * 1e6).round());
                format!("&(struct timeval){{{whole:.0}, {rest:.0}}}, sizeof(struct timeval)")
            }
            OptionValue::Mreq(group, here) => {
                let ip = self.helper("ip");
                let (group, here) = (quoted(group.as_bytes()), quoted(here.as_bytes()));
                format!("&(struct ip_mreq){{{ip}({group}), {ip}({here})}}, sizeof(struct ip_mreq)")
            }
            OptionValue::Mreq6(group, number) => {
                let (ip6, group) = (self.helper("ip6"), quoted(group.as_bytes()));
                format!("&(struct ipv6_mreq){{{ip6}({group}), {number}}}, sizeof(struct ipv6_mreq)")
            }
            OptionValue::Ip(here) => {
                let (ip, here) = (self.helper("ip"), quoted(here.as_bytes()));
                format!("&(struct in_addr[]){{{ip}({here})}}, sizeof(struct in_addr)")
            }
            OptionValue::Odd(_) => return Err("is refused by Python: the value has no such type"),
        })
    }

    /// How many bytes `getsockopt` asks for.
    pub(super) fn option_size(&mut self, kind: OptionKind) -> String {
        let (text, room) = match kind {
            OptionKind::Int | OptionKind::Errno => ("sizeof(int)".to_owned(), 4),
            OptionKind::Linger => ("sizeof(struct linger)".to_owned(), 8),
            OptionKind::TimeVal => ("sizeof(struct timeval)".to_owned(), 16),
            OptionKind::Bytes(count) => (count.to_string(), count),
        };
        self.block.room = self.block.room.max(u64::from(room));
        text
    }
}
