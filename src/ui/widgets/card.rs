//! A card: a soft ground for something that needs a look, such as an error or a wait.

use super::paint::{galley, paint_left};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Frame, Label, Margin, Rect, Response, Sense, Stroke, StrokeKind, Ui, vec2};

/// Shows `add` on a soft ground over the whole width.
pub fn card<R>(ui: &mut Ui, fill: Color32, add: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(fill).corner_radius(CornerRadius::same(sizes::RADIUS_PANEL));
    frame
        .inner_margin(Margin::symmetric(sizes::MARGIN as i8, 10))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A line of a list within a card: a dot, and a text that wraps beside it.
pub fn bullet(ui: &mut Ui, text: &str, color: Color32) -> Response {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(10.0, Text::Body.line_height()), Sense::hover());
        let dot = galley(ui.painter(), "·", Text::Medium, Tokens::of(ui).text_subdued);
        paint_left(ui.painter(), rect.left(), rect.center().y, dot);
        ui.add(Label::new(Text::Body.rich(text, color)).wrap())
    })
    .inner
}

/// The outline of a field that is wrong.
pub fn error_outline(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(sizes::HAIRLINE, Tokens::of(ui).error);
    ui.painter().rect_stroke(rect, CornerRadius::same(sizes::RADIUS_CONTROL), stroke, StrokeKind::Inside);
}
