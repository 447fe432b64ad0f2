//! Addresses of the session as variables of a C program.

use super::super::places::Place;
use super::super::steps::Step;
use super::C;
use super::values::quoted;
use crate::call::Address;
use std::net::IpAddr;

impl C<'_> {
    /// The variable that has the address of this call, and the statements that give it its value.
    pub(super) fn address(&mut self, step: &Step) -> Option<(Vec<String>, String)> {
        let address = step.call.address()?;
        let made = match &step.place {
            Some(Place::Known(number)) => return Some((Vec::new(), self.cast.known.get(*number)?.clone())),
            Some(Place::PortOf(number)) => {
                let port = format!("{}(&{})", self.helper("port_of"), self.cast.known.get(*number)?);
                self.inet(address, &port)?
            }
            Some(Place::Path(number)) => {
                let path = self.cast.paths.get(*number)?.clone();
                format!("{}({path}, strlen({path}))", self.helper("unix_address"))
            }
            Some(Place::Argument(number)) => {
                let argument = self.cast.arguments.get(*number)?.clone();
                match address {
                    Address::Abstract { .. } => {
                        format!("{}({argument}, strlen({argument}))", self.helper("abstract_address"))
                    }
                    Address::Unix { .. } => format!("{}({argument}, strlen({argument}))", self.helper("unix_address")),
                    _ => self.inet(address, &argument)?,
                }
            }
            _ => self.written(address)?,
        };
        self.helper("address");
        self.block.has_name = true;
        Some((vec![format!("name = {made};")], "name".to_owned()))
    }

    fn written(&mut self, address: &Address) -> Option<String> {
        match address {
            Address::Unix { path } => {
                self.helper("BYTES");
                Some(format!("{}(BYTES({}))", self.helper("unix_address"), quoted(path)))
            }
            Address::Abstract { name } => {
                self.helper("BYTES");
                Some(format!("{}(BYTES({}))", self.helper("abstract_address"), quoted(name)))
            }
            Address::Other(_) => None,
            address => self.inet(address, &address.port()?.to_string()),
        }
    }

    /// An IPv4 or IPv6 address with this port.
    fn inet(&mut self, address: &Address, port: &str) -> Option<String> {
        match address {
            Address::Inet { host, .. } => {
                let host = match &**host {
                    "" => "0.0.0.0",
                    "<broadcast>" => "255.255.255.255",
                    host => host,
                };
                Some(match host.parse() {
                    Ok(IpAddr::V4(_)) => {
                        format!("{}({}, {port})", self.helper("inet_address"), quoted(host.as_bytes()))
                    }
                    _ => format!("{}(AF_INET, {}, {port})", self.helper("resolve"), quoted(host.as_bytes())),
                })
            }
            Address::Inet6 { host, flow, scope, .. } => {
                let host = if host.is_empty() { "::" } else { host };
                let shown = quoted(host.as_bytes());
                Some(match host.parse() {
                    Ok(IpAddr::V6(_)) => format!("{}({shown}, {port}, {flow}, {scope})", self.helper("inet6_address")),
                    _ => format!("{}(AF_INET6, {shown}, {port})", self.helper("resolve")),
                })
            }
            _ => None,
        }
    }

    /// The statement that makes room for an address that becomes known.
    pub(super) fn room_for(&mut self, known: &str) -> Vec<String> {
        self.helper("ANYWHERE");
        let variable = self.variable("struct address", known);
        vec![format!("{variable} = ANYWHERE;")]
    }
}
