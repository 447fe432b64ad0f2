//! Two sessions compared: the one that shows with a file, by a job.

mod headless;

pub use headless::CompareArguments;

use super::jobs::Progress;
use super::{Dialog, State, open_error_words};
use crate::doctor;
use crate::locale::Message;
use crate::session::compare::{Comparison, Difference, compare};
use crate::session::{Session, Snapshot, Waker};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Two sessions and what came of comparing them.
pub struct Compared {
    /// The one that showed.
    pub left: Arc<Session>,
    /// The file that it was compared with.
    pub right: Arc<Session>,
    /// What they are called.
    pub names: [String; 2],
    /// Call by call.
    pub result: Comparison,
}

/// The last comparison, while it is looked at.
pub struct Comparing {
    /// What came of it.
    pub shown: Option<Arc<Compared>>,
    arrived: (Sender<Compared>, Receiver<Compared>),
}

impl Default for Comparing {
    fn default() -> Self {
        Self { shown: None, arrived: bounded(4) }
    }
}

/// The key of a difference's word.
pub fn difference_key(difference: Difference) -> &'static str {
    match difference {
        Difference::Same => "compare-same",
        Difference::Outcome => "compare-outcome",
        Difference::Bytes => "compare-bytes",
        Difference::Arguments => "compare-arguments",
        Difference::OnlyLeft => "compare-only-left",
        Difference::OnlyRight => "compare-only-right",
    }
}

/// *3 of 1,204 calls differ*, or that none does.
pub fn compared_words(result: &Comparison) -> Message {
    let message = Message::new(if result.is_same() { "compare-none" } else { "compare-some" });
    let (n, calls) = (result.differing.len() as u64, result.pairs.len() as u64);
    message.with("n", n).with("differing", super::grouped(n)).with("calls", super::grouped(calls))
}

/// Opens a session and waits until it is read; ends early where `go_on` says no.
pub(super) fn open_whole(path: &Path, waker: Waker, go_on: &dyn Fn(u64, u64) -> bool) -> Result<Arc<Session>, Message> {
    let session = Session::open(path, waker).map_err(|error| open_error_words(&error))?;
    wait_for(&session, go_on).map(|()| session)
}

fn wait_for(session: &Session, go_on: &dyn Fn(u64, u64) -> bool) -> Result<(), Message> {
    while let Some((done, total)) = session.snapshot().progress {
        if !go_on(done, total) {
            return Err(Message::new("job-cancelled"));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}

fn name_of(snapshot: &Snapshot) -> String {
    let path = snapshot.path.as_ref().and_then(|path| path.file_name());
    path.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn run(left: &Arc<Session>, path: &Path, waker: Waker, progress: &Progress) -> Result<Compared, Message> {
    let go_on = |done, total| progress.step(done, total);
    wait_for(left, &go_on)?;
    let right = open_whole(path, waker, &go_on)?;
    let result = compare(left, &right, &mut |done, total| progress.step(done, total)).map_err(|error| {
        if error.kind() == io::ErrorKind::Interrupted {
            return Message::new("job-cancelled");
        }
        doctor::io_error(&Message::new("file-cannot-read"), path, error.raw_os_error())
    })?;
    let names = [name_of(&left.snapshot()), name_of(&right.snapshot())];
    Ok(Compared { left: Arc::clone(left), right, names, result })
}

impl State {
    /// Compares the session that shows with a file; the dialog opens when it is done.
    pub(super) fn compare_with(&mut self, path: PathBuf) {
        let left = Arc::clone(self.whole_session());
        let (arrived, waker) = (self.comparing.arrived.0.clone(), Arc::clone(&self.waker));
        self.run_job(Message::new("job-compare"), move |progress| {
            let compared = run(&left, &path, waker, progress)?;
            let words = compared_words(&compared.result);
            // The receiver is gone only when the program ends; beyond four that nobody took, this one is not needed.
            let _ = arrived.try_send(compared);
            Ok(words)
        });
    }

    pub(super) fn tick_comparing(&mut self) {
        while let Ok(compared) = self.comparing.arrived.1.try_recv() {
            self.comparing.shown = Some(Arc::new(compared));
            self.dialog = Some(Dialog::Compared);
        }
        if self.comparing.shown.is_some() && self.dialog != Some(Dialog::Compared) {
            // Closed: its files and rows are let go.
            self.comparing.shown = None;
        }
    }
}
