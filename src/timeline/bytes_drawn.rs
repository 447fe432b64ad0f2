//! Bytes: an arrow from the lane that sent them to the lane that got them, or to the edge for a peer outside.

use super::draw::{Canvas, MARK};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, spot};
use super::sight::Flight;
use crate::bytes::{printable_preview, size_text};
use crate::call::SocketId;
use std::time::Duration;

/// Characters of a payload that its chip shows.
const PREVIEW: usize = 18;

/// Draws every flight in sight.
pub fn flights(canvas: &mut Canvas<'_, '_>) {
    for flight in canvas.sight.flights {
        draw(canvas, flight);
    }
}

fn draw(canvas: &mut Canvas<'_, '_>, flight: &Flight) {
    let place = |canvas: &Canvas<'_, '_>, end: &Option<(SocketId, u64, Duration)>, is_start: bool| {
        let (sid, n, t) = (*end)?;
        let x = canvas.columns.line(canvas.sight.board.owner(sid))?;
        // A send stands where its mark is; a receive where its bytes came.
        let row = canvas.sight.rows.iter().find(|(_, row)| row.n == n);
        let height = match row {
            Some((k, row)) if is_start || !canvas.sight.is_long(row) => canvas.sight.scale.of_row(*k)?,
            _ => canvas.sight.scale.of_time(t),
        };
        Some(spot(x, canvas.y(height)))
    };
    let (from, to) = (place(canvas, &flight.sent, true), place(canvas, &flight.received, false));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, spot(canvas.columns.edge(from.x), from.y)),
        (None, Some(to)) => (spot(canvas.columns.edge(to.x), to.y), to),
        (None, None) => return,
    };
    if !canvas.shows(from.y.min(to.y), from.y.max(to.y)) {
        return;
    }
    let side = if to.x >= from.x { 1.0 } else { -1.0 };
    let start = if flight.sent.is_some() { spot(from.x + side * MARK, from.y) } else { from };
    let end = if flight.received.is_some() { spot(to.x - side * (MARK + 2.0), to.y) } else { to };
    canvas.push(Shape::Arrow { from: start, to: end, width: 1.5, dashed: false, lost: false });
    let apart = (end.x - start.x).abs();
    if apart < 150.0 {
        return;
    }
    let mut text = match printable_preview(&flight.preview, PREVIEW) {
        text if text.is_empty() => String::new(),
        text => format!("\"{text}\" "),
    };
    text.push_str(&size_text(flight.bytes));
    // Over the half of the arrow that is farther from the words beside its start.
    let middle = spot(start.x + (end.x - start.x) * 0.62, start.y + (end.y - start.y) * 0.62);
    let room = (apart * 0.6).min(170.0);
    let half = room.min(text.chars().map(|c| if c.is_ascii() { 6.9 } else { 12.0 }).sum::<f32>() + 16.0) / 2.0;
    let area = Area::new(middle.x - half, middle.y - 9.0, middle.x + half, middle.y + 9.0);
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 4.0 });
    canvas.text(middle, Anchor::Middle, text, (Face::Mono, Ink::Normal), half * 2.0 - 10.0);
    let (sent, received) = (flight.sent.map(|end| end.1), flight.received.map(|end| end.1));
    canvas.part(area, Part::Flight { sent, received });
}
