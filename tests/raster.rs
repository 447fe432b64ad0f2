//! The rasteriser that draws our pictures: what it covers, how it blends, and that it repeats itself.

#![cfg(feature = "gui")]

mod support;

use egui::epaint::{Mesh, Primitive, Vertex};
use egui::{ClippedPrimitive, Color32, Pos2, Rect, TextureId, pos2, vec2};
use support::pictures::harness;
use support::raster::{Canvas, CpuRenderer};

/// A renderer with egui's own texture in it, whose white texel is at its origin.
fn renderer() -> CpuRenderer {
    let ctx = egui::Context::default();
    let mut output = ctx.run_ui(Default::default(), |ui| {
        ui.label("x");
    });
    let mut renderer = CpuRenderer::default();
    renderer.apply(&mut output.textures_delta);
    renderer
}

fn mesh(corners: &[[f32; 2]], color: Color32, indices: &[u32]) -> ClippedPrimitive {
    let vertex = |at: &[f32; 2]| Vertex { pos: pos2(at[0], at[1]), uv: Pos2::ZERO, color };
    let vertices = corners.iter().map(vertex).collect();
    let mesh = Mesh { indices: indices.to_vec(), vertices, texture_id: TextureId::default() };
    ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }
}

#[test]
fn two_triangles_cover_a_square_once() {
    let half = Color32::WHITE.gamma_multiply(0.5);
    let square = mesh(&[[1.0, 1.0], [7.0, 1.0], [7.0, 7.0], [1.0, 7.0]], half, &[0, 1, 2, 0, 2, 3]);
    let mut canvas = Canvas::new(8, 8);
    renderer().paint(&mut canvas, &[square], 1.0);
    let inside: Vec<[u8; 4]> =
        (1..7).flat_map(|y| (1..7).map(move |x| (x, y))).map(|(x, y)| canvas.pixels[y * 8 + x]).collect();
    assert!(inside.windows(2).all(|pair| pair[0] == pair[1]), "the diagonal is drawn twice or not at all");
    assert!(inside[0][3] > 100);
    assert_eq!(canvas.pixels.iter().filter(|pixel| pixel[3] > 0).count(), 36);
}

#[test]
fn what_is_clipped_or_off_the_canvas_is_not_drawn() {
    let mut far = mesh(&[[-50.0, -50.0], [90.0, -50.0], [20.0, 90.0]], Color32::WHITE, &[0, 1, 2]);
    far.clip_rect = Rect::from_min_size(pos2(2.0, 2.0), vec2(3.0, 2.0));
    let flat = mesh(&[[0.0, 0.0], [4.0, 4.0], [8.0, 8.0]], Color32::WHITE, &[0, 1, 2]);
    let mut canvas = Canvas::new(8, 8);
    renderer().paint(&mut canvas, &[far, flat], 1.0);
    assert_eq!(canvas.pixels.iter().filter(|pixel| pixel[3] > 0).count(), 6);
}

#[test]
fn the_same_window_gives_the_same_bytes() {
    let draw = || {
        let app = |ui: &mut egui::Ui| {
            ui.label("The same 文字 ↑ 0123");
        };
        harness([200.0, 60.0], Default::default(), app).render().expect("the picture is drawn").into_raw()
    };
    assert!(draw() == draw());
}
