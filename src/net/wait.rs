//! One call that may wait, seen from outside: stop it, ring it, know when the kernel has it.

use super::platform::{self, ThreadRef};
use parking_lot::{Condvar, Mutex};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// How often the stopper sends its signal again.
const AGAIN: Duration = Duration::from_millis(10);

/// A call from the moment it is asked for until it came back.
#[derive(Debug, Default)]
pub(super) struct Wait {
    stop: AtomicBool,
    done: AtomicBool,
    /// Between `Started` and the call's return.
    entered: AtomicBool,
    /// Waits in this process (a name, a claim on the reactor's next connection), not in the kernel.
    parked: AtomicBool,
    thread: Mutex<Option<ThreadRef>>,
    lock: Mutex<()>,
    bell: Condvar,
}

impl Wait {
    /// Whether *Stop* was pressed.
    pub fn stopped(&self) -> bool {
        self.stop.load(SeqCst)
    }

    /// Whether the call came back.
    pub fn is_done(&self) -> bool {
        self.done.load(SeqCst)
    }

    /// Wakes whoever is parked on this call.
    pub fn ring(&self) {
        let _held = self.lock.lock();
        self.bell.notify_all();
    }

    fn ask_to_stop(&self) {
        self.stop.store(true, SeqCst);
        self.ring();
        self.interrupt();
    }

    fn interrupt(&self) {
        // Under the lock: the thread cannot leave the call meanwhile.
        if let Some(thread) = *self.thread.lock() {
            thread.interrupt();
        }
    }

    /// The calling thread makes the call until the guard is dropped; signals reach it that long.
    pub fn enter(&self) -> Inside<'_> {
        *self.thread.lock() = Some(ThreadRef::current());
        self.entered.store(true, SeqCst);
        Inside(self)
    }

    /// The call came back.
    pub fn finish(&self) {
        self.done.store(true, SeqCst);
        self.ring();
    }

    /// Waits in this process until `ready`, *Stop* or the deadline; whether it became ready.
    pub fn park(&self, deadline: Option<Instant>, mut ready: impl FnMut() -> bool) -> bool {
        self.parked.store(true, SeqCst);
        let mut held = self.lock.lock();
        let is_ready = loop {
            if ready() {
                break true;
            }
            if self.stopped() {
                break false;
            }
            match deadline {
                None => self.bell.wait(&mut held),
                Some(deadline) if deadline <= Instant::now() => break false,
                Some(deadline) => {
                    self.bell.wait_until(&mut held, deadline);
                }
            }
        };
        drop(held);
        self.parked.store(false, SeqCst);
        is_ready
    }

    /// Returns when the call came back or waits where it can be seen to wait: in the kernel, or parked here. What the
    /// system cannot tell is given 2 ms; a call that neither comes back nor waits (a long copy), 1 s.
    pub fn settle(&self) {
        let mut pause = Duration::from_micros(50);
        let mut entered_at = None;
        loop {
            if self.is_done() || self.parked.load(SeqCst) {
                return;
            }
            if self.entered.load(SeqCst) {
                let since = entered_at.get_or_insert_with(Instant::now).elapsed();
                let thread = *self.thread.lock();
                match thread.map(platform::sleep_of) {
                    Some(Ok(Some(_))) => return,
                    Some(Err(())) if since > Duration::from_millis(2) => return,
                    _ if since > Duration::from_secs(1) => return,
                    _ => {}
                }
            }
            let mut held = self.lock.lock();
            if !self.is_done() {
                self.bell.wait_for(&mut held, pause);
            }
            pause = (pause * 2).min(Duration::from_millis(1));
        }
    }
}

/// A thread that makes calls, seen from another one.
#[derive(Clone, Copy, Debug)]
pub struct ThreadProbe(ThreadRef);

impl ThreadProbe {
    /// The calling thread.
    pub fn here() -> Self {
        Self(ThreadRef::current())
    }

    /// While the thread sleeps in the kernel, a number that stays the same for as long as this sleep is. Where the
    /// system does not tell what its threads do, they are taken for asleep.
    pub fn sleep(&self) -> Option<u64> {
        platform::sleep_of(self.0).unwrap_or(Some(0))
    }
}

/// A thread inside a call; see [`Wait::enter`].
pub(super) struct Inside<'a>(&'a Wait);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.0.thread.lock() = None;
        self.0.entered.store(false, SeqCst);
    }
}

/// The one thread that keeps knocking until a stopped call says that it saw it.
#[derive(Debug, Default)]
pub(super) struct Stopper {
    list: Mutex<Vec<Arc<Wait>>>,
    some: Condvar,
    over: AtomicBool,
}

impl Stopper {
    /// Starts the thread. It sleeps while nothing is being stopped.
    pub fn start() -> std::io::Result<Arc<Self>> {
        let stopper = Arc::new(Self::default());
        let this = Arc::clone(&stopper);
        std::thread::Builder::new().name("net-stopper".into()).spawn(move || this.run())?;
        Ok(stopper)
    }

    /// Stops a call, now or as soon as it starts.
    pub fn stop(&self, wait: &Arc<Wait>) {
        wait.ask_to_stop();
        self.list.lock().push(Arc::clone(wait));
        self.some.notify_one();
    }

    /// Ends the thread once nothing is left to stop.
    pub fn end(&self) {
        let _list = self.list.lock();
        self.over.store(true, SeqCst);
        self.some.notify_one();
    }

    fn run(&self) {
        let mut list = self.list.lock();
        loop {
            list.retain(|wait| !wait.is_done());
            if list.is_empty() {
                if self.over.load(SeqCst) {
                    return;
                }
                self.some.wait(&mut list);
            } else {
                list.iter().for_each(|wait| wait.interrupt());
                self.some.wait_for(&mut list, AGAIN);
            }
        }
    }
}
