//! `close`: the socket is closed for every later call at once; the descriptor when the last call lets go of it.

use super::{Done, Site};
use crate::call::Outcome;
use crate::net::socket::is_last_holder;
use std::sync::Arc;

/// A second close is no error, and an ECONNRESET is none either (CPython, `sock_close`).
pub(super) fn close(site: &Site<'_>) -> Done {
    let Some(held) = site.sock.take() else { return Outcome::NONE.into() };
    site.core.reactor.remove(site.sock, true);
    site.core.forget_later(site.sock.sid);
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
