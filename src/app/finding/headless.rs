//! What a query finds in a session file, without a window.

use super::searched_text;
use crate::app::comparing::open_whole;
use crate::app::notes::read_beside;
use crate::doctor;
use crate::locale::Message;
use crate::session::find::{Finder, FinderParts, Query, QueryOptions};
use crossbeam_channel::bounded;
use std::path::Path;
use std::sync::Arc;

/// The numbers of the records that the calls begin with which fit a query, ascending. Waits until all was searched.
///
/// # Errors
/// In words: the query or the session cannot be read.
pub(in crate::app) fn records_found(path: &Path, query: &str) -> Result<Arc<[u64]>, Message> {
    let query = Query::parse(query, QueryOptions::default()).map_err(|error| error.why)?;
    let session = open_whole(path, Arc::new(|| ()), &|_, _| true)?;
    let snapshot = session.snapshot();
    let utc = snapshot.header.as_ref().map(|header| header.utc.clone()).unwrap_or_default();
    let (told, tells) = bounded(1);
    let parts = FinderParts {
        session: Arc::clone(&session),
        query,
        text: searched_text,
        marks: Arc::new(read_beside(path, &utc)),
        // One word that waits is as good as many.
        waker: Arc::new(move || {
            let _ = told.try_send(());
        }),
    };
    let finder = Finder::start(parts)
        .map_err(|error| doctor::io_error(&Message::new("job-find"), Path::new(""), error.raw_os_error()))?;
    while finder.progress().running {
        if tells.recv().is_err() {
            break;
        }
    }
    let rows = session.rows();
    let records = |i: u64| finder.with(|hits| hits.row(i)).and_then(|k| rows.record_of_row(k));
    Ok((0..finder.progress().matches).filter_map(records).collect())
}
