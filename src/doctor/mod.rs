//! Why a call failed or waits, in the person's words, and what to try: pure functions, no system call.
//!
//! The room knows the vocabulary (`call`) and the texts (`locale`). What surrounds the socket comes in as
//! [`Surroundings`], plain data: rows of the board, and what was asked of the machine. Every answer is a [`Message`] of
//! `assets/locales/*/errors.ftl` or `doctor.ftl`; the window turns it into words. What one press can do is a [`Remedy`],
//! data again: `app` makes its calls, as visible as any other.
//!
//! One file a chapter: `reach` (getting to the other side), `refusal` (nobody there), `place` (having an address), `taken`
//! (one that is taken), `rights`, `paths` (Unix sockets' files), `flow` (bytes on their way), `broken` (who ended it),
//! `system` (the socket itself and the system), `refused` (what no kernel answered), `waits`, `files`; `hints` comes before a call is made.

mod accepts;
mod around;
mod broken;
mod case;
mod ends;
mod files;
mod flow;
mod headline;
mod hints;
mod nearby;
mod paths;
mod place;
mod presses;
mod reach;
mod refusal;
mod refused;
mod remedy;
mod rights;
mod system;
mod taken;
mod waits;

#[cfg(test)]
mod tests;

pub use around::{Dialled, Surroundings};
pub use ends::is_v6_only;
pub use files::{input_error, io_error};
pub use hints::{Hint, hint};
pub use remedy::{Act, Mend, On, Remedy, Step};
pub use waits::explain_waiting;

use crate::call::{Call, Outcome, Value, errno_name};
use crate::locale::Message;
use case::{Case, Finding};

/// What the person reads about a call that did not go as it was meant to.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Which call, where, and how it ended: `connect to 127.0.0.1:8001: ECONNREFUSED (111)`.
    pub headline: Message,
    /// Why it came to that.
    pub why: Message,
    /// What to do about it, the most promising first: one to three.
    pub tries: Vec<Message>,
    /// What one press does about it, the most promising first: at most three.
    pub remedies: Vec<Remedy>,
}

impl Explanation {
    /// The key of the cause: `why-refused-nobody`.
    pub fn cause(&self) -> &str {
        self.why.key()
    }

    /// The cause in a few words that go on a sentence; none where only a sentence of its own tells it.
    pub fn short(&self) -> Option<Message> {
        Some(Message::new(match self.cause() {
            // Told by the kernel of an earlier datagram.
            "why-refused-late" => return None,
            cause if cause.starts_with("why-refused-") => "short-nobody",
            "why-not-connected" | "why-no-peer" | "why-shutdown-not-connected" => "short-not-connected",
            "why-accept-not-listening" => "short-not-listening",
            "why-bind-twice" => "short-bound",
            "why-already-connected" | "why-already-connected-unknown" => "short-connected",
            "why-pipe-peer" => "short-peer-closed",
            "why-closed" => "short-closed",
            "why-timeout-recv" | "why-timeout-recv-datagram" | "why-timeout-accept" => "short-timeout",
            _ => return None,
        }))
    }
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
    Some(finding.headed(headline::headline(&case, outcome)))
}

/// The chapters are asked in turn; the last one has an answer to every number.
fn of_errno(case: &Case<'_>, number: i32) -> Finding {
    let name = errno_name(number);
    name.and_then(|name| {
        paths::find(case, name)
            .or_else(|| reach::find(case, name))
            .or_else(|| place::find(case, name))
            .or_else(|| rights::find(case, name))
            .or_else(|| broken::find(case, name))
            .or_else(|| flow::find(case, name))
            .or_else(|| system::find(case, name))
    })
    .unwrap_or_else(|| system::other(case, name, number))
}
