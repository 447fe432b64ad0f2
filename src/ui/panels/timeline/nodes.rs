//! What of the picture can be pressed or is read out: each a node with a sentence of its own.

use super::gather::Gathered;
use crate::call::{Notice, Outcome, SocketId};
use crate::locale::Message;
use crate::session::Row;
use crate::timeline::{Group, Part};
use crate::ui::cx::Cx;
use crate::ui::panels::log::row_sentence;
use crate::ui::panels::log::said::{call, explained};

/// The name of a socket: its label, or that it is not ours.
fn name(cx: &Cx<'_>, sid: SocketId) -> String {
    cx.state.socket(sid).map_or_else(|| cx.t("timeline-outside").to_owned(), |row| row.name.to_string())
}

/// Why a call failed, or what it waits for.
pub fn why(cx: &Cx<'_>, row: &Row) -> Option<String> {
    let record = &row.record;
    let socket = cx.state.socket(cx.state.snapshot.board.owner(row.sid));
    if record.outcome == Outcome::Waiting {
        let is_waiting = record.waits.is_some_and(|id| cx.state.snapshot.board.waiting.contains_key(&id));
        return socket.filter(|_| is_waiting).map(|socket| cx.say(&cx.state.explain_waiting(socket, &record.call).why));
    }
    explained(cx, row).map(|explained| cx.say(&explained.why))
}

/// What is read out.
pub fn sentence(cx: &Cx<'_>, part: &Part, seen: &Gathered, groups: &[Group]) -> String {
    let row = |n: u64| seen.rows.iter().find(|(_, row)| row.n == n).map(|(_, row)| row);
    let said = |n: u64| row(n).map_or_else(String::new, |row| row_sentence(cx, row));
    match part {
        Part::Record(n) => {
            let fits = cx.state.finding.search().is_some() && !seen.dimmed.contains(n);
            if fits { cx.say(&Message::new("find-row-match").with("row", said(*n))) } else { said(*n) }
        }
        Part::Flight { sent, received } => {
            let end = |n: &Option<u64>| {
                let sid = n.and_then(row)?.sid;
                Some(name(cx, cx.state.snapshot.board.owner(sid)))
            };
            let outside = || cx.t("timeline-outside").to_owned();
            // One send may come in pieces, each an arrow of its own.
            let message = match (sent, received) {
                (Some(n), Some(m)) => Message::new("timeline-flight-both").with("n", *n).with("m", *m),
                _ => Message::new("timeline-flight").with("n", sent.or(*received).unwrap_or_default()),
            };
            let flight = seen
                .flights
                .iter()
                .find(|flight| (flight.sent.map(|end| end.1), flight.received.map(|end| end.1)) == (*sent, *received));
            let toward = || flight.and_then(|flight| flight.toward).map(|sid| name(cx, sid));
            let message = message.with("from", end(sent).or_else(toward).unwrap_or_else(outside));
            let said = cx.say(&message.with("to", end(received).or_else(toward).unwrap_or_else(outside)));
            let whole = flight.and_then(|flight| flight.whole(&said)).map(|message| cx.say(&message));
            whole.unwrap_or(said)
        }
        Part::Signal { from, to, reset } => {
            let n = from.or(*to).unwrap_or_default();
            let key = if *reset { "timeline-rst-about" } else { "timeline-fin-about" };
            let about = from.map(said).or(to.map(said)).unwrap_or_default();
            cx.say(&Message::new(key).with("n", n).with("call", about))
        }
        Part::State(n) => {
            let Some(rung) = seen.states.iter().find(|rung| rung.n == *n) else { return String::new() };
            let state = match cx.state.session().rows().notice(*n) {
                Some(Notice::State(state)) => state.name(),
                _ => "",
            };
            let message = Message::new("timeline-state").with("name", name(cx, rung.sid)).with("state", state);
            cx.say(&message.with("n", *n))
        }
        Part::Lane(sid) => {
            // The name of a closed socket may be another's by now.
            let is_open = cx.state.socket(*sid).is_some_and(|row| row.open);
            let key = if is_open { "timeline-lane" } else { "timeline-lane-closed" };
            let message = Message::new(key).with("name", name(cx, *sid));
            cx.say(&if is_open { message } else { message.with("n", sid.0) })
        }
        Part::Side(i) => {
            let Some(group) = groups.get(*i) else { return String::new() };
            let side = if group.side.is_empty() { cx.t("timeline-no-side") } else { &group.side };
            let key = if group.folded { "timeline-side-folded" } else { "timeline-side" };
            cx.say(&Message::new(key).with("side", side).with("n", group.lanes.len() as u64))
        }
        Part::Stop(id) => {
            let waiting = cx.state.snapshot.board.waiting.get(id);
            let about = waiting.and_then(|waiting| row(waiting.n)).map(|row| call(row)).unwrap_or_default();
            let n = waiting.map_or(0, |waiting| waiting.n);
            cx.say(&Message::new("timeline-stop").with("name", about).with("n", n))
        }
        Part::Block(i) => {
            let Some(block) = seen.blocks.get(*i) else { return String::new() };
            let mut what = cx.say(&block.words());
            if block.failed > 0 {
                what = cx.say(&Message::new("timeline-block-failed").with("what", what).with("n", block.failed));
            }
            let message = Message::new("timeline-block-about").with("what", what).with("n", block.first_n);
            cx.say(
                &message.with(
                    "name",
                    block.lane.map_or_else(|| cx.t("timeline-all-lanes").to_owned(), |lane| name(cx, lane)),
                ),
            )
        }
    }
}
