//! The ways by RST in the state diagram: around the others, so that no line crosses one. A refused connect goes back up to
//! where it began; what was connected goes down the side to where it ends.
//!
//! ```text
//!  ┌RST→ (CLOSED)
//! (SYN_SENT)     (SYN_RECEIVED)─┐
//!       (ESTABLISHED)───────RST─┤
//!                 (CLOSE_WAIT)──┤
//!                   (CLOSED)  ←─┘
//! ```

use super::diagram::{FIRST, LAST};
use crate::app::Reset;
use crate::call::TcpState;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{galley, paint_left, paint_right};
use TcpState::{CloseWait, Established, FinWait1, FinWait2, SynRecv, SynSent};
use egui::{Painter, Pos2, Rect, Shape, Stroke, pos2};

/// What these ways take of the width at each side.
pub const RAIL: f32 = 8.0;
/// Of the head of an arrow.
const HEAD: f32 = 5.0;
/// From the line to the middle of its word.
const ABOVE: f32 = 7.0;

/// Draws them; the one that was taken stands out, dashed where it is inferred.
pub fn resets_ui(
    painter: &Painter,
    tokens: &Tokens,
    frame: Rect,
    reset: Option<Reset>,
    place: &dyn Fn(usize) -> Rect,
    of_state: &dyn Fn(TcpState) -> Rect,
) {
    let from = reset.map(|reset| reset.from);
    let look = |is_taken: bool| match reset.filter(|_| is_taken) {
        Some(reset) => (Stroke::new(sizes::RING, tokens.error), !reset.is_seen),
        None => (Stroke::new(sizes::HAIRLINE, tokens.line), false),
    };
    let word = |is_taken: bool| {
        let color = if is_taken { tokens.error } else { tokens.text_subdued };
        galley(painter, "RST", Text::Sign, color)
    };
    // A refusal: up from SYN_SENT, and to the CLOSED that it came from.
    let (first, sent) = (place(FIRST), of_state(SynSent));
    let is_refused = from == Some(SynSent);
    let x = sent.left() + sent.width() / 4.0;
    way(painter, &[pos2(x, sent.top()), pos2(x, first.center().y), first.left_center()], look(is_refused));
    paint_left(painter, x + sizes::GAP_SMALL, first.center().y - ABOVE, word(is_refused));
    // Down the right side, from each state there and from ESTABLISHED.
    let (last, right) = (place(LAST), frame.right() - RAIL / 3.0);
    let down = |state: TcpState| {
        let start = of_state(state).right_center();
        [start, pos2(right, start.y), pos2(right, last.center().y), last.right_center()]
    };
    let mut states = [SynRecv, Established, CloseWait];
    // That which was taken is drawn last, above the others.
    states.sort_by_key(|state| from == Some(*state));
    for state in states {
        way(painter, &down(state), look(from == Some(state)));
    }
    let is_taken = from.is_some_and(|from| states.contains(&from));
    let at = of_state(Established).center().y - ABOVE;
    paint_right(painter, right - sizes::GAP_SMALL, at, word(is_taken));
    // From the left side it is drawn only where it was taken.
    if let Some(state) = from.filter(|_| is_at_left(reset)) {
        let (start, left, below) = (of_state(state).left_center(), frame.left() + RAIL / 3.0, frame.bottom() - 1.0);
        let points =
            [start, pos2(left, start.y), pos2(left, below), pos2(last.center().x, below), last.center_bottom()];
        way(painter, &points, look(true));
        paint_left(painter, of_state(state).right() + sizes::GAP_SMALL, start.y - ABOVE, word(true));
    }
}

/// Whether one was taken from the left side.
pub fn is_at_left(reset: Option<Reset>) -> bool {
    reset.is_some_and(|reset| matches!(reset.from, FinWait1 | FinWait2))
}

/// Straight lines, with a small head at the end.
fn way(painter: &Painter, points: &[Pos2], (stroke, dashed): (Stroke, bool)) {
    if dashed {
        painter.extend(Shape::dashed_line(points, stroke, 3.0, 3.0));
    } else {
        painter.add(Shape::line(points.to_vec(), stroke));
    }
    let [.., before, end] = points else { return };
    let along = (*end - *before).normalized();
    let (side, back) = (along.rot90(), *end - along * HEAD);
    painter.add(Shape::convex_polygon(
        vec![*end, back + side * HEAD / 2.0, back - side * HEAD / 2.0],
        stroke.color,
        Stroke::NONE,
    ));
}
