//! *Keep accepting*: whoever has come.

use super::{Batch, CALLS_A_TURN, Entry, Made, Next};
use crate::call::{Call, Outcome};
use crate::net::accepts::{Accepts, Connection, Given};
use crate::net::calls;
use crate::net::platform::{self, FdRef, Sys};
use crate::net::request::{KeepAccepting, KeepReceiving};
use crate::net::states;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

/// One turn of a listener that is kept accepting.
pub(super) fn turn(
    batch: &mut Batch<'_>,
    entry: &Entry,
    fd: FdRef<'_>,
    keep: &KeepAccepting,
    counter: &AtomicU64,
) -> Next {
    let (core, sock) = (batch.core, &entry.sock);
    for _ in 0..CALLS_A_TURN {
        let made = Made::now(core);
        let answer = {
            let mut accepts = sock.accepts.lock();
            if accepts.in_kernel > 0 {
                return Next::Leave; // The call rings when it is back.
            }
            if !matches!(platform::poll(fd, false, Some(Duration::ZERO)), Ok(true)) {
                return Next::Watch;
            }
            let answer = platform::accept(fd);
            match claimed(&mut accepts, answer) {
                None => continue,
                Some(answer) => answer,
            }
        };
        let outcome = match answer {
            Ok(connection) => {
                entry.is_starving.store(false, SeqCst);
                let (outcome, sid) = calls::adopt(core, sock, connection);
                let base = keep.makes.base().replace('#', &counter.fetch_add(1, SeqCst).to_string());
                let name = keep.makes.with_base(&base);
                let made = made.done(core, sock, Call::Accept, keep.on.clone(), Some((name.clone(), sid)), outcome);
                batch.push(made, 0);
                core.sampler.stir();
                if let Some(new) = core.find(sid) {
                    if core.looks.load(SeqCst) {
                        drop(states::look_at_new(core, &new, &mut batch.events));
                    }
                    if let Some(size) = keep.then_receive {
                        let receive = KeepReceiving { on: name, size, close_at_eof: keep.close_at_eof };
                        // Served from the next turn on: what it receives is reported after its accept.
                        batch.events.extend(core.reactor.add_receiver(core, &new, receive));
                    }
                }
                continue;
            }
            Err(libc::EAGAIN) => return Next::Watch,
            Err(libc::EINTR) => continue,
            Err(errno) => errno,
        };
        let is_starving = matches!(outcome, libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM);
        if !is_starving || !entry.is_starving.swap(true, SeqCst) {
            let call = made.done(core, sock, Call::Accept, keep.on.clone(), None, Outcome::Errno(outcome));
            batch.push(call, 0);
        }
        match outcome {
            _ if is_starving => return Next::Leave,
            // The connection's own trouble, not the listener's (accept(2)).
            libc::ECONNABORTED
            | libc::EPROTO
            | libc::EPERM
            | libc::ENETDOWN
            | libc::EHOSTUNREACH
            | libc::ENETUNREACH => {}
            _ => return Next::End,
        }
    }
    Next::Watch
}

/// Hands an answer to the call that claimed it first; none where it was handed on.
fn claimed<T>(accepts: &mut Accepts, answer: Sys<T>) -> Option<Sys<T>>
where
    Given: From<Sys<T>>,
{
    if matches!(answer, Err(libc::EAGAIN | libc::EINTR)) {
        return Some(answer);
    }
    match accepts.claims.pop_front() {
        Some(claim) => {
            claim.give(Given::from(answer));
            None
        }
        None => Some(answer),
    }
}

impl From<Sys<Connection>> for Given {
    fn from(answer: Sys<Connection>) -> Self {
        Self::Answer(answer)
    }
}
