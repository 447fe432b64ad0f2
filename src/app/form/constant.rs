//! A family, a type or a protocol by name or by number.

use crate::bytes;
use crate::call;
use crate::locale::Message;

/// Reads `AF_INET`, `2`, `0x2`, or several joined by `|`, as Python does (`SOCK_STREAM | SOCK_NONBLOCK`). Empty is 0.
///
/// # Errors
/// A name that this platform does not have, or a number that is none.
pub fn parse_constant(text: &str) -> Result<i32, Message> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(0);
    }
    let mut bits = 0;
    for part in text.split('|').map(str::trim) {
        let part = part.strip_prefix("socket.").unwrap_or(part);
        let ascii = bytes::ascii_forms(part).unwrap_or_else(|| part.to_owned());
        let wrong = || Message::new("input-constant").with("text", part);
        let number = match ascii.strip_prefix("0x") {
            Some(hex) => i32::from_str_radix(hex, 16).ok(),
            None => ascii.parse().ok().or_else(|| call::number_of(&ascii)),
        };
        bits |= number.ok_or_else(wrong)?;
    }
    Ok(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_and_sums() {
        let number = |name| call::number_of(name).unwrap();
        assert_eq!(parse_constant(" AF_INET6 "), Ok(number("AF_INET6")));
        assert_eq!(parse_constant("socket.SOCK_DGRAM"), Ok(number("SOCK_DGRAM")));
        assert_eq!(parse_constant("16"), Ok(16));
        assert_eq!(parse_constant("0x10"), Ok(16));
        assert_eq!(parse_constant(""), Ok(0));
        #[cfg(target_os = "linux")]
        assert_eq!(parse_constant("SOCK_STREAM | SOCK_NONBLOCK"), Ok(number("SOCK_STREAM") | number("SOCK_NONBLOCK")));
        for text in ["AF_NONSENSE", "SOCK_STREAM |", "2x", "99999999999"] {
            assert_eq!(parse_constant(text).unwrap_err().key(), "input-constant", "{text}");
        }
    }
}
