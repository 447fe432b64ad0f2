//! The session file as its one writer sees it: whole lines, one `write(2)` a batch, nothing torn left behind.

use crate::session::platform::{make_private_dir, private};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// What a log is written to; a fault can be put in its place in a test.
pub trait Target {
    /// One `write(2)` at the end; may take fewer bytes.
    fn append(&mut self, data: &[u8]) -> io::Result<usize>;
    /// Cuts the file to so many bytes.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

impl Target for File {
    fn append(&mut self, data: &[u8]) -> io::Result<usize> {
        io::Write::write(self, data)
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.set_len(len)
    }
}

/// Whole lines at the end of a file.
#[derive(Debug)]
pub struct LogFile<T> {
    target: T,
    len: u64,
    /// Bytes after `len` that could not be cut off yet.
    ragged: bool,
}

impl<T: Target> LogFile<T> {
    /// Over an empty file.
    pub fn new(target: T) -> Self {
        Self { target, len: 0, ragged: false }
    }

    /// Bytes of whole lines.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Writes whole lines. Gives how many bytes of whole lines are in the file now, and the error that ended it early.
    pub fn write(&mut self, lines: &[u8]) -> (usize, Option<io::Error>) {
        if self.ragged {
            if let Err(error) = self.target.cut(self.len) {
                return (0, Some(error));
            }
            self.ragged = false;
        }
        let mut taken = 0;
        let error = loop {
            let rest = lines.get(taken..).unwrap_or_default();
            if rest.is_empty() {
                break None;
            }
            match self.target.append(rest) {
                Ok(0) => break Some(io::ErrorKind::WriteZero.into()),
                // A short write: the next one says why.
                Ok(count) => taken += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => break Some(error),
            }
        };
        let whole = lines.get(..taken).and_then(|taken| memchr::memrchr(b'\n', taken)).map_or(0, |at| at + 1);
        self.len += whole as u64;
        if whole < taken
            && let Err(error) = self.target.cut(self.len)
        {
            self.ragged = true;
            return (whole, Some(error));
        }
        (whole, error)
    }
}

/// Makes this file: new, private, locked against a second writer.
pub fn create_at(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = private(options.read(true).append(true).create_new(true)).open(path)?;
    file.try_lock().map_err(io::Error::from)?;
    Ok(file)
}

/// Makes the next free `DATE-N.jsonl` of a folder: new, private, locked against a second writer.
pub fn create(dir: &Path, date: &str) -> io::Result<(File, PathBuf)> {
    make_private_dir(dir)?;
    for number in 1..=1_000_000_u32 {
        let path = dir.join(format!("{date}-{number}.jsonl"));
        match create_at(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Disk {
        data: Vec<u8>,
        room: usize,
    }

    impl Target for Disk {
        fn append(&mut self, data: &[u8]) -> io::Result<usize> {
            let count = data.len().min(self.room - self.data.len());
            if count == 0 {
                return Err(io::Error::from_raw_os_error(libc::ENOSPC));
            }
            self.data.extend(&data[..count]);
            Ok(count)
        }

        fn cut(&mut self, len: u64) -> io::Result<()> {
            self.data.truncate(len as usize);
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_keeps_whole_lines_only() {
        for room in 0..20 {
            let mut log = LogFile::new(Disk { room, ..Disk::default() });
            let (done, error) = log.write(b"one\nthree\nfive\n");
            let errno = error.as_ref().map(io::Error::raw_os_error);
            assert!(errno.is_none_or(|errno| errno == Some(libc::ENOSPC)), "{room}");
            let whole = [0, 4, 10, 15].into_iter().rfind(|end| *end <= room).unwrap();
            assert_eq!((done, error.is_some()), (whole, room < 15), "{room}");
            assert_eq!(log.target.data, &b"one\nthree\nfive\n"[..whole]);
            assert_eq!(log.len(), whole as u64);
            log.target.room = 100;
            assert!(log.write(b"six\n").1.is_none());
            assert!(log.target.data.ends_with(b"six\n"));
        }
    }
}
