//! What the picture is drawn from, as far as it is read.

use crate::locale::Message;
use crate::session::Row;
use crate::timeline::Part;
use crate::ui::cx::Cx;
use crate::ui::panels::log::row_sentence;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

/// Rows around those in sight: bars and arrows come from beyond the edges.
const AROUND: u64 = 48;

/// Rows of the log by number, without gaps.
pub type Rows = Vec<(u64, Arc<Row>)>;

/// The rows in sight and those around them; up to the first that is not read yet, which is asked for.
pub fn rows(cx: &Cx<'_>, in_sight: Range<u64>) -> Rows {
    let session = cx.state.session();
    let last = in_sight.end.saturating_add(AROUND).min(session.rows().settled());
    let mut rows: Rows = Vec::new();
    for k in in_sight.start.saturating_sub(AROUND)..last {
        match session.rows().row(k) {
            Some(row) => rows.push((k, row)),
            // What is in sight counts more than what came before it.
            None if k < in_sight.start => rows.clear(),
            None => break,
        }
    }
    rows
}

/// When what follows the rows happened: now, where they are the last ones of a live session.
pub fn end(cx: &Cx<'_>, rows: &Rows, now: Option<Duration>) -> Duration {
    let last = rows.last().map_or(0, |(k, _)| *k);
    let all = cx.state.session().rows();
    let next = (last + 1 < all.settled()).then(|| all.row(last + 1)).flatten();
    let back = || rows.iter().map(|(_, row)| row.t.saturating_add(row.record.took.unwrap_or_default())).max();
    next.map(|row| row.t).or(now).or_else(back).unwrap_or_default()
}

/// What is read out.
pub fn sentence(cx: &Cx<'_>, part: &Part, rows: &Rows) -> String {
    let row = |n: u64| rows.iter().find(|(_, row)| row.n == n).map(|(_, row)| row);
    let about = |key: &'static str, name: String| cx.say(&Message::new(key).with("name", name));
    match part {
        Part::Record(n) => row(*n).map_or_else(String::new, |row| about("timeline-mark", row_sentence(cx, row))),
        Part::Flight { sent, received } => {
            let end = |n: &Option<u64>| {
                let sid = n.and_then(row)?.sid;
                cx.state.socket(sid).map(|row| row.name.to_string())
            };
            let outside = || cx.t("timeline-outside").to_owned();
            let n = sent.or(*received).unwrap_or_default();
            let message = Message::new("timeline-flight").with("n", n);
            let message = message.with("from", end(sent).unwrap_or_else(outside));
            cx.say(&message.with("to", end(received).unwrap_or_else(outside)))
        }
        Part::Lane(sid) => {
            let name = cx.state.socket(*sid).map_or_else(String::new, |row| row.name.to_string());
            about("timeline-lane", name)
        }
        Part::Stop(call) => {
            let waiting = cx.state.snapshot.board.waiting.get(call);
            let found = waiting.and_then(|waiting| row(waiting.n));
            about("timeline-stop", found.map_or_else(String::new, |row| row_sentence(cx, row)))
        }
        Part::Block { count, .. } => cx.say(&Message::new("timeline-block").with("n", *count)),
    }
}
