//! One call, made as CPython's `socket` makes it.

mod accept;
mod close;
mod connect;
mod copies;
mod data;
mod files;
mod guarded;
mod options;
mod resolver;
mod timed;
mod watch;

use super::address;
use super::core::Core;
use super::guard::Guard;
use super::names::NoName;
use super::platform::{self, FdRef, Found, Lookup, Place, Sys};
use super::pool::Pool;
use super::socket::{FileOf, Held, Sock};
use super::wait::Wait;
use crate::call::{Address, ArgumentWhy, Call, CallKind, Outcome, SocketId, Value};
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

pub(super) use accept::adopt;
pub(super) use copies::usual;
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
    /// The socket; of a file's call, the one that the file reads and writes.
    pub sock: &'a Arc<Sock>,
    /// The file that the call is made on.
    pub file: Option<&'a FileOf>,
    /// The descriptor as it was when the call started.
    pub held: Option<&'a Held>,
    pub wait: &'a Arc<Wait>,
    /// Who says where it may go.
    pub guard: Option<&'a dyn Guard>,
    /// Whether an address is one to bind to, not to reach.
    pub is_bind: bool,
}

impl Site<'_> {
    /// The descriptor; EBADF on a closed socket, which the kernel would answer for -1.
    fn fd(&self) -> Answer<FdRef<'_>> {
        self.held.and_then(Held::fd).ok_or(Outcome::Errno(libc::EBADF))
    }

    fn pool(&self) -> &Arc<Pool> {
        &self.core.pool
    }

    fn resolve(&self, kind: CallKind, address: &Address) -> Answer<Place> {
        let place = address::to_kernel(self.sock.family, kind, address, |lookup| self.look_up(lookup))?;
        guarded::address(self, &address::from_kernel(place.clone()))?;
        Ok(place)
    }

    fn look_up(&self, lookup: Lookup) -> Result<Vec<Found>, NoName> {
        let only_here = self.guard.is_some_and(|guard| !guard.asks_name_servers());
        self.core.names.look_up(self.pool(), lookup, self.wait, only_here)
    }
}

/// Python's `None`, or the errno.
fn none(done: Sys<()>) -> Answer {
    done.map(|()| Outcome::NONE).map_err(Outcome::Errno)
}

/// Makes the call, where it may be made.
pub(super) fn perform(site: &Site<'_>, call: &Call) -> Done {
    if let Err(refused) = guarded::before(site, call) {
        return refused.into();
    }
    let done = made(site, call);
    guarded::after(site, call, &done);
    done
}

fn made(site: &Site<'_>, call: &Call) -> Done {
    let done = match call {
        // What has no such method in Python.
        _ if call.kind().is_on_a_file() != site.file.is_some() => Err(Outcome::Argument(ArgumentWhy::Type)),
        Call::Accept => accept::accept(site),
        Call::Close => Ok(close::close(site)),
        Call::Socket { family, kind, proto } => copies::socket(site, *family, *kind, *proto),
        Call::SocketPair { family, kind, proto, .. } => copies::socketpair(site, *family, *kind, *proto),
        Call::Dup => copies::dup(site),
        Call::MakeFile { mode, buffering, encoding, newline } => {
            files::make(site, mode, *buffering, encoding.as_deref(), newline.as_deref())
        }
        Call::FClose => files::close(site),
        _ => answer(site, call).map(Done::from),
    };
    done.unwrap_or_else(Done::from)
}

fn answer(site: &Site<'_>, call: &Call) -> Answer {
    let name = |name: Option<Place>| Outcome::Ok(Value::Address(name.map(address::from_kernel)));
    match call {
        Call::Bind { address } => {
            let address = site.resolve(CallKind::Bind, address)?;
            none(platform::bind(site.fd()?, &address))
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
        Call::RecvMsg { size, flags } => data::recv_msg(site, *size, *flags),
        Call::RecvExact { size } => data::recv_exact(site, *size),
        Call::Shutdown { how } => none(platform::shutdown(site.fd()?, *how)),
        Call::Detach => close::detach(site),
        Call::GetSockName => platform::getsockname(site.fd()?).map(name).map_err(Outcome::Errno),
        Call::GetPeerName => platform::getpeername(site.fd()?).map(name).map_err(Outcome::Errno),
        Call::SetTimeout { seconds } => timed::set_timeout(site, *seconds),
        Call::GetTimeout => Ok(timed::get_timeout(site)),
        Call::SetBlocking { blocking } => timed::set_blocking(site, *blocking),
        Call::GetBlocking => Ok(Outcome::Ok(Value::Bool(site.sock.timeout.load(SeqCst) != 0))),
        Call::SetSockOpt { level, name, value } => options::set(site, *level, *name, value),
        Call::GetSockOpt { level, name, kind } => options::get(site, *level, *name, *kind),
        Call::FileNo => {
            let number = site.held.and_then(Held::fd).map_or(-1, platform::fd_number);
            Ok(Outcome::Ok(Value::Int(number.into())))
        }
        Call::ReadLine => files::read_line(site),
        Call::Read { size } => files::read(site, *size),
        Call::Write { data } => files::write(site, data),
        Call::Flush => files::flush(site),
        Call::GetAddrInfo { .. } => resolver::getaddrinfo(site, call),
        Call::Poll { events, seconds } => watch::poll(site, *events, *seconds),
        Call::Inspect { fields, until, seconds } => watch::inspect(site, fields, until, *seconds),
        // Those that make a socket or a file, or close one: `made` has them.
        Call::Socket { .. }
        | Call::SocketPair { .. }
        | Call::Accept
        | Call::Close
        | Call::Dup
        | Call::MakeFile { .. }
        | Call::FClose => Err(Outcome::Argument(ArgumentWhy::Type)),
    }
}
