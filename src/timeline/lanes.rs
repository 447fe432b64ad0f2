//! Which socket has which lane, in the order that a reader expects: the sides as they came, in each the listener, the
//! connections it accepted, then the clients; and every lane next to the ones it talks to.

use crate::call::{CallKind, SocketId};
use crate::session::{Board, SocketRow};
use std::collections::{BTreeMap, BTreeSet};

/// The lanes of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The side's name; empty for the sockets that have none.
    pub side: Box<str>,
    /// It shows as one narrow lane.
    pub folded: bool,
    /// Its sockets, from the left.
    pub lanes: Vec<SocketId>,
}

/// What the person made of the lanes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Sides that are folded.
    pub folded: BTreeSet<Box<str>>,
    /// Sockets that were moved: before which other one of their side they stand (none: at the end).
    pub moved: Vec<(SocketId, Option<SocketId>)>,
    /// Lanes that do not show.
    pub hidden: BTreeSet<SocketId>,
}

/// Every lane of the board.
///
/// Sides stand in the order in which their first socket was made, but one with a listener stands left of those without.
pub fn lanes(board: &Board, arrangement: &Arrangement) -> Vec<Group> {
    let mut sides: BTreeMap<&str, Vec<&SocketRow>> = BTreeMap::new();
    for row in board.sockets.values().filter(|row| !arrangement.hidden.contains(&row.sid)) {
        sides.entry(row.name.side()).or_default().push(row);
    }
    let mut groups: Vec<(bool, SocketId, Group)> = sides
        .into_iter()
        .filter_map(|(side, mut rows)| {
            let first = rows.first()?.sid;
            let serves = rows.iter().any(|row| row.backlog.is_some());
            rows.sort_by_key(|row| (place(row), row.sid));
            let mut lanes: Vec<SocketId> = rows.iter().map(|row| row.sid).collect();
            for (sid, before) in &arrangement.moved {
                put(&mut lanes, *sid, *before);
            }
            let folded = arrangement.folded.contains(side);
            Some((!serves, first, Group { side: side.into(), folded, lanes }))
        })
        .collect();
    groups.sort_by_key(|(client, first, _)| (*client, *first));
    groups.into_iter().map(|(_, _, group)| group).collect()
}

/// A connection stands right of the listener that accepted it, in the order of accepting.
fn place(row: &SocketRow) -> (SocketId, u8) {
    match (row.listener, row.made_by) {
        (Some(listener), CallKind::Accept) => (listener, 1),
        _ => (row.sid, 0),
    }
}

fn put(lanes: &mut Vec<SocketId>, sid: SocketId, before: Option<SocketId>) {
    let Some(at) = lanes.iter().position(|lane| *lane == sid) else { return };
    lanes.remove(at);
    let to = before.and_then(|before| lanes.iter().position(|lane| *lane == before)).unwrap_or(lanes.len());
    lanes.insert(to, sid);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Name;
    use std::sync::Arc;

    fn board(rows: &[(u64, &str, &str, Option<u64>, bool)]) -> Board {
        let mut board = Board::default();
        for (sid, side, name, listener, listens) in rows {
            let mut row = SocketRow::new(SocketId(*sid), Name::new(side, name), 2, 1, 0);
            row.listener = listener.map(SocketId);
            row.made_by = if listener.is_some() { CallKind::Accept } else { CallKind::Socket };
            row.backlog = listens.then_some(5);
            board.sockets.insert(row.sid, Arc::new(row));
        }
        board
    }

    fn shown(board: &Board, arrangement: &Arrangement) -> Vec<(String, Vec<u64>)> {
        let groups = lanes(board, arrangement);
        groups.into_iter().map(|group| (group.side.into(), group.lanes.iter().map(|sid| sid.0).collect())).collect()
    }

    #[test]
    fn listener_accepted_client() {
        let rows = [
            (1, "client", "s", None, false),
            (2, "server", "s", None, true),
            (3, "server", "udp", None, false),
            (4, "server", "sock", Some(2), false),
            (5, "client", "s2", None, false),
            (6, "server", "sock2", Some(2), false),
        ];
        let board = board(&rows);
        let plain = shown(&board, &Arrangement::default());
        assert_eq!(plain, [("server".into(), vec![2, 4, 6, 3]), ("client".into(), vec![1, 5])]);
        let arrangement = Arrangement {
            moved: vec![(SocketId(3), Some(SocketId(2))), (SocketId(1), None), (SocketId(77), None)],
            hidden: [SocketId(6)].into(),
            ..Arrangement::default()
        };
        let own = shown(&board, &arrangement);
        assert_eq!(own, [("server".into(), vec![3, 2, 4]), ("client".into(), vec![5, 1])]);
    }
}
