//! Running: consent, the thread, stopping, and starting over.

use super::runner::{Ground, Order, Runner};
use super::{CaseState, Go, Mark, OpenScript, Phase, ScriptRow, StepState};
use crate::app::{Dialog, State};
use crate::call::{CallKind, SocketId};
use crate::doctor;
use crate::locale::Message;
use crate::net::Engine;
use crate::session::{Session, Waiting};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

impl State {
    /// Makes steps of the case that shows, once it is known how far they may reach.
    pub(in crate::app) fn go_script(&mut self, go: Go) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return self.show_scripts() };
        if open.is_running() {
            return;
        }
        if go == Go::Every {
            // From the beginning: each case is a scope of its own.
            return self.run_every_case();
        }
        if open.has_to_ask() {
            self.scripts.asked = Some(go);
            self.dialog = Some(Dialog::ScriptConsent);
            return;
        }
        let case = open.case;
        let Some((view, state)) = open.views.get(case).zip(open.cases.get(case)) else { return };
        if let Some(why) = &view.cannot {
            return self.toasts.warn(why.clone());
        }
        let until = match go {
            Go::All | Go::Every => view.steps(),
            Go::Next => state.at + 1,
            Go::To(step) => step + 1,
        };
        if !open.can_go() || until <= state.at {
            return;
        }
        open.goes_on = false;
        self.run_case_until(case, until);
    }

    fn run_every_case(&mut self) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        if open.has_to_ask() {
            self.scripts.asked = Some(Go::Every);
            self.dialog = Some(Dialog::ScriptConsent);
            return;
        }
        for case in 0..open.cases.len() {
            self.end_case(case);
        }
        if let Some(open) = self.scripts.open.as_deref_mut() {
            open.goes_on = true;
            self.go_to_case(None);
        }
    }

    /// The next case after `after` that can run, from its beginning; the sockets of `after` are closed.
    pub(super) fn go_to_case(&mut self, after: Option<usize>) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        let from = after.map_or(0, |case| case + 1);
        let Some(next) = (from..open.views.len()).find(|at| open.views.get(*at).is_some_and(|v| v.cannot.is_none()))
        else {
            open.goes_on = false;
            return;
        };
        if let Some(after) = after {
            self.leave_case(after, true);
        }
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        (open.case, open.selected) = (next, None);
        let steps = open.views.get(next).map_or(0, super::CaseView::steps);
        self.run_case_until(next, steps);
    }

    fn run_case_until(&mut self, case: usize, until: usize) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        let (net, side) = (open.net(), open.side.clone());
        let script = Arc::clone(&open.script);
        let Some(state) = open.cases.get_mut(case) else { return };
        if state.runner.is_none() {
            let ground = Ground {
                engine: self.engine.clone(),
                clock: self.clock,
                live: Arc::clone(&self.live),
                waker: Arc::clone(&self.waker),
            };
            let before = std::mem::take(&mut self.scripts.ending);
            match Runner::start(ground, script, case, (net, &side), before) {
                Ok(runner) => state.runner = Some(runner),
                Err(error) => {
                    state.phase = Phase::Failed;
                    open.goes_on = false;
                    let title = Message::new("scripts-cannot-run");
                    self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
                    return;
                }
            }
        }
        state.phase = Phase::Running;
        if let Some(runner) = &state.runner {
            runner.order(Order::Until(until));
        }
    }

    /// Ends what the running case waits for; no further step begins.
    pub(super) fn stop_script(&mut self) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        open.goes_on = false;
        for case in open.cases.iter_mut().filter(|case| case.phase == Phase::Running) {
            if let Some(runner) = &case.runner {
                case.phase = Phase::Stopping;
                runner.stop();
            }
        }
        self.stop_script_waits();
    }

    /// Stops the waiting calls of cases that are being stopped, as they become known.
    pub(super) fn stop_script_waits(&mut self) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        for (view, case) in open.views.iter().zip(&mut open.cases) {
            let Some(runner) = case.runner.as_mut().filter(|_| case.phase == Phase::Stopping) else { continue };
            stop_waits(&self.engine, &self.live, runner);
            let row = view.row_of.get(case.at).and_then(|row| view.rows.get(*row)).and_then(ScriptRow::step);
            if row.is_some_and(|row| row.kind == Some(CallKind::GetAddrInfo)) {
                let since = case.steps.get(case.at).and_then(|step| step.place).map(|(_, since, _)| since);
                stop_look_up(&self.engine, &self.live, runner, since);
            }
        }
    }

    /// Closes a case's sockets and ends its thread; what came of its steps stays where `keeps` says so.
    fn leave_case(&mut self, case: usize, keeps: bool) {
        let Some(state) = self.scripts.open.as_deref_mut().and_then(|open| open.cases.get_mut(case)) else { return };
        if let Some(mut runner) = state.runner.take() {
            runner.stop();
            stop_waits(&self.engine, &self.live, &mut runner);
            runner.order(Order::Close);
            self.scripts.ending.push(runner.thread);
        }
        if !keeps {
            *state = CaseState::default();
            if let Some(open) = self.scripts.open.as_deref_mut() {
                open.show_anew(case);
            }
            return;
        }
        for step in state.steps.iter_mut().filter(|step| matches!(step.mark, Mark::Waits | Mark::Running)) {
            step.mark = Mark::Stopped;
        }
        state.left_waiting = 0;
        if matches!(state.phase, Phase::Running | Phase::Resting | Phase::Stopping) {
            state.phase = Phase::Stopped;
        }
    }

    /// Back to the beginning of a case.
    pub(super) fn end_case(&mut self, case: usize) {
        self.leave_case(case, false);
    }

    /// Closes the sockets that the case which shows left open.
    pub(super) fn close_script_sockets(&mut self) {
        if let Some(case) = self.scripts.open.as_deref().map(|open| open.case) {
            self.leave_case(case, true);
        }
    }

    /// Closes the script and all its sockets.
    pub(super) fn close_script(&mut self) {
        let count = self.scripts.open.as_deref().map_or(0, |open| open.cases.len());
        for case in 0..count {
            self.leave_case(case, false);
        }
        self.scripts.open = None;
        self.scripts.asked = None;
    }

    /// Whether the call of a step that is being made waits in the kernel.
    pub fn step_waits(&self, step: &StepState, kind: CallKind) -> bool {
        let Some((_, at, _)) = step.place.filter(|_| step.mark == Mark::Running) else { return false };
        let board = &self.live.snapshot().board;
        board.waiting.values().any(|wait| wait.t >= at && wait.call.kind() == kind)
    }

    /// The case's sockets that are open on the board.
    pub fn script_sockets(&self) -> usize {
        let owned =
            self.scripts.open.as_deref().and_then(OpenScript::current).and_then(|(_, case)| case.runner.as_ref());
        let owned = owned.map(|runner| runner.watch.owned()).unwrap_or_default();
        let board = &self.live.snapshot().board;
        owned.iter().filter(|owned| board.row(owned.sid).is_some_and(|row| row.open)).count()
    }

    /// The threads of scripts end: their sockets are closed by the engine.
    pub(in crate::app) fn end_scripts(&mut self) {
        self.close_script();
        let until = std::time::Instant::now() + Duration::from_millis(300);
        for thread in std::mem::take(&mut self.scripts.ending) {
            while !thread.is_finished() && std::time::Instant::now() < until {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }
}

fn stop_waits(engine: &Engine, live: &Session, runner: &mut Runner) {
    for id in super::runner::waits_of(live, &runner.watch, &runner.stopped) {
        engine.stop(id);
        runner.stopped.insert(id);
    }
}

/// A look-up is on no socket: it is told by when its step began.
fn stop_look_up(engine: &Engine, live: &Session, runner: &mut Runner, since: Option<Duration>) {
    let Some(since) = since else { return };
    let board = &live.snapshot().board;
    let is_it = |wait: &Waiting| wait.sid == SocketId::NONE && wait.t >= since;
    for (id, _) in board.waiting.iter().filter(|(_, wait)| is_it(wait)) {
        if runner.stopped.insert(*id) {
            engine.stop(*id);
        }
    }
}
