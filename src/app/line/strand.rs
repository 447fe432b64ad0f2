//! A run of lines: what is still to run, what it waits for, and what is told of each statement.

use crate::call::{Call, CallId, Name, SocketId};
use crate::locale::Message;
use crate::script::line::{Answers, At, Piece, Trouble, Wanted};
use std::collections::VecDeque;
use std::time::Duration;

/// What is told of one statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its number.
    pub id: u64,
    /// Whose line it is.
    pub side: Box<str>,
    /// The line as it was typed.
    pub text: Box<str>,
    /// How it stands.
    pub state: LineState,
    /// What it shows: a value, what is printed, or what came of its last call, in Python's words.
    pub shown: Option<String>,
    /// Sockets that Python would have closed here: their name is another's now.
    pub left: Vec<SocketId>,
    /// The socket that it made and gave no name: Python would have closed it at once.
    pub unnamed: Option<SocketId>,
}

/// How a statement stands.
#[derive(Clone, Debug, PartialEq)]
pub enum LineState {
    /// Its turn has not come.
    Queued,
    /// It runs.
    Running,
    /// Its call waits, since then on the session's clock.
    Waits(Box<Call>, Duration),
    /// It was left waiting; the lines behind it run.
    LeftWaiting,
    /// It is done.
    Done,
    /// Its call failed.
    Failed(Message),
    /// It was stopped.
    Stopped,
    /// It cannot be run.
    Refused(Box<Trouble>),
    /// A line before it failed, and the person did not go on.
    NotRun,
}

impl LineState {
    /// Whether nothing more comes of it.
    pub fn is_over(&self) -> bool {
        matches!(self, Self::Done | Self::Failed(_) | Self::Stopped | Self::Refused(_) | Self::NotRun)
    }
}

/// A run of lines as the window shows it.
#[derive(Clone, Copy, Debug)]
pub struct StrandView<'a> {
    /// Its number.
    pub id: u64,
    /// The side that it runs on.
    pub side: &'a str,
    /// The call that it waits for.
    pub waits: Option<&'a Call>,
    /// It sleeps for so many seconds, as the line says.
    pub rests: Option<f64>,
    /// It was left waiting: nothing is behind it.
    pub is_left: bool,
    /// A line failed, and the next ones have not run.
    pub is_halted: bool,
    /// How many statements have not run yet.
    pub rest: usize,
}

/// A run of lines.
#[derive(Debug)]
pub(super) struct Strand {
    pub id: u64,
    pub side: Box<str>,
    /// What is still to run, with what is told of it; the first runs now.
    pub queue: VecDeque<(u64, Piece)>,
    /// What came of the first one's calls.
    pub answers: Answers,
    pub waits: Option<Waits>,
    /// It sleeps.
    pub rests: Option<Rest>,
    /// A question stands before this call: it binds wider than loopback.
    pub asked: Option<Wanted>,
    pub is_halted: bool,
    /// One statement that was left waiting.
    pub is_left: bool,
    /// Comments that wait for a call to stand at.
    pub notes: Vec<Box<str>>,
    /// Names that open sockets of the board had before the statement took them.
    pub older: Vec<(Box<str>, SocketId)>,
    /// Why the last call failed that the statement goes on behind.
    pub failed: Option<Message>,
    /// The call that waits makes a socket that the statement gives no name.
    pub unnamed: bool,
}

/// `time.sleep(…)`
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest {
    /// Where it stands in its statement.
    pub at: At,
    pub seconds: f64,
    /// When it is over, on the session's clock.
    pub until: Duration,
}

/// The call that a run waits for.
#[derive(Debug)]
pub(super) struct Waits {
    pub id: CallId,
    pub wanted: Wanted,
    pub sid: SocketId,
    pub makes: Option<Name>,
}

impl Strand {
    pub fn new(id: u64, side: Box<str>) -> Self {
        Self {
            id,
            side,
            queue: VecDeque::new(),
            answers: Answers::new(),
            waits: None,
            rests: None,
            asked: None,
            is_halted: false,
            is_left: false,
            notes: Vec::new(),
            older: Vec::new(),
            failed: None,
            unnamed: false,
        }
    }

    /// Whether the statement that runs drops the value of its call.
    pub fn is_unnamed(&self) -> bool {
        self.queue.front().is_some_and(|(_, piece)| piece.drops_its_value())
    }

    pub fn view(&self) -> StrandView<'_> {
        StrandView {
            id: self.id,
            side: &self.side,
            waits: self.waits.as_ref().map(|waits| &waits.wanted.call),
            rests: self.rests.as_ref().map(|rest| rest.seconds),
            is_left: self.is_left,
            is_halted: self.is_halted,
            rest: self.queue.len().saturating_sub(usize::from(!self.is_halted)),
        }
    }
}
