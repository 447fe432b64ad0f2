//! fdatasync on a thread of its own: at most a second's records are lost with the power.

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use std::fs::File;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// How long written records may wait before they are handed to the disk.
const WITHIN: Duration = Duration::from_millis(800);

/// The thread `session-sync`.
pub struct Sync {
    dirty: Sender<Arc<File>>,
    stop: Sender<()>,
    ended: Receiver<()>,
}

impl Sync {
    /// Starts the thread; it ends with [`Self::finish`], or when this is dropped.
    pub fn start() -> io::Result<Self> {
        let (dirty, files) = bounded::<Arc<File>>(1);
        let (stop, stopped) = bounded::<()>(1);
        let (end, ended) = bounded(1);
        std::thread::Builder::new().name("session-sync".into()).spawn(move || {
            while let Ok(mut file) = files.recv() {
                let wait = stopped.recv_timeout(WITHIN);
                if let Ok(newer) = files.try_recv() {
                    file = newer;
                }
                if let Err(error) = file.sync_data() {
                    tracing::warn!(%error, "fdatasync");
                }
                if wait != Err(RecvTimeoutError::Timeout) && files.is_empty() {
                    break;
                }
            }
            let _ = end.send(());
        })?;
        Ok(Self { dirty, stop, ended })
    }

    /// Something was written.
    pub fn dirty(&self, file: &Arc<File>) {
        // Full means that it knows already.
        let _ = self.dirty.try_send(file.clone());
    }

    /// Waits for the last fdatasync, but no longer than this.
    pub fn finish(self, within: Duration) {
        let Self { dirty, stop, ended } = self;
        drop((dirty, stop));
        let _ = ended.recv_timeout(within);
    }
}
