//! An address in the form that its family wants: host, port and scope; a path; an abstract name.

use super::checks::{check_host, input_message, number_error};
use super::{Field, FieldError};
use crate::bytes;
use crate::call::{self, Address};
use crate::locale::Message;

/// What a Unix address is (`unix(7)`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum UnixPlace {
    /// A file of the file system.
    #[default]
    Path,
    /// A name beside the file system, on Linux.
    Abstract,
    /// None: `bind` lets the kernel pick an abstract name.
    Unnamed,
}

/// What is typed of an address; each family reads its own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressForm {
    /// A host name, a literal, or empty for every interface.
    pub host: String,
    /// 0 to 65535.
    pub port: String,
    /// IPv6: the interface of a link-local address, by number or by name; empty for none.
    pub scope: String,
    /// Which Unix address.
    pub place: UnixPlace,
    /// A path, as text with escapes.
    pub path: String,
    /// An abstract name without the NUL in front, as text with escapes.
    pub name: String,
}

impl Default for AddressForm {
    fn default() -> Self {
        Self::inet("127.0.0.1", 8000)
    }
}

impl AddressForm {
    /// A host and a port.
    pub fn inet(host: &str, port: i64) -> Self {
        let (scope, path, name) = (String::new(), String::new(), String::new());
        Self { host: host.to_owned(), port: port.to_string(), scope, place: UnixPlace::Path, path, name }
    }

    /// A Unix path.
    pub fn unix(path: &[u8]) -> Self {
        Self { path: bytes::escape_text(path), ..Self::default() }
    }

    /// The form of an address that is known.
    pub fn of(address: &Address) -> Self {
        match address {
            Address::Inet { host, port } => Self::inet(host, *port),
            Address::Inet6 { host, port, scope, .. } => {
                let scope = if *scope == 0 { String::new() } else { scope.to_string() };
                Self { scope, ..Self::inet(host, *port) }
            }
            Address::Unix { path } if path.is_empty() => Self { place: UnixPlace::Unnamed, ..Self::default() },
            Address::Unix { path } => Self::unix(path),
            Address::Abstract { name } => {
                Self { place: UnixPlace::Abstract, name: bytes::escape_text(name), ..Self::default() }
            }
            Address::Other(_) => Self::default(),
        }
    }

    /// The address that is meant on a socket of `family`; every wrong field is told. `reaches` is an address to go to:
    /// it needs a host, and a Unix one a name.
    pub fn build(&self, family: i32, reaches: bool, has_port: bool, errors: &mut Vec<FieldError>) -> Option<Address> {
        if call::family(family) == Some("AF_UNIX") {
            return self.unix_address(reaches, errors);
        }
        let host = check_host(&self.host, reaches).map_err(|error| errors.push(error)).ok();
        let port = if has_port {
            bytes::parse_port(&self.port).map_err(|why| errors.push(number_error(Field::Port, &self.port, why))).ok()
        } else {
            // A raw socket's address has a port for Python's sake only (raw(7)).
            Some(0)
        };
        if call::family(family) != Some("AF_INET6") {
            return Some(Address::inet(&host?, port?.into()));
        }
        let scope = self.scope(host.as_deref().unwrap_or_default()).map_err(|error| errors.push(error)).ok();
        let (host, port, scope) = (host?, i64::from(port?), scope?);
        Some(match scope {
            Scope::Number(scope) => Address::Inet6 { host: host.into(), port, flow: 0, scope },
            // The resolver reads it, as it does for Python (RFC 4007, 11).
            Scope::Name(interface) => Address::inet6(&format!("{host}%{interface}"), port),
        })
    }

    fn unix_address(&self, reaches: bool, errors: &mut Vec<FieldError>) -> Option<Address> {
        let (field, text) = match self.place {
            UnixPlace::Unnamed if reaches => {
                let message = Message::new("input-unix-unnamed");
                errors.push(FieldError { field: Field::Path, message, instead: None });
                return None;
            }
            UnixPlace::Unnamed => return Some(Address::unix(b"")),
            UnixPlace::Path => (Field::Path, &self.path),
            UnixPlace::Abstract => (Field::Abstract, &self.name),
        };
        match bytes::parse_escapes(text) {
            Err(error) => {
                let instead = text.contains('\\').then(|| text.replace('\\', "\\\\"));
                errors.push(FieldError { field, message: input_message(&error), instead });
                None
            }
            Ok(bytes) if bytes.is_empty() => {
                errors.push(FieldError { field, message: Message::new("input-unix-empty"), instead: None });
                None
            }
            Ok(bytes) if self.place == UnixPlace::Path => Some(Address::unix(bytes)),
            Ok(bytes) => Some(Address::abstract_name(bytes)),
        }
    }

    fn scope(&self, host: &str) -> Result<Scope, FieldError> {
        let text = self.scope.trim();
        let wrong = |key| {
            let message = Message::new(key).with("text", text);
            Err(FieldError { field: Field::Scope, message, instead: None })
        };
        match text {
            "" => Ok(Scope::Number(0)),
            _ if text.bytes().all(|b| b.is_ascii_digit()) => match text.parse() {
                Ok(number) => Ok(Scope::Number(number)),
                Err(_) => wrong("input-too-large"),
            },
            _ if host.contains('%') => wrong("input-scope-twice"),
            _ if text.chars().any(|c| c.is_whitespace() || c.is_control() || c == '%' || c == '/') => {
                wrong("input-scope-odd")
            }
            _ => Ok(Scope::Name(text.to_owned())),
        }
    }
}

enum Scope {
    Number(u32),
    Name(String),
}

/// An address in one line, as it shows: `127.0.0.1:9000`, `[fe80::1%2]:9000`, `name:9000`; a path, or `@` and an abstract
/// name, with escapes.
pub fn parse_address(text: &str, family: i32) -> Result<Address, Message> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Message::new("composer-why-no-address"));
    }
    if call::family(family) == Some("AF_UNIX") {
        let read = |text| bytes::parse_escapes(text).map_err(|error| input_message(&error));
        return match text.strip_prefix('@') {
            Some(name) => Ok(Address::abstract_name(read(name)?)),
            None => Ok(Address::unix(read(text)?)),
        };
    }
    let shape = || Message::new("composer-address-shape");
    let (host, port) = text.rsplit_once([':', '：']).ok_or_else(shape)?;
    if host.contains(':') && !host.starts_with('[') {
        return Err(shape());
    }
    let host = check_host(host, true).map_err(|error| error.message)?;
    let port = super::check_port(port).map_err(|error| error.message)?;
    Ok(match call::family(family) {
        Some("AF_INET6") => Address::inet6(&host, port.into()),
        _ => Address::inet(&host, port.into()),
    })
}

/// An address as [`parse_address`] reads it back to the same one.
pub fn address_text(address: &Address) -> String {
    match address {
        Address::Unix { path } => bytes::escape_text(path),
        Address::Abstract { name } => format!("@{}", bytes::escape_text(name)),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(name: &str) -> i32 {
        call::number_of(name).unwrap()
    }

    fn built(form: &AddressForm, of: &str, reaches: bool) -> Result<Address, Vec<(Field, String)>> {
        let mut errors = Vec::new();
        let address = form.build(family(of), reaches, true, &mut errors);
        address.ok_or_else(|| errors.iter().map(|error| (error.field, error.message.key().to_owned())).collect())
    }

    #[test]
    fn scopes_go_by_number_and_by_name() {
        let of = |scope: &str| AddressForm { scope: scope.to_owned(), ..AddressForm::inet("fe80::1", 80) };
        let scoped = |scope| Address::Inet6 { host: "fe80::1".into(), port: 80, flow: 0, scope };
        assert_eq!(built(&of(""), "AF_INET6", true), Ok(scoped(0)));
        assert_eq!(built(&of(" 2 "), "AF_INET6", true), Ok(scoped(2)));
        assert_eq!(built(&of("eth0"), "AF_INET6", true), Ok(Address::inet6("fe80::1%eth0", 80)));
        assert_eq!(
            built(&of("99999999999"), "AF_INET6", true),
            Err(vec![(Field::Scope, "input-too-large".to_owned())])
        );
        assert_eq!(built(&of("a b"), "AF_INET6", true), Err(vec![(Field::Scope, "input-scope-odd".to_owned())]));
        let twice = AddressForm { scope: "lo".to_owned(), ..AddressForm::inet("fe80::1%eth0", 80) };
        assert_eq!(built(&twice, "AF_INET6", true), Err(vec![(Field::Scope, "input-scope-twice".to_owned())]));
        assert_eq!(AddressForm::of(&scoped(2)).scope, "2");
    }

    #[test]
    fn unix_addresses_in_every_form() {
        let of = |place, text: &str| {
            let (path, name) = (text.to_owned(), text.to_owned());
            AddressForm { place, path, name, ..AddressForm::default() }
        };
        let unix = |form: &AddressForm| built(form, "AF_UNIX", false);
        assert_eq!(unix(&of(UnixPlace::Path, "/tmp/小.sock")), Ok(Address::unix("/tmp/小.sock")));
        assert_eq!(unix(&of(UnixPlace::Path, "/tmp/\\xff")), Ok(Address::unix(b"/tmp/\xff")));
        assert_eq!(unix(&of(UnixPlace::Abstract, "a\\0b")), Ok(Address::abstract_name(b"a\0b")));
        assert_eq!(unix(&of(UnixPlace::Unnamed, "")), Ok(Address::unix(b"")));
        assert_eq!(unix(&of(UnixPlace::Path, "")), Err(vec![(Field::Path, "input-unix-empty".to_owned())]));
        let nowhere = built(&of(UnixPlace::Unnamed, ""), "AF_UNIX", true);
        assert_eq!(nowhere, Err(vec![(Field::Path, "input-unix-unnamed".to_owned())]));
        let mut errors = Vec::new();
        of(UnixPlace::Path, "C:\\new\\q").build(family("AF_UNIX"), false, true, &mut errors);
        assert_eq!(errors[0].instead.as_deref(), Some("C:\\\\new\\\\q"));
    }

    #[test]
    fn every_known_address_is_a_form_and_a_line_that_mean_it_again() {
        for (address, of) in [
            (Address::inet("127.0.0.1", 80), "AF_INET"),
            (Address::inet6("::1", 80), "AF_INET6"),
            (Address::unix("/tmp/a b\n"), "AF_UNIX"),
            (Address::unix(b"/tmp/\\\xfe"), "AF_UNIX"),
            (Address::abstract_name(b"\0a\0\xff\\"), "AF_UNIX"),
        ] {
            assert_eq!(built(&AddressForm::of(&address), of, true), Ok(address.clone()));
            assert_eq!(parse_address(&address_text(&address), family(of)), Ok(address));
        }
    }

    #[test]
    fn lines_are_read_and_mistakes_said() {
        let v4 = family("AF_INET");
        assert_eq!(parse_address(" 127.0.0.1:9000 ", v4), Ok(Address::inet("127.0.0.1", 9000)));
        assert_eq!(parse_address("sensor.local:７", v4), Ok(Address::inet("sensor.local", 7)));
        assert_eq!(parse_address("[::1]:9000", family("AF_INET6")), Ok(Address::inet6("::1", 9000)));
        for (text, key) in [
            ("", "composer-why-no-address"),
            ("127.0.0.1", "composer-address-shape"),
            ("::1", "composer-address-shape"),
            ("127.0.0.1:", "input-empty"),
            ("127.0.0.1:99999", "input-port-range"),
            (":80", "input-host-empty"),
        ] {
            assert_eq!(parse_address(text, v4).unwrap_err().key(), key, "{text}");
        }
    }
}
