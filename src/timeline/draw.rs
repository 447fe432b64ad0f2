//! The picture: lanes, calls, waits, bytes, states.

use super::blocks_drawn::blocks;
use super::bytes_drawn::{chips, flights};
use super::calls_drawn::calls;
use super::head::head;
use super::rungs::rungs;
use super::shape::{Anchor, Area, Face, Ink, Part, Picture, Shape, Sign, Spot, spot};
use super::sight::{Columns, Sight, TIMES};
use super::signals::{Signal, signals};
use super::signals_drawn::ways;
use crate::bytes::clock_text;
use crate::call::SocketId;
use crate::locale::{Message, words};
use std::collections::HashMap;

/// The height of the head: a side's name, a socket's name, its addresses.
pub const HEAD: f32 = 60.0;
/// A mark's radius.
pub const MARK: f32 = 4.0;
/// A waiting call's bar across.
pub const BAR: f32 = 10.0;
/// Points between two times.
const TIMES_APART: f32 = 15.0;
/// Points between two times of a linear scale.
const RULED: f32 = 44.0;

/// Points beyond the picture's edges that are drawn still.
const BEYOND: f64 = 200.0;

/// Draws what is in sight.
pub fn draw(sight: &Sight<'_>) -> Picture {
    let columns = Columns::of(sight.groups, sight.width).scrolled(sight.left);
    let size = spot(sight.width, sight.height);
    let signals = signals(sight.board, sight.ends, sight.rows);
    let picture = Picture { size, ..Picture::default() };
    let reaches = columns.reaches(sight.width);
    let mut canvas = Canvas { sight, columns, picture, taken: vec![], signals, reaches, late: vec![] };
    canvas.selection();
    canvas.lines();
    let arrows = flights(&mut canvas);
    blocks(&mut canvas);
    calls(&mut canvas);
    rungs(&mut canvas);
    ways(&mut canvas);
    chips(&mut canvas, &arrows);
    let late = std::mem::take(&mut canvas.late);
    canvas.picture.parts.extend(late);
    // Last: nothing that scrolls lies over these.
    canvas.times();
    head(&mut canvas);
    canvas.picture
}

/// How wide a text is about, by the widths of the fonts that are meant.
pub fn width_of(text: &str, face: Face) -> f32 {
    // Arrows and dots stand in a cell of their own font; what else is beyond European letters may be two cells wide.
    let is_narrow = |c: char| c < '\u{300}' || matches!(c, '↑' | '↓' | '←' | '→' | '…');
    let each = |c: char| match (is_narrow(c), face) {
        (false, _) => 12.0,
        (true, Face::Mono | Face::MonoStrong) => 6.95,
        (true, Face::MonoSmall) => 6.35,
        // An errno is all capitals.
        (true, Face::Small) if c.is_ascii_uppercase() => 7.4,
        (true, _) => 6.1,
    };
    text.chars().map(each).sum()
}

/// The picture while it is drawn.
pub(super) struct Canvas<'a, 'b> {
    pub sight: &'a Sight<'b>,
    pub columns: Columns,
    pub picture: Picture,
    /// Where texts stand.
    pub taken: Vec<Area>,
    /// FIN and RST among the rows.
    pub signals: Vec<Signal>,
    /// How far each lane's words may reach.
    pub reaches: HashMap<SocketId, f32>,
    /// Parts that lie over all others.
    pub late: Vec<(Area, Part)>,
}

impl Canvas<'_, '_> {
    /// From the scale's points to the picture's, a little beyond its edges at most: lines stay lines, numbers stay small.
    pub fn y(&self, height: f64) -> f32 {
        self.far_y(height).clamp(-BEYOND, f64::from(self.sight.height) + BEYOND) as f32
    }

    /// The same, however far beyond its edges.
    pub fn far_y(&self, height: f64) -> f64 {
        height - self.sight.from + f64::from(HEAD)
    }

    /// What of a straight way between two places is near the picture.
    pub fn near(&self, from: (f32, f64), to: (f32, f64)) -> Option<(Spot, Spot)> {
        let (low, high) = (-BEYOND, f64::from(self.sight.height) + BEYOND);
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        let at = |(x, y): (f32, f64)| {
            let near = y.clamp(low, high);
            let share = if (to.1 - from.1).abs() > f64::EPSILON { (near - y) / (to.1 - from.1) } else { 0.0 };
            spot(x + (to.0 - from.0) * share as f32, near as f32)
        };
        (bottom >= low && top <= high).then(|| (at(from), at(to)))
    }

    /// From which share to which share of a way between two heights is in sight.
    pub fn seen_part(&self, from: f32, to: f32) -> Option<(f32, f32)> {
        let whole = to - from;
        let share = |y: f32| ((y - from) / whole).clamp(0.0, 1.0);
        let (a, b) = (share(HEAD + 10.0), share(self.sight.height - 10.0));
        (whole.abs() > 1.0 && (a - b).abs() > f32::EPSILON).then_some((a.min(b), a.max(b)))
    }

    /// Whether any of it shows.
    pub fn shows(&self, top: f32, bottom: f32) -> bool {
        bottom >= HEAD - 20.0 && top <= self.sight.height + 20.0
    }

    /// Where the lane's line runs, if any of the lane is in sight.
    pub fn lane_in_sight(&self, sid: SocketId) -> Option<f32> {
        let (left, right) = self.columns.edges(sid)?;
        (right > TIMES && left < self.picture.size.x).then(|| self.columns.line(sid)).flatten()
    }

    /// From the first lane in sight to the last.
    pub fn lanes_in_sight(&self) -> (f32, f32) {
        let (first, last) = (self.columns.groups.first(), self.columns.groups.last());
        let left = first.map_or(TIMES, |(left, _)| *left).max(TIMES);
        (left, last.map_or(left, |(_, right)| *right).min(self.picture.size.x))
    }

    pub fn say(&self, message: &Message) -> String {
        words(self.sight.language, message)
    }

    /// The words for what is no time and no name.
    pub fn word(&self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }

    pub fn push(&mut self, shape: Shape) {
        self.picture.shapes.push(shape);
    }

    pub fn part(&mut self, area: Area, part: Part) {
        self.picture.parts.push((area, part));
    }

    pub fn line(&mut self, from: Spot, to: Spot, ink: Ink, dashed: bool) {
        self.push(Shape::Line { from, to, ink, width: 1.0, dashed, head: false });
    }

    /// A dashed way with a word on it that says that it is inferred.
    pub fn inferred(&mut self, from: Spot, to: Spot, word: &'static str, ink: Ink) {
        self.push(Shape::Line { from, to, ink, width: 1.0, dashed: true, head: true });
        let word = self.word(word);
        let on = |share: f32, by: f32| spot(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share + by);
        // Clear of the line, however steep that is.
        let slope = (to.y - from.y).abs() / (to.x - from.x).abs().max(1.0);
        let off = 8.0 + (slope * width_of(&word, Face::Small) / 2.0).min(16.0);
        let places = [on(0.5, -off), on(0.35, -off), on(0.65, -off), on(0.5, off), on(0.3, off), on(0.7, off)];
        let room = (to.x - from.x).abs().max(60.0);
        self.first_free(&places.map(|place| (Anchor::Middle, place, room)), &word, (Face::Small, Ink::Subdued));
    }

    pub fn mark(&mut self, at: Spot, sign: Sign, ink: Ink) {
        self.push(Shape::Mark { at, sign, ink, radius: MARK });
    }

    pub fn text(&mut self, at: Spot, anchor: Anchor, text: String, (face, ink): (Face, Ink), room: f32) {
        if room > 12.0 && !text.is_empty() {
            self.taken.push(standing(anchor, at, width_of(&text, face).min(room)));
            self.push(Shape::Text { at, anchor, text, face, ink, room });
        }
    }

    /// Whether no text stands where one so wide would.
    pub fn is_free(&self, anchor: Anchor, at: Spot, width: f32) -> bool {
        let area = standing(anchor, at, width);
        !self.taken.iter().any(|taken| taken.meets(&area))
    }

    /// The text at the first of these places where it fits and no other stands; nowhere, if there is none.
    pub fn first_free(&mut self, places: &[(Anchor, Spot, f32)], text: &str, look: (Face, Ink)) {
        let width = width_of(text, look.0);
        let fits = |(anchor, at, room): &&(Anchor, Spot, f32)| width <= *room && self.is_free(*anchor, *at, width);
        if let Some((anchor, at, room)) = places.iter().find(fits).copied() {
            self.text(at, anchor, text.to_owned(), look, room + 2.0);
        }
    }

    /// The band of the selected span, and of the selected record, across all lanes.
    fn selection(&mut self) {
        let left = self.lanes_in_sight().0;
        let right = self.lanes_in_sight().1;
        let band = |top: f32, bottom: f32| Shape::Fill {
            area: Area::new(left, top, right, bottom),
            ink: Ink::Selection,
            round: 5.0,
        };
        if let Some((from, to)) = self.sight.span {
            let (top, bottom) = (self.y(from), self.y(to));
            self.push(band(top, bottom));
        }
        let Some(selected) = self.sight.selected else { return };
        if let Some((k, row)) = self.sight.rows.iter().find(|(_, row)| row.n == selected) {
            let y = self.y(self.sight.scale.of_row(*k, row.t));
            self.push(band(y - 12.0, y + 12.0));
        }
    }

    /// A lane's line: from where its socket was made to where it was closed.
    fn lines(&mut self) {
        let lanes = self.sight.groups.iter().flat_map(|group| &group.lanes);
        for sid in lanes.copied() {
            let (Some(x), Some(row)) = (self.lane_in_sight(sid), self.sight.board.row(sid)) else { continue };
            let top = self.y(self.sight.scale.of_time(row.made_t)).max(HEAD - 8.0);
            let bottom = if row.open { self.sight.height } else { self.y(self.sight.scale.of_time(row.last_t)) };
            if bottom > top {
                self.line(spot(x, top), spot(x, bottom), Ink::Line, false);
            }
        }
    }

    /// When each call started; a time that would touch the one above it is left out. A linear scale is ruled.
    fn times(&mut self) {
        let area = Area::new(0.0, HEAD - 6.0, TIMES - 4.0, self.sight.height);
        self.push(Shape::Fill { area, ink: Ink::Ground, round: 0.0 });
        let (from, to) = (self.sight.from, self.sight.from + f64::from(self.sight.height - HEAD));
        let ruled = self.sight.scale.rules(from, to, RULED);
        let rules = ruled.into_iter().map(|t| (self.y(self.sight.scale.of_time(t)), t)).collect::<Vec<_>>();
        let rows = self.sight.scale.starts_between(from, to);
        let rows = rows.map(|(height, t)| (self.y(height), t)).collect::<Vec<_>>();
        let mut last = f32::MIN;
        for (y, t) in if rules.is_empty() { rows } else { rules } {
            if y - last < TIMES_APART || !self.shows(y, y) {
                continue;
            }
            last = y;
            self.text(spot(14.0, y), Anchor::Start, clock_text(t), (Face::Mono, Ink::Subdued), TIMES - 20.0);
        }
    }
}

/// Where a text stands.
fn standing(anchor: Anchor, at: Spot, width: f32) -> Area {
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    Area::new(left, at.y - 5.5, left + width, at.y + 5.5)
}
