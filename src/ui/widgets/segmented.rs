//! A choice of a few, side by side: Learn | Test, 中 | EN.

use super::paint::{focus_ring, galley, ground, paint_centered};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// Between the ground's edge and a segment.
const INSET: f32 = 2.0;

/// Shows the choices; a click or Enter puts the value of one into `value`. True when it changed.
pub fn segmented<V: PartialEq + Copy>(ui: &mut Ui, value: &mut V, choices: &[(V, &str)]) -> bool {
    segmented_named(ui, value, choices, str::to_owned)
}

/// The same where several stand in one panel: `name` gives the accessible name of a choice.
pub fn segmented_named<V: PartialEq + Copy>(
    ui: &mut Ui,
    value: &mut V,
    choices: &[(V, &str)],
    name: impl Fn(&str) -> String,
) -> bool {
    let widths: Vec<f32> = choices.iter().map(|(_, label)| segment_width(ui, label)).collect();
    let size = vec2(widths.iter().sum::<f32>() + 2.0 * INSET, sizes::CONTROL);
    let (rect, whole) = ui.allocate_exact_size(size, Sense::hover());
    let t = Tokens::of(ui);
    ground(ui.painter(), &t, rect, sizes::RADIUS_CONTROL, t.raised);
    let mut x = rect.left() + INSET;
    let mut changed = false;
    for (i, ((choice, label), width)) in choices.iter().zip(widths).enumerate() {
        let place = Rect::from_min_size(egui::pos2(x, rect.top() + INSET), vec2(width, size.y - 2.0 * INSET));
        let response = ui.interact(place, whole.id.with(i), Sense::click());
        if response.clicked() && *value != *choice {
            *value = *choice;
            changed = true;
        }
        let selected = *value == *choice;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, name(label)));
        paint_segment(ui, &response, label, selected);
        x += width;
    }
    changed
}

/// How wide the choices are side by side.
pub fn segmented_width<V>(ui: &Ui, choices: &[(V, &str)]) -> f32 {
    choices.iter().map(|(_, label)| segment_width(ui, label)).sum::<f32>() + 2.0 * INSET
}

fn segment_width(ui: &Ui, label: &str) -> f32 {
    let text = galley(ui.painter(), label, Text::Medium, Color32::PLACEHOLDER);
    (text.size().x + 20.0).ceil()
}

fn paint_segment(ui: &Ui, response: &Response, label: &str, selected: bool) {
    let t = Tokens::of(ui);
    let radius = sizes::RADIUS_CONTROL - 1;
    let (text, color) = match (selected, response.hovered()) {
        (true, _) => (Text::Medium, t.text_strong),
        (false, true) => (Text::Body, t.text_strong),
        (false, false) => (Text::Body, t.text_subdued),
    };
    if selected {
        ground(ui.painter(), &t, response.rect, radius, t.chosen);
    }
    paint_centered(ui.painter(), response.rect.center(), galley(ui.painter(), label, text, color));
    focus_ring(ui, response, radius, false);
}
