//! A row of the log, drawn: time, side and call line from the left; duration and result from the right.

use super::text::{ResultText, RowText, Tone};
use crate::session::find::Query;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{StateMark, cut, galley, paint_left, paint_right, rounded, selected_ground};
use egui::{CornerRadius, Painter, Rect, pos2, vec2};

/// The column of times.
const TIME: f32 = 72.0;
/// The column of durations.
const TOOK: f32 = 72.0;
/// The least that a call line keeps of the row.
const LINE_SHARE: f32 = 0.45;

/// How a row looks at the moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// It is the selected record.
    pub selected: bool,
    /// The pointer is on it.
    pub hovered: bool,
    /// The keyboard is on it.
    pub focused: bool,
    /// Points to leave free before the result, for a button.
    pub button: f32,
    /// It fits what is looked for, among rows that do not.
    pub marked: bool,
}

/// Draws a row; returns the point at which a button before the result ends.
pub fn paint_row(
    painter: &Painter,
    t: &Tokens,
    rect: Rect,
    text: &RowText,
    look: Look,
    query: Option<&Query>,
) -> egui::Pos2 {
    paint_ground(painter, t, rect, look);
    if look.marked {
        painter.rect_filled(rect.with_max_x(rect.left() + 2.0 * sizes::RING), CornerRadius::ZERO, t.accent);
    }
    let y = rect.center().y;
    let left = rect.left() + sizes::MARGIN;
    let right = rect.right() - sizes::MARGIN - 2.0;
    paint_left(painter, left, y, galley(painter, &text.time, Text::Mono, t.text_subdued));
    let took = galley(painter, &text.took, Text::Mono, t.text_subdued);
    // What has waited for many minutes needs more than its column.
    let end = right - TOOK.max(took.size().x + sizes::GAP);
    paint_right(painter, right, y, took);
    let start = left + TIME;
    let room = (end - start) * (1.0 - LINE_SHARE) - look.button;
    let button_at = paint_result(painter, t, pos2(end, y), room, &text.result);
    let mut x = start;
    if !text.side.is_empty() {
        let side = cut(painter, &text.side, Text::Mono, t.text_subdued, (end - start) / 4.0);
        x = paint_left(painter, x, y, side) + 7.0;
    }
    let free = button_at.x - look.button - sizes::GAP_GROUPS - x;
    let color = if look.selected { t.text_strong } else { t.text };
    let line = cut(painter, &text.line, Text::Mono, color, free);
    if let Some(query) = query {
        paint_found(painter, t, pos2(x, y), &line, query);
    }
    paint_left(painter, x, y, line);
    button_at
}

/// What is looked for, in a line that begins at `at`: on a ground of its own, and underlined.
fn paint_found(painter: &Painter, t: &Tokens, at: egui::Pos2, line: &egui::Galley, query: &Query) {
    let top = at - vec2(0.0, line.size().y / 2.0);
    let text = line.text();
    for range in query.marks_in(text) {
        let place = |byte: usize| {
            let chars = text.get(..byte).map_or(0, |before| before.chars().count());
            line.pos_from_cursor(egui::text::CCursor::new(chars))
        };
        let (start, end) = (place(range.start), place(range.end));
        let found = Rect::from_min_max(top + start.left_top().to_vec2(), top + end.right_bottom().to_vec2());
        if found.width() > 0.5 {
            painter.rect_filled(found, CornerRadius::same(2), t.accent_soft);
            painter.hline(found.x_range(), found.bottom(), egui::Stroke::new(sizes::HAIRLINE, t.accent));
        }
    }
}

fn paint_ground(painter: &Painter, t: &Tokens, rect: Rect, look: Look) {
    match (look.selected, look.hovered) {
        (true, _) => selected_ground(painter, t, rect),
        (false, true) => {
            painter.rect_filled(rect, CornerRadius::ZERO, t.row_hover);
        }
        (false, false) => {}
    }
    if look.focused {
        let stroke = egui::Stroke::new(sizes::HAIRLINE, t.accent);
        painter.rect_stroke(rect.shrink(1.0), CornerRadius::same(3), stroke, egui::StrokeKind::Inside);
    }
}

/// The result, its right edge at `at`; returns where it begins.
fn paint_result(painter: &Painter, t: &Tokens, at: egui::Pos2, room: f32, result: &ResultText) -> egui::Pos2 {
    let color = result.tone.color(t);
    let mut x = paint_right(painter, at.x, at.y, cut(painter, &result.words, Text::Mono, color, room));
    if result.tone == Tone::Failed {
        // A cross, as at its socket: red alone would not tell everybody.
        x -= sizes::GAP + sizes::MARK_RADIUS;
        StateMark::Failed.paint(painter, t, pos2(x, at.y));
        x -= sizes::MARK_RADIUS;
    }
    if let Some(preview) = &result.preview {
        let left = room - (at.x - x) - sizes::GAP;
        if left > 40.0 {
            x = paint_right(painter, x - sizes::GAP, at.y, cut(painter, preview, Text::Mono, t.text_subdued, left));
        }
    }
    pos2(x - sizes::GAP, at.y)
}

/// What stands for a row that is still being read.
pub fn paint_loading(painter: &Painter, t: &Tokens, rect: Rect, selected: bool) {
    paint_ground(painter, t, rect, Look { selected, ..Look::default() });
    let bar = |x: f32, width: f32| {
        let place = Rect::from_min_size(pos2(rect.left() + x, rect.center().y - 3.0), vec2(width, 6.0));
        rounded(painter, place, 3, t.raised);
    };
    bar(sizes::MARGIN, 40.0);
    bar(sizes::MARGIN + TIME, 180.0_f32.min(rect.width() / 3.0));
}
