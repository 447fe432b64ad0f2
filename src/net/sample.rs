//! One look at what the kernel holds for a socket: TCP_INFO, SK_MEMINFO and the queues. Sets nothing, clears nothing.

use super::core::Core;
use super::platform::{self, FdRef};
use super::socket::{Held, Sock};
use super::system::clashes;
use super::tcp_info::TcpInfo;
use crate::call::{Address, SocketId, TcpState, number_of};

pub use crate::call::Sample;

/// Looks at those of the sockets that are open, on this thread; at handshakes only where that is wished.
pub(super) fn look(core: &Core, sockets: &[SocketId], handshakes: bool) -> Vec<Sample> {
    let mut all: Vec<Sample> = sockets.iter().filter_map(|sid| one(core, *sid)).collect();
    // One dump tells of all listeners.
    let is_listener = |sample: &&mut Sample| sample.tcp_state() == Some(TcpState::Listen);
    if handshakes && all.iter_mut().any(|sample| is_listener(&sample)) {
        let coming = platform::handshakes();
        for sample in all.iter_mut().filter(is_listener) {
            let name = core.find(sample.sid).and_then(|sock| listens_at(&sock));
            sample.handshakes = coming.as_deref().zip(name).map(|(coming, name)| on_the_way(coming, &name));
        }
    }
    super::states::tell(core, &all);
    all
}

/// A listener's own name, and whether it takes IPv6 only.
fn listens_at(sock: &Sock) -> Option<(Address, bool)> {
    let held = sock.hold();
    let fd = held.as_deref().and_then(Held::fd)?;
    let local = super::states::names(fd).0?;
    let only_six = || platform::getsockopt(fd, number_of("IPPROTO_IPV6")?, number_of("IPV6_V6ONLY")?, 4).ok();
    let is_six = matches!(local, Address::Inet6 { .. });
    let v6_only = is_six && only_six().is_some_and(|value| value.iter().any(|byte| *byte != 0));
    Some((local, v6_only))
}

/// How many connections on their way to this machine are for a listener: others may have its port on other addresses.
fn on_the_way(coming: &[Address], (local, v6_only): &(Address, bool)) -> u32 {
    let is_for_it = |name: &&Address| clashes((local, *v6_only), (name, false));
    u32::try_from(coming.iter().filter(is_for_it).count()).unwrap_or(u32::MAX)
}

fn one(core: &Core, sid: SocketId) -> Option<Sample> {
    let sock = core.find(sid)?;
    let held = sock.hold()?;
    Some(of(core, &sock, held.fd()?))
}

/// Whether a send queue tells anything in this state: SIOCOUTQ is a difference of sequence numbers, of which a connect
/// that was refused, or an RST, leaves some behind (Linux, tcp_ioctl).
pub(super) fn sends(state: Option<TcpState>) -> bool {
    !matches!(state, Some(TcpState::Listen | TcpState::Close))
}

/// Looks at one socket by its descriptor.
pub(super) fn of(core: &Core, sock: &Sock, fd: FdRef<'_>) -> Sample {
    let tcp = sock.is_tcp().then(|| platform::tcp_info(fd)).flatten();
    let state = tcp.as_ref().and_then(TcpInfo::tcp_state);
    let is_listener = state == Some(TcpState::Listen);
    let bytes = |queue: platform::Sys<i32>| queue.ok().and_then(|bytes| u32::try_from(bytes).ok());
    Sample {
        sid: sock.sid,
        at: core.clock.now(),
        tcp,
        memory: platform::memory(fd),
        receive_queue: if is_listener { None } else { bytes(platform::receive_queue(fd)) },
        send_queue: if sends(state) { bytes(platform::send_queue(fd)) } else { None },
        accept_queue: tcp.filter(|_| is_listener).map(|info| (info.unacked, info.sacked)),
        handshakes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handshakes_are_those_of_the_listener_s_own_address() {
        let (four, six) = (|host| Address::inet(host, 8000), |host| Address::inet6(host, 8000));
        let coming = [four("127.0.0.1"), four("192.168.1.5"), four("192.168.1.5"), six("::1"), Address::inet("::1", 1)];
        for (local, v6_only, found) in [
            (four("127.0.0.1"), false, 1),
            (four("192.168.1.5"), false, 2),
            (four("0.0.0.0"), false, 3),
            (six("::"), false, 4),
            (six("::"), true, 1),
            (six("::1"), false, 1),
            (Address::inet("127.0.0.1", 8001), false, 0),
        ] {
            assert_eq!(on_the_way(&coming, &(local.clone(), v6_only)), found, "{local}");
        }
    }
}
