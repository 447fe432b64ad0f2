//! A box to tick, with an outline that shows it on every ground.

use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Response, Stroke, Ui};

/// Shows it with its label, which is also its accessible name.
pub fn checkbox(ui: &mut Ui, ticked: &mut bool, label: &str) -> Response {
    ui.scope(|ui| {
        let t = Tokens::of(ui);
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(sizes::HAIRLINE, t.line);
        ui.checkbox(ticked, Text::Body.rich(label, t.text))
    })
    .inner
}
