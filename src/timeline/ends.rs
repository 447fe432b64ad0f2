//! Two ends of one connection that are both ours: paired by mirrored names and overlapping lives, `socketpair` by
//! identity, Unix streams by name in the order of connecting. What does not pair goes to the edge.

use crate::call::{Address, CallKind, SocketId};
use crate::session::{Board, SocketRow};
use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

/// Where a socket of IP is, however its address was written.
type Place = (IpAddr, i64);

/// Who is whose other end, and who receives datagrams where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ends {
    other: HashMap<SocketId, SocketId>,
    /// Datagram sockets by where they are bound, oldest first.
    bound: HashMap<Bound, Vec<SocketId>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Bound {
    Ip(Place),
    /// Any address of this port.
    Port(i64),
    Unix(Address),
}

impl Ends {
    /// Of every socket of the board.
    pub fn of(board: &Board) -> Self {
        let mut ends = Self::default();
        ends.connections(board);
        ends.unix(board);
        ends.pairs(board);
        for row in board.sockets.values().filter(|row| !row.is_connection()) {
            if let Some(bound) = row.local.as_ref().and_then(bound) {
                ends.bound.entry(bound).or_default().push(row.sid);
            }
        }
        ends
    }

    /// The other end of this socket's connection, where it is ours.
    pub fn other(&self, sid: SocketId) -> Option<SocketId> {
        self.other.get(&sid).copied()
    }

    /// The datagram socket that gets what is sent to this address at `t`, where it is ours.
    pub fn at(&self, board: &Board, address: &Address, t: Duration) -> Option<SocketId> {
        let exact = bound(address)?;
        let any = address.port().map(Bound::Port);
        let lives =
            |sid: &&SocketId| board.row(**sid).is_some_and(|row| row.made_t <= t && (row.open || row.last_t >= t));
        let found = |bound: &Bound| self.bound.get(bound)?.iter().rev().find(lives).copied();
        found(&exact).or_else(|| found(&any?))
    }

    fn join(&mut self, a: SocketId, b: SocketId) {
        self.other.insert(a, b);
        self.other.insert(b, a);
    }

    fn connections(&mut self, board: &Board) {
        let mut alone: HashMap<(Place, Place), Vec<&SocketRow>> = HashMap::new();
        // A copy has no connection of its own.
        for row in board.sockets.values().filter(|row| row.is_connection() && row.copy_of.is_none()) {
            let names = row.local.as_ref().and_then(place).zip(row.peer.as_ref().and_then(place));
            let Some((local, peer)) = names else { continue };
            let mirrored = alone.get_mut(&(peer, local)).and_then(|rows| {
                let strict = rows.iter().position(|other| overlap(other, row));
                let at = strict.or_else(|| rows.iter().position(|other| may_overlap(board, other, row)))?;
                Some(rows.remove(at))
            });
            match mirrored {
                Some(other) => self.join(row.sid, other.sid),
                None => alone.entry((local, peer)).or_default().push(row),
            }
        }
    }

    /// A client of a Unix listener has no name: the first that connected is the first that was accepted.
    fn unix(&mut self, board: &Board) {
        let mut clients: HashMap<&Address, VecDeque<(Duration, &SocketRow)>> = HashMap::new();
        let rows = || board.sockets.values().filter(|row| row.is_connection() && row.connected);
        let by_itself = rows().filter(|row| row.made_by == CallKind::Socket);
        let mut connected: Vec<_> = by_itself.filter_map(|row| Some((row.connect?, row))).collect();
        connected.sort_by_key(|((n, _), row)| (*n, row.sid));
        for ((_, t), row) in connected {
            if let Some(peer) = row.peer.as_ref().filter(|peer| place(peer).is_none() && !peer.is_unnamed()) {
                clients.entry(peer).or_default().push_back((t, row));
            }
        }
        for row in rows().filter(|row| row.listener.is_some()) {
            let Some(waiting) = row.local.as_ref().and_then(|local| clients.get_mut(local)) else { continue };
            // It connected while the listener was there, and before it was accepted.
            let fits = |(t, client): &(Duration, &SocketRow)| {
                (began(board, row)..=row.made_t).contains(t) && may_overlap(board, client, row)
            };
            if let Some(at) = waiting.iter().position(fits)
                && let Some((_, client)) = waiting.remove(at)
            {
                self.join(row.sid, client.sid);
            }
        }
    }

    fn pairs(&mut self, board: &Board) {
        for row in board.sockets.values() {
            if let Some(other) = row.pair {
                self.join(row.sid, other);
            }
        }
    }
}

fn overlap(a: &SocketRow, b: &SocketRow) -> bool {
    lived_at_once((a, a.made_t), (b, b.made_t))
}

/// Whether they overlap where what was accepted was there before `accept` came back: its client may have closed by then.
fn may_overlap(board: &Board, a: &SocketRow, b: &SocketRow) -> bool {
    lived_at_once((a, began(board, a)), (b, began(board, b)))
}

fn lived_at_once((a, a_began): (&SocketRow, Duration), (b, b_began): (&SocketRow, Duration)) -> bool {
    let end = |row: &SocketRow| if row.open { Duration::MAX } else { row.last_t };
    a_began <= end(b) && b_began <= end(a)
}

/// From when on there may have been a connection: with what was accepted, since its listener was made.
fn began(board: &Board, row: &SocketRow) -> Duration {
    row.listener.and_then(|listener| board.row(listener)).map_or(row.made_t, |listener| listener.made_t.min(row.made_t))
}

/// An IPv4 address in an IPv6 one's clothes is the IPv4 address.
fn place(address: &Address) -> Option<Place> {
    let ip = match address.ip()? {
        IpAddr::V6(ip) => ip.to_ipv4_mapped().map_or(IpAddr::V6(ip), IpAddr::V4),
        ip => ip,
    };
    Some((ip, address.port().filter(|port| *port != 0)?))
}

/// Whether who is named `local` is the one that a receiver calls `sender`: a socket bound to any address sends from the one
/// that leads there.
pub fn is_named(local: &Address, sender: &Address) -> bool {
    match (place(local), place(sender)) {
        (Some((ip, port)), Some((from, from_port))) => {
            port == from_port && (ip == from || ip.is_unspecified() || ip.is_multicast())
        }
        _ => local == sender || (local.is_unnamed() && sender.is_unnamed()),
    }
}

fn bound(address: &Address) -> Option<Bound> {
    match place(address) {
        Some((IpAddr::V6(Ipv6Addr::UNSPECIFIED), port)) => Some(Bound::Port(port)),
        Some((ip, port)) if ip.is_unspecified() => Some(Bound::Port(port)),
        Some(place) => Some(Bound::Ip(place)),
        None => (address.port().is_none() && !address.is_unnamed()).then(|| Bound::Unix(address.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, number_of};
    use std::sync::Arc;

    fn row(sid: u64, kind: &str, local: Option<Address>, peer: Option<Address>, life: (u64, Option<u64>)) -> SocketRow {
        let kind = number_of(kind).unwrap();
        let mut row = SocketRow::new(SocketId(sid), Name::new("", &format!("s{sid}")), 2, kind, 0);
        (row.local, row.peer, row.connected) = (local, peer, true);
        row.made_t = Duration::from_secs(life.0);
        row.open = life.1.is_none();
        row.last_t = Duration::from_secs(life.1.unwrap_or(life.0));
        row
    }

    fn of_listener(listener: u64, row: SocketRow) -> SocketRow {
        SocketRow { listener: Some(SocketId(listener)), ..row }
    }

    fn ends(rows: Vec<SocketRow>) -> (Board, Ends) {
        let mut board = Board::default();
        for row in rows {
            board.sockets.insert(row.sid, Arc::new(row));
        }
        let ends = Ends::of(&board);
        (board, ends)
    }

    #[test]
    fn mirrored_names_whose_lives_overlap_are_one_connection() {
        let v4 = |port| Some(Address::inet("127.0.0.1", port));
        let mapped = |port| Some(Address::inet6("::ffff:127.0.0.1", port));
        let (_, ends) = ends(vec![
            row(1, "SOCK_STREAM", v4(4000), v4(80), (0, Some(2))),
            row(2, "SOCK_STREAM", v4(80), v4(4000), (1, Some(2))),
            // The same port again, later; and a listener that takes both families.
            row(3, "SOCK_STREAM", v4(4000), v4(80), (5, None)),
            row(4, "SOCK_STREAM", mapped(80), mapped(4000), (6, None)),
            row(5, "SOCK_STREAM", v4(4001), v4(80), (6, None)),
            // Closed before it was accepted; and the same port again.
            row(6, "SOCK_STREAM", v4(80), None, (0, None)),
            row(7, "SOCK_STREAM", v4(4002), v4(80), (7, Some(8))),
            of_listener(6, row(8, "SOCK_STREAM", v4(80), v4(4002), (9, Some(10)))),
            row(9, "SOCK_STREAM", v4(4002), v4(80), (11, None)),
            of_listener(6, row(10, "SOCK_STREAM", v4(80), v4(4002), (12, None))),
        ]);
        let other = |sid| ends.other(SocketId(sid)).map(|sid| sid.0);
        assert_eq!([1, 2, 3, 4, 5].map(other), [Some(2), Some(1), Some(4), Some(3), None]);
        assert_eq!([6, 7, 8, 9, 10].map(other), [None, Some(8), Some(7), Some(10), Some(9)]);
    }

    #[test]
    fn unix_clients_pair_in_the_order_of_connecting() {
        let path = || Some(Address::unix("/tmp/s"));
        let client = |sid, life, connect: u64| {
            let mut row = row(sid, "SOCK_STREAM", None, path(), life);
            row.connect = Some((connect, Duration::from_secs(connect)));
            row
        };
        let (_, ends) = ends(vec![
            row(1, "SOCK_STREAM", path(), None, (2, None)),
            // It connected to another listener, which was there before.
            client(2, (0, None), 1),
            client(3, (0, None), 5),
            client(4, (3, None), 4),
            // Closed before it was accepted.
            client(5, (3, Some(6)), 6),
            // Who was accepted first after that is none of ours.
            client(6, (3, None), 12),
            of_listener(1, row(7, "SOCK_STREAM", path(), None, (7, None))),
            of_listener(1, row(8, "SOCK_STREAM", path(), None, (8, None))),
            of_listener(1, row(9, "SOCK_STREAM", path(), None, (9, None))),
            of_listener(1, row(10, "SOCK_STREAM", path(), None, (10, None))),
            of_listener(1, row(11, "SOCK_STREAM", path(), None, (13, None))),
        ]);
        let other = |sid| ends.other(SocketId(sid)).map(|sid| sid.0);
        assert_eq!([2, 3, 4, 5, 6].map(other), [None, Some(8), Some(7), Some(9), Some(11)]);
        assert_eq!(other(10), None);
    }

    #[test]
    fn datagrams_go_to_who_is_bound_there() {
        let (board, ends) = ends(vec![
            row(1, "SOCK_DGRAM", Some(Address::inet("127.0.0.1", 9)), None, (0, Some(5))),
            row(2, "SOCK_DGRAM", Some(Address::inet("0.0.0.0", 9)), None, (4, None)),
            row(3, "SOCK_DGRAM", Some(Address::abstract_name("x")), None, (0, None)),
        ]);
        let at = |address: Address, t| ends.at(&board, &address, Duration::from_secs(t)).map(|sid| sid.0);
        assert_eq!(at(Address::inet("127.0.0.1", 9), 1), Some(1));
        assert_eq!(at(Address::inet("127.0.0.1", 9), 6), Some(2));
        assert_eq!(at(Address::inet("127.0.0.1", 10), 6), None);
        assert_eq!(at(Address::abstract_name("x"), 1), Some(3));
    }
}
