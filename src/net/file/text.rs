//! `io.TextIOWrapper` (Modules/_io/textio.c): characters and ends of lines over the buffers.

use super::codec::{Codec, Decoder, SIGNATURE};
use super::raw::Raw;
use super::{Answer, Buffers, Io, not_here, refused};
use crate::call::{ArgumentWhy, Outcome};

/// Bytes that a chunk has, and that are kept back before they go to the buffer.
const CHUNK: usize = 8192;

/// What `newline` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    /// None: every end of a line reads as LF.
    Translated,
    /// `""`: every end of a line ends one, and stays as it is.
    Universal,
    /// Only this one ends a line; a written LF becomes it.
    Only(&'static str),
}

/// See the module.
#[derive(Debug)]
pub(super) struct TextLayer {
    codec: Codec,
    lines: Lines,
    /// None where the file is not for reading.
    decoder: Option<Decoder>,
    writing: bool,
    /// A CR at the end of a chunk, whose LF may come with the next.
    pending_cr: bool,
    /// Characters read ahead.
    decoded: String,
    /// Bytes of a character in the last chunk, on average.
    ratio: f64,
    /// Encoded, not handed to the buffer yet.
    pending: Vec<u8>,
    /// What stands before the first thing written.
    signature: &'static [u8],
}

impl TextLayer {
    pub fn new(
        encoding: Option<&str>,
        newline: Option<&str>,
        reading: bool,
        writing: bool,
    ) -> Result<Self, ArgumentWhy> {
        let lines = match newline {
            None => Lines::Translated,
            Some("") => Lines::Universal,
            Some("\n") => Lines::Only("\n"),
            Some("\r") => Lines::Only("\r"),
            Some("\r\n") => Lines::Only("\r\n"),
            Some(_) => return Err(ArgumentWhy::Value),
        };
        let codec = encoding.map_or(Some(Codec::Utf8), Codec::parse).ok_or(ArgumentWhy::Value)?;
        Ok(Self {
            codec,
            lines,
            decoder: reading.then(|| Decoder::new(codec)),
            writing,
            pending_cr: false,
            decoded: String::new(),
            ratio: 0.0,
            pending: Vec::new(),
            signature: if codec == Codec::Utf8Sig { SIGNATURE } else { b"" },
        })
    }

    /// Bytes as characters, ends of lines as `newline` says.
    fn decode(&mut self, bytes: &[u8], is_last: bool) -> Answer<String> {
        let Some(decoder) = &mut self.decoder else { return not_here() };
        let Some(mut text) = decoder.decode(bytes, is_last) else { return refused(ArgumentWhy::Encoding) };
        if matches!(self.lines, Lines::Only(_)) {
            return Ok(text);
        }
        if self.pending_cr && (is_last || !text.is_empty()) {
            text.insert(0, '\r');
            self.pending_cr = false;
        }
        if !is_last && text.ends_with('\r') {
            text.pop();
            self.pending_cr = true;
        }
        if self.lines == Lines::Translated && text.contains('\r') {
            text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        Ok(text)
    }

    /// Reads ahead with one receive; false at EOF.
    fn chunk(&mut self, hint: usize, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<bool> {
        let (Buffers::Reader(reader) | Buffers::Pair(reader, _)) = buffers else { return not_here() };
        let size = CHUNK.max((self.ratio.max(1.0) * hint as f64) as usize);
        let bytes = reader.read_once(size, raw, io)?;
        self.decoded = self.decode(&bytes, bytes.is_empty())?;
        let count = self.decoded.chars().count();
        self.ratio = if count > 0 { bytes.len() as f64 / count as f64 } else { 0.0 };
        Ok(!bytes.is_empty() || count > 0)
    }

    fn take(&mut self, count: usize) -> String {
        let end = self.decoded.char_indices().nth(count).map_or(self.decoded.len(), |(at, _)| at);
        let rest = self.decoded.split_off(end);
        std::mem::replace(&mut self.decoded, rest)
    }

    fn ready(&mut self, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<()> {
        raw.check_open()?;
        if self.decoder.is_none() {
            return not_here();
        }
        self.write_out(raw, buffers, io)
    }

    /// `read(count)`, in characters.
    pub fn read(&mut self, count: usize, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<String> {
        self.ready(raw, buffers, io)?;
        let mut text = self.take(count);
        let mut left = count - text.chars().count();
        while left > 0 && self.chunk(left, raw, buffers, io)? {
            let piece = self.take(left);
            left -= piece.chars().count();
            text.push_str(&piece);
        }
        Ok(text)
    }

    /// `read()`: to EOF.
    pub fn read_all(&mut self, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<String> {
        self.ready(raw, buffers, io)?;
        let (Buffers::Reader(reader) | Buffers::Pair(reader, _)) = buffers else { return not_here() };
        // `None` is no bytes-like object.
        let Some(bytes) = reader.read_all(raw, io)? else { return refused(ArgumentWhy::Type) };
        let rest = self.decode(&bytes, true)?;
        let mut text = std::mem::take(&mut self.decoded);
        text.push_str(&rest);
        Ok(text)
    }

    /// `readline()`. Where a receive fails, what was read of the line is gone.
    pub fn read_line(&mut self, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<String> {
        // Unlike `read`, it writes out before it looks whether there is something to read with.
        raw.check_open()?;
        self.write_out(raw, buffers, io)?;
        self.ready(raw, buffers, io)?;
        let mut line = String::new();
        loop {
            // An end of two characters may have begun before.
            let from = line.len().saturating_sub(1);
            line.push_str(&std::mem::take(&mut self.decoded));
            if let Some(end) = self.end_of_line(&line, from) {
                self.decoded = line.split_off(end);
                return Ok(line);
            }
            if line.len() > super::MOST_BYTES {
                return Err(Outcome::Errno(libc::ENOMEM));
            }
            if !self.chunk(0, raw, buffers, io)? {
                return Ok(line);
            }
        }
    }

    fn end_of_line(&self, line: &str, from: usize) -> Option<usize> {
        let bytes = line.as_bytes();
        let rest = bytes.get(from..)?;
        match self.lines {
            Lines::Translated => memchr::memchr(b'\n', rest).map(|at| from + at + 1),
            Lines::Universal => memchr::memchr2(b'\n', b'\r', rest).map(|at| {
                let at = from + at;
                let is_both = bytes.get(at..at + 2) == Some(b"\r\n");
                at + if is_both { 2 } else { 1 }
            }),
            Lines::Only(end) => memchr::memmem::find(rest, end.as_bytes()).map(|at| from + at + end.len()),
        }
    }

    /// `write(text)`, in characters; the text comes as its UTF-8.
    pub fn write(&mut self, data: &[u8], raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<usize> {
        let Ok(text) = std::str::from_utf8(data) else { return refused(ArgumentWhy::Encoding) };
        raw.check_open()?;
        if !self.writing {
            return not_here();
        }
        let count = text.chars().count();
        let encoded = match self.lines {
            Lines::Only(end) if end != "\n" && text.contains('\n') => self.codec.encode(&text.replace('\n', end)),
            _ => self.codec.encode(text),
        };
        let Some(mut bytes) = encoded else { return refused(ArgumentWhy::Encoding) };
        bytes.splice(..0, std::mem::take(&mut self.signature).iter().copied());
        if self.pending.len() + bytes.len() > CHUNK {
            self.write_out(raw, buffers, io)?;
        }
        self.pending.extend(bytes);
        if self.pending.len() >= CHUNK {
            self.write_out(raw, buffers, io)?;
        }
        // What was read ahead is forgotten, as CPython forgets it.
        self.decoded.clear();
        if let Some(decoder) = &mut self.decoder {
            decoder.reset();
            self.pending_cr = false;
        }
        Ok(count)
    }

    /// Hands what is encoded to the buffer. Where that fails it is gone.
    pub fn write_out(&mut self, raw: &mut Raw, buffers: &mut Buffers, io: &mut dyn Io) -> Answer<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.pending);
        match buffers {
            Buffers::Writer(writer) | Buffers::Pair(_, writer) => writer.write(&bytes, raw, io),
            Buffers::None | Buffers::Reader(_) => not_here(),
        }
    }
}
