//! Drawing that every widget shares: lines of text set by their middle, rounded grounds, the focus ring.

use super::ellipsis::cut;
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Galley, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui, pos2};
use std::sync::Arc;

/// One line of text, as long as it is.
pub fn galley(painter: &Painter, text: &str, kind: Text, color: Color32) -> Arc<Galley> {
    cut(painter, text, kind, color, f32::INFINITY)
}

/// Draws a line from `x` on, its middle at `y`; returns where it ends.
pub fn paint_left(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) -> f32 {
    let end = x + galley.size().x;
    painter.galley(top_left(x, y, &galley), galley, Color32::PLACEHOLDER);
    end
}

/// Draws a line that ends at `x`, its middle at `y`; returns where it begins.
pub fn paint_right(painter: &Painter, x: f32, y: f32, galley: Arc<Galley>) -> f32 {
    let start = x - galley.size().x;
    painter.galley(top_left(start, y, &galley), galley, Color32::PLACEHOLDER);
    start
}

/// Draws a line with its middle at `center`.
pub fn paint_centered(painter: &Painter, center: Pos2, galley: Arc<Galley>) {
    let x = center.x - galley.size().x / 2.0;
    painter.galley(top_left(x, center.y, &galley), galley, Color32::PLACEHOLDER);
}

/// A filled ground with round corners and no outline.
pub fn rounded(painter: &Painter, rect: Rect, radius: u8, fill: Color32) {
    painter.rect_filled(rect, CornerRadius::same(radius), fill);
}

/// The ground of a control: filled, and outlined where the contrast is high.
pub fn ground(painter: &Painter, t: &Tokens, rect: Rect, radius: u8, fill: Color32) {
    painter.rect(rect, CornerRadius::same(radius), fill, t.outline_stroke(), StrokeKind::Inside);
}

/// Around the chosen one of several: it is told by its shape too.
pub fn chosen_outline(painter: &Painter, t: &Tokens, rect: Rect, radius: u8) {
    let stroke = Stroke::new(sizes::HAIRLINE, t.accent);
    painter.rect_stroke(rect, CornerRadius::same(radius), stroke, StrokeKind::Inside);
}

/// A selected row: tinted, and with a bar at its start where the contrast is high.
pub fn selected_ground(painter: &Painter, t: &Tokens, rect: Rect) {
    painter.rect_filled(rect, CornerRadius::ZERO, t.accent_soft);
    if t.outline != Color32::TRANSPARENT {
        painter.rect_filled(rect.with_max_x(rect.left() + 2.0 * sizes::RING), CornerRadius::ZERO, t.accent);
    }
}

/// The ring around what the keyboard is on. `inside` for things that fill their place to the edge.
pub fn focus_ring(ui: &Ui, response: &Response, radius: u8, inside: bool) {
    if !response.has_focus() {
        return;
    }
    // A point outside, so that it is seen around an accent ground too.
    let rect = if inside { response.rect.shrink(1.0) } else { response.rect.expand(1.5) };
    let stroke = Stroke::new(sizes::RING * 0.75, Tokens::of(ui).accent);
    ui.painter().rect_stroke(rect, CornerRadius::same(radius + u8::from(!inside)), stroke, StrokeKind::Middle);
}

fn top_left(x: f32, y: f32, galley: &Galley) -> Pos2 {
    pos2(x, y - galley.size().y / 2.0)
}
