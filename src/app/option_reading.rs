//! What is to be said of an option's value: whether it is another than a fresh socket's, and what the kernel made of
//! what was asked for. Pure.

use super::option_value::{asked_text, option_text};
use crate::call::{OptionKind, OptionValue, SocketOption, Takes, Value};
use crate::locale::Message;
use crate::net::OptionReading;

/// Options that are reached for most; on a socket those of its levels.
const USUAL: [&str; 22] = [
    "SO_REUSEADDR",
    "SO_REUSEPORT",
    "SO_RCVBUF",
    "SO_SNDBUF",
    "SO_KEEPALIVE",
    "SO_LINGER",
    "SO_BROADCAST",
    "SO_RCVTIMEO",
    "SO_SNDTIMEO",
    "SO_ERROR",
    "TCP_NODELAY",
    "TCP_KEEPIDLE",
    "TCP_KEEPINTVL",
    "TCP_KEEPCNT",
    "TCP_USER_TIMEOUT",
    "TCP_CONGESTION",
    "IP_TTL",
    "IP_TOS",
    "IPV6_V6ONLY",
    "IPV6_UNICAST_HOPS",
    "SO_PASSCRED",
    "SO_PEERCRED",
];

/// Whether an option is one of those that are reached for most on a socket of this sort.
pub fn is_usual((family, kind, _): (i32, i32, i32), option: &SocketOption) -> bool {
    let is = |name, number: i32| crate::call::number_of(name) == Some(number);
    let (unix, stream) = (is("AF_UNIX", family), is("SOCK_STREAM", kind & 0xf));
    match option.name {
        "SO_PASSCRED" | "SO_PEERCRED" => unix,
        "SO_REUSEADDR" | "SO_REUSEPORT" | "SO_KEEPALIVE" | "SO_LINGER" if unix => false,
        "SO_KEEPALIVE" | "SO_LINGER" => stream,
        "SO_BROADCAST" => !stream && is("AF_INET", family),
        // Of an IPv6 socket only what concerns the IPv4 traffic that it may carry.
        "IP_TTL" | "IP_TOS" => is("AF_INET", family),
        name => USUAL.contains(&name),
    }
}

/// Whether an option's value is a setting or a state at all: not a structure of statistics, nor what is another on every
/// socket, nor a clock.
fn is_comparable(option: &SocketOption) -> bool {
    if option.name == "TCP_TIMESTAMP" {
        return false;
    }
    !(option.takes == Takes::Nothing && matches!(option.kind, OptionKind::Bytes(_)))
}

/// What a fresh socket has in place of an option's value, where that is another; `fresh` is the fresh one's reading.
pub fn fresh_text(reading: &OptionReading, fresh: &OptionReading) -> Option<String> {
    let is_same = fresh.option == reading.option;
    let is_other = is_same && is_comparable(&reading.option) && fresh.value != reading.value;
    is_other.then(|| match &fresh.value {
        Ok(value) => option_text(&reading.option, value),
        Err(number) => crate::call::errno_name(*number).unwrap_or("?").to_owned(),
    })
}

/// What the kernel made of what was asked for, where it is not the same; with the reason, where a man page gives one.
pub fn kept_words(option: &SocketOption, asked: &OptionValue, kept: &Value) -> Option<Message> {
    let (asked_text, kept_text) = (asked_text(asked), option_text(option, kept));
    let is_same = match (asked, kept) {
        (OptionValue::TimeVal(asked), Value::TimeVal(kept)) => asked == kept,
        (OptionValue::Bytes(asked), Value::Bytes(kept)) => {
            let end = |bytes: &[u8]| bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1);
            asked.get(..end(asked)) == kept.get(..end(kept))
        }
        // A structure with its interface's number: it reads out as the address alone.
        (OptionValue::Bytes(_), _) => true,
        _ => asked_text == kept_text,
    };
    if is_same {
        return None;
    }
    let words = Message::new("option-kept").with("asked", asked_text).with("kept", kept_text);
    let ints = match (asked, kept) {
        (OptionValue::Int(asked), Value::Int(kept)) => Some((*asked, *kept)),
        _ => None,
    };
    let Some(reason) = ints.and_then(|(asked, kept)| reason(option.name, asked, kept)) else { return Some(words) };
    Some(Message::new("option-kept-because").with("kept", words).with("why", Message::new(reason)))
}

/// Why the kernel keeps another number, by socket(7), tcp(7) and ipv6(7).
fn reason(name: &str, asked: i64, kept: i64) -> Option<&'static str> {
    let doubled = asked.checked_mul(2) == Some(kept);
    let is_cut = kept < asked.saturating_mul(2);
    match name {
        "SO_RCVBUF" | "SO_SNDBUF" if doubled => Some("option-why-doubled"),
        "SO_RCVBUF" if is_cut => Some("option-why-rmem-max"),
        "SO_SNDBUF" if is_cut => Some("option-why-wmem-max"),
        "SO_RCVBUF" | "SO_SNDBUF" => Some("option-why-least-buffer"),
        "TCP_MAXSEG" => Some("option-why-maxseg"),
        "TCP_WINDOW_CLAMP" => Some("option-why-window-clamp"),
        "IPV6_UNICAST_HOPS" | "IPV6_MULTICAST_HOPS" if asked == -1 => Some("option-why-default-hops"),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::call::OPTIONS;
    use crate::locale::{Language, words};

    fn option(name: &str) -> SocketOption {
        *OPTIONS.iter().find(|option| option.name == name).unwrap()
    }

    #[test]
    fn what_the_kernel_kept_is_said_where_it_is_another() {
        let said = |name: &str, asked: OptionValue, kept: Value| {
            kept_words(&option(name), &asked, &kept).map(|message| words(Language::English, &message))
        };
        let int = OptionValue::Int;
        assert_eq!(said("SO_KEEPALIVE", int(1), Value::Int(1)), None);
        let doubled = said("SO_RCVBUF", int(65_536), Value::Int(131_072)).unwrap();
        assert!(doubled.contains("asked for 65536") && doubled.contains("keeps 131072") && doubled.contains("doubles"));
        assert!(said("SO_RCVBUF", int(1 << 30), Value::Int(425_984)).unwrap().contains("rmem_max"));
        assert!(said("SO_SNDBUF", int(1), Value::Int(4608)).unwrap().contains("least"));
        let plain = said("SO_KEEPALIVE", int(5), Value::Int(1)).unwrap();
        assert!(plain.contains("asked for 5") && plain.contains("keeps 1"), "{plain}");
        assert_eq!(said("SO_RCVTIMEO", OptionValue::TimeVal(1.5), Value::TimeVal(1.5)), None);
        assert_eq!(said("SO_LINGER", OptionValue::Linger(1, 5), Value::Linger(1, 5)), None);
        assert_eq!(
            said("IP_MULTICAST_IF", OptionValue::Ip("127.0.0.1".into()), Value::Bytes(vec![127, 0, 0, 1].into())),
            None
        );
        let name = OptionValue::Bytes(b"reno".to_vec().into());
        assert_eq!(said("TCP_CONGESTION", name.clone(), Value::Bytes(b"reno\0\0\0\0".to_vec().into())), None);
        assert!(said("TCP_CONGESTION", name, Value::Bytes(b"cubic\0".to_vec().into())).is_some());
    }

    #[test]
    fn differences_are_those_of_settings() {
        let reading = |name, value| OptionReading { option: option(name), value };
        let text = |name, value, fresh| fresh_text(&reading(name, value), &reading(name, fresh));
        let bytes = |byte| Ok(Value::Bytes(vec![byte].into()));
        assert_eq!(text("SO_REUSEADDR", Ok(Value::Int(1)), Ok(Value::Int(0))).as_deref(), Some("0"));
        assert_eq!(text("SO_REUSEADDR", Ok(Value::Int(0)), Ok(Value::Int(0))), None);
        assert_eq!(text("SO_COOKIE", bytes(2), bytes(1)), None, "another on every socket");
        assert_eq!(text("IP_MTU", Ok(Value::Int(65_535)), Err(107)).as_deref(), Some("ENOTCONN"));
    }

    #[test]
    fn every_usual_option_is_one() {
        for name in USUAL {
            assert!(OPTIONS.iter().any(|option| option.name == name), "{name}");
        }
    }
}
