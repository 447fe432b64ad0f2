//! *Keep receiving*: what has arrived, until EOF or an error.

use super::{Batch, CALLS_A_TURN, Entry, Made, Next};
use crate::call::{Address, Call, Outcome, TcpState, Value};
use crate::net::address::from_kernel;
use crate::net::platform::{self, FdRef, Sys};
use crate::net::request::KeepReceiving;
use crate::net::socket::Sock;
use crate::net::states;

#[cfg(unix)]
const DONTWAIT: i32 = libc::MSG_DONTWAIT;
#[cfg(windows)]
const DONTWAIT: i32 = 0;

/// The call that keeps receiving makes, as the person would: the MSG_DONTWAIT of the reactor is its way of waiting.
pub(super) fn call(sock: &Sock, size: i64) -> Call {
    if sock.names_senders() { Call::RecvFrom { size, flags: 0 } } else { Call::Recv { size, flags: 0 } }
}

/// Whether the peer ended a stream: after the person's own SHUT_RD it still goes on, and without a peer it never began.
fn is_peers_doing(fd: FdRef<'_>, answer: Sys<usize>) -> bool {
    use TcpState::{Established, FinWait1, FinWait2};
    match answer {
        Ok(_) => !matches!(platform::tcp_state(fd), Some(Established | FinWait1 | FinWait2)),
        Err(errno) => errno != libc::ENOTCONN,
    }
}

/// One turn of a socket that is kept receiving.
pub(super) fn turn(
    batch: &mut Batch<'_>,
    entry: &Entry,
    fd: FdRef<'_>,
    keep: &KeepReceiving,
    buffer: &mut Vec<u8>,
) -> Next {
    let (core, sock) = (batch.core, &entry.sock);
    let size = keep.size as usize;
    if buffer.len() < size {
        buffer.resize(size, 0);
    }
    let Some(buffer) = buffer.get_mut(..size) else { return Next::End };
    let is_datagram = sock.names_senders();
    let mut next = Next::Watch;
    for _ in 0..CALLS_A_TURN {
        let made = Made::now(core);
        let (answer, from): (Sys<usize>, Option<Address>) = if is_datagram {
            match platform::recvfrom(fd, buffer, DONTWAIT) {
                Ok((filled, from)) => (Ok(filled), from.map(from_kernel)),
                Err(errno) => (Err(errno), None),
            }
        } else {
            (platform::recv(fd, buffer, DONTWAIT), None)
        };
        let (outcome, bytes) = match answer {
            Err(libc::EAGAIN) => break,
            Err(libc::EINTR) => continue,
            Err(errno) => (Outcome::Errno(errno), 0),
            Ok(filled) => {
                let filled = filled.min(buffer.len());
                let data = buffer.get(..filled).unwrap_or_default().into();
                let value = if is_datagram { Value::DataFrom(data, from.clone()) } else { Value::Data(data) };
                (Outcome::Ok(value), filled)
            }
        };
        let is_end = match answer {
            // An empty datagram has a sender; after SHUT_RD there is none.
            Ok(0) => !is_datagram || from.is_none(),
            Ok(_) => false,
            Err(libc::ECONNREFUSED | libc::EHOSTUNREACH | libc::ENETUNREACH | libc::EMSGSIZE) => !is_datagram,
            Err(_) => true,
        };
        let call = call(sock, keep.size);
        batch.push(made.done(core, sock, call, keep.on.clone(), None, outcome), bytes);
        if is_end {
            let is_closing = keep.close_at_eof && !is_datagram && is_peers_doing(fd, answer);
            next = if is_closing { Next::Close } else { Next::End };
            break;
        }
    }
    if sock.is_tcp() {
        states::report(core, sock, Some(&entry.held), None, None, std::mem::take(&mut batch.events));
        core.sampler.stir();
        batch.bytes = 0;
    }
    next
}
