//! *One send is not one recv*: a stream between two rulings, the sends above its bytes and the receives below.
//!
//! ```text
//!        │↑12 ──────────────────────────────────│↑14 ─────
//! 0000   68 65 6c 6c 6f 20 77 6f  72 6c 64 0d 0a            hello world
//!        ┊↓15 ┄┄┄┄┄┄┊↓16 ┄┄┄┄┄┄┄┄┄┊↓17 ┄┄┄┄┄┄┄┄┄┄
//! ```
//!
//! The ruling of the peer is known where the peer is ours. Only what is in sight is asked for.

mod caret;
mod legend;
mod receive;
mod ruler;
mod whose;

pub use caret::Caret;
pub use legend::legend_ui;
pub use receive::ReceiveForm;
pub use ruler::{Ruler, STRIP};
pub use whose::{Whose, whose_height, whose_ui};

use crate::call::{Address, SocketId};
use crate::session::{Board, Direction, Session, SocketRow, Span};
use crate::timeline::Ends;
use std::ops::Range;
use std::sync::{Arc, Weak};

/// So many sends or receives in sight are ruled; more stand closer than they can be told apart.
const MOST: usize = 2048;

/// One send or receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which call: the record that its row of the log begins with.
    pub n: u64,
    /// Where its bytes begin in the stream.
    pub at: u64,
    /// How many they are.
    pub len: u64,
}

impl Mark {
    /// Its bytes.
    pub fn range(&self) -> Range<u64> {
        self.at..self.at.saturating_add(self.len)
    }
}

/// Who sends and who receives the stream that shows; none where that end is not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoEnds {
    /// The sender.
    pub sender: Option<SocketId>,
    /// The receiver.
    pub receiver: Option<SocketId>,
}

/// The peer of the socket that shows, looked for only when the board has changed.
#[derive(Clone, Debug, Default)]
pub struct Peer {
    /// The socket, how many the board has, and what of its own names was known, when it was looked for.
    seen: Option<(SocketId, usize, bool, bool)>,
    /// The board on which nobody was found: the other one's names may come later.
    board: Weak<Board>,
    found: Option<SocketId>,
}

impl Peer {
    /// Both ends of the stream that goes this way on socket `sid`. An end whose bytes were not all recorded does not
    /// count: its pieces stand elsewhere in the stream.
    pub fn ends(&mut self, session: &Session, sid: SocketId, direction: Direction) -> TwoEnds {
        let snapshot = session.snapshot();
        let board = &snapshot.board;
        let Some(row) = board.row(sid).filter(|row| row.is_stream()) else {
            return two_ends(direction, sid, None);
        };
        let seen = Some((sid, board.sockets.len(), row.local.is_some(), row.peer.is_some() && row.connected));
        let is_same = std::ptr::eq(self.board.as_ptr(), Arc::as_ptr(board));
        if self.seen != seen || (self.found.is_none() && !is_same) {
            (self.seen, self.board, self.found) = (seen, Arc::downgrade(board), peer_of(board, sid));
        }
        let peer = self.found.filter(|peer| board.row(*peer).is_some());
        let whole = |sid: SocketId, direction: Direction| {
            let counted = board.row(sid).map_or(0, |row| match direction {
                Direction::Sent => row.sent,
                Direction::Received => row.received,
            });
            session.pieces(sid).stream_len(direction) >= counted
        };
        let peer = peer.filter(|peer| whole(sid, direction) && whole(*peer, other(direction)));
        two_ends(direction, sid, peer)
    }
}

fn peer_of(board: &Board, sid: SocketId) -> Option<SocketId> {
    let row = board.row(sid)?;
    // Ends are dear where there are many sockets: with a peer outside nobody is asked.
    let may = row.pair.is_some() || board.sockets.values().any(|other| may_be_ends(row, other));
    if may { Ends::of(board).other(sid) } else { None }
}

/// Whether two sockets may be the ends of one connection, by a glance at their names: their ports are mirrored, or one
/// has the other's name as its peer, where that is no address of IP.
fn may_be_ends(row: &SocketRow, other: &SocketRow) -> bool {
    let ports = |row: &SocketRow| [&row.local, &row.peer].map(|name| name.as_ref().and_then(Address::port));
    let ([Some(local), Some(peer)], [Some(others), Some(others_peer)]) = (ports(row), ports(other)) else {
        let leads = |from: &SocketRow, to: &SocketRow| {
            from.peer.as_ref().is_some_and(|peer| peer.ip().is_none() && to.local.as_ref() == Some(peer))
        };
        return leads(row, other) || leads(other, row);
    };
    (local, peer) == (others_peer, others)
}

fn two_ends(direction: Direction, own: SocketId, peer: Option<SocketId>) -> TwoEnds {
    match direction {
        Direction::Sent => TwoEnds { sender: Some(own), receiver: peer },
        Direction::Received => TwoEnds { sender: peer, receiver: Some(own) },
    }
}

/// The way of the same bytes as the other end sees it.
pub fn other(direction: Direction) -> Direction {
    match direction {
        Direction::Sent => Direction::Received,
        Direction::Received => Direction::Sent,
    }
}

/// The sends and the receives that have bytes of a stretch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rulings {
    /// By whom the bytes were sent, in order.
    pub sends: Vec<Mark>,
    /// By whom they were received.
    pub receives: Vec<Mark>,
}

impl Rulings {
    /// Those of `range`.
    pub fn gather(session: &Session, ends: &TwoEnds, range: &Range<u64>) -> Self {
        let marks = |end: Option<SocketId>, direction| {
            let Some(sid) = end else { return Vec::new() };
            let list = session.pieces(sid);
            let spans = list.spans(direction, range.clone(), MOST);
            let mark = |span: &Span| Mark { n: list.record_of(span), at: span.at, len: span.len };
            spans.iter().map(mark).collect()
        };
        Self { sends: marks(ends.sender, Direction::Sent), receives: marks(ends.receiver, Direction::Received) }
    }

    /// The send and the receive of one byte.
    pub fn at(&self, offset: u64) -> (Option<Mark>, Option<Mark>) {
        let of = |marks: &[Mark]| marks.iter().find(|mark| mark.range().contains(&offset)).copied();
        (of(&self.sends), of(&self.receives))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_has_its_send_and_its_receive() {
        let mark = |n, at, len| Mark { n, at, len };
        let rulings = Rulings { sends: vec![mark(1, 0, 11)], receives: vec![mark(2, 0, 4), mark(3, 4, 4)] };
        assert_eq!(rulings.at(3), (Some(mark(1, 0, 11)), Some(mark(2, 0, 4))));
        assert_eq!(rulings.at(4), (Some(mark(1, 0, 11)), Some(mark(3, 4, 4))));
        assert_eq!(rulings.at(9), (Some(mark(1, 0, 11)), None));
        assert_eq!(rulings.at(11), (None, None));
    }

    #[test]
    fn ends_are_looked_for_where_a_name_leads_to_the_other() {
        let row = |sid, local: Option<Address>, peer: Option<Address>| {
            let mut row = SocketRow::new(SocketId(sid), crate::call::Name::new("", "s"), 2, 1, 0);
            (row.local, row.peer) = (local, peer);
            row
        };
        let at = |port| Some(Address::inet("127.0.0.1", port));
        let mapped = |port| Some(Address::inet6("::ffff:127.0.0.1", port));
        let path = || Some(Address::unix("/tmp/s"));
        let client = row(1, at(4000), at(80));
        for (other, may) in [
            (row(2, at(80), at(4000)), true),
            (row(3, mapped(80), mapped(4000)), true),
            (row(4, at(80), at(4001)), false),
            (row(5, at(80), None), false),
            (row(6, None, None), false),
        ] {
            assert_eq!(may_be_ends(&client, &other), may, "{}", other.sid.0);
        }
        let (client, accepted) = (row(1, None, path()), row(2, path(), None));
        assert!(may_be_ends(&client, &accepted) && may_be_ends(&accepted, &client));
        assert!(!may_be_ends(&accepted, &row(3, path(), None)) && !may_be_ends(&client, &row(4, None, path())));
    }

    #[test]
    fn what_one_end_sends_the_other_receives() {
        let (own, peer) = (SocketId(1), Some(SocketId(2)));
        assert_eq!(two_ends(Direction::Sent, own, peer), TwoEnds { sender: Some(own), receiver: peer });
        assert_eq!(two_ends(Direction::Received, own, None), TwoEnds { sender: None, receiver: Some(own) });
        assert_eq!(other(other(Direction::Sent)), Direction::Sent);
    }
}
