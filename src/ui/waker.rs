//! Wakes the window from other threads, at most 20 times a second in a flood, at once when it was quiet.

use crate::session::Waker;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No more frames than this for news; input is drawn at once.
const NEWS_EVERY: Duration = Duration::from_millis(50);
/// The same where the processor draws every pixel and nobody is at the keys: a live view for a tenth of a core.
const SOFTWARE_NEWS_EVERY: Duration = Duration::from_millis(800);
/// For so long after a press or a key, news is what was asked for and comes at the quick pace.
const ATTENTIVE: Duration = Duration::from_secs(1);
/// News take at most this part of the time where a frame is dear: a key press seldom has to wait for one to end.
const NEWS_SHARE: u32 = 4;

/// When the last frame was drawn, as seen by every thread.
#[derive(Clone)]
pub struct FrameClock {
    start: Instant,
    last_frame_millis: Arc<AtomicU64>,
    news_every_millis: Arc<AtomicU64>,
    last_input_millis: Arc<AtomicU64>,
    draws_in_software: Arc<AtomicBool>,
}

impl FrameClock {
    /// A clock that has seen no frame.
    pub fn new() -> Self {
        let [last_frame_millis, news_every_millis, last_input_millis] =
            [0; 3].map(|millis| Arc::new(AtomicU64::new(millis)));
        let draws_in_software = Arc::new(AtomicBool::new(false));
        Self { start: Instant::now(), last_frame_millis, news_every_millis, last_input_millis, draws_in_software }
    }

    /// A frame is being drawn; the one before it took `cost`.
    pub fn frame(&self, cost: Duration) {
        self.last_frame_millis.store(self.millis(), Ordering::Relaxed);
        let every = NEWS_EVERY.max(cost * NEWS_SHARE).as_millis();
        self.news_every_millis.store(u64::try_from(every).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// The person pressed, moved or typed.
    pub fn input(&self) {
        self.last_input_millis.store(self.millis(), Ordering::Relaxed);
    }

    /// Looks, on a thread of its own, whether the pixels are drawn by Mesa's software rasteriser, which names its threads.
    pub fn look_for_software(&self) {
        let found = Arc::clone(&self.draws_in_software);
        let look = std::thread::Builder::new().name("renderer-look".to_owned()).spawn(move || {
            let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
            let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
            found.store(names.into_iter().any(|name| name.starts_with("llvmpipe")), Ordering::Relaxed);
        });
        if let Err(error) = look {
            tracing::debug!(%error, "nobody looks how the window is drawn");
        }
    }

    /// How long to wait between two frames for news.
    fn news_every(&self) -> Duration {
        let every = Duration::from_millis(self.news_every_millis.load(Ordering::Relaxed));
        let quiet = self.millis().saturating_sub(self.last_input_millis.load(Ordering::Relaxed));
        let attentive = Duration::from_millis(quiet) < ATTENTIVE;
        if attentive || !self.draws_in_software.load(Ordering::Relaxed) {
            return every;
        }
        every.max(SOFTWARE_NEWS_EVERY)
    }

    /// A closure that asks for a frame, for rooms that do not know egui.
    pub fn waker(&self, ctx: &egui::Context) -> Waker {
        let (clock, ctx) = (self.clone(), ctx.clone());
        Arc::new(move || {
            let since =
                Duration::from_millis(clock.millis().saturating_sub(clock.last_frame_millis.load(Ordering::Relaxed)));
            match clock.news_every().checked_sub(since) {
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
