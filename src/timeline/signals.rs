//! What nobody reports and the calls imply: FIN and RST. Always drawn dashed, always called inferred.

use super::Ends;
use crate::call::{Call, Outcome, SocketId, errno_name, number_of};
use crate::session::{Board, Row};
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
    let (mut left, mut ended) = (HashSet::new(), HashSet::new());
    for (k, row) in rows {
        let sid = board.owner(row.sid);
        let Some(socket) = board.row(sid).filter(|socket| socket.is_stream()) else { continue };
        let end = row.t.saturating_add(row.record.took.unwrap_or_default());
        let at = |t| At { sid, k: *k, n: row.n, t };
        let connected = socket.connected || socket.listener.is_some() || socket.pair.is_some();
        // The shutdown that ended it may stand above what is in sight.
        let ended_before = matches!(row.record.call, Call::Close) && socket.shut_write && !left.contains(&sid);
        if connected && ends_stream(row) && left.insert(sid) && !ended_before {
            leaving.push(at(row.t));
        }
        match &row.record.outcome {
            Outcome::Ok(value) if value.data().is_some_and(|data| data.is_empty()) => {
                let is_first = socket.eof_n.is_none_or(|n| n == row.n || row.join_n == Some(n));
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
        let from = ends.other(to.sid).and_then(|other| leaving.iter().find(|at| at.sid == other && at.t <= to.t));
        used.extend(from.map(|from| from.sid));
        out.push(Signal { from: from.copied(), to: Some(to), toward: None, reset });
    }
    for from in leaving.into_iter().filter(|from| !used.contains(&from.sid)) {
        let lives = |other: &SocketId| board.row(*other).is_some_and(|row| row.open || row.last_t > from.t);
        if let Some(other) = ends.other(from.sid).filter(lives) {
            out.push(Signal { from: Some(from), to: None, toward: Some(other), reset: false });
        }
    }
    out
}

/// Whether the call ends what its socket sends.
fn ends_stream(row: &Row) -> bool {
    let ok = matches!(row.record.outcome, Outcome::Ok(_));
    ok && match row.record.call {
        Call::Shutdown { how } => Some(how) != number_of("SHUT_RD"),
        Call::Close => true,
        _ => false,
    }
}
