//! What the threads of scripts told since the last frame.

use super::runner::News;
use super::{CaseState, CaseView, Mark, Phase, StepRow, StepState};
use crate::app::{State, errno_words};
use crate::locale::Message;
use crate::script::StepResult;
use std::time::Duration;

/// A record that is not there so long after it was asked for does not come.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many steps are taken in at once: the rest in the next frame.
const MOST: usize = 4096;

impl State {
    /// Takes in what is there. Returns when it wants to look again.
    pub(in crate::app) fn tick_scripts(&mut self) -> Option<Duration> {
        while let Ok(arrived) = self.inbox.scripts.1.try_recv() {
            self.take_script(arrived);
        }
        self.scripts.ending.retain(|thread| !thread.is_finished());
        let mut more = false;
        let mut ended = None;
        let open = self.scripts.open.as_deref_mut()?;
        let (views, cases) = (&open.views, &mut open.cases);
        for (at, (view, case)) in views.iter().zip(cases).enumerate() {
            let Some(runner) = &case.runner else { continue };
            let news: Vec<News> = runner.news.try_iter().take(MOST).collect();
            more |= news.len() == MOST;
            for news in news {
                if let News::Failed(errno) = &news {
                    open.goes_on = false;
                    let why = Message::new("script-no-room").with("errno", errno_words(*errno));
                    self.toasts.failed(Message::new("scripts-cannot-run-why").with("why", why));
                }
                if matches!(news, News::Ended { .. }) && open.goes_on {
                    ended = Some(at);
                }
                let joined = match &news {
                    News::Came { step, .. } => joined(case, view, *step),
                    _ => None,
                };
                take(case, news, joined);
            }
            see_async(case, view);
        }
        if ended.is_some() {
            self.go_to_case(ended);
        }
        self.stop_script_waits();
        self.seek_record();
        more.then_some(Duration::ZERO)
    }

    /// Selects the record that the person asked for, once it is known.
    pub(super) fn seek_record(&mut self) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        let Some(seek) = open.seeks.as_mut().filter(|_| self.reading.is_none() && self.stepping.is_none()) else {
            return;
        };
        let (snapshot, now) = (self.live.snapshot(), self.clock.now());
        let step = open.cases.get(seek.case).and_then(|case| case.steps.get(seek.step));
        let kind = open.views.get(seek.case).and_then(|view| row_of(view, seek.step)).and_then(|row| row.kind);
        let (Some(step), Some(kind)) = (step, kind) else { return };
        let Some((sid, since, from)) = step.place.filter(|_| step.mark != Mark::Refused) else {
            open.seeks = None;
            return;
        };
        let news = Some((sid, snapshot.rows));
        if std::mem::replace(&mut seek.looked, news) == news {
            // Nothing is new. No record will come where recording was paused.
            let is_back = !matches!(step.mark, Mark::Running | Mark::Waits);
            if is_back && seek.since.saturating_add(PATIENCE) < now {
                open.seeks = None;
            }
            return;
        }
        // The rows of a file's calls are those of its socket.
        if let Some(n) = self.live.rows().find_call(snapshot.board.owner(sid), kind, since, from) {
            open.seeks = None;
            self.select_record(Some(n));
        }
    }
}

fn row_of(view: &CaseView, step: usize) -> Option<&StepRow> {
    view.rows.get(*view.row_of.get(step)?)?.step()
}

/// What came of the async call that this step collects, in Python's words; none where it is not back.
fn joined(case: &mut CaseState, view: &CaseView, step: usize) -> Option<Box<str>> {
    let id = row_of(view, step)?.joins.as_deref()?;
    see_async(case, view);
    let is_it = |at: &usize| row_of(view, *at).is_some_and(|row| row.background.as_deref() == Some(id));
    let at = (0..step.min(case.steps.len())).rev().find(is_it)?;
    let state = case.steps.get(at)?;
    (state.mark != Mark::Waits).then(|| state.shown.clone())
}

fn take(case: &mut CaseState, news: News, joined: Option<Box<str>>) {
    match news {
        News::Begun { step, at, row } => {
            if case.steps.len() <= step {
                case.steps.resize(step + 1, StepState::default());
            }
            if let Some(state) = case.steps.get_mut(step) {
                state.mark = Mark::Running;
                state.place = Some((crate::call::SocketId::NONE, at, row));
            }
            case.at = step;
        }
        News::Came { step, result, made, is_stopped } => {
            if let Some(state) = case.steps.get_mut(step) {
                state.mark = if is_stopped { Mark::Stopped } else { mark_of(&result) };
                let is_pending = result.r.get("pending").is_some();
                state.shown = match (&made, joined.filter(|_| !is_pending)) {
                    (Some(made), _) => made.shown.as_str().into(),
                    (None, Some(joined)) => joined,
                    (None, None) => shown(&result).into(),
                };
                state.place = state.place.zip(made).map(|((_, at, row), made)| (made.sid, at, row)).or(state.place);
                state.is_error = result.r.get("err").is_some();
                state.refused = result.refused;
            }
            case.at = step + 1;
        }
        News::Rests { next, is_stopped } => {
            case.at = next;
            case.phase = if is_stopped { Phase::Stopped } else { Phase::Resting };
        }
        News::Ended { left } => (case.phase, case.left_waiting) = (Phase::Ended, left),
        News::Failed(_) => case.phase = Phase::Failed,
    }
}

/// Async calls that came back since: their step says so, whether or not anybody joined them.
fn see_async(case: &mut CaseState, view: &CaseView) {
    let Some(runner) = &case.runner else { return };
    for (at, state) in case.steps.iter_mut().enumerate().filter(|(_, state)| state.mark == Mark::Waits) {
        let Some(made) =
            row_of(view, at).and_then(|row| row.background.as_deref()).and_then(|id| runner.watch.take(Some(id)))
        else {
            continue;
        };
        state.mark = if made.is_stopped { Mark::Stopped } else { Mark::Done };
        (state.shown, state.is_error) = (made.shown.into(), made.is_error);
        state.place = state.place.map(|(_, at, row)| (made.sid, at, row));
        case.left_waiting = case.left_waiting.saturating_sub(1);
    }
}

fn mark_of(result: &StepResult) -> Mark {
    match (result.pass, &result.refused) {
        (Some(true), _) => Mark::Held,
        (_, Some(_)) => Mark::Refused,
        (Some(false), None) => Mark::Differed,
        (None, None) if result.r.get("started").is_some() => Mark::Waits,
        (None, None) => Mark::Done,
    }
}

/// What came of a step that made no call of its own.
fn shown(result: &StepResult) -> String {
    let r = &result.r;
    if r.get("started").is_some() || r.get("pending").is_some() {
        return "…".to_owned();
    }
    if let Some(why) = r.get("err").and_then(serde_json::Value::as_str) {
        let why = r.get("why").and_then(serde_json::Value::as_str).unwrap_or(why);
        return crate::bytes::escape_text(why.as_bytes());
    }
    match r.get("ok") {
        None | Some(serde_json::Value::Null) => "None".to_owned(),
        Some(value) => {
            let text: String = value.to_string().chars().take(120).collect();
            crate::bytes::escape_text(text.as_bytes())
        }
    }
}
