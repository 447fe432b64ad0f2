//! A picture of the timeline, painted: its shapes in the colours of the theme.

use super::{cut, rounded};
use crate::timeline::{Anchor, Area, Face, Ink, Picture, Shape, Sign, Spot};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Mesh, Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

/// How much is left of what does not fit what is looked for.
const DIM: f32 = 0.45;
/// How long a dash and the gap after it are.
const DASH: (f32, f32) = (4.0, 3.0);
/// An arrow's head.
const HEAD: (f32, f32) = (8.0, 3.5);

/// Paints a picture with its corner at `origin`.
pub fn paint_picture(painter: &Painter, t: &Tokens, origin: Pos2, picture: &Picture) {
    for shape in &picture.shapes {
        paint(painter, t, origin.to_vec2(), shape);
    }
}

/// Where an area of a picture lies on the screen.
pub fn area_rect(origin: Pos2, area: &Area) -> Rect {
    Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom)).translate(origin.to_vec2())
}

fn paint(painter: &Painter, t: &Tokens, origin: Vec2, shape: &Shape) {
    let at = |spot: &Spot| pos2(spot.x, spot.y) + origin;
    match shape {
        Shape::Fill { area, ink, round } => {
            rounded(painter, area_rect(origin.to_pos2(), area), *round as u8, color(t, *ink));
        }
        Shape::Outline { area, ink, round, width } => {
            let (rect, radius) = (area_rect(origin.to_pos2(), area), CornerRadius::same(*round as u8));
            painter.rect_stroke(rect, radius, Stroke::new(*width, color(t, *ink)), StrokeKind::Middle);
        }
        Shape::Line { from, to, ink, width, dashed, head } => {
            let stroke = Stroke::new(*width, color(t, *ink));
            line(painter, at(from), at(to), stroke, *dashed);
            if *head {
                let (to, way) = (at(to), (at(to) - at(from)).normalized());
                wedge(painter, to, way, stroke.color);
            }
        }
        Shape::Arrow { from, to, width } => arrow(painter, at(from), at(to), *width, (t.sent, t.received)),
        Shape::Mark { at: spot, sign, ink, radius } => mark(painter, at(spot), *sign, color(t, *ink), *radius),
        Shape::Text { at: spot, anchor, text, face, ink, room } => {
            let face = match face {
                Face::Words => Text::Body,
                Face::Small => Text::Small,
                Face::Mono => Text::Mono,
                Face::MonoStrong => Text::MonoStrong,
                Face::MonoSmall => Text::MonoSmall,
            };
            let galley = cut(painter, text, face, color(t, *ink), *room);
            let left = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => galley.size().x / 2.0,
                Anchor::End => galley.size().x,
            };
            let place = at(spot) - vec2(left, galley.size().y / 2.0);
            painter.galley(place, galley, Color32::PLACEHOLDER);
        }
    }
}

fn line(painter: &Painter, from: Pos2, to: Pos2, stroke: Stroke, dashed: bool) {
    if dashed {
        painter.extend(egui::Shape::dashed_line(&[from, to], stroke, DASH.0, DASH.1));
    } else {
        painter.line_segment([from, to], stroke);
    }
}

/// A line that changes its colour on the way: a mesh of two triangles, and the head.
fn arrow(painter: &Painter, from: Pos2, to: Pos2, width: f32, (start, end): (Color32, Color32)) {
    let way = (to - from).normalized();
    let (half, neck) = (way.rot90() * (width / 2.0), to - way * HEAD.0);
    let mut mesh = Mesh::default();
    for (place, color) in [(from + half, start), (from - half, start), (neck + half, end), (neck - half, end)] {
        mesh.colored_vertex(place, color);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    painter.add(mesh);
    wedge(painter, to, way, end);
}

/// An arrow's head.
fn wedge(painter: &Painter, to: Pos2, way: Vec2, color: Color32) {
    let (neck, wing) = (to - way * HEAD.0, way.rot90() * HEAD.1);
    painter.add(egui::Shape::convex_polygon(vec![to, neck + wing, neck - wing], color, Stroke::NONE));
}

fn mark(painter: &Painter, at: Pos2, sign: Sign, color: Color32, radius: f32) {
    let stroke = Stroke::new(sizes::RING * 0.75, color);
    match sign {
        Sign::Disc => {
            painter.circle_filled(at, radius, color);
        }
        Sign::Ring => {
            painter.circle_stroke(at, radius - 0.5, stroke);
        }
        Sign::Square => {
            painter.rect_filled(Rect::from_center_size(at, Vec2::splat(radius * 1.8)), CornerRadius::same(1), color);
        }
        Sign::Cross => {
            let (a, b) = (vec2(radius, radius) * 0.85, vec2(radius, -radius) * 0.85);
            let stroke = Stroke::new(sizes::RING, color);
            painter.line_segment([at - a, at + a], stroke);
            painter.line_segment([at - b, at + b], stroke);
        }
    }
}

fn color(t: &Tokens, ink: Ink) -> Color32 {
    match ink {
        Ink::Ground => t.panel,
        Ink::Raised => t.raised,
        Ink::Line => t.line,
        Ink::Selection => t.accent_soft,
        Ink::Accent => t.accent,
        Ink::Strong => t.text_strong,
        Ink::Normal => t.text,
        Ink::Subdued => t.text_subdued,
        Ink::Done => t.ok,
        Ink::Sent => t.sent,
        Ink::Received => t.received,
        Ink::Waiting => t.waiting,
        Ink::WaitingSoft => t.waiting_soft,
        Ink::Failed => t.error,
        Ink::Warning => t.warning,
        Ink::Dim => t.text_subdued.gamma_multiply(DIM),
    }
}
