//! A button small enough to stand in a dense row.

use super::paint::{focus_ring, galley, ground, paint_centered};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// How wide a row's button is.
pub fn row_button_width(ui: &Ui, label: &str) -> f32 {
    width(ui, label, Text::Pill)
}

/// A small button whose right edge's middle is at `right_middle`; `name` is its accessible name.
pub fn row_button(ui: &Ui, id: Id, right_middle: egui::Pos2, label: &str, name: &str) -> Response {
    button(ui, id, right_middle, (label, Text::Pill), name)
}

/// How wide a chip of bytes is.
pub fn row_chip_width(ui: &Ui, label: &str) -> f32 {
    width(ui, label, Text::MonoSmall)
}

/// The same with a label of the socket's world: in monospace.
pub fn row_chip(ui: &Ui, id: Id, right_middle: egui::Pos2, label: &str, name: &str) -> Response {
    button(ui, id, right_middle, (label, Text::MonoSmall), name)
}

fn width(ui: &Ui, label: &str, kind: Text) -> f32 {
    (galley(ui.painter(), label, kind, Color32::PLACEHOLDER).size().x + 2.0 * sizes::PADDING_SMALL).ceil()
}

fn button(ui: &Ui, id: Id, right_middle: egui::Pos2, (label, kind): (&str, Text), name: &str) -> Response {
    let size = vec2(width(ui, label, kind), sizes::PILL);
    let rect = Rect::from_min_size(pos2(right_middle.x - size.x, right_middle.y - size.y / 2.0), size);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let t = Tokens::of(ui);
    let lit = response.hovered() || response.has_focus();
    ground(ui.painter(), &t, rect, sizes::RADIUS_CHIP, if lit { t.hover } else { t.raised });
    paint_centered(ui.painter(), rect.center(), galley(ui.painter(), label, kind, t.text_strong));
    focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
    response
}
