//! The one place where a wish about stepping through is acted on, and where moments that were read are shown.

use super::{Shown, StepCommand, Stepping};
use crate::app::State;
use crate::locale::Message;
use std::sync::Arc;
use std::time::Duration;

/// So many records after a call are looked through for what ends a wait.
const FAR: u64 = 4096;

/// So soon the kernel's names and states of a socket are told after a call (4 looks a second).
const SOON: Duration = Duration::from_millis(300);
/// At most so many records are of one call.
const MOST_SETTLED: u64 = 16;

/// What became of a look for the moment that is wanted.
enum Look {
    Shows,
    Same,
    Lost(u64),
}

impl Stepping {
    fn go(&mut self, at: u64) {
        (self.at, self.settles) = (at.min(self.last()), false);
        self.hidden = self.hides && self.at > 0 && self.base.beat(self.at).is_some_and(|beat| beat.is_call);
    }

    fn back_to(&mut self, at: u64) {
        self.go(at);
        // It was seen already.
        self.hidden = false;
    }

    fn records(&mut self, by: i64) {
        match by {
            1.. if self.hidden => self.hidden = false,
            1.. => self.go(self.to_event(self.at.saturating_add_signed(by), 1)),
            _ => self.back_to(self.to_event(self.at.saturating_add_signed(by), -1)),
        }
    }

    /// From a record that only tells what the kernel held, on to the next that something happened in.
    fn to_event(&self, at: u64, by: i64) -> u64 {
        let last = self.last();
        let ways = std::iter::successors(Some(at.min(last)), |n| n.checked_add_signed(by).filter(|n| *n <= last));
        let is_event = |n: &u64| self.base.beat(*n).is_none_or(|beat| !beat.is_sample);
        ways.take(FAR as usize).find(is_event).unwrap_or(at)
    }

    /// The last of the records that tell at once what a call brought about: its socket's names, its state.
    fn settled(&self) -> u64 {
        let Some(here) = self.base.beat(self.at).filter(|beat| beat.is_call) else { return self.at };
        let follows = |n: &u64| {
            let beat = self.base.beat(*n);
            beat.is_some_and(|beat| !beat.is_call && !beat.is_join && beat.t <= here.t.saturating_add(SOON))
        };
        let end = self.last().min(self.at.saturating_add(MOST_SETTLED));
        (self.at + 1..=end).take_while(follows).last().unwrap_or(self.at)
    }

    /// From call to call, each with what it brought about.
    fn calls(&mut self, by: i64) {
        self.go_by_calls(by);
        self.settles = true;
    }

    fn go_by_calls(&mut self, by: i64) {
        let rows = self.base.rows();
        let begun = rows.up_to(self.at);
        if by < 0 {
            let here = begun.checked_sub(1).and_then(|k| rows.record_of_row(k));
            // From within what followed a call, first to that call.
            let steps = if here == Some(self.at) { by } else { by + 1 };
            let target = begun.checked_sub(1).and_then(|k| k.checked_add_signed(steps));
            let target = target.and_then(|k| rows.record_of_row(k)).unwrap_or(0);
            return self.back_to(target);
        }
        if self.hidden {
            self.hidden = false;
            return;
        }
        let next = begun.checked_add_signed(by - 1).and_then(|k| rows.record_of_row(k));
        let end = next.unwrap_or_else(|| self.last());
        // What a call that waited came back with is a result to be asked for as well.
        let join = (self.at + 1..end.min(self.at.saturating_add(FAR)))
            .find(|n| self.hides && by == 1 && self.base.beat(*n).is_some_and(|beat| beat.is_join));
        self.go(join.unwrap_or(end));
    }

    /// Shows the moment that is wanted, once it is read.
    fn look(&mut self) -> Look {
        if !self.is_reading() {
            return Look::Same;
        }
        let wanted = match (self.hidden, self.settles) {
            (true, _) => self.at.saturating_sub(1),
            (false, true) => self.settled(),
            (false, false) => self.at,
        };
        match self.base.moment(wanted) {
            Some(moment) => {
                self.view.show_moment(&moment, self.hidden.then_some(self.at));
                self.shown = Some(Shown { at: self.at, hidden: self.hidden, moment });
                Look::Shows
            }
            None if self.base.has_no_moment(wanted) => {
                self.playing = None;
                if let Some(shown) = &self.shown {
                    (self.at, self.hidden) = (shown.at, shown.hidden);
                }
                Look::Lost(wanted)
            }
            None => Look::Same,
        }
    }
}

impl State {
    pub(in crate::app) fn step_command(&mut self, command: StepCommand) {
        match (command, &mut self.stepping) {
            (StepCommand::Begin(at), None) => return self.begin_stepping(at),
            (StepCommand::Leave, _) => return self.leave_stepping(),
            (_, None) => return,
            (StepCommand::Begin(at), Some(stepping)) => {
                if let Some(at) = at {
                    stepping.go(at);
                }
            }
            (StepCommand::To(at), Some(stepping)) => stepping.go(at),
            (StepCommand::Records(by), Some(stepping)) => stepping.records(by),
            (StepCommand::Calls(by), Some(stepping)) => stepping.calls(by),
            (StepCommand::First, Some(stepping)) => stepping.back_to(0),
            (StepCommand::Last, Some(stepping)) => stepping.go(stepping.last()),
            (StepCommand::Play(on), Some(stepping)) => stepping.play_or_rest(on, self.clock.now()),
            (StepCommand::SetSpeed(speed), Some(stepping)) => stepping.set_speed(speed, self.clock.now()),
            (StepCommand::HideOutcomes(on), Some(stepping)) => {
                stepping.hides = on;
                stepping.hidden &= on;
            }
        }
        if let Some(stepping) = self.stepping.as_mut().filter(|stepping| stepping.is_playing()) {
            // From the new place on.
            stepping.play_on(self.clock.now());
        }
        self.look_at_moment();
    }

    fn begin_stepping(&mut self, at: Option<u64>) {
        let base = Arc::clone(self.whole_session());
        let saved = base.snapshot().saved;
        if saved < 2 {
            return self.toasts.warn(Message::new("stepping-nothing"));
        }
        let at = at.or(self.selected_record).unwrap_or(u64::MAX).min(saved - 1);
        let cleared = std::mem::take(&mut self.shown_from);
        self.stepping = Some(Stepping::new((base, cleared), at, Arc::clone(&self.waker)));
        self.look_at_moment();
    }

    fn leave_stepping(&mut self) {
        if let Some(stepping) = self.stepping.take() {
            // What was cleared away before stays so, where nothing was asked to show again.
            self.shown_from = self.shown_from.max(stepping.cleared);
            self.snapshot = self.session().snapshot();
            let board = &self.snapshot.board;
            self.selected = self.selected.filter(|sid| board.sockets.contains_key(sid));
        }
    }

    /// What is due to follow, and what was read. Returns after how long it wants to be called again.
    pub(in crate::app) fn tick_stepping(&mut self) -> Option<std::time::Duration> {
        let now = self.clock.now();
        let again = self.stepping.as_mut()?.play(now);
        self.look_at_moment();
        again
    }

    fn look_at_moment(&mut self) {
        let Some(stepping) = &mut self.stepping else { return };
        match stepping.look() {
            Look::Same => {}
            Look::Shows => self.mark_moment(),
            Look::Lost(n) => {
                let has_none = stepping.shown.is_none();
                self.toasts.failed(Message::new("stepping-lost").with("n", n));
                if has_none {
                    self.leave_stepping();
                }
            }
        }
    }

    /// The record that shows is the selected one, and its socket too unless it goes on by itself.
    fn mark_moment(&mut self) {
        let Some(stepping) = &self.stepping else { return };
        let (at, follows) = (stepping.at, !stepping.is_playing() || self.selected.is_none());
        self.snapshot = self.session().snapshot();
        let rows = self.session().rows();
        let newest = self.snapshot.rows.checked_sub(1).and_then(|k| rows.record_of_row(k));
        let marked = if rows.row_of_record(at).is_some() { Some(at) } else { newest };
        let board = Arc::clone(&self.snapshot.board);
        let about =
            stepping.base.beat(at).filter(|beat| !beat.is_sample).and_then(|beat| beat.sid).map(|sid| board.owner(sid));
        (self.selected_record, self.span_from) = (marked, None);
        if let Some(sid) = about.filter(|sid| follows && board.sockets.contains_key(sid)) {
            self.select_socket(Some(sid));
        }
    }
}
