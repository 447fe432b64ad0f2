//! Harnesses that look like the program's window, and pictures of them as files.

use super::raster::CpuRenderer;
use egui_kittest::Harness;
use sockscope::ui::theme::{self, Mode};
use std::path::PathBuf;

/// A harness with our fonts and theme, drawn by the CPU. Anything that animates is given 100 steps to settle.
pub fn harness<'a>(size: [f32; 2], mode: Mode, app: impl FnMut(&mut egui::Ui) + 'a) -> Harness<'a> {
    Harness::builder()
        .with_size(size)
        .with_max_steps(100)
        .with_context_setup(move |ctx| {
            theme::install_fonts(ctx);
            theme::apply(ctx, mode);
        })
        .renderer(CpuRenderer::default())
        .build_ui(app)
}

/// Writes what a harness shows to `target/pictures/NAME.png`, and tells where.
pub fn save<T>(harness: &mut Harness<'_, T>, name: &str) -> PathBuf {
    let picture = harness.render().expect("the picture is drawn");
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&dir).expect("target/ can be written");
    let path = dir.join(format!("{name}.png"));
    picture.save(&path).expect("the picture is written");
    path
}
