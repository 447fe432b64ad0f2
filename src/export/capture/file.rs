//! The file: blocks of pcapng (draft-ietf-opsawg-pcapng), packets of raw IP with times in nanoseconds.

use crate::call::Header;
use pcap_file::pcapng::PcapNgWriter;
use pcap_file::pcapng::blocks::enhanced_packet::{EnhancedPacketBlock, EnhancedPacketOption};
use pcap_file::pcapng::blocks::interface_description::{InterfaceDescriptionBlock, InterfaceDescriptionOption};
use pcap_file::pcapng::blocks::interface_statistics::{InterfaceStatisticsBlock, InterfaceStatisticsOption};
use pcap_file::pcapng::blocks::section_header::{SectionHeaderBlock, SectionHeaderOption};
use pcap_file::{DataLink, Endianness, PcapError};
use std::borrow::Cow;
use std::io::{self, Write};
use std::time::Duration;

/// An option's length is 16 bits wide; nobody reads longer comments.
const LONGEST: usize = 8 * 1024;
/// So many comments a packet has at most; the last says that there were more.
const MOST: usize = 100;

/// Packets in the order of time.
pub struct Packets<'a> {
    writer: PcapNgWriter<&'a mut dyn Write>,
    began: Duration,
    last: Duration,
}

fn io_error(error: PcapError) -> io::Error {
    match error {
        PcapError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// Comments within the limits.
fn comments(mut lines: Vec<String>) -> impl Iterator<Item = Cow<'static, str>> {
    // Both ends' lines in the order of the session.
    lines.sort_by_key(|line| line.split(' ').next().and_then(|n| n.parse::<u64>().ok()));
    let more = lines.len().checked_sub(MOST).filter(|more| *more > 0).map(|more| format!("… + {more}"));
    lines.into_iter().take(MOST).chain(more).map(|mut line| {
        if line.len() > LONGEST {
            line.truncate(line.floor_char_boundary(LONGEST));
            line.push('…');
        }
        Cow::Owned(line)
    })
}

impl<'a> Packets<'a> {
    /// Writes the head of the file.
    pub fn new(out: &'a mut dyn Write, header: &Header) -> io::Result<Self> {
        let app = SectionHeaderOption::UserApplication(Cow::Owned(header.app.to_string()));
        let section = SectionHeaderBlock { endianness: Endianness::Little, options: vec![app], ..Default::default() };
        let mut writer = PcapNgWriter::with_section_header(out, section).map_err(io_error)?;
        let interface = InterfaceDescriptionBlock {
            linktype: DataLink::RAW,
            snaplen: 0,
            options: vec![
                InterfaceDescriptionOption::IfName("sockscope".into()),
                InterfaceDescriptionOption::IfTsResol(9),
            ],
        };
        writer.write_pcapng_block(interface).map_err(io_error)?;
        let began = header.utc.parse::<jiff::Timestamp>().ok();
        let began = began.and_then(|began| u64::try_from(began.as_nanosecond()).ok()).unwrap_or(0);
        Ok(Self { writer, began: Duration::from_nanos(began), last: Duration::ZERO })
    }

    /// Writes a packet at this time of the session, or just after the one before. Of `data`, `kept` bytes are written.
    pub fn packet(&mut self, t: Duration, data: &[u8], kept: usize, lines: Vec<String>) -> io::Result<()> {
        let next = self.last.saturating_add(Duration::from_nanos(1));
        self.last = t.max(next);
        let block = EnhancedPacketBlock {
            interface_id: 0,
            timestamp: self.began.saturating_add(self.last),
            original_len: u32::try_from(data.len()).unwrap_or(u32::MAX),
            data: Cow::Borrowed(data.get(..kept).unwrap_or(data)),
            options: comments(lines).map(EnhancedPacketOption::Comment).collect(),
        };
        self.writer.write_pcapng_block(block).map(|_| ()).map_err(io_error)
    }

    /// Writes what was left to say, where there is something.
    pub fn end(&mut self, lines: Vec<String>) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let block = InterfaceStatisticsBlock {
            interface_id: 0,
            timestamp: u64::try_from(self.began.saturating_add(self.last).as_nanos()).unwrap_or(u64::MAX),
            options: comments(lines).map(InterfaceStatisticsOption::Comment).collect(),
        };
        self.writer.write_pcapng_block(block).map(|_| ()).map_err(io_error)
    }
}
