//! One socket that is sent to, the call that does it, and what its outcome means for going on.

use super::SendCall;
use crate::call::{Address, Call, Name, Outcome, Payload, SocketId, Value, errno_name};
use crate::session::SocketRow;

/// A socket that is sent to.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub sid: SocketId,
    /// Its label when sending began.
    pub name: Name,
    pub family: i32,
    pub kind: i32,
    pub is_stream: bool,
    /// Where `sendto` sends, once it is resolved.
    pub address: Option<Address>,
    /// It is sent to no more.
    pub is_lost: bool,
}

impl Target {
    /// The socket of a row.
    pub fn of(row: &SocketRow, address: Option<Address>) -> Self {
        Self {
            sid: row.sid,
            name: row.name.clone(),
            family: row.family,
            kind: row.kind & 0xf,
            is_stream: row.is_stream(),
            address,
            is_lost: false,
        }
    }

    /// The call that sends `data`.
    pub fn call(&self, how: SendCall, data: &Payload) -> Call {
        let data = data.clone();
        match (how, &self.address) {
            (SendCall::SendTo, Some(address)) => Call::SendTo { data, flags: 0, address: address.clone() },
            (SendCall::SendAll, _) => Call::SendAll { data, flags: 0 },
            _ => Call::Send { data, flags: 0 },
        }
    }
}

/// What the outcome of a send means for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The kernel took so many bytes.
    Took(u64),
    /// Not now: the next one may go.
    NotNow,
    /// This socket sends no more.
    Lost,
    /// Stopped, after so many bytes.
    Stopped(u64),
}

impl Verdict {
    /// Of a send of `len` bytes.
    pub fn of(outcome: &Outcome, len: usize) -> Self {
        match outcome {
            Outcome::Ok(Value::Int(taken)) => Self::Took(u64::try_from(*taken).unwrap_or(0)),
            Outcome::Ok(_) => Self::Took(len as u64),
            Outcome::Stopped { done } => Self::Stopped(*done),
            Outcome::Timeout => Self::NotNow,
            Outcome::Errno(number) => match errno_name(*number) {
                Some("EAGAIN" | "ENOBUFS" | "ENOMEM" | "EINTR") => Self::NotNow,
                _ => Self::Lost,
            },
            Outcome::Waiting | Outcome::Eai(_) | Outcome::Argument(_) | Outcome::Other(_) => Self::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::errno_number;

    #[test]
    fn what_an_outcome_means() {
        let errno = |name| Outcome::Errno(errno_number(name).unwrap());
        for (outcome, verdict) in [
            (Outcome::Ok(Value::Int(3)), Verdict::Took(3)),
            (Outcome::NONE, Verdict::Took(10)),
            (Outcome::Stopped { done: 4 }, Verdict::Stopped(4)),
            (Outcome::Timeout, Verdict::NotNow),
            (errno("EAGAIN"), Verdict::NotNow),
            (errno("EPIPE"), Verdict::Lost),
            (errno("ECONNRESET"), Verdict::Lost),
            (errno("ECONNREFUSED"), Verdict::Lost),
            (errno("EBADF"), Verdict::Lost),
            (Outcome::Eai(-2), Verdict::Lost),
        ] {
            assert_eq!(Verdict::of(&outcome, 10), verdict, "{outcome:?}");
        }
    }
}
