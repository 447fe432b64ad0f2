//! A script file (netscript 1): read and checked without running it.
//!
//! One JSON object a line. Every size is looked at before anything of that size is made; nothing in a file can do more
//! than be refused, with its line and the reason. What only a run can tell (a value that Python would refuse, a name in
//! use) is left to the run, or is a note.

mod expect;
mod fault;
mod forms;
mod line;
mod listing;
mod moved;
mod reader;
mod scope;
#[cfg(test)]
mod tests;

pub use expect::Expect;
pub use fault::{Fault, FaultWhy, line_words};
pub use listing::{Distance, Reached, reached};
pub use moved::move_port;
pub use reader::{Reading, check, read};

pub(super) use forms::{MOST_BYTES, Part, text_parts};
pub(super) use reader::MOST_LINES;

use crate::call::CallKind;

/// A script: cases, each a scope of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// What the first line says.
    pub header: ScriptHeader,
    /// The cases that have steps, in order. What stands before the first `case` line is the case `main`.
    pub cases: Vec<Case>,
}

/// The first line of a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScriptHeader {
    /// What the script is about.
    pub title: Option<Box<str>>,
    /// Where it says that it needs to go.
    pub net: Net,
    /// What it needs of the machine: `linux`, `ipv6`, `root`…
    pub requires: Vec<Box<str>>,
    /// The language of its texts.
    pub lang: Option<Box<str>>,
}

/// How far a script may reach. Smaller is nearer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Net {
    /// Unix sockets only.
    None,
    /// This machine only.
    #[default]
    Loopback,
    /// Anywhere.
    Any,
}

impl Net {
    /// The word of the file and of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Loopback => "loopback",
            Self::Any => "any",
        }
    }

    /// Reads [`Self::word`].
    pub fn parse(word: &str) -> Option<Self> {
        [Self::None, Self::Loopback, Self::Any].into_iter().find(|net| net.word() == word)
    }
}

/// One case: no sockets and no variables when it begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Case {
    /// Its name in the results.
    pub id: Box<str>,
    /// What it is about.
    pub title: Box<str>,
    /// The line it begins in.
    pub line: u32,
    /// What it needs of the machine.
    pub requires: Vec<Box<str>>,
    /// What has to be set before any thread exists.
    pub setting: Setting,
    /// Its calls and other steps; comments are counted, and stand in `comments`.
    pub steps: Vec<Step>,
    /// Lines that are only a comment: the line of the file, and what it says.
    pub comments: Vec<(u32, Box<str>)>,
    /// Lines of the case, comments included: the number that the end line carries.
    pub lines: u32,
}

/// What a case wants of its process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// `run_as:"nobody"`.
    pub nobody: bool,
    /// `netns:"empty"`: a private network namespace with its loopback down.
    pub empty_netns: bool,
    /// RLIMIT_NOFILE.
    pub nofile: Option<u64>,
}

impl Setting {
    /// Whether it needs a process of its own.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

/// One step of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The line of the file, from 1.
    pub line: u32,
    /// The line of the case, from 0, comments counted.
    pub index: u32,
    /// What it does.
    pub action: Action,
    /// What is to come of it.
    pub expect: Option<Expect>,
    /// The line as it is written.
    pub text: Box<str>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A socket call.
    Call(CallStep),
    /// Collects an async call; `seconds` at most.
    Join { id: Box<str>, seconds: f64 },
    /// 10 seconds at most.
    Sleep { seconds: f64 },
    /// Removes a file of `${tmp}`.
    Unlink { path: Box<str> },
}

/// A socket call of a script. Its arguments stay in the step's text until it runs, for only then are variables known.
#[derive(Clone, Debug, PartialEq)]
pub struct CallStep {
    /// Which call.
    pub kind: CallKind,
    /// The socket or file it is on.
    pub on: Option<Box<str>>,
    /// The names that it makes; `#` in one is the counter of `times`.
    pub makes: Vec<Box<str>>,
    /// The id of an async call.
    pub background: Option<Box<str>>,
    /// How often it is made, where the line says so.
    pub times: Option<u32>,
    /// Where its result is kept.
    pub save: Option<Box<str>>,
    /// Where the sender's address is kept.
    pub save_addr: Option<Box<str>>,
    /// Seconds that it has to take.
    pub elapsed: Option<(f64, f64)>,
    /// Leading bytes left out of the result.
    pub skip: usize,
    /// `show:"partial"`.
    pub is_partial_shown: bool,
}
