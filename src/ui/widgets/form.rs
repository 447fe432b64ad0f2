//! Lines of a form: a label with any control, a line of code, a card to choose.

use super::paint::{focus_ring, galley, ground};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Response, Role, Sense, Ui, WidgetInfo, vec2};

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

/// A card with an icon, a title and a line below it; one of several.
pub fn choice_card(ui: &mut Ui, icon: Icon, title: &str, lead: &str, chosen: bool) -> Response {
    let t = Tokens::of(ui);
    let (title_line, lead_line) = (
        galley(ui.painter(), title, Text::Medium, t.text_strong),
        galley(ui.painter(), lead, Text::Small, t.text_subdued),
    );
    let width = (title_line.size().x + 30.0).max(lead_line.size().x) + 2.0 * sizes::MARGIN;
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(180.0), 58.0), Sense::click());
    response
        .widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, format!("{title}: {lead}")));
    let fill = match (chosen, response.hovered()) {
        (true, _) => t.accent_soft,
        (false, true) => t.hover,
        (false, false) => t.raised,
    };
    ground(ui.painter(), &t, rect, sizes::RADIUS_PANEL, fill);
    let left = rect.left() + sizes::MARGIN;
    let color: Color32 = if chosen { t.accent } else { t.text };
    super::paint::paint_left(
        ui.painter(),
        left,
        rect.top() + 20.0,
        ui.painter().layout_no_wrap(icon.character().to_string(), Icon::font(sizes::ICON_LARGE), color),
    );
    super::paint::paint_left(ui.painter(), left + 24.0, rect.top() + 20.0, title_line);
    super::paint::paint_left(ui.painter(), left, rect.top() + 41.0, lead_line);
    focus_ring(ui, &response, sizes::RADIUS_PANEL, false);
    response
}
