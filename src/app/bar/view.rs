//! What the bar shows of the socket that it made.

use super::{Target, TargetKind};
use crate::app::State;
use crate::app::tick::has_ended;
use crate::call::{Address, CallKind, Outcome, SocketId, TcpState, errno_name};
use crate::doctor::{self, Explanation, Surroundings};
use crate::session::{Board, SocketRow};
use std::time::Duration;

/// How far the bar's last press is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarPhase {
    /// Nothing was pressed yet.
    Idle,
    /// A name is looked up, or a call waits; for so long.
    Working(Duration),
    /// TCP, connected.
    Connected,
    /// TCP, listening, with so many clients.
    Listening(usize),
    /// UDP, open.
    Open,
    /// The other side closed the connection, or it broke.
    EndedByPeer,
    /// A call failed.
    Failed,
    /// It was closed here.
    Closed,
}

/// What the bar shows.
#[derive(Clone, Debug)]
pub struct BarView {
    /// Its socket.
    pub sid: Option<SocketId>,
    /// The target that the socket was made for.
    pub target: Option<Target>,
    /// How far it is.
    pub phase: BarPhase,
    /// Where others can reach it, where it is bound wider than loopback.
    pub wide: Option<Address>,
    /// Whether it is an IPv6 socket that IPv4 reaches as well.
    pub dual: bool,
    /// Why the last press failed.
    pub trouble: Option<Explanation>,
}

impl State {
    /// What the connect bar shows, of the live session.
    pub fn bar(&self) -> BarView {
        let sid = self.bar_socket();
        let snapshot = self.live.snapshot();
        let row = sid.and_then(|sid| snapshot.board.row(sid));
        let target = sid.and_then(|sid| self.bar.made.get(&sid)).map(|made| made.target.clone());
        let phase = self.bar_phase(&snapshot.board, sid, row, target.as_ref());
        let listens = target.as_ref().is_some_and(|target| target.kind != TargetKind::TcpClient);
        let wide = row.filter(|row| row.open && listens).and_then(|row| row.local.clone());
        BarView {
            sid,
            phase,
            wide: wide.filter(|local| local.is_wider_than_loopback() && self.bar_has_bound(sid)),
            dual: row.is_some_and(SocketRow::takes_both_families),
            trouble: if phase == BarPhase::Failed { self.bar_trouble(&snapshot.board, sid, row) } else { None },
            target,
        }
    }

    /// A UDP socket that never was bound gets an address of its own by its first send; only that of `bind` was asked for.
    fn bar_has_bound(&self, sid: Option<SocketId>) -> bool {
        let made = sid.and_then(|sid| self.bar.made.get(&sid));
        made.is_some_and(|made| made.target.kind.listens() || made.target.binds_locally())
    }

    fn bar_phase(
        &self,
        board: &Board,
        sid: Option<SocketId>,
        row: Option<&SocketRow>,
        target: Option<&Target>,
    ) -> BarPhase {
        let working = || BarPhase::Working(self.now().saturating_sub(self.bar.pressed));
        let looks_up = self.bar.asking.is_some_and(|id| self.looking_up.iter().any(|look_up| look_up.id == id));
        let (Some(sid), Some(target)) = (sid, target) else {
            return if looks_up { working() } else { BarPhase::Idle };
        };
        if looks_up || self.plans.iter().any(|plan| plan.main_socket() == Some(sid)) {
            return working();
        }
        let failed = self.bar.made.get(&sid).is_some_and(|made| made.failed.is_some());
        if failed && row.is_none_or(|row| row.open) {
            return BarPhase::Failed;
        }
        // Its record is on the way.
        let Some(row) = row else { return working() };
        if !row.open || row.closing {
            return BarPhase::Closed;
        }
        match target.kind {
            TargetKind::TcpClient if has_lost_its_peer(row) => BarPhase::EndedByPeer,
            TargetKind::TcpClient if row.connected => BarPhase::Connected,
            TargetKind::TcpServer if row.backlog.is_some() => {
                let clients = board.sockets.values().filter(|other| other.open && other.listener == Some(sid));
                BarPhase::Listening(clients.count())
            }
            TargetKind::Udp | TargetKind::UdpListen => BarPhase::Open,
            TargetKind::TcpClient | TargetKind::TcpServer => working(),
        }
    }

    fn bar_trouble(&self, board: &Board, sid: Option<SocketId>, row: Option<&SocketRow>) -> Option<Explanation> {
        let (call, outcome) = self.bar.made.get(&sid?)?.failed.as_ref()?;
        match row {
            Some(row) => self.explain_on(board, row, call, outcome),
            None => doctor::explain(call, outcome, &Surroundings::default()),
        }
    }
}

/// Whether the connection has ended: the peer sends no more, or it broke.
pub(super) fn has_lost_its_peer(row: &SocketRow) -> bool {
    let broke = matches!(&row.last_error, Some((_, _, Outcome::Errno(errno)))
        if matches!(errno_name(*errno), Some("EPIPE" | "ECONNRESET")));
    let is_over = row.tcp == Some(TcpState::Close) || broke;
    row.connected && (is_over || row.eof_received() || has_ended(row, CallKind::Recv))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Name;

    #[test]
    fn a_connection_that_broke_is_not_called_connected() {
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), 2, 1, 0);
        (row.connected, row.tcp) = (true, Some(TcpState::Established));
        assert!(!has_lost_its_peer(&row));
        let broken = SocketRow { tcp: Some(TcpState::Close), ..row.clone() };
        assert!(has_lost_its_peer(&broken));
        let errno = |name: &str| crate::call::errno_number(name).unwrap();
        for (name, lost) in [("EPIPE", true), ("ECONNRESET", true), ("EAGAIN", false), ("EMSGSIZE", false)] {
            row.last_error = Some((1, CallKind::Send, Outcome::Errno(errno(name))));
            assert_eq!(has_lost_its_peer(&row), lost, "{name}");
        }
    }
}
