//! `connect` and `connect_ex` (CPython's `internal_connect`).

use super::timed::{deadline, stop_seen, wait_ready};
use super::{Answer, Site};
use crate::call::{Address, CallKind, Outcome, Value};
use crate::net::platform::{self, FdRef, Place};
use crate::net::socket::FOREVER;
use std::sync::atomic::Ordering::SeqCst;

#[cfg(unix)]
const SO_ERROR: (i32, i32) = (libc::SOL_SOCKET, libc::SO_ERROR);
#[cfg(windows)]
const SO_ERROR: (i32, i32) = (0xffff, 0x1007);

/// `connect`: an error is raised.
pub(super) fn connect(site: &Site<'_>, address: &Address) -> Answer {
    let address = site.resolve(CallKind::Connect, address)?;
    internal(site, &address).map(|()| Outcome::NONE)
}

/// `connect_ex`: the kernel's errno is returned (EAGAIN for a timeout); what is wrong with the address is still raised.
pub(super) fn connect_ex(site: &Site<'_>, address: &Address) -> Answer {
    let address = site.resolve(CallKind::ConnectEx, address)?;
    let number = match internal(site, &address) {
        Ok(()) => 0,
        Err(Outcome::Errno(number)) => number,
        Err(Outcome::Timeout) => libc::EAGAIN,
        Err(outcome) => return Err(outcome),
    };
    Ok(Outcome::Ok(Value::ConnectEx(number)))
}

fn internal(site: &Site<'_>, address: &Place) -> Answer<()> {
    let fd = site.fd()?;
    let timeout = site.sock.timeout.load(SeqCst);
    let deadline = deadline(timeout);
    stop_seen(site)?;
    match platform::connect(fd, address) {
        Ok(()) => Ok(()),
        // Interrupted, the connection goes on in the kernel; a stopped call leaves it to.
        Err(libc::EINTR) if timeout != 0 => {
            stop_seen(site)?;
            finished(site, fd, deadline)
        }
        Err(libc::EINPROGRESS) if timeout > 0 => finished(site, fd, deadline),
        Err(errno) => Err(Outcome::Errno(errno)),
    }
}

/// Waits for a connection that is under way, then asks what came of it: the one place where CPython reads SO_ERROR.
fn finished(site: &Site<'_>, fd: FdRef<'_>, deadline: Option<std::time::Instant>) -> Answer<()> {
    debug_assert!(deadline.is_some() || site.sock.timeout.load(SeqCst) == FOREVER);
    wait_ready(site, fd, true, deadline)?;
    let bytes = platform::getsockopt(fd, SO_ERROR.0, SO_ERROR.1, 4).map_err(Outcome::Errno)?;
    match bytes.try_into().map(i32::from_ne_bytes) {
        Ok(0 | libc::EISCONN) => Ok(()),
        Ok(errno) => Err(Outcome::Errno(errno)),
        Err(_) => Err(Outcome::Errno(libc::EINVAL)),
    }
}
