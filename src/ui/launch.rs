//! Opens the window, or says in words what is missing.

use super::Window;
use crate::app::{AppCommand, Folders};
use crate::locale::{self, Language, Message};
use eframe::NativeOptions;
use std::io::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// How to open the window.
pub struct Launch {
    /// Where sessions and settings are.
    pub folders: Folders,
    /// A session to read.
    pub file: Option<PathBuf>,
    /// When the program started.
    pub started: Instant,
    /// Close after the first frame and print how long it took.
    pub exit_after_first_frame: bool,
}

/// Runs the window until it is closed. The error is a sentence for the terminal.
pub fn run(launch: Launch) -> Result<(), String> {
    let language = Language::of_system();
    if cfg!(target_os = "linux") && !has_display() {
        return Err(locale::text(language, "launch-no-display").to_owned());
    }
    let options = NativeOptions {
        renderer: eframe::Renderer::Glow,
        // Our grounds are flat: noise against banding would cost every pixel for nothing.
        dithering: false,
        viewport: egui::ViewportBuilder::default()
            .with_app_id("sockscope")
            .with_title("Sockscope")
            .with_icon(Arc::new(icon()))
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0]),
        persistence_path: Some(launch.folders.config.join("window.ron")),
        ..NativeOptions::default()
    };
    // winit panics where libxkbcommon-x11 is missing: the person gets words, not a backtrace.
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let hook = Arc::new(before);
    let in_window = Arc::clone(&hook);
    let has_opened = Arc::new(AtomicBool::new(false));
    let opened = Arc::clone(&has_opened);
    let ran = std::panic::catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "sockscope",
            options,
            Box::new(move |creation| {
                std::panic::set_hook(Box::new(move |info| in_window(info)));
                opened.store(true, Ordering::Relaxed);
                Ok(Box::new(open(creation, launch)?))
            }),
        )
    }));
    match ran {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(missing(language, &error.to_string())),
        Err(_) if has_opened.load(Ordering::Relaxed) => Err(locale::text(language, "launch-crashed").to_owned()),
        Err(payload) => {
            let why = payload.downcast_ref::<String>().cloned();
            let why = why.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(missing(language, why.as_deref().unwrap_or("?")))
        }
    }
}

fn open(creation: &eframe::CreationContext<'_>, launch: Launch) -> std::io::Result<Window> {
    let mut window = Window::new(&creation.egui_ctx, launch.folders)?;
    if let Some(file) = launch.file {
        window.update(AppCommand::OpenSession(file));
    }
    if !launch.exit_after_first_frame {
        return Ok(window);
    }
    let (ctx, started) = (creation.egui_ctx.clone(), launch.started);
    Ok(window.on_first_frame(move |drawn| {
        let took = drawn.duration_since(started).as_millis();
        let _ = writeln!(std::io::stdout(), "first frame after {took} ms");
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }))
}

fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

fn missing(language: Language, why: &str) -> String {
    locale::words(language, &Message::new("launch-failed").with("why", why))
}

/// The ring with a dot, drawn here so that no picture has to be kept beside the code.
fn icon() -> egui::IconData {
    const SIZE: u32 = 64;
    let tokens = super::theme::Tokens::new(super::theme::Mode::Light);
    let middle = SIZE as f32 / 2.0 - 0.5;
    let mut rgba = Vec::with_capacity((SIZE * SIZE * 4) as usize);
    for y in 0..SIZE {
        for x in 0..SIZE {
            let from_middle = ((x as f32 - middle).powi(2) + (y as f32 - middle).powi(2)).sqrt();
            let ring = (4.5 - (from_middle - 25.0).abs()).clamp(0.0, 1.0);
            let dot = (11.5 - from_middle).clamp(0.0, 1.0);
            let [r, g, b, _] = tokens.accent.to_array();
            rgba.extend([r, g, b, (ring.max(dot) * 255.0) as u8]);
        }
    }
    egui::IconData { rgba, width: SIZE, height: SIZE }
}
