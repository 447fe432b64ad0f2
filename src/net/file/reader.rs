//! `io.BufferedReader` (Modules/_io/bufferedio.c): the same receives of the same sizes.

use super::raw::Raw;
use super::{Answer, Io};

/// See the module.
#[derive(Debug)]
pub(super) struct Reader {
    buffer: Box<[u8]>,
    /// The next byte to give.
    pos: usize,
    /// How far the buffer is filled; 0 as well where it holds nothing.
    end: usize,
}

impl Reader {
    pub fn new(size: usize) -> Self {
        Self { buffer: vec![0; size].into(), pos: 0, end: 0 }
    }

    fn ahead(&self) -> &[u8] {
        self.buffer.get(self.pos..self.end).unwrap_or_default()
    }

    fn reset(&mut self) {
        (self.pos, self.end) = (0, 0);
    }

    /// One receive into the room behind what is there; none where it would have had to wait.
    fn fill(&mut self, raw: &mut Raw, io: &mut dyn Io) -> Answer<Option<usize>> {
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let count = raw.read_into(room, io)?;
        self.end += count.unwrap_or(0);
        Ok(count)
    }

    /// `read(size)`: none where there was nothing and it would have had to wait.
    pub fn read(&mut self, size: usize, raw: &mut Raw, io: &mut dyn Io) -> Answer<Option<Vec<u8>>> {
        if size <= self.ahead().len() {
            let data = self.ahead().get(..size).unwrap_or_default().to_vec();
            self.pos += size;
            return Ok(Some(data));
        }
        let mut data = self.ahead().to_vec();
        self.reset();
        let short = |data: Vec<u8>, count: Option<usize>| {
            let is_something = count.is_some() || !data.is_empty();
            Ok(is_something.then_some(data))
        };
        // Whole buffers go past the buffer.
        loop {
            let left = size - data.len();
            let blocks = left - left % self.buffer.len().max(1);
            if blocks == 0 {
                break;
            }
            let at = data.len();
            data.resize(at + blocks, 0);
            let count = raw.read_into(data.get_mut(at..).unwrap_or_default(), io)?;
            data.truncate(at + count.unwrap_or(0));
            if count.is_none_or(|count| count == 0) {
                return short(data, count);
            }
        }
        while data.len() < size && self.end < self.buffer.len() {
            let count = self.fill(raw, io)?;
            let Some(filled) = count.filter(|count| *count > 0) else { return short(data, count) };
            let taken = filled.min(size - data.len());
            data.extend(self.ahead().get(..taken).unwrap_or_default());
            self.pos += taken;
        }
        Ok(Some(data))
    }

    /// `read1(size)`: what is there, else one receive. What would have had to wait is empty.
    pub fn read_once(&mut self, size: usize, raw: &mut Raw, io: &mut dyn Io) -> Answer<Vec<u8>> {
        if !self.ahead().is_empty() {
            let count = size.min(self.ahead().len());
            let data = self.ahead().get(..count).unwrap_or_default().to_vec();
            self.pos += count;
            return Ok(data);
        }
        self.reset();
        let mut data = vec![0; size];
        let count = raw.read_into(&mut data, io)?;
        data.truncate(count.unwrap_or(0));
        Ok(data)
    }

    /// `read()`: to EOF.
    pub fn read_all(&mut self, raw: &mut Raw, io: &mut dyn Io) -> Answer<Option<Vec<u8>>> {
        let mut data = self.ahead().to_vec();
        self.reset();
        Ok(match raw.read_all(io)? {
            None if data.is_empty() => None,
            rest => {
                data.extend(rest.unwrap_or_default());
                Some(data)
            }
        })
    }

    /// `readline()`: what there is where the end of the line would have had to be waited for.
    pub fn read_line(&mut self, raw: &mut Raw, io: &mut dyn Io) -> Answer<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.ahead()) {
                line.extend(self.ahead().get(..=at).unwrap_or_default());
                self.pos += at + 1;
                return Ok(line);
            }
            line.extend(self.ahead());
            self.reset();
            if self.fill(raw, io)?.is_none_or(|count| count == 0) {
                return Ok(line);
            }
            if line.len() > super::MOST_BYTES {
                return Err(crate::call::Outcome::Errno(libc::ENOMEM));
            }
        }
    }

    /// How many bytes of those read ahead (after one receive, where there are none) the line has.
    pub fn peek_line(&mut self, raw: &mut Raw, io: &mut dyn Io) -> Answer<usize> {
        if self.ahead().is_empty() {
            self.reset();
            self.fill(raw, io)?;
        }
        let ahead = self.ahead();
        Ok(memchr::memchr(b'\n', ahead).map_or(ahead.len(), |at| at + 1))
    }
}
