//! The connect bar: where to connect or listen, as the person set it; each press makes ordinary visible calls.

use serde::{Deserialize, Serialize};

/// What the bar makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// A TCP connection.
    #[default]
    TcpClient,
    /// A listener that keeps accepting.
    TcpServer,
    /// A UDP socket that sends to one address and hears whoever answers.
    Udp,
    /// A UDP socket that is bound and hears everyone.
    UdpListen,
}

/// Which family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FamilyChoice {
    /// AF_INET.
    #[default]
    V4,
    /// AF_INET6.
    V6,
    /// A client takes what the name gives; a server is one AF_INET6 socket with IPV6_V6ONLY off.
    Both,
}

/// Where to connect or listen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Target {
    /// What is made.
    pub kind: TargetKind,
    /// Which family.
    pub family: FamilyChoice,
    /// Where to connect or send; where a server listens.
    pub host: String,
    /// 0 to 65535.
    pub port: u16,
    /// The local address to bind first; empty for the kernel's choice.
    pub local_host: String,
    /// The local port to bind first; none for the kernel's choice.
    pub local_port: Option<u16>,
    /// Seconds that a call may wait; none for ever.
    pub timeout: Option<f64>,
    /// SO_REUSEADDR before bind.
    pub reuse: bool,
}

impl Default for Target {
    fn default() -> Self {
        Self {
            kind: TargetKind::TcpClient,
            family: FamilyChoice::V4,
            host: "127.0.0.1".to_owned(),
            port: 8000,
            local_host: String::new(),
            local_port: None,
            timeout: Some(5.0),
            reuse: false,
        }
    }
}
