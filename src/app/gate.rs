//! What panels look at, for threads that look only while they do.
//!
//! A panel asks in each frame in which it is drawn; what was not asked for in a frame is wished no more. A thread that
//! finds no wish sleeps, so that nothing wakes while nobody looks.

use parking_lot::{Condvar, Mutex};
use std::thread::Builder;
use std::time::Instant;

/// Between the panels and one thread. The default wish is none.
#[derive(Debug, Default)]
pub(super) struct Gate<W> {
    /// What was asked for since the last frame began.
    asked: Mutex<W>,
    inner: Mutex<Inner<W>>,
    bell: Condvar,
}

#[derive(Debug, Default)]
struct Inner<W> {
    wish: W,
    is_over: bool,
}

impl<W: Clone + Default + PartialEq> Gate<W> {
    /// Asks for something in this frame; the thread begins at once where it is new.
    pub fn ask(&self, add: impl Fn(&mut W)) {
        add(&mut self.asked.lock());
        let mut inner = self.inner.lock();
        let mut wish = inner.wish.clone();
        add(&mut wish);
        if wish != inner.wish {
            inner.wish = wish;
            self.bell.notify_all();
        }
    }

    /// A frame begins: what was asked for in the last one is what is wished. Whether anything was.
    pub fn settle(&self) -> bool {
        let asked = std::mem::take(&mut *self.asked.lock());
        let mut inner = self.inner.lock();
        let is_some = asked != W::default();
        if inner.wish != asked {
            inner.wish = asked;
            self.bell.notify_all();
        }
        is_some
    }

    /// The thread's side: sleeps until there is a wish and `not_before` has come; none when it is to end.
    pub fn next(&self, not_before: Instant) -> Option<W> {
        let mut inner = self.inner.lock();
        loop {
            if inner.is_over {
                return None;
            }
            if inner.wish == W::default() {
                self.bell.wait(&mut inner);
            } else if Instant::now() < not_before {
                self.bell.wait_until(&mut inner, not_before);
            } else {
                return Some(inner.wish.clone());
            }
        }
    }

    /// The thread is to end.
    pub fn end(&self) {
        self.inner.lock().is_over = true;
        self.bell.notify_all();
    }
}

/// Starts a thread once; where that failed, the next call tries again.
pub(super) fn start_once(is_started: &mut bool, thread: Builder, run: impl FnOnce() + Send + 'static) {
    if *is_started {
        return;
    }
    match thread.spawn(run) {
        Ok(_ends_with_its_gate) => *is_started = true,
        Err(error) => tracing::warn!(%error, "a thread that looks for a panel cannot be started"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_could_not_be_started_is_tried_again() {
        let mut is_started = false;
        // No machine has room for this.
        start_once(&mut is_started, Builder::new().stack_size(1 << 60), || {});
        assert!(!is_started);
        let (told, tells) = crossbeam_channel::bounded(2);
        for _ in 0..2 {
            let told = told.clone();
            start_once(&mut is_started, Builder::new(), move || told.send(()).unwrap());
        }
        drop(told);
        assert!(is_started);
        assert_eq!(tells.iter().count(), 1, "and once is enough");
    }

    #[test]
    fn a_wish_lasts_as_long_as_it_is_asked_for_and_the_end_wakes() {
        let gate: Gate<bool> = Gate::default();
        assert!(!gate.settle());
        gate.ask(|wish| *wish = true);
        assert_eq!(gate.next(Instant::now()), Some(true), "at once");
        assert!(gate.settle() && gate.next(Instant::now()) == Some(true), "asked for in the last frame");
        assert!(!gate.settle());
        std::thread::scope(|scope| {
            let sleeper = scope.spawn(|| gate.next(Instant::now()));
            gate.end();
            assert_eq!(sleeper.join().unwrap(), None);
        });
    }
}
