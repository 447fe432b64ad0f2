//! Any moment of the past: the board as it was once record n was taken in.
//!
//! Boards are kept in memory on the way (`keep`), shared rows and all; the one that is asked for is folded from the
//! nearest of them by the session's reader thread (`reader`), never by the window.

mod cut;
mod keep;
mod reader;
#[cfg(test)]
mod tests;

pub use cut::Cut;
pub use keep::Checkpoints;
pub use reader::Reader;

use super::board::Board;
use crate::call::SocketId;
use std::sync::Arc;
use std::time::Duration;

/// A session once record `n` was taken in, and nothing after it.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The last record that it knows; 0 is the session's first line.
    pub n: u64,
    /// When that was, on the session's clock, to the microsecond: a join's is its end.
    pub t: Duration,
    /// Every socket as it was then.
    pub board: Arc<Board>,
    /// Bytes of the session file up to here.
    pub file_len: u64,
}

/// A record as far as its row of the index tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Its number.
    pub n: u64,
    /// When it was, to the microsecond: a join's is its end.
    pub t: Duration,
    /// The socket; none where it is about none.
    pub sid: Option<SocketId>,
    /// A call begins with it: a row of the log.
    pub is_call: bool,
    /// A call that waited ends with it.
    pub is_join: bool,
    /// It only tells what the kernel held.
    pub is_sample: bool,
}

impl Moment {
    /// Rows of the log that there were by then.
    pub fn rows(&self) -> u64 {
        self.board.totals.calls
    }
}
