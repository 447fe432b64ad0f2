//! TCP states as the kernel reported them: rungs on the lane.

use super::draw::Canvas;
use super::shape::{Anchor, Area, Face, Ink, Part, spot};
use crate::call::{CallKind, SocketId, TcpState};
use std::time::Duration;

/// A state that the kernel reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The record that tells it.
    pub n: u64,
    /// When.
    pub t: Duration,
    /// Of which socket.
    pub sid: SocketId,
    /// What it is.
    pub state: TcpState,
    /// The row of the log that it came after; which of how many that came between that row and the next.
    pub after: (u64, usize, usize),
}

/// Puts states into their places: `states` in the order of their records, each after the call that `call_before` knows
/// of, which is a row of the log and its kind.
pub fn placed(
    states: impl IntoIterator<Item = (u64, Duration, SocketId, TcpState)>,
    call_before: impl Fn(u64) -> Option<(u64, Option<CallKind>)>,
) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = Vec::new();
    for (n, t, sid, state) in states {
        let Some((k, kind)) = call_before(n) else { continue };
        // A new socket is closed: nothing happened yet.
        if state != TcpState::Close || kind != Some(CallKind::Socket) {
            rungs.push(Rung { n, t, sid, state, after: (k, 0, 0) });
        }
    }
    rungs.sort_by_key(|rung| (rung.after.0, rung.n));
    for group in rungs.chunk_by_mut(|a, b| a.after.0 == b.after.0) {
        let count = group.len();
        group.iter_mut().enumerate().for_each(|(i, rung)| rung.after = (rung.after.0, i, count));
    }
    rungs
}

/// Draws the states in sight.
pub fn rungs(canvas: &mut Canvas<'_, '_>) {
    for rung in canvas.sight.states {
        let (k, i, count) = rung.after;
        let y = canvas.y(canvas.sight.scale.after_row(k, rung.t, (i, count)));
        let lane = canvas.sight.board.owner(rung.sid);
        let Some(x) = canvas.lane_in_sight(lane).filter(|_| canvas.shows(y, y)) else { continue };
        let Some((left, right)) = canvas.columns.edges(lane) else { continue };
        let ink = match rung.state {
            TcpState::Established | TcpState::Listen => Ink::Done,
            TcpState::CloseWait => Ink::Warning,
            _ => Ink::Subdued,
        };
        canvas.line(spot(x - 5.0, y), spot(x + 5.0, y), ink, false);
        let (before, after) = (x - left - 12.0, right - x - 12.0);
        let places = [
            (Anchor::End, spot(x - 10.0, y), before),
            (Anchor::Start, spot(x + 10.0, y), after),
            (Anchor::Start, spot(x + 10.0, y + 6.0), after),
            (Anchor::Start, spot(x + 10.0, y - 6.0), after),
        ];
        canvas.first_free(&places, rung.state.name(), (Face::MonoSmall, ink));
        canvas.part(Area::new(x - 10.0, y - 4.0, x + 10.0, y + 4.0), Part::State(rung.n));
    }
}
