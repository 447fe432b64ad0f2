//! What `makefile` makes: buffers and text over a socket, as CPython's `io` has them (Modules/_io, Lib/socket.py's
//! `SocketIO`), call by call. The sizes of the receives and sends underneath are CPython's too, for what a file reads
//! ahead is gone from the socket.

mod codec;
mod raw;
mod reader;
mod text;
mod writer;

use crate::call::{ArgumentWhy, Outcome, Value};
use raw::Raw;
use reader::Reader;
use text::TextLayer;
use writer::Writer;

/// Python's `io.DEFAULT_BUFFER_SIZE`.
const DEFAULT_SIZE: usize = 8192;
/// The most bytes that one read gives, and the largest buffer: 64 MiB, then ENOMEM.
const MOST_BYTES: usize = 64 << 20;

/// An outcome either way: `Err` left early.
type Answer<T> = Result<T, Outcome>;

/// The socket underneath, under its timeout. None: the call would have had to wait, and may not.
pub(super) trait Io {
    /// One `recv`; 0 bytes is EOF.
    fn recv(&mut self, buffer: &mut [u8]) -> Answer<Option<usize>>;
    /// One `send`.
    fn send(&mut self, data: &[u8]) -> Answer<Option<usize>>;
}

fn refused<T>(why: ArgumentWhy) -> Answer<T> {
    Err(Outcome::Argument(why))
}

/// A method that the object does not have, or one of a closed file: both are a `ValueError`.
fn not_here<T>() -> Answer<T> {
    refused(ArgumentWhy::Value)
}

/// What the buffering makes of the socket.
#[derive(Debug)]
enum Buffers {
    /// `buffering=0`: none.
    None,
    /// `io.BufferedReader`.
    Reader(Reader),
    /// `io.BufferedWriter`.
    Writer(Writer),
    /// `io.BufferedRWPair`.
    Pair(Reader, Writer),
}

/// A file on a socket.
#[derive(Debug)]
pub(super) struct File {
    raw: Raw,
    buffers: Buffers,
    text: Option<TextLayer>,
}

impl File {
    /// `socket.makefile(mode, buffering, encoding=…, newline=…)`. `ValueError` for a mode, buffering or newline that it
    /// does not take, and for an encoding that is not known here (CPython: `LookupError`).
    pub fn make(
        mode: &str,
        buffering: Option<i64>,
        encoding: Option<&str>,
        newline: Option<&str>,
    ) -> Result<Self, ArgumentWhy> {
        if !mode.chars().all(|c| matches!(c, 'r' | 'w' | 'b')) {
            return Err(ArgumentWhy::Value);
        }
        let writing = mode.contains('w');
        let reading = mode.contains('r') || !writing;
        let is_binary = mode.contains('b');
        let size = match buffering {
            Some(0) if !is_binary => return Err(ArgumentWhy::Value),
            Some(0) => 0,
            Some(size) if size > 0 => usize::try_from(size).unwrap_or(usize::MAX).min(MOST_BYTES),
            _ => DEFAULT_SIZE,
        };
        let buffers = match (size, reading, writing) {
            (0, ..) => Buffers::None,
            (_, true, true) => Buffers::Pair(Reader::new(size), Writer::new(size)),
            (_, true, false) => Buffers::Reader(Reader::new(size)),
            (_, false, _) => Buffers::Writer(Writer::new(size)),
        };
        let text = if is_binary { None } else { Some(TextLayer::new(encoding, newline, reading, writing)?) };
        Ok(Self { raw: Raw::new(reading, writing), buffers, text })
    }

    /// `readline()`.
    pub fn read_line(&mut self, io: &mut dyn Io) -> Answer<Value> {
        let Self { raw, buffers, text } = self;
        if let Some(text) = text {
            return text.read_line(raw, buffers, io).map(shown_text);
        }
        match buffers {
            Buffers::Reader(reader) => {
                raw.check_open()?;
                reader.read_line(raw, io)
            }
            Buffers::Writer(_) => not_here(),
            Buffers::None => plain_line(raw, io, |raw, io| raw.read(1, io)),
            Buffers::Pair(reader, _) => plain_line(raw, io, |raw, io| {
                raw.check_open()?;
                let size = reader.peek_line(raw, io)?.max(1);
                reader.read(size, raw, io)
            }),
        }
        .map(|line| Value::Data(line.into()))
    }

    /// `read(size)`; none and what is below 0 read to EOF. In text mode `size` counts characters.
    pub fn read(&mut self, size: Option<i64>, io: &mut dyn Io) -> Answer<Value> {
        let Self { raw, buffers, text } = self;
        let is_all = size.is_none_or(|size| size < 0);
        let count = usize::try_from(size.unwrap_or(0)).unwrap_or(0);
        if count > MOST_BYTES {
            return Err(Outcome::Errno(libc::ENOMEM));
        }
        if let Some(text) = text {
            let read = if is_all { text.read_all(raw, buffers, io) } else { text.read(count, raw, buffers, io) };
            return read.map(shown_text);
        }
        let read = match buffers {
            Buffers::None if is_all => raw.read_all(io),
            Buffers::None => raw.read(count, io),
            Buffers::Writer(_) => not_here(),
            Buffers::Reader(reader) | Buffers::Pair(reader, _) => {
                raw.check_open()?;
                match size {
                    Some(size) if size < -1 => not_here(),
                    _ if is_all => reader.read_all(raw, io),
                    _ => reader.read(count, raw, io),
                }
            }
        };
        Ok(read?.map_or(Value::None, |data| Value::Data(data.into())))
    }

    /// `write(data)`: how many bytes (in text mode, characters) it took; none where a file without a buffer could not.
    pub fn write(&mut self, data: &[u8], io: &mut dyn Io) -> Answer<Value> {
        let Self { raw, buffers, text } = self;
        if let Some(text) = text {
            return text.write(data, raw, buffers, io).map(|count| Value::Int(count as i64));
        }
        Ok(match buffers {
            Buffers::None => raw.write(data, io)?.map_or(Value::None, |count| Value::Int(count as i64)),
            Buffers::Reader(_) => return not_here(),
            Buffers::Writer(writer) | Buffers::Pair(_, writer) => {
                writer.write(data, raw, io)?;
                Value::Int(data.len() as i64)
            }
        })
    }

    /// `flush()`.
    pub fn flush(&mut self, io: &mut dyn Io) -> Answer<()> {
        self.raw.check_open()?;
        if let Some(text) = &mut self.text {
            text.write_out(&mut self.raw, &mut self.buffers, io)?;
        }
        flush(&mut self.raw, &mut self.buffers, io)
    }

    /// `close()`: what is buffered is sent first, and an error there does not keep the file open. `None` where it was
    /// closed before.
    pub fn close(&mut self, io: &mut dyn Io) -> Option<Answer<()>> {
        if self.raw.is_closed() {
            return None;
        }
        // The text layer flushes, then closes its buffer, which flushes again: the later error is the one raised.
        let first = if self.text.is_some() { self.flush(io) } else { Ok(()) };
        let second = flush(&mut self.raw, &mut self.buffers, io);
        self.raw.close();
        Some(second.and(first))
    }
}

fn flush(raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<()> {
    raw.check_open()?;
    match buffers {
        Buffers::Writer(writer) | Buffers::Pair(_, writer) => writer.flush(raw, io),
        Buffers::None | Buffers::Reader(_) => Ok(()),
    }
}

fn shown_text(text: String) -> Value {
    Value::Text(text.into_bytes().into())
}

/// `io.IOBase.readline`: pieces until one ends in LF.
fn plain_line(
    raw: &mut Raw,
    io: &mut dyn Io,
    mut read: impl FnMut(&mut Raw, &mut dyn Io) -> Answer<Option<Vec<u8>>>,
) -> Answer<Vec<u8>> {
    let mut line = Vec::new();
    loop {
        match read(raw, io)? {
            None => return refused(ArgumentWhy::Said(raw::NO_BYTES)),
            Some(piece) if piece.is_empty() => return Ok(line),
            Some(piece) => line.extend(piece),
        }
        if line.last() == Some(&b'\n') {
            return Ok(line);
        }
        if line.len() > MOST_BYTES {
            return Err(Outcome::Errno(libc::ENOMEM));
        }
    }
}
