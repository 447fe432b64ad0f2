//! Why a call failed or waits, in the person's words, and what to try: pure functions, no system call.
//!
//! The room knows the vocabulary (`call`) and the texts (`locale`). What surrounds the socket comes in as
//! [`Surroundings`], plain data that the caller reads off the board. Every answer is a [`Message`] of
//! `assets/locales/*/errors.ftl`; the window turns it into words.
//!
//! One file a chapter: `reach` (getting to the other side), `place` (having an address), `flow` (bytes on their way),
//! `system` (the socket itself and the system), `refused` (what no kernel answered), `waits`, `files`.

mod case;
mod files;
mod flow;
mod headline;
mod nearby;
mod place;
mod reach;
mod refused;
mod system;
mod waits;

#[cfg(test)]
mod tests;

pub use files::{input_error, io_error};
pub use waits::explain_waiting;

use crate::call::{Address, Call, Outcome, Value, errno_name};
use crate::locale::Message;
use case::{Case, Finding};

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
    /// The addresses that other open sockets of the board listen on or (UDP) are bound to; best of the same type only.
    pub listening_here: &'a [Address],
    /// The names of other open sockets of the board and the address that each is bound to, listening or not; of the
    /// same type only, for ports of TCP and UDP are separate.
    pub bound_here: &'a [(String, Address)],
    /// Whether `close` was called on the socket.
    pub closed: bool,
    /// Whether the peer has said that it sends no more.
    pub eof_received: bool,
    /// Whether this side has said that it sends no more.
    pub shut_write: bool,
}

/// What the person reads about a call that did not go as it was meant to.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Which call, where, and how it ended: `connect to 127.0.0.1:8001: ECONNREFUSED (111)`.
    pub headline: Message,
    /// Why it came to that.
    pub why: Message,
    /// What to do about it, the most promising first: one to three.
    pub tries: Vec<Message>,
}

/// Why `call` ended as it did.
///
/// None for what is no failure: a returned value, a wait, an outcome that this version does not know, and a stop that
/// leaves nothing behind. A stopped `connect` and a stopped send that had begun are explained, because the kernel goes
/// on with them. `connect_ex` that returned an errno is explained like `connect` that raised it.
pub fn explain(call: &Call, outcome: &Outcome, around: &Surroundings<'_>) -> Option<Explanation> {
    let case = Case { call, around };
    let finding = match outcome {
        Outcome::Errno(0) | Outcome::Ok(Value::ConnectEx(0)) => return None,
        Outcome::Errno(number) | Outcome::Ok(Value::ConnectEx(number)) => of_errno(&case, *number),
        Outcome::Timeout => refused::timeout(&case),
        Outcome::Eai(number) => refused::name(&case, *number),
        Outcome::Argument(why) => refused::argument(&case, *why),
        Outcome::Stopped { done } => refused::stopped(&case, *done)?,
        Outcome::Waiting | Outcome::Ok(_) | Outcome::Other(_) => return None,
    };
    let Finding { why, tries } = finding;
    Some(Explanation { headline: headline::headline(&case, outcome), why, tries })
}

/// The chapters are asked in turn; the last one has an answer to every number.
fn of_errno(case: &Case<'_>, number: i32) -> Finding {
    let name = errno_name(number);
    name.and_then(|name| {
        reach::find(case, name)
            .or_else(|| place::find(case, name))
            .or_else(|| flow::find(case, name))
            .or_else(|| system::find(case, name))
    })
    .unwrap_or_else(|| system::other(case, name, number))
}
