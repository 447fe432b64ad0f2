//! What nobody reports and the calls imply: FIN and RST. Always drawn dashed, always called inferred.

use super::Ends;
use crate::call::{Call, Outcome, SocketId, errno_name};
use crate::session::{Board, Row, SocketRow};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// One end of a signal: its socket, its row of the log, its record, the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub sid: SocketId,
    pub k: u64,
    pub n: u64,
    pub t: Duration,
}

/// The end of a stream on its way, as the calls imply it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal {
    /// The call that made it, where it is ours.
    pub from: Option<At>,
    /// The call that saw it, where it is ours.
    pub to: Option<At>,
    /// Whose lane it went to, where that is ours and no call has seen it.
    pub toward: Option<SocketId>,
    /// An RST; else a FIN.
    pub reset: bool,
}

/// The signals among these rows.
pub fn signals(board: &Board, ends: &Ends, rows: &[(u64, Arc<Row>)]) -> Vec<Signal> {
    let mut leaving: Vec<At> = Vec::new();
    let mut arriving: Vec<(At, bool)> = Vec::new();
    let mut ended = HashSet::new();
    let other = |sid: SocketId| ends.other(board.origin(sid));
    for (k, row) in rows {
        let sid = board.owner(row.sid);
        let Some(socket) = board.row(sid).filter(|socket| socket.is_stream()) else { continue };
        let end = row.t.saturating_add(row.record.took.unwrap_or_default());
        let at = |t| At { sid, k: *k, n: row.n, t };
        let is = |n: Option<u64>| n.is_some_and(|n| n == row.n || row.join_n == Some(n));
        if is(socket.fin_n) && (is_connected(socket) || board.row(board.origin(sid)).is_some_and(is_connected)) {
            let by_itself = matches!(row.record.call, Call::Shutdown { .. } | Call::Close | Call::FClose);
            // Else it was the last call that held a socket closed before.
            leaving.push(at(if by_itself { row.t } else { end }));
        }
        match &row.record.outcome {
            Outcome::Ok(value) if value.data().is_some_and(|data| data.is_empty()) => {
                let is_first = socket.eof_n.is_none() || is(socket.eof_n);
                let asked = row.record.call.size() != Some(0) && row.received_len == 0 && is_first;
                if asked && ended.insert((sid, false)) {
                    arriving.push((at(end), false));
                }
            }
            Outcome::Errno(errno) if errno_name(*errno) == Some("ECONNRESET") && ended.insert((sid, true)) => {
                arriving.push((at(end), true));
            }
            _ => {}
        }
    }
    let mut out: Vec<Signal> = Vec::new();
    let mut used = HashSet::new();
    for (to, reset) in arriving {
        let sent = |at: &&At, other: SocketId| board.origin(at.sid) == other && at.t <= to.t;
        let from = other(to.sid).and_then(|other| leaving.iter().find(|at| sent(at, other)));
        used.extend(from.map(|from| from.sid));
        out.push(Signal { from: from.copied(), to: Some(to), toward: None, reset });
    }
    for from in leaving.into_iter().filter(|from| !used.contains(&from.sid)) {
        let lives = |other: &SocketId| board.row(*other).is_some_and(|row| row.open || row.last_t > from.t);
        if let Some(other) = other(from.sid).filter(lives) {
            out.push(Signal { from: Some(from), to: None, toward: Some(other), reset: false });
        }
    }
    out
}

fn is_connected(socket: &SocketRow) -> bool {
    socket.connected || socket.listener.is_some() || socket.pair.is_some()
}

#[cfg(test)]
mod tests {
    use super::super::flights::tests::{row, socket};
    use super::*;
    use crate::call::number_of;

    #[test]
    fn a_fin_leaves_once_and_from_the_call_that_sent_it() {
        let none = || Outcome::NONE;
        let shut = || Call::Shutdown { how: number_of("SHUT_WR").unwrap() };
        // The record of the FIN as the board has it, of the socket or of its copy.
        let table = [
            (Some(10), None, vec![(1, shut()), (1, shut()), (1, Call::Close)], vec![10]),
            // The shutdown stands above what is in sight.
            (Some(3), None, vec![(1, Call::Close)], vec![]),
            // A file was open still.
            (Some(11), None, vec![(1, Call::Close), (1, Call::FClose)], vec![11]),
            (None, None, vec![(1, Call::Close)], vec![]),
            (None, Some(11), vec![(1, Call::Close), (3, Call::Close)], vec![11]),
        ];
        for (own, of_copy, calls, expected) in table {
            let mut board = Board::default();
            socket(&mut board, 1, "SOCK_STREAM", 4000, Some(80));
            socket(&mut board, 2, "SOCK_STREAM", 80, Some(4000));
            let mut copy = board.row(SocketId(1)).unwrap().clone();
            (copy.sid, copy.copy_of, copy.fin_n) = (SocketId(3), Some(SocketId(1)), of_copy);
            copy.made_by = crate::call::CallKind::Dup;
            board.sockets.insert(copy.sid, Arc::new(copy));
            Arc::make_mut(board.sockets.get_mut(&SocketId(1)).unwrap()).fin_n = own;
            let rows: Vec<_> = (0..).zip(calls).map(|(k, (sid, call))| row(k, sid, None, call, none())).collect();
            let all = signals(&board, &Ends::of(&board), &rows);
            let told: Vec<u64> = all.iter().filter_map(|signal| Some(signal.from?.n)).collect();
            assert_eq!(told, expected);
            assert!(all.iter().all(|signal| signal.toward == Some(SocketId(2))), "{all:?}");
        }
    }
}
