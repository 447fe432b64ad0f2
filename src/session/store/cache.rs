//! The newest that was read, up to so many bytes.

use super::Row;
use crate::call::{Notice, Payload};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Bytes that rows and payloads may hold together.
const LIMIT: usize = 64 * 1024 * 1024;

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The row that this record begins.
    Row(u64),
    /// This record's payload.
    Payload(u64),
    /// This record, which is a notice.
    Notice(u64),
}

/// What was read.
#[derive(Clone, Debug)]
pub enum Loaded {
    Row(Arc<Row>),
    Payload(Payload),
    Notice(Arc<Notice>),
    /// It cannot be had: not asked again.
    Nothing,
}

impl Loaded {
    fn weight(&self) -> usize {
        200 + match self {
            Self::Row(row) => {
                let data = row.record.call.sent().or_else(|| row.record.outcome.data());
                500 + data.map_or(0, |data| data.len())
            }
            Self::Payload(data) => data.len(),
            Self::Notice(_) | Self::Nothing => 0,
        }
    }
}

/// Least recently used goes first.
#[derive(Debug, Default)]
pub struct Cache {
    entries: HashMap<Key, (Loaded, u64)>,
    order: BTreeMap<u64, Key>,
    stamp: u64,
    bytes: usize,
}

impl Cache {
    pub fn get(&mut self, key: Key) -> Option<Loaded> {
        let (loaded, stamp) = self.entries.get_mut(&key)?;
        self.order.remove(stamp);
        self.stamp += 1;
        *stamp = self.stamp;
        self.order.insert(self.stamp, key);
        Some(loaded.clone())
    }

    pub fn has(&self, key: Key) -> bool {
        self.entries.contains_key(&key)
    }

    pub fn put(&mut self, key: Key, loaded: Loaded) {
        self.stamp += 1;
        self.bytes += loaded.weight();
        self.order.insert(self.stamp, key);
        if let Some((old, stamp)) = self.entries.insert(key, (loaded, self.stamp)) {
            self.bytes -= old.weight();
            self.order.remove(&stamp);
        }
        while self.bytes > LIMIT && self.entries.len() > 1 {
            let Some((_, oldest)) = self.order.pop_first() else { return };
            if let Some((old, _)) = self.entries.remove(&oldest) {
                self.bytes -= old.weight();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_within_its_bytes_and_what_was_used_last() {
        let mut cache = Cache::default();
        let megabyte: Payload = vec![0; 1 << 20].into();
        for n in 0..200 {
            cache.put(Key::Payload(n), Loaded::Payload(megabyte.clone()));
            assert!(cache.get(Key::Payload(0)).is_some());
            assert!(cache.bytes <= LIMIT);
        }
        assert!(cache.get(Key::Payload(150)).is_some());
        assert!(cache.get(Key::Payload(5)).is_none());
        assert_eq!(cache.entries.len(), cache.order.len());
    }
}
