//! Lines of a form: a label with any control, a line of code.

use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Align, CornerRadius, Frame, Label, Layout, Margin, Response, Ui, vec2};

/// A label in the labels' column and any control beside it.
pub fn form_row<R>(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let size = vec2(sizes::LABEL_COLUMN, sizes::CONTROL);
        let color = Tokens::of(ui).text_subdued;
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(sizes::LABEL_COLUMN);
            ui.add(Label::new(Text::Body.rich(label, color)).truncate());
        });
        content(ui)
    })
    .inner
}

/// A line of Python on a raised ground; it may be selected and copied.
pub fn code_line(ui: &mut Ui, code: &str) -> Response {
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.raised).corner_radius(CornerRadius::same(sizes::RADIUS_CONTROL));
    frame
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.add(Label::new(Text::Mono.rich(code, t.text_strong)).wrap().selectable(true))
        })
        .inner
}
