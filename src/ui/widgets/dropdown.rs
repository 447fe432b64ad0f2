//! A choice of one from a list that opens: the kind of socket, the encoding.

use super::button::Button;
use super::menu::menu_item;
use crate::ui::theme::Icon;
use egui::{Popup, Response, Ui};

/// A button that shows the chosen one and opens the list; `name` is its accessible name. A click or Enter on a line puts
/// its value into `value`, and the response says `changed`.
pub fn dropdown<V: PartialEq + Copy>(ui: &mut Ui, name: &str, value: &mut V, choices: &[(V, &str)]) -> Response {
    let chosen = choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, label)| *label);
    let spoken = format!("{name} {chosen}");
    let mut response = ui.add(Button::new(chosen).caret().name(&spoken));
    let mut changed = false;
    Popup::menu(&response).gap(4.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (choice, label) in choices {
            let icon = (choice == value).then_some(Icon::Check);
            if menu_item(ui, icon, label, "").clicked() && choice != value {
                *value = *choice;
                changed = true;
            }
        }
    });
    if changed {
        response.mark_changed();
    }
    response
}
