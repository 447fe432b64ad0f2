//! A socket's state by shape as well as colour, so that it can be told without seeing colours.

use crate::ui::theme::{Tokens, sizes};
use egui::{CornerRadius, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

/// The shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StateMark {
    /// A ring: made, and neither connected nor listening.
    Made,
    /// A ring with a core: listens.
    Listening,
    /// A disc: connected.
    Connected,
    /// A disc half filled: one direction was shut.
    HalfClosed,
    /// A square: closed.
    Closed,
    /// A cross: its last call failed.
    Failed,
    /// A disc in the accent: the session is being written.
    Recording,
    /// Two bars: nothing is written for now.
    Paused,
}

impl StateMark {
    /// Every shape.
    pub const ALL: [Self; 8] = [
        Self::Made,
        Self::Listening,
        Self::Connected,
        Self::HalfClosed,
        Self::Closed,
        Self::Failed,
        Self::Recording,
        Self::Paused,
    ];

    /// Draws it around `center`.
    pub fn paint(self, painter: &Painter, t: &Tokens, center: Pos2) {
        self.paint_scaled(painter, t, center, 1.0);
    }

    /// The same, `scale` times as large.
    pub fn paint_scaled(self, painter: &Painter, t: &Tokens, center: Pos2, scale: f32) {
        let r = sizes::MARK_RADIUS * scale;
        let line = |width: f32, color| Stroke::new(width * scale, color);
        match self {
            Self::Made => {
                painter.circle_stroke(center, r - 0.5 * scale, line(1.3, t.text_subdued));
            }
            Self::Listening => {
                painter.circle_stroke(center, r, line(1.3, t.accent));
                painter.circle_filled(center, 1.6 * scale, t.accent);
            }
            Self::Connected => {
                painter.circle_filled(center, r, t.ok);
            }
            Self::Recording => {
                painter.circle_filled(center, r + scale, t.accent);
            }
            Self::Paused => {
                for x in [-2.5, 2.5] {
                    let bar = Rect::from_center_size(center + vec2(x, 0.0), vec2(2.6, 2.0 * r + 1.0));
                    painter.rect_filled(bar, CornerRadius::same(1), t.warning);
                }
            }
            Self::HalfClosed => {
                painter.circle_stroke(center, r - 0.5 * scale, line(1.3, t.ok));
                let out = r + scale;
                let left = Rect::from_min_max(center - vec2(out, out), center + vec2(0.0, out));
                painter.with_clip_rect(left.intersect(painter.clip_rect())).circle_filled(center, r, t.ok);
            }
            Self::Closed => {
                let square = Rect::from_center_size(center, vec2(7.0, 7.0) * scale);
                painter.rect_filled(square, CornerRadius::same(1), t.text_subdued);
            }
            Self::Failed => {
                let d = 3.2 * scale;
                let stroke = line(1.8, t.error);
                painter.line_segment([center + vec2(-d, -d), center + vec2(d, d)], stroke);
                painter.line_segment([center + vec2(-d, d), center + vec2(d, -d)], stroke);
            }
        }
    }
}

/// A mark that stands alone; `name` says the state in words.
pub fn state_mark(ui: &mut Ui, mark: StateMark, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    mark.paint(ui.painter(), &Tokens::of(ui), rect.center());
    response.on_hover_text(name)
}

/// The program's own mark, in a place of 20 by 20 points: a socket seen from the front.
pub fn brand_mark(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
    let accent = Tokens::of(ui).accent;
    ui.painter().circle_stroke(rect.center(), 7.5, Stroke::new(sizes::RING, accent));
    ui.painter().circle_filled(rect.center(), 3.0, accent);
}
