//! Everything the kernel says of a socket without changing it.

use super::calls::read_option;
use super::platform;
use super::request::{Facts, OptionReading};
use super::socket::{DGRAM, Held, INET, INET6, RAW, Sock};
use super::states::names;
use crate::call::{self, SocketOption, TcpState};

/// Reads them. `SO_ERROR` is left alone: to read it is to clear it.
pub(super) fn read(sock: &Sock) -> Facts {
    let held = sock.hold();
    let fd = held.as_deref().and_then(Held::fd);
    let tcp = fd.filter(|_| sock.is_tcp()).and_then(platform::tcp_state);
    let is_listener = tcp == Some(TcpState::Listen);
    let (local, peer) = fd.map(names).unwrap_or_default();
    let queued = fd.filter(|_| !is_listener);
    let bytes = |queue: platform::Sys<i32>| queue.ok().and_then(|bytes| u32::try_from(bytes).ok());
    Facts {
        sid: sock.sid,
        fd: fd.map(platform::fd_number),
        family: sock.family,
        kind: sock.kind,
        proto: sock.proto,
        mode: sock.mode(),
        local,
        peer,
        tcp,
        receive_queue: queued.and_then(|fd| bytes(platform::receive_queue(fd))),
        send_queue: queued.and_then(|fd| bytes(platform::send_queue(fd))),
        accept_queue: fd.filter(|_| is_listener).and_then(platform::tcp_queue),
        options: fd.map(|fd| options(sock, fd)).unwrap_or_default(),
    }
}

fn options(sock: &Sock, fd: platform::FdRef<'_>) -> Vec<OptionReading> {
    let fits = |option: &&SocketOption| match call::level(option.level) {
        _ if !option.is_read => false,
        Some("SOL_SOCKET") => true,
        Some("IPPROTO_TCP") => sock.is_tcp(),
        Some("IPPROTO_IP") => sock.family == INET,
        Some("IPPROTO_IPV6") => sock.family == INET6,
        Some("IPPROTO_UDP") => sock.is_inet() && sock.kind == DGRAM,
        Some("IPPROTO_ICMPV6") => sock.family == INET6 && sock.kind == RAW,
        Some("IPPROTO_RAW") => sock.family == INET && sock.kind == RAW,
        _ => false,
    };
    let read = |option: &SocketOption| OptionReading {
        option: *option,
        value: read_option(fd, option.level, option.number, option.kind),
    };
    call::OPTIONS.iter().filter(fits).map(read).collect()
}
