//! The calls that carry bytes. Never changed, never copied more than once out of the kernel.

use super::timed::{deadline, timed, until};
use super::{Answer, Site};
use crate::call::{Address, ArgumentWhy, CallKind, Event, Notice, Outcome, Payload, Value, number_of};
use crate::net::address::from_kernel;
use crate::net::platform;
use std::cell::RefCell;
use std::sync::atomic::Ordering::SeqCst;

/// The most that one receive may ask for: 64 MiB. Beyond it CPython would have a MemoryError sooner or later: ENOMEM.
pub(in crate::net) const MOST_BYTES: i64 = 64 << 20;
/// A worker keeps a buffer of up to this size for its next receive.
const KEPT_BYTES: usize = 1 << 20;
/// What `recv_exact` asks for in one call at most.
const PIECE_BYTES: usize = 64 << 10;

#[cfg(unix)]
const TRUNC: i32 = libc::MSG_TRUNC;
#[cfg(windows)]
const TRUNC: i32 = 0;

thread_local! {
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Runs `receive` on a buffer of `size` bytes, the worker's own where it fits.
fn with_buffer<T>(size: usize, receive: impl FnOnce(&mut [u8]) -> T) -> T {
    if size > KEPT_BYTES {
        return receive(&mut vec![0; size]);
    }
    BUFFER.with_borrow_mut(|buffer| {
        if buffer.len() < size {
            buffer.resize(size, 0);
        }
        receive(buffer.get_mut(..size).unwrap_or_default())
    })
}

fn checked(size: i64) -> Answer<usize> {
    if size < 0 {
        return Err(Outcome::Argument(ArgumentWhy::Value));
    }
    if size > MOST_BYTES {
        return Err(Outcome::Errno(libc::ENOMEM));
    }
    Ok(size as usize)
}

/// The bytes that are there: with MSG_TRUNC the kernel counts those that are not, too.
fn payload(buffer: &[u8], filled: usize) -> Payload {
    buffer.get(..filled.min(buffer.len())).unwrap_or_default().into()
}

/// With MSG_TRUNC a stream's bytes are counted and not copied: what stood in the buffer before must not show.
fn clear(buffer: &mut [u8], flags: i32) -> bool {
    let asks = flags & TRUNC != 0;
    if asks {
        buffer.fill(0);
    }
    asks
}

/// `recv`. Asked for nothing, Python makes no system call.
pub(super) fn recv(site: &Site<'_>, size: i64, flags: i32) -> Answer {
    let size = checked(size)?;
    if size == 0 {
        return Ok(Outcome::Ok(Value::Data(Payload::default())));
    }
    with_buffer(size, |buffer| {
        let asks_real = clear(buffer, flags);
        let filled = timed(site, false, |fd| platform::recv(fd, buffer, flags))?;
        let data = payload(buffer, filled);
        Ok(Outcome::Ok(if asks_real { Value::DataReal(data, filled as u64) } else { Value::Data(data) }))
    })
}

/// One `recv` into a buffer of the caller's, for its files: none where the call would have had to wait.
pub(super) fn recv_into(site: &Site<'_>, buffer: &mut [u8]) -> Answer<Option<usize>> {
    if buffer.is_empty() {
        return Ok(Some(0));
    }
    match timed(site, false, |fd| platform::recv(fd, buffer, 0)) {
        Ok(filled) => Ok(Some(filled.min(buffer.len()))),
        Err(Outcome::Errno(libc::EAGAIN)) => Ok(None),
        Err(outcome) => Err(outcome),
    }
}

/// One `send` for a file: none where the call would have had to wait.
pub(super) fn send_from(site: &Site<'_>, data: &[u8]) -> Answer<Option<usize>> {
    match timed(site, true, |fd| platform::send(fd, data, 0)) {
        Ok(taken) => Ok(Some(taken)),
        Err(Outcome::Errno(libc::EAGAIN)) => Ok(None),
        Err(outcome) => Err(outcome),
    }
}

/// `recvmsg`, without room for ancillary data.
pub(super) fn recv_msg(site: &Site<'_>, size: i64, flags: i32) -> Answer {
    let size = checked(size)?;
    with_buffer(size, |buffer| {
        let asks_real = clear(buffer, flags);
        let message = timed(site, false, |fd| platform::recvmsg(fd, buffer, flags))?;
        Ok(Outcome::Ok(Value::Message {
            data: payload(buffer, message.count),
            flags: message.flags,
            from: message.from.map(from_kernel),
            real: asks_real.then_some(message.count as u64),
        }))
    })
}

/// `recv` until there are `size` bytes, or EOF; each has the whole timeout. Where an error ends it, the bytes so far are
/// gone, as they are in the loop that every book writes: a notice says how many.
pub(super) fn recv_exact(site: &Site<'_>, size: i64) -> Answer {
    let size = checked(size.max(0))?;
    let mut all = Vec::with_capacity(size.min(KEPT_BYTES));
    while all.len() < size {
        let piece = (size - all.len()).min(PIECE_BYTES);
        let came = with_buffer(piece, |buffer| {
            let filled = timed(site, false, |fd| platform::recv(fd, buffer, 0))?;
            all.extend_from_slice(buffer.get(..filled).unwrap_or_default());
            Ok(filled)
        });
        match came {
            Ok(0) => break,
            Ok(_) => {}
            Err(outcome) => {
                lost(site, all.len(), CallKind::RecvExact);
                return Err(outcome);
            }
        }
    }
    Ok(Outcome::Ok(Value::Data(all.into())))
}

/// Bytes of the stream that a call moved before it failed: no result has them.
fn lost(site: &Site<'_>, bytes: usize, kind: CallKind) {
    if bytes > 0 {
        let notice = Notice::Gap { records: 0, bytes: bytes as u64, why: kind.name().into() };
        let (at, sid) = (site.core.clock.now(), Some(site.sock.sid));
        site.core.emit(vec![Event::Noticed { at, sid, notice }]);
    }
}

/// `recvfrom`: the sender is none on a stream.
pub(super) fn recv_from(site: &Site<'_>, size: i64, flags: i32) -> Answer {
    let size = checked(size)?;
    with_buffer(size, |buffer| {
        clear(buffer, flags);
        let (filled, from) = timed(site, false, |fd| platform::recvfrom(fd, buffer, flags))?;
        Ok(Outcome::Ok(Value::DataFrom(payload(buffer, filled), from.map(from_kernel))))
    })
}

/// A count; where *Stop* cut it short, what was done.
fn sent(site: &Site<'_>, taken: usize, of: usize) -> Outcome {
    if taken < of && site.wait.stopped() {
        Outcome::Stopped { done: taken as u64 }
    } else {
        Outcome::Ok(Value::Int(taken as i64))
    }
}

/// `send`: one system call, which may take fewer bytes than given.
pub(super) fn send(site: &Site<'_>, data: &Payload, flags: i32) -> Answer {
    let taken = timed(site, true, |fd| platform::send(fd, data, flags))?;
    Ok(sent(site, taken, data.len()))
}

/// `sendto`.
pub(super) fn send_to(site: &Site<'_>, data: &Payload, flags: i32, address: &Address) -> Answer {
    let address = site.resolve(CallKind::SendTo, address)?;
    let taken = timed(site, true, |fd| platform::sendto(fd, data, flags, &address))?;
    Ok(sent(site, taken, data.len()))
}

/// `sendall`: one deadline for all of it. Python does not tell how much an error let through: a notice does.
pub(super) fn send_all(site: &Site<'_>, data: &Payload, flags: i32) -> Answer {
    let timeout = site.sock.timeout.load(SeqCst);
    let deadline = deadline(timeout);
    let mut rest: &[u8] = data;
    let failed = loop {
        match until(site, true, timeout > 0, deadline, |fd| platform::send(fd, rest, flags)) {
            Ok(taken) => rest = rest.get(taken..).unwrap_or_default(),
            Err(outcome) => break outcome,
        }
        if rest.is_empty() {
            return Ok(Outcome::NONE);
        }
        if deadline.is_some_and(|deadline| deadline <= std::time::Instant::now()) {
            break Outcome::Timeout;
        }
    };
    let done = data.len() - rest.len();
    if matches!(failed, Outcome::Stopped { .. }) {
        return Err(Outcome::Stopped { done: done as u64 });
    }
    let is_beside = number_of("MSG_OOB").is_some_and(|bit| flags & bit != 0);
    lost(site, if is_beside { 0 } else { done }, CallKind::SendAll);
    Err(failed)
}
