//! The system calls that Linux and macOS share: rustix where it has the call, libc where it has not.

use super::Sys;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::net::{RecvFlags, SendFlags};
use std::ffi::{CString, c_int, c_void};
use std::mem::size_of;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd};
use std::time::Duration;

/// A descriptor that is ours to close.
pub type Fd = OwnedFd;
/// A descriptor that someone holds.
pub type FdRef<'a> = BorrowedFd<'a>;

fn last_errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO)
}

fn number(error: rustix::io::Errno) -> i32 {
    error.raw_os_error()
}

/// The number that `fileno` shows.
pub fn fd_number(fd: FdRef<'_>) -> i32 {
    fd.as_raw_fd()
}

/// Borrows a descriptor.
pub fn borrow(fd: &Fd) -> FdRef<'_> {
    std::os::fd::AsFd::as_fd(fd)
}

/// `socket(2)` with SOCK_CLOEXEC, as CPython makes it. libc, because the numbers come from a person as they are.
#[allow(unsafe_code)]
pub fn socket(family: i32, kind: i32, proto: i32) -> Sys<Fd> {
    #[cfg(target_os = "linux")]
    let kind = kind | libc::SOCK_CLOEXEC;
    // SAFETY: no pointers; a descriptor that is not negative is new and ours.
    unsafe {
        let fd = libc::socket(family, kind, proto);
        if fd < 0 {
            return Err(last_errno());
        }
        #[cfg(not(target_os = "linux"))]
        libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        Ok(OwnedFd::from_raw_fd(fd))
    }
}

/// `close(2)`: what `drop` would not tell.
#[allow(unsafe_code)]
pub fn close(fd: Fd) -> Sys<()> {
    // SAFETY: the descriptor is ours and is given up here.
    if unsafe { libc::close(fd.into_raw_fd()) } < 0 { Err(last_errno()) } else { Ok(()) }
}

/// `bind(2)`.
pub fn bind(fd: FdRef<'_>, address: SocketAddr) -> Sys<()> {
    rustix::net::bind(fd, &address).map_err(number)
}

/// `listen(2)`.
pub fn listen(fd: FdRef<'_>, backlog: i32) -> Sys<()> {
    rustix::net::listen(fd, backlog).map_err(number)
}

/// `accept4(2)` with SOCK_CLOEXEC.
pub fn accept(fd: FdRef<'_>) -> Sys<(Fd, Option<SocketAddr>)> {
    #[cfg(target_os = "linux")]
    let (new, from) = rustix::net::acceptfrom_with(fd, rustix::net::SocketFlags::CLOEXEC).map_err(number)?;
    #[cfg(not(target_os = "linux"))]
    let (new, from) = rustix::net::acceptfrom(fd).map_err(number)?;
    #[cfg(not(target_os = "linux"))]
    rustix::io::fcntl_setfd(&new, rustix::io::FdFlags::CLOEXEC).map_err(number)?;
    Ok((new, from.and_then(|from| SocketAddr::try_from(from).ok())))
}

/// `connect(2)`.
pub fn connect(fd: FdRef<'_>, address: SocketAddr) -> Sys<()> {
    rustix::net::connect(fd, &address).map_err(number)
}

/// `send(2)`.
pub fn send(fd: FdRef<'_>, data: &[u8], flags: i32) -> Sys<usize> {
    rustix::net::send(fd, data, SendFlags::from_bits_retain(flags as u32)).map_err(number)
}

/// `sendto(2)`.
pub fn sendto(fd: FdRef<'_>, data: &[u8], flags: i32, address: SocketAddr) -> Sys<usize> {
    rustix::net::sendto(fd, data, SendFlags::from_bits_retain(flags as u32), &address).map_err(number)
}

/// `recv(2)`: how many bytes of `buffer` were filled (with MSG_TRUNC never more than it holds).
pub fn recv(fd: FdRef<'_>, buffer: &mut [u8], flags: i32) -> Sys<usize> {
    let (filled, _) = rustix::net::recv(fd, buffer, RecvFlags::from_bits_retain(flags as u32)).map_err(number)?;
    Ok(filled)
}

/// `recvfrom(2)`: how many bytes of `buffer` were filled, and the sender where the kernel names one.
pub fn recvfrom(fd: FdRef<'_>, buffer: &mut [u8], flags: i32) -> Sys<(usize, Option<SocketAddr>)> {
    let (filled, _, from) =
        rustix::net::recvfrom(fd, buffer, RecvFlags::from_bits_retain(flags as u32)).map_err(number)?;
    Ok((filled, from.and_then(|from| SocketAddr::try_from(from).ok())))
}

/// `shutdown(2)`. libc, because a person may give a constant that does not exist.
#[allow(unsafe_code)]
pub fn shutdown(fd: FdRef<'_>, how: i32) -> Sys<()> {
    // SAFETY: no pointers.
    if unsafe { libc::shutdown(fd.as_raw_fd(), how) } < 0 { Err(last_errno()) } else { Ok(()) }
}

/// `getsockname(2)`.
pub fn getsockname(fd: FdRef<'_>) -> Sys<Option<SocketAddr>> {
    rustix::net::getsockname(fd).map(|name| SocketAddr::try_from(name).ok()).map_err(number)
}

/// `getpeername(2)`.
pub fn getpeername(fd: FdRef<'_>) -> Sys<Option<SocketAddr>> {
    rustix::net::getpeername(fd).map(|name| name.and_then(|name| SocketAddr::try_from(name).ok())).map_err(number)
}

/// `ioctl(FIONBIO)`, as CPython's `settimeout` and `setblocking` do.
pub fn set_nonblocking(fd: FdRef<'_>, nonblocking: bool) -> Sys<()> {
    rustix::io::ioctl_fionbio(fd, nonblocking).map_err(number)
}

/// `poll(2)` on one descriptor: whether it is ready (or in error) before `within` ran out; none waits for ever.
pub fn poll(fd: FdRef<'_>, writing: bool, within: Option<Duration>) -> Sys<bool> {
    let events = if writing { PollFlags::OUT } else { PollFlags::IN };
    let within = within.map(|within| Timespec {
        tv_sec: within.as_secs().min(i32::MAX as u64) as _,
        tv_nsec: within.subsec_nanos() as _,
    });
    rustix::event::poll(&mut [PollFd::from_borrowed_fd(fd, events)], within.as_ref())
        .map(|ready| ready > 0)
        .map_err(number)
}

/// `setsockopt(2)` with the bytes of the option's structure. libc: rustix has only options it knows.
#[allow(unsafe_code)]
pub fn setsockopt(fd: FdRef<'_>, level: i32, name: i32, value: &[u8]) -> Sys<()> {
    // SAFETY: pointer and length are those of one slice, which the kernel only reads.
    let done =
        unsafe { libc::setsockopt(fd.as_raw_fd(), level, name, value.as_ptr().cast::<c_void>(), value.len() as u32) };
    if done < 0 { Err(last_errno()) } else { Ok(()) }
}

/// `getsockopt(2)`: at most `size` bytes, cut to what the kernel filled.
#[allow(unsafe_code)]
pub fn getsockopt(fd: FdRef<'_>, level: i32, name: i32, size: usize) -> Sys<Vec<u8>> {
    let mut value = vec![0_u8; size];
    let mut filled = size as libc::socklen_t;
    // SAFETY: the kernel writes at most `filled` bytes, which is the length of the vector.
    let done =
        unsafe { libc::getsockopt(fd.as_raw_fd(), level, name, value.as_mut_ptr().cast::<c_void>(), &raw mut filled) };
    if done < 0 {
        return Err(last_errno());
    }
    value.truncate(filled as usize);
    Ok(value)
}

/// Bytes that wait in the receive queue (`FIONREAD`; on UDP the next datagram's size).
pub fn receive_queue(fd: FdRef<'_>) -> Option<u32> {
    rustix::io::ioctl_fionread(fd).ok().and_then(|bytes| u32::try_from(bytes).ok())
}

/// What `getaddrinfo(3)` is asked for.
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

/// `getaddrinfo(3)`: addresses in the resolver's order, or its `EAI_*` number. Cannot be interrupted.
#[allow(unsafe_code)]
pub fn getaddrinfo(lookup: &Lookup) -> Result<Vec<SocketAddr>, i32> {
    let text = |text: &Option<String>| text.as_deref().map(CString::new).transpose().map_err(|_| libc::EAI_NONAME);
    let (host, service) = (text(&lookup.host)?, text(&lookup.service)?);
    // SAFETY: the hints are all zero but for the fields set; the texts outlive the call; the list is walked while it
    // lives and freed once; an address is read as the structure its family says, within `ai_addrlen`.
    unsafe {
        let mut hints: libc::addrinfo = std::mem::zeroed();
        (hints.ai_family, hints.ai_socktype, hints.ai_flags) = (lookup.family, lookup.kind, lookup.flags);
        let mut list: *mut libc::addrinfo = std::ptr::null_mut();
        let pointer = |text: &Option<CString>| text.as_ref().map_or(std::ptr::null(), |text| text.as_ptr());
        let error: c_int = libc::getaddrinfo(pointer(&host), pointer(&service), &raw const hints, &raw mut list);
        if error != 0 {
            return Err(error);
        }
        let mut found = Vec::new();
        let mut at = list;
        while let Some(entry) = at.as_ref() {
            found.extend(read_address(entry));
            at = entry.ai_next;
        }
        libc::freeaddrinfo(list);
        Ok(found)
    }
}

/// Reads one entry of the resolver's list. The entry must come from `getaddrinfo`.
#[allow(unsafe_code)]
unsafe fn read_address(entry: &libc::addrinfo) -> Option<SocketAddr> {
    let size = entry.ai_addrlen as usize;
    if entry.ai_family == libc::AF_INET && size >= size_of::<libc::sockaddr_in>() {
        // SAFETY: family and size say that this is a sockaddr_in.
        let v4 = unsafe { entry.ai_addr.cast::<libc::sockaddr_in>().read_unaligned() };
        let ip = Ipv4Addr::from(u32::from_be(v4.sin_addr.s_addr));
        return Some(SocketAddrV4::new(ip, u16::from_be(v4.sin_port)).into());
    }
    if entry.ai_family == libc::AF_INET6 && size >= size_of::<libc::sockaddr_in6>() {
        // SAFETY: as above, a sockaddr_in6.
        let v6 = unsafe { entry.ai_addr.cast::<libc::sockaddr_in6>().read_unaligned() };
        let (ip, port) = (Ipv6Addr::from(v6.sin6_addr.s6_addr), u16::from_be(v6.sin6_port));
        return Some(SocketAddrV6::new(ip, port, v6.sin6_flowinfo, v6.sin6_scope_id).into());
    }
    None
}

extern "C" fn nothing(_signal: c_int) {}

/// Installs an empty handler for `signal`, without SA_RESTART: a blocked call comes back with EINTR.
#[allow(unsafe_code)]
pub(super) fn install_empty_handler(signal: c_int) -> std::io::Result<()> {
    // SAFETY: the handler does nothing, which is async-signal-safe; the structure is all zero but for it.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = nothing as extern "C" fn(c_int) as usize;
        libc::sigemptyset(&raw mut action.sa_mask);
        if libc::sigaction(signal, &raw const action, std::ptr::null_mut()) < 0 {
            return Err(std::io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Lets `signal` reach the calling thread, whatever mask it inherited.
#[allow(unsafe_code)]
pub(super) fn unblock(signal: c_int) {
    // SAFETY: the set is made by sigemptyset and only read.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut());
    }
}
