//! The connect bar: where to connect or listen, as the person set it; each press makes ordinary visible calls.
//!
//! | file | |
//! |---|---|
//! | `form`, `check`, `pasted` | what is typed, and the target that it means |
//! | `press` | a target on its way to its calls |
//! | `act` | what the buttons do |
//! | `view` | what the bar shows of its socket |

mod act;
mod check;
mod form;
mod pasted;
mod press;
mod view;

pub use check::{BarError, BarField};
pub use form::BarForm;
pub use press::BarPress;
pub use view::{BarPhase, BarView};

use crate::call::{Address, Call, Outcome, SocketId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;

/// So many targets are remembered.
pub const RECENT: usize = 20;

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

impl TargetKind {
    /// Whether it waits for others to come.
    pub fn listens(self) -> bool {
        matches!(self, Self::TcpServer | Self::UdpListen)
    }

    /// Whether it sends and receives datagrams.
    pub fn is_datagram(self) -> bool {
        matches!(self, Self::Udp | Self::UdpListen)
    }
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

impl Target {
    /// Whether a local address or port was asked for.
    pub fn binds_locally(&self) -> bool {
        !self.kind.listens() && (!self.local_host.is_empty() || self.local_port.is_some())
    }

    /// Whether the list of recent targets has room for only one of the two.
    fn is_same_place(&self, other: &Self) -> bool {
        let place = |target: &Self| {
            let Self { kind, family, host, port, local_host, local_port, .. } = target.clone();
            (kind, family, host, port, local_host, local_port)
        };
        place(self) == place(other)
    }

    /// `127.0.0.1:502`, `[::1]:502`, `device.local:502`.
    pub fn place(&self) -> String {
        if self.host.contains(':') {
            return format!("[{}]:{}", self.host, self.port);
        }
        let host = match (self.host.as_str(), self.family) {
            ("", FamilyChoice::V4) => "0.0.0.0",
            ("", _) => "[::]",
            (host, _) => host,
        };
        format!("{host}:{}", self.port)
    }
}

/// What can be asked of the bar.
#[derive(Clone, Debug, PartialEq)]
pub enum BarCommand {
    /// What is typed and chosen: remembered, nothing else.
    Edit(Box<BarForm>),
    /// Make a new socket for this target.
    Connect(Target),
    /// Wait no longer.
    Stop,
    /// Close the bar's socket, and with a listener its clients.
    Disconnect,
    /// A new socket with the same settings; the old one is closed first.
    Reconnect,
    /// Take one target off the recent ones; none takes all.
    Forget(Option<Box<Target>>),
}

impl BarCommand {
    /// Whether it makes or stops calls.
    pub(super) fn is_for_live_sockets(&self) -> bool {
        !matches!(self, Self::Edit(_) | Self::Forget(_))
    }
}

/// What the bar knows of the sockets that it made.
#[derive(Debug, Default)]
pub(super) struct Bar {
    /// The one that it made last.
    current: Option<SocketId>,
    made: HashMap<SocketId, Made>,
    /// The look-up that the last press waits for.
    asking: Option<u64>,
    /// When it was pressed last, on the session's clock.
    pressed: Duration,
}

/// A socket that the bar made.
#[derive(Clone, Debug)]
struct Made {
    target: Target,
    /// Where it connects, sends or listens.
    address: Address,
    /// The call that ended the press, and what came of it.
    failed: Option<(Call, Outcome)>,
}
