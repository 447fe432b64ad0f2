//! Windows: the interface, through `socket2`, without the parts that need a machine to try them on. A waiting call
//! cannot be interrupted here yet, and most kernel facts answer *not on this system*.

use super::{Found, Lookup, Message, Place, Sys};
use crate::call::TcpState;
use socket2::{Domain, Protocol, SockAddr, SockRef, Socket, Type};
use std::net::SocketAddr;
use std::os::windows::io::{AsRawSocket, AsSocket, BorrowedSocket, OwnedSocket};
use std::time::Duration;

/// A socket that is ours to close.
pub type Fd = OwnedSocket;
/// A socket that someone holds.
pub type FdRef<'a> = BorrowedSocket<'a>;

const NOT_HERE: i32 = libc::ENOSYS;

fn number(error: std::io::Error) -> i32 {
    error.raw_os_error().unwrap_or(libc::EIO)
}

/// Unix sockets are not on this system yet.
fn at(place: &Place) -> Sys<SockAddr> {
    match place {
        Place::Ip(address) => Ok(SockAddr::from(*address)),
        Place::Unix(_) | Place::Other(..) => Err(NOT_HERE),
    }
}

fn place(address: &SockAddr) -> Option<Place> {
    address.as_socket().map(Place::Ip)
}

/// The number that `fileno` shows.
pub fn fd_number(fd: FdRef<'_>) -> i32 {
    fd.as_raw_socket() as i32
}

/// Borrows a socket.
pub fn borrow(fd: &Fd) -> FdRef<'_> {
    fd.as_socket()
}

/// `WSASocketW`.
pub fn socket(family: i32, kind: i32, proto: i32) -> Sys<Fd> {
    let proto = (proto != 0).then(|| Protocol::from(proto));
    Socket::new(Domain::from(family), Type::from(kind), proto).map(OwnedSocket::from).map_err(number)
}

/// Not on this system.
pub fn socketpair(_family: i32, _kind: i32, _proto: i32) -> Sys<(Fd, Fd)> {
    Err(NOT_HERE)
}

/// `WSADuplicateSocketW`.
pub fn dup(fd: FdRef<'_>) -> Sys<Fd> {
    fd.try_clone_to_owned().map_err(number)
}

/// `closesocket`.
pub fn close(fd: Fd) -> Sys<()> {
    drop(fd);
    Ok(())
}

/// `bind`.
pub fn bind(fd: FdRef<'_>, place: &Place) -> Sys<()> {
    SockRef::from(&fd).bind(&at(place)?).map_err(number)
}

/// `listen`.
pub fn listen(fd: FdRef<'_>, backlog: i32) -> Sys<()> {
    SockRef::from(&fd).listen(backlog).map_err(number)
}

/// `accept`.
pub fn accept(fd: FdRef<'_>) -> Sys<(Fd, Option<Place>)> {
    let (new, from) = SockRef::from(&fd).accept().map_err(number)?;
    Ok((new.into(), place(&from)))
}

/// `connect`.
pub fn connect(fd: FdRef<'_>, place: &Place) -> Sys<()> {
    SockRef::from(&fd).connect(&at(place)?).map_err(number)
}

/// `send`.
pub fn send(fd: FdRef<'_>, data: &[u8], flags: i32) -> Sys<usize> {
    SockRef::from(&fd).send_with_flags(data, flags).map_err(number)
}

/// `sendto`.
pub fn sendto(fd: FdRef<'_>, data: &[u8], flags: i32, place: &Place) -> Sys<usize> {
    SockRef::from(&fd).send_to_with_flags(data, &at(place)?, flags).map_err(number)
}

/// `recv`: not on this system yet.
pub fn recv(_fd: FdRef<'_>, _buffer: &mut [u8], _flags: i32) -> Sys<usize> {
    Err(NOT_HERE)
}

/// `recvfrom`: not on this system yet.
pub fn recvfrom(_fd: FdRef<'_>, _buffer: &mut [u8], _flags: i32) -> Sys<(usize, Option<Place>)> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn recvmsg(_fd: FdRef<'_>, _buffer: &mut [u8], _flags: i32) -> Sys<Message> {
    Err(NOT_HERE)
}

/// `shutdown`.
pub fn shutdown(fd: FdRef<'_>, how: i32) -> Sys<()> {
    let how = match how {
        0 => std::net::Shutdown::Read,
        1 => std::net::Shutdown::Write,
        2 => std::net::Shutdown::Both,
        _ => return Err(libc::EINVAL),
    };
    SockRef::from(&fd).shutdown(how).map_err(number)
}

/// `getsockname`.
pub fn getsockname(fd: FdRef<'_>) -> Sys<Option<Place>> {
    SockRef::from(&fd).local_addr().map(|name| place(&name)).map_err(number)
}

/// `getpeername`.
pub fn getpeername(fd: FdRef<'_>) -> Sys<Option<Place>> {
    SockRef::from(&fd).peer_addr().map(|name| place(&name)).map_err(number)
}

/// `ioctlsocket(FIONBIO)`.
pub fn set_nonblocking(fd: FdRef<'_>, nonblocking: bool) -> Sys<()> {
    SockRef::from(&fd).set_nonblocking(nonblocking).map_err(number)
}

/// Not on this system.
pub fn is_nonblocking(_fd: FdRef<'_>) -> Sys<bool> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn poll_events(_fd: FdRef<'_>, _events: i16, _within: Option<Duration>) -> Sys<i16> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn poll(_fd: FdRef<'_>, _writing: bool, _within: Option<Duration>) -> Sys<bool> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn setsockopt(_fd: FdRef<'_>, _level: i32, _name: i32, _value: &[u8]) -> Sys<()> {
    Err(NOT_HERE)
}

/// Sockets have no such numbers here.
pub fn inode(_fd: FdRef<'_>) -> Option<u64> {
    None
}

/// Not on this system yet.
pub fn getsockopt(_fd: FdRef<'_>, _level: i32, _name: i32, _size: usize) -> Sys<Vec<u8>> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn receive_queue(_fd: FdRef<'_>) -> Sys<i32> {
    Err(NOT_HERE)
}

/// `GetAddrInfoW`, through std; WSAHOST_NOT_FOUND stands for every failure.
pub fn getaddrinfo(lookup: &Lookup) -> Result<Vec<Found>, i32> {
    use std::net::ToSocketAddrs;
    let port = lookup.service.as_deref().and_then(|port| port.parse().ok()).unwrap_or(0_u16);
    let host = lookup.host.as_deref().unwrap_or("0.0.0.0");
    let found = (host, port).to_socket_addrs().map_err(|_| 11001)?;
    let fits = |address: &SocketAddr| lookup.family == 0 || (lookup.family == 2) == address.is_ipv4();
    let entry = |address: SocketAddr| Found {
        family: if address.is_ipv4() { 2 } else { 23 },
        kind: lookup.kind,
        proto: lookup.proto,
        canonical: String::new(),
        place: Place::Ip(address),
    };
    Ok(found.filter(fits).map(entry).collect())
}

/// Dotted decimal only.
pub fn inet_aton(text: &str) -> Option<[u8; 4]> {
    text.parse::<std::net::Ipv4Addr>().ok().map(|ip| ip.octets())
}

/// Nothing to install.
pub fn install_signal() -> std::io::Result<()> {
    Ok(())
}

/// A thread that may be interrupted; not on this system yet (CancelIoEx).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadRef;

impl ThreadRef {
    /// The calling thread.
    pub fn current() -> Self {
        Self
    }

    /// Not on this system yet.
    pub fn interrupt(self) {}
}

/// Not on this system.
pub fn sleep_of(_thread: ThreadRef) -> Result<Option<u64>, ()> {
    Err(())
}

/// Not on this system.
pub fn drops(_fd: FdRef<'_>) -> Option<u32> {
    None
}

/// Not on this system.
pub fn tcp_state(_fd: FdRef<'_>) -> Option<TcpState> {
    None
}

/// Not on this system.
pub fn tcp_queue(_fd: FdRef<'_>) -> Option<(u32, u32)> {
    None
}

/// Not on this system.
pub fn tcp_info(_fd: FdRef<'_>) -> Option<crate::net::tcp_info::TcpInfo> {
    None
}

/// Not on this system.
pub fn memory(_fd: FdRef<'_>) -> Option<crate::net::tcp_info::SocketMemory> {
    None
}

/// Not on this system.
pub fn send_queue(_fd: FdRef<'_>) -> Sys<i32> {
    Err(NOT_HERE)
}

/// Not on this system.
pub fn congestion_controls() -> Vec<String> {
    Vec::new()
}
