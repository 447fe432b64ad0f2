//! What a view of a session at one moment knows, and what it does not know yet.

use super::Moment;
use crate::call::{Kept, Outcome};
use crate::session::store::{Row, Snapshot};
use std::sync::Arc;
use std::time::Duration;

/// Where a view of a session ends.
#[derive(Clone, Debug)]
pub struct Cut {
    /// The picture of that moment.
    pub snapshot: Arc<Snapshot>,
    /// Records that are known: those before this number.
    pub records: u64,
    /// When that is.
    pub t: Duration,
}

impl Cut {
    /// The moment of a session whose picture now is `now`. `hidden` is the call right after it, where that shows already.
    pub fn new(now: &Snapshot, moment: &Moment, hidden: Option<u64>) -> Self {
        let snapshot = Snapshot {
            board: Arc::clone(&moment.board),
            records: moment.n + 1,
            saved: moment.n + 1,
            rows: moment.rows() + u64::from(hidden.is_some()),
            file_len: moment.file_len,
            torn: None,
            damage: None,
            ..now.clone()
        };
        Self { snapshot: Arc::new(snapshot), records: moment.n + 1, t: moment.t }
    }

    /// Before anything.
    pub fn nothing(now: &Snapshot) -> Self {
        let snapshot = Snapshot { state: now.state.clone(), path: now.path.clone(), ..Snapshot::default() };
        Self { snapshot: Arc::new(snapshot), records: 0, t: Duration::ZERO }
    }

    /// The row as it was then: what came of its call later is left out.
    pub fn row(&self, row: Arc<Row>) -> Arc<Row> {
        if row.n < self.records && row.join_n.is_none_or(|join| join < self.records) {
            return row;
        }
        let mut row = Arc::unwrap_or_clone(row);
        row.join_n = None;
        if row.sent_len == 0 || row.record.call.sent().is_none() {
            row.received_len = 0;
        }
        let record = &mut row.record;
        record.outcome = Outcome::Waiting;
        record.took = None;
        record.made = None;
        record.at = None;
        record.deferred = false;
        if record.call.sent().is_none() {
            record.kept = Kept::Whole;
        }
        Arc::new(row)
    }
}
