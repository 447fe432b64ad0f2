//! A row of a list or log: full width, one accessible node with a whole sentence, drawn by the caller from both ends.

use super::button::paint_icon;
use super::ellipsis::cut;
use super::item_info::item_info;
use super::landing::{Landing, offer_landing};
use super::paint::{focus_ring, galley, paint_left, paint_right, selected_ground};
use super::pill::{Pill, PillKind};
use super::state_mark::StateMark;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Key, Painter, Rect, Response, Sense, Ui, pos2, vec2};
use std::sync::Arc;

/// The keys that move in a list of rows `height` points high, and by how many rows.
pub fn row_steps(height: f32) -> [(Key, isize); 6] {
    let page = ((height / sizes::ROW) as isize).max(2) - 1;
    [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page),
        (Key::PageUp, -page),
        (Key::Home, isize::MIN),
        (Key::End, isize::MAX),
    ]
}

/// A row that can be selected.
pub struct ListRow<'a> {
    sentence: &'a str,
    selected: bool,
    height: f32,
    indent: usize,
    margin: f32,
}

impl<'a> ListRow<'a> {
    /// `sentence` says all that the row shows, for who cannot see it.
    pub fn new(sentence: &'a str) -> Self {
        Self { sentence, selected: false, height: sizes::ROW, indent: 0, margin: sizes::MARGIN }
    }

    /// Whether it is the selected one: it gets the accent's tint.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Its height: `sizes::ROW`, `ROW_TALL` or `ROW_DENSE`.
    pub fn height(mut self, height: f32) -> Self {
        self.height = height;
        self
    }

    /// How many levels it stands in.
    pub fn indent(mut self, levels: usize) -> Self {
        self.indent = levels;
        self
    }

    /// From the row's edge to what it shows.
    pub fn margin(mut self, margin: f32) -> Self {
        self.margin = margin;
        self
    }

    /// Shows it. `draw` is called only when the row is in sight. The response senses clicks and double clicks.
    pub fn show(self, ui: &mut Ui, draw: impl FnOnce(&mut RowPainter<'_>)) -> Response {
        let size = vec2(ui.available_width(), self.height);
        let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        ui.spacing_mut().item_spacing.y = spacing;
        let Self { sentence, selected, .. } = self;
        item_info(&response, selected, || sentence.to_owned());
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if selected {
            offer_landing(&response, Landing::SelectedRow);
        }
        let tokens = Tokens::of(ui);
        match (selected, response.hovered()) {
            (true, _) => selected_ground(ui.painter(), &tokens, rect),
            (false, true) => {
                ui.painter().rect_filled(rect, CornerRadius::ZERO, tokens.row_hover);
            }
            (false, false) => {}
        }
        let left = rect.left() + self.margin + self.indent as f32 * sizes::INDENT;
        let right = rect.right() - self.margin;
        draw(&mut RowPainter { painter: ui.painter(), tokens, rect, left, right, hovered: response.hovered() });
        focus_ring(ui, &response, 3, true);
        response
    }
}

/// Draws a row's content from the left and from the right; what comes from the right is drawn first, so that the text on
/// the left knows where to end.
pub struct RowPainter<'a> {
    /// Draws in the row.
    pub painter: &'a Painter,
    /// The colours.
    pub tokens: Arc<Tokens>,
    /// The whole row.
    pub rect: Rect,
    /// Where the next piece from the left begins.
    pub left: f32,
    /// Where the next piece from the right ends.
    pub right: f32,
    /// Whether the pointer is on the row.
    pub hovered: bool,
}

impl RowPainter<'_> {
    /// A state's shape.
    pub fn mark(&mut self, mark: StateMark) {
        mark.paint(self.painter, &self.tokens, pos2(self.left + sizes::MARK_RADIUS, self.rect.center().y));
        self.left += 2.0 * sizes::MARK_RADIUS + sizes::GAP;
    }

    /// An icon.
    pub fn icon(&mut self, icon: Icon, color: Color32) {
        let half = sizes::ICON / 2.0;
        paint_icon(self.painter, icon, sizes::ICON, self.left + half, self.rect.center().y, color);
        self.left += sizes::ICON + 6.0;
    }

    /// Text, cut with … where what was drawn from the right begins. Returns whether it was cut.
    pub fn text(&mut self, text: &str, kind: Text, color: Color32) -> bool {
        let line = cut(self.painter, text, kind, color, self.right - self.left - sizes::GAP_SMALL);
        let is_cut = line.elided;
        self.left = paint_left(self.painter, self.left, self.rect.center().y, line) + sizes::GAP;
        is_cut
    }

    /// Text at the right end.
    pub fn text_right(&mut self, text: &str, kind: Text, color: Color32) {
        let line = galley(self.painter, text, kind, color);
        self.right = paint_right(self.painter, self.right, self.rect.center().y, line) - sizes::GAP;
    }

    /// Text that ends `width` points before the right end, in a column of its own: columns of numbers line up.
    pub fn column_right(&mut self, width: f32, text: &str, kind: Text, color: Color32) -> bool {
        let line = cut(self.painter, text, kind, color, width);
        let is_cut = line.elided;
        paint_right(self.painter, self.right, self.rect.center().y, line);
        self.right -= width + sizes::GAP;
        is_cut
    }

    /// Text in a column of `width` points from the left.
    pub fn column(&mut self, width: f32, text: &str, kind: Text, color: Color32) -> bool {
        let line = cut(self.painter, text, kind, color, width);
        let is_cut = line.elided;
        paint_left(self.painter, self.left, self.rect.center().y, line);
        self.left += width + sizes::GAP;
        is_cut
    }

    /// A pill at the right end.
    pub fn pill_right(&mut self, text: &str, kind: PillKind) {
        let at = pos2(self.right, self.rect.center().y);
        self.right = Pill { text, kind }.paint_right(self.painter, &self.tokens, at) - sizes::GAP;
    }

    /// Leaves so many points free on the left.
    pub fn skip(&mut self, points: f32) {
        self.left += points;
    }
}
