//! Captures of other programs (pcap, pcapng) as a session: read packet by packet, in order, in bounded memory.
//!
//! `file` finds the packets in the file, `packet` what IP carries in them, `fragments` puts fragments together, `flow` one
//! direction of a stream in its order, `tcp` and `udp` say which socket calls that must have been, and `lines` writes them.
//! Nothing is invented: bytes that the capture does not have are told as a gap.

mod file;
mod flow;
mod fragments;
mod lines;
mod packet;
mod tcp;
#[cfg(test)]
mod tests;
mod udp;

use file::{Capture, Next};
use fragments::Fragments;
use lines::Lines;
use packet::{Found, Transport};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};

/// What became of a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines of the session.
    pub records: u64,
    /// Packets of the file.
    pub packets: u64,
    /// TCP connections.
    pub connections: u64,
    /// UDP datagrams.
    pub datagrams: u64,
    /// What the session does not have.
    pub left_out: LeftOut,
    /// Bytes of a packet at the end that was not written whole.
    pub torn: Option<u64>,
    /// Where the file is no capture any more; what stands before it is in the session.
    pub damage: Option<CaptureDamage>,
}

/// What is in the capture, or should have been, and not in the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Packets that are neither TCP nor UDP over IP.
    pub other: u64,
    /// Packets whose headers are damaged or cut.
    pub unreadable: u64,
    /// Packets of kinds of networks that are not known, and those kinds (their LINKTYPE numbers).
    pub links: (u64, BTreeSet<u32>),
    /// Fragments of which the others are not there.
    pub fragments: u64,
    /// Bytes that the capture cut off each packet's end.
    pub cut: u64,
    /// Bytes of streams whose packets are not in the capture.
    pub lost: u64,
}

impl LeftOut {
    /// Whether all is in the session.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a capture is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureDamage {
    /// The byte of the file at which the packet or block begins.
    pub at: u64,
    /// What is wrong there.
    pub why: CaptureWhy,
}

/// What is wrong with a packet or block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptureWhy {
    /// Its length cannot be: too long, or too short for what it is.
    Length,
    /// A version that is not known.
    Version,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Neither pcap nor pcapng.
    #[error("not a capture")]
    NotACapture,
    /// The capture cannot be read.
    #[error("cannot be read: {0}")]
    Read(io::Error),
    /// The session cannot be written.
    #[error("cannot be written: {0}")]
    Write(io::Error),
}

/// So many bytes of a file tell whether [`is_capture`].
pub const HEAD: usize = 4;

/// Whether a file that begins with these bytes is a capture: pcap in either byte order with times in µs or ns, or pcapng.
pub fn is_capture(head: &[u8]) -> bool {
    file::magic(head).is_some()
}

/// What the first line of an imported session begins with after the name of the program: `import NAME`.
pub const MARK: &str = " import ";

/// The file name that an imported session was made of; none for one that was recorded.
pub fn imported_from(header: &crate::call::Header) -> Option<&str> {
    header.app.split_once(MARK).map(|(_, name)| name)
}

/// Writes a capture as a session. `app` is the program's name with its version, `name` the capture's file name.
///
/// Each TCP connection becomes a socket at either end, each UDP port one; their calls are by `program:import`, at the
/// times of the packets. Streams are put in order; what is sent again is there once. The first and the last event
/// (`import`) say where the session comes from and what is not in it.
///
/// # Errors
/// [`ImportError`]; a damaged capture is none: what stands before the damage is imported.
pub fn import(input: impl Read, app: &str, name: &str, out: &mut dyn Write) -> Result<Imported, ImportError> {
    let mut capture = Capture::open(input)?;
    let mut lines = Lines::new(out, app, name);
    let (mut tcp, mut udp, mut fragments) = (tcp::Connections::default(), udp::Ports::default(), Fragments::default());
    let mut done = Imported::default();
    loop {
        let found = match capture.next()? {
            Next::End => break,
            Next::Torn(bytes) => {
                done.torn = Some(bytes);
                break;
            }
            Next::Damaged(damage) => {
                done.damage = Some(damage);
                break;
            }
            Next::Packet(found) => found,
        };
        done.packets += 1;
        let t = lines.at(found.nanos).map_err(ImportError::Write)?;
        let left = &mut done.left_out;
        let seen = match packet::find(&found, t, &mut fragments) {
            Found::Transport(seen) => seen,
            Found::Other => {
                left.other += 1;
                continue;
            }
            Found::Unreadable => {
                left.unreadable += 1;
                continue;
            }
            Found::Link(link) => {
                left.links.0 += 1;
                if left.links.1.len() < 8 {
                    left.links.1.insert(link);
                }
                continue;
            }
            Found::Waits => continue,
        };
        left.cut += u64::from(seen.missing);
        match seen.transport {
            Transport::Tcp(segment) => tcp.take(&seen, segment, t, &mut lines),
            Transport::Udp => {
                // What a stream had to say comes first.
                let said = tcp.flush(&mut lines).and_then(|()| udp.take(&seen, t, &mut lines));
                done.datagrams += 1;
                said
            }
        }
        .map_err(ImportError::Write)?;
    }
    tcp.end(&mut lines).map_err(ImportError::Write)?;
    (done.connections, done.left_out.lost) = (tcp.made, tcp.lost);
    done.left_out.fragments = fragments.left();
    done.records = lines.end(&done).map_err(ImportError::Write)?;
    Ok(done)
}
