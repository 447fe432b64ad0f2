//! `accept`. While the reactor keeps accepting on the listener, the call takes the reactor's next connection.

use super::timed::{deadline, timed};
use super::{Answer, Done, Site};
use crate::call::{Outcome, SocketId, Value};
use crate::net::accepts::{Claim, Connection, Given};
use crate::net::address::from_kernel;
use crate::net::core::Core;
use crate::net::platform::{self, Sys};
use crate::net::socket::Sock;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Instant;

/// Gives an accepted connection its place in the engine. It waits for ever, whatever the listener does.
pub(in crate::net) fn adopt(core: &Arc<Core>, listener: &Sock, connection: Connection) -> (Outcome, SocketId) {
    let (fd, peer) = connection;
    let sid = core.new_socket_id();
    let sock = Arc::new(Sock::without_fd(sid, listener.family, listener.kind, listener.proto));
    sock.open(fd, &core.pool);
    core.insert(sock);
    core.sampler.ring();
    (Outcome::Ok(Value::Accepted(peer.map(from_kernel))), sid)
}

pub(super) fn accept(site: &Site<'_>) -> Answer<Done> {
    let timeout = site.sock.timeout.load(SeqCst);
    let deadline = deadline(timeout);
    loop {
        let connection = match claim(site, timeout) {
            None => in_kernel(site)?,
            Some(Err(errno)) => return Err(Outcome::Errno(errno)),
            Some(Ok(claim)) => match claimed(site, &claim, deadline)? {
                Some(answer) => answer.map_err(Outcome::Errno)?,
                None => continue,
            },
        };
        let (outcome, made) = adopt(site.core, site.sock, connection);
        return Ok(Done { outcome, made: Some(made), deferred: false });
    }
}

/// A claim on the reactor's next connection; none where the call may go to the kernel, which it is then counted in.
fn claim(site: &Site<'_>, timeout: i64) -> Option<Sys<Arc<Claim>>> {
    let mut accepts = site.sock.accepts.lock();
    if !accepts.is_kept {
        accepts.in_kernel += 1;
        return None;
    }
    if timeout == 0 {
        return Some(Err(libc::EAGAIN));
    }
    let claim = Claim::new(site.wait);
    accepts.claims.push_back(Arc::clone(&claim));
    Some(Ok(claim))
}

fn in_kernel(site: &Site<'_>) -> Answer<Connection> {
    let answer = timed(site, false, platform::accept);
    let mut accepts = site.sock.accepts.lock();
    accepts.in_kernel -= 1;
    let is_free = accepts.is_kept && accepts.in_kernel == 0;
    drop(accepts);
    if is_free {
        site.core.reactor.watch_again(site.sock.sid);
    }
    answer
}

/// What the reactor gave; none where it gave the listener up.
fn claimed(site: &Site<'_>, claim: &Arc<Claim>, deadline: Option<Instant>) -> Answer<Option<Sys<Connection>>> {
    site.wait.park(deadline, || claim.is_given());
    let mut accepts = site.sock.accepts.lock();
    accepts.claims.retain(|other| !Arc::ptr_eq(other, claim));
    drop(accepts);
    match claim.take() {
        Some(Given::Answer(answer)) => Ok(Some(answer)),
        _ if site.wait.stopped() => Err(Outcome::Stopped { done: 0 }),
        Some(Given::Again) => Ok(None),
        None => Err(Outcome::Timeout),
    }
}
