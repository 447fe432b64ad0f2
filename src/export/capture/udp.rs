//! Datagrams: each is written once, by whoever tells of it first.

use super::file::Packets;
use super::packet::{End, LARGEST, datagram};
use super::tcp::Data;
use std::collections::{HashMap, VecDeque};
use std::io;
use std::time::Duration;

/// So many datagrams between two ports are remembered until their other end tells of them.
const REMEMBERED: usize = 1024;
/// So many pairs of ports.
const PAIRS: usize = 4096;

/// Datagrams that one end told of.
#[derive(Debug, Default)]
pub struct Datagrams {
    /// By the ports they went from and to: hosts may be wildcards at one end.
    told: HashMap<(u16, u16), Pair>,
}

#[derive(Debug, Default)]
struct Pair {
    sent: VecDeque<Told>,
    received: VecDeque<Told>,
}

#[derive(Debug)]
struct Told {
    data: Box<[u8]>,
    len: u64,
    /// To a group or a broadcast address: many may receive it.
    to_many: bool,
}

impl Told {
    /// Whether a receive of `data` may be of this one; it may have been cut.
    fn is(&self, data: Data<'_>) -> bool {
        match data {
            Data::Unknown(len) => self.len == len,
            Data::Known(data) => {
                let start = data.get(..self.data.len().min(data.len())).unwrap_or(data);
                data.len() as u64 <= self.len && self.data.starts_with(start)
            }
        }
    }
}

/// So many first bytes tell a datagram from others.
const TELLING: usize = 256;

fn told(data: Data<'_>, to_many: bool) -> Told {
    let (start, len): (&[u8], u64) = match data {
        Data::Known(data) => (data.get(..TELLING).unwrap_or(data), data.len() as u64),
        Data::Unknown(len) => (&[], len),
    };
    Told { data: start.into(), len, to_many }
}

fn remember(list: &mut VecDeque<Told>, entry: Told) {
    if list.len() >= REMEMBERED {
        list.pop_front();
    }
    list.push_back(entry);
}

impl Datagrams {
    fn pair(&mut self, from: End, to: End) -> &mut Pair {
        let key = (from.port, to.port);
        if self.told.len() >= PAIRS && !self.told.contains_key(&key) {
            self.told.clear();
        }
        self.told.entry(key).or_default()
    }

    /// A socket of the session sent this.
    pub fn sent(
        &mut self,
        from: End,
        to: End,
        data: Data<'_>,
        t: Duration,
        notes: &mut Vec<String>,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let to_many = to.ip.is_multicast() || matches!(to.ip, std::net::IpAddr::V4(ip) if ip.octets()[3] == 255);
        let pair = self.pair(from, to);
        let before = pair
            .received
            .iter()
            .position(|known| told(data, false).is(Data::Known(&known.data)) && known.len <= data_len(data));
        if let Some(at) = before {
            pair.received.remove(at);
            return Ok(());
        }
        remember(&mut pair.sent, told(data, to_many));
        write(from, to, data, t, notes, out)
    }

    /// A socket of the session received this; `is_ours` where the sender is one of its sockets too.
    pub fn received(
        &mut self,
        (from, to): (End, End),
        is_ours: bool,
        data: Data<'_>,
        t: Duration,
        notes: &mut Vec<String>,
        out: &mut Packets<'_>,
    ) -> io::Result<()> {
        let pair = self.pair(from, to);
        if let Some(at) = pair.sent.iter().position(|known| known.is(data)) {
            // Those before it were lost, or come later.
            if pair.sent.get(at).is_some_and(|known| !known.to_many) {
                pair.sent.remove(at);
            }
            return Ok(());
        }
        if is_ours {
            remember(&mut pair.received, told(data, false));
        }
        write(from, to, data, t, notes, out)
    }

    /// Who sent a datagram that nobody named: whoever sent this to that port.
    pub fn sender(&self, to: u16, data: Data<'_>) -> Option<u16> {
        let mut senders = self.told.iter().filter(|((_, port), _)| *port == to);
        senders.find(|(_, pair)| pair.sent.iter().any(|known| known.is(data))).map(|((from, _), _)| *from)
    }
}

fn data_len(data: Data<'_>) -> u64 {
    match data {
        Data::Known(data) => data.len() as u64,
        Data::Unknown(len) => len,
    }
}

fn write(
    from: End,
    to: End,
    data: Data<'_>,
    t: Duration,
    notes: &mut Vec<String>,
    out: &mut Packets<'_>,
) -> io::Result<()> {
    let zeros;
    let (data, unknown) = match data {
        Data::Known(data) => (data, false),
        Data::Unknown(len) => {
            zeros = vec![0; usize::try_from(len).unwrap_or(LARGEST).min(LARGEST)];
            (&*zeros, true)
        }
    };
    // Only a Unix datagram is longer than one packet holds.
    let mut pieces: Vec<&[u8]> = data.chunks(LARGEST).collect();
    if pieces.is_empty() {
        pieces.push(&[]);
    }
    for piece in pieces {
        let Some(bytes) = datagram(from, to, piece) else { continue };
        let kept = if unknown { bytes.len() - piece.len() } else { bytes.len() };
        out.packet(t, &bytes, kept, std::mem::take(notes))?;
    }
    Ok(())
}
