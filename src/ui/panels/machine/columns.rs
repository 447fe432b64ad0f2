//! The columns: which there is room for, and their heads, which put the rows in order.

use crate::app::Column;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{cut, focus_ring, paint_left, paint_right};
use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Widths in points.
const PROTOCOL: f32 = 44.0;
const STATE: f32 = 92.0;
const QUEUE: f32 = 56.0;
const PROCESS: f32 = 150.0;
/// From this width on there is room for the other end's name and the protocol, and from the next for the queues.
const PEER_FROM: f32 = 470.0;
const QUEUES_FROM: f32 = 640.0;

/// Where a column stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Which.
    pub column: Column,
    /// From the row's left edge.
    pub left: f32,
    /// Points.
    pub width: f32,
    /// It holds numbers, which end at its right edge.
    pub is_number: bool,
}

/// The columns that there is room for, from the left.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Their places.
    pub places: Vec<Place>,
}

impl Columns {
    /// The columns of rows so many points wide.
    pub fn of(width: f32) -> Self {
        let (with_peer, with_queues) = (width >= PEER_FROM, width >= QUEUES_FROM);
        let mut wanted: Vec<(Column, f32)> = Vec::new();
        if with_peer {
            wanted.push((Column::Protocol, PROTOCOL));
        }
        wanted.push((Column::State, STATE));
        if with_queues {
            wanted.extend([(Column::Receive, QUEUE), (Column::Send, QUEUE)]);
        }
        wanted.push((Column::Local, 0.0));
        if with_peer {
            wanted.push((Column::Peer, 0.0));
        }
        wanted.push((Column::Process, if with_peer { PROCESS } else { PROCESS * 0.6 }));
        let gaps = wanted.len().saturating_sub(1) as f32 * sizes::GAP;
        let taken: f32 = wanted.iter().map(|(_, width)| width).sum();
        let free = (width - 2.0 * sizes::MARGIN - gaps - taken).max(0.0);
        let flexible = wanted.iter().filter(|(_, width)| *width == 0.0).count().max(1);
        let mut left = sizes::MARGIN;
        let mut places = Vec::new();
        for (column, fixed) in wanted {
            let width = if fixed > 0.0 { fixed } else { (free / flexible as f32).floor() };
            let is_number = matches!(column, Column::Receive | Column::Send);
            places.push(Place { column, left, width, is_number });
            left += width + sizes::GAP;
        }
        Self { places }
    }
}

/// The key of a column's head.
fn head_key(column: Column) -> &'static str {
    match column {
        Column::Usual => "machine-order-usual",
        Column::Protocol => "machine-head-protocol",
        Column::State => "machine-head-state",
        Column::Receive => "machine-head-receive",
        Column::Send => "machine-head-send",
        Column::Local => "machine-head-local",
        Column::Peer => "machine-head-peer",
        Column::Process => "machine-head-process",
    }
}

/// Draws the heads. A press puts the rows in order by that column, the next the other way round, the third as they were.
pub fn head_ui(ui: &mut Ui, cx: &Cx<'_>, columns: &Columns, by: &mut Column, descending: &mut bool) {
    let size = vec2(ui.available_width(), sizes::ROW_DENSE);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let tokens = Tokens::of(ui);
    for place in &columns.places {
        let at = Rect::from_min_size(pos2(rect.left() + place.left, rect.top()), vec2(place.width, rect.height()));
        let response = ui.interact(at, ui.scope_id().with(("machine-head", head_key(place.column))), Sense::click());
        let is_sorted = *by == place.column;
        let label = cx.t(head_key(place.column));
        let name = cx.say(&Message::new("machine-sort-by").with("column", label));
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_sorted, &name));
        if response.clicked() {
            (*by, *descending) = match (is_sorted, *descending) {
                (false, _) => (place.column, place.is_number),
                (true, down) if down == place.is_number => (place.column, !down),
                (true, _) => (Column::Usual, false),
            };
        }
        let lit = is_sorted || response.hovered();
        let color = if lit { tokens.text_strong } else { tokens.text_subdued };
        let y = at.center().y;
        let room = if is_sorted { place.width - sizes::CARET - sizes::GAP_SMALL } else { place.width };
        let line = cut(ui.painter(), label, Text::Label, color, room);
        let caret = if *descending { Icon::CaretDown } else { Icon::CaretUp };
        let mark = ui.painter().layout_no_wrap(caret.character().to_string(), Icon::font(sizes::CARET), color);
        if place.is_number {
            let start = paint_right(ui.painter(), at.right(), y, line);
            if is_sorted {
                paint_right(ui.painter(), start - sizes::GAP_SMALL, y, mark);
            }
        } else {
            let end = paint_left(ui.painter(), at.left(), y, line);
            if is_sorted {
                paint_left(ui.painter(), end + sizes::GAP_SMALL, y, mark);
            }
        }
        focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_within_their_row_whatever_its_width() {
        for width in [120.0_f32, 300.0, 470.0, 640.0, 744.0, 1600.0] {
            let columns = Columns::of(width);
            let end = columns.places.last().map_or(0.0, |last| last.left + last.width);
            assert!(end <= width.max(300.0), "{width}: {end}");
            assert_eq!(columns.places.iter().any(|place| place.column == Column::Send), width >= QUEUES_FROM);
            assert!(columns.places.iter().any(|place| place.column == Column::Process), "{width}");
        }
    }
}
