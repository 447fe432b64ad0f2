//! The system calls that Linux and macOS share: rustix where it has the call, libc where it has not.

mod data;
mod raw;
mod resolver;

pub use data::{accept, bind, connect, getpeername, getsockname, recv, recvfrom, recvmsg, send, sendto};
pub use resolver::{getaddrinfo, inet_aton};

use super::Sys;
use rustix::event::{PollFd, PollFlags, Timespec};
use std::ffi::{c_int, c_void};
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

/// `socketpair(2)` with SOCK_CLOEXEC.
#[allow(unsafe_code)]
pub fn socketpair(family: i32, kind: i32, proto: i32) -> Sys<(Fd, Fd)> {
    #[cfg(target_os = "linux")]
    let kind = kind | libc::SOCK_CLOEXEC;
    let mut pair = [-1; 2];
    // SAFETY: the kernel writes two descriptors, which are new and ours.
    unsafe {
        if libc::socketpair(family, kind, proto, pair.as_mut_ptr()) < 0 {
            return Err(last_errno());
        }
        #[cfg(not(target_os = "linux"))]
        for fd in pair {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        Ok((OwnedFd::from_raw_fd(pair[0]), OwnedFd::from_raw_fd(pair[1])))
    }
}

/// The number of a socket (`st_ino` of `fstat(2)`).
pub fn inode(fd: FdRef<'_>) -> Option<u64> {
    rustix::fs::fstat(fd).ok().map(|found| found.st_ino)
}

/// `fcntl(F_DUPFD_CLOEXEC)`.
pub fn dup(fd: FdRef<'_>) -> Sys<Fd> {
    rustix::io::fcntl_dupfd_cloexec(fd, 0).map_err(number)
}

/// `close(2)`: what `drop` would not tell.
#[allow(unsafe_code)]
pub fn close(fd: Fd) -> Sys<()> {
    // SAFETY: the descriptor is ours and is given up here.
    if unsafe { libc::close(fd.into_raw_fd()) } < 0 { Err(last_errno()) } else { Ok(()) }
}

/// `listen(2)`.
pub fn listen(fd: FdRef<'_>, backlog: i32) -> Sys<()> {
    rustix::net::listen(fd, backlog).map_err(number)
}

/// `shutdown(2)`. libc, because a person may give a constant that does not exist.
#[allow(unsafe_code)]
pub fn shutdown(fd: FdRef<'_>, how: i32) -> Sys<()> {
    // SAFETY: no pointers.
    if unsafe { libc::shutdown(fd.as_raw_fd(), how) } < 0 { Err(last_errno()) } else { Ok(()) }
}

/// `ioctl(FIONBIO)`, as CPython's `settimeout` and `setblocking` do.
pub fn set_nonblocking(fd: FdRef<'_>, nonblocking: bool) -> Sys<()> {
    rustix::io::ioctl_fionbio(fd, nonblocking).map_err(number)
}

/// Whether the descriptor has O_NONBLOCK (`fcntl(F_GETFL)`).
pub fn is_nonblocking(fd: FdRef<'_>) -> Sys<bool> {
    rustix::fs::fcntl_getfl(fd).map(|flags| flags.contains(rustix::fs::OFlags::NONBLOCK)).map_err(number)
}

/// `poll(2)` on one descriptor: whether it is ready (or in error) before `within` ran out; none waits for ever.
pub fn poll(fd: FdRef<'_>, writing: bool, within: Option<Duration>) -> Sys<bool> {
    let events = if writing { libc::POLLOUT } else { libc::POLLIN };
    poll_events(fd, events, within).map(|ready| ready != 0)
}

/// `poll(2)` on one descriptor for any events: those that came, 0 where `within` ran out.
pub fn poll_events(fd: FdRef<'_>, events: i16, within: Option<Duration>) -> Sys<i16> {
    let within = within.map(|within| Timespec {
        tv_sec: within.as_secs().min(i32::MAX as u64) as _,
        tv_nsec: within.subsec_nanos() as _,
    });
    let mut one = [PollFd::from_borrowed_fd(fd, PollFlags::from_bits_retain(events.cast_unsigned()))];
    rustix::event::poll(&mut one, within.as_ref()).map_err(number)?;
    let [one] = one;
    Ok(one.revents().bits().cast_signed())
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
#[allow(unsafe_code)]
pub fn receive_queue(fd: FdRef<'_>) -> Sys<i32> {
    let mut bytes: c_int = 0;
    // SAFETY: FIONREAD writes one int.
    let done = unsafe { libc::ioctl(fd.as_raw_fd(), libc::FIONREAD, &raw mut bytes) };
    if done < 0 { Err(last_errno()) } else { Ok(bytes) }
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
