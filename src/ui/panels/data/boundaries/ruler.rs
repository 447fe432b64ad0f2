//! The two rulings of one row: sends above it as solid lines, receives below it as dashed ones, each with its record's
//! number where it begins. Both differ by place, line and arrow as well as by colour.

use super::{Mark, Rulings};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::hex_view::HexMetrics;
use crate::ui::widgets::{galley, item_info, paint_left, rounded};
use egui::{Color32, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2};
use std::ops::Range;

/// How high a ruling is, above or below the bytes.
pub const STRIP: f32 = 12.0;
/// A dash, and the gap behind it.
const DASH: f32 = 3.0;
const GAP: f32 = 2.5;
/// Between the line where a call begins and its label, and behind the label.
const SPACE: f32 = 3.0;

/// Draws the rulings of one row.
pub struct Ruler<'a> {
    /// What is ruled.
    pub rulings: &'a Rulings,
    /// Where the columns stand.
    pub metrics: &'a HexMetrics,
    /// The row's bytes, and its place with both rulings.
    pub range: Range<u64>,
    /// The row's place, with both rulings.
    pub rect: Rect,
    /// Where each byte stands in the text column, from the row's left edge.
    pub texts: &'a [Range<f32>],
    /// The row is the first in sight: calls that began before are named again.
    pub first: bool,
    /// The selected record.
    pub selected: Option<u64>,
    /// The row's id.
    pub id: Id,
}

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Send,
    Receive,
}

impl Ruler<'_> {
    /// Draws both; the record whose line was clicked.
    pub fn ui(&self, ui: &Ui, cx: &Cx<'_>) -> Option<u64> {
        let mut clicked = None;
        for (side, marks) in [(Side::Send, &self.rulings.sends), (Side::Receive, &self.rulings.receives)] {
            let touching = |mark: &&Mark| mark.at < self.range.end && self.range.start < mark.range().end;
            for mark in marks.iter().filter(touching) {
                clicked = clicked.or(self.mark_ui(ui, cx, side, mark));
            }
        }
        clicked
    }

    fn mark_ui(&self, ui: &Ui, cx: &Cx<'_>, side: Side, mark: &Mark) -> Option<u64> {
        let t = Tokens::of(ui);
        let (from, to) = (mark.at.max(self.range.start), mark.range().end.min(self.range.end));
        let x = |offset: u64| (offset - self.range.start) as usize;
        let left = self.rect.left() + sizes::MARGIN;
        let span = self.metrics.hex_span(x(from), x(to));
        let (start, end) = ((left + span.start).round(), (left + span.end).round());
        let strip = match side {
            Side::Send => self.rect.with_max_y(self.rect.top() + STRIP),
            Side::Receive => self.rect.with_min_y(self.rect.bottom() - STRIP),
        };
        let place = Rect::from_x_y_ranges(start..=end, strip.y_range());
        let id = self.id.with((side == Side::Send, mark.at));
        let response = ui.interact(place, id, Sense::CLICK);
        item_info(&response, self.selected == Some(mark.n), || {
            let key = if side == Side::Send { "boundaries-send" } else { "boundaries-receive" };
            let words = Message::new(key).with("n", mark.n).with("from", from).with("to", to - 1).with("len", mark.len);
            cx.say(&words)
        });
        let (color, arrow) = match side {
            Side::Send => (t.sent, "↑"),
            Side::Receive => (t.received, "↓"),
        };
        let painter = ui.painter();
        if self.selected == Some(mark.n) || response.hovered() {
            let ground = if self.selected == Some(mark.n) { t.accent_soft } else { t.hover };
            rounded(painter, place.shrink2(egui::vec2(0.0, 0.5)), 2, ground);
        }
        let begins = mark.at == from;
        if begins {
            self.beginning(painter, side, start, x(from), color);
        }
        let mut line_from = start + 1.0;
        if begins || self.first {
            let label = galley(painter, &format!("{arrow}{}", mark.n), Text::MonoSmall, color);
            if label.size().x + 2.0 * SPACE <= end - start {
                line_from = paint_left(painter, start + SPACE, place.center().y, label) + SPACE;
            }
        }
        let y = place.center().y.round() + 0.5;
        if line_from < end - SPACE {
            line(painter, side, [pos2(line_from, y), pos2(end - 1.5, y)], color);
        }
        response.clicked().then_some(mark.n)
    }

    /// The upright where a call's bytes begin: of a send down through the bytes, of a receive up through them. In the text
    /// column too, within a character where the boundary cuts it.
    fn beginning(&self, painter: &Painter, side: Side, x: f32, i: usize, color: Color32) {
        let (top, bottom) = (self.rect.top(), self.rect.bottom());
        // Both stand side by side where a send and a receive begin with the same byte.
        let (x, y) = match side {
            Side::Send => (x - 0.5, top + 1.0..bottom - STRIP - 1.0),
            Side::Receive => (x + 1.5, top + STRIP + 1.0..bottom - 1.0),
        };
        line(painter, side, [pos2(x, y.start), pos2(x, y.end)], color);
        let Some(place) = self.texts.get(i) else { return };
        let shared = |j: &usize| self.texts.get(*j) == Some(place);
        let before = (0..i).rev().take_while(shared).count();
        let all = before + 1 + (i + 1..self.texts.len()).take_while(shared).count();
        let within = place.start + (place.end - place.start) * before as f32 / all as f32;
        let x = (self.rect.left() + sizes::MARGIN + within).round() + if side == Side::Send { -0.5 } else { 0.5 };
        let half = (top + bottom) / 2.0;
        let y = match side {
            Side::Send => top + STRIP - 4.0..half + 2.0,
            Side::Receive => half - 2.0..bottom - STRIP + 4.0,
        };
        line(painter, side, [pos2(x, y.start), pos2(x, y.end)], color);
    }
}

/// A solid or a dashed line.
fn line(painter: &Painter, side: Side, ends: [Pos2; 2], color: Color32) {
    let stroke = Stroke::new(sizes::HAIRLINE, color);
    match side {
        Side::Send => {
            painter.line_segment(ends, stroke);
        }
        Side::Receive => {
            painter.extend(Shape::dashed_line(&ends, stroke, DASH, GAP));
        }
    }
}

/// A sample of a ruling for the legend, over `rect`.
pub(super) fn sample(painter: &Painter, rect: Rect, sends: bool, color: Color32) {
    let side = if sends { Side::Send } else { Side::Receive };
    let y = rect.center().y.round() + 0.5;
    line(painter, side, [pos2(rect.left() + 1.5, y), pos2(rect.right(), y)], color);
    let (top, bottom) = if sends { (y, y + 5.0) } else { (y - 5.0, y) };
    line(painter, side, [pos2(rect.left() + 0.5, top), pos2(rect.left() + 0.5, bottom)], color);
}
