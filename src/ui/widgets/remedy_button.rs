//! A button whose label may be a whole sentence: it wraps where the card is narrow.

use super::paint::{focus_ring, ground};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

/// A button as wide as its label, at most as wide as there is room; the first of several stands out.
pub fn remedy_button(ui: &mut Ui, label: &str, first: bool) -> Response {
    let t = Tokens::of(ui);
    let room = (ui.available_width() - 2.0 * sizes::PADDING_SMALL).max(1.0);
    let mut job = LayoutJob::default();
    Text::Medium.append(&mut job, label, Color32::PLACEHOLDER);
    job.wrap.max_width = room;
    let galley = ui.painter().layout_job(job);
    let height = (galley.size().y + 2.0 * sizes::GAP_SMALL).max(sizes::CONTROL);
    let size = vec2((galley.size().x + 2.0 * sizes::PADDING_SMALL).ceil(), height.ceil());
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        let hovered = response.hovered() || response.is_pointer_button_down_on();
        let fill = match (first, hovered) {
            (_, true) => t.hover,
            (true, false) => t.raised,
            (false, false) => Color32::TRANSPARENT,
        };
        if first || hovered {
            ground(ui.painter(), &t, rect, sizes::RADIUS_CONTROL, fill);
            // A card's ground may be as light as the button's.
            let outline = Stroke::new(sizes::HAIRLINE, t.line);
            let radius = CornerRadius::same(sizes::RADIUS_CONTROL);
            ui.painter().rect_stroke(rect, radius, outline, StrokeKind::Inside);
        }
        let color = if first || hovered { t.text_strong } else { t.text };
        let at = rect.min + vec2(sizes::PADDING_SMALL, (rect.height() - galley.size().y) / 2.0);
        ui.painter().galley_with_override_text_color(at, galley, color);
        focus_ring(ui, &response, sizes::RADIUS_CONTROL, false);
    }
    response
}
