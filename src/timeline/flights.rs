//! Which bytes went where: sends and receives of a stretch of the log, paired.

use super::{Ends, Flight};
use crate::call::{Address, Call, Outcome, SocketId};
use crate::session::{Board, Direction, Row, traffic};
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a payload that its chip needs.
const PREVIEW: usize = 96;

/// One call that moved bytes.
struct Moved<'a> {
    row: &'a Row,
    sid: SocketId,
    bytes: u64,
    at: Option<u64>,
    t: Duration,
}

/// The flights of these rows: streams by offset, datagrams by names, length and content in order. What has no counterpart
/// among the rows goes toward the lane of its other end, where that is ours, else to the edge. `complete`: no call
/// of the session that follows the first of these rows is left out.
pub fn flights(board: &Board, ends: &Ends, rows: &[(u64, Arc<Row>)], complete: bool) -> Vec<Flight> {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for (_, row) in rows {
        let whole = if row.record.call.sent().is_some() { row.sent_len } else { row.received_len };
        let Some(moved) = traffic(&row.record.call, &row.record.outcome, whole).filter(|moved| !moved.beside) else {
            continue;
        };
        let end = row.t.saturating_add(row.record.took.unwrap_or_default());
        let t = if moved.direction == Direction::Sent { row.t } else { end };
        let moved_to = Moved { row, sid: board.owner(row.sid), bytes: moved.bytes, at: row.record.at, t };
        match moved.direction {
            Direction::Sent => sent.push(moved_to),
            Direction::Received => received.push(moved_to),
        }
    }
    let mut paired = vec![false; received.len()];
    let mut out = Vec::new();
    for call in &sent {
        let found = match ends.other(call.sid).zip(call.at) {
            Some((other, at)) => stream(call, other, at, &received),
            None => datagram(board, ends, call, &received, &paired).into_iter().collect(),
        };
        let toward = target(board, ends, call).filter(|_| found.is_empty());
        let from = Some((call.sid, call.row.n, call.t));
        if found.is_empty() {
            let unread = toward.is_some_and(|to| is_unread(board, to, call).unwrap_or(complete));
            out.push(Flight { toward, unread, ..flight(from, None, call.bytes, call.row, false) });
        }
        let in_pieces = found.len() > 1;
        for (i, bytes) in found {
            let Some(got) = received.get(i) else { continue };
            if let Some(paired) = paired.get_mut(i) {
                *paired = true;
            }
            out.push(flight(
                from,
                Some((got.sid, got.row.n, got.t)),
                bytes,
                if in_pieces { got.row } else { call.row },
                in_pieces || bytes < got.bytes,
            ));
        }
    }
    let alone = received.iter().zip(&paired).filter(|(got, paired)| !**paired && got.bytes > 0);
    out.extend(alone.map(|(got, _)| {
        let to = Some((got.sid, got.row.n, got.t));
        Flight { toward: ends.other(got.sid), ..flight(None, to, got.bytes, got.row, false) }
    }));
    out
}

type End = Option<(SocketId, u64, Duration)>;

fn flight(sent: End, received: End, bytes: u64, row: &Row, in_pieces: bool) -> Flight {
    let data = row.record.call.sent().or_else(|| row.record.outcome.data());
    let preview = data.map_or(&[][..], |data| data.get(..PREVIEW).unwrap_or(data));
    Flight { sent, received, bytes, preview: preview.into(), toward: None, unread: false, in_pieces }
}

/// The receives of the other end that got bytes of this send, and how many of them.
fn stream(call: &Moved<'_>, other: SocketId, at: u64, received: &[Moved<'_>]) -> Vec<(usize, u64)> {
    let end = at.saturating_add(call.bytes);
    let shared = |got: &Moved<'_>| {
        let start = got.at.filter(|_| got.sid == other)?;
        let bytes = end.min(start.saturating_add(got.bytes)).checked_sub(start.max(at))?;
        Some(bytes).filter(|bytes| *bytes > 0)
    };
    received.iter().enumerate().filter_map(|(i, got)| Some((i, shared(got)?))).collect()
}

/// Whether the stream's other end has received nothing from here on. None of datagrams, of which only all rows tell.
fn is_unread(board: &Board, other: SocketId, call: &Moved<'_>) -> Option<bool> {
    call.at.zip(board.row(other)).map(|(at, row)| row.received <= at)
}

/// The socket of ours that it went to.
fn target(board: &Board, ends: &Ends, call: &Moved<'_>) -> Option<SocketId> {
    if let Some(other) = ends.other(call.sid) {
        return Some(other);
    }
    let to: &Address = match &call.row.record.call {
        Call::SendTo { address, .. } => address,
        _ => board.row(call.sid)?.peer.as_ref()?,
    };
    ends.at(board, to, call.t)
}

/// The first receive that nobody has claimed of the socket that the datagram went to, with the same length and beginning.
fn datagram(
    board: &Board,
    ends: &Ends,
    call: &Moved<'_>,
    received: &[Moved<'_>],
    paired: &[bool],
) -> Option<(usize, u64)> {
    let target = target(board, ends, call)?;
    let data = call.row.record.call.sent()?;
    let same = |got: &Moved<'_>| {
        let came = match &got.row.record.outcome {
            Outcome::Ok(value) => value.data(),
            _ => None,
        };
        came.is_some_and(|came| data.starts_with(came) || came.starts_with(data))
    };
    let fits = |(i, got): &(usize, &Moved<'_>)| {
        got.sid == target && got.at.is_none() && got.t >= call.t && paired.get(*i) == Some(&false) && same(got)
    };
    received.iter().enumerate().find(fits).map(|(i, got)| (i, got.bytes))
}
