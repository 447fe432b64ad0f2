//! Statements run one after another; the next one waits until the calls of the one before are back.

use super::super::State;
use super::MOST_TOLD;
use super::names::Var;
use super::strand::{LineState, Rest, Strand, Told};
use crate::call::{Name, SocketId};
use crate::locale::Message;
use crate::script::line::{Done, Program, Scope, Turn, Val, check, check_rest, read, turn};
use std::time::Duration;

/// One statement makes so many calls at most.
const MOST_CALLS: usize = 256;

impl State {
    /// What is wrong with a text on a side, before it runs.
    pub fn check_lines(&self, side: &str, program: &Program) -> Vec<crate::script::line::Trouble> {
        check(program, &self.line_names(side))
    }

    /// Whether anything is left of a text on a side where what does not run is left out.
    pub fn runs_in_part(&self, side: &str, program: &Program) -> bool {
        let runs = check_rest(program, &self.line_names(side));
        program.pieces.iter().zip(runs).any(|(piece, runs)| runs && piece.ends().is_none())
    }

    pub(super) fn run_lines(&mut self, side: Box<str>, text: String, rest: bool) {
        let program = read(&text);
        if program.is_unreadable || (!program.troubles.is_empty() && !rest) {
            // Said at the field.
            return;
        }
        self.remember_line(&text);
        self.forget_what_the_board_knows();
        self.line.side = Some(side.clone());
        let number =
            match self.line.strands.iter().find(|strand| strand.side == side && !strand.is_left && !strand.is_halted) {
                Some(strand) => strand.id,
                None => {
                    // Lines that a failed one left behind give way to new ones.
                    let halted: Vec<u64> = self
                        .line
                        .strands
                        .iter()
                        .filter(|strand| strand.side == side && strand.is_halted)
                        .map(|strand| strand.id)
                        .collect();
                    halted.into_iter().for_each(|strand| self.abandon_lines(strand));
                    let number = self.next_line();
                    self.line.strands.push(Strand::new(number, side.clone()));
                    number
                }
            };
        let runs = if rest { check_rest(&program, &self.line_names(&side)) } else { vec![true; program.pieces.len()] };
        for (piece, _) in program.pieces.into_iter().zip(runs).filter(|(_, runs)| *runs) {
            let id = self.next_line();
            let told = Told {
                id,
                side: side.clone(),
                text: piece.text.clone(),
                state: LineState::Queued,
                shown: None,
                left: Vec::new(),
                unnamed: None,
            };
            self.line.told.push_back(told);
            if let Some(strand) = self.line.strands.iter_mut().find(|strand| strand.id == number) {
                strand.queue.push_back((id, piece));
            }
        }
        self.acts += 1;
        self.advance_lines(number);
        while self.line.told.len() > MOST_TOLD {
            let Some(oldest) = self.line.told.iter().position(|told| told.state.is_over()) else { break };
            self.line.told.remove(oldest);
        }
    }

    pub(super) fn next_line(&mut self) -> u64 {
        self.line.next += 1;
        self.line.next
    }

    pub(super) fn strand(&mut self, number: u64) -> Option<&mut Strand> {
        self.line.strands.iter_mut().find(|strand| strand.id == number)
    }

    pub(super) fn told(&mut self, id: u64) -> Option<&mut Told> {
        self.line.told.iter_mut().rev().find(|told| told.id == id)
    }

    pub(super) fn tell(&mut self, id: u64, state: LineState) {
        if let Some(told) = self.told(id) {
            told.state = state;
        }
    }

    /// Runs a strand until a call of its waits, or it is over.
    pub(super) fn advance_lines(&mut self, number: u64) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        // Taken out while it runs: names and board are read beside it.
        let mut strand = self.line.strands.swap_remove(at);
        while strand.waits.is_none() && strand.asked.is_none() && strand.rests.is_none() && !strand.is_halted {
            let Some((id, piece)) = strand.queue.front() else { break };
            let id = *id;
            let found = match strand.answers.len() {
                MOST_CALLS.. => Turn::Raised,
                _ => turn(piece, &self.line_names(&strand.side), &strand.answers),
            };
            if strand.answers.is_empty() {
                let notes = piece.notes.clone();
                strand.notes.extend(notes);
                self.tell(id, LineState::Running);
            }
            match found {
                Turn::Call(wanted) => self.ask_or_make(&mut strand, id, *wanted),
                Turn::Sleep(at, seconds) => {
                    let until = self.now() + Duration::from_secs_f64(seconds);
                    strand.rests = Some(Rest { at, seconds, until });
                }
                Turn::Done(done) => {
                    self.finish_statement(&mut strand, id, done);
                    strand.queue.pop_front();
                    strand.answers.clear();
                    strand.failed = None;
                }
                Turn::Trouble(trouble) => self.halt(&mut strand, LineState::Refused(trouble)),
                // As Python raises the last error of those that it went on behind.
                Turn::Raised => {
                    let why = strand.failed.take().unwrap_or_else(|| Message::new("line-none-answered"));
                    self.halt(&mut strand, LineState::Failed(why));
                }
                Turn::Later => self.halt(&mut strand, LineState::Failed(Message::new("line-not-expression"))),
            }
        }
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
    }

    /// The statement that runs came to nothing: the ones behind it wait for the person.
    pub(super) fn halt(&mut self, strand: &mut Strand, state: LineState) {
        if let Some((id, piece)) = strand.queue.pop_front() {
            self.tell(id, state);
            self.forget_held(&strand.side, &piece);
        }
        strand.answers.clear();
        strand.failed = None;
        strand.older.clear();
        strand.is_halted = true;
    }

    pub(super) fn finish_statement(&mut self, strand: &mut Strand, id: u64, done: Done) {
        let Done { binds, unbinds, shown } = done;
        let board = self.live_board();
        // A socket shows by its label on the board.
        let typed: Vec<&(Box<str>, Val)> = binds.iter().filter(|(name, _)| is_typed(name)).collect();
        let made = match typed.as_slice() {
            [(_, Val::Socket(sid) | Val::File(sid))] => self.label_of(*sid, &board).as_ref().map(Name::to_string),
            _ => None,
        };
        let mut older = std::mem::take(&mut strand.older);
        for name in binds.iter().map(|(name, _)| name).chain(&unbinds).filter(|name| is_typed(name)) {
            let before = self.line_names(&strand.side).value(name);
            if let Some(Val::Socket(sid)) = before {
                older.push((name.clone(), sid));
            }
        }
        let newest = board.sockets.keys().next_back().copied();
        let as_of = self.line.labels.keys().copied().chain(newest).max().unwrap_or(SocketId::NONE);
        let names = self.line.names.entry(strand.side.clone()).or_default();
        for name in unbinds {
            // Gone here, also where a socket of the board is called so.
            match is_typed(&name) {
                true => drop(names.0.insert(name, Var { value: None, as_of })),
                false => drop(names.0.remove(&name)),
            }
        }
        for (name, value) in binds {
            let as_of = match &value {
                Val::Socket(sid) | Val::File(sid) => *sid,
                _ => as_of,
            };
            names.0.insert(name, Var { value: Some(value), as_of });
        }
        let mut left: Vec<SocketId> = older.into_iter().map(|(_, sid)| sid).filter(|sid| !names.holds(*sid)).collect();
        left.sort_unstable();
        left.dedup();
        left.retain(|sid| board.row(*sid).is_none_or(|row| row.open));
        let shown = shown.or(made);
        if let Some(told) = self.told(id) {
            told.state = LineState::Done;
            told.left = left;
            if shown.is_some() {
                told.shown = shown;
            }
        }
    }
}

/// Whether a name is one that somebody can type; `with` holds what it closes under others.
fn is_typed(name: &str) -> bool {
    !name.contains(' ')
}
