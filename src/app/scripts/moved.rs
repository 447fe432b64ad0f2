//! A port that a remedy moved, in the open script: its steps run with the other port, and its rows show it. The file is
//! never changed.

use super::view::{CaseView, ScriptRow, cut, reached};
use super::{CaseState, OpenScript};
use crate::app::State;
use crate::app::why::PortMove;
use crate::script::{self, Script, Step};
use std::sync::Arc;

/// Longer scripts stay as they are: the window would wait for it.
const MOST_STEPS: usize = 20_000;

/// A port that is another one in the open script than in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptMove {
    /// Which port.
    pub moved: PortMove,
    /// The steps whose lines it is in: their case and place.
    pub places: Vec<(usize, usize)>,
}

impl State {
    /// Writes the port into the open script. How many lines it was in, and the script's name; none where it is in none.
    pub(in crate::app) fn move_port_in_script(&mut self, moved: &PortMove) -> Option<(usize, Box<str>)> {
        let open = self.scripts.open.as_deref_mut()?;
        let count: usize = open.script.cases.iter().map(|case| case.steps.len()).sum();
        if count > MOST_STEPS {
            return None;
        }
        let cases = open.script.cases.iter().enumerate();
        let all: Vec<_> = cases.flat_map(|(case, of)| (0..of.steps.len()).map(move |step| (case, step))).collect();
        let places = open.rewrite(moved, &all);
        if places.is_empty() {
            return None;
        }
        let found = (places.len(), open.name.clone());
        open.moved.push(ScriptMove { moved: moved.clone(), places });
        Some(found)
    }

    /// The lines that this port was written into have the first one again.
    pub(in crate::app) fn move_port_back_in_script(&mut self, moved: &PortMove) {
        let Some(open) = self.scripts.open.as_deref_mut() else { return };
        let Some(at) = open.moved.iter().rposition(|known| known.moved == *moved) else { return };
        let ScriptMove { places, .. } = open.moved.remove(at);
        open.rewrite(&moved.back(), &places);
    }
}

impl OpenScript {
    /// Writes the other port into these steps; those that had the first one.
    fn rewrite(&mut self, moved: &PortMove, places: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut other: Option<Script> = None;
        let mut changed = Vec::new();
        for (case, step) in places.iter().copied() {
            let Some(found) = self.script.cases.get(case).and_then(|case| case.steps.get(step)) else { continue };
            // Most lines need not be read for it.
            if !found.text.contains(&moved.from.to_string()) {
                continue;
            }
            let moves = |host: &str, port: &str| moved.moves(host, port);
            let Some(with) = script::move_port(found, moved.to, &moves) else { continue };
            let script = other.get_or_insert_with(|| (*self.script).clone());
            if let Some(place) = script.cases.get_mut(case).and_then(|case| case.steps.get_mut(step)) {
                *place = with;
                changed.push((case, step));
            }
        }
        let Some(script) = other else { return changed };
        self.script = Arc::new(script);
        self.reached = reached(&self.script);
        for (at, case) in self.cases.iter().enumerate() {
            if let Some(runner) = &case.runner {
                runner.rewrite(&self.script);
            }
            let steps = changed.iter().filter(|(of, _)| *of == at).map(|(_, step)| *step);
            let (now, later): (Vec<usize>, Vec<usize>) = steps.partition(|step| is_ahead(case, *step));
            if let Some((view, steps)) = self.views.get_mut(at).zip(self.script.cases.get(at)) {
                show(view, &steps.steps, &now);
            }
            self.stale.extend(later.into_iter().map(|step| (at, step)));
        }
        changed
    }

    /// The case begins anew: its rows show the steps as they will be made.
    pub(super) fn show_anew(&mut self, case: usize) {
        let (now, later) = std::mem::take(&mut self.stale).into_iter().partition(|(of, _)| *of == case);
        self.stale = later;
        let now: Vec<(usize, usize)> = now;
        let now: Vec<usize> = now.into_iter().map(|(_, step)| step).collect();
        if let Some((view, steps)) = self.views.get_mut(case).zip(self.script.cases.get(case)) {
            show(view, &steps.steps, &now);
        }
    }
}

/// Whether a step was not made yet: a row of one that was shows the call that was made.
fn is_ahead(case: &CaseState, step: usize) -> bool {
    step >= case.steps.len()
}

/// Writes the lines of these steps anew.
fn show(view: &mut CaseView, steps: &[Step], which: &[usize]) {
    if which.is_empty() {
        return;
    }
    let mut rows = view.rows.to_vec();
    for at in which {
        let row = view.row_of.get(*at).and_then(|row| rows.get_mut(*row));
        if let (Some(ScriptRow::Step(row)), Some(step)) = (row, steps.get(*at)) {
            row.python = cut(script::step_line(step));
            // Of a session that is run again it is what was recorded.
            if let Some(expected) = step.expect.as_ref().filter(|_| !view.is_recorded) {
                row.expected = Some(cut(script::expect_text(expected)));
            }
        }
    }
    view.rows = rows.into();
}
