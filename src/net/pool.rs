//! Worker threads: named, reused, as many as there are calls that wait at once.

use parking_lot::{Condvar, Mutex};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

/// Threads at most; beyond it, jobs queue until one is free.
const MOST: usize = 4096;
/// A thread without work for this long ends.
const IDLE: Duration = Duration::from_secs(10);
/// `getaddrinfo` is the hungriest thing a worker runs.
const STACK_BYTES: usize = 512 * 1024;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Inner {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: usize,
    named: u64,
    over: bool,
}

/// The pool. Jobs may block for as long as they like.
#[derive(Default)]
pub(super) struct Pool {
    inner: Mutex<Inner>,
    work: Condvar,
}

impl Pool {
    /// Runs `job` on a worker. Never blocks.
    pub fn submit(self: &Arc<Self>, job: impl FnOnce() + Send + 'static) {
        let mut inner = self.inner.lock();
        inner.jobs.push_back(Box::new(job));
        if inner.jobs.len() <= inner.idle {
            self.work.notify_one();
            return;
        }
        if inner.threads >= MOST {
            return;
        }
        inner.named += 1;
        let name = format!("net-worker-{}", inner.named);
        let this = Arc::clone(self);
        let started = std::thread::Builder::new().name(name).stack_size(STACK_BYTES).spawn(move || this.run());
        match started {
            Ok(_) => inner.threads += 1,
            // The job stays queued for the next worker that is free.
            Err(error) => tracing::warn!(%error, "no thread for a call"),
        }
    }

    /// Lets idle threads end now.
    pub fn end(&self) {
        self.inner.lock().over = true;
        self.work.notify_all();
    }

    fn run(&self) {
        let mut inner = self.inner.lock();
        loop {
            if let Some(job) = inner.jobs.pop_front() {
                drop(inner);
                job();
                inner = self.inner.lock();
                continue;
            }
            if inner.over {
                break;
            }
            inner.idle += 1;
            let slept = self.work.wait_for(&mut inner, IDLE);
            inner.idle -= 1;
            if slept.timed_out() && inner.jobs.is_empty() {
                break;
            }
        }
        inner.threads -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocked_jobs_do_not_hold_up_others() {
        let pool = Arc::new(Pool::default());
        let (give, take) = crossbeam_channel::bounded::<u32>(8);
        let (free, held) = crossbeam_channel::bounded::<()>(1);
        pool.submit(move || {
            let _free = held.recv();
        });
        for number in 0..4 {
            let give = give.clone();
            pool.submit(move || give.send(number).unwrap());
        }
        let mut got: Vec<_> = (0..4).map(|_| take.recv_timeout(Duration::from_secs(5)).unwrap()).collect();
        got.sort_unstable();
        assert_eq!(got, [0, 1, 2, 3]);
        drop(free);
        pool.end();
    }
}
