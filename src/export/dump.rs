//! Bytes as they are, and as hex dumps.

use super::pass::Entry;
use super::{Filter, Step, Takes, text};
use crate::session::{Board, Direction};
use std::io::{self, Write};

/// The bytes that moved, one after another. What looked at bytes without taking them (MSG_PEEK), and MSG_OOB, are not
/// among them.
pub struct Raw<'a>(pub &'a mut dyn Write);

impl Takes for Raw<'_> {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        stream_bytes(step).map_or(Ok(()), |(_, data)| self.0.write_all(data))
    }
}

fn stream_bytes(step: Step<'_>) -> Option<(&Entry, &[u8])> {
    let Step::Back(entry) = step else { return None };
    if entry.moved?.beside {
        return None;
    }
    entry.bytes().map(|data| (entry, data))
}

/// `00000000: 68 65 …  he…`. Of one socket and direction it is one dump whose offsets go on, for `xxd -r`; of any other
/// selection each call's bytes are a dump of their own that begins at 0, under a comment, for `text2pcap`.
pub struct HexDump<'a> {
    out: &'a mut dyn Write,
    is_one: bool,
    offset: u64,
    /// Bytes of a line that is not full yet.
    held: Vec<u8>,
}

impl<'a> HexDump<'a> {
    pub fn new(filter: &Filter, out: &'a mut dyn Write) -> Self {
        let is_one = filter.sockets.len() == 1 && filter.direction.is_some();
        Self { out, is_one, offset: 0, held: Vec::with_capacity(16) }
    }

    fn put(&mut self, data: &[u8]) -> io::Result<()> {
        for byte in data {
            self.held.push(*byte);
            if self.held.len() == 16 {
                self.line()?;
            }
        }
        Ok(())
    }

    fn line(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let mut line = format!("{:08x}:", self.offset);
        for at in 0..16 {
            match self.held.get(at) {
                Some(byte) => line.push_str(&format!(" {byte:02x}")),
                None => line.push_str("   "),
            }
        }
        line.push_str("  ");
        line.extend(self.held.iter().map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' }));
        self.offset += self.held.len() as u64;
        self.held.clear();
        writeln!(self.out, "{line}")
    }
}

impl Takes for HexDump<'_> {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        let Some((entry, data)) = stream_bytes(step) else { return Ok(()) };
        if !self.is_one && !data.is_empty() {
            self.offset = 0;
            let (line, result) = text::words(entry);
            let way = match entry.moved.map(|moved| moved.direction) {
                Some(Direction::Sent) => '→',
                _ => '←',
            };
            writeln!(self.out, "# {} {way} {line} → {result}", entry.n)?;
            self.put(data)?;
            self.line()?;
            return writeln!(self.out);
        }
        self.put(data)
    }

    fn end(&mut self) -> io::Result<()> {
        self.line()
    }
}
