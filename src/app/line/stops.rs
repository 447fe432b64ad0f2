//! What a person does to a run: stop its call, let it wait, go on behind a line that failed, or forget the rest.

use super::super::State;
use super::strand::{LineState, Strand};
use crate::script::line::{Answer, Piece, Val};
use std::time::Duration;

impl State {
    pub(super) fn stop_line(&mut self, number: u64) {
        if let Some(id) = self.strand(number).and_then(|strand| strand.waits.as_ref()).map(|waits| waits.id) {
            return self.engine.stop(id);
        }
        // A rest is over at once, and so is the run.
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number && strand.rests.is_some()) else {
            return;
        };
        let mut strand = self.line.strands.swap_remove(at);
        strand.rests = None;
        self.halt(&mut strand, LineState::Stopped);
        if !strand.queue.is_empty() {
            self.line.strands.push(strand);
        }
    }

    /// The statement that waits goes on by itself; the lines behind it run now.
    pub(super) fn skip_wait(&mut self, number: u64) {
        let next = self.next_line();
        let Some(strand) = self.strand(number).filter(|strand| strand.waits.is_some() && !strand.is_left) else {
            return;
        };
        let rest = strand.queue.split_off(strand.queue.len().min(1));
        strand.is_left = true;
        let (side, id) = (strand.side.clone(), strand.queue.front().map_or(0, |(id, _)| *id));
        self.tell(id, LineState::LeftWaiting);
        let mut fresh = Strand::new(next, side);
        fresh.queue = rest;
        self.line.strands.push(fresh);
        self.advance_lines(next);
    }

    pub(super) fn go_on_with_lines(&mut self, number: u64) {
        if let Some(strand) = self.strand(number) {
            strand.is_halted = false;
        }
        self.advance_lines(number);
    }

    pub(super) fn abandon_lines(&mut self, number: u64) {
        let Some(at) = self.line.strands.iter().position(|strand| strand.id == number) else { return };
        let keep = usize::from(self.line.strands.get(at).is_some_and(|strand| strand.waits.is_some()));
        let dropped = match self.line.strands.get_mut(at) {
            Some(strand) => strand.queue.split_off(strand.queue.len().min(keep)),
            None => return,
        };
        let side = self.line.strands.get(at).map(|strand| strand.side.clone()).unwrap_or_default();
        for (id, piece) in dropped {
            self.tell(id, LineState::NotRun);
            self.forget_held(&side, &piece);
        }
        if keep == 0 {
            self.line.strands.swap_remove(at);
        }
    }

    /// The end of a `with` will not run: what it would have closed is held no more.
    pub(super) fn forget_held(&mut self, side: &str, piece: &Piece) {
        if let Some((held, names)) = piece.ends().zip(self.line.names.get_mut(side)) {
            names.0.remove(held);
        }
    }

    /// Rests that are over; after how long the next one is.
    pub(super) fn rest_over(&mut self) -> Option<Duration> {
        let now = self.now();
        let over = |strand: &Strand| strand.rests.is_some_and(|rest| rest.until <= now);
        let due: Vec<u64> = self.line.strands.iter().filter(|strand| over(strand)).map(|strand| strand.id).collect();
        for number in due {
            if let Some(strand) = self.strand(number)
                && let Some(rest) = strand.rests.take()
            {
                strand.answers.insert(rest.at, Answer::Val(Val::None));
            }
            self.advance_lines(number);
        }
        let now = self.now();
        self.line.strands.iter().filter_map(|strand| strand.rests).map(|rest| rest.until.saturating_sub(now)).min()
    }
}
