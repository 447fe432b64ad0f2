//! `makefile`, and the calls on the file that it makes.

use super::{Answer, Done, Site, close as sockets, data};
use crate::call::{ArgumentWhy, Outcome, Value};
use crate::net::file::{File, Io};
use crate::net::socket::{FileOf, Sock};
use parking_lot::MutexGuard;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

/// How long a call waits for another one on the same file before it looks for *Stop*.
const TURN: Duration = Duration::from_millis(20);

/// The socket of a call, for its file.
struct Here<'a, 'b>(&'a Site<'b>);

impl Io for Here<'_, '_> {
    fn recv(&mut self, buffer: &mut [u8]) -> Answer<Option<usize>> {
        data::recv_into(self.0, buffer)
    }

    fn send(&mut self, data: &[u8]) -> Answer<Option<usize>> {
        data::send_from(self.0, data)
    }
}

/// `makefile`. No system call is made, and a closed socket is no error yet.
pub(super) fn make(
    site: &Site<'_>,
    mode: &str,
    buffering: Option<i64>,
    encoding: Option<&str>,
    newline: Option<&str>,
) -> Answer<Done> {
    let file = File::make(mode, buffering, encoding, newline).map_err(Outcome::Argument)?;
    site.sock.files.lock().open += 1;
    let sid = site.core.new_socket_id();
    site.core.insert(Arc::new(Sock::of_file(sid, site.sock, file)));
    Ok(Done { outcome: Outcome::NONE, made: Some(sid), deferred: false })
}

fn file<'a>(site: &Site<'a>) -> Answer<&'a FileOf> {
    site.file.ok_or(Outcome::Argument(ArgumentWhy::Type))
}

/// One call at a time has the file, as CPython's buffers have a lock.
fn turn<'a>(site: &Site<'_>, file: &'a FileOf) -> Answer<MutexGuard<'a, File>> {
    loop {
        if let Some(file) = file.file.try_lock_for(TURN) {
            return Ok(file);
        }
        super::timed::stop_seen(site)?;
    }
}

pub(super) fn read_line(site: &Site<'_>) -> Answer {
    turn(site, file(site)?)?.read_line(&mut Here(site)).map(Outcome::Ok)
}

pub(super) fn read(site: &Site<'_>, size: Option<i64>) -> Answer {
    turn(site, file(site)?)?.read(size, &mut Here(site)).map(Outcome::Ok)
}

pub(super) fn write(site: &Site<'_>, data: &[u8]) -> Answer {
    turn(site, file(site)?)?.write(data, &mut Here(site)).map(Outcome::Ok)
}

pub(super) fn flush(site: &Site<'_>) -> Answer {
    turn(site, file(site)?)?.flush(&mut Here(site)).map(|()| Outcome::Ok(Value::None))
}

/// `close` of the file. The last file of a socket that was closed meanwhile closes it.
pub(super) fn close(site: &Site<'_>) -> Answer<Done> {
    let this = file(site)?;
    let closed = turn(site, this)?.close(&mut Here(site));
    let Some(flushed) = closed else { return Ok(Outcome::NONE.into()) };
    this.is_open.store(false, SeqCst);
    let is_last = {
        let mut files = site.sock.files.lock();
        files.open = files.open.saturating_sub(1);
        files.open == 0 && files.is_closed
    };
    let done = if is_last { sockets::really_close(site.core, site.sock) } else { Outcome::NONE.into() };
    // Whether another call still holds the descriptor is told by `close`'s own record.
    match flushed {
        Ok(()) if matches!(done.outcome, Outcome::Errno(_)) => Ok(done),
        Ok(()) => Ok(Outcome::NONE.into()),
        Err(outcome) => Err(outcome),
    }
}
