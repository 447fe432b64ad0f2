//! A hand at the real window: presses what has a label, types into fields, and waits for states, never for time.

mod calls;
mod press;

use super::raster::CpuRenderer;
use eframe::App as _;
use egui::accesskit::Role;
use egui::{Event, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{By, Queryable as _};
use egui_kittest::{Harness, Node};
use sockscope::app::{Folders, State};
use sockscope::ui::Window;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A test that waits longer has failed.
const LIMIT: Duration = Duration::from_secs(20);

/// The window, and where it keeps its files.
pub struct Hand {
    pub h: Harness<'static, Window>,
    folder: Option<TempDir>,
}

impl Hand {
    /// A window of 1280x800 over an empty folder of its own, in English.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hand = Self::over(folder.path());
        hand.folder = Some(folder);
        hand.press("EN");
        hand
    }

    /// A window over a folder that may have been used before.
    pub fn over(folder: &Path) -> Self {
        let folders = Folders::find(Some(folder));
        let builder = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(100).with_step_dt(1.0 / 60.0);
        let builder = builder.renderer(CpuRenderer::default()).with_render_cursor(false);
        // As in the program: a peer may send any character.
        let builder = builder.allow_missing_glyphs();
        let h = builder.build_eframe(move |cc| Window::new(&cc.egui_ctx, folders).expect("the window starts"));
        Self { h, folder: None }
    }

    /// Where files for the window may be put.
    pub fn folder(&self) -> &Path {
        self.folder.as_ref().expect("this window has a folder of its own").path()
    }

    /// The state behind the window: read, never changed.
    pub fn state(&self) -> &State {
        self.h.state().state()
    }

    /// Draws frames until `seen` gives something.
    #[track_caller]
    pub fn wait<T>(&mut self, what: &str, mut seen: impl FnMut(&mut Self) -> Option<T>) -> T {
        let until = Instant::now() + LIMIT;
        loop {
            if let Some(found) = seen(self) {
                return found;
            }
            if Instant::now() > until {
                panic!("never seen: {what}; in sight:\n{}", self.texts().join("\n"));
            }
            self.h.step();
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until a text that contains `part` is in sight.
    #[track_caller]
    pub fn see(&mut self, part: &str) {
        self.wait(part, |hand| hand.sees(part).then_some(()));
    }

    /// Waits until no text contains `part`.
    #[track_caller]
    pub fn see_no(&mut self, part: &str) {
        self.wait(&format!("no {part}"), |hand| (!hand.sees(part)).then_some(()));
    }

    /// Whether a text that contains `part` is in sight.
    pub fn sees(&self, part: &str) -> bool {
        self.texts().iter().any(|text| text.contains(part))
    }

    /// Where the first text that contains `part` is, once it is there.
    #[track_caller]
    pub fn place_of(&mut self, part: &str) -> egui::Rect {
        self.wait(part, |hand| {
            let all = hand.h.query_all(By::new().predicate(|_| true));
            let found = all.filter(|node| text_of(node).is_some_and(|text| text.contains(part)));
            found.map(|node| node.rect()).next()
        })
    }

    /// Every text that a screen reader could read out.
    pub fn texts(&self) -> Vec<String> {
        let all = self.h.query_all(By::new().predicate(|_| true));
        all.filter_map(|node| text_of(&node)).filter(|text| !text.is_empty()).collect()
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.h.state_mut().on_exit(None);
    }
}

/// A click's events.
pub fn button(at: Pos2, button: PointerButton) -> [Event; 3] {
    let press = |pressed| Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE };
    [Event::PointerMoved(at), press(true), press(false)]
}

fn text_of(node: &Node<'_>) -> Option<String> {
    let node = egui_kittest::kittest::NodeT::accesskit_node(node);
    if node.role() == Role::Label { node.value().or_else(|| node.label()) } else { node.label() }
}

fn role_of(node: &Node<'_>) -> Role {
    egui_kittest::kittest::NodeT::accesskit_node(node).role()
}
