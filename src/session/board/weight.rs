//! About how many bytes of memory a board takes.

use super::Board;
use std::mem::size_of;
use std::sync::Arc;

/// A row's own allocations beside its fields: its names, addresses, set-up and options.
const ROW_BESIDE: usize = 400;
/// An entry of a map, beside what stands in it.
const ENTRY: usize = 24;
/// A datagram's sender: its address and its counts.
const SENDER: usize = 192;

impl Board {
    /// About how many bytes it takes beside `before`, an older board of the same session with which it shares the rows
    /// that did not change.
    pub(crate) fn weight(&self, before: Option<&Self>) -> usize {
        let row = size_of::<super::SocketRow>() + ROW_BESIDE;
        let is_new = |sid, row: &Arc<super::SocketRow>| {
            before.and_then(|before| before.sockets.get(sid)).is_none_or(|old| !Arc::ptr_eq(old, row))
        };
        let sample = size_of::<crate::call::Sample>();
        let new = self.sockets.iter().filter(|(sid, row)| is_new(sid, row));
        let rows: usize = new.map(|(_, new)| row + if new.sample.is_some() { sample } else { 0 }).sum();
        let mut senders = 0;
        for (sid, all) in &self.senders {
            let same = before.and_then(|before| before.senders.get(sid)).is_some_and(|old| Arc::ptr_eq(old, all));
            senders += if same { 0 } else { size_of::<super::Senders>() + all.iter().len() * SENDER };
        }
        let entries =
            self.sockets.len() + self.files.len() + self.senders.len() + self.names.len() + self.renames.len();
        let waiting = self.waiting.len() * (size_of::<super::Waiting>() + ROW_BESIDE);
        size_of::<Self>() + rows + senders + waiting + entries * (size_of::<usize>() * 2 + ENTRY)
    }
}
