//! The picture: lanes, calls, waits, bytes.

use super::bytes_drawn::flights;
use super::calls_drawn::calls;
use super::head::head;
use super::shape::{Anchor, Area, Face, Ink, Part, Picture, Shape, Sign, Spot, spot};
use super::sight::{Columns, Sight};
use crate::bytes::clock_text;
use crate::call::SocketId;
use crate::locale::{Message, words};

/// The height of the head: a side's name, a socket's name, its addresses.
pub const HEAD: f32 = 60.0;
/// A mark's radius.
pub const MARK: f32 = 4.0;
/// A waiting call's bar across.
pub const BAR: f32 = 10.0;

/// Draws what is in sight.
pub fn draw(sight: &Sight<'_>) -> Picture {
    let columns = Columns::of(sight.groups, sight.width);
    let size = spot(columns.width.max(sight.width), sight.height);
    let mut canvas = Canvas { sight, columns, picture: Picture { size, ..Picture::default() } };
    canvas.selection();
    canvas.lines();
    canvas.times();
    flights(&mut canvas);
    calls(&mut canvas);
    // Last: nothing that scrolls lies over it.
    head(&mut canvas);
    canvas.picture
}

/// The picture while it is drawn.
pub(super) struct Canvas<'a, 'b> {
    pub sight: &'a Sight<'b>,
    pub columns: Columns,
    pub picture: Picture,
}

impl Canvas<'_, '_> {
    /// From the scale's points to the picture's, a little beyond its edges at most: lines stay lines, numbers stay small.
    pub fn y(&self, height: f64) -> f32 {
        let y = height - self.sight.from + f64::from(HEAD);
        y.clamp(-200.0, f64::from(self.sight.height) + 200.0) as f32
    }

    /// Whether any of it shows.
    pub fn shows(&self, top: f32, bottom: f32) -> bool {
        bottom >= HEAD - 20.0 && top <= self.sight.height + 20.0
    }

    pub fn say(&self, message: &Message) -> String {
        words(self.sight.language, message)
    }

    pub fn push(&mut self, shape: Shape) {
        self.picture.shapes.push(shape);
    }

    pub fn part(&mut self, area: Area, part: Part) {
        self.picture.parts.push((area, part));
    }

    pub fn line(&mut self, from: Spot, to: Spot, ink: Ink, dashed: bool) {
        self.push(Shape::Line { from, to, ink, width: 1.0, dashed });
    }

    pub fn mark(&mut self, at: Spot, sign: Sign, ink: Ink) {
        self.push(Shape::Mark { at, sign, ink, radius: MARK });
    }

    pub fn text(&mut self, at: Spot, anchor: Anchor, text: String, (face, ink): (Face, Ink), room: f32) {
        if room > 12.0 && !text.is_empty() {
            self.push(Shape::Text { at, anchor, text, face, ink, room });
        }
    }

    /// The band of the selected record, across all lanes.
    fn selection(&mut self) {
        let Some(selected) = self.sight.selected else { return };
        let is_selected = |(_, row): &&(u64, std::sync::Arc<crate::session::Row>)| row.n == selected;
        let Some(top) = self.sight.rows.iter().find(is_selected).and_then(|(k, _)| self.sight.scale.of_row(*k)) else {
            return;
        };
        let y = self.y(top);
        let (left, right) = (self.columns.groups.first().map_or(0.0, |(left, _)| *left), self.picture.size.x);
        self.push(Shape::Fill { area: Area::new(left, y - 12.0, right, y + 12.0), ink: Ink::Selection, round: 5.0 });
    }

    /// A lane's line: from where its socket was made to where it was closed.
    fn lines(&mut self) {
        let lanes = self.sight.groups.iter().flat_map(|group| &group.lanes);
        for sid in lanes.copied().collect::<Vec<SocketId>>() {
            let (Some(x), Some(row)) = (self.columns.line(sid), self.sight.board.row(sid)) else { continue };
            let top = self.y(self.sight.scale.of_time(row.made_t)).max(HEAD - 8.0);
            let bottom = if row.open { self.sight.height } else { self.y(self.sight.scale.of_time(row.last_t)) };
            if bottom > top {
                self.line(spot(x, top), spot(x, bottom), Ink::Line, false);
            }
        }
    }

    /// When each call started; a time that would touch the one above it is left out.
    fn times(&mut self) {
        let mut last = f32::MIN;
        for (k, row) in self.sight.rows {
            let Some(y) = self.sight.scale.of_row(*k).map(|height| self.y(height)) else { continue };
            if y - last < 15.0 || !self.shows(y, y) {
                continue;
            }
            last = y;
            self.text(spot(14.0, y), Anchor::Start, clock_text(row.t), (Face::Mono, Ink::Subdued), 66.0);
        }
    }

    /// The words for what is no time and no name.
    pub fn word(&self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }
}
