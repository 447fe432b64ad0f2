//! One connection: a handshake, segments, acknowledgements and an end, with numbers that fit.
//!
//! A byte is written as a packet by whoever tells of it first, the send or the receive: with both ends in the session it
//! is one connection, and its packets are there once.

use super::file::Packets;
use super::packet::{Bits, End, segment};
use std::io;
use std::time::Duration;

/// So many segments go out before one acknowledgement: fewer than the window holds.
const UNACKED: u32 = 10;

const ACK: Bits = Bits { syn: false, ack: true, push: false, fin: false, rst: false };

/// What one end has done so far.
#[derive(Clone, Debug)]
pub struct Side {
    /// Where it is.
    pub end: End,
    /// It is a socket of the session.
    pub is_known: bool,
    /// How many descriptors it has left.
    pub handles: u32,
    /// Bytes by its sends, and by its receives.
    pub by_sends: u64,
    pub by_receives: u64,
    /// What its receives tell is not what came (a file that reads ahead, or text).
    pub is_vague: bool,
    /// Two descriptors were on it: a record's offset is that of its own descriptor.
    pub is_shared: bool,
    /// SO_LINGER with no time: close is a reset.
    pub resets: bool,
    /// Closed: nobody is there to read.
    pub is_closed: bool,
    /// Lines for its next packet.
    pub notes: Vec<String>,
    /// Bytes (of messages: how many) that it sent as packets.
    sent: u64,
    seq: u32,
    acked: u32,
    unacked: u32,
    fin: bool,
}

impl Side {
    /// An end that did nothing yet.
    pub fn new(end: End, is_known: bool, notes: Vec<String>) -> Self {
        Self {
            end,
            is_known,
            handles: u32::from(is_known),
            by_sends: 0,
            by_receives: 0,
            is_vague: false,
            is_shared: false,
            resets: false,
            is_closed: false,
            notes,
            sent: 0,
            seq: 0,
            acked: 0,
            unacked: 0,
            fin: false,
        }
    }
}

/// Bytes of a stream: known, or only how many.
#[derive(Clone, Copy, Debug)]
pub enum Data<'a> {
    Known(&'a [u8]),
    Unknown(u64),
}

impl Data<'_> {
    fn len(self) -> u64 {
        match self {
            Self::Known(data) => data.len() as u64,
            Self::Unknown(len) => len,
        }
    }

    fn after(self, count: u64) -> Self {
        match self {
            Self::Known(data) => {
                Self::Known(usize::try_from(count).ok().and_then(|at| data.get(at..)).unwrap_or_default())
            }
            Self::Unknown(len) => Self::Unknown(len.saturating_sub(count)),
        }
    }
}

/// One connection; side 0 is the one that connected.
#[derive(Clone, Debug)]
pub struct Connection {
    pub sides: [Side; 2],
    /// Messages have their edges: counts are of messages, and a message that was cut is not sent again.
    pub is_messages: bool,
    /// Nothing comes any more.
    pub is_over: bool,
}

impl Connection {
    /// Writes the handshake.
    pub fn open(client: Side, server: Side, number: u32, t: Duration, out: &mut Packets<'_>) -> io::Result<Self> {
        let mut all = Self { sides: [client, server], is_messages: false, is_over: false };
        for (at, side) in all.sides.iter_mut().enumerate() {
            // Any beginning will do; these are far apart and the same at each export.
            side.seq = number.wrapping_mul(0x0100_0193).wrapping_add(if at == 0 { 1000 } else { 0x4000_0000 });
        }
        all.put(0, Bits { syn: true, ..Bits::default() }, &[], 0, t, out)?;
        all.put(1, Bits { syn: true, ..ACK }, &[], 0, t, out)?;
        all.put(0, ACK, &[], 0, t, out)?;
        Ok(all)
    }

    /// Writes what a connection that was refused is: one segment, and its answer where there was one.
    pub fn refuse(
        client: Side,
        server: End,
        number: u32,
        answered: bool,
        t: Duration,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let mut all =
            Self { sides: [client, Side::new(server, false, Vec::new())], is_messages: false, is_over: false };
        all.sides[0].seq = number.wrapping_mul(0x0100_0193);
        all.put(0, Bits { syn: true, ..Bits::default() }, &[], 0, t, out)?;
        if answered {
            all.put(1, Bits { rst: true, ..ACK }, &[], 0, t, out)?;
        }
        Ok(())
    }

    /// Writes one segment from side `from`; the last `cut` bytes of it are not kept.
    fn put(
        &mut self,
        from: usize,
        bits: Bits,
        data: &[u8],
        cut: usize,
        t: Duration,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let [first, second] = &mut self.sides;
        let (side, other) = if from == 0 { (first, second) } else { (second, first) };
        let Some(bytes) = segment(side.end, other.end, side.seq, other.seq, bits, data) else { return Ok(()) };
        let length = u32::try_from(data.len()).unwrap_or(0) + u32::from(bits.syn) + u32::from(bits.fin);
        side.seq = side.seq.wrapping_add(length);
        if bits.ack {
            side.acked = other.seq;
            other.unacked = 0;
        }
        let mut notes = std::mem::take(&mut side.notes);
        // The handshake's lines stay with their own segments.
        if !bits.syn || bits.ack {
            notes.append(&mut other.notes);
        }
        let kept = bytes.len().saturating_sub(cut);
        out.packet(t, &bytes, kept, notes)
    }

    /// Bytes that side `from` sent, of which `already` are known to be written.
    fn data(&mut self, from: usize, data: Data<'_>, t: Duration, out: &mut Packets<'_>) -> io::Result<()> {
        let Some(end) = self.sides.get(from).map(|side| side.end) else { return Ok(()) };
        let segment = end.segment();
        let zeros = [0; 1460];
        let mut rest = data;
        while rest.len() > 0 {
            let count = usize::try_from(rest.len()).unwrap_or(segment).min(segment);
            let bits = Bits { push: rest.len() <= segment as u64, ..ACK };
            match rest {
                Data::Known(data) => self.put(from, bits, data.get(..count).unwrap_or_default(), 0, t, out)?,
                Data::Unknown(_) => self.put(from, bits, zeros.get(..count).unwrap_or_default(), count, t, out)?,
            }
            rest = rest.after(count as u64);
            let Some(side) = self.sides.get_mut(from) else { return Ok(()) };
            side.unacked += 1;
            if side.unacked >= UNACKED {
                self.put(1 - from, ACK, &[], 0, t, out)?;
            }
        }
        Ok(())
    }

    /// The bytes of a stream from `offset` on: those that are not written yet are.
    fn stream(
        &mut self,
        from: usize,
        offset: u64,
        data: Data<'_>,
        t: Duration,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let Some(side) = self.sides.get_mut(from).filter(|side| !side.fin) else { return Ok(()) };
        if let Some(lost) = offset.checked_sub(side.sent).filter(|lost| *lost > 0) {
            // The session does not have them: as a capture that lost packets.
            side.seq = side.seq.wrapping_add((lost & u64::from(u32::MAX)) as u32);
            side.sent = offset;
        }
        let fresh = data.after(side.sent - offset);
        side.sent += fresh.len();
        self.data(from, fresh, t, out)
    }

    /// Side `from` sent this.
    pub fn sent(
        &mut self,
        from: usize,
        at: Option<u64>,
        data: Data<'_>,
        t: Duration,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let Some(side) = self.sides.get_mut(from).filter(|_| !self.is_over) else { return Ok(()) };
        if self.is_messages {
            side.by_sends += 1;
            if side.by_sends > side.sent {
                side.sent += 1;
                self.data(from, data, t, out)?;
            }
        } else {
            let offset = at.filter(|_| !side.is_shared).unwrap_or(side.by_sends);
            side.by_sends = offset + data.len();
            self.stream(from, offset, data, t, out)?;
        }
        let other = self.sides.get(1 - from);
        if data.len() > 0 && other.is_some_and(|other| other.is_known && other.is_closed) {
            self.reset(1 - from, t, out)?;
        }
        Ok(())
    }

    /// Side `to` received this.
    pub fn received(
        &mut self,
        to: usize,
        at: Option<u64>,
        data: Data<'_>,
        t: Duration,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let Some(side) = self.sides.get_mut(to).filter(|_| !self.is_over) else { return Ok(()) };
        if self.is_messages {
            side.by_receives += 1;
            let count = side.by_receives;
            let other = self.sides.get_mut(1 - to).filter(|other| count > other.sent);
            if let Some(other) = other {
                other.sent += 1;
                self.data(1 - to, data, t, out)?;
            }
        } else {
            let offset = at.filter(|_| !side.is_shared).unwrap_or(side.by_receives);
            side.by_receives = offset + data.len();
            self.stream(1 - to, offset, data, t, out)?;
        }
        self.acknowledge(to, t, out)
    }

    /// Side `from` acknowledges what came, where it did not yet.
    fn acknowledge(&mut self, from: usize, t: Duration, out: &mut Packets<'_>) -> io::Result<()> {
        let [first, second] = &self.sides;
        let (side, other) = if from == 0 { (first, second) } else { (second, first) };
        if side.acked == other.seq { Ok(()) } else { self.put(from, ACK, &[], 0, t, out) }
    }

    /// Side `from` sends nothing any more, and the other side hears it.
    pub fn finish(&mut self, from: usize, t: Duration, out: &mut Packets<'_>) -> io::Result<()> {
        let Some(side) = self.sides.get_mut(from).filter(|side| !side.fin && !self.is_over) else { return Ok(()) };
        side.fin = true;
        self.put(from, Bits { fin: true, ..ACK }, &[], 0, t, out)?;
        self.put(1 - from, ACK, &[], 0, t, out)?;
        self.is_over = self.sides.iter().all(|side| side.fin);
        Ok(())
    }

    /// Side `from` is closed: a FIN, or a reset where it leaves bytes unread (RFC 1122, 4.2.2.13) or was told to.
    pub fn close(&mut self, from: usize, t: Duration, out: &mut Packets<'_>) -> io::Result<()> {
        let came = self.sides.get(1 - from).map_or(0, |other| other.sent);
        let Some(side) = self.sides.get_mut(from) else { return Ok(()) };
        side.is_closed = true;
        let unread = !self.is_messages && !side.is_vague && came > side.by_receives;
        if side.resets || unread { self.reset(from, t, out) } else { self.finish(from, t, out) }
    }

    /// Side `from` resets the connection.
    pub fn reset(&mut self, from: usize, t: Duration, out: &mut Packets<'_>) -> io::Result<()> {
        if std::mem::replace(&mut self.is_over, true) {
            return Ok(());
        }
        self.put(from, Bits { rst: true, ..ACK }, &[], 0, t, out)
    }
}
