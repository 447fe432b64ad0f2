//! The head of the picture, which stays where it is: sides, names, addresses.

use super::draw::{Canvas, HEAD, width_of};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, spot};
use super::sight::TIMES;
use crate::call::{Address, SocketId};
use crate::session::SocketRow;

/// Draws the head over what scrolls beneath it.
pub fn head(canvas: &mut Canvas<'_, '_>) {
    let width = canvas.picture.size.x;
    canvas.push(Shape::Fill { area: Area::new(0.0, 0.0, width, HEAD - 6.0), ink: Ink::Ground, round: 0.0 });
    let groups: Vec<_> = canvas.sight.groups.iter().zip(canvas.columns.groups.clone()).enumerate().collect();
    for (i, (group, (left, right))) in groups {
        if right <= TIMES || left >= width {
            continue;
        }
        // The name stays in sight while its lanes scroll.
        let area = Area::new(left.max(TIMES), 2.0, right.min(width), 20.0);
        canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 5.0 });
        caret(canvas, area.left + 11.0, 11.0, group.folded);
        let side = if group.side.is_empty() { canvas.word("timeline-no-side") } else { group.side.to_string() };
        let at = spot(area.left + 20.0, 11.0);
        canvas.text(at, Anchor::Start, side, (Face::Small, Ink::Subdued), area.right - at.x - 6.0);
        canvas.part(area, Part::Side(i));
        for sid in group.lanes.iter().filter(|_| !group.folded) {
            lane(canvas, *sid);
        }
    }
    // Lanes that are scrolled away pass under the column of times.
    let corner = Area::new(0.0, 0.0, TIMES - 4.0, HEAD - 6.0);
    canvas.push(Shape::Fill { area: corner, ink: Ink::Ground, round: 0.0 });
}

/// The caret of a side that folds.
fn caret(canvas: &mut Canvas<'_, '_>, x: f32, y: f32, folded: bool) {
    let corners = match folded {
        true => [spot(x - 1.5, y - 3.5), spot(x + 2.0, y), spot(x - 1.5, y + 3.5)],
        false => [spot(x - 3.5, y - 1.5), spot(x, y + 2.0), spot(x + 3.5, y - 1.5)],
    };
    let [a, b, c] = corners;
    for (from, to) in [(a, b), (b, c)] {
        canvas.push(Shape::Line { from, to, ink: Ink::Subdued, width: 1.5, dashed: false, head: false });
    }
}

fn lane(canvas: &mut Canvas<'_, '_>, sid: SocketId) {
    let (Some(row), Some(x), Some((left, right))) =
        (canvas.sight.board.row(sid), canvas.lane_in_sight(sid), canvas.columns.edges(sid))
    else {
        return;
    };
    // About the line, but within its own lane.
    let ink = if row.open { Ink::Strong } else { Ink::Subdued };
    for (y, text, look) in
        [(31.0, row.name.base().to_owned(), (Face::MonoStrong, ink)), (46.0, ends(row), (Face::Mono, Ink::Subdued))]
    {
        let half = width_of(&text, look.0) / 2.0;
        let middle = x.min(right - 4.0 - half).max(left + 4.0 + half);
        match half * 2.0 + 8.0 < right - left {
            true => canvas.text(spot(middle, y), Anchor::Middle, text, look, right - left),
            false => canvas.text(spot(left + 4.0, y), Anchor::Start, text, look, right - left - 8.0),
        }
    }
    canvas.part(Area::new(left.max(TIMES), 22.0, right, HEAD - 6.0), Part::Lane(sid));
}

/// `:8000 ↔ :8080` of a connection, `127.0.0.1:8000` of a listener.
fn ends(row: &SocketRow) -> String {
    let short = |address: &Address| address.port().map_or_else(|| address.to_string(), |port| format!(":{port}"));
    let known = |address: &Option<Address>| address.clone().filter(|address| !address.is_unnamed());
    match (known(&row.local), known(&row.peer)) {
        (Some(local), Some(peer)) => format!("{} ↔ {}", short(&local), short(&peer)),
        (Some(local), None) => local.to_string(),
        (None, Some(peer)) => format!("→ {peer}"),
        (None, None) => String::new(),
    }
}
