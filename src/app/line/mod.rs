//! The call line: Python typed or pasted, run statement by statement on the chosen side. Each call is an ordinary one,
//! made by [`By::Line`](crate::call::By); the next statement waits until it is back. Names belong to a side: two sockets
//! may both be `s`.

mod calls;
mod history;
mod names;
mod notes;
mod run;
mod stops;
mod strand;

pub use history::MOST_HISTORY;
pub use names::SideNames;
pub use strand::{LineState, StrandView, Told};

use super::State;
use crate::call::{Name, SocketId};
use crate::script::line::Kind;
use crate::session::Board;
use names::Names;
use notes::PendingNote;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use strand::Strand;

/// So many statements are told of, the oldest are forgotten first.
const MOST_TOLD: usize = 200;
/// The sides that are there before any socket is.
pub(in crate::app) const USUAL_SIDES: [&str; 2] = ["server", "client"];

/// One wish about call lines.
#[derive(Clone, Debug, PartialEq)]
pub enum LineCommand {
    /// Run what was typed on a side; with `rest` also where some of its lines do not run.
    Run {
        /// The program of several on the board whose lines these are.
        side: Box<str>,
        /// The lines.
        text: String,
        /// Leave out what does not run.
        rest: bool,
    },
    /// Stop the call that a run waits for.
    Stop(u64),
    /// Let that call wait, and go on with the next line.
    Skip(u64),
    /// Go on with the lines behind one that failed.
    GoOn(u64),
    /// Forget the lines that have not run yet.
    Abandon(u64),
    /// The side that lines are typed for.
    ChooseSide(Box<str>),
    /// Put a text into the line of a side, to be changed and run.
    Edit(Box<str>, String),
    /// Close a socket whose name another one has now.
    Close(SocketId),
    /// Forget what is told of earlier lines.
    Clear,
}

impl LineCommand {
    /// Whether it makes or stops calls.
    pub(super) fn is_for_live_sockets(&self) -> bool {
        matches!(self, Self::Run { .. } | Self::Stop(_) | Self::GoOn(_) | Self::Close(_))
    }
}

/// What call lines have done and know.
#[derive(Default)]
pub struct Line {
    side: Option<Box<str>>,
    names: BTreeMap<Box<str>, Names>,
    strands: Vec<Strand>,
    told: VecDeque<Told>,
    /// What sockets and files were called when lines made them: the board knows a moment later.
    labels: HashMap<SocketId, Name>,
    next: u64,
    notes: Vec<PendingNote>,
    offered: Option<(u64, String)>,
    history: Vec<String>,
    /// Sockets that lines bound: the board knows a moment later.
    bound: HashSet<SocketId>,
    /// The family and the type of sockets that lines made: the board knows a moment later.
    kinds: HashMap<SocketId, Kind>,
}

impl Line {
    /// The statements that ran or wait, the oldest first.
    pub fn told(&self) -> impl DoubleEndedIterator<Item = &Told> {
        self.told.iter()
    }

    /// What was put into the line from elsewhere, with a number that grows.
    pub fn offered(&self) -> Option<&(u64, String)> {
        self.offered.as_ref()
    }

    /// What was run, the newest last.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Whether lines gave names on this side.
    pub(in crate::app) fn has_names(&self, side: &str) -> bool {
        self.names.get(side).is_some_and(|names| !names.0.is_empty())
    }

    /// The runs that have not ended, of every side.
    pub fn strands(&self) -> impl Iterator<Item = StrandView<'_>> {
        self.strands.iter().map(Strand::view)
    }
}

impl State {
    /// The board of the live session, whatever shows.
    pub(super) fn live_board(&self) -> Arc<Board> {
        Arc::clone(&self.live.snapshot().board)
    }

    /// The side that lines are typed for: the chosen one, else that of the selected socket.
    pub fn line_side(&self) -> &str {
        let selected = || self.selected_socket().map(|row| row.name.side());
        self.line.side.as_deref().or_else(selected).unwrap_or("server")
    }

    /// The sides that lines can be typed for: those of the board, and the usual ones.
    pub fn line_sides(&self) -> Vec<Box<str>> {
        let mut all: Vec<Box<str>> = USUAL_SIDES.map(Into::into).into();
        let board = self.live_board();
        let open = board.sockets.values().filter(|row| row.open).map(|row| row.name.side());
        let chosen = self.line_side();
        for side in open.chain(self.line.names.keys().map(|side| &**side)).chain([chosen]) {
            if !all.iter().any(|known| **known == *side) {
                all.push(side.into());
            }
        }
        all
    }

    /// A side that nothing is on yet: another client.
    pub fn line_fresh_side(&self) -> Box<str> {
        let sides = self.line_sides();
        (2_u64..).map(|number| format!("client{number}").into()).find(|side| !sides.contains(side)).unwrap_or_default()
    }

    /// What names mean on a side.
    pub fn line_names<'a>(&'a self, side: &'a str) -> SideNames<'a> {
        SideNames::new(self, side)
    }

    /// What the board knows by now is kept there alone.
    fn forget_what_the_board_knows(&mut self) {
        let board = self.live_board();
        let line = &mut self.line;
        let knows = |sid: &SocketId| board.row(*sid).is_some() || board.files.contains_key(sid);
        line.labels.retain(|sid, _| !knows(sid));
        line.kinds.retain(|sid, _| !knows(sid));
        line.bound.retain(|sid| board.row(*sid).is_none_or(|row| row.open && row.local.is_none()));
    }

    pub(super) fn line_command(&mut self, command: LineCommand) {
        match command {
            LineCommand::Run { side, text, rest } => self.run_lines(side, text, rest),
            LineCommand::Stop(strand) => self.stop_line(strand),
            LineCommand::Skip(strand) => self.skip_wait(strand),
            LineCommand::GoOn(strand) => self.go_on_with_lines(strand),
            LineCommand::Abandon(strand) => self.abandon_lines(strand),
            LineCommand::ChooseSide(side) => self.line.side = Some(side),
            LineCommand::Edit(side, text) => {
                let number = self.line.offered.as_ref().map_or(0, |(number, _)| *number) + 1;
                self.line.side = Some(side);
                self.line.offered = Some((number, text));
                self.dialog = Some(super::Dialog::Palette);
            }
            LineCommand::Close(sid) => self.make_call(super::MakeCall::once(sid, crate::call::Call::Close)),
            LineCommand::Clear => self.line.told.retain(|told| !told.state.is_over()),
        }
    }

    /// Takes in what came of calls and rests; returns when it wants to be called again.
    pub(super) fn tick_lines(&mut self) -> Option<Duration> {
        self.ask_next_line();
        let notes = self.put_line_notes();
        [notes, self.rest_over()].into_iter().flatten().min()
    }
}
