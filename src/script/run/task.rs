//! An async step: a thread of its own, seen from the case's.

use crate::net::ThreadProbe;
use crossbeam_channel::{Receiver, bounded};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The case goes on after this long, whatever the thread does.
const SETTLE: Duration = Duration::from_secs(1);
/// Between two looks at the thread.
const LOOK: Duration = Duration::from_millis(1);

/// One async step.
pub struct Task {
    probe: ThreadProbe,
    back: Receiver<()>,
    result: Arc<Mutex<Option<Value>>>,
}

impl Task {
    /// Starts the thread.
    ///
    /// # Errors
    /// The errno, where there is no thread left.
    pub fn start(id: &str, work: impl FnOnce() -> Value + Send + 'static) -> Result<Self, i32> {
        let result = Arc::new(Mutex::new(None));
        let (kept, (end, back), (tell, told)) = (Arc::clone(&result), bounded::<()>(0), bounded(1));
        let run = move || {
            let _told = tell.send(ThreadProbe::here());
            let value = work();
            *kept.lock() = Some(value);
            drop(end);
        };
        let name =
            format!("script-async-{}", id.chars().filter(char::is_ascii_alphanumeric).take(8).collect::<String>());
        let started = std::thread::Builder::new().name(name).spawn(run);
        started.map_err(|error| error.raw_os_error().unwrap_or(libc::EAGAIN))?;
        let probe = told.recv().map_err(|_| libc::EAGAIN)?;
        Ok(Self { probe, back, result })
    }

    /// Whether it came back.
    pub fn is_back(&self) -> bool {
        self.result.lock().is_some()
    }

    /// Returns when the call came back, or its thread sleeps in the kernel: the same sleep in two looks, so that a short
    /// one on the way there is not taken for it.
    pub fn settle(&self) {
        let end = Instant::now() + SETTLE;
        let mut before = None;
        while Instant::now() < end {
            // Disconnected: it is back.
            if self.back.recv_timeout(LOOK) == Err(crossbeam_channel::RecvTimeoutError::Disconnected) {
                return;
            }
            let sleep = self.probe.sleep();
            if sleep.is_some() && sleep == before {
                return;
            }
            before = sleep;
        }
    }

    /// Waits for it, no longer than until `end`.
    pub fn wait_until(&self, end: Instant) {
        let _back_or_late = self.back.recv_deadline(end);
    }

    /// Waits for it, at most so long, and no longer than the case.
    pub fn join(&mut self, within: Duration, ended: &Receiver<()>) -> Value {
        crossbeam_channel::select! {
            recv(self.back) -> _ => {}
            recv(ended) -> _ => {}
            default(within) => {}
        }
        self.result.lock().clone().unwrap_or_else(|| json!({ "pending": true }))
    }
}
