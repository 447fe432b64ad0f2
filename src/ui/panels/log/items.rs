//! Which rows the log lists: all of them, those from a record on, or those that fit the filter.

use crate::session::Session;
use crate::session::find::Hits;
use crate::ui::cx::Cx;

/// The items that are listed: `first..items` of the session's rows, or of those that fit.
#[derive(Clone, Copy)]
pub struct Listed {
    pub first: u64,
    pub items: u64,
}

impl Listed {
    /// Of so many items.
    pub fn of(cx: &Cx<'_>, items: u64) -> Self {
        let from = first_from(cx.state.session(), cx.state.snapshot.rows, cx.state.shown_from);
        Self { first: items_before(cx, from).min(items), items }
    }

    /// How many are listed.
    pub fn count(self) -> u64 {
        self.items - self.first
    }
}

/// How many items there are: rows, or those that fit.
pub fn item_count(cx: &Cx<'_>) -> u64 {
    let rows = row_count(cx);
    // What is found lies beyond an earlier moment, too.
    let fits = |hits: &Hits| hits.count().min(if cx.state.stepping.is_some() { hits.before(rows) } else { u64::MAX });
    cx.state.finding.shown().map_or(rows, |finder| finder.with(fits))
}

/// Whether a file is read, or its reading was stopped: there may be rows that have no exact number yet.
pub fn is_partial(cx: &Cx<'_>) -> bool {
    cx.state.snapshot.progress.is_some() || cx.state.snapshot.stopped.is_some()
}

/// How many rows there are to show: of a file that is read, also those that the index does not have yet.
pub fn row_count(cx: &Cx<'_>) -> u64 {
    if is_partial(cx) { cx.state.session().rows().count() } else { cx.state.snapshot.rows }
}

/// How many items stand before row `k`.
pub fn items_before(cx: &Cx<'_>, k: u64) -> u64 {
    cx.state.finding.shown().map_or(k, |finder| finder.with(|hits| hits.before(k)))
}

/// Item `i`'s row of the session.
pub fn row_of_item(cx: &Cx<'_>, i: u64) -> Option<u64> {
    cx.state.finding.shown().map_or(Some(i), |finder| finder.with(|hits| hits.row(i)))
}

/// Whether row `k` is an item.
pub fn is_item(cx: &Cx<'_>, k: u64) -> bool {
    cx.state.finding.shown().is_none_or(|finder| finder.with(|hits| hits.has(k)))
}

/// The first of `rows` rows whose record is not before `from`.
pub fn first_from(session: &Session, rows: u64, from: u64) -> u64 {
    let (mut low, mut high) = (0, if from == 0 { 0 } else { rows });
    while low < high {
        let middle = low + (high - low) / 2;
        if session.rows().record_of_row(middle).is_some_and(|n| n < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
