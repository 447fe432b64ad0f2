//! The picture as PNG: its SVG, drawn by the CPU in the fonts that the window has; nothing of the system is asked.

use super::fonts;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// So many pixels a picture has at most: 256 MB of memory while it is drawn.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Pixels a point, where that leaves no more than so many.
const FINE: f32 = 2.0;

/// An SVG file of [`svg`](super::svg()) as a PNG file: two pixels a point, one where those would be more than
/// `most`.
///
/// # Errors
/// What the drawing library says of an SVG that it cannot read, and of a picture without a size or of more than 64
/// million pixels.
pub fn png(svg: &str, most: u64) -> Result<Vec<u8>, String> {
    let options = Options { fontdb: Arc::new(faces()), font_family: "Inter".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size();
    let pixels = |scale: f32| f64::from(size.width() * scale) * f64::from(size.height() * scale);
    let scale = if pixels(FINE) <= most as f64 { FINE } else { 1.0 };
    if pixels(scale) > MOST_PIXELS as f64 {
        return Err(format!("{} x {} points are too large a picture", size.width(), size.height()));
    }
    let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixmap = Pixmap::new(width, height).ok_or("a picture without a size")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| error.to_string())
}

/// A file of [`png()`] as its pixels, 4 bytes each, opaque: how wide and how high, and the bytes row by row.
///
/// # Errors
/// What the drawing library says of a file that is none.
pub fn pixels(png: &[u8]) -> Result<([usize; 2], Vec<u8>), String> {
    let pixmap = Pixmap::decode_png(png).map_err(|error| error.to_string())?;
    Ok(([pixmap.width() as usize, pixmap.height() as usize], pixmap.take()))
}

fn faces() -> resvg::usvg::fontdb::Database {
    let mut faces = resvg::usvg::fontdb::Database::new();
    for bytes in [fonts::INTER, fonts::JETBRAINS_MONO, fonts::JETBRAINS_MONO_BOLD, fonts::NOTO_SANS_SC] {
        faces.load_font_data(bytes.to_vec());
    }
    faces.set_sans_serif_family("Inter");
    faces.set_monospace_family("JetBrains Mono");
    faces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_drawn_in_the_fonts_that_are_bundled() {
        let text = |text: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\" viewBox=\"0 0 60 20\"><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/><text x=\"2\" y=\"14\" font-family=\"'JetBrains Mono', 'Noto Sans CJK SC', monospace\" font-size=\"12\">{text}</text></svg>"
            );
            png(&svg, MOST_PIXELS).unwrap()
        };
        let [nothing, latin, chinese] = ["", "recv", "接收"].map(text);
        assert!(nothing.starts_with(b"\x89PNG\r\n"));
        assert!(
            latin.len() > nothing.len() + 100 && chinese.len() > nothing.len() + 100,
            "{} {} {}",
            nothing.len(),
            latin.len(),
            chinese.len()
        );
        assert_ne!(latin, chinese);
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert!(png("<svg", MOST_PIXELS).is_err());
        let huge = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90000\" height=\"90000\"/>";
        assert!(png(huge, MOST_PIXELS).is_err());
    }
}
