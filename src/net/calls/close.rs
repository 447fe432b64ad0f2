//! `close` and `detach`: the socket is closed for every later call at once; the descriptor when the last call and the last
//! file let go of it.

use super::{Answer, Done, Site};
use crate::call::{Outcome, Value};
use crate::net::core::Core;
use crate::net::platform;
use crate::net::socket::{Held, Sock, is_last_holder};
use std::sync::Arc;

/// While files are open, only marks the socket: the last file closes it, and until then its calls work as before
/// (CPython, `socket.close`).
pub(super) fn close(site: &Site<'_>) -> Done {
    {
        let mut files = site.sock.files.lock();
        files.is_closed = true;
        if files.open > 0 {
            return Done { outcome: Outcome::NONE, made: None, deferred: true };
        }
    }
    really_close(site.core, site.sock)
}

/// A second close is no error, and an ECONNRESET is none either (CPython, `sock_close`).
pub(super) fn really_close(core: &Arc<Core>, sock: &Arc<Sock>) -> Done {
    let Some(held) = sock.take() else { return Outcome::NONE.into() };
    core.reactor.remove(sock, true);
    core.forget_later(sock.sid);
    if is_last_holder(&held)
        && let Some(held) = Arc::into_inner(held)
    {
        return match held.close() {
            Ok(()) | Err(libc::ECONNRESET) => Outcome::NONE,
            Err(errno) => Outcome::Errno(errno),
        }
        .into();
    }
    Done { outcome: Outcome::NONE, made: None, deferred: true }
}

/// The descriptor's number; -1 of a socket that is closed. The descriptor is nobody's from then on: it stays open until
/// the engine ends.
pub(super) fn detach(site: &Site<'_>) -> Answer {
    site.sock.files.lock().is_closed = true;
    let Some(held) = site.sock.take() else { return Ok(Outcome::Ok(Value::Int(-1))) };
    site.core.reactor.remove(site.sock, true);
    site.core.forget_later(site.sock.sid);
    let number = Held::fd(&held).map_or(-1, platform::fd_number);
    site.core.detached.lock().push(held);
    Ok(Outcome::Ok(Value::Int(number.into())))
}
