//! What `inspect` reads of a socket without changing it.

use crate::call::TcpState;

/// What `inspect` gave: fields and their values, in the order asked for.
pub type Inspection = Vec<(InspectField, InspectValue)>;

/// One thing that `inspect` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InspectField {
    /// `getblocking()`.
    Blocking,
    /// `gettimeout()`.
    Timeout,
    /// Whether the descriptor has O_NONBLOCK (`fcntl(2)`), which Python sets under a timeout too.
    ONonblock,
    /// The TCP state (TCP_INFO); on TCP sockets only.
    Tcp,
    /// Bytes that wait in the receive queue (FIONREAD); not on a listener.
    Inq,
    /// Bytes that wait in the send queue (TIOCOUTQ); not on a listener.
    Outq,
}

impl InspectField {
    /// All fields.
    pub const ALL: [Self; 6] = [Self::Blocking, Self::Timeout, Self::ONonblock, Self::Tcp, Self::Inq, Self::Outq];
    /// Those that are shown where nothing else is asked for.
    pub const USUAL: [Self; 5] = [Self::Blocking, Self::Timeout, Self::Tcp, Self::Inq, Self::Outq];

    /// The name in scripts and session files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Timeout => "timeout",
            Self::ONonblock => "o_nonblock",
            Self::Tcp => "tcp",
            Self::Inq => "inq",
            Self::Outq => "outq",
        }
    }

    /// Reads [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// The value of one field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum InspectValue {
    /// Yes or no.
    Bool(bool),
    /// Seconds; none without a timeout.
    Seconds(Option<f64>),
    /// A TCP state.
    State(TcpState),
    /// Bytes in a queue.
    Number(i64),
    /// The errno that came instead of a queue's length.
    Errno(i32),
}
