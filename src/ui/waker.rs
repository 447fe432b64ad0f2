//! Wakes the window from other threads, at most 20 times a second in a flood, at once when it was quiet.

use crate::session::Waker;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No more frames than this for news; input is drawn at once.
const NEWS_EVERY: Duration = Duration::from_millis(50);
/// News take at most this part of the time where a frame is dear: a key press seldom has to wait for one to end.
const NEWS_SHARE: u32 = 4;

/// When the last frame was drawn, as seen by every thread.
#[derive(Clone)]
pub struct FrameClock {
    start: Instant,
    last_frame_millis: Arc<AtomicU64>,
    news_every_millis: Arc<AtomicU64>,
}

impl FrameClock {
    /// A clock that has seen no frame.
    pub fn new() -> Self {
        let [last_frame_millis, news_every_millis] = [0, 0].map(|millis| Arc::new(AtomicU64::new(millis)));
        Self { start: Instant::now(), last_frame_millis, news_every_millis }
    }

    /// A frame is being drawn; the one before it took `cost`.
    pub fn frame(&self, cost: Duration) {
        self.last_frame_millis.store(self.millis(), Ordering::Relaxed);
        let every = NEWS_EVERY.max(cost * NEWS_SHARE).as_millis();
        self.news_every_millis.store(u64::try_from(every).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// A closure that asks for a frame, for rooms that do not know egui.
    pub fn waker(&self, ctx: &egui::Context) -> Waker {
        let (clock, ctx) = (self.clone(), ctx.clone());
        Arc::new(move || {
            let since =
                Duration::from_millis(clock.millis().saturating_sub(clock.last_frame_millis.load(Ordering::Relaxed)));
            let every = Duration::from_millis(clock.news_every_millis.load(Ordering::Relaxed));
            match every.checked_sub(since) {
                None => ctx.request_repaint(),
                Some(rest) => ctx.request_repaint_after(rest),
            }
        })
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

impl Default for FrameClock {
    fn default() -> Self {
        Self::new()
    }
}
