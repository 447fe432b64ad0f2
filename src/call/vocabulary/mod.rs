//! The calls, by Python's names.

mod inspect;
mod kind;
mod options;
mod resolver;

use super::{Address, Name};
use std::sync::Arc;

pub use inspect::{InspectField, InspectValue, Inspection};
pub use kind::CallKind;
pub use options::{OptionKind, OptionValue};
pub use resolver::{AddrInfo, Service};

/// Bytes that go to or came from a socket; shared, never changed.
pub type Payload = Arc<[u8]>;

/// One socket call with its arguments. Numbers are the platform's own; `constants` gives them names.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// `socket.socket(family, type, proto)`.
    Socket { family: i32, kind: i32, proto: i32 },
    /// `a, b = socket.socketpair(family, type, proto)`; `other` is the label of the second end, `b`.
    SocketPair { family: i32, kind: i32, proto: i32, other: Option<Name> },
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
    /// `s.recvmsg(size, 0[, flags])`: no room for ancillary data is given.
    RecvMsg { size: i64, flags: i32 },
    /// `recv` again and again until there are `size` bytes, or EOF. Not a call of Python's: every book writes it anew.
    RecvExact { size: i64 },
    /// `s.shutdown(how)`.
    Shutdown { how: i32 },
    /// `s.close()`.
    Close,
    /// `s.detach()`: the object is closed, the descriptor is not.
    Detach,
    /// `s.dup()`: another descriptor of the same socket.
    Dup,
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
    /// `s.getblocking()`.
    GetBlocking,
    /// `s.setsockopt(level, name, value)`.
    SetSockOpt { level: i32, name: i32, value: OptionValue },
    /// `s.getsockopt(level, name[, buflen])`.
    GetSockOpt { level: i32, name: i32, kind: OptionKind },
    /// `s.fileno()`.
    FileNo,
    /// `s.makefile(mode, buffering, encoding=…, newline=…)`: a file object on the socket.
    MakeFile { mode: Box<str>, buffering: Option<i64>, encoding: Option<Box<str>>, newline: Option<Box<str>> },
    /// `f.readline()`.
    ReadLine,
    /// `f.read([size])`; none, and any number below 0, reads to EOF. In text mode `size` counts characters.
    Read { size: Option<i64> },
    /// `f.write(data)`; in text mode the data is UTF-8 here and goes out in the file's encoding.
    Write { data: Payload },
    /// `f.flush()`.
    Flush,
    /// `f.close()` of a file that `makefile` made.
    FClose,
    /// `socket.getaddrinfo(host, port, family, type, proto, flags)`. On no socket.
    GetAddrInfo { host: Option<Box<str>>, port: Service, family: i32, kind: i32, proto: i32, flags: i32 },
    /// `poll(2)` on the socket for `events` (POLLIN…), at most so many seconds; below 0 without a limit.
    Poll { events: i32, seconds: f64 },
    /// What the socket is doing, read without changing it. `until` waits for those values, at most so many seconds;
    /// `fields` empty shows those of `until`, or the usual ones.
    Inspect { fields: Vec<InspectField>, until: Vec<(InspectField, InspectValue)>, seconds: f64 },
}

impl Call {
    /// Which call this is.
    pub fn kind(&self) -> CallKind {
        match self {
            Self::Socket { .. } => CallKind::Socket,
            Self::SocketPair { .. } => CallKind::SocketPair,
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
            Self::RecvMsg { .. } => CallKind::RecvMsg,
            Self::RecvExact { .. } => CallKind::RecvExact,
            Self::Shutdown { .. } => CallKind::Shutdown,
            Self::Close => CallKind::Close,
            Self::Detach => CallKind::Detach,
            Self::Dup => CallKind::Dup,
            Self::GetSockName => CallKind::GetSockName,
            Self::GetPeerName => CallKind::GetPeerName,
            Self::SetTimeout { .. } => CallKind::SetTimeout,
            Self::GetTimeout => CallKind::GetTimeout,
            Self::SetBlocking { .. } => CallKind::SetBlocking,
            Self::GetBlocking => CallKind::GetBlocking,
            Self::SetSockOpt { .. } => CallKind::SetSockOpt,
            Self::GetSockOpt { .. } => CallKind::GetSockOpt,
            Self::FileNo => CallKind::FileNo,
            Self::MakeFile { .. } => CallKind::MakeFile,
            Self::ReadLine => CallKind::ReadLine,
            Self::Read { .. } => CallKind::Read,
            Self::Write { .. } => CallKind::Write,
            Self::Flush => CallKind::Flush,
            Self::FClose => CallKind::FClose,
            Self::GetAddrInfo { .. } => CallKind::GetAddrInfo,
            Self::Poll { .. } => CallKind::Poll,
            Self::Inspect { .. } => CallKind::Inspect,
        }
    }

    /// The bytes that this call sends (or hands to a file that sends them), where it sends any.
    pub fn sent(&self) -> Option<&Payload> {
        match self {
            Self::Send { data, .. } | Self::SendAll { data, .. } | Self::SendTo { data, .. } | Self::Write { data } => {
                Some(data)
            }
            _ => None,
        }
    }

    /// [`Self::sent`] to change.
    pub fn sent_mut(&mut self) -> Option<&mut Payload> {
        match self {
            Self::Send { data, .. } | Self::SendAll { data, .. } | Self::SendTo { data, .. } | Self::Write { data } => {
                Some(data)
            }
            _ => None,
        }
    }

    /// The flags of a data call; 0 for the others.
    pub fn flags(&self) -> i32 {
        match self {
            Self::Send { flags, .. }
            | Self::SendAll { flags, .. }
            | Self::SendTo { flags, .. }
            | Self::Recv { flags, .. }
            | Self::RecvFrom { flags, .. }
            | Self::RecvMsg { flags, .. } => *flags,
            _ => 0,
        }
    }

    /// The most bytes that a receive asks for, where the call says so.
    pub fn size(&self) -> Option<i64> {
        match self {
            Self::Recv { size, .. } | Self::RecvFrom { size, .. } | Self::RecvMsg { size, .. } => Some(*size),
            Self::RecvExact { size } => Some(*size),
            Self::Read { size } => *size,
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
