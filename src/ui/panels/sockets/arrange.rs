//! How the list is arranged: sorted by what, filtered by which words, which listeners are folded. Pure.

use crate::call::{Address, SocketId};
use crate::session::{Sender, SocketRow};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

/// What the sockets of a side, and the clients of a listener, are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// The oldest first.
    #[default]
    Made,
    /// By letters and numbers: `conn2` before `conn10`.
    Name,
    /// By the peer's host and port.
    Peer,
    /// Those that moved most first.
    Bytes,
    /// The one that did something last first.
    Activity,
    /// Those with most unread messages first.
    Unread,
}

impl SortBy {
    /// Every order, as the menu lists them.
    pub const ALL: [Self; 6] = [Self::Made, Self::Name, Self::Peer, Self::Bytes, Self::Activity, Self::Unread];

    /// The key of its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Made => "clients-sort-made",
            Self::Name => "clients-sort-name",
            Self::Peer => "clients-sort-peer",
            Self::Bytes => "clients-sort-bytes",
            Self::Activity => "clients-sort-activity",
            Self::Unread => "clients-sort-unread",
        }
    }

    /// Which of two sockets comes first; the older one where they are alike.
    pub fn compare(self, a: &SocketRow, b: &SocketRow, unread: &dyn Fn(SocketId) -> u64) -> Ordering {
        let moved = |row: &SocketRow| Reverse(row.sent.saturating_add(row.received));
        let order = match self {
            Self::Made => Ordering::Equal,
            Self::Name => natural(a.name.base(), b.name.base()),
            Self::Peer => by_place(a.peer.as_ref(), b.peer.as_ref()),
            Self::Bytes => moved(a).cmp(&moved(b)),
            Self::Activity => b.last_t.cmp(&a.last_t),
            Self::Unread => Reverse(unread(a.sid)).cmp(&Reverse(unread(b.sid))),
        };
        order.then(a.sid.cmp(&b.sid))
    }

    /// The same for two senders of datagrams.
    pub fn compare_senders(self, a: (&Address, &Sender), b: (&Address, &Sender)) -> Ordering {
        let order = match self {
            Self::Made | Self::Name | Self::Peer => Ordering::Equal,
            Self::Bytes => b.1.bytes.cmp(&a.1.bytes),
            Self::Activity => b.1.last_t.cmp(&a.1.last_t),
            Self::Unread => b.1.messages.cmp(&a.1.messages),
        };
        order.then_with(|| by_place(Some(a.0), Some(b.0)))
    }
}

/// By the number of the host where it is one, then by the port; who has none comes last.
fn by_place(a: Option<&Address>, b: Option<&Address>) -> Ordering {
    let key = |address: &Address| (address.ip(), address.host().map(str::to_owned), address.port());
    match (a, b) {
        (Some(a), Some(b)) => key(a).cmp(&key(b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Numbers within a name count as numbers.
fn natural(a: &str, b: &str) -> Ordering {
    let stem = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let ((head_a, tail_a), (head_b, tail_b)) = (a.split_at(stem(a)), b.split_at(stem(b)));
    let number = |text: &str| text.parse::<u128>().unwrap_or(0);
    head_a.cmp(head_b).then_with(|| number(tail_a).cmp(&number(tail_b))).then_with(|| a.cmp(b))
}

/// How the list is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrange {
    /// By what it is sorted.
    pub by: SortBy,
    /// Only what has all these words shows.
    pub filter: String,
    /// Listeners whose clients, and datagram sockets whose senders, do not show.
    pub folded: BTreeSet<SocketId>,
    /// Closed sockets show.
    pub show_closed: bool,
    /// This one shows although it may be closed: it is selected.
    pub selected: Option<SocketId>,
}

impl Arrange {
    /// Whether anything is filtered.
    pub fn filters(&self) -> bool {
        !self.filter.trim().is_empty()
    }

    /// Whether a socket has all the words in its name or addresses.
    pub fn fits(&self, row: &SocketRow) -> bool {
        let address = |address: &Option<Address>| address.as_ref().map(ToString::to_string).unwrap_or_default();
        !self.filters() || self.has_words(&format!("{} {} {}", row.name, address(&row.local), address(&row.peer)))
    }

    /// Whether a sender has all the words in its address.
    pub fn fits_sender(&self, address: &Address) -> bool {
        !self.filters() || self.has_words(&address.to_string())
    }

    fn has_words(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.filter.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }

    /// Shows what is folded, or folds what shows.
    pub fn toggle(&mut self, sid: SocketId) {
        if !self.folded.remove(&sid) {
            self.folded.insert(sid);
        }
    }

    /// Whether what is under a socket shows; a filter looks into everything.
    pub fn is_folded(&self, sid: SocketId) -> bool {
        !self.filters() && self.folded.contains(&sid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Name;
    use std::time::Duration;

    fn row(sid: u64, name: &str, port: i64, received: u64, last: u64) -> SocketRow {
        let mut row = SocketRow::new(SocketId(sid), Name::new("server", name), 2, 1, 0);
        (row.received, row.last_t) = (received, Duration::from_secs(last));
        row.peer = (port > 0).then(|| Address::inet("127.0.0.1", port));
        row
    }

    #[test]
    fn each_order_sorts_by_its_own() {
        let rows = [row(1, "conn10", 900, 5, 9), row(2, "conn2", 0, 50, 7), row(3, "a", 51_000, 5, 8)];
        let unread = |sid: SocketId| if sid.0 == 3 { 4 } else { 0 };
        let sorted = |by: SortBy| {
            let mut order: Vec<_> = rows.iter().collect();
            order.sort_by(|a, b| by.compare(a, b, &unread));
            order.iter().map(|row| row.sid.0).collect::<Vec<_>>()
        };
        let expected = [[1, 2, 3], [3, 2, 1], [1, 3, 2], [2, 1, 3], [1, 3, 2], [3, 1, 2]];
        assert_eq!(SortBy::ALL.map(sorted), expected);
    }

    #[test]
    fn every_word_has_to_be_there() {
        let mut arrange = Arrange::default();
        let row = row(1, "Plc", 51_002, 0, 0);
        for (filter, fits) in [("", true), (" ", true), ("plc", true), ("51002 SERVER", true), ("51002 udp", false)] {
            arrange.filter = filter.to_owned();
            assert_eq!(arrange.fits(&row), fits, "{filter}");
        }
        arrange.toggle(SocketId(1));
        assert!(!arrange.is_folded(SocketId(1)), "a filter looks into what is folded");
        arrange.filter.clear();
        assert!(arrange.is_folded(SocketId(1)));
    }
}
