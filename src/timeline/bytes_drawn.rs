//! Bytes: an arrow from the lane that sent them to the lane that got them, or to the edge for a peer outside.

use super::draw::{Canvas, MARK, width_of};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, Spot, spot};
use super::sight::{Flight, TIMES};
use crate::bytes::{printable_preview, size_text};
use crate::call::SocketId;
use std::time::Duration;

/// Characters of a payload that its chip shows.
const PREVIEW: usize = 18;

/// A flight's way on the picture.
#[derive(Clone, Copy)]
pub(super) struct Way {
    start: Spot,
    end: Spot,
}

/// Draws the arrow of every flight in sight; where each went, for its chip.
pub fn flights(canvas: &mut Canvas<'_, '_>) -> Vec<Option<Way>> {
    let all = canvas.sight.flights;
    all.iter().map(|flight| arrow(canvas, flight)).collect()
}

fn arrow(canvas: &mut Canvas<'_, '_>, flight: &Flight) -> Option<Way> {
    let place = |canvas: &Canvas<'_, '_>, end: &Option<(SocketId, u64, Duration)>, is_start: bool| {
        let (sid, n, t) = (*end)?;
        let x = canvas.columns.line(canvas.sight.board.owner(sid))?;
        // A send stands where its mark is; a receive where its bytes came.
        let row = canvas.sight.rows.iter().find(|(_, row)| row.n == n);
        let height = match row {
            Some((k, row)) if is_start || !canvas.sight.is_long(row) => canvas.sight.scale.of_row(*k, row.t),
            _ => canvas.sight.scale.of_time(t),
        };
        Some(spot(x, canvas.y(height)))
    };
    let (from, to) = (place(canvas, &flight.sent, true), place(canvas, &flight.received, false));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, spot(canvas.columns.edge(from.x), from.y)),
        (None, Some(to)) => (spot(canvas.columns.edge(to.x), to.y), to),
        (None, None) => return None,
    };
    let beyond = from.x.max(to.x) < TIMES || from.x.min(to.x) > canvas.picture.size.x;
    if beyond || !canvas.shows(from.y.min(to.y), from.y.max(to.y)) {
        return None;
    }
    let side = if to.x >= from.x { 1.0 } else { -1.0 };
    let start = if flight.sent.is_some() { spot(from.x + side * MARK, from.y) } else { from };
    let end = if flight.received.is_some() { spot(to.x - side * (MARK + 2.0), to.y) } else { to };
    canvas.push(Shape::Arrow { from: start, to: end, width: 1.5, dashed: false, lost: false });
    Some(Way { start, end })
}

/// The payload of every flight, on its arrow where nothing else stands.
pub fn chips(canvas: &mut Canvas<'_, '_>, ways: &[Option<Way>]) {
    for (flight, way) in canvas.sight.flights.iter().zip(ways) {
        if let Some(way) = way {
            chip(canvas, flight, *way);
        }
    }
}

fn chip(canvas: &mut Canvas<'_, '_>, flight: &Flight, Way { start, end }: Way) {
    let apart = (end.x - start.x).abs();
    if apart < 90.0 {
        return;
    }
    let mut text = match printable_preview(&flight.preview, PREVIEW) {
        text if text.is_empty() => String::new(),
        text => format!("\"{text}\" "),
    };
    text.push_str(&size_text(flight.bytes));
    let most = (apart * 0.8).min(200.0);
    if width_of(&text, Face::Mono) + 14.0 > most && apart < 150.0 {
        text = size_text(flight.bytes);
    }
    let half = most.min(width_of(&text, Face::Mono) + 14.0) / 2.0;
    // Farther from the words beside its start first.
    let on = |share: f32| spot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
    let shares = [0.5, 0.6, 0.4, 0.7, 0.3];
    let free = shares.into_iter().map(on).find(|at| canvas.is_free(Anchor::Middle, *at, half * 2.0));
    let Some(middle) = free else { return };
    let area = Area::new(middle.x - half, middle.y - 9.0, middle.x + half, middle.y + 9.0);
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 4.0 });
    canvas.text(middle, Anchor::Middle, text, (Face::Mono, Ink::Normal), half * 2.0 - 6.0);
    let (sent, received) = (flight.sent.map(|end| end.1), flight.received.map(|end| end.1));
    canvas.late.push((area, Part::Flight { sent, received }));
}
