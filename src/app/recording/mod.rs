//! What is recorded, and what is kept of it: pause, payloads, old sessions.
//!
//! | file | |
//! |---|---|
//! | `command` | what a person can ask |
//! | `shelf` | the folder of sessions as the window sees it |
//! | `tend` | what is done about old and torn sessions when the program starts |
//! | `work` | looking, deleting, bringing back: on threads |

mod command;
mod shelf;
mod tend;
mod work;

pub use command::RecordingCommand;
pub use shelf::{Removed, Shelf, Unfinished};

/// The sizes that the folder of sessions may be limited to, in MB; 0 never deletes.
pub const SESSION_LIMITS: [u32; 6] = [250, 1000, 2000, 10_000, 50_000, 0];
/// The ages that *Delete all older than…* offers, in days.
pub const SESSION_AGES: [u32; 5] = [1, 7, 30, 90, 365];
