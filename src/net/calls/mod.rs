//! One call, made as CPython's `socket` makes it.

mod accept;
mod close;
mod connect;
mod data;
mod options;
mod timed;

use super::address;
use super::core::Core;
use super::names::NoName;
use super::platform::{self, FdRef, Sys};
use super::pool::Pool;
use super::socket::{FOREVER, Held, Sock};
use super::wait::Wait;
use crate::call::{Address, ArgumentWhy, Call, Outcome, SocketId, Value};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

pub(super) use accept::adopt;
pub(super) use data::MOST_BYTES;
pub(super) use options::read_option;

/// CPython's default backlog: min(SOMAXCONN, 128).
const BACKLOG: i32 = 128;

/// What came of a call, and what else its record says.
pub(super) struct Done {
    pub outcome: Outcome,
    pub made: Option<SocketId>,
    pub deferred: bool,
}

impl From<Outcome> for Done {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, made: None, deferred: false }
    }
}

/// An outcome either way: `Err` left early.
type Answer<T = Outcome> = Result<T, Outcome>;

/// Where a call is made.
pub(super) struct Site<'a> {
    pub core: &'a Arc<Core>,
    pub sock: &'a Arc<Sock>,
    /// The descriptor as it was when the call started.
    pub held: Option<&'a Held>,
    pub wait: &'a Arc<Wait>,
}

impl Site<'_> {
    /// The descriptor; EBADF on a closed socket, which the kernel would answer for -1.
    fn fd(&self) -> Answer<FdRef<'_>> {
        self.held.and_then(Held::fd).ok_or(Outcome::Errno(libc::EBADF))
    }

    fn pool(&self) -> &Arc<Pool> {
        &self.core.pool
    }

    fn resolve(&self, address: &Address) -> Answer<SocketAddr> {
        address::to_kernel(self.sock.family, address, |lookup| -> Result<_, NoName> {
            self.core.names.look_up(self.pool(), lookup, self.wait)
        })
    }
}

/// Python's `None`, or the errno.
fn none(done: Sys<()>) -> Answer {
    done.map(|()| Outcome::NONE).map_err(Outcome::Errno)
}

/// Makes the call.
pub(super) fn perform(site: &Site<'_>, call: &Call) -> Done {
    match call {
        Call::Accept => accept::accept(site).unwrap_or_else(Done::from),
        Call::Close => close::close(site),
        Call::Socket { family, kind, proto } => {
            let outcome = socket(site, *family, *kind, *proto).unwrap_or_else(|outcome| outcome);
            let made = outcome.is_ok().then_some(site.sock.sid);
            Done { outcome, made, deferred: false }
        }
        _ => answer(site, call).unwrap_or_else(|outcome| outcome).into(),
    }
}

fn answer(site: &Site<'_>, call: &Call) -> Answer {
    let name = |name: Option<SocketAddr>| Outcome::Ok(Value::Address(name.map(address::from_kernel)));
    match call {
        Call::Bind { address } => {
            let address = site.resolve(address)?;
            none(platform::bind(site.fd()?, address))
        }
        Call::Listen { backlog } => {
            let backlog = backlog.map_or(Ok(BACKLOG), i32::try_from);
            let backlog = backlog.map_err(|_| Outcome::Argument(ArgumentWhy::Range))?.max(0);
            none(platform::listen(site.fd()?, backlog))
        }
        Call::Connect { address } => connect::connect(site, address),
        Call::ConnectEx { address } => connect::connect_ex(site, address),
        Call::Send { data, flags } => data::send(site, data, *flags),
        Call::SendAll { data, flags } => data::send_all(site, data, *flags),
        Call::SendTo { data, flags, address } => data::send_to(site, data, *flags, address),
        Call::Recv { size, flags } => data::recv(site, *size, *flags),
        Call::RecvFrom { size, flags } => data::recv_from(site, *size, *flags),
        Call::Shutdown { how } => none(platform::shutdown(site.fd()?, *how)),
        Call::GetSockName => platform::getsockname(site.fd()?).map(name).map_err(Outcome::Errno),
        Call::GetPeerName => platform::getpeername(site.fd()?).map(name).map_err(Outcome::Errno),
        Call::SetTimeout { seconds } => timed::set_timeout(site, *seconds),
        Call::GetTimeout => Ok(timed::get_timeout(site)),
        Call::SetBlocking { blocking } => timed::set_blocking(site, *blocking),
        Call::SetSockOpt { level, name, value } => options::set(site, *level, *name, value),
        Call::GetSockOpt { level, name, kind } => options::get(site, *level, *name, *kind),
        Call::FileNo => {
            let number = site.held.and_then(Held::fd).map_or(-1, platform::fd_number);
            Ok(Outcome::Ok(Value::Int(number.into())))
        }
        _ => Err(Outcome::Errno(libc::ENOSYS)),
    }
}

/// The bits of a type that are flags (SOCK_NONBLOCK, SOCK_CLOEXEC).
#[cfg(target_os = "linux")]
const NONBLOCK: i32 = libc::SOCK_NONBLOCK;
#[cfg(not(target_os = "linux"))]
const NONBLOCK: i32 = 0;

fn socket(site: &Site<'_>, family: i32, kind: i32, proto: i32) -> Answer {
    if site.sock.is_open() {
        return Err(Outcome::Argument(ArgumentWhy::Value)); // An identity is given to one socket only.
    }
    let fd = platform::socket(family, kind, proto).map_err(Outcome::Errno)?;
    site.sock.timeout.store(if kind & NONBLOCK == 0 { FOREVER } else { 0 }, SeqCst);
    site.sock.open(fd, site.pool());
    site.core.sampler.ring();
    Ok(Outcome::NONE)
}
