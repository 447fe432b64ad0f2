//! Scripts in the window: what is open, how far it has run, and what came of each step.
//!
//! A script is read and run on threads of its own; what they tell is taken in by `tick`. Its sockets are sockets of the
//! window's engine, on the side that is named after the script, so that they never take a name that somebody has.

mod act;
mod command;
mod examples;
mod moved;
mod open;
mod run;
mod runner;
mod save;
mod tick;
mod view;

pub use command::ScriptCommand;
pub use examples::{EXAMPLES, Example};
pub use moved::ScriptMove;
pub use view::{CaseView, ScriptRow, StepRow, is_beyond};

pub(super) use open::{Arrived, Found, ready};
pub(super) use save::from_error_words;

use crate::call::SocketId;
use crate::locale::Message;
use crate::script::{Distance, Fault, Net, Reached, Script};
use runner::Runner;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// So many scripts are remembered.
pub const RECENT: usize = 8;

/// Scripts in the window.
#[derive(Default)]
pub struct Scripts {
    /// Whether the panel is in the layout.
    pub shown: bool,
    /// Grows when the panel is to come to the front.
    pub raised: u64,
    /// The script that is open.
    pub open: Option<Box<OpenScript>>,
    /// A file that could not be opened as a script, and why; what was open before stays so.
    pub fault: Option<ScriptFault>,
    /// A file is being read.
    pub is_reading: bool,
    /// What is done once it is known how far the script may reach.
    pub(super) asked: Option<Go>,
    /// Threads whose sockets are being closed; the next run begins after them.
    pub(super) ending: Vec<std::thread::JoinHandle<()>>,
}

/// Where a script comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// One of the examples, by its place.
    Example(usize),
    /// A session that is run again: its file.
    Again(PathBuf),
}

/// A file that could not be opened as a script.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptFault {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the whole file.
    pub line: u32,
    /// What is wrong.
    pub why: Message,
}

/// How far a run goes before it rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the end of the case.
    All,
    /// To the end of this case, and through all that follow.
    Every,
    /// One step.
    Next,
    /// Up to and with this step.
    To(usize),
}

/// Where a case is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was run yet.
    #[default]
    Fresh,
    /// Steps are being made.
    Running,
    /// It rests between two steps.
    Resting,
    /// *Stop* was pressed, and the call that waits is coming back.
    Stopping,
    /// It was stopped.
    Stopped,
    /// Its last step was made.
    Ended,
    /// The system had no folder or thread for it.
    Failed,
}

/// How a step is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Not made yet.
    #[default]
    Open,
    /// Being made.
    Running,
    /// An async call that is not back yet.
    Waits,
    /// Made, and nothing was expected.
    Done,
    /// As expected.
    Held,
    /// Not as expected.
    Differed,
    /// Beyond what the script may reach.
    Refused,
    /// Ended by *Stop*.
    Stopped,
}

/// A step while its case runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepState {
    /// How it is.
    pub mark: Mark,
    /// What came of it, in Python's words.
    pub shown: Box<str>,
    /// Whether that is an error.
    pub is_error: bool,
    /// What was beyond the script's reach.
    pub refused: Option<Message>,
    /// Where its call is found: its socket, since when, from which row on.
    pub(super) place: Option<(crate::call::SocketId, Duration, u64)>,
}

/// A case while it runs, and what came of it.
#[derive(Default)]
pub struct CaseState {
    /// Where it is.
    pub phase: Phase,
    /// Every step, once it was begun.
    pub steps: Vec<StepState>,
    /// The step that is being made, or the one that comes next.
    pub at: usize,
    /// Async calls that were left waiting when it ended.
    pub left_waiting: usize,
    pub(super) runner: Option<Runner>,
}

/// Expectations of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Steps that were made.
    pub made: usize,
    /// Expectations of steps that were made.
    pub expected: usize,
    /// Those that held.
    pub held: usize,
    /// Steps that were refused though nobody expected it.
    pub refused: usize,
}

/// The script that is open.
pub struct OpenScript {
    /// Grows with each script that is opened.
    pub number: u64,
    /// Where it comes from.
    pub source: Source,
    /// The file's name without its ending.
    pub name: Box<str>,
    /// The side of its sockets: its name, or one like it where the person has a side that is called so.
    pub(super) side: Box<str>,
    /// The script.
    pub script: Arc<Script>,
    /// What is odd and no fault.
    pub notes: Vec<Fault>,
    /// Its cases as they are shown.
    pub views: Vec<CaseView>,
    /// What it binds, reaches and joins, by how far that is, the nearest first.
    pub reached: Vec<(Distance, Vec<Reached>)>,
    /// How each case is.
    pub cases: Vec<CaseState>,
    /// The case that shows.
    pub case: usize,
    /// The selected row of that case.
    pub selected: Option<usize>,
    /// Whether the person lets it leave this machine; none while nobody was asked.
    pub allowed: Option<bool>,
    /// Ports that are others than in its file.
    pub moved: Vec<ScriptMove>,
    /// Steps whose rows show the call that was made, and not the line as it is since: their case and place.
    pub(super) stale: Vec<(usize, usize)>,
    /// Every case after this one runs too.
    pub(super) goes_on: bool,
    /// A step whose record is to be selected once it is known.
    pub(super) seeks: Option<Seek>,
}

/// A step whose record is looked for.
#[derive(Clone, Debug)]
pub(super) struct Seek {
    pub case: usize,
    pub step: usize,
    /// When the person asked for it.
    pub since: Duration,
    /// The socket and the rows of the log when it was looked for last.
    pub looked: Option<(SocketId, u64)>,
}

impl Scripts {
    /// The sockets that scripts made and nobody closed.
    pub(super) fn sockets(&self) -> std::collections::HashSet<crate::call::SocketId> {
        let cases = self.open.iter().flat_map(|open| &open.cases);
        let owned = cases.filter_map(|case| case.runner.as_ref()).flat_map(|runner| runner.watch.owned());
        owned.map(|owned| owned.sid).collect()
    }
}

impl OpenScript {
    /// Whether it is a session that is run again, so that what is expected is what was recorded.
    pub fn is_again(&self) -> bool {
        matches!(self.source, Source::Again(_))
    }

    /// The case that shows, and how it is.
    pub fn current(&self) -> Option<(&CaseView, &CaseState)> {
        self.views.get(self.case).zip(self.cases.get(self.case))
    }

    /// How far it may reach as things are.
    pub fn net(&self) -> Net {
        match self.script.header.net {
            Net::Any if self.allowed != Some(true) => Net::Loopback,
            net => net,
        }
    }

    /// Whether the person has to be asked before the first call.
    pub fn has_to_ask(&self) -> bool {
        self.script.header.net == Net::Any
            && self.allowed.is_none()
            && self.reached.iter().any(|(distance, _)| is_beyond(*distance))
    }

    /// Whether a case runs, or is being stopped.
    pub fn is_running(&self) -> bool {
        self.cases.iter().any(CaseState::is_running)
    }

    /// Whether the case that shows can be gone on with.
    pub fn can_go(&self) -> bool {
        self.current().is_some_and(|(view, case)| {
            view.cannot.is_none() && matches!(case.phase, Phase::Fresh | Phase::Resting) && case.at < view.steps()
        }) && !self.is_running()
    }

    /// The step of the selected row.
    pub fn selected_step(&self) -> Option<&StepRow> {
        self.views.get(self.case)?.rows.get(self.selected?)?.step()
    }
}

impl CaseState {
    /// Whether it runs, or is being stopped.
    pub fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running | Phase::Stopping)
    }

    /// How a step is.
    pub fn mark(&self, step: usize) -> Mark {
        self.steps.get(step).map_or(Mark::Open, |state| state.mark)
    }

    /// The expectations of what was made until now.
    pub fn tally(&self, view: &CaseView) -> Tally {
        let mut tally = Tally::default();
        for (at, state) in self.steps.iter().enumerate() {
            let row = view.row_of.get(at).and_then(|row| view.rows.get(*row)).and_then(ScriptRow::step);
            let expects = row.is_some_and(|row| row.expected.is_some());
            tally.made += usize::from(!matches!(state.mark, Mark::Open | Mark::Running));
            tally.expected += usize::from(expects && matches!(state.mark, Mark::Held | Mark::Differed | Mark::Refused));
            tally.held += usize::from(expects && state.mark == Mark::Held);
            tally.refused += usize::from(!expects && state.mark == Mark::Refused);
        }
        tally
    }
}
