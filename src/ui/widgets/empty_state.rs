//! What a panel says while it has nothing to show.

use super::button::paint_icon;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{Align, Label, Layout, Sense, Ui, vec2};

/// An icon, a line, and a sentence about what to do, in the middle of what is left; `actions` may add buttons under them.
pub fn empty_state<R>(ui: &mut Ui, icon: Icon, title: &str, hint: &str, actions: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    ui.with_layout(Layout::top_down(Align::Center), |ui| {
        ui.add_space((ui.available_height() * 0.28).clamp(sizes::MARGIN, 160.0));
        let (rect, _) = ui.allocate_exact_size(vec2(sizes::ICON_EMPTY, sizes::ICON_EMPTY), Sense::hover());
        let middle = rect.center();
        paint_icon(ui.painter(), icon, sizes::ICON_EMPTY, middle.x, middle.y, t.line);
        ui.add_space(sizes::GAP_SMALL);
        ui.add(Label::new(Text::Title.rich(title, t.text)).wrap());
        if !hint.is_empty() {
            ui.add(Label::new(Text::Body.rich(hint, t.text_subdued)).wrap());
        }
        ui.add_space(sizes::GAP);
        actions(ui)
    })
    .inner
}
