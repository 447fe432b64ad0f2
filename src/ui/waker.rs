//! Wakes the window from other threads, at most 20 times a second in a flood, at once when it was quiet.

use crate::session::Waker;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No more frames than this for news; input is drawn at once.
const NEWS_EVERY: Duration = Duration::from_millis(50);

/// When the last frame was drawn, as seen by every thread.
#[derive(Clone)]
pub struct FrameClock {
    start: Instant,
    last_frame_millis: Arc<AtomicU64>,
}

impl FrameClock {
    /// A clock that has seen no frame.
    pub fn new() -> Self {
        Self { start: Instant::now(), last_frame_millis: Arc::new(AtomicU64::new(0)) }
    }

    /// A frame is being drawn.
    pub fn frame(&self) {
        self.last_frame_millis.store(self.millis(), Ordering::Relaxed);
    }

    /// A closure that asks for a frame, for rooms that do not know egui.
    pub fn waker(&self, ctx: &egui::Context) -> Waker {
        let (clock, ctx) = (self.clone(), ctx.clone());
        Arc::new(move || {
            let since =
                Duration::from_millis(clock.millis().saturating_sub(clock.last_frame_millis.load(Ordering::Relaxed)));
            match NEWS_EVERY.checked_sub(since) {
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
