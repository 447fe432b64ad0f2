//! Windows: the interface, through `socket2`, without the parts that need a machine to try them on. A waiting call
//! cannot be interrupted here yet, and most kernel facts answer *not on this system*.

use super::Sys;
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

fn at(address: SocketAddr) -> SockAddr {
    SockAddr::from(address)
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

/// `closesocket`.
pub fn close(fd: Fd) -> Sys<()> {
    drop(fd);
    Ok(())
}

/// `bind`.
pub fn bind(fd: FdRef<'_>, address: SocketAddr) -> Sys<()> {
    SockRef::from(&fd).bind(&at(address)).map_err(number)
}

/// `listen`.
pub fn listen(fd: FdRef<'_>, backlog: i32) -> Sys<()> {
    SockRef::from(&fd).listen(backlog).map_err(number)
}

/// `accept`.
pub fn accept(fd: FdRef<'_>) -> Sys<(Fd, Option<SocketAddr>)> {
    let (new, from) = SockRef::from(&fd).accept().map_err(number)?;
    Ok((new.into(), from.as_socket()))
}

/// `connect`.
pub fn connect(fd: FdRef<'_>, address: SocketAddr) -> Sys<()> {
    SockRef::from(&fd).connect(&at(address)).map_err(number)
}

/// `send`.
pub fn send(fd: FdRef<'_>, data: &[u8], flags: i32) -> Sys<usize> {
    SockRef::from(&fd).send_with_flags(data, flags).map_err(number)
}

/// `sendto`.
pub fn sendto(fd: FdRef<'_>, data: &[u8], flags: i32, address: SocketAddr) -> Sys<usize> {
    SockRef::from(&fd).send_to_with_flags(data, &at(address), flags).map_err(number)
}

/// `recv`: not on this system yet.
pub fn recv(_fd: FdRef<'_>, _buffer: &mut [u8], _flags: i32) -> Sys<usize> {
    Err(NOT_HERE)
}

/// `recvfrom`: not on this system yet.
pub fn recvfrom(_fd: FdRef<'_>, _buffer: &mut [u8], _flags: i32) -> Sys<(usize, Option<SocketAddr>)> {
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
pub fn getsockname(fd: FdRef<'_>) -> Sys<Option<SocketAddr>> {
    SockRef::from(&fd).local_addr().map(|name| name.as_socket()).map_err(number)
}

/// `getpeername`.
pub fn getpeername(fd: FdRef<'_>) -> Sys<Option<SocketAddr>> {
    SockRef::from(&fd).peer_addr().map(|name| name.as_socket()).map_err(number)
}

/// `ioctlsocket(FIONBIO)`.
pub fn set_nonblocking(fd: FdRef<'_>, nonblocking: bool) -> Sys<()> {
    SockRef::from(&fd).set_nonblocking(nonblocking).map_err(number)
}

/// Not on this system yet.
pub fn poll(_fd: FdRef<'_>, _writing: bool, _within: Option<Duration>) -> Sys<bool> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn setsockopt(_fd: FdRef<'_>, _level: i32, _name: i32, _value: &[u8]) -> Sys<()> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn getsockopt(_fd: FdRef<'_>, _level: i32, _name: i32, _size: usize) -> Sys<Vec<u8>> {
    Err(NOT_HERE)
}

/// Not on this system yet.
pub fn receive_queue(_fd: FdRef<'_>) -> Option<u32> {
    None
}

/// What `getaddrinfo` is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The host, none for the wildcard.
    pub host: Option<String>,
    /// The service, none where no port is asked for.
    pub service: Option<String>,
    /// `AF_UNSPEC` is 0.
    pub family: i32,
    /// 0 asks for every type.
    pub kind: i32,
    /// `AI_*`.
    pub flags: i32,
}

/// `GetAddrInfoW`, through std; WSAHOST_NOT_FOUND stands for every failure.
pub fn getaddrinfo(lookup: &Lookup) -> Result<Vec<SocketAddr>, i32> {
    use std::net::ToSocketAddrs;
    let port = lookup.service.as_deref().and_then(|port| port.parse().ok()).unwrap_or(0_u16);
    let host = lookup.host.as_deref().unwrap_or("0.0.0.0");
    let found = (host, port).to_socket_addrs().map_err(|_| 11001)?;
    Ok(found.filter(|address| lookup.family == 0 || (lookup.family == 2) == address.is_ipv4()).collect())
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
pub fn is_in_kernel(_thread: ThreadRef) -> Option<bool> {
    None
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
pub fn send_queue(_fd: FdRef<'_>) -> Option<u32> {
    None
}
