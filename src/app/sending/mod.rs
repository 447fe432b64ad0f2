//! What is sent: bytes once or again and again, a file, a sequence; to one socket or to many.
//!
//! Bytes once are ordinary calls. What takes a while runs on a thread of its own, which keeps its rhythm whether the
//! window is in sight or not; every send of it is an ordinary call by the engine, recorded as `program:repeat`,
//! `program:file` or `program:sequence`.
//!
//! | file | |
//! |---|---|
//! | `list` | what the window sees: running ones and those that ended |
//! | `live` | what thread and window share |
//! | `hand`, `target` | the thread's calls and waits, and what an outcome means |
//! | `fill` | bytes that are another message's each time: macros |
//! | `repeat`, `pace`, `file`, `sequence` | the three works |
//! | `begin`, `words` | how one begins, and how its end is told |

mod begin;
mod file;
mod fill;
mod hand;
mod list;
mod live;
mod pace;
mod repeat;
mod sequence;
mod target;
mod words;

pub(in crate::app) use fill::Filler;
pub use list::{Over, SendKind, Sending, Sendings};
pub use live::Taken;
pub use words::grouped;

use crate::bytes::Recipe;
use crate::call::{Address, Payload, SocketId};
use crate::locale::Message;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// By which call bytes are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SendCall {
    /// `send`: the kernel may take fewer bytes than given.
    #[default]
    Send,
    /// `sendall`: until all is taken.
    SendAll,
    /// `sendto`: to an address.
    SendTo,
}

/// *Repeat every n ms, n times or until stopped.*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatPlan {
    /// From one start to the next, at least 1 ms.
    pub every: Duration,
    /// How many times; none goes on until stopped.
    pub count: Option<u64>,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// These bytes.
    Bytes(Payload),
    /// A message whose macros are filled in at each send.
    Filled(Recipe),
    /// A file, read while it is sent.
    File(PathBuf),
    /// One after another.
    Sequence(Vec<Step>),
}

/// One message of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub data: Payload,
    /// The message, where its macros are filled in at each send.
    pub filled: Option<Recipe>,
    /// How long to wait after it.
    pub then_wait: Duration,
}

/// One wish to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// What.
    pub what: Content,
    /// By which call.
    pub call: SendCall,
    /// On which sockets, in this order.
    pub to: Vec<SocketId>,
    /// Where `sendto` sends.
    pub address: Option<Address>,
    /// Again and again; files are sent once.
    pub repeat: Option<RepeatPlan>,
    /// What the person calls it (a saved message's name, a file's name), for the line that shows how far it is.
    pub label: Option<String>,
}

/// What can be asked about sending.
#[derive(Clone, Debug, PartialEq)]
pub enum SendCommand {
    /// Send.
    Go(Outgoing),
    /// Stop what is being sent, also where it waits in the kernel.
    Stop(u64),
    /// Take what has ended out of sight.
    Dismiss(u64),
}

/// What stands in a composer: a message that can be sent, kept and put back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What is sent, as it was composed.
    pub recipe: Recipe,
    /// By which call.
    pub call: SendCall,
    /// Again and again.
    pub repeat: Option<RepeatPlan>,
}

/// How far something is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SendCounts {
    /// Calls that the kernel took.
    pub calls: u64,
    /// Bytes that the kernel took.
    pub bytes: u64,
    /// Calls that failed.
    pub failed: u64,
    /// How much there is in all: calls of a repeat with a count, bytes of a file, messages of a sequence.
    pub total: Option<u64>,
    /// Starts that were skipped because the calls before them took too long.
    pub skipped: u64,
    /// Why it stopped, where it stopped by itself.
    pub trouble: Option<Message>,
}
