//! Calls that are kept to what their program may touch. What is refused ends before any system call.

use super::{Answer, Done, Site};
use crate::call::{Address, ArgumentWhy, BEYOND_NET, Call, Outcome};
use crate::net::guard::Touch;

fn allowed(site: &Site<'_>, touch: &Touch<'_>) -> Answer<()> {
    match site.guard {
        Some(guard) if !guard.allows(touch) => Err(Outcome::Argument(ArgumentWhy::Said(BEYOND_NET))),
        _ => Ok(()),
    }
}

/// What can be told before the call's arguments are looked at.
pub(super) fn before(site: &Site<'_>, call: &Call) -> Answer<()> {
    match call {
        Call::Socket { family, .. } | Call::SocketPair { family, .. } => {
            allowed(site, &Touch::Socket { family: *family })
        }
        // The kernel is asked only where its program does not know.
        Call::Listen { .. } if site.sock.is_inet() => match allowed(site, &Touch::Listen { sid: site.sock.sid }) {
            Err(_) if is_near(site) => Ok(()),
            answer => answer,
        },
        _ => Ok(()),
    }
}

/// Whether the socket is bound to loopback: by its program, or by somebody else who may call on it too. What `connect`
/// left bound to every address is not.
fn is_near(site: &Site<'_>) -> bool {
    let fd = site.guard.and_then(|_| site.fd().ok());
    let ip = fd.and_then(|fd| crate::net::states::names(fd).0?.ip());
    ip.is_some_and(|ip| ip.to_canonical().is_loopback())
}

/// An address that the call is about to use, resolved.
pub(super) fn address(site: &Site<'_>, address: &Address) -> Answer<()> {
    let sid = site.sock.sid;
    let touch = if site.is_bind { Touch::Bind { sid, address } } else { Touch::Reach { sid, address } };
    allowed(site, &touch)
}

/// The bytes that the call is about to set.
pub(super) fn option(site: &Site<'_>, level: i32, name: i32, value: &[u8]) -> Answer<()> {
    allowed(site, &Touch::Option { sid: site.sock.sid, level, name, value })
}

/// Tells what was done.
pub(super) fn after(site: &Site<'_>, call: &Call, done: &Done) {
    let Some(guard) = site.guard.filter(|_| done.outcome.is_ok()) else { return };
    let sid = site.sock.sid;
    match call {
        Call::Bind { address } => guard.made(&Touch::Bind { sid, address }),
        Call::Connect { address } | Call::ConnectEx { address } | Call::SendTo { address, .. } => {
            guard.made(&Touch::Reach { sid, address });
        }
        Call::SetSockOpt { level, name, .. } => {
            guard.made(&Touch::Option { sid, level: *level, name: *name, value: &[] });
        }
        Call::Dup => {
            if let Some(made) = done.made {
                guard.made(&Touch::Copy { sid: made, of: sid });
            }
        }
        _ => {}
    }
}
