//! The folder of sessions: what is in it, what may go, and what a kill left behind. All of it waits for files: for jobs,
//! not for the window.
//!
//! | file | |
//! |---|---|
//! | `list` | what is in the folder |
//! | `tail` | a torn last line: found, and cut off |
//! | `limit` | which old sessions go, so that the folder keeps within a size |
//! | `bin` | sessions taken away, and brought back |

mod bin;
mod limit;
mod list;
mod tail;

pub use bin::{empty_bins, new_bin, remove_for_good, restore_bin, take_away};
pub use limit::over_limit;
pub use list::{HowEnded, KeptSession, is_our_name, list_sessions};
pub use tail::cut_tail;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The index beside a session.
fn index_of(session: &Path) -> PathBuf {
    beside(session, ".idx")
}

/// The person's notes beside a session.
fn notes_of(session: &Path) -> PathBuf {
    beside(session, ".notes.json")
}

/// What goes with a session where it goes.
fn companions(session: &Path) -> [PathBuf; 2] {
    [index_of(session), notes_of(session)]
}

/// Moves what goes with a session that was moved.
fn bring_along(from: &Path, to: &Path) -> std::io::Result<()> {
    for (old, new) in companions(from).into_iter().zip(companions(to)) {
        if old.exists() {
            std::fs::rename(old, new)?;
        }
    }
    Ok(())
}

fn beside(session: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = session.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    session.with_file_name(name)
}
