//! *Copy as picture*: the timeline of the selected span, or of the session, for the clipboard; drawn on a thread of its own
//! as an export draws it.

use super::{Told, masked_said, open};
use crate::app::State;
use crate::export::mask::Mask;
use crate::export::{Exported, Filter, Format, Words, export_masked};
use crate::locale::{self, Message};
use crate::timeline::pixels;
use parking_lot::Mutex;
use std::cell::Cell;
use std::io::BufReader;
use std::sync::Arc;

/// A picture takes no more pixels: the window hands them to the system in one go.
const MOST_PIXELS: u64 = 4_000_000;
/// A picture never shows more calls.
const MOST_CALLS: u64 = 1001;

/// A picture that was copied and is not on the clipboard yet: how wide and high, and 4 bytes a pixel. The window puts it
/// there.
pub type CopiedPicture = Arc<Mutex<Option<([usize; 2], Vec<u8>)>>>;

impl State {
    /// Draws the selected span, or all calls that show, as far as one picture has room.
    pub(in crate::app) fn copy_picture(&mut self) {
        let Some(from) = self.session().snapshot().path.clone() else {
            self.toasts.failed(Message::new("export-no-file"));
            return;
        };
        let settings = &self.settings;
        // A pattern that is wrong was told where it was typed.
        let mask = if settings.mask_secrets { Mask::new(&settings.mask_patterns).ok() } else { None };
        let words = Words { pixels: MOST_PIXELS, ..self.export_words() };
        let (records, all) = self.pictured();
        let place = Arc::clone(&self.copied_picture);
        self.run_job(Message::new("job-picture"), move |progress| {
            let total = std::fs::metadata(&*from).map_or(0, |meta| meta.len());
            let read = Cell::new(0);
            let again = || {
                read.set(0);
                Ok(BufReader::with_capacity(1 << 20, Told { input: open(&from)?, read: &read, total, progress }))
            };
            let filter = Filter { records, ..Filter::default() };
            let mut png = Vec::new();
            let failed = |error: String| {
                tracing::warn!(error, "no picture");
                Message::new(if progress.is_cancelled() { "job-cancelled" } else { "picture-failed" })
            };
            let exported = export_masked(again, mask.as_ref(), Format::Png, &filter, words, &mut png);
            let exported = exported.map_err(|error| failed(format!("{error:?}")))?;
            if exported.drawn.is_none_or(|(drawn, _)| drawn == 0) {
                return Err(Message::new("picture-nothing"));
            }
            *place.lock() = Some(pixels(&png).map_err(failed)?);
            Ok(said(&exported, all, words))
        });
    }

    /// The first records of the selected span, of the past that shows, or of what was not cleared away, and how many calls
    /// there are; none for a whole session.
    fn pictured(&self) -> (Option<Arc<[u64]>>, Option<u64>) {
        let rows = self.session().rows();
        let (first, last) = match (self.span(), &self.stepping) {
            (Some(span), _) => span,
            (None, Some(_)) => (0, self.snapshot.records.saturating_sub(1)),
            (None, None) if self.shown_from > 0 => (self.shown_from, self.snapshot.records.saturating_sub(1)),
            (None, None) => return (None, None),
        };
        let start = first.checked_sub(1).map_or(0, |before| rows.up_to(before));
        let end = rows.up_to(last);
        let records = (start..end.min(start + MOST_CALLS)).filter_map(|k| rows.record_of_row(k));
        (Some(records.collect()), Some(end.saturating_sub(start)))
    }
}

/// What is on the clipboard now.
fn said(exported: &Exported, all: Option<u64>, words: Words) -> Message {
    let (drawn, left_out) = exported.drawn.unwrap_or_default();
    let all = all.unwrap_or(drawn + left_out);
    let done = match all > drawn {
        true => Message::new("picture-done-part").with("n", drawn).with("all", all),
        false => Message::new("picture-done").with("n", drawn),
    };
    let Some(counts) = &exported.masked else { return done };
    let [done, more] =
        [done, masked_said(counts, words.language)].map(|message| locale::words(words.language, &message));
    Message::new("export-done-more").with("done", done).with("more", more)
}
