//! What a picture is drawn from.

use super::{Block, Ends, Group, Rung, Scale};
use crate::call::{CallKind, SocketId};
use crate::locale::Language;
use crate::script::CallLanguage;
use crate::session::{Board, Row};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

/// Bytes that went from one socket to another, or to or from a peer outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Flight {
    /// The call that sent them, where it is ours: its socket, its record, when it started.
    pub sent: Option<(SocketId, u64, Duration)>,
    /// The call that received them, where it is ours and came back: its socket, its record, when it came back.
    pub received: Option<(SocketId, u64, Duration)>,
    /// How many.
    pub bytes: u64,
    /// The first of them.
    pub preview: Box<[u8]>,
    /// Whose lane the other end is on, where that is ours and its call is not among the rows.
    pub toward: Option<SocketId>,
    /// No call has received them so far.
    pub unread: bool,
    /// Bytes of the datagram that are gone: the receive had no room for them (recv(2), of message-based sockets).
    pub lost: u64,
    /// It is one of several receives that the bytes of its send came in, or one of several sends in one receive.
    pub in_pieces: bool,
}

/// What of a session is drawn, and how.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// The sockets.
    pub board: &'a Board,
    /// Their lanes.
    pub groups: &'a [Group],
    /// Who is whose other end.
    pub ends: &'a Ends,
    /// Rows of the log, in order: those that show as marks, and a few around them.
    pub rows: &'a [(u64, Arc<Row>)],
    /// Calls that are too dense to be marks.
    pub blocks: &'a [Block],
    /// States that the kernel reported.
    pub states: &'a [Rung],
    /// Bytes between them.
    pub flights: &'a [Flight],
    /// Where they stand.
    pub scale: &'a Scale,
    /// The session's clock while it is live; none where it is over.
    pub now: Option<Duration>,
    /// Records of calls that do not fit what is looked for.
    pub dimmed: &'a HashSet<u64>,
    /// The selected record.
    pub selected: Option<u64>,
    /// The selected span, in the scale's points.
    pub span: Option<(f64, f64)>,
    /// How far it is scrolled to the right.
    pub left: f32,
    /// The height, in the scale's points, that is at the top of the picture below its head.
    pub from: f64,
    /// Points across.
    pub width: f32,
    /// Points down, the head included.
    pub height: f32,
    /// The language of our own words.
    pub language: Language,
    /// The language that calls are shown in.
    pub calls: CallLanguage,
}

/// Points of the column of times.
pub const TIMES: f32 = 84.0;
/// A lane is never narrower, and scrolls sideways where there are more.
const LANE_LEAST: f32 = 124.0;
/// Nor wider.
const LANE_MOST: f32 = 360.0;
/// A folded side.
const FOLDED: f32 = 44.0;
/// Points between two sides.
const BETWEEN: f32 = 8.0;

/// Points that words keep from the next lane's line.
const NO_LINE: f32 = 12.0;

/// Points across for a call that is on no socket, such as `getaddrinfo`: it stands at the left edge, over the lanes.
const NO_LANE: f32 = 260.0;

/// An arrow to the edge.
const EDGE: f32 = 54.0;

/// Where each lane is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// The left and right edge of each group.
    pub groups: Vec<(f32, f32)>,
    /// The edges of each lane. Lanes of a folded side share theirs.
    places: HashMap<SocketId, (f32, f32)>,
    /// Points across that all of it needs.
    pub width: f32,
}

impl Columns {
    /// Lanes share the width evenly, within limits.
    pub fn of(groups: &[Group], width: f32) -> Self {
        let lanes: usize = groups.iter().filter(|group| !group.folded).map(|group| group.lanes.len()).sum();
        let folded = groups.iter().filter(|group| group.folded).count() as f32 * FOLDED;
        let gaps = groups.len().saturating_sub(1) as f32 * BETWEEN;
        let free = width - TIMES - folded - gaps - BETWEEN;
        let lane = (free / lanes.max(1) as f32).clamp(LANE_LEAST, LANE_MOST).floor();
        let mut columns = Self::default();
        let mut x = TIMES;
        for group in groups {
            let left = x;
            for sid in &group.lanes {
                let right = if group.folded { left + FOLDED } else { x + lane };
                columns.places.insert(*sid, (if group.folded { left } else { x }, right));
                x = if group.folded { x } else { right };
            }
            x = if group.folded { left + FOLDED } else { x };
            columns.groups.push((left, x));
            x += BETWEEN;
        }
        columns.width = x.max(TIMES);
        columns
    }

    /// Where the lane's line runs: nearer to its left edge, since most texts stand to its right. The first lane of all has
    /// nobody to its left to talk to, and the last one nobody to its right to lend it room.
    pub fn line(&self, sid: SocketId) -> Option<f32> {
        if sid == SocketId::NONE {
            return Some(TIMES + NO_LINE);
        }
        let (left, right) = *self.places.get(&sid)?;
        let is_first = self.groups.first().is_some_and(|(first, _)| *first == left);
        let is_last = self.groups.last().is_some_and(|(_, last)| *last == right);
        let share = match (is_first, is_last) {
            (true, _) => 0.22,
            (_, true) => 0.15,
            _ => 0.4,
        };
        Some((left + (right - left) * share).round())
    }

    /// Up to where each lane's words keep clear: the next lane's line, or, where nothing comes after, the end of the picture
    /// and the room that a line would have had.
    pub fn reaches(&self, width: f32) -> HashMap<SocketId, f32> {
        let mut lines: Vec<(f32, SocketId)> =
            self.places.keys().filter_map(|sid| Some((self.line(*sid)?, *sid))).collect();
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut next, mut end) = (width + NO_LINE, width + NO_LINE);
        let mut reaches = HashMap::with_capacity(lines.len());
        for (x, sid) in lines {
            // Lanes of a folded side share their line.
            if x < next {
                (end, next) = (next, x);
            }
            reaches.insert(sid, end);
        }
        reaches
    }

    /// Where an arrow ends that goes from a lane's line at `x` to a peer outside: on the side that is nearer.
    pub fn edge(&self, x: f32) -> f32 {
        let first = self.groups.first().map_or(0.0, |(left, _)| *left);
        let last = self.groups.last().map_or(self.width, |(_, right)| *right);
        if x - first < last - x { x - EDGE } else { x + EDGE }
    }

    /// As seen scrolled to the right by so many points.
    pub fn scrolled(mut self, left: f32) -> Self {
        for (from, to) in self.groups.iter_mut().chain(self.places.values_mut()) {
            *from -= left;
            *to -= left;
        }
        self
    }

    /// The lane's edges.
    pub fn edges(&self, sid: SocketId) -> Option<(f32, f32)> {
        if sid == SocketId::NONE {
            return Some((TIMES, TIMES + NO_LANE));
        }
        self.places.get(&sid).copied()
    }
}

impl Sight<'_> {
    /// Whether the call of this record stands back: it does not fit what is looked for, and is not selected.
    pub fn is_dim(&self, n: u64) -> bool {
        self.dimmed.contains(&n) && self.selected != Some(n)
    }

    /// Where a call ended, in the scale's points: now where it still waits.
    pub fn end_of(&self, row: &Row) -> f64 {
        let end = match row.record.took {
            Some(took) => row.t.saturating_add(took),
            None => self.now.unwrap_or(row.t),
        };
        self.scale.of_time(end)
    }

    /// Whether its bar is drawn: it waits, or its end was a record of its own.
    pub fn is_long(&self, row: &Row) -> bool {
        row.join_n.is_some() || row.record.waits.is_some()
    }

    /// Whether the bytes of record `n` go to, or come from, what is to its right.
    pub fn flies_right(&self, columns: &Columns, n: u64) -> bool {
        let x = |end: &Option<(SocketId, u64, Duration)>| columns.line(self.board.owner((*end)?.0));
        let beyond = |from: Option<f32>| from.is_some_and(|from| columns.edge(from) > from);
        self.flights.iter().any(|flight| match (x(&flight.sent), x(&flight.received)) {
            (Some(from), Some(to)) if flight.sent.is_some_and(|sent| sent.1 == n) => from < to,
            (Some(from), Some(to)) if flight.received.is_some_and(|received| received.1 == n) => to < from,
            (from, None) if flight.sent.is_some_and(|sent| sent.1 == n) => beyond(from),
            (None, to) if flight.received.is_some_and(|received| received.1 == n) => beyond(to),
            _ => false,
        })
    }

    /// The socket whose lane the row belongs to; the one that was made, where the call is on none.
    pub fn lane_of(&self, row: &Row) -> SocketId {
        let owner = self.board.owner(row.sid);
        match row.record.call.kind() {
            CallKind::GetAddrInfo => SocketId::NONE,
            _ => owner,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_share_the_width_and_a_folded_side_is_narrow() {
        let lanes = |from: u64, to: u64| (from..to).map(SocketId).collect::<Vec<_>>();
        let group = |side: &str, folded, lanes| Group { side: side.into(), folded, lanes };
        let groups = [group("server", false, lanes(1, 3)), group("client", true, lanes(3, 6))];
        let columns = Columns::of(&groups, 700.0);
        let width = |sid| columns.edges(SocketId(sid)).map(|(left, right)| right - left);
        assert_eq!(width(1), width(2));
        assert_eq!(width(3), Some(FOLDED));
        assert_eq!(columns.edges(SocketId(3)), columns.edges(SocketId(5)));
        assert!(columns.width <= 700.0);
        assert!(columns.line(SocketId(1)) < columns.line(SocketId(2)));
        // More than fit: they keep their width, and the picture is wider than its place.
        let many = Columns::of(&[group("", false, lanes(1, 101))], 700.0);
        assert_eq!(many.edges(SocketId(1)).map(|(left, right)| right - left), Some(LANE_LEAST));
        assert!(many.width > 100.0 * LANE_LEAST);
        assert_eq!(columns.line(SocketId(99)), None);
    }
}
