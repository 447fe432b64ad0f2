//! What is typed into the bar and chosen in it. Pure; the window only edits the fields.

use super::pasted::host_and_port;
use super::{FamilyChoice, Target, TargetKind};
use crate::bytes;
use serde::{Deserialize, Serialize};

/// The bar as it was typed. Where to go and where to listen are kept apart, so that a server never binds a device's
/// address by mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BarForm {
    /// What is made.
    pub kind: TargetKind,
    /// Which family.
    pub family: FamilyChoice,
    /// Where a client goes.
    pub peer_host: String,
    /// Where a client goes.
    pub peer_port: String,
    /// Where a server listens; empty for every interface.
    pub listen_host: String,
    /// Where a server listens.
    pub listen_port: String,
    /// A client's own address; empty for the kernel's choice.
    pub local_host: String,
    /// A client's own port; empty for the kernel's choice.
    pub local_port: String,
    /// Seconds that a call may wait; empty for ever.
    pub timeout: String,
    /// SO_REUSEADDR before a TCP socket's bind.
    pub share_tcp: bool,
    /// SO_REUSEADDR before a UDP socket's bind: off, because two that share a port take each other's datagrams.
    pub share_udp: bool,
}

impl Default for BarForm {
    fn default() -> Self {
        Self {
            kind: TargetKind::TcpClient,
            family: FamilyChoice::V4,
            peer_host: "127.0.0.1".to_owned(),
            peer_port: "8000".to_owned(),
            listen_host: "127.0.0.1".to_owned(),
            listen_port: "8000".to_owned(),
            local_host: String::new(),
            local_port: String::new(),
            timeout: "5".to_owned(),
            share_tcp: true,
            share_udp: false,
        }
    }
}

impl BarForm {
    /// The host that counts for the kind.
    pub fn host_mut(&mut self) -> &mut String {
        if self.kind.listens() { &mut self.listen_host } else { &mut self.peer_host }
    }

    /// The port that counts for the kind.
    pub fn port_mut(&mut self) -> &mut String {
        if self.kind.listens() { &mut self.listen_port } else { &mut self.peer_port }
    }

    /// SO_REUSEADDR, as it counts for the kind.
    pub fn share_mut(&mut self) -> &mut bool {
        if self.kind.is_datagram() { &mut self.share_udp } else { &mut self.share_tcp }
    }

    /// Whether the calls will bind, so that SO_REUSEADDR means something.
    pub fn binds(&self) -> bool {
        self.kind.listens() || !self.local_host.trim().is_empty() || !self.local_port.trim().is_empty()
    }

    pub(super) fn host(&self) -> &str {
        if self.kind.listens() { &self.listen_host } else { &self.peer_host }
    }

    pub(super) fn port(&self) -> &str {
        if self.kind.listens() { &self.listen_port } else { &self.peer_port }
    }

    /// Changing the family changes the loopback address and the wildcard with it, and nothing else that was typed.
    pub fn choose_family(&mut self, family: FamilyChoice) {
        self.family = family;
        let swapped = |host: &str| match (host.trim(), family) {
            ("127.0.0.1", FamilyChoice::V6) => Some("::1"),
            ("0.0.0.0", FamilyChoice::V6 | FamilyChoice::Both) => Some("::"),
            ("::1", FamilyChoice::V4) => Some("127.0.0.1"),
            ("::", FamilyChoice::V4) => Some("0.0.0.0"),
            _ => None,
        };
        for host in [&mut self.peer_host, &mut self.listen_host, &mut self.local_host] {
            if let Some(other) = swapped(host) {
                *host = other.to_owned();
            }
        }
    }

    /// The same with `host:port` that was pasted or typed into the host's field cut in two; a URL stays to be asked about.
    pub fn split(&self) -> Self {
        let mut form = self.clone();
        let host = bytes::ascii_forms(self.host().trim()).unwrap_or_else(|| self.host().trim().to_owned());
        if let Some((host, Some(port))) = host_and_port(&host).filter(|_| !host.contains("://")) {
            *form.host_mut() = host.to_owned();
            *form.port_mut() = port.to_owned();
        }
        form
    }

    /// The form that means `target`, everything else as it stands here.
    pub fn of(&self, target: &Target) -> Self {
        let mut form = Self { kind: target.kind, family: target.family, ..self.clone() };
        *form.host_mut() = target.host.clone();
        *form.port_mut() = target.port.to_string();
        *form.share_mut() = target.reuse;
        if !target.kind.listens() {
            form.local_host.clone_from(&target.local_host);
            form.local_port = target.local_port.map(|port| port.to_string()).unwrap_or_default();
            form.timeout = target.timeout.map(|seconds| seconds.to_string()).unwrap_or_default();
        }
        form
    }
}
