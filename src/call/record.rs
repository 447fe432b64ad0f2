//! A record: one numbered line of a session.

use super::{By, Call, CallId, Name, Notice, Outcome, SocketId};
use std::time::Duration;

/// One line of a session, with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The record's number: gap-free from 0, the order in which things became known.
    pub n: u64,
    /// When the call started or the event was seen, since the session began.
    pub t: Duration,
    /// The socket it is about.
    pub sid: Option<SocketId>,
    /// What the line says.
    pub body: Body,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The first line.
    Header(Header),
    /// A call that came back at once, or the start of one that waits.
    Call(Box<CallRecord>),
    /// The end of a call that waited.
    Join(Box<JoinRecord>),
    /// Something that is no call.
    Notice(Notice),
    /// A piece of the payload of record `of`, which follows.
    Part { of: u64, data: super::Payload },
    /// A line of a kind that this version does not know (a script's `sleep`, a comment), kept as its JSON.
    Other(Box<str>),
}

/// The first line of a session file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The moment the session began: RFC 3339 in UTC with 9 decimals.
    pub utc: Box<str>,
    /// Who wrote it: `sockscope 0.1.0`.
    pub app: Box<str>,
}

/// A call and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRecord {
    /// The socket's label.
    pub on: Option<Name>,
    /// The label of the socket that the call makes.
    pub makes: Option<Name>,
    /// Who made it.
    pub by: By,
    /// The call.
    pub call: Call,
    /// Set where the call waits: its end is a [`JoinRecord`] with the same id.
    pub waits: Option<CallId>,
    /// How long it took; none while it waits.
    pub took: Option<Duration>,
    /// What came of it; [`Outcome::Waiting`] where it waits.
    pub outcome: Outcome,
    /// The socket that `accept` made.
    pub made: Option<SocketId>,
    /// On a stream's send and recv, the offset of the first byte in that direction.
    pub at: Option<u64>,
    /// `close`: run by the last call that held the socket.
    pub deferred: bool,
    /// Whether the payload is in the file.
    pub kept: Kept,
}

/// The end of a call that waited.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinRecord {
    /// The call that ended.
    pub id: CallId,
    /// How long it took, from its start.
    pub took: Duration,
    /// What came of it.
    pub outcome: Outcome,
    /// The socket that `accept` made.
    pub made: Option<SocketId>,
    /// On a stream's send and recv, the offset of the first byte in that direction.
    pub at: Option<u64>,
    /// `close`: run by the last call that held the socket.
    pub deferred: bool,
    /// Whether the payload is in the file.
    pub kept: Kept,
}

/// Whether a payload is in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kept {
    /// All of it.
    #[default]
    Whole,
    /// Only its length and hash: the person chose so.
    Hash { len: u64, sha256: Box<str> },
}
