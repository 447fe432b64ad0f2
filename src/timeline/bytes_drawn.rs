//! Bytes: an arrow from the lane that sent them to the lane that got them, or to the edge for a peer outside.

use super::draw::{Canvas, HEAD, MARK, width_of};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, Spot, spot};
use super::sight::{Flight, TIMES};
use crate::bytes::{printable_preview, size_text};
use crate::call::SocketId;
use crate::locale::Message;
use std::time::Duration;

/// Points beyond the edge of the picture where an arrow ends whose other call is out of sight.
const BEYOND: f32 = 60.0;
/// Points before a lane's line where bytes end that nobody read.
const SHORT_OF: f32 = 14.0;
/// Points down that they are drawn on their way.
const DROP: f64 = 14.0;
/// Half of what can be pressed of an arrow without a chip.
const BARE: f32 = 7.0;
/// Characters of a payload that its chip shows: the first that fit.
const PREVIEWS: [usize; 7] = [18, 15, 12, 10, 8, 6, 4];

/// A flight's way on the picture.
#[derive(Clone, Copy)]
pub(super) struct Way {
    start: Spot,
    end: Spot,
    /// From lane to lane, also where less of it is near.
    apart: f32,
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
        Some((x, canvas.far_y(height)))
    };
    let (from, to) = (place(canvas, &flight.sent, true), place(canvas, &flight.received, false));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, beyond(canvas, flight, from, canvas.sight.height + BEYOND)),
        (None, Some(to)) => (beyond(canvas, flight, to, HEAD - BEYOND), to),
        (None, None) => return None,
    };
    let is_out = from.0.max(to.0) < TIMES || from.0.min(to.0) > canvas.picture.size.x;
    let side = if to.0 >= from.0 { 1.0 } else { -1.0 };
    let start = if flight.sent.is_some() { (from.0 + side * MARK, from.1) } else { from };
    let end = if flight.received.is_some() { (to.0 - side * (MARK + 2.0), to.1) } else { to };
    let apart = (end.0 - start.0).abs();
    let (start, end) = canvas.near(start, end).filter(|_| !is_out)?;
    if !canvas.shows(start.y.min(end.y), start.y.max(end.y)) {
        return None;
    }
    let is_dim = is_dim(canvas, flight);
    if flight.unread || is_dim {
        let (ink, width) = if is_dim { (Ink::Dim, 1.0) } else { (Ink::Sent, 1.5) };
        canvas.push(Shape::Line { from: start, to: end, ink, width, dashed: flight.unread, head: true });
    } else {
        canvas.push(Shape::Arrow { from: start, to: end, width: 1.5 });
    }
    Some(Way { start, end, apart })
}

/// Whether neither of its calls fits what is looked for.
fn is_dim(canvas: &Canvas<'_, '_>, flight: &Flight) -> bool {
    let mut ends = [flight.sent, flight.received].into_iter().flatten();
    ends.all(|(_, n, _)| canvas.sight.is_dim(n))
}

/// Where the end is drawn that no call shows: short of the lane that has not read it, out of sight at `far` where a call
/// there is out of sight, at the edge for a peer outside.
fn beyond(canvas: &Canvas<'_, '_>, flight: &Flight, here: (f32, f64), far: f32) -> (f32, f64) {
    match flight.toward.and_then(|sid| canvas.columns.line(sid)) {
        Some(x) if flight.unread => (x - (x - here.0).signum() * SHORT_OF, here.1 + DROP),
        Some(x) => (x, f64::from(far)),
        None => (canvas.columns.edge(here.0), here.1),
    }
}

/// The payload of every flight, on its arrow where nothing else stands.
pub fn chips(canvas: &mut Canvas<'_, '_>, ways: &[Option<Way>]) {
    for (flight, way) in canvas.sight.flights.iter().zip(ways) {
        if let Some(way) = way {
            chip(canvas, flight, *way);
        }
    }
}

fn chip(canvas: &mut Canvas<'_, '_>, flight: &Flight, Way { start, end, apart }: Way) {
    let part = Part::Flight { sent: flight.sent.map(|end| end.1), received: flight.received.map(|end| end.1) };
    let on = |share: f32| spot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
    if apart < 90.0 {
        return;
    }
    // So that the arrow shows before and after it.
    let most = (apart * 0.8).max(apart - 20.0).min(200.0);
    let text = said(canvas, flight, most - 14.0);
    let half = most.min(width_of(&text, Face::Mono) + 14.0) / 2.0;
    // Farther from the words beside its start first; of a way that passes through, where it can be seen.
    let shares = [0.5, 0.6, 0.4, 0.7, 0.3];
    let places = match canvas.seen_part(start.y, end.y) {
        Some((low, high)) if !shares.iter().any(|share| (low..=high).contains(share)) => {
            shares.map(|share| on(low + (high - low) * share))
        }
        _ => shares.map(on),
    };
    let free = places.into_iter().find(|at| canvas.is_free(Anchor::Middle, *at, half * 2.0));
    let Some(middle) = free else {
        // Without words, and still something to press and to read out.
        let at = places[0];
        canvas.late.push((Area::new(at.x - BARE, at.y - BARE, at.x + BARE, at.y + BARE), part));
        return;
    };
    let area = Area::new(middle.x - half, middle.y - 9.0, middle.x + half, middle.y + 9.0);
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 4.0 });
    let ink = if is_dim(canvas, flight) { Ink::Dim } else { Ink::Normal };
    canvas.text(middle, Anchor::Middle, text, (Face::Mono, ink), half * 2.0 - 6.0);
    canvas.late.push((area, part));
}

impl Flight {
    /// What is to be said beyond its bytes: that nobody has read them, or that there were more.
    pub fn whole(&self, bytes: &str) -> Option<Message> {
        let say = |key| Message::new(key).with("bytes", bytes);
        match (self.unread, self.lost) {
            (true, _) => Some(say("timeline-unread")),
            (false, 0) => None,
            (false, lost) => Some(say("timeline-lost").with("lost", size_text(lost))),
        }
    }
}

/// `"hello" 5 B`, or only how many where that has no room.
pub(super) fn said(canvas: &Canvas<'_, '_>, flight: &Flight, room: f32) -> String {
    let size = size_text(flight.bytes);
    let whole = |bytes: String| flight.whole(&bytes).map_or(bytes, |message| canvas.say(&message));
    // As much of it as there is room for.
    let all = PREVIEWS.into_iter().map(|most| printable_preview(&flight.preview, most)).filter(|text| !text.is_empty());
    let texts = all.map(|preview| whole(format!("\"{preview}\" {size}"))).chain([whole(size.clone())]);
    let least = || match flight.lost {
        0 => whole(size.clone()),
        lost => {
            let of = Message::new("timeline-lost-of").with("bytes", size.as_str());
            canvas.say(&of.with("all", size_text(flight.bytes.saturating_add(lost))))
        }
    };
    let mut texts = texts.filter(|text| width_of(text, Face::Mono) <= room);
    texts.next().unwrap_or_else(least)
}
