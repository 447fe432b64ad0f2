//! *Save after the first blank line*: what follows the head of an HTTP answer, byte for byte.

use std::io::{self, Write};

/// From where on a stream is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StreamStart {
    /// All of it.
    #[default]
    Whole,
    /// What follows the first empty line: CR LF CR LF, or LF LF.
    AfterBlankLine,
}

/// Hands on what follows the start; everything before it is dropped.
#[derive(Debug)]
pub struct AfterBlankLine<W> {
    out: W,
    seen: Seen,
    written: u64,
}

/// How much of the blank line was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    /// The line ended.
    LineEnd,
    /// The line ended and a CR follows.
    LineEndCr,
    All,
}

impl<W: Write> AfterBlankLine<W> {
    /// Everything goes to `out` from `start` on.
    pub fn new(out: W, start: StreamStart) -> Self {
        let seen = if start == StreamStart::Whole { Seen::All } else { Seen::Nothing };
        Self { out, seen, written: 0 }
    }

    /// Flushes. `NotFound` without an errno says that there was no blank line.
    pub fn finish(mut self) -> io::Result<u64> {
        if self.seen != Seen::All {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.out.flush()?;
        Ok(self.written)
    }
}

impl<W: Write> Write for AfterBlankLine<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while self.seen != Seen::All {
            let [first, others @ ..] = rest else { return Ok(bytes.len()) };
            rest = others;
            self.seen = match (self.seen, first) {
                (Seen::LineEnd | Seen::LineEndCr, b'\n') => Seen::All,
                (Seen::LineEnd, b'\r') => Seen::LineEndCr,
                (_, b'\n') => Seen::LineEnd,
                _ => Seen::Nothing,
            };
        }
        self.out.write_all(rest)?;
        self.written += rest.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(pieces: &[&[u8]], start: StreamStart) -> io::Result<Vec<u8>> {
        let mut kept = Vec::new();
        let mut out = AfterBlankLine::new(&mut kept, start);
        for piece in pieces {
            out.write_all(piece)?;
        }
        out.finish()?;
        Ok(kept)
    }

    #[test]
    fn what_follows_the_head_is_kept_whole_however_it_was_cut() {
        let stream = b"HTTP/1.0 200 OK\r\nA: b\r\n\r\nbody\r\n\r\nmore\n\n";
        for cut in 0..=stream.len() {
            let (one, two) = stream.split_at(cut);
            let kept = after(&[one, two], StreamStart::AfterBlankLine).unwrap();
            assert_eq!(kept, b"body\r\n\r\nmore\n\n", "cut at {cut}");
        }
        assert_eq!(after(&[b"a\n\nb"], StreamStart::AfterBlankLine).unwrap(), b"b");
        assert_eq!(after(&[stream], StreamStart::Whole).unwrap(), stream);
    }

    #[test]
    fn without_a_blank_line_it_says_so() {
        let error = after(&[b"one line\r\n"], StreamStart::AfterBlankLine).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
