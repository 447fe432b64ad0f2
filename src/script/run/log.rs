//! The session file that a run leaves, where one is asked for.

use super::whole::RunError;
use crate::call::{Clock, Event};
use crate::net::{Engine, Numbers};
use crate::session::{Recorder, RecorderOptions, RecordingState};
use crossbeam_channel::{Sender, bounded};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Batches of events on their way to the file.
const ROOM: usize = 256;
/// How long the end waits for the disk.
const END: Duration = Duration::from_secs(10);

/// One recorder for all cases of a run; the engines' numbers go on where the last one's ended.
pub struct Log {
    recorder: Recorder,
    events: Sender<Vec<Event>>,
    numbers: Numbers,
}

impl Log {
    /// Makes the file, which must not exist yet; with `no_payloads` it keeps their length and hash only.
    pub fn start(path: &Path, clock: Clock, no_payloads: bool) -> Result<Self, RunError> {
        let (events, seen) = bounded(ROOM);
        let options = RecorderOptions {
            dir: path.parent().unwrap_or(Path::new("")).to_owned(),
            clock,
            app: concat!("sockscope ", env!("CARGO_PKG_VERSION")).to_owned(),
            waker: Arc::new(|| {}),
            events: seen,
        };
        let recorder = Recorder::start_in(options, path).map_err(|error| RunError::Log(number(&error)))?;
        recorder.drop_payloads(no_payloads);
        Ok(Self { recorder, events, numbers: Numbers::default() })
    }

    /// An engine whose calls are kept. Nobody watches it: every socket call that it makes is in the session.
    pub fn engine(&self, clock: Clock) -> io::Result<Engine> {
        let engine = Engine::start_after(clock, self.events.clone(), self.numbers)?;
        engine.look_at_names_only();
        Ok(engine)
    }

    /// The next engine goes on with numbers that this one has not used.
    pub fn keep_counting(&mut self, engine: &Engine) {
        self.numbers = engine.numbers();
    }

    /// Writes the last of it.
    pub fn finish(self) -> Result<(), RunError> {
        let session = self.recorder.session();
        self.recorder.finish(END);
        match session.snapshot().state {
            RecordingState::Stopped { errno, .. } => Err(RunError::Log(errno)),
            _ => Ok(()),
        }
    }
}

fn number(error: &io::Error) -> i32 {
    match error.kind() {
        io::ErrorKind::AlreadyExists => libc::EEXIST,
        _ => error.raw_os_error().unwrap_or(libc::EIO),
    }
}
