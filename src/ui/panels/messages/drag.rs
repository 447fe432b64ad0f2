//! Dragging messages to another place or folder.

use super::Messages;
use crate::app::{AppCommand, MessageCommand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Tokens, sizes};
use egui::{CursorIcon, Key, Rect, Response, Stroke, Ui};
use std::collections::BTreeSet;

/// So near the edge, in points, the list scrolls under what is dragged.
const EDGE: f32 = 20.0;
/// So far it does in a frame, in points.
const STEP: f32 = 6.0;

/// What is being dragged.
#[derive(Default)]
pub struct Drag {
    ids: BTreeSet<u64>,
    /// Points to scroll by in the next frame.
    pub scroll: f32,
}

impl Messages {
    /// The drag of a row begins: of what is chosen with it, or of it alone.
    pub(super) fn begin_drag(&mut self, response: &Response, id: u64) {
        if response.drag_started_by(egui::PointerButton::Primary) {
            if !self.chosen.contains(&id) {
                self.go_to(super::Spot::Message(id), false);
                self.show_cursor = false;
            }
            self.drag = Some(Drag { ids: self.chosen.clone(), scroll: 0.0 });
        }
    }

    /// Shows where what is dragged would go, and lets it go there.
    pub(super) fn drag_ui(&mut self, ui: &Ui, cx: &mut Cx<'_>, view: Rect) {
        let Some(drag) = &mut self.drag else { return };
        let (at, released, cancelled) = ui.input(|input| {
            let up = !input.pointer.primary_down();
            (input.pointer.latest_pos(), up, input.key_pressed(Key::Escape))
        });
        let inside = at.filter(|at| view.expand2(egui::vec2(0.0, EDGE)).contains(*at));
        let Some(at) = inside.filter(|_| !cancelled) else {
            drag.scroll = 0.0;
            if released || cancelled {
                self.drag = None;
            }
            return;
        };
        let from_top = at.y - view.top() + self.view.0;
        let gap = ((from_top / sizes::ROW).round().max(0.0) as usize).min(self.list.lines.len());
        if released {
            let target = self.list.target(gap);
            self.folded.retain(|name| **name != *target.folder);
            let ids = self.chosen_in_order();
            cx.push(AppCommand::Messages(MessageCommand::Move { ids, before: target.before, folder: target.folder }));
            self.drag = None;
            return;
        }
        drag.scroll = match () {
            () if at.y < view.top() + EDGE => -STEP,
            () if at.y > view.bottom() - EDGE => STEP,
            () => 0.0,
        };
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let y = view.top() + gap as f32 * sizes::ROW - self.view.0;
        let line = Stroke::new(sizes::RING, Tokens::of(ui).accent);
        let painter = ui.painter().with_clip_rect(view.intersect(ui.clip_rect()));
        painter.hline(view.x_range().shrink(sizes::MARGIN), y.clamp(view.top() + 1.0, view.bottom() - 1.0), line);
    }

    /// Whether this one is being dragged.
    pub(super) fn is_dragged(&self, id: u64) -> bool {
        self.drag.as_ref().is_some_and(|drag| drag.ids.contains(&id))
    }
}
