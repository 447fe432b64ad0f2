//! Which bytes went where: sends and receives of a stretch of the log, paired.

use super::ends::is_named;
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
            let preview = call.row.record.call.sent().map_or(&[][..], |data| beginning(data, 0, call.bytes));
            out.push(Flight { toward, unread, ..flight(from, None, call.bytes, preview, false) });
        }
        let in_pieces = found.len() > 1;
        let sent_data = call.row.record.call.sent().map_or(&[][..], |data| data);
        for shared in &found {
            let Some(got) = received.get(shared.by) else { continue };
            if let Some(paired) = paired.get_mut(shared.by) {
                *paired = true;
            }
            let preview = match beginning(sent_data, shared.of_sent, shared.bytes) {
                [] => beginning(came(got), shared.of_received, shared.bytes),
                preview => preview,
            };
            let to = Some((got.sid, got.row.n, got.t));
            let of_some = in_pieces || shared.bytes < got.bytes;
            out.push(Flight { lost: shared.lost, ..flight(from, to, shared.bytes, preview, of_some) });
        }
        if !found.is_empty()
            && let Some((other, rest)) = rest(board, ends, call)
        {
            let preview = beginning(sent_data, call.bytes - rest, rest);
            out.push(Flight { toward: Some(other), unread: true, ..flight(from, None, rest, preview, true) });
        }
    }
    let alone = received.iter().zip(&paired).filter(|(got, paired)| !**paired && got.bytes > 0);
    out.extend(alone.map(|(got, _)| {
        let to = Some((got.sid, got.row.n, got.t));
        let preview = beginning(came(got), 0, got.bytes);
        Flight { toward: ends.other(got.sid), ..flight(None, to, got.bytes, preview, false) }
    }));
    out
}

type End = Option<(SocketId, u64, Duration)>;

/// Bytes of one send that one receive got.
struct Shared {
    /// Which receive.
    by: usize,
    bytes: u64,
    /// Where they begin in what was sent, and in what was received.
    of_sent: u64,
    of_received: u64,
    /// Bytes of a datagram that no receive can get any more.
    lost: u64,
}

fn flight(sent: End, received: End, bytes: u64, preview: &[u8], in_pieces: bool) -> Flight {
    Flight { sent, received, bytes, preview: preview.into(), toward: None, unread: false, lost: 0, in_pieces }
}

/// What a receive got, as far as it is at hand.
fn came<'a>(got: &Moved<'a>) -> &'a [u8] {
    got.row.record.outcome.data().map_or(&[][..], |data| data)
}

/// The first of so many bytes from an offset on; none where they are not at hand.
fn beginning(data: &[u8], from: u64, bytes: u64) -> &[u8] {
    let data = usize::try_from(from).ok().and_then(|from| data.get(from..)).unwrap_or_default();
    let most = usize::try_from(bytes).map_or(PREVIEW, |bytes| bytes.min(PREVIEW));
    data.get(..most).unwrap_or(data)
}

/// The receives of the other end that got bytes of this send, and which of them.
fn stream(call: &Moved<'_>, other: SocketId, at: u64, received: &[Moved<'_>]) -> Vec<Shared> {
    let end = at.saturating_add(call.bytes);
    let shared = |by: usize, got: &Moved<'_>| {
        let start = got.at.filter(|_| got.sid == other)?;
        let from = start.max(at);
        let bytes = end.min(start.saturating_add(got.bytes)).checked_sub(from).filter(|bytes| *bytes > 0)?;
        Some(Shared { by, bytes, of_sent: from - at, of_received: from - start, lost: 0 })
    };
    received.iter().enumerate().filter_map(|(i, got)| shared(i, got)).collect()
}

/// How much of what a stream's send sent its other end has not received, where it has received some.
fn rest(board: &Board, ends: &Ends, call: &Moved<'_>) -> Option<(SocketId, u64)> {
    let (other, at) = ends.other(call.sid).zip(call.at)?;
    let rest = at.saturating_add(call.bytes).checked_sub(board.row(other)?.received)?;
    Some((other, rest)).filter(|(_, rest)| (1..call.bytes).contains(rest))
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

/// The first receive that nobody has claimed of the socket that the datagram went to, from the one that sent it, with the
/// same length and beginning; one that took less of a longer datagram, too.
fn datagram(board: &Board, ends: &Ends, call: &Moved<'_>, received: &[Moved<'_>], paired: &[bool]) -> Option<Shared> {
    let target = target(board, ends, call)?;
    let data = call.row.record.call.sent()?;
    let local = board.row(call.sid).and_then(|row| row.local.as_ref());
    let same = |got: &Moved<'_>| {
        let is_long = got.bytes == call.bytes || (got.bytes > 0 && is_cut(got) && got.bytes < call.bytes);
        // Of both only a beginning may be at hand.
        is_long && data.iter().zip(came(got)).all(|(a, b)| a == b)
    };
    let is_from = |got: &Moved<'_>| match (&got.row.record.outcome, local) {
        (Outcome::Ok(value), Some(local)) => value.sender().is_none_or(|sender| is_named(local, sender)),
        _ => true,
    };
    let fits = |(i, got): &(usize, &Moved<'_>)| {
        let is_free = got.at.is_none() && paired.get(*i) == Some(&false);
        got.sid == target && is_free && got.t >= call.t && same(got) && is_from(got)
    };
    let (by, got) = received.iter().enumerate().find(fits)?;
    Some(Shared { by, bytes: got.bytes, of_sent: 0, of_received: 0, lost: call.bytes - got.bytes })
}

/// Whether the receive got all that it had asked for: of a longer datagram the rest is gone.
fn is_cut(got: &Moved<'_>) -> bool {
    let size = got.row.record.call.size().and_then(|size| u64::try_from(size).ok());
    size.is_none_or(|size| size == got.bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::call::{By, CallRecord, Kept, Name, Value, number_of};
    use crate::session::SocketRow;

    pub(in crate::timeline) fn socket(board: &mut Board, sid: u64, kind: &str, local: i64, peer: Option<i64>) {
        let kind = number_of(kind).unwrap();
        let mut row = SocketRow::new(SocketId(sid), Name::new("", &format!("s{sid}")), 2, kind, 0);
        row.local = Some(Address::inet("127.0.0.1", local));
        row.peer = peer.map(|port| Address::inet("127.0.0.1", port));
        row.connected = peer.is_some();
        board.sockets.insert(row.sid, Arc::new(row));
    }

    pub(in crate::timeline) fn row(k: u64, sid: u64, at: Option<u64>, call: Call, outcome: Outcome) -> (u64, Arc<Row>) {
        let received_len = outcome.data().map_or(0, |data| data.len() as u64);
        let sent_len = call.sent().map_or(0, |data| data.len() as u64);
        let record = CallRecord {
            on: None,
            makes: None,
            by: By::Person,
            call,
            waits: None,
            took: Some(Duration::ZERO),
            outcome,
            made: None,
            at,
            deferred: false,
            kept: Kept::Whole,
        };
        let (n, t) = (k + 10, Duration::from_millis(k));
        (k, Arc::new(Row { n, t, sid: SocketId(sid), record, sent_len, received_len, join_n: None }))
    }

    fn text(data: &[u8]) -> String {
        String::from_utf8_lossy(data).into()
    }

    /// From record to record, how many, the first of them, and whether nobody read them.
    fn told(board: &Board, rows: &[(u64, Arc<Row>)]) -> Vec<(u64, u64, u64, String, bool)> {
        let n = |end: End| end.map_or(0, |end| end.1);
        let all = flights(board, &Ends::of(board), rows, true);
        all.iter().map(|f| (n(f.sent), n(f.received), f.bytes, text(&f.preview), f.unread)).collect()
    }

    #[test]
    fn an_arrow_shows_the_bytes_that_flew_on_it() {
        let mut board = Board::default();
        socket(&mut board, 1, "SOCK_STREAM", 4000, Some(80));
        socket(&mut board, 2, "SOCK_STREAM", 80, Some(4000));
        let send = |k, at, data: &str| {
            let outcome = Outcome::Ok(Value::Int(data.len() as i64));
            row(k, 1, Some(at), Call::Send { data: data.as_bytes().into(), flags: 0 }, outcome)
        };
        let recv = |k, at, data: &str| {
            let outcome = Outcome::Ok(Value::Data(data.as_bytes().into()));
            row(k, 2, Some(at), Call::Recv { size: 9, flags: 0 }, outcome)
        };
        let read = |board: &mut Board, bytes| {
            Arc::make_mut(board.sockets.get_mut(&SocketId(2)).unwrap()).received = bytes;
        };
        // 5 + 5 bytes, received as 7 + 3.
        read(&mut board, 10);
        let rows = [send(0, 0, "AAAAA"), send(1, 5, "BBBBB"), recv(2, 0, "AAAAABB"), recv(3, 7, "BBB")];
        let expected = [(10, 12, 5, "AAAAA"), (11, 12, 2, "BB"), (11, 13, 3, "BBB")];
        assert_eq!(told(&board, &rows), expected.map(|(n, m, bytes, said)| (n, m, bytes, said.into(), false)));
        // So far only the first of them.
        read(&mut board, 4);
        assert_eq!(
            told(&board, &[send(0, 0, "hello world"), recv(1, 0, "hell")]),
            [(10, 11, 4, "hell".into(), false), (10, 0, 7, "o world".into(), true)]
        );
        // What is beyond the beginning at hand of the send is had from the receive.
        read(&mut board, 10);
        let mut long = send(0, 0, "AAAAABBBBB");
        let Call::Send { data, .. } = &mut Arc::get_mut(&mut long.1).unwrap().record.call else { unreachable!() };
        *data = b"AAAAA".as_slice().into();
        let pieces = told(&board, &[long, recv(1, 0, "AAAAA"), recv(2, 5, "BBBBB")]);
        assert_eq!(pieces.iter().map(|f| f.3.as_str()).collect::<Vec<_>>(), ["AAAAA", "BBBBB"]);
    }

    #[test]
    fn datagrams_pair_by_sender_length_and_beginning() {
        let mut board = Board::default();
        socket(&mut board, 1, "SOCK_DGRAM", 9, None);
        socket(&mut board, 2, "SOCK_DGRAM", 40, None);
        socket(&mut board, 3, "SOCK_DGRAM", 50, None);
        let send = |k, sid, data: &str| {
            let outcome = Outcome::Ok(Value::Int(data.len() as i64));
            let address = Address::inet("127.0.0.1", 9);
            row(k, sid, None, Call::SendTo { data: data.as_bytes().into(), flags: 0, address }, outcome)
        };
        let recv = |k, size, data: &str, from: Option<i64>| {
            let from = from.map(|port| Address::inet("127.0.0.1", port));
            let outcome = Outcome::Ok(Value::DataFrom(data.as_bytes().into(), from));
            row(k, 1, None, Call::RecvFrom { size, flags: 0 }, outcome)
        };
        type Case = (&'static str, i64, &'static str, Option<i64>, bool);
        let table: [Case; 9] = [
            ("ping", 9, "ping", Some(40), true),
            ("ping", 9, "ping", None, true),
            ("ping", 9, "ping", Some(50), false),
            ("ping", 9, "pong", Some(40), false),
            ("1", 9, "12", Some(40), false),
            ("ping", 9, "", Some(40), false),
            ("", 9, "", Some(40), true),
            // It asked for less than had come.
            ("ping", 2, "pi", Some(40), true),
            ("ping", 9, "pi", Some(40), false),
        ];
        for (sent, size, came, from, is_pair) in table {
            let rows = [send(0, 2, sent), recv(1, size, came, from)];
            let pair = told(&board, &rows).iter().any(|f| (f.0, f.1) == (10, 11));
            assert_eq!(pair, is_pair, "{sent:?} {came:?} {from:?}");
        }
        let cut = flights(&board, &Ends::of(&board), &[send(0, 2, "ping"), recv(1, 2, "pi", Some(40))], true);
        assert_eq!(cut.iter().map(|flight| (flight.bytes, flight.lost)).collect::<Vec<_>>(), [(2, 2)]);
        // Two that say the same, and the first one's is lost.
        let rows = [send(0, 2, "ping"), send(1, 3, "ping"), recv(2, 9, "ping", Some(50))];
        assert_eq!(told(&board, &rows), [(10, 0, 4, "ping".into(), true), (11, 12, 4, "ping".into(), false)]);
    }
}
