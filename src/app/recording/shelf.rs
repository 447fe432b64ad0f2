//! The folder of sessions as the window sees it.

use crate::app::Progress;
use crate::locale::Message;
use crate::session::KeptSession;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A session that nobody finished: the program was killed, or the power went.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// The session.
    pub session: KeptSession,
    /// Bytes of a torn last line that were cut off.
    pub cut: u64,
}

/// What was deleted when the program started, to keep within the limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many sessions.
    pub sessions: u64,
    /// What they took, in bytes.
    pub bytes: u64,
}

/// A folder of deleted sessions.
pub(super) struct Bin {
    pub path: PathBuf,
    /// When they were deleted.
    pub since: Duration,
    /// What is in it, once it is.
    pub holds: Removed,
}

/// The folder of sessions.
pub struct Shelf {
    /// What is in it, the newest first; none until somebody looked.
    pub sessions: Option<Arc<Vec<KeptSession>>>,
    /// Somebody looks now: how far it is.
    pub looking: Option<Arc<Progress>>,
    /// Why it could not be looked at, or was not looked at to the end.
    pub trouble: Option<Message>,
    /// What went at the start.
    pub removed: Removed,
    /// The newest session, where nobody finished it, until it is opened or dismissed.
    pub unfinished: Option<Unfinished>,
    /// Deleted sessions that can still come back.
    pub(super) bins: Vec<Bin>,
    pub(super) arrived: (Sender<Arrived>, Receiver<Arrived>),
}

/// What the threads answer.
pub enum Arrived {
    /// What is in the folder.
    Listed(Result<Vec<KeptSession>, Message>),
    /// What was done at the start.
    Tended {
        removed: Removed,
        /// Torn lines that were cut: the session's name, and the bytes.
        cut: Vec<(String, u64)>,
        unfinished: Option<Unfinished>,
    },
    /// Sessions were taken away: how many, what they took, and what failed first.
    Deleted { bin: PathBuf, removed: Removed, failed: Option<Message> },
    /// They are back, or could not be brought back.
    Restored(Result<u64, Message>),
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            sessions: None,
            looking: None,
            trouble: None,
            removed: Removed::default(),
            unfinished: None,
            bins: Vec::new(),
            arrived: bounded(8),
        }
    }
}

impl Shelf {
    /// What was deleted last and can still come back: the folder to bring it back from, and how much it is.
    pub fn last_deleted(&self) -> Option<(PathBuf, Removed)> {
        let bin = self.bins.iter().rev().find(|bin| bin.holds.sessions > 0)?;
        Some((bin.path.clone(), bin.holds))
    }

    /// What all sessions take together, in bytes.
    pub fn bytes(&self) -> u64 {
        self.sessions.iter().flat_map(|sessions| sessions.iter()).map(|session| session.bytes).sum()
    }
}
