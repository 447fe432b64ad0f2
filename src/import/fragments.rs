//! Fragments of IP packets put together (RFC 791, RFC 8200): at most 256 at a time, for 30 seconds, 64 KiB each.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::time::Duration;

/// So many packets are put together at a time.
const MOST: usize = 256;
/// Whoever has not all its fragments by then never will (RFC 8200 allows a minute, Linux half of it).
const PATIENCE: Duration = Duration::from_secs(30);
/// No IP packet has more.
const LONGEST: u32 = 65_535;
/// No packet is in more pieces than the smallest ones make.
const PIECES: usize = 8192;

/// What a fragment's header says.
#[derive(Clone, Copy, Debug)]
pub struct Fragment {
    pub ips: (IpAddr, IpAddr),
    pub number: u8,
    pub id: u32,
    /// Where its bytes stand, in bytes.
    pub offset: u32,
    pub more: bool,
    /// Not all of it was captured.
    pub cut: bool,
}

type Key = (IpAddr, IpAddr, u8, u32);

#[derive(Debug, Default)]
struct Parts {
    pieces: BTreeMap<u32, Vec<u8>>,
    count: u64,
    end: Option<u32>,
    since: Duration,
}

/// Packets of which fragments are missing.
#[derive(Debug, Default)]
pub struct Fragments {
    open: HashMap<Key, Parts>,
    given_up: u64,
}

impl Fragments {
    /// Takes a fragment in; the whole packet where it was the last one.
    pub fn take(&mut self, fragment: Fragment, data: &[u8], t: Duration) -> Option<Vec<u8>> {
        let Fragment { ips, number, id, offset, more, cut } = fragment;
        let end = u32::try_from(data.len()).ok().and_then(|len| offset.checked_add(len));
        let Some(end) = end.filter(|end| *end <= LONGEST && !cut && !data.is_empty()) else {
            self.given_up += 1;
            return None;
        };
        let key = (ips.0, ips.1, number, id);
        self.make_room(key, t);
        let parts = self.open.entry(key).or_default();
        if parts.count == 0 {
            parts.since = t;
        }
        parts.count += 1;
        if parts.pieces.len() < PIECES {
            // The first one to come stands, here as everywhere.
            parts.pieces.entry(offset).or_insert_with(|| data.to_vec());
        }
        if !more {
            parts.end.get_or_insert(end);
        }
        let whole = parts.whole()?;
        self.open.remove(&key);
        Some(whole)
    }

    fn make_room(&mut self, key: Key, t: Duration) {
        let late = |parts: &Parts| t.saturating_sub(parts.since) > PATIENCE;
        // A number that comes again after so long is another packet's.
        if self.open.get(&key).is_some_and(late) {
            self.give_up(key);
        }
        if self.open.len() < MOST || self.open.contains_key(&key) {
            return;
        }
        let oldest = self.open.iter().min_by_key(|(_, parts)| parts.since).map(|(key, _)| *key);
        oldest.into_iter().for_each(|key| self.give_up(key));
    }

    fn give_up(&mut self, key: Key) {
        self.given_up += self.open.remove(&key).map_or(0, |parts| parts.count);
    }

    /// Fragments whose packets were not whole in the end.
    pub fn left(&self) -> u64 {
        self.given_up + self.open.values().map(|parts| parts.count).sum::<u64>()
    }
}

impl Parts {
    fn whole(&self) -> Option<Vec<u8>> {
        let end = self.end? as usize;
        let mut out = Vec::new();
        for (offset, data) in &self.pieces {
            let skip = out.len().checked_sub(*offset as usize)?;
            out.extend(data.get(skip..).unwrap_or_default());
        }
        out.truncate(end);
        (out.len() == end).then_some(out)
    }
}
