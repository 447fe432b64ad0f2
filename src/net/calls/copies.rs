//! `socket`, `socketpair` and `dup`: the calls that make descriptors of their own.

use super::{Answer, Done, Site};
use crate::call::{ArgumentWhy, Outcome};
use crate::net::platform::{self, Fd};
use crate::net::socket::{FOREVER, INET, STREAM, Sock};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

/// The bits of a type that are flags (SOCK_NONBLOCK, SOCK_CLOEXEC).
#[cfg(target_os = "linux")]
const NONBLOCK: i32 = libc::SOCK_NONBLOCK;
#[cfg(not(target_os = "linux"))]
const NONBLOCK: i32 = 0;

/// An identity is given to one socket only.
fn is_free(site: &Site<'_>) -> Answer<()> {
    if site.sock.is_open() { Err(Outcome::Argument(ArgumentWhy::Value)) } else { Ok(()) }
}

fn open(site: &Site<'_>, sock: &Sock, fd: Fd, kind: i32) {
    sock.timeout.store(if kind & NONBLOCK == 0 { FOREVER } else { 0 }, SeqCst);
    sock.open(fd, site.pool());
    site.core.sampler.ring();
}

/// Python's `socket` takes -1 for *the usual one*: AF_INET, SOCK_STREAM, 0.
pub(in crate::net) fn usual(family: i32, kind: i32, proto: i32) -> (i32, i32, i32) {
    let or = |given: i32, usual: i32| if given == -1 { usual } else { given };
    (or(family, INET), or(kind, STREAM), or(proto, 0))
}

/// `socket`.
pub(super) fn socket(site: &Site<'_>, family: i32, kind: i32, proto: i32) -> Answer<Done> {
    is_free(site)?;
    let (family, kind, proto) = usual(family, kind, proto);
    let fd = platform::socket(family, kind, proto).map_err(Outcome::Errno)?;
    open(site, site.sock, fd, kind);
    Ok(Done { outcome: Outcome::NONE, made: Some(site.sock.sid), deferred: false })
}

/// `socketpair`: the first end has the identity that the call was given, the second one a new one.
pub(super) fn socketpair(site: &Site<'_>, family: i32, kind: i32, proto: i32) -> Answer<Done> {
    is_free(site)?;
    let (first, second) = platform::socketpair(family, kind, proto).map_err(Outcome::Errno)?;
    open(site, site.sock, first, kind);
    let sid = site.core.new_socket_id();
    let other = Arc::new(Sock::without_fd(sid, family, kind & 0xf, proto));
    open(site, &other, second, kind);
    site.core.insert(other);
    Ok(Done { outcome: Outcome::NONE, made: Some(sid), deferred: false })
}

/// `dup`, which in CPython goes on to `settimeout` with the timeout of the old one: that sets O_NONBLOCK for both.
pub(super) fn dup(site: &Site<'_>) -> Answer<Done> {
    let fd = platform::dup(site.fd()?).map_err(Outcome::Errno)?;
    let timeout = site.sock.timeout.load(SeqCst);
    platform::set_nonblocking(platform::borrow(&fd), timeout >= 0).map_err(Outcome::Errno)?;
    let sid = site.core.new_socket_id();
    let copy = Arc::new(Sock::without_fd(sid, site.sock.family, site.sock.kind, site.sock.proto));
    copy.open(fd, site.pool());
    copy.timeout.store(timeout, SeqCst);
    site.core.insert(copy);
    site.core.sampler.ring();
    Ok(Done { outcome: Outcome::NONE, made: Some(sid), deferred: false })
}
