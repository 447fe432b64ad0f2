//! Calls: a mark where each started, a bar while it waited, words beside it, the socket that it made.

use super::draw::{BAR, Canvas, MARK};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, Sign, spot};
use crate::bytes::duration_text;
use crate::call::{Call, CallKind, Outcome, SocketId, Value, errno_name};
use crate::locale::Message;
use crate::script::{call_line_short_of, result_text_of};
use crate::session::Row;
use std::sync::Arc;

/// Draws every call in sight.
pub fn calls(canvas: &mut Canvas<'_, '_>) {
    for (k, row) in canvas.sight.rows {
        let Some(top) = canvas.sight.scale.of_row(*k).map(|height| canvas.y(height)) else { continue };
        let bottom = if canvas.sight.is_long(row) { canvas.y(canvas.sight.end_of(row)) } else { top };
        if canvas.shows(top, bottom) {
            call(canvas, row, top, bottom);
        }
    }
}

fn call(canvas: &mut Canvas<'_, '_>, row: &Arc<Row>, top: f32, bottom: f32) {
    let lane = canvas.sight.lane_of(row);
    let (Some(x), Some((left, right))) = (canvas.columns.line(lane), canvas.columns.edges(lane)) else { return };
    let (sign, ink) = sign(row);
    let bar_end = if bottom > top + 1.0 { bottom.max(top + BAR) } else { top };
    if bar_end > top {
        let area = Area::new(x - BAR / 2.0, top - BAR / 2.0, x + BAR / 2.0, bar_end);
        let ink = if row.record.outcome == Outcome::Waiting { Ink::Waiting } else { ink };
        canvas.push(Shape::Fill { area, ink: Ink::WaitingSoft, round: BAR / 2.0 });
        canvas.push(Shape::Outline { area, ink: Ink::Waiting, round: BAR / 2.0, width: 1.0 });
        if row.record.outcome != Outcome::Waiting {
            canvas.mark(spot(x, bar_end - BAR / 2.0), sign, ink);
        }
    } else {
        canvas.mark(spot(x, top), sign, ink);
    }
    if canvas.sight.selected == Some(row.n) {
        let area = Area::new(x - MARK - 3.0, top - MARK - 3.0, x + MARK + 3.0, top + MARK + 3.0);
        canvas.push(Shape::Outline { area, ink: Ink::Accent, round: MARK + 3.0, width: 1.5 });
    }
    let line = line(row);
    let line_ink = if row.record.outcome == Outcome::Waiting { Ink::Waiting } else { text_ink(row) };
    // Beside the arrow, not under it, where there is room.
    let needs = line.chars().count() as f32 * 7.0 + 12.0;
    let flies = canvas.sight.flies_right(&canvas.columns, row.n);
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
    canvas.text(spot(at, top + beside), anchor, line, (Face::Mono, line_ink), room);
    if let Some((below, ink)) = below(canvas, row) {
        canvas.text(spot(at, top + 14.0), anchor, below, (Face::Small, ink), room);
    }
    if let (Outcome::Waiting, Some(id)) = (&row.record.outcome, row.record.waits)
        && canvas.sight.now.is_some()
    {
        let area = Area::new(x + 12.0, top + 22.0, x + 54.0, top + 40.0);
        canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 5.0 });
        let stop = canvas.word("log-stop");
        canvas.text(spot(x + 33.0, top + 31.0), Anchor::Middle, stop, (Face::Small, Ink::Normal), 40.0);
        canvas.part(area, Part::Stop(id));
    }
    canvas.part(Area::new(left, top - 11.0, right, top + 11.0), Part::Record(row.n));
    made(canvas, row, x, bar_end);
}

/// A connection that was accepted: from the listener's bar to the head of the new lane. And the handshake before it, which
/// Linux reports to nobody: from the `connect` of the other end, where that is ours.
fn made(canvas: &mut Canvas<'_, '_>, row: &Row, x: f32, bottom: f32) {
    let Some(made) = row.record.made.filter(|_| row.record.call.kind() == CallKind::Accept) else { return };
    let Some(to) = canvas.columns.line(made) else { return };
    let y = bottom.max(canvas.y(canvas.sight.end_of(row)));
    let y = if row.join_n.is_some() { y } else { y + 8.0 };
    canvas.line(spot(x + MARK, y), spot(to - MARK, y), Ink::Done, false);
    canvas.mark(spot(to, y), Sign::Disc, Ink::Done);
    let word = canvas.word("timeline-accepted");
    canvas.text(spot(to + 12.0, y), Anchor::Start, word, (Face::Small, Ink::Subdued), 120.0);
    let client = canvas.sight.ends.other(made);
    let connect = client.and_then(|client| connect_of(canvas, client));
    if let Some((from, height)) = connect {
        // A bar has room at its end; a mark has words beside it.
        let to = spot(x + BAR, if row.join_n.is_some() { y - 4.0 } else { y + 4.0 });
        let from = spot(from, canvas.y(height));
        canvas.line(from, to, Ink::Subdued, true);
        let word = canvas.word("timeline-handshake");
        let middle = spot((from.x + to.x) / 2.0, (from.y + to.y) / 2.0 - 8.0);
        canvas.text(middle, Anchor::Middle, word, (Face::Small, Ink::Subdued), 140.0);
    }
}

/// Where the socket's `connect` is drawn, if it is in sight.
fn connect_of(canvas: &Canvas<'_, '_>, client: SocketId) -> Option<(f32, f64)> {
    let connects = |row: &Row| matches!(row.record.call, Call::Connect { .. } | Call::ConnectEx { .. });
    let (k, _) = canvas.sight.rows.iter().rev().find(|(_, row)| row.sid == client && connects(row))?;
    Some((canvas.columns.line(client)?, canvas.sight.scale.of_row(*k)?))
}

/// Told apart by shape, then by ink.
pub(super) fn sign(row: &Row) -> (Sign, Ink) {
    let again = |errno: i32| matches!(errno_name(errno), Some("EAGAIN" | "EINPROGRESS" | "EALREADY"));
    match &row.record.outcome {
        Outcome::Waiting => (Sign::Ring, Ink::Waiting),
        Outcome::Errno(errno) | Outcome::Ok(Value::ConnectEx(errno)) if again(*errno) => (Sign::Ring, Ink::Warning),
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

/// `bind(("127.0.0.1", 8000))`, `↑ send`, `recv(1024) ↓`: the socket's name stands in the head.
fn line(row: &Row) -> String {
    let record = &row.record;
    let name = record.call.kind().name();
    if record.call.sent().is_some() {
        return format!("↑ {name}");
    }
    let line = call_line_short_of(&record.call, Some("s"), None);
    let call = line.split_once('.').map_or(line.clone(), |(_, call)| call.to_owned());
    if record.outcome.data().is_some() { format!("↓ {call}") } else { call }
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
        (outcome, _) if sign(row).0 == Sign::Cross => Some((result_text_of(outcome, &record.call, None), Ink::Failed)),
        (_, Some(took)) if canvas.sight.is_long(row) => {
            Some((canvas.say(&Message::new("timeline-waited").with("took", took)), Ink::Subdued))
        }
        _ => None,
    }
}
