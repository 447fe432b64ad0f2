//! What the engine reports. The recorder alone turns events into numbered records.

use super::{Address, Call, CallId, Name, Outcome, Sampled, SocketId};
use std::time::Duration;

/// One report of the engine, in the order in which things became known.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A call was handed to the kernel.
    Started(Started),
    /// That call came back.
    Ended(Ended),
    /// A call that came back before anyone could look (the reactor's batches).
    Done(Started, Ended),
    /// Something that is no call.
    Noticed { at: Duration, sid: Option<SocketId>, notice: Notice },
}

/// A call at the moment it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Started {
    /// Ties the end to the start.
    pub id: CallId,
    /// Since the session began.
    pub at: Duration,
    /// The socket the call is on; for `socket`, the one it makes.
    pub sid: SocketId,
    /// The socket's label (`on`); none for `socket`.
    pub on: Option<Name>,
    /// The label of the socket that the call makes (`as`): `socket`, `accept`.
    pub makes: Option<Name>,
    /// Who made the call.
    pub by: By,
    /// The call.
    pub call: Call,
}

/// A call at the moment it comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Ties the end to the start.
    pub id: CallId,
    /// How long the call took.
    pub took: Duration,
    /// What came of it.
    pub outcome: Outcome,
    /// The socket that `accept` made.
    pub made: Option<SocketId>,
    /// `close`: other calls still hold the socket; the last of them runs close(2).
    pub deferred: bool,
}

/// Who made a call: absent in the file for the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// A button of the window.
    #[default]
    Person,
    /// A typed call line.
    Line,
    /// A script.
    Script,
    /// *Keep receiving*, *keep accepting*.
    Keep,
    /// `rule:NAME`, `lesson:NAME`, `program:NAME`, or a word that this version does not know.
    Other(Box<str>),
}

/// What happened that is no call (`ev` in the session file).
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The TCP state that the kernel reported.
    State(TcpState),
    /// Local and peer name became known.
    Names { local: Option<Address>, peer: Option<Address> },
    /// What the kernel holds for the socket, where that is not what it held before.
    Sample(Box<Sampled>),
    /// Datagrams that the kernel dropped since the last such notice.
    Drops { count: u64 },
    /// Records or bytes that the session does not have, and why (a word, not a sentence). `sendall` and `recv_exact` are
    /// what such a call had moved before it failed: that counts as part of the stream.
    Gap { records: u64, bytes: u64, why: Box<str> },
    /// A note of the person about record `about`.
    Note { about: u64, text: Box<str> },
    /// A kind that this version does not know, kept as the line's own JSON.
    Other { kind: Box<str>, json: Box<str> },
}

macro_rules! states {
    ($($state:ident $number:literal $name:literal),* $(,)?) => {
        /// A TCP state as Linux names it (`tcp(7)`, include/net/tcp_states.h).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum TcpState { $(#[doc = $name] $state),* }

        impl TcpState {
            /// All states.
            pub const ALL: &'static [Self] = &[$(Self::$state),*];

            /// The name that `inspect` and the session file use.
            pub fn name(self) -> &'static str {
                match self { $(Self::$state => $name),* }
            }

            /// From the number in `tcp_info.tcpi_state`.
            pub fn from_number(number: u8) -> Option<Self> {
                match number { $($number => Some(Self::$state),)* _ => None }
            }
        }
    };
}

states! {
    Established 1 "ESTABLISHED", SynSent 2 "SYN_SENT", SynRecv 3 "SYN_RECV", FinWait1 4 "FIN_WAIT1",
    FinWait2 5 "FIN_WAIT2", TimeWait 6 "TIME_WAIT", Close 7 "CLOSE", CloseWait 8 "CLOSE_WAIT",
    LastAck 9 "LAST_ACK", Listen 10 "LISTEN", Closing 11 "CLOSING", NewSynRecv 12 "NEW_SYN_RECV",
}

impl TcpState {
    /// Reads [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.name() == name)
    }
}
