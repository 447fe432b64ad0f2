//! The recorder: the one thread that gives records their numbers and writes them.

mod hold;
mod log_file;
mod lost;
mod parts;
mod sync;
mod wish;
mod writer;

use crate::call::{Clock, Event};
use crate::session::Waker;
use crate::session::store::{Session, Shared, Snapshot};
use crossbeam_channel::{Receiver, Sender, bounded};
use hold::Hold;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use wish::{Wish, Wished};
use writer::Writer;

/// In a flood, a picture at most this often.
const PUBLISH: Duration = Duration::from_millis(10);
/// A file that could not be written is tried again this often.
const RETRY: Duration = Duration::from_secs(1);
/// Batches that are taken in before what they brought is written.
const BATCHES: usize = 64;

/// What a recorder needs.
pub struct RecorderOptions {
    /// The folder of session files; made where it is missing.
    pub dir: PathBuf,
    /// The session's clock, which the engine has too.
    pub clock: Clock,
    /// What the first line says wrote it: `sockscope 0.1.0`.
    pub app: String,
    /// Run after each new picture, from the recorder's thread: it must not wait.
    pub waker: Waker,
    /// What the engine reports.
    pub events: Receiver<Vec<Event>>,
}

/// The recorder: gives numbers, writes the file, extends the index, folds the board, publishes pictures.
pub struct Recorder {
    session: Arc<Session>,
    stop: Sender<Duration>,
    ended: Receiver<()>,
    wish: Wish,
}

impl Recorder {
    /// Starts the thread `session-recorder`. No file is made before the first event.
    ///
    /// Errors: those of making threads. A folder that cannot be written is no error here: `snapshot().state` says so.
    pub fn start(options: RecorderOptions) -> io::Result<Self> {
        Self::start_with(options, None)
    }

    /// As [`Self::start`], into this file, which must not exist yet; `dir` is not looked at, and the index has no name.
    ///
    /// Errors: those of making the file and threads.
    pub fn start_in(options: RecorderOptions, path: &Path) -> io::Result<Self> {
        let file = log_file::create_at(path)?;
        Self::start_with(options, Some((file, path.to_owned())))
    }

    fn start_with(options: RecorderOptions, file: Option<(File, PathBuf)>) -> io::Result<Self> {
        let RecorderOptions { dir, clock, app, waker, events } = options;
        let shared = Arc::new(Shared::new(waker, Snapshot::default()));
        let session = Arc::new(Session::new(shared.clone())?);
        let mut writer = Writer::new(&dir, &app, &clock, shared)?;
        writer.given = file;
        let (wish, wished) = wish::wish();
        let (stop, stopped) = bounded(1);
        let (end, ended) = bounded(1);
        std::thread::Builder::new().name("session-recorder".into()).spawn(move || {
            let (hold, published, cost) = (Hold::default(), Instant::now(), Duration::ZERO);
            let run = Run { writer, hold, clock, events, wished, published, cost };
            run.run(&stopped);
            let _ = end.send(());
        })?;
        Ok(Self { session, stop, ended, wish })
    }

    /// The session that is being recorded.
    pub fn session(&self) -> Arc<Session> {
        self.session.clone()
    }

    /// Keeps nothing of what is taken in from now on, until it is told to go on; then the file says how much it does not
    /// have. The board goes on.
    pub fn pause(&self, paused: bool) {
        self.wish.pause(paused);
    }

    /// Keeps of payloads their length and hash only, from the next record on, or all of them again. The newest stay in
    /// memory, for the window.
    pub fn drop_payloads(&self, drops: bool) {
        self.wish.drop_payloads(drops);
    }

    /// Takes in what the engine reported until now, writes it, and waits for the disk, but no longer than `within`.
    pub fn finish(self, within: Duration) {
        let _ = self.stop.try_send(within);
        let _ = self.ended.recv_timeout(within);
    }
}

struct Run {
    writer: Writer,
    hold: Hold,
    clock: Clock,
    events: Receiver<Vec<Event>>,
    wished: Wished,
    published: Instant,
    /// What the last picture took to make.
    cost: Duration,
}

impl Run {
    fn run(mut self, stopped: &Receiver<Duration>) {
        let mut unpublished = false;
        let mut tried = Instant::now();
        let mut held_since: Option<Instant> = None;
        loop {
            let mut waits = [None; 3];
            if let Some(due) = self.hold.due() {
                let since = *held_since.get_or_insert_with(Instant::now);
                let by_clock = due.saturating_sub(self.clock.now());
                waits[0] = Some(by_clock.min(hold::AT_ONCE.saturating_sub(since.elapsed())));
            } else {
                held_since = None;
            }
            if unpublished {
                waits[1] = Some(self.pause().saturating_sub(self.published.elapsed()));
            }
            if self.writer.is_retried() {
                waits[2] = Some(RETRY.saturating_sub(tried.elapsed()));
            }
            let wait = waits.into_iter().flatten().min();
            let next = self.next(wait, stopped);
            unpublished |= self.switch();
            match next {
                Next::Batch(batch) => {
                    held_since = None;
                    self.take(batch);
                    unpublished = true;
                }
                Next::Nothing => {}
                Next::End(within) => return self.end(within),
            }
            let quiet = self.events.is_empty();
            if quiet && self.hold.due().is_some_and(|due| self.is_due(due, held_since)) {
                let writer = &mut self.writer;
                self.hold.release(&mut |draft| writer.put(draft));
                unpublished = true;
            }
            self.writer.flush();
            if self.writer.is_retried() && tried.elapsed() >= RETRY {
                self.writer.retry(self.clock.now());
                tried = Instant::now();
                unpublished = true;
            }
            if unpublished
                && (quiet && self.published.elapsed() >= self.cost * 4 || self.published.elapsed() >= self.pause())
            {
                self.publish();
                unpublished = false;
            }
        }
    }

    /// Does what the person wants; whether that is something new.
    fn switch(&mut self) -> bool {
        let (drops, paused) = (self.wished.drops_payloads(), self.wished.is_paused());
        let is_new = (drops, paused) != (self.writer.drops_payloads, self.writer.is_paused());
        self.writer.drops_payloads = drops;
        self.writer.pause(paused, self.clock.now());
        is_new
    }

    fn is_due(&self, due: Duration, held_since: Option<Instant>) -> bool {
        self.clock.now() >= due || held_since.is_some_and(|since| since.elapsed() >= hold::AT_ONCE)
    }

    /// Pictures must not cost more than a small part of the time.
    fn pause(&self) -> Duration {
        PUBLISH.max(self.cost * 20)
    }

    fn publish(&mut self) {
        let start = Instant::now();
        self.writer.publish(false);
        self.published = Instant::now();
        self.cost = start.elapsed();
    }

    fn next(&self, wait: Option<Duration>, stopped: &Receiver<Duration>) -> Next {
        let timer = wait.map_or_else(crossbeam_channel::never, crossbeam_channel::after);
        crossbeam_channel::select_biased! {
            recv(stopped) -> within => Next::End(within.unwrap_or(RETRY)),
            recv(self.events) -> batch => batch.map_or(Next::End(RETRY), Next::Batch),
            recv(self.wished.changed) -> _ => Next::Nothing,
            recv(timer) -> _ => Next::Nothing,
        }
    }

    fn take(&mut self, first: Vec<Event>) {
        let writer = &mut self.writer;
        let mut put = |draft| writer.put(draft);
        let rest = self.events.try_iter().take(BATCHES);
        for event in std::iter::once(first).chain(rest).flatten() {
            self.hold.take(event, &mut put);
        }
    }

    fn end(mut self, within: Duration) {
        let start = Instant::now();
        self.switch();
        while let Ok(batch) = self.events.try_recv() {
            self.take(batch);
            if start.elapsed() > within {
                break;
            }
        }
        let writer = &mut self.writer;
        self.hold.release(&mut |draft| writer.put(draft));
        self.writer.finish(self.clock.now(), within.saturating_sub(start.elapsed()));
    }
}

enum Next {
    Batch(Vec<Event>),
    Nothing,
    End(Duration),
}
