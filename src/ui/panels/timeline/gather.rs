//! What the picture is drawn from, as far as it is read: only what is in sight, and a little around it.

use super::view::View;
use crate::call::{Notice, Outcome, SocketId};
use crate::session::{Glances, Row};
use crate::timeline::Ends;
use crate::timeline::{BAND, Block, Flight, Run, Rung, Scale, flights, merge, placed, rows_a_band};
use crate::ui::cx::Cx;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// Rows around those in sight: bars and arrows come from beyond the edges.
const AROUND: u64 = 48;
/// More rows in sight than this are not looked at one by one.
const MOST: u64 = 8192;
/// More calls than this are looked at on the lanes in sight only.
const MANY: usize = 256;
/// So many calls stand alone at most.
const ALONE: usize = 512;
/// So many waiting calls from above are looked for.
const WAITING: usize = 64;

/// Rows of the log by number.
pub type Rows = Vec<(u64, Arc<Row>)>;

/// What is in sight.
pub struct Gathered {
    pub rows: Rows,
    pub blocks: Vec<Block>,
    pub states: Vec<Rung>,
    pub flights: Vec<Flight>,
    pub scale: Scale,
}

/// What stands between two heights; `lanes` are those in sight.
pub fn gather(
    cx: &Cx<'_>,
    ends: &Ends,
    view: &View,
    (from, high): (f64, f32),
    lanes: &HashSet<SocketId>,
    now: Option<Duration>,
) -> Gathered {
    let (all, step) = (cx.state.session().rows(), view.step());
    let to = from + f64::from(high);
    let settled = all.settled();
    let in_sight = match view.run() {
        Run::Compressed => {
            let row = |height: f64| (height / f64::from(step)).max(0.0) as u64;
            match rows_a_band(step) {
                Some(band) => row(from) / band * band..(row(to) / band + 1) * band,
                None => row(from)..row(to) + 1,
            }
        }
        Run::Linear(a_second) => {
            let time = |height: f64| Duration::try_from_secs_f64(height.max(0.0) / f64::from(a_second));
            let band = |height: f64| time(height * BAND).unwrap_or_default();
            all.before(band((from / BAND).floor()))..all.before(band((to / BAND).ceil()))
        }
    };
    let in_sight = in_sight.start.min(settled)..in_sight.end.min(settled);
    if in_sight.end - in_sight.start > MOST {
        return crowd(cx, view, (from, to));
    }
    let bands = rows_a_band(step).is_some() && view.run() == Run::Compressed;
    let around = if bands { 0 } else { AROUND };
    let wide = in_sight.start.saturating_sub(around)..in_sight.end.saturating_add(around).min(settled);
    let mut glances = all.glances(wide.clone());
    let scale = scale(cx, view, &wide, &glances, now);
    let board = &cx.state.snapshot.board;
    let all_calls = glances.calls.len();
    if glances.calls.len() > MANY {
        // Only what stands on a lane in sight is worth reading.
        glances.calls.retain(|call| lanes.contains(&board.owner(call.sid)));
    }
    let looked_at = glances.calls.len();
    let (mut alone, blocks) = merge(board, &scale, &glances.calls, &glances.ended);
    alone.extend(from_above(cx, &wide, &glances));
    // What is in sight counts more than what is around it.
    let middle = (in_sight.start + in_sight.end) / 2;
    let cut = alone.len() > ALONE;
    if cut {
        alone.sort_by_key(|k| k.abs_diff(middle));
        alone.truncate(ALONE);
    }
    alone.sort_unstable();
    alone.dedup();
    let hidden = cx.state.stepping.as_ref().and_then(crate::app::Stepping::hidden);
    let read = |k: u64| Some((k, all.row(k).map(|row| as_told(row, hidden))?));
    let rows: Rows = alone.into_iter().filter_map(read).collect();
    let states = if bands { Vec::new() } else { states(cx, &glances) };
    let complete = wide.end >= settled && blocks.is_empty() && looked_at == all_calls && !cut;
    let flights = flights(board, ends, &rows, complete);
    Gathered { rows, blocks, states, flights, scale }
}

/// While stepping hides what came of a call, it waits.
fn as_told(row: Arc<Row>, hidden: Option<u64>) -> Arc<Row> {
    if hidden != Some(row.n) {
        return row;
    }
    let mut row = Arc::unwrap_or_clone(row);
    row.record.outcome = Outcome::Waiting;
    (row.record.waits, row.record.took, row.record.made, row.join_n) = (None, None, None, None);
    Arc::new(row)
}

fn scale(cx: &Cx<'_>, view: &View, rows: &Range<u64>, glances: &Glances, now: Option<Duration>) -> Scale {
    let starts = glances.calls.iter().map(|call| call.t).collect();
    let next = cx.state.session().rows().started(rows.end);
    let ends = glances.ended.iter().map(|end| end.t).max();
    Scale::new(view.run(), view.step(), rows.start, starts, next.or(now).or(ends).unwrap_or_default())
}

/// Calls that began above and wait still, or ended here.
fn from_above(cx: &Cx<'_>, rows: &Range<u64>, glances: &Glances) -> Vec<u64> {
    let session = cx.state.session().rows();
    let waiting = cx.state.snapshot.board.waiting.values().map(|waiting| waiting.row).take(WAITING);
    let ended = glances.ended.iter().filter_map(|end| session.row_of_record(end.call)).take(WAITING);
    waiting.chain(ended).filter(|k| *k < rows.start).collect()
}

/// The states that the kernel reported, each after the call that it came after.
fn states(cx: &Cx<'_>, glances: &Glances) -> Vec<Rung> {
    let rows = cx.state.session().rows();
    let states = glances.notices.iter().filter_map(|noticed| match rows.notice(noticed.n)? {
        Notice::State(state) => Some((noticed.n, noticed.t, noticed.sid, state)),
        _ => None,
    });
    placed(states, |n| {
        let before = glances.calls.partition_point(|call| call.n < n);
        let call = before.checked_sub(1).and_then(|at| glances.calls.get(at))?;
        Some((call.k, call.kind))
    })
}

/// More calls than can be looked at: how many in each band of time.
fn crowd(cx: &Cx<'_>, view: &View, (from, to): (f64, f64)) -> Gathered {
    let rows = cx.state.session().rows();
    let scale = Scale::new(view.run(), view.step(), 0, Vec::new(), Duration::ZERO);
    let (first, last) = ((from / BAND).floor() as u64, (to / BAND).ceil() as u64);
    let edges: Vec<u64> = (first..=last).map(|band| rows.before(scale.time_at(band as f64 * BAND))).collect();
    let bands = (first..).zip(edges.windows(2)).filter_map(|(band, edges)| match edges {
        [start, end] if end > start => Some(Block {
            lane: None,
            band,
            first: *start,
            first_n: rows.record_of_row(*start).unwrap_or_default(),
            count: end - start,
            kind: None,
            sent: 0,
            received: 0,
        }),
        _ => None,
    });
    let blocks = bands.collect();
    Gathered { rows: Vec::new(), blocks, states: Vec::new(), flights: Vec::new(), scale }
}
