//! The timeline by keys and by the wheel with Ctrl.

use super::Timeline;
use super::view::NOTCH;
use crate::ui::cx::Cx;
use crate::ui::panels::selecting::select;
use egui::{Key, Modifiers, Rect, Ui};

/// Points that ← and → scroll.
const ACROSS: f32 = 80.0;

impl Timeline {
    /// Ctrl and the wheel zoom about the pointer.
    pub(super) fn wheel_zoom(&mut self, ui: &Ui, rect: Rect) {
        if !ui.rect_contains_pointer(rect) {
            return;
        }
        let by = ui.input(egui::InputState::zoom_delta);
        if (by - 1.0).abs() > f32::EPSILON {
            let at = ui.input(|input| input.pointer.hover_pos()).map_or(0.0, |at| at.y - rect.top());
            self.zoom(by, at);
        }
    }

    /// Zooms about a height of the panel.
    pub(super) fn zoom(&mut self, by: f32, at: f32) {
        let height = self.view.zoom(by, self.roll.from + f64::from(at));
        self.roll.from = height - f64::from(at);
    }

    /// Zooms about the middle.
    pub(super) fn zoom_middle(&mut self, by: f32) {
        self.zoom(by, self.extent.view.1 / 2.0);
    }

    /// As large as at first, about the middle.
    pub(super) fn zoom_reset(&mut self) {
        let at = f64::from(self.extent.view.1 / 2.0);
        self.roll.from = self.view.reset(self.roll.from + at) - at;
    }

    /// To the other way in which time runs.
    pub(super) fn switch(&mut self, cx: &Cx<'_>) {
        self.roll.from = self.view.switch(&cx.state.session().rows(), self.roll.from);
    }

    /// The keys of the panel, while it has the keyboard.
    pub(super) fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let typed = |sign: &str| {
            ui.input_mut(|input| {
                let before = input.events.len();
                input.events.retain(|event| !matches!(event, egui::Event::Text(text) if text == sign));
                input.events.len() < before
            })
        };
        if typed("+") || typed("=") {
            self.zoom_middle(NOTCH);
        } else if typed("-") {
            self.zoom_middle(1.0 / NOTCH);
        } else if typed("0") {
            self.zoom_reset();
        } else if typed("t") || typed("T") {
            self.switch(cx);
        }
        if pressed(Key::ArrowLeft) {
            self.roll.left -= ACROSS;
        } else if pressed(Key::ArrowRight) {
            self.roll.left += ACROSS;
        }
        let rows = cx.state.session().rows();
        let (first, last) = (self.first_shown(cx), rows.settled().saturating_sub(1));
        let here = cx.state.selected_record.and_then(|n| rows.row_of_record(n));
        let page = (f64::from(self.extent.view.1) / f64::from(self.view.step())).max(1.0) as u64;
        let target = if pressed(Key::ArrowUp) {
            here.map_or(last, |k| k.saturating_sub(1))
        } else if pressed(Key::ArrowDown) {
            here.map_or(first, |k| k + 1)
        } else if pressed(Key::PageUp) {
            here.map_or(last, |k| k.saturating_sub(page))
        } else if pressed(Key::PageDown) {
            here.map_or(first, |k| k.saturating_add(page))
        } else if pressed(Key::Home) {
            first
        } else if pressed(Key::End) {
            last
        } else {
            return;
        };
        // Nothing shows where all of it is older.
        if first <= last {
            self.select_row(ui, cx, target.clamp(first, last));
        }
    }

    /// The first row that is not above *Show from here*.
    pub(super) fn first_shown(&self, cx: &Cx<'_>) -> u64 {
        cx.state.shown_from.checked_sub(1).map_or(0, |before| cx.state.session().rows().up_to(before))
    }

    /// Selects a row of the log and brings it into sight; the last one is followed.
    pub(super) fn select_row(&mut self, ui: &Ui, cx: &mut Cx<'_>, k: u64) {
        let rows = cx.state.session().rows();
        let Some(n) = rows.record_of_row(k) else { return };
        self.shown = Some(n);
        self.show_row(cx, k);
        self.roll.following |= k + 1 == rows.settled();
        select(ui.ctx(), cx, n);
    }
}
