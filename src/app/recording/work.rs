//! Looking at the folder of sessions, deleting, and bringing back: on threads, told when it is done.

use super::shelf::{Arrived, Bin, Removed, Unfinished};
use super::{RecordingCommand, tend};
use crate::app::{AppCommand, Progress, State};
use crate::bytes;
use crate::doctor;
use crate::locale::Message;
use crate::session::{KeptSession, list_sessions, new_bin, restore_bin, take_away};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// So long deleted sessions can come back: a little longer than their message stays.
const UNDO: Duration = Duration::from_secs(30);

fn io_words(key: &str, path: &Path, error: &std::io::Error) -> Message {
    if error.kind() == std::io::ErrorKind::ResourceBusy && error.raw_os_error().is_none() {
        return Message::new("kept-in-use-now").with("path", path.display().to_string());
    }
    doctor::io_error(&Message::new(key), path, error.raw_os_error())
}

impl State {
    /// Tends the folder once, when the program starts.
    pub(in crate::app) fn tend_sessions(&mut self) {
        let limit = match self.settings.sessions_limit_mb {
            0 => None,
            mb => Some(u64::from(mb) * 1_000_000),
        };
        let (dir, dismissed) = (self.folders.sessions.clone(), self.settings.dismissed_session.clone());
        let arrived = self.shelf.arrived.0.clone();
        if let Err(error) = tend::start(dir, limit, dismissed, arrived, Arc::clone(&self.waker)) {
            tracing::warn!(%error, "the sessions are not tended");
        }
    }

    /// Looks at the folder.
    pub(super) fn look_at_sessions(&mut self) {
        if self.shelf.looking.is_some() {
            return;
        }
        let progress = Arc::new(Progress::default());
        let (seen, dir) = (Arc::clone(&progress), self.folders.sessions.clone());
        self.shelf.trouble = None;
        let started = self.on_thread("kept-sessions", move || {
            let listed = list_sessions(&dir, &mut |done, total| seen.step(done, total));
            Arrived::Listed(listed.map_err(|error| match error.kind() {
                std::io::ErrorKind::Interrupted => Message::new("kept-look-cancelled"),
                _ => doctor::io_error(&Message::new("kept-cannot-look"), &dir, error.raw_os_error()),
            }))
        });
        if started {
            self.shelf.looking = Some(progress);
        }
    }

    /// Takes sessions away, all but those that are open here; they can come back for a while.
    pub(super) fn delete_sessions(&mut self, sessions: Vec<KeptSession>) {
        let own = self.session_files();
        let is_offered = |unfinished: &Unfinished| sessions.iter().any(|it| it.path == unfinished.session.path);
        self.shelf.unfinished.take_if(|unfinished| is_offered(unfinished));
        let bin = new_bin(&self.folders.sessions);
        let (path, since) = (bin.clone(), self.now());
        self.shelf.bins.push(Bin { path, since, holds: Removed::default() });
        self.on_thread("delete-sessions", move || {
            let (mut removed, mut failed) = (Removed::default(), None);
            for KeptSession { path, bytes, .. } in sessions {
                let done = crate::app::files::refuse_own(&path, &own).and_then(|()| take_away(&path, &bin));
                match done {
                    Ok(()) => removed = Removed { sessions: removed.sessions + 1, bytes: removed.bytes + bytes },
                    Err(error) => failed = failed.or_else(|| Some(io_words("kept-cannot-delete", &path, &error))),
                }
            }
            Arrived::Deleted { bin, removed, failed }
        });
    }

    /// All that were written last before so many days; none that is in use or open here.
    pub(super) fn delete_older(&mut self, days: u32) {
        let since = SystemTime::now() - Duration::from_secs(u64::from(days) * 24 * 60 * 60);
        let all = self.shelf.sessions.clone().unwrap_or_default();
        let old: Vec<_> = all.iter().filter(|session| session.is_older_than(since)).cloned().collect();
        if !old.is_empty() {
            self.delete_sessions(old);
        }
    }

    pub(super) fn restore_sessions(&mut self, bin: PathBuf) {
        let Some(at) = self.shelf.bins.iter().position(|known| known.path == bin) else { return };
        self.shelf.bins.remove(at);
        self.on_thread("restore-sessions", move || {
            let back = restore_bin(&bin);
            Arrived::Restored(back.map_err(|error| io_words("kept-cannot-restore", &bin, &error)))
        });
    }

    /// Whether the thread was made.
    fn on_thread(&mut self, name: &str, work: impl FnOnce() -> Arrived + Send + 'static) -> bool {
        let (arrived, waker) = (self.shelf.arrived.0.clone(), Arc::clone(&self.waker));
        let made = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            // The receiver is gone only when the program ends.
            let _ = arrived.send(work());
            waker();
        });
        if let Err(error) = &made {
            let title = Message::new("kept-title");
            self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
        }
        made.is_ok()
    }

    /// Takes in what the threads did; returns after how long it wants to be called again, where it does.
    pub(in crate::app) fn tick_shelf(&mut self) -> Option<Duration> {
        while let Ok(arrived) = self.shelf.arrived.1.try_recv() {
            match arrived {
                Arrived::Listed(Ok(sessions)) => {
                    (self.shelf.sessions, self.shelf.looking) = (Some(Arc::new(sessions)), None);
                }
                Arrived::Listed(Err(why)) => (self.shelf.trouble, self.shelf.looking) = (Some(why), None),
                Arrived::Tended { removed, cut, unfinished } => {
                    self.tell_tended(removed, &cut, unfinished.as_ref().map(|it| it.session.name()));
                    (self.shelf.removed, self.shelf.unfinished) = (removed, unfinished);
                }
                Arrived::Deleted { bin, removed, failed } => self.tell_deleted(bin, removed, failed),
                Arrived::Restored(Ok(sessions)) => {
                    self.toasts.done(Message::new("kept-restored").with("n", sessions));
                    self.look_at_sessions();
                }
                Arrived::Restored(Err(why)) => self.toasts.failed(why),
            }
        }
        self.empty_old_bins()
    }

    fn tell_tended(&mut self, removed: Removed, cut: &[(String, u64)], unfinished: Option<String>) {
        if removed.sessions > 0 {
            let size = bytes::size_text(removed.bytes);
            self.toasts.warn(Message::new("kept-removed").with("n", removed.sessions).with("size", size));
        }
        // The offer says it of the session that it offers.
        for (name, bytes) in cut.iter().filter(|(name, _)| Some(name) != unfinished.as_ref()).take(3) {
            self.toasts.warn(Message::new("kept-cut").with("name", name.as_str()).with("bytes", *bytes));
        }
    }

    fn tell_deleted(&mut self, bin: PathBuf, removed: Removed, failed: Option<Message>) {
        if removed.sessions > 0 {
            let size = bytes::size_text(removed.bytes);
            let message = Message::new("kept-deleted").with("n", removed.sessions).with("size", size);
            if let Some(known) = self.shelf.bins.iter_mut().find(|known| known.path == bin) {
                known.holds = removed;
            }
            let undo = AppCommand::Recording(RecordingCommand::Restore(bin));
            self.toasts.offer(message, (Message::new("toast-undo"), undo));
        }
        if let Some(why) = failed {
            self.toasts.failed(why);
        }
        self.look_at_sessions();
    }

    /// What can come back no longer goes for good.
    fn empty_old_bins(&mut self) -> Option<Duration> {
        let now = self.now();
        let is_over = |since: Duration| now.saturating_sub(since) >= UNDO;
        let over: Vec<_> = self.shelf.bins.extract_if(.., |bin| is_over(bin.since)).map(|bin| bin.path).collect();
        if !over.is_empty() {
            self.remove_bins(over);
        }
        let next = self.shelf.bins.iter().map(|bin| (bin.since + UNDO).saturating_sub(now)).min();
        next.map(|rest| rest.max(Duration::from_millis(10)))
    }

    fn remove_bins(&self, bins: Vec<PathBuf>) {
        let made = std::thread::Builder::new().name("empty-bins".to_owned()).spawn(move || {
            for bin in bins.iter().filter(|bin| bin.exists()) {
                if let Err(error) = std::fs::remove_dir_all(bin) {
                    tracing::warn!(%error, "deleted sessions could not be removed");
                }
            }
        });
        if let Err(error) = made {
            tracing::warn!(%error, "deleted sessions could not be removed");
        }
    }
}
