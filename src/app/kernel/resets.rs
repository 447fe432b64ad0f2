//! Whether an RST brought a connection to CLOSED, from what its calls and samples tell. Pure.

use super::moves::{Passed, plain, way};
use crate::call::{Outcome, TcpState, errno_name};
use crate::session::SocketRow;

/// An RST that ended a connection, or refused one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reset {
    /// The state in which it came, or was sent.
    pub from: TcpState,
    /// A call came back with it; otherwise it is inferred.
    pub is_seen: bool,
}

impl Reset {
    /// What came, or was sent, to a socket whose connection is over.
    ///
    /// Seen: ECONNRESET of any call, ECONNREFUSED of connect. Inferred: the kernel said CLOSE of a descriptor whose FIN was
    /// never sent and that did not time out; a close with SO_LINGER of 0 seconds, or with bytes unread (RFC 2525, 2.17).
    pub fn of(row: &SocketRow) -> Option<Self> {
        let states: Vec<TcpState> = row.tcp_path.iter().map(plain).collect();
        let last = states.iter().rev().copied().find(|state| *state != TcpState::Close);
        if row.was_reset {
            let from = if row.connected { last? } else { TcpState::SynSent };
            return Some(Self { from, is_seen: true });
        }
        let from = last.filter(|from| *from != TcpState::Listen && row.connected)?;
        let timed_out =
            matches!(row.last_error, Some((_, _, Outcome::Errno(no))) if errno_name(no) == Some("ETIMEDOUT"));
        let said_so = states.last() == Some(&TcpState::Close) && !row.shut_write && !timed_out;
        let closed = !row.open && !row.closing && !row.shut_write;
        let is_inferred = said_so || closed && (row.options.lingers_not() || left_unread(row));
        is_inferred.then_some(Self { from, is_seen: false })
    }

    /// The way that ends with it.
    pub fn way(self, row: &SocketRow) -> Vec<Passed> {
        let mut states: Vec<TcpState> = row.tcp_path.iter().map(plain).collect();
        while states.last() == Some(&TcpState::Close) {
            states.pop();
        }
        let mut way = way(states, row.listener.is_some());
        if way.is_empty() {
            way.push(Passed { state: TcpState::Close, is_sampled: row.tcp_path.last().is_some() });
        }
        if way.last().is_some_and(|last| last.state != self.from) {
            way.push(Passed { state: self.from, is_sampled: false });
        }
        way.push(Passed { state: TcpState::Close, is_sampled: self.is_seen });
        way
    }
}

/// The kernel had received more than the calls ever read.
fn left_unread(row: &SocketRow) -> bool {
    let Some(sample) = row.sample.as_deref().filter(|sample| sample.receive_queue > Some(0)) else { return false };
    let came = sample.tcp.and_then(|tcp| tcp.bytes_received).unwrap_or(0);
    // A FIN counts as a byte there.
    let fin = u64::from(sample.tcp_state() != Some(TcpState::Established));
    came.saturating_sub(fin) > row.received
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Call, CallKind, Name, OptionValue, Sample, SocketId, TcpInfo, number_of};
    use std::sync::Arc;

    fn row(path: &[TcpState]) -> SocketRow {
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), 2, 1, 0);
        path.iter().for_each(|state| row.tcp_path.add(*state));
        row.connected = path.len() > 1;
        row
    }

    #[test]
    fn an_rst_is_seen_or_inferred_and_an_ordinary_end_is_none() {
        use TcpState::*;
        let with = |path: &[TcpState], change: &dyn Fn(&mut SocketRow)| {
            let mut row = row(path);
            change(&mut row);
            Reset::of(&row).map(|reset| (reset.from, reset.is_seen))
        };
        let timed_out = Outcome::Errno(crate::call::errno_number("ETIMEDOUT").unwrap());
        let linger = Call::SetSockOpt {
            level: number_of("SOL_SOCKET").unwrap(),
            name: number_of("SO_LINGER").unwrap(),
            value: OptionValue::Linger(1, 0),
        };
        let unread = |count: u64| Sample {
            sid: SocketId(1),
            at: std::time::Duration::ZERO,
            tcp: Some(TcpInfo { state: 1, bytes_received: Some(count), ..TcpInfo::default() }),
            memory: None,
            receive_queue: Some(5),
            send_queue: Some(0),
            accept_queue: None,
            handshakes: None,
        };
        let closed = |row: &mut SocketRow| row.open = false;
        assert_eq!(with(&[Close], &|row| row.was_reset = true), Some((SynSent, true)));
        assert_eq!(with(&[Close, CloseWait, Close], &|row| row.was_reset = true), Some((CloseWait, true)));
        assert_eq!(with(&[Close, Established, Close], &|_| {}), Some((Established, false)));
        assert_eq!(with(&[Close, Established, Close], &|row| row.shut_write = true), None);
        let late = |row: &mut SocketRow| row.last_error = Some((1, CallKind::Recv, timed_out.clone()));
        assert_eq!(with(&[Close, Established, Close], &late), None);
        assert_eq!(with(&[Close, Established], &closed), None);
        let cut = |row: &mut SocketRow| {
            row.open = false;
            Arc::make_mut(&mut row.options).take(1, &linger, &Outcome::NONE);
        };
        assert_eq!(with(&[Close, Established], &cut), Some((Established, false)));
        let left = |row: &mut SocketRow, received| {
            (row.open, row.received, row.sample) = (false, received, Some(Arc::new(unread(9))));
        };
        assert_eq!(with(&[Close, Established], &|row| left(row, 4)), Some((Established, false)));
        assert_eq!(with(&[Close, Established], &|row| left(row, 9)), None, "it was read after that look");
        assert_eq!(with(&[Close, Listen], &closed), None);
        let refused = Reset { from: SynSent, is_seen: true };
        let states: Vec<TcpState> = refused.way(&row(&[Close])).iter().map(|passed| passed.state).collect();
        assert_eq!(states, [Close, SynSent, Close]);
    }
}
