//! The calls that carry bytes. Never changed, never copied more than once out of the kernel.

use super::timed::{deadline, timed, until};
use super::{Answer, Site};
use crate::call::{Address, ArgumentWhy, Outcome, Payload, Value};
use crate::net::address::from_kernel;
use crate::net::platform;
use std::cell::RefCell;
use std::sync::atomic::Ordering::SeqCst;

/// The most that one receive may ask for: 64 MiB. Beyond it CPython would have a MemoryError sooner or later: ENOMEM.
pub(in crate::net) const MOST_BYTES: i64 = 64 << 20;
/// A worker keeps a buffer of up to this size for its next receive.
const KEPT_BYTES: usize = 1 << 20;

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

fn payload(buffer: &[u8], filled: usize) -> Payload {
    buffer.get(..filled).unwrap_or_default().into()
}

/// `recv`. Asked for nothing, Python makes no system call.
pub(super) fn recv(site: &Site<'_>, size: i64, flags: i32) -> Answer {
    let size = checked(size)?;
    if size == 0 {
        return Ok(Outcome::Ok(Value::Data(Payload::default())));
    }
    with_buffer(size, |buffer| {
        let filled = timed(site, false, |fd| platform::recv(fd, buffer, flags))?;
        Ok(Outcome::Ok(Value::Data(payload(buffer, filled))))
    })
}

/// `recvfrom`: the sender is none on a stream.
pub(super) fn recv_from(site: &Site<'_>, size: i64, flags: i32) -> Answer {
    let size = checked(size)?;
    with_buffer(size, |buffer| {
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
    let address = site.resolve(address)?;
    let taken = timed(site, true, |fd| platform::sendto(fd, data, flags, address))?;
    Ok(sent(site, taken, data.len()))
}

/// `sendall`: one deadline for all of it.
pub(super) fn send_all(site: &Site<'_>, data: &Payload, flags: i32) -> Answer {
    let timeout = site.sock.timeout.load(SeqCst);
    let deadline = deadline(timeout);
    let mut rest: &[u8] = data;
    loop {
        let taken = match until(site, true, timeout > 0, deadline, |fd| platform::send(fd, rest, flags)) {
            Ok(taken) => taken,
            Err(Outcome::Stopped { .. }) => {
                return Err(Outcome::Stopped { done: (data.len() - rest.len()) as u64 });
            }
            Err(outcome) => return Err(outcome),
        };
        rest = rest.get(taken..).unwrap_or_default();
        if rest.is_empty() {
            return Ok(Outcome::NONE);
        }
        if deadline.is_some_and(|deadline| deadline <= std::time::Instant::now()) {
            return Err(Outcome::Timeout);
        }
    }
}
