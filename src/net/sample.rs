//! One look at what the kernel holds for a socket: TCP_INFO, SK_MEMINFO and the queues. Sets nothing, clears nothing.

use super::core::Core;
use super::platform;
use super::socket::Held;
use super::tcp_info::{SocketMemory, TcpInfo};
use crate::call::{SocketId, TcpState};
use std::time::Duration;

/// What the kernel holds for a socket at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The socket.
    pub sid: SocketId,
    /// When, on the session's clock.
    pub at: Duration,
    /// What TCP knows; none on other sockets and where the system does not tell.
    pub tcp: Option<TcpInfo>,
    /// What its queues take of memory, and how much they may; none where the system does not tell.
    pub memory: Option<SocketMemory>,
    /// Bytes received and not read yet (of UDP the next datagram); none of a listener.
    pub receive_queue: Option<u32>,
    /// Bytes sent and not acknowledged yet; none of a listener.
    pub send_queue: Option<u32>,
    /// Of a listener, connections that wait in its accept queue, and its backlog.
    pub accept_queue: Option<(u32, u32)>,
    /// Of a TCP listener, connections whose handshake is not done yet, where that was looked at.
    pub handshakes: Option<u32>,
}

impl Sample {
    /// Whether it tells the same as another one, whenever that was.
    pub fn tells_the_same(&self, other: &Self) -> bool {
        Self { at: other.at, ..*self } == *other
    }

    /// The TCP state.
    pub fn tcp_state(&self) -> Option<TcpState> {
        self.tcp.as_ref().and_then(TcpInfo::tcp_state)
    }
}

/// Looks at those of the sockets that are open, on this thread; at handshakes only where that is wished.
pub(super) fn look(core: &Core, sockets: &[SocketId], handshakes: bool) -> Vec<Sample> {
    let mut all: Vec<Sample> = sockets.iter().filter_map(|sid| one(core, *sid)).collect();
    // One dump tells of all listeners.
    let is_listener = |sample: &&mut Sample| sample.tcp_state() == Some(TcpState::Listen);
    if handshakes && all.iter_mut().any(|sample| is_listener(&sample)) {
        let coming = platform::handshakes();
        for sample in all.iter_mut().filter(is_listener) {
            let port = core.find(sample.sid).and_then(|sock| {
                let held = sock.hold();
                let fd = held.as_deref().and_then(Held::fd)?;
                super::states::names(fd).0?.port()
            });
            let is_for_it = |coming: &&u16| Some(i64::from(**coming)) == port;
            let count = |ports: &Vec<u16>| ports.iter().filter(is_for_it).count();
            sample.handshakes = coming.as_ref().map(|ports| u32::try_from(count(ports)).unwrap_or(u32::MAX));
        }
    }
    all
}

fn one(core: &Core, sid: SocketId) -> Option<Sample> {
    let sock = core.find(sid)?;
    let held = sock.hold()?;
    let fd = held.fd()?;
    let tcp = sock.is_tcp().then(|| platform::tcp_info(fd)).flatten();
    let is_listener = tcp.as_ref().and_then(TcpInfo::tcp_state) == Some(TcpState::Listen);
    let bytes = |queue: platform::Sys<i32>| queue.ok().and_then(|bytes| u32::try_from(bytes).ok());
    Some(Sample {
        sid,
        at: core.clock.now(),
        tcp,
        memory: platform::memory(fd),
        receive_queue: if is_listener { None } else { bytes(platform::receive_queue(fd)) },
        send_queue: if is_listener { None } else { bytes(platform::send_queue(fd)) },
        accept_queue: tcp.filter(|_| is_listener).map(|info| (info.unacked, info.sacked)),
        handshakes: None,
    })
}
