//! Tabs: words side by side, the chosen one strong and underlined with the accent.

use super::item_info::selected_info;
use super::paint::{focus_ring, galley, paint_centered};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Rect, Role, Sense, Ui, pos2, vec2};

/// Shows the tabs in a row of the head's height; a click or Enter puts the value of one into `value`. True when it changed.
pub fn tabs<V: PartialEq + Copy>(ui: &mut Ui, value: &mut V, choices: &[(V, &str)]) -> bool {
    let mut changed = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        for (choice, label) in choices {
            changed |= tab(ui, value, *choice, label);
        }
    });
    changed
}

fn tab<V: PartialEq + Copy>(ui: &mut Ui, value: &mut V, choice: V, label: &str) -> bool {
    // As wide as the strong form, so that nothing moves when another is chosen.
    let width = galley(ui.painter(), label, Text::Medium, Color32::PLACEHOLDER).size().x.ceil();
    let (rect, response) = ui.allocate_exact_size(vec2(width, sizes::CONTROL), Sense::click());
    let changed = response.clicked() && *value != choice;
    if changed {
        *value = choice;
    }
    let selected = *value == choice;
    selected_info(&response, Role::Tab, selected, || label.to_owned());
    let t = Tokens::of(ui);
    let (text, color) = match (selected, response.hovered()) {
        (true, _) => (Text::Medium, t.text_strong),
        (false, true) => (Text::Medium, t.text_strong),
        (false, false) => (Text::Medium, t.text_subdued),
    };
    paint_centered(ui.painter(), rect.center(), galley(ui.painter(), label, text, color));
    if selected {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - sizes::RING), rect.max);
        ui.painter().rect_filled(line, CornerRadius::same(1), t.accent);
    }
    let around = response.clone().with_new_rect(rect.expand2(vec2(4.0, 0.0)));
    focus_ring(ui, &around, sizes::RADIUS_CHIP, false);
    changed
}
