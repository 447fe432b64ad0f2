//! The packets of a capture file: pcap (draft-ietf-opsawg-pcap) and pcapng (draft-ietf-opsawg-pcapng).
//!
//! Lengths are checked before anything is read into memory: no packet is longer than 16 MiB, no section has more than
//! 65,536 interfaces.

use super::{CaptureDamage, CaptureWhy, ImportError};
use std::io::{self, BufRead, BufReader, Read};

/// No packet is longer.
const LONGEST: u32 = 16 << 20;
/// No section has more interfaces.
const INTERFACES: usize = 65_536;

const SECTION: u32 = 0x0a0d_0d0a;
const ORDER: u32 = 0x1a2b_3c4d;

/// One packet as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawPacket {
    /// Nanoseconds since 1970 in UTC; none where the file does not say.
    pub nanos: Option<i64>,
    /// Its LINKTYPE.
    pub link: u32,
    /// As much of it as was captured.
    pub data: Vec<u8>,
    /// The file is of a machine with this byte order.
    pub big: bool,
}

/// What comes next in the file.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// A packet.
    Packet(RawPacket),
    /// Nothing.
    End,
    /// So many bytes of something that was not written whole.
    Torn(u64),
    /// Nothing that can be read.
    Damaged(CaptureDamage),
}

/// How a file begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Magic {
    Pcap { big: bool, nanos: bool },
    PcapNg,
}

/// How a file of these first four bytes begins; none for one that is no capture.
pub fn magic(head: &[u8]) -> Option<Magic> {
    let head: [u8; 4] = head.get(..4)?.try_into().ok()?;
    let of = |number, big| match number {
        0xa1b2_c3d4 => Some(Magic::Pcap { big, nanos: false }),
        0xa1b2_3c4d => Some(Magic::Pcap { big, nanos: true }),
        _ => None,
    };
    if u32::from_be_bytes(head) == SECTION {
        return Some(Magic::PcapNg);
    }
    of(u32::from_le_bytes(head), false).or_else(|| of(u32::from_be_bytes(head), true))
}

#[derive(Clone, Copy, Debug)]
struct Interface {
    link: u32,
    snaplen: u32,
    /// Units of its times in a second.
    units: u128,
    /// Seconds to add to its times.
    offset: i64,
}

#[derive(Debug)]
enum Kind {
    Pcap { nanos: bool, link: u32 },
    PcapNg { interfaces: Vec<Interface> },
}

/// A capture that is read from its beginning.
pub struct Capture<R> {
    input: BufReader<R>,
    kind: Kind,
    big: bool,
    at: u64,
}

/// A number from bytes in the file's order; 0 beyond their end.
fn number(data: &[u8], at: usize, width: usize, big: bool) -> u32 {
    let bytes = data.get(at..at + width).unwrap_or_default();
    let join = |all: u32, byte: &u8| all << 8 | u32::from(*byte);
    if big { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
}

impl<R: Read> Capture<R> {
    /// Reads how it begins.
    pub fn open(input: R) -> Result<Self, ImportError> {
        let mut input = BufReader::with_capacity(1 << 16, input);
        let mut head = [0; 4];
        let count = fill(&mut input, &mut head).map_err(ImportError::Read)?;
        match magic(head.get(..count).unwrap_or_default()).ok_or(ImportError::NotACapture)? {
            Magic::PcapNg => {
                let kind = Kind::PcapNg { interfaces: Vec::new() };
                let mut capture = Self { input, kind, big: false, at: 4 };
                match capture.section(0)? {
                    None => Ok(capture),
                    Some(_) => Err(ImportError::NotACapture),
                }
            }
            Magic::Pcap { big, nanos } => {
                let mut rest = [0; 20];
                if fill(&mut input, &mut rest).map_err(ImportError::Read)? < rest.len() {
                    return Err(ImportError::NotACapture);
                }
                // The upper bits say how many octets of check sequence a frame ends in.
                let link = number(&rest, 16, 4, big) & 0xffff;
                Ok(Self { input, kind: Kind::Pcap { nanos, link }, big, at: 24 })
            }
        }
    }

    /// The next packet.
    ///
    /// # Errors
    /// [`ImportError::Read`].
    pub fn next(&mut self) -> Result<Next, ImportError> {
        match self.kind {
            Kind::Pcap { nanos, link } => self.record(nanos, link).map_err(ImportError::Read),
            Kind::PcapNg { .. } => loop {
                if let Some(next) = self.block()? {
                    return Ok(next);
                }
            },
        }
    }

    /// A record of pcap.
    fn record(&mut self, nanos: bool, link: u32) -> io::Result<Next> {
        let (start, big) = (self.at, self.big);
        let mut head = [0; 16];
        match self.fill(&mut head)? {
            0 => return Ok(Next::End),
            16 => {}
            count => return Ok(Next::Torn(count as u64)),
        }
        let [seconds, parts, len] = [0, 4, 8].map(|at| number(&head, at, 4, big));
        if len > LONGEST {
            return Ok(Next::Damaged(CaptureDamage { at: start, why: CaptureWhy::Length }));
        }
        let Some(data) = self.read(len)? else { return Ok(Next::Torn(self.at - start)) };
        let parts = i64::from(parts) * if nanos { 1 } else { 1000 };
        Ok(Next::Packet(RawPacket { nanos: Some(i64::from(seconds) * 1_000_000_000 + parts), link, data, big }))
    }

    /// A block of pcapng; none where it has no packet.
    fn block(&mut self) -> Result<Option<Next>, ImportError> {
        let (start, big) = (self.at, self.big);
        let mut head = [0; 8];
        match self.fill(&mut head[..4]).map_err(ImportError::Read)? {
            0 => return Ok(Some(Next::End)),
            4 => {}
            count => return Ok(Some(Next::Torn(count as u64))),
        }
        let kind = number(&head, 0, 4, big);
        if kind == SECTION {
            return self.section(start);
        }
        let torn = |now: u64| Ok(Some(Next::Torn(now - start)));
        if self.fill(&mut head[4..]).map_err(ImportError::Read)? < 4 {
            return torn(self.at);
        }
        let len = number(&head, 4, 4, big);
        let has_packet = matches!(kind, 1 | 2 | 3 | 6);
        if len < 12 || !len.is_multiple_of(4) || has_packet && len > LONGEST {
            return Ok(Some(Next::Damaged(CaptureDamage { at: start, why: CaptureWhy::Length })));
        }
        if !has_packet {
            let skipped = self.skip(u64::from(len) - 8).map_err(ImportError::Read)?;
            return if skipped { Ok(None) } else { torn(self.at) };
        }
        let Some(mut body) = self.read(len - 8).map_err(ImportError::Read)? else { return torn(self.at) };
        let again = body.len().saturating_sub(4);
        if number(&body, again, 4, big) != len {
            return Ok(Some(Next::Damaged(CaptureDamage { at: start, why: CaptureWhy::Length })));
        }
        body.truncate(again);
        let found = match kind {
            1 => self.interface(&body),
            2 => self.packet(&body, number(&body, 0, 2, big), 20),
            3 => self.simple(&body),
            _ => self.packet(&body, number(&body, 0, 4, big), 20),
        };
        let damaged = CaptureDamage { at: start, why: CaptureWhy::Length };
        Ok(found.unwrap_or(Some(Next::Damaged(damaged))))
    }

    /// A section header, behind its type; something where it is not whole or not known.
    fn section(&mut self, start: u64) -> Result<Option<Next>, ImportError> {
        let damaged = |why| Ok(Some(Next::Damaged(CaptureDamage { at: start, why })));
        let mut head = [0; 12];
        if self.fill(&mut head).map_err(ImportError::Read)? < head.len() {
            return Ok(Some(Next::Torn(self.at - start)));
        }
        self.big = match (number(&head, 4, 4, false), number(&head, 4, 4, true)) {
            (ORDER, _) => false,
            (_, ORDER) => true,
            _ => return damaged(CaptureWhy::Version),
        };
        if number(&head, 8, 2, self.big) != 1 {
            return damaged(CaptureWhy::Version);
        }
        let len = number(&head, 0, 4, self.big);
        if len < 28 || !len.is_multiple_of(4) {
            return damaged(CaptureWhy::Length);
        }
        if !self.skip(u64::from(len) - 16).map_err(ImportError::Read)? {
            return Ok(Some(Next::Torn(self.at - start)));
        }
        self.kind = Kind::PcapNg { interfaces: Vec::new() };
        Ok(None)
    }

    /// An interface's description. None where it is too short.
    fn interface(&mut self, body: &[u8]) -> Option<Option<Next>> {
        let big = self.big;
        let mut interface =
            Interface { link: number(body, 0, 2, big), snaplen: number(body, 4, 4, big), units: 1_000_000, offset: 0 };
        let mut options = body.get(8..)?;
        while options.len() >= 4 {
            let (code, len) = (number(options, 0, 2, big), number(options, 2, 2, big) as usize);
            let Some(value) = options.get(4..4 + len) else { break };
            match (code, value) {
                (0, _) => break,
                // if_tsresol: a power of ten, or of two.
                (9, [power]) => {
                    let (base, power) = if power & 0x80 == 0 { (10_u128, *power) } else { (2, power & 0x7f) };
                    interface.units = base.checked_pow(power.into()).unwrap_or(interface.units);
                }
                (14, [_, _, _, _, _, _, _, _]) => {
                    let halves = [number(value, 0, 4, big), number(value, 4, 4, big)].map(u64::from);
                    let [high, low] = if big { halves } else { [halves[1], halves[0]] };
                    interface.offset = (high << 32 | low).cast_signed();
                }
                _ => {}
            }
            options = options.get(4 + len.next_multiple_of(4)..).unwrap_or_default();
        }
        let Kind::PcapNg { interfaces } = &mut self.kind else { return Some(None) };
        if interfaces.len() < INTERFACES {
            interfaces.push(interface);
        }
        Some(None)
    }

    fn interface_of(&self, number: u32) -> Option<Interface> {
        let Kind::PcapNg { interfaces } = &self.kind else { return None };
        interfaces.get(usize::try_from(number).ok()?).copied()
    }

    /// An enhanced packet block, or the older packet block: the same but for the width of the interface's number. None
    /// where its lengths cannot be.
    fn packet(&self, body: &[u8], interface: u32, at: usize) -> Option<Option<Next>> {
        let big = self.big;
        let len = usize::try_from(number(body, 12, 4, big)).ok()?;
        let data = body.get(at..)?.get(..len)?.to_vec();
        let time = u128::from(number(body, 4, 4, big)) << 32 | u128::from(number(body, 8, 4, big));
        // No such interface: nobody knows what the bytes are.
        let known = self.interface_of(interface);
        let link = known.map_or(u32::MAX, |interface| interface.link);
        let nanos = known.and_then(|Interface { units, offset, .. }| {
            let nanos = time.checked_mul(1_000_000_000)?.checked_div(units)?;
            i64::try_from(nanos).ok()?.checked_add(offset.checked_mul(1_000_000_000)?)
        });
        Some(Some(Next::Packet(RawPacket { nanos, link, data, big })))
    }

    /// A simple packet block: of the first interface, without a time.
    fn simple(&self, body: &[u8]) -> Option<Option<Next>> {
        let original = usize::try_from(number(body, 0, 4, self.big)).ok()?;
        let known = self.interface_of(0);
        let snaplen = known.map_or(0, |interface| interface.snaplen as usize);
        let most = if snaplen == 0 { original } else { snaplen.min(original) };
        let rest = body.get(4..)?;
        let data = rest.get(..most.min(rest.len()))?.to_vec();
        let link = known.map_or(u32::MAX, |interface| interface.link);
        Some(Some(Next::Packet(RawPacket { nanos: None, link, data, big: self.big })))
    }

    fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = fill(&mut self.input, out)?;
        self.at += count as u64;
        Ok(count)
    }

    /// So many bytes; none where there are fewer.
    fn read(&mut self, len: u32) -> io::Result<Option<Vec<u8>>> {
        // What a damaged length promises is not asked for before it is there.
        let mut data = Vec::with_capacity((len as usize).min(1 << 16));
        let count = self.input.by_ref().take(len.into()).read_to_end(&mut data)?;
        self.at += count as u64;
        Ok((count == len as usize).then_some(data))
    }

    /// Whether so many bytes were there to be left out.
    fn skip(&mut self, mut len: u64) -> io::Result<bool> {
        while len > 0 {
            let here = self.input.fill_buf()?.len();
            if here == 0 {
                return Ok(false);
            }
            let count = usize::try_from(len).unwrap_or(here).min(here);
            self.input.consume(count);
            self.at += count as u64;
            len -= count as u64;
        }
        Ok(true)
    }
}

/// Reads until it is full or the end; how many bytes that were.
fn fill(input: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while let Some(rest) = out.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(count) => done += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}
