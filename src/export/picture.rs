//! The timeline as a picture, SVG or PNG.

use super::pass::{Entry, Noticed};
use super::{Step, Takes, Words};
use crate::call::{Notice, SocketId, TcpState};
use crate::locale::{Message, words};
use crate::session::{Board, Row};
use crate::timeline::{Anchor, Columns};
use crate::timeline::{
    Arrangement, Ends, Face, Group, HEAD, Ink, Run, Scale, Shape, Sight, draw, flights, lanes, placed, png, spot, svg,
};
use std::collections::HashSet;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

/// Calls that one picture shows: more would be higher than programs draw.
const MOST: usize = 1000;
/// States that are looked at: a call has at most a few.
const MOST_STATES: usize = 8 * MOST;
/// Points a call.
const STEP: f32 = 30.0;
/// Points across, where the lanes need no more.
const WIDTH: f32 = 1000.0;
/// Points below the last call.
const FOOT: f32 = 44.0;

/// Collects the calls, then draws them.
pub struct Drawn<'a> {
    words: Words,
    /// In pixels: so many at most.
    pixels: Option<u64>,
    rows: Vec<Arc<Row>>,
    left_out: u64,
    /// The first call that is left out.
    cut: Option<u64>,
    /// What the kernel reported: record, time, socket, state.
    states: Vec<(u64, Duration, SocketId, TcpState)>,
    out: &'a mut dyn Write,
}

impl<'a> Drawn<'a> {
    pub fn new(words: Words, pixels: Option<u64>, out: &'a mut dyn Write) -> Self {
        Self { words, pixels, rows: Vec::new(), left_out: 0, cut: None, states: Vec::new(), out }
    }

    /// How many calls it shows, and how many had no room.
    pub fn drawn(&self) -> (u64, u64) {
        (self.rows.len() as u64, self.left_out)
    }

    /// Pixels take memory: fewer calls where there are many lanes.
    fn fit(&mut self, board: &Board) {
        let all = lanes(board, &Arrangement::default());
        let width = |calls: usize| {
            let rows = self.rows.get(..calls).unwrap_or(&self.rows);
            width(&lanes_of(all.clone(), rows, board))
        };
        let most = self.pixels.map_or(MOST, |pixels| most_calls(pixels, self.rows.len(), width));
        self.keep_first(most);
    }

    fn keep_first(&mut self, most: usize) {
        self.rows.sort_by_key(|row| row.n);
        self.left_out += self.rows.len().saturating_sub(most) as u64;
        let cut = self.rows.get(most).map(|row| row.n);
        self.cut = self.cut.into_iter().chain(cut).min();
        self.rows.truncate(most);
    }

    fn row(&mut self, entry: &Entry) {
        // They come as they came back: one that waits from the beginning comes last.
        if self.rows.len() == 2 * MOST {
            self.keep_first(MOST);
        }
        let sends = entry.record.call.sent().is_some();
        let len = entry.payload_len();
        self.rows.push(Arc::new(Row {
            n: entry.n,
            t: entry.t,
            sid: entry.sid,
            record: entry.record.clone(),
            sent_len: if sends { len } else { 0 },
            received_len: if sends { 0 } else { len },
            join_n: entry.join_n,
        }));
    }
}

/// The lanes of the calls that are drawn, and of what they made.
fn lanes_of(mut all: Vec<Group>, rows: &[Arc<Row>], board: &Board) -> Vec<Group> {
    let drawn = rows.iter().flat_map(|row| [Some(board.owner(row.sid)), row.record.made]).flatten();
    let drawn: HashSet<SocketId> = drawn.collect();
    all.iter_mut().for_each(|group| group.lanes.retain(|sid| drawn.contains(sid)));
    all.retain(|group| !group.lanes.is_empty());
    all
}

fn width(groups: &[Group]) -> f32 {
    WIDTH.max(Columns::of(groups, WIDTH).width)
}

fn height(calls: usize) -> f32 {
    HEAD + STEP * calls as f32 + FOOT
}

/// How many of the calls fit into so many pixels, given what width the first of them take: one at least. A picture of more
/// calls is never the smaller one.
fn most_calls(pixels: u64, calls: usize, width: impl Fn(usize) -> f32) -> usize {
    let (mut fits, mut beyond) = (1, calls.min(MOST) + 1);
    while beyond - fits > 1 {
        let middle = fits.midpoint(beyond);
        match f64::from(width(middle)) * f64::from(height(middle)) <= pixels as f64 {
            true => fits = middle,
            false => beyond = middle,
        }
    }
    fits
}

impl Takes for Drawn<'_> {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        match step {
            Step::Back(entry) | Step::Unfinished(entry) => self.row(entry),
            Step::Notice(Noticed { n, t, sid: Some(sid), notice: Notice::State(state), is_wanted: true })
                if self.states.len() < MOST_STATES =>
            {
                self.states.push((n, t, sid, *state));
            }
            _ => {}
        }
        Ok(())
    }

    fn last(&mut self, board: &Board) -> io::Result<()> {
        self.rows.sort_by_key(|row| row.n);
        self.fit(board);
        let rows: Vec<(u64, Arc<Row>)> = (0..).zip(self.rows.iter().cloned()).collect();
        let groups = lanes_of(lanes(board, &Arrangement::default()), &self.rows, board);
        let ends = Ends::of(board);
        let back = |row: &Arc<Row>| row.t.saturating_add(row.record.took.unwrap_or_default());
        let end = self.rows.iter().map(back).max().unwrap_or_default();
        let scale = Scale::new(Run::Compressed, STEP, 0, self.rows.iter().map(|row| row.t).collect(), end);
        let states = self.states.iter().filter(|(n, ..)| self.cut.is_none_or(|cut| *n < cut)).copied();
        let states = placed(states, |n| {
            let before = rows.partition_point(|(_, row)| row.n < n);
            let (k, row) = before.checked_sub(1).and_then(|at| rows.get(at))?;
            Some((*k, Some(row.record.call.kind())))
        });
        let height = height(rows.len());
        let mut picture = draw(&Sight {
            board,
            groups: &groups,
            ends: &ends,
            rows: &rows,
            flights: &flights(board, &ends, &rows, rows.len() as u64 == board.totals.calls),
            scale: &scale,
            now: None,
            blocks: &[],
            states: &states,
            dimmed: &HashSet::new(),
            selected: None,
            span: None,
            left: 0.0,
            from: 0.0,
            width: width(&groups),
            height,
            language: self.words.language,
            calls: self.words.calls,
        });
        if self.left_out > 0 {
            let text = words(self.words.language, &Message::new("export-picture-cut").with("n", rows.len() as u64));
            let at = spot(14.0, height - 12.0);
            let (anchor, face, ink) = (Anchor::Start, Face::Small, Ink::Subdued);
            picture.shapes.push(Shape::Text { at, anchor, text, face, ink, room: picture.size.x });
        }
        let svg = svg(&picture, false);
        match self.pixels {
            Some(pixels) => self.out.write_all(&png(&svg, pixels).map_err(io::Error::other)?),
            None => self.out.write_all(svg.as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_calls_as_have_room_with_the_lanes_that_they_need() {
        // Ten calls a client, a lane of 124 points each.
        let clients = |calls: usize| WIDTH.max(calls.div_ceil(10) as f32 * 124.0);
        let found = |pixels| most_calls(pixels, 1000, clients);
        let (calls, pixels) = (found(4_000_000), 4_000_000.0);
        assert!(calls >= 100, "{calls}");
        assert!(clients(calls) * height(calls) <= pixels && clients(calls + 1) * height(calls + 1) > pixels);
        assert_eq!((found(1), found(u64::MAX)), (1, 1000));
        assert_eq!([0, 1, 5, 9000].map(|calls| most_calls(u64::MAX, calls, |_| WIDTH)), [1, 1, 5, MOST]);
    }
}
