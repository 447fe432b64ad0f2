//! `poll` and `inspect`: what the socket is doing, without taking anything from it.

use super::timed::stop_seen;
use super::{Answer, Site};
use crate::call::{ArgumentWhy, InspectField, InspectValue, Inspection, Outcome, TcpState, Value};
use crate::net::platform::{self, FdRef, Sys};
use crate::net::socket::seconds as as_seconds;
use std::sync::atomic::Ordering::SeqCst;
use std::time::{Duration, Instant};

/// How long `inspect` waits before it looks again.
const PAUSE: Duration = Duration::from_millis(2);
/// The longest that either waits, in seconds; beyond it is for ever.
const LONGEST: f64 = 1e9;

/// When a wait of so many seconds is over; none for one without a limit.
fn deadline(seconds: f64) -> Option<Instant> {
    let bounded = (0.0..LONGEST).contains(&seconds);
    bounded.then(|| Instant::now() + Duration::from_secs_f64(seconds))
}

/// The descriptor; Python's `poll` and `fcntl` refuse -1 as an argument.
fn open_fd<'a>(site: &'a Site<'_>) -> Answer<FdRef<'a>> {
    site.fd().map_err(|_| Outcome::Argument(ArgumentWhy::Value))
}

/// `select.poll()` with this socket registered. An interruption goes on (PEP 475).
pub(super) fn poll(site: &Site<'_>, events: i32, seconds: f64) -> Answer {
    let fd = open_fd(site)?;
    let events = u16::try_from(events).map_err(|_| Outcome::Argument(ArgumentWhy::Range))?.cast_signed();
    // Milliseconds must fit a C int.
    if !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&(seconds * 1e3).ceil()) {
        return Err(Outcome::Argument(ArgumentWhy::Range));
    }
    let deadline = deadline(seconds);
    loop {
        stop_seen(site)?;
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        match platform::poll_events(fd, events, left) {
            Ok(0) if deadline.is_none_or(|deadline| deadline > Instant::now()) => {}
            Ok(ready) => return Ok(Outcome::Ok(Value::Events(i32::from(ready.cast_unsigned())))),
            Err(libc::EINTR) => {}
            Err(errno) => return Err(Outcome::Errno(errno)),
        }
    }
}

/// Reads until `until` holds or the time is over, then tells what was read last.
pub(super) fn inspect(
    site: &Site<'_>,
    fields: &[InspectField],
    until: &[(InspectField, InspectValue)],
    seconds: f64,
) -> Answer {
    let deadline = deadline(seconds);
    let read = loop {
        let read = read(site)?;
        let holds = until.iter().all(|wanted| read.contains(wanted));
        if holds || deadline.is_some_and(|deadline| deadline < Instant::now()) {
            break read;
        }
        site.wait.park(Some(Instant::now() + PAUSE), || false);
        stop_seen(site)?;
    };
    let asked: Vec<InspectField> = match (fields, until) {
        ([], []) => InspectField::USUAL.to_vec(),
        ([], until) => until.iter().map(|(field, _)| *field).collect(),
        (fields, _) => fields.to_vec(),
    };
    let shown = asked.iter().filter_map(|asked| read.iter().find(|(field, _)| field == asked).copied());
    Ok(Outcome::Ok(Value::Inspected(shown.collect())))
}

fn read(site: &Site<'_>) -> Answer<Inspection> {
    let fd = open_fd(site)?;
    let timeout = site.sock.timeout.load(SeqCst);
    let mut read = vec![
        (InspectField::Blocking, InspectValue::Bool(timeout != 0)),
        (InspectField::Timeout, InspectValue::Seconds((timeout >= 0).then(|| as_seconds(timeout)))),
    ];
    let nonblocking = platform::is_nonblocking(fd).map_err(Outcome::Errno)?;
    read.push((InspectField::ONonblock, InspectValue::Bool(nonblocking)));
    let tcp = if site.sock.is_tcp() { platform::tcp_state(fd) } else { None };
    read.extend(tcp.map(|state| (InspectField::Tcp, InspectValue::State(state))));
    if tcp != Some(TcpState::Listen) {
        let queue = |bytes: Sys<i32>| match bytes {
            Ok(bytes) => InspectValue::Number(bytes.into()),
            Err(errno) => InspectValue::Errno(errno),
        };
        read.push((InspectField::Inq, queue(platform::receive_queue(fd))));
        read.push((InspectField::Outq, queue(platform::send_queue(fd))));
    }
    Ok(read)
}
