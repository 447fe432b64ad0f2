//! Waiting as CPython waits (`sock_call_impl`): in the kernel where there is no timeout; else poll for what is left,
//! then call. An interruption that is not *Stop* goes on (PEP 475).

use super::{Answer, Site};
use crate::call::{ArgumentWhy, Outcome, Value};
use crate::net::platform::{self, FdRef, Sys};
use crate::net::socket::{FOREVER, seconds};
use std::sync::atomic::Ordering::SeqCst;
use std::time::{Duration, Instant};

/// When a call that starts now with this timeout (nanoseconds) is over; none without a timeout.
pub(super) fn deadline(timeout: i64) -> Option<Instant> {
    u64::try_from(timeout).ok().filter(|nanos| *nanos > 0).map(|nanos| Instant::now() + Duration::from_nanos(nanos))
}

/// Polls until ready. `Timeout` past the deadline, `Stopped` on *Stop*.
pub(super) fn wait_ready(site: &Site<'_>, fd: FdRef<'_>, writing: bool, deadline: Option<Instant>) -> Answer<()> {
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match platform::poll(fd, writing, left) {
            Ok(true) => return Ok(()),
            Ok(false) if deadline.is_none_or(|deadline| deadline <= Instant::now()) => return Err(Outcome::Timeout),
            Ok(false) => {}
            Err(libc::EINTR) => stop_seen(site)?,
            Err(errno) => return Err(Outcome::Errno(errno)),
        }
    }
}

/// Leaves with `Stopped` where *Stop* was pressed.
pub(super) fn stop_seen(site: &Site<'_>) -> Answer<()> {
    if site.wait.stopped() { Err(Outcome::Stopped { done: 0 }) } else { Ok(()) }
}

/// Makes one system call under the socket's timeout.
pub(super) fn timed<T>(site: &Site<'_>, writing: bool, call: impl FnMut(FdRef<'_>) -> Sys<T>) -> Answer<T> {
    let timeout = site.sock.timeout.load(SeqCst);
    until(site, writing, timeout > 0, deadline(timeout), call)
}

/// The same with a deadline of the caller's.
pub(super) fn until<T>(
    site: &Site<'_>,
    writing: bool,
    has_timeout: bool,
    deadline: Option<Instant>,
    mut call: impl FnMut(FdRef<'_>) -> Sys<T>,
) -> Answer<T> {
    let fd = site.fd()?;
    loop {
        if has_timeout {
            wait_ready(site, fd, writing, deadline)?;
        }
        loop {
            stop_seen(site)?;
            match call(fd) {
                Ok(value) => return Ok(value),
                Err(libc::EINTR) => {}
                // Ready and yet not: someone else was quicker, or the kernel says so for ever (UDP after SHUT_RD).
                Err(libc::EAGAIN) if has_timeout => {
                    if deadline.is_some_and(|deadline| deadline < Instant::now()) {
                        return Err(Outcome::Timeout);
                    }
                    break;
                }
                Err(errno) => return Err(Outcome::Errno(errno)),
            }
        }
    }
}

/// `settimeout`.
pub(super) fn set_timeout(site: &Site<'_>, seconds: Option<f64>) -> Answer {
    set(site, seconds.map_or(Ok(FOREVER), nanos).map_err(Outcome::Argument)?)
}

/// `setblocking`.
pub(super) fn set_blocking(site: &Site<'_>, blocking: bool) -> Answer {
    set(site, if blocking { FOREVER } else { 0 })
}

/// CPython remembers the timeout even where the descriptor is gone.
fn set(site: &Site<'_>, timeout: i64) -> Answer {
    site.sock.timeout.store(timeout, SeqCst);
    super::none(platform::set_nonblocking(site.fd()?, timeout >= 0))
}

/// `gettimeout`.
pub(super) fn get_timeout(site: &Site<'_>) -> Outcome {
    let timeout = site.sock.timeout.load(SeqCst);
    Outcome::Ok(Value::Seconds((timeout >= 0).then(|| seconds(timeout))))
}

/// CPython's `socket_parse_timeout`: nanoseconds, rounded away from zero; they must fit `_PyTime_t`.
fn nanos(seconds: f64) -> Result<i64, ArgumentWhy> {
    if seconds.is_nan() {
        return Err(ArgumentWhy::Value);
    }
    let nanos = seconds * 1e9;
    let nanos = if nanos >= 0.0 { nanos.ceil() } else { nanos.floor() };
    // 2^63 as a float: what does not fit `_PyTime_t` is an OverflowError before its sign is looked at.
    if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&nanos) {
        return Err(ArgumentWhy::Range);
    }
    if nanos < 0.0 {
        return Err(ArgumentWhy::Value);
    }
    Ok(nanos as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_as_cpython_reads_them() {
        for (given, want) in [
            (2.5, Ok(2_500_000_000)),
            (0.0, Ok(0)),
            (-0.0, Ok(0)),
            (1e-10, Ok(1)),
            (-1.0, Err(ArgumentWhy::Value)),
            (-1e-12, Err(ArgumentWhy::Value)),
            (f64::NAN, Err(ArgumentWhy::Value)),
            (f64::INFINITY, Err(ArgumentWhy::Range)),
            (1e300, Err(ArgumentWhy::Range)),
            (2_147_483.0, Ok(2_147_483_000_000_000)),
            (2_147_484.0, Ok(2_147_484_000_000_000)),
            (9_223_372_036.0, Ok(9_223_372_036_000_000_000)),
            (9_223_372_037.0, Err(ArgumentWhy::Range)),
        ] {
            assert_eq!(nanos(given), want, "{given}");
        }
    }
}
