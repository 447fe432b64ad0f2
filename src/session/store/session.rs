//! A session: one picture of it, its rows, its bytes.

use super::cache::{Key, Loaded};
use super::control::Control;
use super::home::IndexHome;
use super::loader::Loader;
use super::pieces::PieceList;
use super::rows::Rows;
use super::shared::Shared;
use super::{OpenError, Snapshot};
use crate::call::{Payload, SocketId};
use crate::session::Waker;
use crate::session::index::{SAMPLE, What};
use crate::session::looks::{Counted, Track, together};
use crate::session::moments::{Beat, Cut, Moment};
use parking_lot::RwLock;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A session, live or opened from a file: the same to whoever reads it. Nothing here waits, save what says so.
pub struct Session {
    shared: Arc<Shared>,
    loader: Arc<Loader>,
    control: Arc<Control>,
    /// A view of another session ends here.
    cut: Option<RwLock<Arc<Cut>>>,
}

impl Session {
    /// A session over what its writer fills; starts its reader thread.
    pub(crate) fn new(shared: Arc<Shared>) -> io::Result<Self> {
        let loader = Loader::start(shared.clone())?;
        Ok(Self { shared, loader, control: Arc::default(), cut: None })
    }

    /// Opens a session file for reading. Its first line is read here; the rest on a thread of its own, which shows how
    /// far it is in `snapshot().progress` and runs the waker. The file is never written.
    ///
    /// A last line without an end, and a damaged line in the middle, are no errors: `snapshot()` has them.
    ///
    /// Its index is read from beside the file where there is one, and kept nowhere: [`Self::open_in`] keeps it.
    pub fn open(path: &Path, waker: Waker) -> Result<Arc<Self>, OpenError> {
        Self::open_in(path, waker, &IndexHome::default())
    }

    /// As [`Self::open`]; a new index is kept where `home` says, so that the next opening shows all rows at once.
    pub fn open_in(path: &Path, waker: Waker, home: &IndexHome) -> Result<Arc<Self>, OpenError> {
        super::open::open(path, waker, home)
    }

    /// Stops the reading of an opened file: what was read is kept, `snapshot().stopped` says how far that is.
    pub fn stop_reading(&self) {
        self.control.stop();
    }

    /// Lets a stopped reading go on.
    pub fn read_on(&self) {
        self.control.go_on();
    }

    /// One picture of it, for the price of a pointer.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.cut().map_or_else(|| self.now(), |cut| Arc::clone(&cut.snapshot))
    }

    /// The board as it was once record `n` was taken in. None where it is not read yet: it is asked for then, and the
    /// waker runs when it is there; of several wishes only the last is read. Of a live session it is what the file
    /// tells: a record that is not written yet has no moment, and what is lost is not in it.
    pub fn moment(&self, n: u64) -> Option<Arc<Moment>> {
        self.loader.moment(n)
    }

    /// Whether the moment of record `n` was asked for and cannot be had: a line is damaged.
    pub fn has_no_moment(&self, n: u64) -> bool {
        self.loader.has_no_moment(n)
    }

    /// What record `n` is, from 32 bytes of the index; none where it is not written yet.
    pub fn beat(&self, n: u64) -> Option<Beat> {
        let row = self.shared.index_row(n).ok()?;
        let sid = (row.sid > 0).then(|| SocketId(row.sid.into()));
        let is_sample = row.what == What::Notice && row.flags & SAMPLE != 0;
        Some(Beat { n, t: row.t(), sid, is_call: row.what == What::Call, is_join: row.what == What::Join, is_sample })
    }

    /// A view of this session that ends at one moment, before the first record to begin with: whoever reads it sees
    /// nothing later. It needs this session to be kept.
    pub fn view(&self) -> Arc<Self> {
        let cut = RwLock::new(Arc::new(Cut::nothing(&self.now())));
        Arc::new(Self {
            shared: self.shared.clone(),
            loader: self.loader.clone(),
            control: self.control.clone(),
            cut: Some(cut),
        })
    }

    /// Moves the end of a view there. `hidden` is the call right after the moment: it shows, what came of it does not.
    pub fn show_moment(&self, moment: &Moment, hidden: Option<u64>) {
        if let Some(cut) = &self.cut {
            let shown = Arc::new(Cut::new(&self.now(), moment, hidden));
            *cut.write() = shown;
        }
    }

    /// The picture of the whole session, also of a view.
    pub(super) fn now(&self) -> Arc<Snapshot> {
        self.shared.snapshot.read().clone()
    }

    /// Where a view ends.
    pub(super) fn cut(&self) -> Option<Arc<Cut>> {
        self.cut.as_ref().map(|cut| cut.read().clone())
    }

    /// Records from this number on are not known to a view.
    pub(super) fn end(&self) -> u64 {
        self.cut().map_or(u64::MAX, |cut| cut.records)
    }

    /// The rows of the log.
    pub fn rows(&self) -> Rows<'_> {
        Rows(self)
    }

    /// One socket's bytes.
    pub fn pieces(&self, sid: SocketId) -> PieceList<'_> {
        PieceList { session: self, sid }
    }

    /// Record `n`'s whole payload. None where it is not read yet: it is asked for then, and the waker runs when it is
    /// there. What cannot be had stays none.
    pub fn payload(&self, n: u64) -> Option<Payload> {
        if self.is_later(n) {
            return None;
        }
        match self.loader.get(Key::Payload(n), |_| false)? {
            Loaded::Payload(data) => Some(data),
            _ => None,
        }
    }

    /// What was seen of a socket as time went by, or of all together; of a view, until its end. The lock is held
    /// meanwhile.
    pub fn looks<R>(&self, scope: Option<SocketId>, read: impl FnOnce(Option<&Track>) -> R) -> R {
        let Some(cut) = self.cut() else { return self.shared.looks.read(scope, read) };
        let board = &cut.snapshot.board;
        let now = match scope {
            Some(sid) => {
                board.row(sid).map(|row| (Counted::of(board, sid), row.last_t, row.sample.as_deref().copied()))
            }
            None => Some((Counted::of_all(board), cut.t, together(board))),
        };
        // A moment is known to the microsecond.
        let end = cut.t.saturating_add(Duration::from_micros(1));
        let track = self.shared.looks.read(scope, |track| track.map(|track| track.until(end)));
        let track = track.filter(|track| track.last().is_some()).map(|mut track| {
            if let Some((counted, t, sample)) = now {
                track.end(counted, t, sample);
            }
            track
        });
        read(track.as_ref())
    }

    /// Whether record `n`'s payload is beyond a view's end.
    fn is_later(&self, n: u64) -> bool {
        let Some(cut) = self.cut() else { return false };
        let Ok(row) = self.shared.index_row(n) else { return false };
        let comes_later = row.link > n && row.link >= cut.records;
        !row.sends() && (n >= cut.records || row.what == What::Call && comes_later)
    }

    /// Whether record `n`'s payload was asked for with [`Self::payload`] and cannot be had: it was not kept, or its line
    /// is damaged.
    pub fn is_lost(&self, n: u64) -> bool {
        self.loader.is_nothing(Key::Payload(n))
    }

    /// Record `n`'s whole payload, read here and now; for jobs, not for the window.
    ///
    /// Errors: `NotFound` where the record has none, `Unsupported` where it was not kept, `InvalidData` where the line
    /// is damaged, and those of `pread(2)`.
    pub fn read_payload(&self, n: u64) -> io::Result<Payload> {
        self.shared.read_payload(n)
    }

    pub(super) fn row_of(&self, n: u64) -> Option<Loaded> {
        self.loader.get(Key::Row(n), |_| false)
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(super) fn loader(&self) -> &Loader {
        &self.loader
    }

    pub(super) fn control(&self) -> Arc<Control> {
        self.control.clone()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.cut.is_some() {
            return;
        }
        self.control.end();
        self.loader.end();
    }
}
