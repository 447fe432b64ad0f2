//! Calls: a mark where each started, a bar while it waited, words beside it, the socket that it made.

use super::bytes_drawn::said;
use super::call_words::{line, shorter};
use super::draw::{BAR, Canvas, HEAD, MARK, width_of};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, Sign, Spot, spot};
use super::sight::Flight;
use super::signals::At;
use crate::bytes::duration_text;
use crate::call::{Call, CallId, CallKind, Outcome, SocketId, Value};
use crate::locale::Message;
use crate::script::result_text_of;
use crate::session::Row;
use std::sync::Arc;
use std::time::Duration;

/// A call that took less did not keep anybody waiting: it was recorded as waiting since something else was, meanwhile.
const WAITED: Duration = Duration::from_millis(2);

/// Points that a payload needs beside its call.
const PAYLOAD_LEAST: f32 = 60.0;

/// Draws every call in sight.
pub fn calls(canvas: &mut Canvas<'_, '_>) {
    for (k, row) in canvas.sight.rows {
        let top = canvas.y(canvas.sight.scale.of_row(*k, row.t));
        let bottom = if canvas.sight.is_long(row) { canvas.y(canvas.sight.end_of(row)) } else { top };
        if canvas.shows(top, bottom) {
            call(canvas, row, top, bottom);
        }
    }
}

fn call(canvas: &mut Canvas<'_, '_>, row: &Arc<Row>, top: f32, bottom: f32) {
    let lane = canvas.sight.lane_of(row);
    let (Some(x), Some((left, right))) = (canvas.columns.line(lane), canvas.columns.edges(lane)) else { return };
    let bar_end = if bottom > top + 1.0 { bottom.max(top + BAR) } else { top };
    let bar_end = canvas.after_handshake(row, bar_end);
    if canvas.lane_in_sight(lane).is_some() {
        body(canvas, row, x, (top, bar_end));
        // A bar that began above says at the upper edge what it is.
        let said = if bar_end > top { top.max(HEAD + 10.0).min(bar_end - BAR) } else { top };
        canvas.part(Area::new(left, said - 11.0, right, said + 11.0), Part::Record(row.n));
        texts(canvas, row, x, said);
    }
    made(canvas, row, x, bar_end);
}

impl Canvas<'_, '_> {
    /// Whether a FIN or RST goes from this record, or comes to it, on its right.
    fn signals_right(&self, n: u64) -> bool {
        let x = |at: &Option<At>| at.and_then(|at| self.columns.line(at.sid));
        self.signals.iter().any(|signal| {
            let is_here = |at: &Option<At>| at.is_some_and(|at| at.n == n);
            let to = x(&signal.to).or(signal.toward.and_then(|sid| self.columns.line(sid)));
            match (x(&signal.from), to) {
                (Some(from), Some(to)) if is_here(&signal.from) => from < to,
                (Some(from), Some(to)) if is_here(&signal.to) => to < from,
                (None, Some(to)) if is_here(&signal.to) => self.columns.edge(to) > to,
                _ => false,
            }
        })
    }

    /// An `accept` came back after the client's `connect`: its bar ends a little below, so that the two ways can be told
    /// apart.
    fn after_handshake(&self, row: &Row, bar_end: f32) -> f32 {
        let made = row.record.made.filter(|_| row.join_n.is_some());
        let client = made.and_then(|made| self.sight.ends.other(made));
        match client.and_then(|client| connect_of(self, client, row)) {
            Some((_, height)) => bar_end.max(self.y(height) + 13.0),
            None => bar_end,
        }
    }
}

/// Its mark, or the bar of one that waited.
fn body(canvas: &mut Canvas<'_, '_>, row: &Row, x: f32, (top, bar_end): (f32, f32)) {
    let (sign, ink) = sign(row);
    let is_dim = canvas.sight.is_dim(row.n);
    let or_dim = |ink: Ink| if is_dim { Ink::Dim } else { ink };
    let ink = or_dim(ink);
    if bar_end > top {
        let area = Area::new(x - BAR / 2.0, top - BAR / 2.0, x + BAR / 2.0, bar_end);
        let soft = if is_dim { Ink::Ground } else { Ink::WaitingSoft };
        canvas.push(Shape::Fill { area, ink: soft, round: BAR / 2.0 });
        canvas.push(Shape::Outline { area, ink: or_dim(Ink::Waiting), round: BAR / 2.0, width: 1.0 });
        if row.record.outcome != Outcome::Waiting {
            canvas.mark(spot(x, bar_end - BAR / 2.0), sign, ink);
        }
    } else {
        canvas.mark(spot(x, top), sign, ink);
    }
    if canvas.sight.selected == Some(row.n) {
        let end = if bar_end > top { bar_end - MARK } else { top };
        let area = Area::new(x - MARK - 3.0, top - MARK - 3.0, x + MARK + 3.0, end + MARK + 3.0);
        canvas.push(Shape::Outline { area, ink: Ink::Accent, round: MARK + 3.0, width: 1.5 });
    }
}

/// Its line and what came of it, and *Stop* where it waits.
fn texts(canvas: &mut Canvas<'_, '_>, row: &Row, x: f32, top: f32) {
    let Some((left, right)) = canvas.columns.edges(canvas.sight.lane_of(row)) else { return };
    let language = canvas.sight.calls;
    let line = line(row, language);
    let waits = row.record.outcome == Outcome::Waiting;
    let or_dim = |ink: Ink| if canvas.sight.is_dim(row.n) { Ink::Dim } else { ink };
    let line_ink = or_dim(if waits { Ink::Waiting } else { text_ink(row) });
    // Beside the arrow, not under it, where there is room.
    let needs = width_of(&line, Face::Mono) + 4.0;
    let flies = canvas.sight.flies_right(&canvas.columns, row.n) || canvas.signals_right(row.n);
    let is_left = flies && x - left - 16.0 >= needs;
    // An arrow leaves downwards and comes from above.
    let beside = match (flies && !is_left, row.record.call.sent()) {
        (false, _) => 0.0,
        (true, Some(_)) => -9.0,
        (true, None) => 9.0,
    };
    let (anchor, at, room) = match is_left {
        true => (Anchor::End, x - 12.0, x - left - 14.0),
        false => (Anchor::Start, x + 12.0, right - x - 14.0),
    };
    // Into the next lane, up to its line, where nothing stands there.
    let far = canvas.reaches.get(&canvas.sight.lane_of(row)).copied().unwrap_or(right) - x - 26.0;
    let room =
        if !is_left && needs > room && far > room && canvas.is_free(anchor, spot(at, top + beside), needs.min(far)) {
            far
        } else {
            room
        };
    // The first that fits; the shortest where none does.
    let fits = |line: &String| width_of(line, Face::Mono) <= room;
    let mut shorter = shorter(row, language);
    let least = shorter.pop().unwrap_or_else(|| line.clone());
    let line = [line].into_iter().chain(shorter).find(fits).unwrap_or(least);
    let needs = width_of(&line, Face::Mono) + 4.0;
    let place = spot(at, top + beside);
    if !canvas.is_free(anchor, place, needs.min(room)) {
        return;
    }
    canvas.text(place, anchor, line, (Face::Mono, line_ink), room);
    if anchor == Anchor::Start {
        beside_edge(canvas, row, spot(place.x + needs + 6.0, place.y), far.max(room) - needs - 6.0);
    }
    if let Some((below, ink)) = below(canvas, row) {
        let under = spot(at, top + beside.max(0.0) + 14.0);
        // How long it took gives way to the words of others; what went wrong does not.
        let needs = width_of(&below, Face::Small) + 4.0;
        // An error is read whole: up to the next lane's line, where nothing stands there.
        let is_far = anchor == Anchor::Start && needs > room && far > room;
        let room = if is_far && canvas.is_free(anchor, under, needs.min(far)) { far } else { room };
        if ink != Ink::Subdued || canvas.is_free(anchor, under, needs.min(room)) {
            let ink = or_dim(ink);
            canvas.text(under, anchor, below, (Face::Small, ink), room);
        }
    }
    // The row may be older than the board.
    let can_stop = |id: &CallId| canvas.sight.now.is_some() && canvas.sight.board.waiting.contains_key(id);
    if let Some(id) = row.record.waits.filter(|id| waits && can_stop(id)) {
        stop(canvas, id, (x, top), (needs, right));
    }
}

/// The payload behind the words of a call whose arrow to the edge is too short to bear it.
fn beside_edge(canvas: &mut Canvas<'_, '_>, row: &Row, at: Spot, room: f32) {
    let is_its = |end: Option<(SocketId, u64, Duration)>| end.is_some_and(|end| end.1 == row.n);
    let at_edge = |flight: &&Flight| flight.toward.is_none() && (flight.sent.is_none() || flight.received.is_none());
    let all = canvas.sight.flights;
    let found = all.iter().find(|flight| at_edge(flight) && (is_its(flight.sent) || is_its(flight.received)));
    let Some(flight) = found.filter(|_| room > PAYLOAD_LEAST) else { return };
    let text = said(canvas, flight, room);
    if canvas.is_free(Anchor::Start, at, width_of(&text, Face::Mono)) {
        canvas.text(at, Anchor::Start, text, (Face::Mono, Ink::Subdued), room);
    }
}

/// *Stop*, below the words, or beside them where the next call stands close.
fn stop(canvas: &mut Canvas<'_, '_>, id: CallId, (x, top): (f32, f32), (needs, right): (f32, f32)) {
    let word = canvas.word("log-stop");
    let wide = width_of(&word, Face::Small) + 18.0;
    let below = Area::new(x + 12.0, top + 23.0, x + 12.0 + wide, top + 41.0);
    let beside = x + 16.0 + needs;
    let is_close = canvas.sight.rows.iter().any(|(k, row)| {
        let y = canvas.y(canvas.sight.scale.of_row(*k, row.t));
        y > top + 12.0 && y < below.bottom + 8.0 && canvas.columns.line(canvas.sight.lane_of(row)) == Some(x)
    });
    let fits = beside + wide < right;
    let area = match is_close && fits {
        true => Area::new(beside, top - 9.0, beside + wide, top + 9.0),
        false => below,
    };
    canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 5.0 });
    let middle = spot((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
    canvas.text(middle, Anchor::Middle, word, (Face::Small, Ink::Strong), wide);
    canvas.late.push((area, Part::Stop(id)));
}

/// A connection that was accepted: from the listener's bar to the head of the new lane. And the handshake before it, which
/// Linux reports to nobody: from the `connect` of the other end, where that is ours.
fn made(canvas: &mut Canvas<'_, '_>, row: &Row, x: f32, bottom: f32) {
    let Some(made) = row.record.made.filter(|_| row.record.call.kind() == CallKind::Accept) else { return };
    let Some(to) = canvas.columns.line(made) else { return };
    let y = bottom.max(canvas.y(canvas.sight.end_of(row)));
    let y = if row.join_n.is_some() { y } else { y + 8.0 };
    let client = canvas.sight.ends.other(made);
    if let Some((from, height)) = client.and_then(|client| connect_of(canvas, client, row)) {
        let from = spot(from, canvas.y(height));
        // It ended before `accept` came back: a bar waited for it, a mark took what was queued by then.
        let queued = (from.y + 12.0).min(y - 16.0).max(from.y.min(y));
        let end = spot(x + BAR, if row.join_n.is_some() { y - 4.0 } else { queued });
        let gap = if from.x > end.x { -(MARK + 2.0) } else { MARK + 2.0 };
        canvas.inferred(spot(from.x + gap, from.y), end, "timeline-handshake", Ink::Subdued);
    }
    canvas.line(spot(x + MARK, y), spot(to - MARK, y), Ink::Done, false);
    canvas.mark(spot(to, y), Sign::Disc, Ink::Done);
    let word = canvas.word("timeline-accepted");
    let places = [spot(to + 12.0, y), spot(to + 12.0, y - 8.0), spot(to + 12.0, y + 8.0)];
    let places = places.map(|place| (Anchor::Start, place, 120.0));
    canvas.first_free(&places, &word, (Face::Small, Ink::Subdued));
}

/// Where the `connect` of the connection that `accept` gave is drawn, if it is in sight: the last one before that came back,
/// and none that failed, such as a second one on a connected socket.
fn connect_of(canvas: &Canvas<'_, '_>, client: SocketId, accept: &Row) -> Option<(f32, f64)> {
    let end = accept.record.took.map_or(Duration::MAX, |took| accept.t.saturating_add(took));
    let connects = |row: &Row| {
        let is_connect = matches!(row.record.call, Call::Connect { .. } | Call::ConnectEx { .. });
        is_connect && sign(row).0 != Sign::Cross && row.t <= end
    };
    let (k, row) = canvas.sight.rows.iter().rev().find(|(_, row)| row.sid == client && connects(row))?;
    Some((canvas.columns.line(client)?, canvas.sight.scale.of_row(*k, row.t)))
}

/// Told apart by shape, then by ink.
pub(super) fn sign(row: &Row) -> (Sign, Ink) {
    match &row.record.outcome {
        Outcome::Waiting => (Sign::Ring, Ink::Waiting),
        outcome if outcome.is_not_yet() => (Sign::Ring, Ink::Warning),
        Outcome::Ok(Value::ConnectEx(errno)) if *errno != 0 => (Sign::Cross, Ink::Failed),
        Outcome::Stopped { .. } => (Sign::Ring, Ink::Subdued),
        outcome if outcome.is_error() => (Sign::Cross, Ink::Failed),
        Outcome::Ok(_) if matches!(row.record.call, Call::Close) => (Sign::Square, Ink::Subdued),
        Outcome::Ok(_) if row.record.call.sent().is_some() => (Sign::Disc, Ink::Sent),
        Outcome::Ok(value) if value.data().is_some() && row.received_len == 0 => (Sign::Square, Ink::Received),
        Outcome::Ok(value) if value.data().is_some() => (Sign::Disc, Ink::Received),
        _ => (Sign::Disc, Ink::Done),
    }
}

fn text_ink(row: &Row) -> Ink {
    match sign(row) {
        (_, ink @ (Ink::Sent | Ink::Received | Ink::Failed)) => ink,
        _ => Ink::Normal,
    }
}

/// What came of it, in a few words, below its line.
fn below(canvas: &Canvas<'_, '_>, row: &Row) -> Option<(String, Ink)> {
    let record = &row.record;
    let took = record.took.map(duration_text);
    match (&record.outcome, took) {
        (Outcome::Waiting, _) => {
            let waited = canvas.sight.now.map(|now| duration_text(now.saturating_sub(row.t)))?;
            Some((canvas.say(&Message::new("timeline-waiting").with("took", waited)), Ink::Waiting))
        }
        (Outcome::Stopped { .. }, _) => Some((canvas.word("log-stopped"), Ink::Subdued)),
        (outcome, _) if matches!(sign(row).1, Ink::Failed | Ink::Warning) => {
            Some((result_text_of(outcome, &record.call, None), sign(row).1))
        }
        (_, Some(took)) if canvas.sight.is_long(row) && record.took >= Some(WAITED) => {
            Some((canvas.say(&Message::new("timeline-waited").with("took", took)), Ink::Subdued))
        }
        _ => None,
    }
}
