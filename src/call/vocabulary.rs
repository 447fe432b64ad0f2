//! The calls, by Python's names.

use super::Address;
use std::sync::Arc;

/// Bytes that go to or came from a socket; shared, never changed.
pub type Payload = Arc<[u8]>;

/// One socket call with its arguments. Numbers are the platform's own; `constants` gives them names.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// `socket.socket(family, type, proto)`.
    Socket { family: i32, kind: i32, proto: i32 },
    /// `s.bind(address)`.
    Bind { address: Address },
    /// `s.listen([backlog])`; none lets CPython's default stand: min(SOMAXCONN, 128).
    Listen { backlog: Option<i64> },
    /// `s.accept()`.
    Accept,
    /// `s.connect(address)`.
    Connect { address: Address },
    /// `s.connect_ex(address)`: the errno is returned, not raised.
    ConnectEx { address: Address },
    /// `s.send(data[, flags])`: may take fewer bytes than given.
    Send { data: Payload, flags: i32 },
    /// `s.sendall(data[, flags])`: loops until all is taken or an error comes.
    SendAll { data: Payload, flags: i32 },
    /// `s.sendto(data[, flags], address)`.
    SendTo { data: Payload, flags: i32, address: Address },
    /// `s.recv(size[, flags])`: at most `size` bytes; 0 bytes on a stream is EOF.
    Recv { size: i64, flags: i32 },
    /// `s.recvfrom(size[, flags])`.
    RecvFrom { size: i64, flags: i32 },
    /// `s.shutdown(how)`.
    Shutdown { how: i32 },
    /// `s.close()`.
    Close,
    /// `s.getsockname()`.
    GetSockName,
    /// `s.getpeername()`.
    GetPeerName,
    /// `s.settimeout(seconds or None)`.
    SetTimeout { seconds: Option<f64> },
    /// `s.gettimeout()`.
    GetTimeout,
    /// `s.setblocking(flag)`.
    SetBlocking { blocking: bool },
    /// `s.setsockopt(level, name, value)`.
    SetSockOpt { level: i32, name: i32, value: OptionValue },
    /// `s.getsockopt(level, name[, buflen])`.
    GetSockOpt { level: i32, name: i32, kind: OptionKind },
    /// `s.fileno()`.
    FileNo,
}

/// What is given to `setsockopt`.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A C int.
    Int(i64),
    /// The raw bytes of the option's structure.
    Bytes(Payload),
    /// `struct linger`: on or off, seconds.
    Linger(i32, i32),
    /// `struct timeval`, in seconds.
    TimeVal(f64),
}

/// How `getsockopt` reads its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A C int.
    Int,
    /// So many raw bytes (at most 1024, as CPython allows).
    Bytes(u32),
    /// `struct linger`.
    Linger,
    /// `struct timeval`.
    TimeVal,
}

macro_rules! kinds {
    ($($kind:ident $name:literal),* $(,)?) => {
        /// Which call, without its arguments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CallKind { $(#[doc = $name] $kind),* }

        impl CallKind {
            /// Every call, in the order of the sockets API's own chapters.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Python's name, which is also the session file's.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }
        }
    };
}

kinds! {
    Socket "socket", Bind "bind", Listen "listen", Accept "accept", Connect "connect", ConnectEx "connect_ex",
    Send "send", SendAll "sendall", SendTo "sendto", Recv "recv", RecvFrom "recvfrom", Shutdown "shutdown",
    Close "close", GetSockName "getsockname", GetPeerName "getpeername", SetTimeout "settimeout",
    GetTimeout "gettimeout", SetBlocking "setblocking", SetSockOpt "setsockopt", GetSockOpt "getsockopt",
    FileNo "fileno",
}

impl CallKind {
    /// Reads [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether the kernel may keep this call waiting.
    pub fn may_wait(self) -> bool {
        use CallKind::{Accept, Connect, ConnectEx, Recv, RecvFrom, Send, SendAll, SendTo};
        matches!(self, Accept | Connect | ConnectEx | Send | SendAll | SendTo | Recv | RecvFrom)
    }
}

impl Call {
    /// Which call this is.
    pub fn kind(&self) -> CallKind {
        match self {
            Self::Socket { .. } => CallKind::Socket,
            Self::Bind { .. } => CallKind::Bind,
            Self::Listen { .. } => CallKind::Listen,
            Self::Accept => CallKind::Accept,
            Self::Connect { .. } => CallKind::Connect,
            Self::ConnectEx { .. } => CallKind::ConnectEx,
            Self::Send { .. } => CallKind::Send,
            Self::SendAll { .. } => CallKind::SendAll,
            Self::SendTo { .. } => CallKind::SendTo,
            Self::Recv { .. } => CallKind::Recv,
            Self::RecvFrom { .. } => CallKind::RecvFrom,
            Self::Shutdown { .. } => CallKind::Shutdown,
            Self::Close => CallKind::Close,
            Self::GetSockName => CallKind::GetSockName,
            Self::GetPeerName => CallKind::GetPeerName,
            Self::SetTimeout { .. } => CallKind::SetTimeout,
            Self::GetTimeout => CallKind::GetTimeout,
            Self::SetBlocking { .. } => CallKind::SetBlocking,
            Self::SetSockOpt { .. } => CallKind::SetSockOpt,
            Self::GetSockOpt { .. } => CallKind::GetSockOpt,
            Self::FileNo => CallKind::FileNo,
        }
    }

    /// The bytes that this call sends, where it sends any.
    pub fn sent(&self) -> Option<&Payload> {
        match self {
            Self::Send { data, .. } | Self::SendAll { data, .. } | Self::SendTo { data, .. } => Some(data),
            _ => None,
        }
    }

    /// The address that this call names, where it names one.
    pub fn address(&self) -> Option<&Address> {
        match self {
            Self::Bind { address }
            | Self::Connect { address }
            | Self::ConnectEx { address }
            | Self::SendTo { address, .. } => Some(address),
            _ => None,
        }
    }
}
