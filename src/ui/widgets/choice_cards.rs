//! Cards to choose one from: all of one size, as many side by side as fit.

use super::paint::{focus_ring, galley, paint_left, rounded};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// From a card's edge to its title.
const BEFORE_TITLE: f32 = sizes::MARGIN + 24.0;
/// Where the title's middle is, and where the line below it begins.
const TITLE: f32 = 20.0;
const LEAD: f32 = 34.0;

/// A card's icon, title and the words below it.
pub type Choice<'a> = (Icon, &'a str, &'a str);

/// Shows the cards over the whole width; the number of the one that was pressed.
pub fn choice_cards(ui: &mut Ui, cards: &[Choice<'_>], chosen: Option<usize>) -> Option<usize> {
    let available = ui.available_width();
    let title = |title: &str| galley(ui.painter(), title, Text::Medium, Color32::PLACEHOLDER).size().x;
    let least = cards.iter().map(|(_, words, _)| title(words)).fold(0.0, f32::max) + BEFORE_TITLE + sizes::MARGIN;
    let fit = ((available + sizes::GAP) / (least + sizes::GAP)).floor().max(1.0) as usize;
    // Four cards stand as two and two rather than three and one.
    let lines = cards.len().div_ceil(fit.max(1)).max(1);
    let columns = cards.len().div_ceil(lines).max(1);
    let width = ((available - sizes::GAP * (columns as f32 - 1.0)) / columns as f32).floor();
    let leads: Vec<_> = cards.iter().map(|(_, _, lead)| lead_galley(ui, lead, width - 2.0 * sizes::MARGIN)).collect();
    let lead = leads.iter().map(|lead| lead.size().y).fold(0.0, f32::max);
    let size = vec2(width, (LEAD + lead + sizes::GAP).ceil());
    let height = lines as f32 * size.y + (lines as f32 - 1.0) * sizes::GAP;
    let (place, ground) = ui.allocate_exact_size(vec2(available, height), Sense::hover());
    let mut pressed = None;
    for (at, (card, lead)) in cards.iter().zip(leads).enumerate() {
        let (line, column) = ((at / columns) as f32, (at % columns) as f32);
        let corner = pos2(place.left() + column * (size.x + sizes::GAP), place.top() + line * (size.y + sizes::GAP));
        let rect = Rect::from_min_size(corner, size);
        let response = ui.interact(rect, ground.id.with(at), Sense::click());
        card_ui(ui, &response, card, lead, chosen == Some(at));
        if response.clicked() {
            pressed = Some(at);
        }
    }
    pressed
}

fn lead_galley(ui: &Ui, lead: &str, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    Text::Small.append(&mut job, lead, Tokens::of(ui).text_subdued);
    job.wrap = TextWrapping { max_width: width, max_rows: 3, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

fn card_ui(ui: &Ui, response: &Response, (icon, title, lead): &Choice<'_>, words: Arc<Galley>, chosen: bool) {
    let t = Tokens::of(ui);
    let name = format!("{title}: {lead}");
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), chosen, &name));
    let fill = match (chosen, response.hovered()) {
        (true, _) => t.accent_soft,
        (false, true) => t.hover,
        (false, false) => t.raised,
    };
    let rect = response.rect;
    rounded(ui.painter(), rect, sizes::RADIUS_PANEL, fill);
    let (left, y) = (rect.left() + sizes::MARGIN, rect.top() + TITLE);
    let color: Color32 = if chosen { t.accent } else { t.text };
    let glyph = ui.painter().layout_no_wrap(icon.character().to_string(), Icon::font(sizes::ICON_LARGE), color);
    paint_left(ui.painter(), left, y, glyph);
    paint_left(ui.painter(), rect.left() + BEFORE_TITLE, y, galley(ui.painter(), title, Text::Medium, t.text_strong));
    ui.painter().galley(pos2(left, rect.top() + LEAD), words, t.text_subdued);
    focus_ring(ui, response, sizes::RADIUS_PANEL, false);
}
