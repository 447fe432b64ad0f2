//! A call's chip: one of many that stay in sight, one chosen, one that makes sense next.

use super::landing::{Landing, offer_landing};
use super::paint::{chosen_outline, focus_ring, galley, ground, paint_centered, paint_left};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Align, Color32, Key, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// The column of the groups' labels, in points: two chips of ten letters fit beside it in the narrow column of a window
/// of 1280 points.
const LABELS: f32 = 48.0;
/// Between the lines of chips.
const LINE_GAP: f32 = 3.0;
/// The height of a chip: all twenty calls stand above their form in a window of 800 points.
const HEIGHT: f32 = 20.0;
/// Half the dot of the call that makes sense now.
const NEXT_DOT: f32 = 1.5;

/// A chip named after a call. `next` is the call that makes sense now. The response tells clicks, double clicks, and by
/// [`is_entered`] the Enter key.
pub fn call_chip(ui: &mut Ui, label: &str, chosen: bool, next: bool) -> Response {
    let width = galley(ui.painter(), label, Text::Mono, Color32::PLACEHOLDER).size().x + 2.0 * sizes::PADDING_SMALL;
    let (rect, response) = ui.allocate_exact_size(vec2(width.ceil(), HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, label));
    if chosen {
        offer_landing(&response, Landing::Chosen);
    }
    if ui.is_rect_visible(rect) {
        let t = Tokens::of(ui);
        let (fill, color) = match (chosen, response.hovered()) {
            (true, _) => (t.accent_soft, t.accent),
            (false, true) => (t.hover, if next { t.accent } else { t.text_strong }),
            (false, false) => (t.raised, if next { t.accent } else { t.text }),
        };
        ground(ui.painter(), &t, rect, sizes::RADIUS_CHIP, fill);
        if chosen {
            chosen_outline(ui.painter(), &t, rect, sizes::RADIUS_CHIP);
        } else if next {
            // Told by a dot as well as by its colour.
            ui.painter().circle_filled(rect.right_top() + vec2(-4.0, 4.0), NEXT_DOT, t.accent);
        }
        paint_centered(ui.painter(), rect.center(), galley(ui.painter(), label, Text::Mono, color));
        focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
    }
    response
}

/// Whether Enter was pressed while it had the keyboard (a space only selects).
pub fn is_entered(ui: &Ui, response: &Response) -> bool {
    response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A group of chips with its label in the column to the left; the chips wrap.
pub fn chip_group<R>(ui: &mut Ui, label: &str, chips: impl FnOnce(&mut Ui) -> R) -> R {
    let whole = ui.available_rect_before_wrap();
    let place = Rect::from_min_max(whole.min + vec2(LABELS, 0.0), whole.max);
    let line = galley(ui.painter(), label, Text::Label, Tokens::of(ui).text_subdued);
    paint_left(ui.painter(), whole.left(), whole.top() + HEIGHT / 2.0, line);
    let layout = Layout::left_to_right(Align::Min).with_main_wrap(true);
    let inner = ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, LINE_GAP);
        ui.spacing_mut().interact_size.y = HEIGHT;
        chips(ui)
    });
    inner.inner
}
