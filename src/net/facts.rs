//! Everything the kernel says of a socket without changing it.

use super::calls::read_option;
use super::levels::options_of;
use super::platform;
use super::request::{Facts, OptionReading};
use super::socket::{Held, Sock};
use super::states::names;
use crate::call::{SocketOption, TcpState};

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
        send_queue: queued.filter(|_| super::sample::sends(tcp)).and_then(|fd| bytes(platform::send_queue(fd))),
        accept_queue: fd.filter(|_| is_listener).and_then(platform::tcp_queue),
        options: fd.map(|fd| options((sock.family, sock.kind, sock.proto), fd)).unwrap_or_default(),
    }
}

/// Reads the options of a socket's levels that can be read without changing anything.
pub(super) fn options(sort: (i32, i32, i32), fd: platform::FdRef<'_>) -> Vec<OptionReading> {
    let read = |option: &SocketOption| OptionReading {
        option: *option,
        value: read_option(fd, option.level, option.number, option.kind),
    };
    options_of(sort).filter(|option| option.is_read).map(read).collect()
}
