//! The far ends of arrows: bytes of which one end is in sight, or neither, while they are on their way across it.

use super::gather::Rows;
use crate::call::SocketId;
use crate::session::{Direction, PieceList, Span};
use crate::timeline::{Ends, Flight};
use crate::ui::cx::Cx;
use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

/// So many calls of one direction of a connection are looked for.
const MOST: usize = 16;

/// The rows of the sends above and the receives below whose bytes are received, or were sent, in these rows or on the other
/// side of them: of connections with a lane in sight. From what memory holds of each connection's bytes.
pub fn far_ends(cx: &Cx<'_>, ends: &Ends, rows: &Range<u64>, lanes: &HashSet<SocketId>) -> Vec<u64> {
    let session = cx.state.session();
    let all = session.rows();
    let Some(first) = all.record_of_row(rows.start) else { return Vec::new() };
    let last = all.record_of_row(rows.end).unwrap_or(u64::MAX);
    let mut found = Vec::new();
    for (from, to) in directions(ends, lanes) {
        let (out, into) = (session.pieces(from), session.pieces(to));
        let [sent, sent_here] = [first, last].map(|n| out.offset_from(Direction::Sent, n));
        let [came, came_here] = [first, last].map(|n| into.offset_from(Direction::Received, n));
        let spans = |list: &PieceList<'_>, direction: Direction, range: Range<u64>| match range.is_empty() {
            true => Vec::new(),
            false => list.spans(direction, range, MOST),
        };
        let sends = |range: Range<u64>| spans(&out, Direction::Sent, range);
        let receives = |range: Range<u64>| spans(&into, Direction::Received, range);
        // Sent above, received below; sent above, received here; sent here, received below.
        let across = receives(came_here.max(came)..sent);
        let sends_across = if across.is_empty() { Vec::new() } else { sends(came_here.max(came)..sent) };
        let from_above = sends(came..came_here.min(sent));
        let to_below = receives(came_here.max(sent)..sent_here);
        found.extend(sends_across.iter().chain(&from_above).map(|span: &Span| out.record_of(span)));
        found.extend(across.iter().chain(&to_below).map(|span| into.record_of(span)));
    }
    found.into_iter().filter_map(|n| all.row_of_record(n)).filter(|k| !rows.contains(k)).collect()
}

/// Both directions of each connection of which both ends are ours and one has a lane in sight.
fn directions(ends: &Ends, lanes: &HashSet<SocketId>) -> HashSet<(SocketId, SocketId)> {
    let pairs = lanes.iter().filter_map(|sid| Some((*sid, ends.other(*sid)?)));
    pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect()
}

/// Where the receives came back whose arrows end below these rows: the row before that moment, and the one after it.
pub fn received_below(cx: &Cx<'_>, rows: &Range<u64>, read: &Rows, flights: &[Flight]) -> Vec<(Duration, u64)> {
    let all = cx.state.session().rows();
    let ended = |flight: &Flight| {
        let n = flight.received?.1;
        let (_, row) = read.iter().find(|(_, row)| row.n == n)?;
        all.up_to(row.join_n?).checked_sub(1).filter(|k| *k >= rows.end)
    };
    let after: HashSet<u64> = flights.iter().filter_map(ended).flat_map(|k| [k, k + 1]).collect();
    after.into_iter().filter_map(|k| Some((all.started(k)?, k))).collect()
}
