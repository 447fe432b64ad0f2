//! A card: a soft ground for something that needs a look, such as an error or a wait.

use super::button::Button;
use super::ellipsis::cut;
use super::paint::{galley, paint_left, paint_right, rounded};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{
    Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, vec2,
};

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

/// A call that waits: its line (its name in words for who cannot see it), the time, and the button that stops it.
pub fn waiting_row(ui: &mut Ui, (spoken, line, time): (&str, &str, &str), stop: Button<'_>) -> Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_TALL), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
    rounded(ui.painter(), rect, sizes::RADIUS_CONTROL, t.waiting_soft);
    let inner = rect.shrink2(vec2(sizes::PADDING_SMALL, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    let stopped = right.add(stop);
    let y = rect.center().y;
    let end = stopped.rect.left() - sizes::GAP;
    let start = paint_right(ui.painter(), end, y, galley(ui.painter(), time, Text::Small, t.waiting));
    let line = cut(ui.painter(), line, Text::Mono, t.text, start - sizes::GAP - inner.left());
    paint_left(ui.painter(), inner.left(), y, line);
    stopped
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
