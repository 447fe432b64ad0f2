//! What the engine is asked for, and what it answers.

use super::guard::Guard;
use crate::call::{Address, By, Call, CallId, Name, Outcome, SocketId, SocketOption, TcpState, Value};
use crossbeam_channel::Sender;
use std::sync::Arc;

/// One call to make.
#[derive(Clone)]
pub struct Request {
    /// The socket; for `socket`, a fresh identity from [`super::Engine::new_socket_id`].
    pub sid: SocketId,
    /// The socket's label; none for `socket`.
    pub on: Option<Name>,
    /// The label of the socket that `socket` or `accept` makes.
    pub makes: Option<Name>,
    /// Who makes the call.
    pub by: By,
    /// The call.
    pub call: Call,
    /// Whether it is made again.
    pub repeat: Repeat,
    /// Who says where the call may go; none lets it go anywhere.
    pub guard: Option<Arc<dyn Guard>>,
    /// Where the end of the call is told directly, with `try_send`: give room for one.
    pub reply: Option<Sender<Reply>>,
}

impl Request {
    /// A call by a person, once, that nobody waits on.
    pub fn new(sid: SocketId, call: Call) -> Self {
        Self { sid, on: None, makes: None, by: By::Person, call, repeat: Repeat::Once, guard: None, reply: None }
    }

    /// With the socket's label.
    pub fn on(mut self, name: Name) -> Self {
        self.on = Some(name);
        self
    }

    /// With the label of the socket that it makes.
    pub fn makes(mut self, name: Name) -> Self {
        self.makes = Some(name);
        self
    }

    /// By someone else.
    pub fn by(mut self, by: By) -> Self {
        self.by = by;
        self
    }

    /// Made again.
    pub fn repeat(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// Kept within what `guard` allows.
    pub fn guard(mut self, guard: Arc<dyn Guard>) -> Self {
        self.guard = Some(guard);
        self
    }

    /// With someone who waits on it.
    pub fn reply(mut self, reply: Sender<Reply>) -> Self {
        self.reply = Some(reply);
        self
    }
}

/// Whether a call is made again after it came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// No.
    #[default]
    Once,
    /// `recv` again until `b''`, an error or *Stop*. Each piece is a call with a record and an id of its own; stopping
    /// any of them stops the loop. The reply is the last piece's.
    UntilEof,
}

/// The end of a call, told to the one who waits on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The call.
    pub id: CallId,
    /// What came of it.
    pub outcome: Outcome,
    /// The socket that `socket` or `accept` made.
    pub made: Option<SocketId>,
}

/// *Keep receiving*: the reactor receives until EOF or an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepReceiving {
    /// The socket's label.
    pub on: Name,
    /// Bytes asked for in each call, 1 to 64 MiB.
    pub size: i64,
    /// Whether a stream is closed, by a call that shows, once its peer has closed: EOF, or an error that ends receiving.
    pub close_at_eof: bool,
}

/// *Keep accepting*: the reactor accepts every client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepAccepting {
    /// The listener's label.
    pub on: Name,
    /// The label of each accepted socket; `#` in it is replaced by a counter.
    pub makes: Name,
    /// The counter's first value.
    pub counter_from: u64,
    /// Each accepted socket is kept receiving from the moment on it is accepted, so many bytes a call (1 to 64 MiB).
    pub then_receive: Option<i64>,
    /// [`KeepReceiving::close_at_eof`] of each accepted socket; of no use without `then_receive`.
    pub close_at_eof: bool,
}

/// A name to look up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// A name, a literal, or `""` for the wildcard.
    pub host: String,
    /// 0 to 65535.
    pub port: i64,
    /// `AF_*`, 0 for any.
    pub family: i32,
    /// `SOCK_*`, 0 for any.
    pub kind: i32,
}

/// How a socket waits, as Python has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// `settimeout(None)`: for ever.
    Blocking,
    /// `settimeout(0)`: not at all.
    NonBlocking,
    /// `settimeout(seconds)`.
    Timeout(f64),
}

/// What the kernel says of a socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// The socket.
    pub sid: SocketId,
    /// Its descriptor; none once it is closed.
    pub fd: Option<i32>,
    /// `AF_*`.
    pub family: i32,
    /// `SOCK_*`.
    pub kind: i32,
    /// The protocol asked for; 0 is the type's own.
    pub proto: i32,
    /// How it waits.
    pub mode: Mode,
    /// `getsockname`.
    pub local: Option<Address>,
    /// `getpeername`.
    pub peer: Option<Address>,
    /// The TCP state, where the system tells it.
    pub tcp: Option<TcpState>,
    /// Bytes received and not read yet (on UDP: the next datagram).
    pub receive_queue: Option<u32>,
    /// Bytes sent and not acknowledged yet.
    pub send_queue: Option<u32>,
    /// A listener's connections that wait, and how many may.
    pub accept_queue: Option<(u32, u32)>,
    /// Options of this kind of socket. `SO_ERROR` is not among them: reading it clears it.
    pub options: Vec<OptionReading>,
}

/// One option's value, or the errno that came instead.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionReading {
    /// The option.
    pub option: SocketOption,
    /// As `getsockopt` gives it.
    pub value: Result<Value, i32>,
}
