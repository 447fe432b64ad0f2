//! Long work off the window's thread, with a progress that can be read and a wish to stop that it looks at.

use crate::locale::Message;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// What a job tells while it runs.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says how far the work is, in its own unit (bytes, records); `false` means that the person wants it to end.
    pub fn step(&self, done: u64, total: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }

    /// Whether the person wants it to end.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Wishes it to end.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How far the work is: 0 to 1.
    pub fn fraction(&self) -> f32 {
        let total = self.total.load(Ordering::Relaxed).max(1);
        self.done.load(Ordering::Relaxed) as f32 / total as f32
    }
}

/// One piece of long work.
#[derive(Debug)]
pub struct Job {
    /// Its number in this run.
    pub id: u64,
    /// What it does.
    pub title: Message,
    /// How far it is.
    pub progress: Arc<Progress>,
    /// When it began.
    pub since: Instant,
}

/// How a job ended: what to say, and whether it is bad news.
#[derive(Debug)]
pub struct JobEnd {
    /// Which job.
    pub id: u64,
    /// What to say.
    pub result: Result<Message, Message>,
}

/// The running jobs.
#[derive(Debug)]
pub struct Jobs {
    running: Vec<Job>,
    ends: (Sender<JobEnd>, Receiver<JobEnd>),
    next: u64,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { running: Vec::new(), ends: bounded(32), next: 1 }
    }
}

impl Jobs {
    /// Runs `work` on a thread of its own; `wake` is called when it is done.
    pub fn run(
        &mut self,
        title: Message,
        wake: impl Fn() + Send + 'static,
        work: impl FnOnce(&Progress) -> Result<Message, Message> + Send + 'static,
    ) -> std::io::Result<u64> {
        let id = self.next;
        self.next += 1;
        let progress = Arc::new(Progress::default());
        let (ends, seen) = (self.ends.0.clone(), Arc::clone(&progress));
        std::thread::Builder::new().name(format!("job-{id}")).spawn(move || {
            let result = work(&seen);
            // The receiver is gone only when the program ends.
            let _ = ends.send(JobEnd { id, result });
            wake();
        })?;
        self.running.push(Job { id, title, progress, since: Instant::now() });
        Ok(id)
    }

    /// The jobs that run now.
    pub fn running(&self) -> &[Job] {
        &self.running
    }

    /// Asks a job to end.
    pub fn cancel(&self, id: u64) {
        if let Some(job) = self.running.iter().find(|job| job.id == id) {
            job.progress.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// The jobs that ended since the last look.
    pub fn take_ended(&mut self) -> Vec<JobEnd> {
        let ended: Vec<_> = self.ends.1.try_iter().collect();
        self.running.retain(|job| !ended.iter().any(|end| end.id == job.id));
        ended
    }
}
