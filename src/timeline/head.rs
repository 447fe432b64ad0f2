//! The head of the picture, which stays where it is: sides, names, addresses.

use super::draw::{Canvas, HEAD};
use super::shape::{Anchor, Area, Face, Ink, Part, Shape, spot};
use crate::call::Address;
use crate::session::SocketRow;

/// Draws the head over what scrolls beneath it.
pub fn head(canvas: &mut Canvas<'_, '_>) {
    let width = canvas.picture.size.x;
    canvas.push(Shape::Fill { area: Area::new(0.0, 0.0, width, HEAD - 6.0), ink: Ink::Ground, round: 0.0 });
    let groups: Vec<_> = canvas.sight.groups.iter().zip(canvas.columns.groups.clone()).collect();
    for (group, (left, right)) in groups {
        let area = Area::new(left, 2.0, right, 20.0);
        canvas.push(Shape::Fill { area, ink: Ink::Raised, round: 5.0 });
        let side = if group.side.is_empty() { canvas.word("timeline-no-side") } else { group.side.to_string() };
        canvas.text(spot(left + 10.0, 11.0), Anchor::Start, side, (Face::Small, Ink::Subdued), right - left - 14.0);
        for sid in group.lanes.iter().filter(|_| !group.folded) {
            let (Some(row), Some(x), Some((left, right))) =
                (canvas.sight.board.row(*sid), canvas.columns.line(*sid), canvas.columns.edges(*sid))
            else {
                continue;
            };
            // About the line, but within its own lane.
            let room = ((x - left).min(right - x) * 2.0).max(right - x - 8.0);
            let ink = if row.open { Ink::Strong } else { Ink::Subdued };
            let about = if room > (x - left) * 2.0 { (Anchor::Start, left + 8.0) } else { (Anchor::Middle, x) };
            canvas.text(spot(about.1, 31.0), about.0, row.name.base().to_owned(), (Face::MonoStrong, ink), room);
            canvas.text(spot(about.1, 46.0), about.0, ends(row), (Face::Mono, Ink::Subdued), room);
            canvas.part(Area::new(left, 22.0, right, HEAD - 6.0), Part::Lane(*sid));
        }
    }
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
