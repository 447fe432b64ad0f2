//! Which bytes a call moved.

use crate::call::{Call, Outcome, Value, number_of};

/// Which way bytes went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the socket to its peer.
    Sent,
    /// From the peer to the socket.
    Received,
}

/// Bytes that a call moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Which way.
    pub direction: Direction,
    /// How many.
    pub bytes: u64,
    /// MSG_PEEK or MSG_OOB: not part of the stream.
    pub beside: bool,
}

fn has(flags: i32, name: &str) -> bool {
    flags != 0 && number_of(name).is_some_and(|bit| flags & bit != 0)
}

/// Which bytes a call moved: sends by the count in the outcome, receives by what came. `whole` is the whole length of
/// the payload in question, parts included. None for calls that move none, that wait, and that failed.
pub fn traffic(call: &Call, outcome: &Outcome, whole: u64) -> Option<Traffic> {
    let sent = |flags: i32, bytes: u64| Traffic { direction: Direction::Sent, bytes, beside: has(flags, "MSG_OOB") };
    match (call, outcome) {
        (Call::Send { flags, .. } | Call::SendTo { flags, .. }, Outcome::Ok(Value::Int(count))) => {
            Some(sent(*flags, u64::try_from(*count).unwrap_or(0)))
        }
        (Call::SendAll { flags, .. }, Outcome::Ok(_)) => Some(sent(*flags, whole)),
        (
            Call::Send { flags, .. } | Call::SendAll { flags, .. } | Call::SendTo { flags, .. },
            Outcome::Stopped { done },
        ) if *done > 0 => Some(sent(*flags, *done)),
        // What a file has not flushed yet counts as sent, what it read ahead as not received: in order it is the same.
        (Call::Write { .. }, Outcome::Ok(_)) => Some(sent(0, whole)),
        (call, Outcome::Ok(value)) if call.kind().receives() && value.data().is_some() => Some(Traffic {
            direction: Direction::Received,
            bytes: whole,
            beside: has(call.flags(), "MSG_PEEK") || has(call.flags(), "MSG_OOB"),
        }),
        _ => None,
    }
}
