//! *Reopen last board*: the set-up of the open sockets is remembered while they are open, and offered at the next start.
//!
//! | file | |
//! |---|---|
//! | `set_up` | what one socket is made of |
//! | `lines` | the set-ups as lines of a session, and back |
//! | `keeper` | when and how the file is written |
//! | `reopen` | the sockets made anew, each by visible calls |

mod keeper;
mod lines;
mod reopen;
mod set_up;

pub(super) use keeper::{Keeper, load};
pub use set_up::SetUp;

use crate::call::SocketId;
use std::collections::VecDeque;

/// The sockets that are being made anew.
#[derive(Default)]
pub(super) struct Reopening {
    left: VecDeque<SetUp>,
    /// The server that the next one waits for.
    waits_for: Option<SocketId>,
    /// Those that were begun.
    sockets: Vec<SocketId>,
}

/// What was open when the program ended last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LastBoard {
    /// Servers first, then what connects.
    pub sockets: Vec<SetUp>,
}
