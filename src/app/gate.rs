//! What panels look at, for threads that look only while they do.
//!
//! A panel asks in each frame in which it is drawn; what was not asked for in a frame is wished no more. A thread that
//! finds no wish sleeps, so that nothing wakes while nobody looks.

use parking_lot::{Condvar, Mutex};
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

#[cfg(test)]
mod tests {
    use super::*;

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
