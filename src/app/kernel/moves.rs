//! TCP's state diagram (RFC 9293, section 3.3.2): what moves a connection from each state, and the ways between them.
//! Pure.

use crate::call::TcpState;
use std::collections::VecDeque;

/// Something that moves a connection on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// From where.
    pub from: TcpState,
    /// To where.
    pub to: TcpState,
    /// What does it: a message's key.
    pub key: &'static str,
    /// It is ours to do, not the peer's or the clock's.
    pub is_ours: bool,
}

macro_rules! moves {
    ($($from:ident -> $to:ident $key:literal $ours:literal),* $(,)?) => {
        /// Every move of the diagram of a connection.
        pub const MOVES: &[Move] = &[$(
            Move { from: TcpState::$from, to: TcpState::$to, key: $key, is_ours: $ours }
        ),*];
    };
}

moves! {
    Close -> SynSent "kernel-move-connect" true,
    Close -> Listen "kernel-move-listen" true,
    Listen -> SynRecv "kernel-move-syn" false,
    Listen -> Close "kernel-move-close-listener" true,
    SynSent -> Established "kernel-move-syn-ack" false,
    SynSent -> SynRecv "kernel-move-both-syn" false,
    SynSent -> Close "kernel-move-refused" false,
    SynRecv -> Established "kernel-move-ack" false,
    SynRecv -> Close "kernel-move-rst" false,
    Established -> FinWait1 "kernel-move-close" true,
    Established -> CloseWait "kernel-move-fin" false,
    Established -> Close "kernel-move-rst" false,
    FinWait1 -> FinWait2 "kernel-move-ack-of-fin" false,
    FinWait1 -> Closing "kernel-move-fin" false,
    FinWait1 -> TimeWait "kernel-move-fin-and-ack" false,
    FinWait1 -> Close "kernel-move-rst" false,
    FinWait2 -> TimeWait "kernel-move-fin" false,
    FinWait2 -> Close "kernel-move-rst" false,
    Closing -> TimeWait "kernel-move-ack-of-fin" false,
    CloseWait -> LastAck "kernel-move-close" true,
    CloseWait -> Close "kernel-move-rst" false,
    LastAck -> Close "kernel-move-ack-of-fin" false,
    TimeWait -> Close "kernel-move-minute" false,
}

/// What can move a connection, or a socket that is none yet, from a state.
pub fn moves_from(state: TcpState) -> impl Iterator<Item = &'static Move> {
    MOVES.iter().filter(move |step| step.from == plain(state))
}

/// Linux tells handshakes of a listener apart; the diagram does not.
pub fn plain(state: TcpState) -> TcpState {
    match state {
        TcpState::NewSynRecv => TcpState::SynRecv,
        other => other,
    }
}

/// The name of a state in RFC 9293, with `_` as the sockets API writes it.
pub fn rfc_name(state: TcpState) -> &'static str {
    match state {
        TcpState::Close => "CLOSED",
        TcpState::SynRecv | TcpState::NewSynRecv => "SYN_RECEIVED",
        TcpState::FinWait1 => "FIN_WAIT_1",
        TcpState::FinWait2 => "FIN_WAIT_2",
        other => other.name(),
    }
}

impl Move {
    /// Whether an RST does it, whoever sends that.
    pub fn is_reset(&self) -> bool {
        self.key == "kernel-move-rst"
    }
}

/// The states that must have been passed between two samples, in order, both left out: the shortest way of the diagram
/// without an RST. An accepted connection comes by SYN_RECEIVED, any other by SYN_SENT.
pub fn between(from: TcpState, to: TcpState, accepted: bool) -> Vec<TcpState> {
    let (from, to) = (plain(from), plain(to));
    let may = |step: &&Move| match step.to {
        _ if step.is_reset() => false,
        TcpState::SynSent => !accepted,
        TcpState::Listen => accepted || to == TcpState::Listen,
        _ => true,
    };
    let mut ways: VecDeque<Vec<TcpState>> = VecDeque::from([vec![from]]);
    while let Some(way) = ways.pop_front() {
        let Some(here) = way.last().copied() else { continue };
        for step in MOVES.iter().filter(|step| step.from == here).filter(may) {
            if step.to == to {
                return way.into_iter().skip(1).filter(|state| *state != TcpState::Listen).collect();
            }
            if !way.contains(&step.to) && way.len() < 8 {
                let mut longer = way.clone();
                longer.push(step.to);
                ways.push_back(longer);
            }
        }
    }
    Vec::new()
}

/// A state of the way that a connection took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The state.
    pub state: TcpState,
    /// The kernel reported it; otherwise it is inferred from those around it.
    pub is_sampled: bool,
}

/// The whole way, from CLOSED on: what was sampled, and what must have been between.
pub fn way(sampled: impl IntoIterator<Item = TcpState>, accepted: bool) -> Vec<Passed> {
    let mut way: Vec<Passed> = Vec::new();
    for state in sampled.into_iter().map(plain) {
        let before = way.last().map_or(TcpState::Close, |passed| passed.state);
        if way.is_empty() && state != TcpState::Close {
            way.push(Passed { state: TcpState::Close, is_sampled: false });
        }
        if before != state {
            let passed = between(before, state, accepted);
            way.extend(passed.into_iter().map(|state| Passed { state, is_sampled: false }));
        }
        if way.last().is_none_or(|last| last.state != state) {
            way.push(Passed { state, is_sampled: true });
        }
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use TcpState::*;

    #[test]
    fn ways_of_clients_and_of_accepted_connections() {
        let states = |sampled: &[TcpState], accepted| {
            way(sampled.iter().copied(), accepted)
                .into_iter()
                .map(|passed| (passed.state, passed.is_sampled))
                .collect::<Vec<_>>()
        };
        assert_eq!(states(&[Close, Established], false), [(Close, true), (SynSent, false), (Established, true)]);
        assert_eq!(states(&[Established], true), [(Close, false), (SynRecv, false), (Established, true)]);
        assert_eq!(states(&[Close, Listen], false), [(Close, true), (Listen, true)]);
        let closed = states(&[Close, Established, TimeWait], false);
        assert_eq!(
            closed.iter().map(|(state, _)| *state).collect::<Vec<_>>(),
            [Close, SynSent, Established, FinWait1, TimeWait]
        );
        assert_eq!(states(&[Established, CloseWait, LastAck], true).last(), Some(&(LastAck, true)));
        assert_eq!(between(SynSent, Close, false), []);
    }

    #[test]
    fn every_state_of_a_connection_has_a_way_out_but_none_leads_nowhere() {
        for state in TcpState::ALL {
            assert!(moves_from(*state).next().is_some(), "{state:?}");
        }
    }
}
