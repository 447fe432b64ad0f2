//! The file without a buffer: Lib/socket.py's `SocketIO`, and what it has from `io.RawIOBase`.

use super::{Answer, DEFAULT_SIZE, Io, MOST_BYTES, not_here, refused};
use crate::call::{ArgumentWhy, Outcome};

/// After one timeout a file never reads again.
const TIMED_OUT: &str = "cannot read from timed out object";
/// `readline` of a file whose `read` would have had to wait.
pub(super) const NO_BYTES: &str = "read() should have returned a bytes object, not 'NoneType'";

/// See the module.
#[derive(Debug)]
pub(super) struct Raw {
    reading: bool,
    writing: bool,
    timed_out: bool,
    closed: bool,
}

impl Raw {
    pub fn new(reading: bool, writing: bool) -> Self {
        Self { reading, writing, timed_out: false, closed: false }
    }

    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// `ValueError` on a closed file.
    pub fn check_open(&self) -> Answer<()> {
        if self.closed { not_here() } else { Ok(()) }
    }

    pub fn close(&mut self) {
        self.closed = true;
    }

    /// `readinto(buffer)`.
    pub fn read_into(&mut self, buffer: &mut [u8], io: &mut dyn Io) -> Answer<Option<usize>> {
        self.check_open()?;
        if !self.reading {
            return not_here();
        }
        if self.timed_out {
            return refused(ArgumentWhy::Said(TIMED_OUT));
        }
        io.recv(buffer).inspect_err(|outcome| self.timed_out |= *outcome == Outcome::Timeout)
    }

    /// `read(size)`.
    pub fn read(&mut self, size: usize, io: &mut dyn Io) -> Answer<Option<Vec<u8>>> {
        let mut buffer = vec![0; size];
        let count = self.read_into(&mut buffer, io)?;
        Ok(count.map(|count| {
            buffer.truncate(count);
            buffer
        }))
    }

    /// `readall()`: pieces to EOF. None where there was nothing and it would have had to wait.
    pub fn read_all(&mut self, io: &mut dyn Io) -> Answer<Option<Vec<u8>>> {
        let mut all = Vec::new();
        loop {
            match self.read(DEFAULT_SIZE, io)? {
                None if all.is_empty() => return Ok(None),
                Some(piece) if !piece.is_empty() => all.extend(piece),
                _ => return Ok(Some(all)),
            }
            if all.len() > MOST_BYTES {
                return Err(Outcome::Errno(libc::ENOMEM));
            }
        }
    }

    /// `write(data)`: one `send`.
    pub fn write(&mut self, data: &[u8], io: &mut dyn Io) -> Answer<Option<usize>> {
        self.check_open()?;
        if !self.writing {
            return not_here();
        }
        io.send(data)
    }
}
