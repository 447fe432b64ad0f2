//! A target on its way to its calls: which family, which address, and whether others may reach it.

use super::pasted::literal;
use super::{FamilyChoice, Target, TargetKind};
use crate::app::plan::{Keep, Making};
use crate::call::{self, Address, Call, OptionValue, SocketId};
use crate::script;

/// One press of the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct BarPress {
    /// What was asked for.
    pub target: Target,
    /// The socket that is closed first.
    pub instead_of: Option<SocketId>,
    /// Where it connects, sends or listens; the look-up may change it.
    pub(super) address: Address,
    /// The person has agreed that a UDP client's own address may be reached by others.
    pub(super) agreed: bool,
}

impl BarPress {
    pub(super) fn new(target: Target, instead_of: Option<SocketId>) -> Self {
        let v6 = match (literal(&target.host), target.family) {
            (Some(ip), FamilyChoice::Both) => ip.is_ipv6(),
            (None, FamilyChoice::Both) => target.kind.listens(),
            (_, family) => family == FamilyChoice::V6,
        };
        let port = i64::from(target.port);
        let address = if v6 { Address::inet6(&target.host, port) } else { Address::inet(&target.host, port) };
        Self { target, instead_of, address, agreed: false }
    }

    /// Where it connects, sends or listens.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The family of the socket.
    pub fn family(&self) -> i32 {
        number(if matches!(self.address, Address::Inet6 { .. }) { "AF_INET6" } else { "AF_INET" })
    }

    /// The family in which a name is looked up: 0 where either will do.
    pub fn look_up_family(&self) -> i32 {
        if self.target.family == FamilyChoice::Both { 0 } else { self.family() }
    }

    /// `SOCK_STREAM` or `SOCK_DGRAM`.
    pub fn kind(&self) -> i32 {
        number(if self.target.kind.is_datagram() { "SOCK_DGRAM" } else { "SOCK_STREAM" })
    }

    /// The same with the address that was chosen.
    pub fn at(self, address: &Address) -> Self {
        Self { address: address.clone(), ..self }
    }

    /// The same with the only address that there is. A connect shows the name as it was typed; a datagram goes to the
    /// address, so that a thousand of them need no thousand look-ups.
    pub fn with_only(self, found: &Address) -> Self {
        match (self.target.kind, found) {
            (TargetKind::Udp, _) => self.at(found),
            (_, Address::Inet6 { .. }) => Self { address: Address::inet6(&self.target.host, self.port()), ..self },
            _ => Self { address: Address::inet(&self.target.host, self.port()), ..self },
        }
    }

    fn port(&self) -> i64 {
        self.target.port.into()
    }

    /// The address that is bound first: a listener's own, or the one that a client asked for. Without a local address, a
    /// client of this machine binds loopback.
    pub fn binds_to(&self) -> Option<Address> {
        if self.target.kind.listens() {
            return Some(self.address.clone());
        }
        if !self.target.binds_locally() {
            return None;
        }
        let (host, port) = (self.target.local_host.as_str(), i64::from(self.target.local_port.unwrap_or(0)));
        let stays_here = !self.address.is_wider_than_loopback();
        Some(match &self.address {
            Address::Inet6 { .. } if host.is_empty() && stays_here => Address::inet6("::1", port),
            Address::Inet6 { .. } => Address::inet6(host, port),
            _ if host.is_empty() && stays_here => Address::inet("127.0.0.1", port),
            _ => Address::inet(host, port),
        })
    }

    /// The address that others could reach and that nobody was asked about yet. A TCP client is never reached.
    pub fn exposes(&self) -> Option<Address> {
        let asks = self.target.kind != TargetKind::TcpClient && !self.agreed;
        self.binds_to().filter(|address| asks && address.is_wider_than_loopback())
    }

    /// The same on loopback.
    pub fn on_loopback(mut self) -> Self {
        let v6 = matches!(self.address, Address::Inet6 { .. });
        let loopback = if v6 { "::1" } else { "127.0.0.1" };
        if self.target.kind.listens() {
            self.address =
                if v6 { Address::inet6(loopback, self.port()) } else { Address::inet(loopback, self.port()) };
        } else {
            loopback.clone_into(&mut self.target.local_host);
        }
        self
    }

    /// Its calls, in order, and what the socket does afterwards.
    pub(in crate::app) fn making(&self) -> Making {
        let target = &self.target;
        let mut calls = vec![Call::Socket { family: self.family(), kind: self.kind(), proto: 0 }];
        let set = |level, name, on| Call::SetSockOpt {
            level: number(level),
            name: number(name),
            value: OptionValue::Int(on),
        };
        if let Some(address) = self.binds_to() {
            if target.reuse {
                calls.push(set("SOL_SOCKET", "SO_REUSEADDR", 1));
            }
            if target.kind.listens() && target.family == FamilyChoice::Both {
                calls.push(set("IPPROTO_IPV6", "IPV6_V6ONLY", 0));
            }
            calls.push(Call::Bind { address });
        }
        if let Some(seconds) = target.timeout.filter(|_| !target.kind.listens()) {
            calls.push(Call::SetTimeout { seconds: Some(seconds) });
        }
        let keep = match target.kind {
            TargetKind::TcpServer => {
                calls.push(Call::Listen { backlog: Some(128) });
                Keep::Serving
            }
            TargetKind::TcpClient => {
                calls.push(Call::Connect { address: self.address.clone() });
                Keep::Receiving
            }
            TargetKind::Udp | TargetKind::UdpListen => Keep::Receiving,
        };
        Making { calls, keep }
    }

    /// Side and base of the new socket's name, as the starts have them.
    pub fn name(&self) -> (&'static str, &'static str) {
        let side = if self.target.kind.listens() { "server" } else { "client" };
        (side, if self.target.kind.is_datagram() { "u" } else { "s" })
    }
}

impl Target {
    /// The call lines of a press, before anything is made.
    pub fn preview(&self) -> Vec<String> {
        let press = BarPress::new(self.clone(), None);
        let (_, base) = press.name();
        let line = |call: &Call| match call {
            Call::Socket { .. } => script::call_line_of(call, None, Some(base)),
            call => script::call_line_of(call, Some(base), None),
        };
        press.making().calls.iter().map(line).collect()
    }
}

fn number(name: &str) -> i32 {
    call::number_of(name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(target: Target) -> Vec<String> {
        target.preview().into_iter().skip(1).map(|line| line.replace("u.", "s.")).collect()
    }

    fn target(kind: TargetKind, family: FamilyChoice, host: &str) -> Target {
        Target { kind, family, host: host.to_owned(), port: 80, timeout: None, reuse: true, ..Target::default() }
    }

    #[test]
    fn each_kind_makes_its_ordinary_calls() {
        use FamilyChoice::{Both, V4, V6};
        use TargetKind::{TcpClient, TcpServer, Udp, UdpListen};
        let bound =
            |target: Target, host: &str, port| Target { local_host: host.to_owned(), local_port: Some(port), ..target };
        let share = "s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)";
        for (target, expected) in [
            (target(TcpClient, V4, "a"), vec!["s.connect((\"a\", 80))"]),
            (
                Target { timeout: Some(5.0), ..target(TcpClient, V4, "127.0.0.1") },
                vec!["s.settimeout(5)", "s.connect((\"127.0.0.1\", 80))"],
            ),
            (
                bound(target(TcpClient, V6, "::1"), "", 4000),
                vec![share, "s.bind((\"::1\", 4000))", "s.connect((\"::1\", 80))"],
            ),
            (
                bound(target(TcpClient, V4, "10.0.0.2"), "", 4000),
                vec![share, "s.bind((\"\", 4000))", "s.connect((\"10.0.0.2\", 80))"],
            ),
            (target(TcpServer, V4, "127.0.0.1"), vec![share, "s.bind((\"127.0.0.1\", 80))", "s.listen(128)"]),
            (
                target(TcpServer, Both, "::"),
                vec![share, "s.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)", "s.bind((\"::\", 80))", "s.listen(128)"],
            ),
            (target(Udp, V4, "127.0.0.1"), vec![]),
            (bound(target(Udp, V4, "127.0.0.1"), "", 7), vec![share, "s.bind((\"127.0.0.1\", 7))"]),
            (Target { reuse: false, ..target(UdpListen, V4, "0.0.0.0") }, vec!["s.bind((\"0.0.0.0\", 80))"]),
        ] {
            let shown = lines(target.clone());
            let shown: Vec<_> = shown.iter().map(|line| line.replace("socket.", "")).collect();
            assert_eq!(shown, expected, "{target:?}");
        }
    }

    #[test]
    fn who_can_be_reached_is_asked_about_once() {
        use FamilyChoice::V4;
        use TargetKind::{TcpClient, TcpServer, Udp, UdpListen};
        let local = |target: Target, host: &str| Target { local_host: host.to_owned(), local_port: Some(7), ..target };
        for (target, exposed) in [
            (target(TcpServer, V4, "127.0.0.1"), None),
            (target(TcpServer, V4, "localhost"), None),
            (target(TcpServer, V4, ""), Some("0.0.0.0:80")),
            (target(UdpListen, V4, "0.0.0.0"), Some("0.0.0.0:80")),
            (local(target(TcpClient, V4, "10.0.0.2"), ""), None),
            (target(Udp, V4, "10.0.0.2"), None),
            (local(target(Udp, V4, "10.0.0.2"), ""), Some("0.0.0.0:7")),
            (local(target(Udp, V4, "127.0.0.1"), ""), None),
        ] {
            let press = BarPress::new(target.clone(), None);
            assert_eq!(press.exposes().map(|address| address.to_string()).as_deref(), exposed, "{target:?}");
            assert_eq!(press.clone().on_loopback().exposes(), None);
            assert_eq!(BarPress { agreed: true, ..press }.exposes(), None);
        }
    }

    #[test]
    fn a_name_takes_the_family_that_it_has() {
        let press = |kind| BarPress::new(target(kind, FamilyChoice::Both, "name"), None);
        let found = Address::inet6("::1", 80);
        let connects = press(TargetKind::TcpClient).with_only(&found);
        assert_eq!((connects.address(), connects.family()), (&Address::inet6("name", 80), number("AF_INET6")));
        assert_eq!(press(TargetKind::Udp).with_only(&found).address(), &found);
        assert_eq!(press(TargetKind::TcpClient).at(&found).address(), &found);
    }
}
