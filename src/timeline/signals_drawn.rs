//! FIN and RST on their way: dashed, with a word that says that they are inferred.

use super::draw::{Canvas, MARK};
use super::shape::{Area, Ink, Part, Spot, spot};
use super::signals::{At, Signal};

/// Draws the signals in sight.
pub fn ways(canvas: &mut Canvas<'_, '_>) {
    for signal in std::mem::take(&mut canvas.signals) {
        draw(canvas, &signal);
    }
}

fn draw(canvas: &mut Canvas<'_, '_>, signal: &Signal) {
    // At the mark of its call, or at the end of a bar.
    let place = |canvas: &Canvas<'_, '_>, at: At| {
        let row = canvas.sight.rows.iter().find(|(k, _)| *k == at.k);
        let is_end = row.is_some_and(|(_, row)| canvas.sight.is_long(row) && at.t > row.t);
        let height = if is_end { canvas.sight.scale.of_time(at.t) } else { canvas.sight.scale.of_row(at.k, at.t) };
        canvas.columns.line(at.sid).map(|x| spot(x, canvas.y(height)))
    };
    let (from, to) = (signal.from.and_then(|at| place(canvas, at)), signal.to.and_then(|at| place(canvas, at)));
    let toward = signal.toward.and_then(|sid| canvas.columns.line(sid));
    let (from, to) = match (from, to, toward) {
        (Some(from), Some(to), _) => (from, to),
        (Some(from), None, Some(x)) => (from, spot(x, from.y + 10.0)),
        (None, Some(to), _) => (spot(canvas.columns.edge(to.x), to.y), to),
        _ => return,
    };
    if !canvas.shows(from.y.min(to.y), from.y.max(to.y)) {
        return;
    }
    let side = if to.x >= from.x { 1.0 } else { -1.0 };
    let by = |spot: Spot, x: f32| Spot { x: spot.x + x, ..spot };
    let (from, to) = (by(from, side * (MARK + 2.0)), by(to, -side * (MARK + 3.0)));
    let (word, ink) = match signal.reset {
        true => ("timeline-rst", Ink::Failed),
        false => ("timeline-fin", Ink::Subdued),
    };
    canvas.inferred(from, to, word, ink);
    let middle = spot((from.x + to.x) / 2.0, (from.y + to.y) / 2.0);
    let part = Part::Signal { from: signal.from.map(|at| at.n), to: signal.to.map(|at| at.n), reset: signal.reset };
    canvas.late.push((Area::new(middle.x - 24.0, middle.y - 6.0, middle.x + 24.0, middle.y + 6.0), part));
}
