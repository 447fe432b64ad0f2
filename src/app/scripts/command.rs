//! What a person asks of scripts.

use super::Go;
use std::path::PathBuf;

/// One wish about scripts.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptCommand {
    /// Open a file; a session's log is opened as a session.
    Open(PathBuf),
    /// Open one of the examples, by its place.
    Example(usize),
    /// Read the file again.
    ReadAgain,
    /// The panel to the front.
    Show,
    /// Close the script and its sockets, and put the panel away.
    Close,
    /// The words about a file that could not be opened were read.
    DismissFault,
    /// Show another case.
    Choose(usize),
    /// Select a row, and the record of its step.
    Select(Option<usize>),
    /// Make steps.
    Go(Go),
    /// Stop what it waits for.
    Stop,
    /// Back to the beginning of the case; its sockets are closed.
    StartOver,
    /// Close the sockets that the case left.
    CloseSockets,
    /// Whether it may leave this machine.
    Allow(bool),
    /// Nobody wants to say now whether it may; nothing is run.
    DismissConsent,
    /// Write the session that shows as a script.
    Save {
        /// Where to.
        path: PathBuf,
        /// Whether a file that is there may be replaced.
        replace: bool,
        /// What came of each call becomes its expectation.
        keep_results: bool,
        /// The script's title; may be empty.
        title: String,
    },
}
