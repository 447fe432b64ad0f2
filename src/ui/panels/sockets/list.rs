//! The lines of the list: sockets by side, accepted ones under their listener, closed ones folded. Pure.

use crate::call::SocketId;
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
    },
    /// The fold of closed sockets, and how many there are.
    Closed(usize),
}

/// The lines as they were made for a board, kept until there is another.
#[derive(Default)]
pub struct Lines {
    /// The lines, from above.
    pub lines: Vec<Line>,
    /// Weak: an old board is not kept for it, and its place in memory is not taken by another.
    made_of: Weak<Board>,
    show_closed: bool,
}

impl Lines {
    /// Makes them anew where the board is another one.
    pub fn refresh(&mut self, board: &Arc<Board>, show_closed: bool) {
        let same = std::ptr::eq(self.made_of.as_ptr(), Arc::as_ptr(board)) && self.show_closed == show_closed;
        if !same {
            self.lines = lines(board, show_closed);
            (self.made_of, self.show_closed) = (Arc::downgrade(board), show_closed);
        }
    }

    /// The place of a socket's line.
    pub fn place(&self, wanted: SocketId) -> Option<usize> {
        self.lines.iter().position(|line| matches!(line, Line::Socket { sid, .. } if *sid == wanted))
    }

    /// The socket `by` sockets further on; the first or last one at the ends.
    pub fn step(&self, from: Option<SocketId>, by: isize) -> Option<SocketId> {
        let sockets: Vec<SocketId> = self.lines.iter().filter_map(Line::socket).collect();
        let last = sockets.len().checked_sub(1)?;
        let at = from.and_then(|from| sockets.iter().position(|sid| *sid == from));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        sockets.get(next).copied()
    }
}

impl Line {
    /// The socket of a socket's line.
    pub fn socket(&self) -> Option<SocketId> {
        match self {
            Self::Socket { sid, .. } => Some(*sid),
            Self::Side(_) | Self::Closed(_) => None,
        }
    }
}

/// The list for a board. Sides stand in the order in which their first socket was made.
pub fn lines(board: &Board, show_closed: bool) -> Vec<Line> {
    let mut sides: Vec<(&str, Vec<&SocketRow>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut accepted: BTreeMap<SocketId, Vec<SocketId>> = BTreeMap::new();
    let mut closed = Vec::new();
    for row in board.sockets.values() {
        let side = row.name.side();
        let listener = row.listener.and_then(|listener| board.sockets.get(&listener));
        if !row.open && !row.closing {
            closed.push(row.sid);
        } else if let Some(listener) = listener.filter(|listener| listener.open && listener.name.side() == side) {
            accepted.entry(listener.sid).or_default().push(row.sid);
        } else {
            let place = *places.entry(side).or_insert_with(|| {
                sides.push((side, Vec::new()));
                sides.len() - 1
            });
            sides[place].1.push(row);
        }
    }
    let mut lines = Vec::with_capacity(board.sockets.len() + sides.len() + 1);
    let only_unnamed = sides.iter().all(|(side, _)| side.is_empty());
    for (side, rows) in sides {
        if !only_unnamed {
            lines.push(Line::Side(side.into()));
        }
        for row in rows {
            lines.push(Line::Socket { sid: row.sid, accepted: false });
            let under = accepted.remove(&row.sid).unwrap_or_default();
            lines.extend(under.into_iter().map(|sid| Line::Socket { sid, accepted: true }));
        }
    }
    if !closed.is_empty() {
        lines.push(Line::Closed(closed.len()));
        if show_closed {
            lines.extend(closed.into_iter().map(|sid| Line::Socket { sid, accepted: false }));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Name;

    fn board(sockets: &[(&str, Option<u64>, bool)]) -> Board {
        let mut board = Board::default();
        for (at, (name, listener, open)) in sockets.iter().enumerate() {
            let sid = SocketId(at as u64 + 1);
            let mut row = SocketRow::new(sid, Name::parse(name).unwrap(), 2, 1, 0);
            (row.listener, row.open) = (listener.map(SocketId), *open);
            board.sockets.insert(sid, Arc::new(row));
        }
        board
    }

    fn shown(board: &Board, show_closed: bool) -> Vec<String> {
        let text = |line: &Line| match line {
            Line::Side(side) => format!("[{side}]"),
            Line::Socket { sid, accepted } => format!("{}{}", if *accepted { "  " } else { "" }, sid.0),
            Line::Closed(count) => format!("closed {count}"),
        };
        lines(board, show_closed).iter().map(text).collect()
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
        assert_eq!(shown(&board, false), ["[server]", "1", "  3", "4", "[client]", "2", "closed 1"]);
        assert_eq!(shown(&board, true).last().unwrap(), "5");
    }

    #[test]
    fn an_accepted_socket_stands_alone_when_its_listener_is_gone() {
        let board = board(&[("s", None, false), ("conn", Some(1), true)]);
        assert_eq!(shown(&board, false), ["2", "closed 1"]);
    }

    #[test]
    fn steps_stop_at_the_ends_and_skip_labels() {
        let board = Arc::new(board(&[("a/s", None, true), ("b/s", None, true)]));
        let mut list = Lines::default();
        list.refresh(&board, false);
        assert_eq!(list.step(None, 1), Some(SocketId(1)));
        assert_eq!(list.step(Some(SocketId(1)), 1), Some(SocketId(2)));
        assert_eq!(list.step(Some(SocketId(2)), 5), Some(SocketId(2)));
        assert_eq!(list.step(Some(SocketId(2)), isize::MIN), Some(SocketId(1)));
        assert_eq!(list.place(SocketId(2)), Some(3));
    }
}
