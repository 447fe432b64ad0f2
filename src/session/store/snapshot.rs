//! What the window reads: one picture of a session, behind an `Arc`.

use crate::call::Header;
use crate::session::board::Board;
use crate::session::codec::LineError;
use std::path::PathBuf;
use std::sync::Arc;

/// One picture of a session.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Every socket.
    pub board: Arc<Board>,
    /// Records that the board and the pieces of sockets have: all, save while a file is read and where that was stopped.
    pub folded: u64,
    /// Records that have a number.
    pub records: u64,
    /// Records that are in the file: counted only once `write(2)` has returned.
    pub saved: u64,
    /// Rows of the log that can be asked for.
    pub rows: u64,
    /// Bytes of the file that hold those records.
    pub file_len: u64,
    /// Whether what happens is being kept.
    pub state: RecordingState,
    /// The session's file; none before the first event.
    pub path: Option<Arc<PathBuf>>,
    /// The first line.
    pub header: Option<Header>,
    /// An opened file's last line has no end.
    pub torn: Option<Torn>,
    /// A line of an opened file that is no record; what stands before it is shown.
    pub damage: Option<Damage>,
    /// Bytes of an opened file read so far, and all of them; none once it is read.
    pub progress: Option<(u64, u64)>,
    /// The recorder keeps of payloads their length and hash only; the newest are in memory.
    pub drops_payloads: bool,
    /// The reading of an opened file was stopped: bytes read, and all of them.
    pub stopped: Option<(u64, u64)>,
}

/// Whether what happens is being kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RecordingState {
    /// Nothing happened yet: there is no file.
    #[default]
    NotYet,
    /// Every record goes to the file.
    Recording,
    /// The file cannot be written; sockets go on, and each second it is tried again.
    Stopped {
        /// The system's error number; 0 where it gave none.
        errno: i32,
        /// The file could not even be made.
        making: bool,
        /// Records that the file does not have since then.
        records: u64,
        /// Bytes of payload that the file does not have since then.
        bytes: u64,
    },
    /// The person does not want anything kept now; sockets go on.
    Paused {
        /// Records that the file does not have since then.
        records: u64,
        /// Bytes of payload that the file does not have since then.
        bytes: u64,
    },
    /// The recorder has ended; all is in the file.
    Finished,
    /// A file that is only read.
    Opened,
}

impl RecordingState {
    /// The message's key in the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotYet => "recording-not-yet",
            Self::Recording => "recording-on",
            Self::Stopped { making: true, .. } => "recording-cannot-make-file",
            Self::Stopped { .. } => "recording-stopped",
            Self::Paused { .. } => "recording-paused",
            Self::Finished => "recording-finished",
            Self::Opened => "recording-opened",
        }
    }
}

/// The last line of a file has no end: a program was killed, or a disk was full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torn {
    /// Where it begins.
    pub offset: u64,
    /// How many bytes of it there are.
    pub bytes: u64,
}

/// A line that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its number in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub why: LineError,
}

/// A file that is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenError {
    /// Which file.
    pub path: PathBuf,
    /// Why.
    pub why: OpenWhy,
}

/// Why a file is not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenWhy {
    /// The system refuses to read it: the error's number, 0 where it has none.
    Unreadable(i32),
    /// It has no whole line.
    Empty,
    /// Its first line is none of a session's.
    NotASession,
    /// It is a script, not a log.
    Script,
    /// It is of a version that this program does not know.
    Version(Box<str>),
    /// Its first line cannot be read.
    Header(LineError),
    /// No thread could be made: the error's number.
    NoThread(i32),
}

impl OpenError {
    /// The message's key in the locale files.
    pub fn key(&self) -> &'static str {
        match self.why {
            OpenWhy::Unreadable(_) => "open-unreadable",
            OpenWhy::Empty => "open-empty",
            OpenWhy::NotASession => "open-not-a-session",
            OpenWhy::Script => "open-script",
            OpenWhy::Version(_) => "open-version",
            OpenWhy::Header(_) => "open-header",
            OpenWhy::NoThread(_) => "open-no-thread",
        }
    }

    /// The error's number, where the system gave one.
    pub fn errno(&self) -> Option<i32> {
        match self.why {
            OpenWhy::Unreadable(errno) | OpenWhy::NoThread(errno) => Some(errno),
            _ => None,
        }
    }

    /// The line that is at fault, where it is a line's.
    pub fn line(&self) -> Option<u64> {
        match self.why {
            OpenWhy::NotASession | OpenWhy::Script | OpenWhy::Version(_) | OpenWhy::Header(_) => Some(1),
            _ => None,
        }
    }
}

/// For logs; the window says it from [`OpenError::key`].
impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {:?}", self.key(), self.path.display(), self.why)
    }
}

impl std::error::Error for OpenError {}
