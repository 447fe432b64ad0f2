//! The calls that take or give an address, and those that carry bytes.

use super::super::{Message, Place, Sys};
use super::raw::Raw;
use super::{Fd, FdRef, last_errno};
use std::ffi::c_void;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

fn done(result: i32) -> Sys<()> {
    if result < 0 { Err(last_errno()) } else { Ok(()) }
}

fn count(result: isize) -> Sys<usize> {
    usize::try_from(result).map_err(|_| last_errno())
}

/// `bind(2)`.
#[allow(unsafe_code)]
pub fn bind(fd: FdRef<'_>, place: &Place) -> Sys<()> {
    let raw = Raw::of(place);
    let (pointer, len) = raw.pointer();
    // SAFETY: pointer and length are those of one structure, which the kernel only reads.
    done(unsafe { libc::bind(fd.as_raw_fd(), pointer, len) })
}

/// `connect(2)`.
#[allow(unsafe_code)]
pub fn connect(fd: FdRef<'_>, place: &Place) -> Sys<()> {
    let raw = Raw::of(place);
    let (pointer, len) = raw.pointer();
    // SAFETY: as in `bind`.
    done(unsafe { libc::connect(fd.as_raw_fd(), pointer, len) })
}

/// `accept4(2)` with SOCK_CLOEXEC, and the peer where the kernel names one.
#[allow(unsafe_code)]
pub fn accept(fd: FdRef<'_>) -> Sys<(Fd, Option<Place>)> {
    let mut raw = Raw::room();
    let (pointer, len) = raw.pointers();
    // SAFETY: the kernel writes at most `len` bytes, which the structure has; a descriptor that is not negative is new
    // and ours.
    let new = unsafe {
        #[cfg(target_os = "linux")]
        let new = libc::accept4(fd.as_raw_fd(), pointer, len, libc::SOCK_CLOEXEC);
        #[cfg(not(target_os = "linux"))]
        let new = libc::accept(fd.as_raw_fd(), pointer, len);
        if new < 0 {
            return Err(last_errno());
        }
        #[cfg(not(target_os = "linux"))]
        libc::fcntl(new, libc::F_SETFD, libc::FD_CLOEXEC);
        OwnedFd::from_raw_fd(new)
    };
    Ok((new, raw.place()))
}

/// `getsockname(2)`.
#[allow(unsafe_code)]
pub fn getsockname(fd: FdRef<'_>) -> Sys<Option<Place>> {
    let mut raw = Raw::room();
    let (pointer, len) = raw.pointers();
    // SAFETY: as in `accept`.
    done(unsafe { libc::getsockname(fd.as_raw_fd(), pointer, len) })?;
    Ok(raw.place())
}

/// `getpeername(2)`.
#[allow(unsafe_code)]
pub fn getpeername(fd: FdRef<'_>) -> Sys<Option<Place>> {
    let mut raw = Raw::room();
    let (pointer, len) = raw.pointers();
    // SAFETY: as in `accept`.
    done(unsafe { libc::getpeername(fd.as_raw_fd(), pointer, len) })?;
    Ok(raw.place())
}

/// `send(2)`.
#[allow(unsafe_code)]
pub fn send(fd: FdRef<'_>, data: &[u8], flags: i32) -> Sys<usize> {
    // SAFETY: pointer and length are those of one slice, which the kernel only reads.
    count(unsafe { libc::send(fd.as_raw_fd(), data.as_ptr().cast::<c_void>(), data.len(), flags) })
}

/// `sendto(2)`.
#[allow(unsafe_code)]
pub fn sendto(fd: FdRef<'_>, data: &[u8], flags: i32, place: &Place) -> Sys<usize> {
    let raw = Raw::of(place);
    let (pointer, len) = raw.pointer();
    // SAFETY: as in `send` and `bind`.
    count(unsafe { libc::sendto(fd.as_raw_fd(), data.as_ptr().cast::<c_void>(), data.len(), flags, pointer, len) })
}

/// `recv(2)`: the kernel's count, which with MSG_TRUNC may be more than `buffer` holds.
#[allow(unsafe_code)]
pub fn recv(fd: FdRef<'_>, buffer: &mut [u8], flags: i32) -> Sys<usize> {
    // SAFETY: pointer and length are those of one slice, which the kernel fills.
    count(unsafe { libc::recv(fd.as_raw_fd(), buffer.as_mut_ptr().cast::<c_void>(), buffer.len(), flags) })
}

/// `recvfrom(2)`: the kernel's count (see [`recv`]), and the sender where the kernel names one.
#[allow(unsafe_code)]
pub fn recvfrom(fd: FdRef<'_>, buffer: &mut [u8], flags: i32) -> Sys<(usize, Option<Place>)> {
    let mut raw = Raw::room();
    let (pointer, len) = raw.pointers();
    let buffer = (buffer.as_mut_ptr().cast::<c_void>(), buffer.len());
    // SAFETY: as in `recv` and `accept`.
    let count = count(unsafe { libc::recvfrom(fd.as_raw_fd(), buffer.0, buffer.1, flags, pointer, len) })?;
    Ok((count, raw.place()))
}

/// `recvmsg(2)` without room for ancillary data.
#[allow(unsafe_code)]
pub fn recvmsg(fd: FdRef<'_>, buffer: &mut [u8], flags: i32) -> Sys<Message> {
    let mut raw = Raw::room();
    let mut part = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
    // SAFETY: all zero is an empty header; what its pointers point to outlives the call, with the lengths given.
    unsafe {
        let mut header: libc::msghdr = std::mem::zeroed();
        (header.msg_name, header.msg_namelen) = raw.message_name();
        header.msg_iov = &raw mut part;
        header.msg_iovlen = 1;
        let count = count(libc::recvmsg(fd.as_raw_fd(), &raw mut header, flags))?;
        raw.set_len(header.msg_namelen);
        Ok(Message { count, flags: header.msg_flags, from: raw.place() })
    }
}
