//! An address of the session, and what is typed in its place.

use crate::app::{address_text, parse_address};
use crate::call::{Address, number_of};
use crate::locale::Message;
use crate::script::Used;

/// An address of a session that is to be run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgainField {
    /// The address, and the calls that name it.
    pub used: Used,
    /// As it is written in its field.
    pub text: String,
}

impl AgainField {
    /// The field of an address that the session used.
    pub fn new(used: Used) -> Self {
        let text = address_text(&used.address);
        Self { used, text }
    }

    /// The address that takes its place; none where it stays.
    ///
    /// Errors: what is wrong with the text, in words; port 0 where no socket of the session is bound to it, so that
    /// nobody could tell which port that is.
    pub fn read(&self, text: &str) -> Result<Option<Address>, Message> {
        let text = text.trim();
        if text == self.text {
            return Ok(None);
        }
        let family = match &self.used.address {
            Address::Unix { .. } | Address::Abstract { .. } => "AF_UNIX",
            Address::Inet6 { .. } => "AF_INET6",
            _ => "AF_INET",
        };
        let other = parse_address(text, number_of(family).unwrap_or_default())?;
        if other.port() == Some(0) && !self.used.is_bound() {
            return Err(Message::new("again-no-free-port"));
        }
        Ok(Some(other).filter(|other| *other != self.used.address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::CallKind;

    #[test]
    fn an_address_takes_the_place_of_another() {
        let field = |address, call| AgainField::new(Used { address, calls: vec![call], count: 1 });
        let bound = field(Address::inet("127.0.0.1", 8000), CallKind::Bind);
        assert_eq!(bound.text, "127.0.0.1:8000");
        for (text, other) in [
            ("127.0.0.1:8000", None),
            (" 127.0.0.1:8000 ", None),
            ("127.0.0.1:0", Some(Address::inet("127.0.0.1", 0))),
            ("127.0.0.1:9000", Some(Address::inet("127.0.0.1", 9000))),
        ] {
            assert_eq!(bound.read(text), Ok(other), "{text}");
        }
        for text in ["", "127.0.0.1", "127.0.0.1:70000", "x"] {
            assert!(bound.read(text).is_err(), "{text}");
        }
        let reached = field(Address::inet("127.0.0.1", 9), CallKind::Connect);
        assert_eq!(reached.read("127.0.0.1:0"), Err(Message::new("again-no-free-port")));
        let path = field(Address::unix("/run/a"), CallKind::Connect);
        assert_eq!(path.read("/run/b"), Ok(Some(Address::unix("/run/b"))));
        assert_eq!(path.read("@room"), Ok(Some(Address::abstract_name("room"))));
    }
}
