//! The lines of a case, as a list that goes along with the run.

use super::row::{Look, row_ui};
use crate::app::{AppCommand, OpenScript, Phase, ScriptCommand, StepState};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::row_steps;
use egui::{EventFilter, Modifiers, ScrollArea, Ui};

/// A list goes along with the run for so many frames after each step.
const FOLLOWS: u8 = 3;

/// What the list keeps between frames.
#[derive(Default)]
pub struct StepList {
    /// The case, the step and the phase that it went along with last.
    followed: Option<(usize, usize, Phase)>,
    /// It goes along for so many frames more: what stands under it may have grown.
    follows: u8,
    /// The row that is to have the keyboard.
    focus: Option<usize>,
    /// A row had the keyboard in the last frame.
    focused: bool,
    /// The row that is to come into sight, and how many after it.
    show: Option<(usize, usize)>,
    /// The row that was selected in the last frame.
    selected: Option<usize>,
    /// The row that came into sight last, or was selected since: it stays there when what stands under the list grows.
    kept: usize,
    view: View,
}

/// What of the list is in sight: how far it is scrolled, and how high it is.
#[derive(Clone, Copy, Default)]
struct View {
    offset: f32,
    height: f32,
}

impl View {
    /// Where to scroll, where these rows are not all in sight.
    fn offset_for(self, row: usize, after: usize) -> Option<f32> {
        let top = row as f32 * sizes::ROW_DENSE;
        let bottom = top + (1 + after) as f32 * sizes::ROW_DENSE;
        if top < self.offset {
            Some(top)
        } else if bottom > self.offset + self.height {
            Some(bottom - self.height)
        } else {
            None
        }
    }

    fn has(self, row: usize) -> bool {
        self.offset_for(row, 0).is_none()
    }
}

impl StepList {
    /// Draws the list over all that is left.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
        let Some((view, case)) = open.current() else { return };
        let now = (open.case, case.at, case.phase);
        if case.phase != Phase::Fresh && self.followed.replace(now) != Some(now) {
            self.follows = FOLLOWS;
        }
        if self.follows > 0 {
            self.follows -= 1;
            ui.ctx().request_repaint();
            // The step that is made, or comes next; after the last one the last one.
            let at = case.at.min(view.steps().saturating_sub(1));
            self.show = view.row_of.get(at).map(|row| (*row, 1));
        }
        if std::mem::replace(&mut self.selected, open.selected) != open.selected {
            self.show = open.selected.map(|row| (row, 0)).or(self.show);
        }
        self.keys(ui, cx, open, view.rows.len());
        self.focused = false;
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt(("script-steps", open.case)).auto_shrink(false);
        if let Some(offset) = self.offset() {
            area = area.vertical_scroll_offset(offset);
        }
        let next = matches!(case.phase, Phase::Fresh | Phase::Resting).then_some(case.at);
        let fresh = StepState::default();
        let mut chosen = None;
        let output = area.show_rows(ui, sizes::ROW_DENSE, view.rows.len(), |ui, range| {
            for at in range {
                let Some(row) = view.rows.get(at) else { return };
                let step = row.step().map(|row| row.step);
                let state = step.and_then(|step| case.steps.get(step)).unwrap_or(&fresh);
                let look = Look {
                    selected: open.selected == Some(at),
                    next: step.is_some() && step == next,
                    odd: open.notes.iter().any(|note| note.line == row.line()),
                    is_again: open.is_again(),
                };
                ui.push_id(at, |ui| {
                    let response = row_ui(ui, cx, row, state, &look);
                    if self.focus == Some(at) {
                        self.focus = None;
                        response.request_focus();
                    }
                    if response.has_focus() {
                        self.focused = true;
                        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
                        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
                    }
                    if response.clicked() {
                        chosen = Some(at);
                    }
                });
            }
        });
        let view = View { offset: output.state.clamped_offset().y, height: output.inner_rect.height() };
        let before = std::mem::replace(&mut self.view, view);
        if view.height < before.height && before.has(self.kept) && !view.has(self.kept) {
            self.show = Some((self.kept, 0));
            ui.ctx().request_repaint();
        }
        if chosen.is_some() {
            cx.push(AppCommand::Script(ScriptCommand::Select(chosen)));
        }
    }

    /// The arrows move the selection.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, open: &OpenScript, rows: usize) {
        if !self.focused || rows == 0 || cx.state.has_dialog() {
            return;
        }
        for (key, by) in row_steps(self.view.height) {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let at = match open.selected {
                    Some(at) => at.saturating_add_signed(by).min(rows - 1),
                    None => 0,
                };
                self.focus = Some(at);
                cx.push(AppCommand::Script(ScriptCommand::Select(Some(at))));
            }
        }
    }

    /// Where to scroll, where a row is to come into sight.
    fn offset(&mut self) -> Option<f32> {
        let (row, after) = self.show.filter(|_| self.view.height > 0.0)?;
        (self.show, self.kept) = (None, row);
        self.view.offset_for(row, after)
    }
}
