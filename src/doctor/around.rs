//! What is known about the socket of a call, its neighbours on the board, and the machine.

use crate::call::{Address, SocketId};
use crate::net::Machine;
use crate::session::SocketRow;
use std::time::Duration;

/// What is known about the socket of a call and its neighbours, at the moment the call came back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The socket's address family, by the platform's number.
    pub family: i32,
    /// The socket's type, by the platform's number.
    pub kind: i32,
    /// The socket's own address, once it has one.
    pub local: Option<&'a Address>,
    /// The address at the other end, once connected.
    pub peer: Option<&'a Address>,
    /// Whether `listen` was called on the socket.
    pub listens: bool,
    /// Whether `close` was called on the socket.
    pub closed: bool,
    /// Whether the peer has said that it sends no more.
    pub eof_received: bool,
    /// Whether this side has said that it sends no more.
    pub shut_write: bool,
    /// All that the board has of the socket.
    pub row: Option<&'a SocketRow>,
    /// The other sockets of the board of the same type, closed ones too, youngest first: ports of TCP and UDP are
    /// separate, so the others do not matter.
    pub others: &'a [&'a SocketRow],
    /// Connects of the others that were refused last, and still are the last that is known of them.
    pub refused: &'a [Dialled],
    /// How long the payload of the call is, in bytes, where the call has only its beginning.
    pub sends: Option<u64>,
    /// How much this socket sent after its other end, a socket of the board, was closed; none where not known.
    pub sent_after_close: Option<u64>,
    /// What was asked of the machine about this call; none before the answer.
    pub machine: Option<&'a Machine>,
}

/// A connect that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialled {
    /// The socket that dialled.
    pub sid: SocketId,
    /// Its name.
    pub name: String,
    /// Where it dialled.
    pub address: Address,
    /// When, on the session's clock.
    pub at: Duration,
}

impl<'a> Surroundings<'a> {
    /// What the board says of a socket; the neighbours are added by who knows them.
    pub fn of(row: &'a SocketRow) -> Self {
        Self {
            family: row.family,
            kind: row.kind,
            local: row.local.as_ref(),
            peer: row.peer.as_ref(),
            listens: row.backlog.is_some(),
            closed: !row.open,
            eof_received: row.eof_received(),
            shut_write: row.shut_write,
            row: Some(row),
            ..Self::default()
        }
    }
}
