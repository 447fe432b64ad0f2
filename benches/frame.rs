//! What a frame of the Learn layout costs with 1 million records and 200 lanes, while its timeline is scrolled: the whole
//! window laid out and tessellated, without a display; and whether it rests when nothing happens.
//!
//! `cargo bench --bench frame` prints half, the 99th percentile and the worst. `SOCKSCOPE_RECORDS` (1,000,000),
//! `SOCKSCOPE_PAIRS` (100 connections of two lanes each) and `SOCKSCOPE_FRAMES` (600) say how much. Frames come 60 times a
//! second, as on a screen, so that the reader thread has the time that it has there. Times say something of one machine
//! only; it ends with an error where the window does not rest.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // a bench, run by hand

#[path = "../tests/support/sessions.rs"]
mod sessions;

use eframe::App as _;
use egui::{Event, Modifiers, Pos2, RawInput, Rect, pos2, vec2};
use sockscope::app::{AppCommand, Folders, ThemeChoice};
use sockscope::ui::Window;
use std::time::{Duration, Instant};

const SIZE: egui::Vec2 = vec2(1280.0, 800.0);
/// In the middle of the timeline.
const TIMELINE: Pos2 = pos2(620.0, 260.0);
const FRAME: Duration = Duration::from_nanos(16_666_667);
/// A window at rest asks for no picture in so many.
const RESTS: usize = 30;

/// The window, without a display.
struct Screen {
    ctx: egui::Context,
    window: Window,
    frame: eframe::Frame,
    start: Instant,
}

impl Screen {
    /// One frame: what it cost, and when the next is wanted.
    fn draw(&mut self, events: Vec<Event>) -> (Duration, Duration) {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, SIZE));
        let time = Some(self.start.elapsed().as_secs_f64());
        let input = RawInput { screen_rect, time, events, focused: true, ..RawInput::default() };
        let Self { ctx, window, frame, .. } = self;
        let begun = Instant::now();
        let mut out = ctx.run_ui(input, |ui| {
            window.logic(&ui.ctx().clone(), frame);
            window.ui(ui, frame);
        });
        let shapes = ctx.tessellate(out.shapes, out.pixels_per_point);
        let took = begun.elapsed();
        std::hint::black_box(shapes);
        // Nobody draws them.
        out.textures_delta.clear();
        let next = out.viewport_output.get(&egui::ViewportId::ROOT).map_or(Duration::MAX, |root| root.repaint_delay);
        std::thread::sleep(FRAME.saturating_sub(took));
        (took, next)
    }

    fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < Duration::from_secs(600), "no {what}");
            self.draw(Vec::new());
        }
    }

    fn wheel(&self, points: f32, modifiers: Modifiers) -> Vec<Event> {
        let (unit, phase, source) =
            (egui::MouseWheelUnit::Point, egui::TouchPhase::Move, egui::MouseWheelSource::Unknown);
        let delta = vec2(0.0, points);
        vec![Event::PointerMoved(TIMELINE), Event::MouseWheel { unit, delta, phase, source, modifiers }]
    }

    /// Scrolls so many points a frame, and tells what the frames cost.
    fn scroll(&mut self, what: &str, points: f32, frames: usize) {
        let mut costs: Vec<Duration> = (0..frames).map(|_| self.draw(self.wheel(points, Modifiers::NONE)).0).collect();
        costs.sort_unstable();
        let at = |share: f64| costs[((costs.len() - 1) as f64 * share).round() as usize];
        println!("{what:<44} half {:>9.2?}   p99 {:>9.2?}   worst {:>9.2?}", at(0.5), at(0.99), at(1.0));
    }
}

fn main() {
    // `cargo test --benches` only compiles and starts it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let given = |name: &str, usual: u64| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    let (records, pairs) = (given("SOCKSCOPE_RECORDS", 1_000_000), given("SOCKSCOPE_PAIRS", 100));
    let records = sessions::write_session_of(&path, records, 60, pairs).unwrap();
    let frames = usize::try_from(given("SOCKSCOPE_FRAMES", 600)).unwrap();
    let ctx = egui::Context::default();
    let window = Window::new(&ctx, Folders::find(Some(&folder.path().join("own")))).unwrap();
    let mut screen = Screen { ctx, window, frame: eframe::Frame::_new_kittest(), start: Instant::now() };
    screen.window.update(AppCommand::SetTheme(ThemeChoice::Dark));
    screen.window.update(AppCommand::OpenSession(path));
    screen.until("session", |screen| {
        let snapshot = &screen.window.state().snapshot;
        snapshot.records >= records && snapshot.progress.is_none()
    });
    let lanes = screen.window.state().snapshot.board.sockets.len();
    println!("{records} records, {lanes} lanes, {frames} frames each\n");
    for _ in 0..60 {
        screen.draw(Vec::new());
    }
    screen.scroll("a call a step, back by 3 calls a frame", 90.0, frames);
    screen.scroll("back by 2 screens a frame", 800.0, frames);
    screen.scroll("on by 3 calls a frame", -90.0, frames);
    for _ in 0..40 {
        screen.draw(screen.wheel(-100.0, Modifiers::COMMAND));
    }
    screen.scroll("zoomed out, in blocks, back", 90.0, frames);
    screen.scroll("zoomed out, back by 2 screens a frame", 800.0, frames);
    rest(&mut screen);
}

/// What moved comes to rest; then nothing is asked for.
fn rest(screen: &mut Screen) {
    for _ in 0..120 {
        screen.draw(Vec::new());
    }
    let asked = (0..RESTS).filter(|_| screen.draw(Vec::new()).1 < Duration::from_secs(60)).count();
    println!("\nat rest: {asked} of {RESTS} frames asked for another");
    if asked > 0 {
        std::process::exit(1);
    }
}
