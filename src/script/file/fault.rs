//! Why a line is no line of a script.

use crate::locale::Message;
use crate::session::{LineError, LineWhy};

/// What is wrong, or odd, in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// What it is.
    pub why: FaultWhy,
}

/// What is wrong, or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultWhy {
    /// As a line of a session can be wrong too.
    Line(LineError),
    /// The file has no line.
    NoHeader,
    /// The first line is not `{"netscript":1,…}`.
    NotAScript,
    /// A session's log: it has to be turned into a script first.
    Log,
    /// More than 100,000 lines.
    TooManyLines,
    /// Neither `call` nor `do`, or both.
    CallOrDo,
    /// A call that does not exist.
    UnknownCall(Box<str>),
    /// A `do` that does not exist.
    UnknownDo(Box<str>),
    /// A key that no line has.
    UnknownKey(Box<str>),
    /// A socket or file that no line before has made.
    UnknownName(Box<str>),
    /// An async call that no line before has started.
    UnknownId(Box<str>),
    /// A variable that no line before has saved.
    UnknownVariable(Box<str>),
    /// Note: a name is made again while its socket may still be open.
    NameInUse(Box<str>),
    /// Note: a constant that this system does not have.
    UnknownConstant(Box<str>),
    /// Note: a path that is not inside `${tmp}` is not removed.
    OutsideTmp,
}

impl Fault {
    /// A fault of one line.
    pub fn new(line: u32, why: FaultWhy) -> Self {
        Self { line, why }
    }

    /// What is wrong, as a clause without the line's number.
    pub fn words(&self) -> Message {
        let named = |key: &str, name: &str| Message::new(key).with("name", shown(name));
        match &self.why {
            FaultWhy::Line(error) => line_words(error),
            FaultWhy::NoHeader => Message::new("script-no-header"),
            FaultWhy::NotAScript => Message::new("script-not-a-script"),
            FaultWhy::Log => Message::new("script-is-a-log"),
            FaultWhy::TooManyLines => Message::new("script-too-many-lines"),
            FaultWhy::CallOrDo => Message::new("script-call-or-do"),
            FaultWhy::UnknownCall(name) => named("script-unknown-call", name),
            FaultWhy::UnknownDo(name) => named("script-unknown-do", name),
            FaultWhy::UnknownKey(name) => named("script-unknown-key", name),
            FaultWhy::UnknownName(name) => named("script-unknown-name", name),
            FaultWhy::UnknownId(name) => named("script-unknown-id", name),
            FaultWhy::UnknownVariable(name) => named("script-unknown-variable", name),
            FaultWhy::NameInUse(name) => named("script-name-in-use", name),
            FaultWhy::UnknownConstant(name) => named("script-unknown-constant", name),
            FaultWhy::OutsideTmp => Message::new("script-outside-tmp"),
        }
    }
}

impl From<LineError> for FaultWhy {
    fn from(error: LineError) -> Self {
        Self::Line(error)
    }
}

/// A key that is missing.
pub(super) fn missing(key: &'static str) -> FaultWhy {
    FaultWhy::Line(LineError::of(LineWhy::Missing(key)))
}

/// A key with a value that it cannot have.
pub(super) fn wrong(key: &'static str) -> FaultWhy {
    FaultWhy::Line(LineError::of(LineWhy::Wrong(key)))
}

/// Why a line of a session or a script cannot be read, as a clause.
pub fn line_words(error: &LineError) -> Message {
    let message = Message::new(error.key()).with("at", error.at as u64);
    message.with("key", error.name().map_or_else(|| "?".to_owned(), shown))
}

/// A text of a file as it may stand in a sentence.
fn shown(text: &str) -> String {
    let short: String = text.chars().take(64).collect();
    crate::bytes::escape_text(short.as_bytes())
}
