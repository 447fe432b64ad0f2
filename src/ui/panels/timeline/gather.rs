//! What the picture is drawn from, as far as it is read: only what is in sight, and a little around it.

use super::far::{far_ends, received_below};
use super::view::View;
use crate::call::{Notice, Outcome, SocketId};
use crate::session::{Glance, Glances, Returned, Row, Rows as Records};
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
    /// Records of calls among the rows that do not fit what is looked for.
    pub dimmed: HashSet<u64>,
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
    let mut scale = scale(cx, view, &wide, &glances, now);
    let board = &cx.state.snapshot.board;
    let all_calls = glances.calls.len();
    if glances.calls.len() > MANY {
        // Only what stands on a lane in sight is worth reading.
        glances.calls.retain(|call| lanes.contains(&board.owner(call.sid)));
    }
    let looked_at = glances.calls.len();
    let (mut alone, mut blocks) = merge(board, &scale, &glances.calls, &glances.ended);
    dim_blocks(cx, &scale, &glances, &mut blocks);
    // What is in sight counts more than what is around it.
    let middle = (in_sight.start + in_sight.end) / 2;
    let cut = alone.len() > ALONE;
    if cut {
        alone.sort_by_key(|k| k.abs_diff(middle));
        alone.truncate(ALONE);
    }
    let mut ended = std::mem::take(&mut glances.ended);
    if bands {
        ended.extend(all.glances(wide.end..wide.end.saturating_add(Records::SHORT_WAIT)).ended);
    }
    alone.extend(from_above(cx, &wide, &ended, lanes));
    if !bands {
        alone.extend(far_ends(cx, ends, &wide, lanes));
    }
    alone.sort_unstable();
    alone.dedup();
    let hidden = cx.state.stepping.as_ref().and_then(crate::app::Stepping::hidden);
    let read = |k: u64| Some((k, all.row(k).map(|row| as_told(row, hidden))?));
    let rows: Rows = alone.into_iter().filter_map(read).collect();
    let states = if bands { Vec::new() } else { states(cx, &glances) };
    let complete = wide.end >= settled && blocks.is_empty() && looked_at == all_calls && !cut;
    let mut flights = flights(board, ends, &rows, complete);
    if bands {
        // The other call is in a block.
        let is_whole = |flight: &Flight| flight.sent.is_some() && flight.received.is_some();
        flights.retain(|flight| is_whole(flight) || flight.unread || flight.toward.is_none());
    }
    scale.knows_beyond(received_below(cx, &wide, &rows, &flights));
    let dimmed = dimmed(cx, &rows);
    Gathered { rows, blocks, states, flights, scale, dimmed }
}

/// The records of those rows that do not fit what is looked for; none where nothing is.
fn dimmed(cx: &Cx<'_>, rows: &Rows) -> HashSet<u64> {
    let Some(finder) = cx.state.finding.search() else { return HashSet::new() };
    finder.with(|hits| rows.iter().filter(|(k, _)| !hits.has(*k)).map(|(_, row)| row.n).collect())
}

/// Blocks of which no call fits what is looked for stand back.
fn dim_blocks(cx: &Cx<'_>, scale: &Scale, glances: &Glances, blocks: &mut [Block]) {
    let Some(finder) = cx.state.finding.search().filter(|_| !blocks.is_empty()) else { return };
    let board = &cx.state.snapshot.board;
    let place = |call: &Glance| (Some(board.owner(call.sid)), scale.band(call.k, call.t));
    let fit: HashSet<(Option<SocketId>, u64)> =
        finder.with(|hits| glances.calls.iter().filter(|call| hits.has(call.k)).map(place).collect());
    for block in blocks {
        block.dim = !fit.contains(&(block.lane, block.band));
    }
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

/// Calls that began above and wait still, or ended here or further down.
fn from_above(cx: &Cx<'_>, rows: &Range<u64>, ended: &[Returned], lanes: &HashSet<SocketId>) -> Vec<u64> {
    let session = cx.state.session().rows();
    let board = &cx.state.snapshot.board;
    let shows = |sid: SocketId| lanes.contains(&board.owner(sid));
    let waiting = board.waiting.values().filter(|waiting| waiting.row < rows.start && shows(waiting.sid));
    let ended = ended.iter().filter_map(|end| session.row_of_record(end.call)).filter(|k| *k < rows.start);
    let over = session.waited_over(rows.start, shows, WAITING);
    waiting.map(|waiting| waiting.row).take(WAITING).chain(ended.take(WAITING)).chain(over).collect()
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

/// More calls than can be looked at: how many in each band of rows or of time.
fn crowd(cx: &Cx<'_>, view: &View, (from, to): (f64, f64)) -> Gathered {
    let rows = cx.state.session().rows();
    let scale = Scale::new(view.run(), view.step(), 0, Vec::new(), Duration::ZERO);
    let finder = cx.state.finding.search();
    let (_, high) = scale.band_heights(0);
    let (first, last) = ((from / high).floor() as u64, (to / high).ceil() as u64);
    let settled = rows.settled();
    let edge = |band: u64| match scale.row_of_band(band) {
        Some(row) => row.min(settled),
        None => rows.before(scale.time_at(band as f64 * high)),
    };
    let edges: Vec<u64> = (first..=last).map(edge).collect();
    let bands = (first..).zip(edges.windows(2)).filter_map(|(band, edges)| match edges {
        [start, end] if end > start => Some(Block {
            lane: None,
            band,
            first: *start,
            first_n: rows.record_of_row(*start).unwrap_or_default(),
            count: end - start,
            kind: None,
            // So many are not looked at one by one.
            failed: 0,
            sent: 0,
            received: 0,
            dim: finder.is_some_and(|finder| finder.with(|hits| hits.before(*end) == hits.before(*start))),
        }),
        _ => None,
    });
    let blocks = bands.collect();
    Gathered { rows: Vec::new(), blocks, states: Vec::new(), flights: Vec::new(), scale, dimmed: HashSet::new() }
}
