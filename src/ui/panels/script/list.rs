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
    /// The row that is to come into sight.
    show: Option<usize>,
    /// How far it is scrolled, and how high it is.
    view: (f32, f32),
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
            self.show = view.row_of.get(at).copied();
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
        self.view = (output.state.clamped_offset().y, output.inner_rect.height());
        if chosen.is_some() {
            cx.push(AppCommand::Script(ScriptCommand::Select(chosen)));
        }
    }

    /// The arrows move the selection.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, open: &OpenScript, rows: usize) {
        if !self.focused || rows == 0 || cx.state.has_dialog() {
            return;
        }
        for (key, by) in row_steps(self.view.1) {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                let at = match open.selected {
                    Some(at) => at.saturating_add_signed(by).min(rows - 1),
                    None => 0,
                };
                (self.focus, self.show) = (Some(at), Some(at));
                cx.push(AppCommand::Script(ScriptCommand::Select(Some(at))));
            }
        }
    }

    /// Where to scroll, where a row is to come into sight.
    fn offset(&mut self) -> Option<f32> {
        let (offset, height) = self.view;
        let row = self.show.filter(|_| height > 0.0)?;
        self.show = None;
        let top = row as f32 * sizes::ROW_DENSE;
        if top < offset {
            Some(top)
        } else if top + 2.0 * sizes::ROW_DENSE > offset + height {
            // With the one that comes after it.
            Some(top + 2.0 * sizes::ROW_DENSE - height)
        } else {
            None
        }
    }
}
