//! The lines of the list: sockets by side, accepted ones under their listener, senders under their datagram socket,
//! closed ones folded. Pure.

use super::arrange::Arrange;
use crate::call::{Address, SocketId};
use crate::session::{Board, SocketRow};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Weak};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A side's label; empty for sockets that belong to none, where others do.
    Side(Box<str>),
    /// A socket.
    Socket {
        /// Which.
        sid: SocketId,
        /// Whether it stands under its listener.
        accepted: bool,
        /// The open sockets that it accepted, shown or not; none where it is no listener.
        clients: Arc<[SocketId]>,
        /// How many lines can stand under it.
        under: usize,
    },
    /// A sender of datagrams, under the socket that receives them.
    Sender(SocketId, Arc<Address>),
    /// The senders that are not told apart.
    OtherSenders(SocketId),
    /// The fold of closed sockets, and how many there are.
    Closed(usize),
}

/// What the keyboard can be on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A socket's line.
    Socket(SocketId),
    /// A sender's.
    Sender(SocketId, Arc<Address>),
}

impl Item {
    /// The socket that is selected with it.
    pub fn sid(&self) -> SocketId {
        match self {
            Self::Socket(sid) | Self::Sender(sid, _) => *sid,
        }
    }
}

/// The lines as they were made for a board, kept until there is another.
#[derive(Default)]
pub struct Lines {
    /// The lines, from above.
    pub lines: Vec<Line>,
    /// Weak: an old board is not kept for it, and its place in memory is not taken by another.
    made_of: Weak<Board>,
    made_for: Arrange,
}

impl Lines {
    /// Makes them anew where the board is another one, or is arranged in another way.
    pub fn refresh(&mut self, board: &Arc<Board>, arrange: &Arrange, unread: &dyn Fn(SocketId) -> u64) {
        let same = std::ptr::eq(self.made_of.as_ptr(), Arc::as_ptr(board)) && self.made_for == *arrange;
        if !same {
            self.lines = lines(board, arrange, unread);
            self.made_of = Arc::downgrade(board);
            self.made_for.clone_from(arrange);
        }
    }

    /// The place of a line.
    pub fn place(&self, wanted: &Item) -> Option<usize> {
        self.lines.iter().position(|line| line.item().as_ref() == Some(wanted))
    }

    /// The item `by` items further on; the first or last one at the ends.
    pub fn step(&self, from: Option<&Item>, by: isize) -> Option<Item> {
        let items: Vec<Item> = self.lines.iter().filter_map(Line::item).collect();
        let last = items.len().checked_sub(1)?;
        let at = from.and_then(|from| items.iter().position(|item| item == from));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        items.get(next).cloned()
    }

    /// The sockets in the order in which they stand.
    pub fn sockets(&self) -> Vec<SocketId> {
        let socket = |line: &Line| if let Line::Socket { sid, .. } = line { Some(*sid) } else { None };
        self.lines.iter().filter_map(socket).collect()
    }

    /// The line of a socket under which `sid` stands, or its own; the clients there, and how many lines are under it.
    pub fn head_of(&self, sid: SocketId) -> Option<(SocketId, &Arc<[SocketId]>, usize)> {
        self.lines.iter().find_map(|line| match line {
            Line::Socket { sid: head, clients, under, .. }
                if *under > 0 && (*head == sid || clients.contains(&sid)) =>
            {
                Some((*head, clients, *under))
            }
            _ => None,
        })
    }
}

impl Line {
    /// What the keyboard is on there.
    pub fn item(&self) -> Option<Item> {
        match self {
            Self::Socket { sid, .. } => Some(Item::Socket(*sid)),
            Self::Sender(sid, address) => Some(Item::Sender(*sid, Arc::clone(address))),
            Self::Side(_) | Self::OtherSenders(_) | Self::Closed(_) => None,
        }
    }
}

/// The list for a board. Sides stand in the order in which their first socket was made.
pub fn lines(board: &Board, arrange: &Arrange, unread: &dyn Fn(SocketId) -> u64) -> Vec<Line> {
    let mut sides: Vec<(&str, Vec<&SocketRow>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut accepted: BTreeMap<SocketId, Vec<&SocketRow>> = BTreeMap::new();
    let mut closed = Vec::new();
    for row in board.sockets.values().map(Arc::as_ref) {
        let side = row.name.side();
        let listener = row.listener.and_then(|listener| board.sockets.get(&listener));
        if !row.open && !row.closing {
            closed.extend(arrange.fits(row).then_some(row));
        } else if let Some(listener) = listener.filter(|listener| listener.open && listener.name.side() == side) {
            accepted.entry(listener.sid).or_default().push(row);
        } else {
            let place = *places.entry(side).or_insert_with(|| {
                sides.push((side, Vec::new()));
                sides.len() - 1
            });
            sides[place].1.push(row);
        }
    }
    let only_unnamed = sides.iter().all(|(side, _)| side.is_empty());
    let sort = |rows: &mut Vec<&SocketRow>| rows.sort_by(|a, b| arrange.by.compare(a, b, unread));
    let mut lines = Vec::with_capacity(board.sockets.len() + sides.len() + 1);
    for (side, mut rows) in sides {
        let start = lines.len();
        sort(&mut rows);
        for row in rows {
            let mut clients = accepted.remove(&row.sid).unwrap_or_default();
            sort(&mut clients);
            head(&mut lines, board, arrange, row, &clients);
        }
        if !only_unnamed && lines.len() > start {
            lines.insert(start, Line::Side(side.into()));
        }
    }
    if !closed.is_empty() {
        lines.push(Line::Closed(closed.len()));
        if arrange.show_closed {
            sort(&mut closed);
            lines.extend(closed.into_iter().map(|row| alone(row.sid, false)));
        } else {
            let selected = closed.into_iter().filter(|row| Some(row.sid) == arrange.selected);
            lines.extend(selected.map(|row| alone(row.sid, false)));
        }
    }
    lines
}

fn alone(sid: SocketId, accepted: bool) -> Line {
    Line::Socket { sid, accepted, clients: [].into(), under: 0 }
}

/// A socket and what stands under it, as far as it fits the filter.
fn head(lines: &mut Vec<Line>, board: &Board, arrange: &Arrange, row: &SocketRow, clients: &[&SocketRow]) {
    let mut under: Vec<Line> =
        clients.iter().filter(|client| arrange.fits(client)).map(|client| alone(client.sid, true)).collect();
    let senders = board.senders(row.sid).filter(|_| row.peer.is_none());
    if let Some(senders) = senders {
        let mut all: Vec<_> = senders.iter().filter(|(address, _)| arrange.fits_sender(address)).collect();
        all.sort_by(|a, b| arrange.by.compare_senders((a.0, a.1), (b.0, b.1)));
        under.extend(all.into_iter().map(|(address, _)| Line::Sender(row.sid, Arc::clone(address))));
        under.extend(senders.others().filter(|_| !arrange.filters()).map(|_| Line::OtherSenders(row.sid)));
    }
    if under.is_empty() && !arrange.fits(row) {
        return;
    }
    let clients = clients.iter().map(|client| client.sid).collect();
    lines.push(Line::Socket { sid: row.sid, accepted: false, clients, under: under.len() });
    if !arrange.is_folded(row.sid) {
        lines.append(&mut under);
    }
}

#[cfg(test)]
mod tests {
    use super::super::arrange::SortBy;
    use super::*;
    use crate::call::Name;

    fn board(sockets: &[(&str, Option<u64>, bool)]) -> Board {
        let mut board = Board::default();
        for (at, (name, listener, open)) in sockets.iter().enumerate() {
            let sid = SocketId(at as u64 + 1);
            let mut row = SocketRow::new(sid, Name::parse(name).unwrap(), 2, 1, 0);
            (row.listener, row.open) = (listener.map(SocketId), *open);
            row.peer = listener.map(|_| Address::inet("127.0.0.1", 50_000 - at as i64));
            board.sockets.insert(sid, Arc::new(row));
        }
        board
    }

    fn shown(board: &Board, arrange: &Arrange) -> Vec<String> {
        let text = |line: &Line| match line {
            Line::Side(side) => format!("[{side}]"),
            Line::Socket { sid, accepted, .. } => format!("{}{}", if *accepted { "  " } else { "" }, sid.0),
            Line::Sender(_, address) => format!("  {address}"),
            Line::OtherSenders(_) => "  others".to_owned(),
            Line::Closed(count) => format!("closed {count}"),
        };
        lines(board, arrange, &|_| 0).iter().map(text).collect()
    }

    fn closed_too() -> Arrange {
        Arrange { show_closed: true, ..Arrange::default() }
    }

    #[test]
    fn by_side_with_accepted_ones_under_their_listener() {
        let board = board(&[
            ("server/s", None, true),
            ("client/s", None, true),
            ("server/conn", Some(1), true),
            ("server/udp", None, true),
            ("server/old", Some(1), false),
        ]);
        assert_eq!(shown(&board, &Arrange::default()), ["[server]", "1", "  3", "4", "[client]", "2", "closed 1"]);
        assert_eq!(shown(&board, &closed_too()).last().unwrap(), "5");
        let selected = Arrange { selected: Some(SocketId(5)), ..Arrange::default() };
        assert_eq!(shown(&board, &selected).last().unwrap(), "5", "the selected one shows");
    }

    #[test]
    fn an_accepted_socket_stands_alone_when_its_listener_is_gone() {
        let board = board(&[("s", None, false), ("conn", Some(1), true)]);
        assert_eq!(shown(&board, &Arrange::default()), ["2", "closed 1"]);
    }

    #[test]
    fn clients_are_sorted_filtered_and_folded_under_their_listener() {
        let board = board(&[
            ("srv", None, true),
            ("conn1", Some(1), true),
            ("conn2", Some(1), true),
            ("plc", None, true),
            ("conn9", Some(1), false),
        ]);
        let by_peer = Arrange { by: SortBy::Peer, ..Arrange::default() };
        assert_eq!(shown(&board, &by_peer), ["1", "  3", "  2", "4", "closed 1"]);
        let filter = |text: &str| Arrange { filter: text.to_owned(), ..closed_too() };
        assert_eq!(shown(&board, &filter("49998")), ["1", "  3"], "the listener stays above its client");
        assert_eq!(shown(&board, &filter("conn")), ["1", "  2", "  3", "closed 1", "5"]);
        assert_eq!(shown(&board, &filter("plc")), ["4"]);
        assert!(shown(&board, &filter("nobody")).is_empty());
        let mut folded = Arrange::default();
        folded.toggle(SocketId(1));
        assert_eq!(shown(&board, &folded), ["1", "4", "closed 1"]);
        folded.filter = "conn2".to_owned();
        assert_eq!(shown(&board, &folded), ["1", "  3"]);
        let mut list = Lines::default();
        list.refresh(&Arc::new(board), &Arrange::default(), &|_| 0);
        let (head, clients, under) = list.head_of(SocketId(3)).unwrap();
        assert_eq!((head, &clients[..], under), (SocketId(1), &[SocketId(2), SocketId(3)][..], 2));
        assert!(list.head_of(SocketId(4)).is_none());
    }

    #[test]
    fn steps_stop_at_the_ends_and_skip_labels() {
        let board = Arc::new(board(&[("a/s", None, true), ("b/s", None, true)]));
        let mut list = Lines::default();
        list.refresh(&board, &Arrange::default(), &|_| 0);
        let socket = |sid| Item::Socket(SocketId(sid));
        assert_eq!(list.step(None, 1), Some(socket(1)));
        assert_eq!(list.step(Some(&socket(1)), 1), Some(socket(2)));
        assert_eq!(list.step(Some(&socket(2)), 5), Some(socket(2)));
        assert_eq!(list.step(Some(&socket(2)), isize::MIN), Some(socket(1)));
        assert_eq!(list.place(&socket(2)), Some(3));
    }
}
