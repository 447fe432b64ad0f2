//! A panel: a rounded surface with a head of 34 points and a body. Lists in the body reach from edge to edge; anything else
//! is put in `padded`.

use super::paint::rounded;
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Align, Frame, Label, Layout, Margin, Rect, Ui, UiBuilder, pos2, vec2};

/// Fills all that is left of `ui` with a panel's surface, and shows `add` on it, from edge to edge.
pub fn surface<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let rect = ui.available_rect_before_wrap();
    rounded(ui.painter(), rect, sizes::RADIUS_PANEL, Tokens::of(ui).panel);
    ui.advance_cursor_after_rect(rect);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)));
    inner.set_clip_rect(rect.intersect(ui.clip_rect()));
    add(&mut inner)
}

/// With the panel's inner margin at both sides.
pub fn padded<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = Margin::symmetric(sizes::MARGIN as i8, 0);
    Frame::NONE.inner_margin(margin).show(ui, add).inner
}

/// A panel with a head.
pub struct Panel<'a> {
    title: &'a str,
}

impl<'a> Panel<'a> {
    /// A panel named `title` in its head.
    pub fn new(title: &'a str) -> Self {
        Self { title }
    }

    /// Shows it over all that is left: `actions` from right to left in the head, `body` under it.
    pub fn show<R>(self, ui: &mut Ui, actions: impl FnOnce(&mut Ui), body: impl FnOnce(&mut Ui) -> R) -> R {
        let title = self.title;
        let start = |ui: &mut Ui| {
            let color = Tokens::of(ui).text;
            ui.add(Label::new(Text::Title.rich(title, color)).truncate());
        };
        Self::show_with(ui, start, actions, body)
    }

    /// The same with anything in the head's start: tabs, a socket's name.
    pub fn show_with<R>(
        ui: &mut Ui,
        start: impl FnOnce(&mut Ui),
        actions: impl FnOnce(&mut Ui),
        body: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        surface(ui, |ui| {
            header(ui, start, actions);
            body(ui)
        })
    }
}

/// The head: what stands at its start, and actions from its end.
fn header(ui: &mut Ui, start: impl FnOnce(&mut Ui), actions: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), sizes::PANEL_HEADER);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let spacing = ui.spacing().item_spacing.y;
    ui.add_space(-spacing);
    let inner = rect.shrink2(vec2(sizes::MARGIN, 0.0));
    let right = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let mut right = ui.new_child(right);
    actions(&mut right);
    let free = right.min_rect().left().max(inner.left());
    let end = if right.min_rect().width() > 0.0 { free - sizes::GAP } else { inner.right() };
    let place = Rect::from_min_max(inner.min, pos2(end.max(inner.left()), inner.bottom()));
    let left = UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center));
    start(&mut ui.new_child(left));
}
