//! One socket, as the records so far tell it.

use super::{OptionLog, RoundTrips, TcpPath};
use crate::call::{Address, Call, CallId, CallKind, Name, Outcome, Sample, SocketId, TcpState, number_of, option_name};
use std::sync::Arc;
use std::time::Duration;

/// So many calls of a socket's set-up are remembered.
const SETUP: usize = 32;

/// How the socket's calls wait, as a call last set it (`settimeout`, `setblocking`).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Mode {
    /// Until it is done.
    #[default]
    Blocking,
    /// Never: EAGAIN.
    NonBlocking,
    /// So many seconds.
    Timeout(f64),
}

/// What a call sets, and whether it does away with what it was set to before: groups are joined and left one by one.
fn setting(call: &Call) -> Option<(CallKind, i32, i32, bool)> {
    match call {
        Call::SetSockOpt { level, name, .. } => {
            let option = option_name(*level, *name).unwrap_or_default();
            let is_one_of_many = ["MEMBERSHIP", "GROUP", "SOURCE"].iter().any(|part| option.contains(part));
            Some((CallKind::SetSockOpt, *level, *name, !is_one_of_many))
        }
        Call::SetTimeout { .. } | Call::SetBlocking { .. } => Some((CallKind::SetTimeout, 0, 0, true)),
        _ => None,
    }
}

/// One socket, as the records so far tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct SocketRow {
    /// Its identity.
    pub sid: SocketId,
    /// Its label now.
    pub name: Name,
    /// Its label before a younger socket took that over.
    pub renamed_from: Option<Name>,
    /// `AF_INET`…
    pub family: i32,
    /// `SOCK_STREAM`…
    pub kind: i32,
    /// The protocol as `socket` was given it.
    pub proto: i32,
    /// The listening socket that accepted it.
    pub listener: Option<SocketId>,
    /// Set where it listens.
    pub backlog: Option<i64>,
    /// How many connections it accepted.
    pub accepted: u64,
    /// `getsockname`, as last noticed.
    pub local: Option<Address>,
    /// `getpeername`, as last noticed.
    pub peer: Option<Address>,
    /// How its calls wait.
    pub mode: Mode,
    /// The TCP state as last sampled.
    pub tcp: Option<TcpState>,
    /// What the kernel held, as last sampled.
    pub sample: Option<Arc<Sample>>,
    /// The TCP states that were sampled.
    pub tcp_path: TcpPath,
    /// No close came back yet.
    pub open: bool,
    /// A close was made and the descriptor is not gone yet.
    pub closing: bool,
    /// `connect` came back, or it was accepted.
    pub connected: bool,
    /// The record that told that `connect` came back well, and when that call started.
    pub connect: Option<(u64, Duration)>,
    /// A call on its stream told of an RST of the peer's: ECONNRESET, or ECONNREFUSED of connect.
    pub was_reset: bool,
    /// The first record in which a receive on the stream gave 0 bytes.
    pub eof_n: Option<u64>,
    /// The record that ended what it sends: a shutdown, or the end of the call that let go of the last descriptor. At one of
    /// the copies that share a connection.
    pub fin_n: Option<u64>,
    /// `shutdown` of the sending side.
    pub shut_write: bool,
    /// `shutdown` of the receiving side.
    pub shut_read: bool,
    /// Bytes taken by the kernel; MSG_OOB not counted.
    pub sent: u64,
    /// Bytes received; MSG_PEEK and MSG_OOB not counted.
    pub received: u64,
    /// Sends that were taken.
    pub messages_sent: u64,
    /// Receives that gave something.
    pub messages_received: u64,
    /// The last call's error, until a call comes back well.
    pub last_error: Option<(u64, CallKind, Outcome)>,
    /// Calls that wait, in start order.
    pub waiting: Vec<CallId>,
    /// How long answers took; of a datagram socket all senders' together.
    pub round_trips: RoundTrips,
    /// When the first send started that nobody has answered yet; streams only, datagrams have their senders.
    pub asked_at: Option<Duration>,
    /// When it was made.
    pub made_t: Duration,
    /// The call that made it: `socket`, `socketpair`, `accept` or `dup`.
    pub made_by: CallKind,
    /// The socket that it is a copy of by `dup`: the first of them all.
    pub copy_of: Option<SocketId>,
    /// The last record about it.
    pub last_n: u64,
    /// When that was.
    pub last_t: Duration,
    /// The other end that `socketpair` made with it.
    pub pair: Option<SocketId>,
    /// Options that were set: level and number.
    pub options_set: Vec<(i32, i32)>,
    /// Datagrams that the kernel dropped.
    pub drops: u64,
    /// Who sent the last datagram that was received with its sender.
    pub last_sender: Option<Address>,
    /// Where `sendto` last sent.
    pub last_destination: Option<Address>,
    /// The calls that made it what it is and came back well, in order: bind, listen, connect, its options and how it
    /// waits; at most 32.
    pub setup: Vec<Arc<Call>>,
    /// What was asked of its options, and the groups that it is in.
    pub options: Arc<OptionLog>,
}

impl SocketRow {
    /// A new, open socket.
    pub fn new(sid: SocketId, name: Name, family: i32, kind: i32, proto: i32) -> Self {
        Self {
            sid,
            name,
            renamed_from: None,
            family,
            kind,
            proto,
            listener: None,
            backlog: None,
            accepted: 0,
            local: None,
            peer: None,
            mode: Mode::Blocking,
            tcp: None,
            sample: None,
            tcp_path: TcpPath::default(),
            open: true,
            closing: false,
            connected: false,
            connect: None,
            was_reset: false,
            eof_n: None,
            fin_n: None,
            shut_write: false,
            shut_read: false,
            sent: 0,
            received: 0,
            messages_sent: 0,
            messages_received: 0,
            round_trips: RoundTrips::default(),
            asked_at: None,
            made_t: Duration::ZERO,
            made_by: CallKind::Socket,
            copy_of: None,
            last_error: None,
            waiting: Vec::new(),
            last_n: 0,
            last_t: Duration::ZERO,
            pair: None,
            options_set: Vec::new(),
            drops: 0,
            last_sender: None,
            last_destination: None,
            setup: Vec::new(),
            options: Arc::default(),
        }
    }

    /// Remembers a call that made it what it is. The same setting made again takes the place of the one before it, where
    /// nothing but settings stands between them: what was set before `bind` stays before it.
    pub(super) fn remember(&mut self, call: &Call) {
        let again = setting(call);
        let is_setup = again.is_some()
            || matches!(call, Call::Bind { .. } | Call::Listen { .. } | Call::Connect { .. } | Call::ConnectEx { .. });
        if !is_setup {
            return;
        }
        let is_replaced = again.is_some_and(|(.., replaces)| replaces);
        let since = self.setup.iter().rposition(|old| setting(old).is_none()).map_or(0, |at| at + 1);
        let older = self.setup.iter().skip(since).position(|old| is_replaced && setting(old) == again);
        if let Some(older) = older {
            self.setup.remove(since + older);
        }
        if self.setup.len() < SETUP {
            self.setup.push(Arc::new(call.clone()));
        }
    }

    /// Whether it is an IPv6 socket that takes IPv4 as well, because IPV6_V6ONLY was set to 0.
    pub fn takes_both_families(&self) -> bool {
        self.takes_v6_only() == Some(false)
    }

    /// What IPV6_V6ONLY was set to; none where it was not.
    pub fn takes_v6_only(&self) -> Option<bool> {
        self.options.is_on(number_of("IPPROTO_IPV6").zip(number_of("IPV6_V6ONLY"))?)
    }

    /// Whether a receive on the stream gave 0 bytes: nothing more comes.
    pub fn eof_received(&self) -> bool {
        self.eof_n.is_some()
    }

    /// Whether its bytes are one stream in each direction (`SOCK_STREAM`, flags of `socket(2)` aside).
    pub fn is_stream(&self) -> bool {
        number_of("SOCK_STREAM") == Some(self.kind & 0xf)
    }

    /// Whether it listens, accepts and has an end (`SOCK_STREAM`, `SOCK_SEQPACKET`): bytes go nowhere without a connection.
    pub fn is_connection(&self) -> bool {
        self.is_stream() || number_of("SOCK_SEQPACKET") == Some(self.kind & 0xf)
    }
}
