//! A switch: on or off, told by where its knob is as well as by colour.

use super::paint::{focus_ring, ground};
use crate::ui::theme::{Tokens, sizes};
use egui::{Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Its size in points.
const SIZE: egui::Vec2 = vec2(28.0, 16.0);

/// Shows it; a click asks for the other state, which is the caller's to make. `name` says what a press does.
pub fn switch(ui: &mut Ui, on: bool, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(SIZE, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, name));
    if ui.is_rect_visible(rect) {
        let t = Tokens::of(ui);
        let radius = (SIZE.y / 2.0) as u8;
        let (fill, knob) = match (on, response.hovered()) {
            (true, false) => (t.accent, t.on_accent),
            (true, true) => (t.accent_hover, t.on_accent),
            (false, false) => (t.raised, t.text_subdued),
            (false, true) => (t.hover, t.text),
        };
        ground(ui.painter(), &t, rect, radius, fill);
        let x = if on { rect.right() - SIZE.y / 2.0 } else { rect.left() + SIZE.y / 2.0 };
        let (center, size) = (pos2(x, rect.center().y), SIZE.y / 2.0 - 3.0);
        if on {
            ui.painter().circle_filled(center, size, knob);
        } else {
            ui.painter().circle_stroke(center, size - sizes::RING / 4.0, Stroke::new(sizes::RING * 0.75, knob));
        }
        focus_ring(ui, &response, radius, false);
    }
    response
}
