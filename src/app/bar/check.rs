//! What is wrong in the bar's fields, and what would be right; or the target that they mean.

use super::pasted::{host_and_port, literal, nearest_port};
use super::{BarForm, FamilyChoice, Target};
use crate::app::form::check_host;
use crate::bytes::{self, NumberWhy};
use crate::locale::Message;
use std::net::IpAddr;

/// A field of the bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarField {
    /// Where to go, or where to listen.
    Host,
    /// Its port.
    Port,
    /// The local address.
    LocalHost,
    /// The local port.
    LocalPort,
    /// The timeout.
    Timeout,
}

/// What is wrong in a field.
#[derive(Clone, Debug, PartialEq)]
pub struct BarError {
    /// Where.
    pub field: BarField,
    /// What is wrong.
    pub message: Message,
    /// What would be right, as a short text, and the form with it.
    pub instead: Option<(String, Box<BarForm>)>,
}

impl BarForm {
    /// The target that is meant, or every wrong field, in the order of the bar.
    pub fn check(&self) -> Result<Target, Vec<BarError>> {
        let mut errors = Vec::new();
        let mut keep = |checked| match checked {
            Ok(value) => Some(value),
            Err(error) => {
                errors.push(error);
                None
            }
        };
        let host = keep(self.check_host());
        let port = match self.check_port(BarField::Port, self.port()) {
            Ok(port) => Some(port),
            Err(error) => {
                errors.push(error);
                None
            }
        };
        let mut target = Target { kind: self.kind, family: self.family, timeout: None, ..Target::default() };
        target.reuse = if self.kind.is_datagram() { self.share_udp } else { self.share_tcp };
        if !self.kind.listens() {
            self.check_local(&mut target, host.as_deref(), &mut errors);
        }
        match (host, port) {
            (Some(host), Some(port)) if errors.is_empty() => Ok(Target { host, port, ..target }),
            _ => Err(errors),
        }
    }

    fn check_local(&self, target: &mut Target, host: Option<&str>, errors: &mut Vec<BarError>) {
        match self.check_local_host(host.unwrap_or_default()) {
            Ok(local) => target.local_host = local,
            Err(error) => errors.push(error),
        }
        if !self.local_port.trim().is_empty() {
            match self.check_port(BarField::LocalPort, &self.local_port) {
                Ok(port) => target.local_port = Some(port),
                Err(error) => errors.push(error),
            }
        }
        match self.check_timeout() {
            Ok(seconds) => target.timeout = seconds,
            Err(error) => errors.push(error),
        }
    }

    fn wrong(&self, field: BarField, message: Message, instead: Option<(String, Self)>) -> BarError {
        BarError { field, message, instead: instead.map(|(text, form)| (text, Box::new(form))) }
    }

    fn with_host(&self, host: &str) -> Self {
        let mut form = self.clone();
        host.clone_into(form.host_mut());
        form
    }

    fn check_host(&self) -> Result<String, BarError> {
        let wrong = |message, instead| Err(self.wrong(BarField::Host, message, instead));
        let typed = self.host().trim();
        let host = match check_host(typed, !self.kind.listens()) {
            Ok(host) => host,
            Err(error) => {
                let loopback = if self.family == FamilyChoice::V6 { "::1" } else { "127.0.0.1" };
                let text = if typed.is_empty() { Some(loopback.to_owned()) } else { error.instead };
                return wrong(error.message, text.map(|text| (text.clone(), self.with_host(&text))));
            }
        };
        if let Some((host, port)) = host_and_port(typed) {
            let message = Message::new("bar-host-has-port").with("host", host).with("port", port.unwrap_or(""));
            let mut form = self.with_host(host);
            let mut label = host.to_owned();
            if let Some(port) = port {
                port.clone_into(form.port_mut());
                label = if host.contains(':') { format!("[{host}] {port}") } else { format!("{host} {port}") };
            }
            return wrong(message, Some((label, form)));
        }
        self.check_family(BarField::Host, &host)?;
        if self.kind.listens() && self.family == FamilyChoice::Both {
            let wildcard = host.is_empty() || literal(&host).is_some_and(|ip| ip.is_unspecified());
            if !wildcard {
                let message = Message::new("bar-both-needs-wildcard").with("host", host);
                return wrong(message, Some(("::".to_owned(), self.with_host("::"))));
            }
            return Ok("::".to_owned());
        }
        Ok(host)
    }

    /// A literal of the other family is told before any call is made, with the family that it wants.
    fn check_family(&self, field: BarField, host: &str) -> Result<(), BarError> {
        let (key, label, family) = match (literal(host), self.family) {
            (Some(IpAddr::V6(_)), FamilyChoice::V4) => ("bar-host-is-v6", "v6", FamilyChoice::V6),
            (Some(IpAddr::V4(_)), FamilyChoice::V6) => ("bar-host-is-v4", "v4", FamilyChoice::V4),
            _ => return Ok(()),
        };
        let form = Self { family, ..self.clone() };
        Err(self.wrong(field, Message::new(key).with("host", host), Some((label.to_owned(), form))))
    }

    fn check_local_host(&self, peer: &str) -> Result<String, BarError> {
        let auto = |text: &str| (text.to_owned(), Self { local_host: text.to_owned(), ..self.clone() });
        let host = check_host(&self.local_host, false).map_err(|error| {
            let instead = error.instead.map(|text| auto(&text));
            self.wrong(BarField::LocalHost, error.message, instead)
        })?;
        let v6 = |ip: IpAddr| ip.is_ipv6();
        let wanted = match (literal(peer), self.family) {
            (Some(ip), _) => Some(ip.is_ipv6()),
            (None, FamilyChoice::Both) => None,
            (None, family) => Some(family == FamilyChoice::V6),
        };
        match (literal(&host).map(v6), wanted) {
            (Some(own), Some(wanted)) if own != wanted => {
                let message = Message::new("bar-local-family").with("host", host);
                Err(self.wrong(BarField::LocalHost, message, Some(auto(""))))
            }
            _ => Ok(host),
        }
    }

    fn check_port(&self, field: BarField, text: &str) -> Result<u16, BarError> {
        bytes::parse_port(text).map_err(|why| {
            let text = text.trim();
            let message = match why {
                NumberWhy::Empty => Message::new("bar-port-empty"),
                NumberWhy::NotANumber => Message::new("input-not-a-number").with("text", text),
                NumberWhy::TooSmall(_) | NumberWhy::TooLarge(_) => Message::new("input-port-range").with("text", text),
            };
            let instead = nearest_port(text).map(|port| {
                let mut form = self.clone();
                match field {
                    BarField::LocalPort => port.clone_into(&mut form.local_port),
                    _ => port.clone_into(form.port_mut()),
                }
                (port, form)
            });
            self.wrong(field, message, instead)
        })
    }

    fn check_timeout(&self) -> Result<Option<f64>, BarError> {
        let text = self.timeout.trim();
        let with = |text: &str| (text.to_owned(), Self { timeout: text.to_owned(), ..self.clone() });
        match bytes::parse_seconds(text) {
            Ok(Some(seconds)) if seconds < 0.0 => {
                let instead = Some(with(text.trim_start_matches(['-', '－'])));
                Err(self.wrong(BarField::Timeout, Message::new("input-negative").with("text", text), instead))
            }
            Ok(seconds) => Ok(seconds),
            Err(_) => {
                let number: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
                let instead = number.parse::<f64>().is_ok().then(|| with(&number));
                Err(self.wrong(BarField::Timeout, Message::new("bar-timeout-wrong").with("text", text), instead))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TargetKind;
    use super::*;

    fn form(kind: TargetKind, family: FamilyChoice, host: &str, port: &str) -> BarForm {
        let mut form = BarForm { kind, family, ..BarForm::default() };
        host.clone_into(form.host_mut());
        port.clone_into(form.port_mut());
        form
    }

    /// What is wrong first, and the target once it is repaired.
    fn repaired(form: &BarForm) -> (BarField, String, Target) {
        let errors = form.check().unwrap_err();
        let BarError { field, message, instead } = errors[0].clone();
        let (_, form) = instead.unwrap();
        (field, message.key().to_owned(), form.check().unwrap())
    }

    #[test]
    fn what_is_typed_means_a_target() {
        use FamilyChoice::{Both, V4, V6};
        use TargetKind::{TcpClient, TcpServer, Udp, UdpListen};
        for (kind, family, host, port, meant) in [
            (TcpClient, V4, "127.0.0.1", "502", ("127.0.0.1", 502)),
            (TcpClient, V4, " device.local ", " 5０２ ", ("device.local", 502)),
            (TcpClient, V6, "[::1]", "80", ("::1", 80)),
            (TcpClient, V6, "fe80::1%eth0", "80", ("fe80::1%eth0", 80)),
            (TcpClient, Both, "localhost", "80", ("localhost", 80)),
            (TcpClient, Both, "::1", "80", ("::1", 80)),
            (TcpServer, V4, "", "0", ("", 0)),
            (TcpServer, Both, "0.0.0.0", "80", ("::", 80)),
            (TcpServer, Both, "", "80", ("::", 80)),
            (UdpListen, V6, "::", "80", ("::", 80)),
            (Udp, V4, "192.168.1.255", "65535", ("192.168.1.255", 65535)),
        ] {
            let target = form(kind, family, host, port).check().unwrap();
            assert_eq!((target.host.as_str(), target.port), meant, "{kind:?} {family:?} {host}");
            assert_eq!((target.kind, target.family), (kind, family));
            assert_eq!(form(kind, family, "x", "1").of(&target).check(), Ok(target.clone()), "it comes back");
        }
    }

    #[test]
    fn every_mistake_is_told_at_its_field_and_repaired_in_one_press() {
        use FamilyChoice::{Both, V4, V6};
        use TargetKind::{TcpClient, TcpServer};
        for (kind, family, host, port, field, key, meant) in [
            (TcpClient, V4, "", "80", BarField::Host, "input-host-empty", ("127.0.0.1", 80)),
            (TcpClient, V6, "", "80", BarField::Host, "input-host-empty", ("::1", 80)),
            (TcpClient, V4, "１２７．０．０．１", "80", BarField::Host, "input-fullwidth", ("127.0.0.1", 80)),
            (TcpClient, V4, "10.0.0.2:502", "80", BarField::Host, "bar-host-has-port", ("10.0.0.2", 502)),
            (TcpClient, V6, "[::1]:502", "80", BarField::Host, "bar-host-has-port", ("::1", 502)),
            (TcpClient, V4, "http://device.local/a", "80", BarField::Host, "bar-host-has-port", ("device.local", 80)),
            (TcpClient, V4, "http://device:8080/", "80", BarField::Host, "bar-host-has-port", ("device", 8080)),
            (TcpClient, V4, "::1", "80", BarField::Host, "bar-host-is-v6", ("::1", 80)),
            (TcpClient, V6, "127.0.0.1", "80", BarField::Host, "bar-host-is-v4", ("127.0.0.1", 80)),
            (TcpServer, Both, "127.0.0.1", "80", BarField::Host, "bar-both-needs-wildcard", ("::", 80)),
            (TcpServer, Both, "localhost", "80", BarField::Host, "bar-both-needs-wildcard", ("::", 80)),
            (TcpClient, V4, "a", "99999", BarField::Port, "input-port-range", ("a", 9999)),
            (TcpClient, V4, "a", "-80", BarField::Port, "input-port-range", ("a", 80)),
            (TcpClient, V4, "a", "80/tcp", BarField::Port, "input-not-a-number", ("a", 80)),
            (TcpClient, V4, "a", "９９９９９", BarField::Port, "input-port-range", ("a", 9999)),
        ] {
            let (at, told, target) = repaired(&form(kind, family, host, port));
            assert_eq!((at, told.as_str()), (field, key), "{host} {port}");
            assert_eq!((target.host.as_str(), target.port), meant, "{host} {port}");
        }
        let errors = form(TcpClient, V4, "", "http").check().unwrap_err();
        assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [BarField::Host, BarField::Port]);
        assert!(errors[1].instead.is_none(), "nobody knows which port was meant");
    }

    #[test]
    fn a_client_may_bind_first_and_wait_only_so_long() {
        let client = form(TargetKind::TcpClient, FamilyChoice::V4, "10.0.0.2", "502");
        let target = |local_host: &str, local_port: &str, timeout: &str| {
            let (local_host, local_port) = (local_host.to_owned(), local_port.to_owned());
            BarForm { local_host, local_port, timeout: timeout.to_owned(), ..client.clone() }
        };
        let checked = target("10.0.0.1", "4000", "0.5").check().unwrap();
        assert_eq!((checked.local_host.as_str(), checked.local_port), ("10.0.0.1", Some(4000)));
        assert_eq!((checked.timeout, checked.binds_locally()), (Some(0.5), true));
        let checked = target("", "", "").check().unwrap();
        assert_eq!((checked.timeout, checked.binds_locally()), (None, false));
        for (local_host, local_port, timeout, field, repaired_to) in [
            ("::1", "", "", BarField::LocalHost, ("", None, None)),
            ("", "70000", "", BarField::LocalPort, ("", Some(7000), None)),
            ("", "", "-2", BarField::Timeout, ("", None, Some(2.0))),
            ("", "", "5s", BarField::Timeout, ("", None, Some(5.0))),
        ] {
            let (at, _, target) = repaired(&target(local_host, local_port, timeout));
            assert_eq!(at, field);
            assert_eq!((target.local_host.as_str(), target.local_port, target.timeout), repaired_to);
        }
        let server = BarForm { kind: TargetKind::TcpServer, ..target("::1", "70000", "never") };
        assert!(server.check().is_ok(), "what a server has no use for does not hinder it");
    }

    #[test]
    fn the_family_takes_the_loopback_address_along() {
        let mut form = BarForm { listen_host: "0.0.0.0".to_owned(), ..BarForm::default() };
        form.choose_family(FamilyChoice::V6);
        assert_eq!((form.peer_host.as_str(), form.listen_host.as_str()), ("::1", "::"));
        form.choose_family(FamilyChoice::V4);
        assert_eq!((form.peer_host.as_str(), form.listen_host.as_str()), ("127.0.0.1", "0.0.0.0"));
        form.peer_host = "device".to_owned();
        form.choose_family(FamilyChoice::Both);
        assert_eq!((form.peer_host.as_str(), form.listen_host.as_str()), ("device", "::"));
    }
}
