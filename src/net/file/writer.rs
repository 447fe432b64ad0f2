//! `io.BufferedWriter` (Modules/_io/bufferedio.c): the same sends at the same moments.

use super::raw::Raw;
use super::{Answer, Io};
use crate::call::Outcome;

/// See the module.
#[derive(Debug)]
pub(super) struct Writer {
    size: usize,
    /// Written to the file, not sent yet. The first `sent` bytes are gone already, after a flush that did not finish.
    data: Vec<u8>,
    sent: usize,
}

/// A `BlockingIOError`.
fn would_wait<T>() -> Answer<T> {
    Err(Outcome::Errno(libc::EAGAIN))
}

impl Writer {
    pub fn new(size: usize) -> Self {
        Self { size, data: Vec::new(), sent: 0 }
    }

    /// `write(data)`: takes all of it, into the buffer where it fits. On an error, what fits stays in the buffer.
    pub fn write(&mut self, data: &[u8], raw: &mut Raw, io: &mut dyn Io) -> Answer<()> {
        raw.check_open()?;
        if data.len() <= self.size - self.data.len().min(self.size) && data.len() < self.size {
            self.data.extend(data);
            return Ok(());
        }
        match self.flush(raw, io) {
            Ok(()) => {}
            Err(Outcome::Errno(libc::EAGAIN)) => {
                self.data.drain(..self.sent);
                self.sent = 0;
                let room = self.size - self.data.len().min(self.size);
                self.data.extend(data.get(..room.min(data.len())).unwrap_or_default());
                return if data.len() <= room { Ok(()) } else { would_wait() };
            }
            Err(outcome) => return Err(outcome),
        }
        let mut rest = data;
        while rest.len() > self.size {
            match raw.write(rest, io)? {
                Some(count) => rest = rest.get(count..).unwrap_or_default(),
                None => {
                    self.data.extend(rest.get(..self.size).unwrap_or_default());
                    return would_wait();
                }
            }
        }
        self.data.extend(rest);
        Ok(())
    }

    /// `flush()`: sends until nothing is left. What a failure leaves is sent by the next one.
    pub fn flush(&mut self, raw: &mut Raw, io: &mut dyn Io) -> Answer<()> {
        raw.check_open()?;
        while self.sent < self.data.len() {
            match raw.write(self.data.get(self.sent..).unwrap_or_default(), io)? {
                Some(count) => self.sent += count,
                None => return would_wait(),
            }
        }
        self.data.clear();
        self.sent = 0;
        Ok(())
    }
}
