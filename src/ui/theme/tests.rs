//! What the look promises: contrast, and a glyph for every icon and every character that the window needs.

use super::{Contrast, Icon, Mode, Text, Tokens, font_definitions};
use egui::{Color32, FontFamily};

fn luminance(color: Color32) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
}

/// WCAG 2's contrast ratio, 1 to 21.
fn contrast(a: Color32, b: Color32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The four themes, with what text has to stand off its ground by.
fn themes() -> [(Mode, Contrast, f64); 4] {
    use {Contrast::*, Mode::*};
    [(Dark, Usual, 4.5), (Light, Usual, 4.5), (Dark, High, 7.0), (Light, High, 7.0)]
}

/// On the chosen one of a few side by side stand only these.
const ON_CHOSEN: [&str; 2] = ["strong", "normal"];

#[test]
fn every_text_colour_can_be_read_on_every_ground() {
    for (mode, contrast_wanted, least) in themes() {
        let t = Tokens::with(mode, contrast_wanted);
        for (text, color) in t.texts() {
            for (ground, under) in t.grounds() {
                if ground == "chosen" && contrast_wanted == Contrast::Usual && !ON_CHOSEN.contains(&text) {
                    continue;
                }
                let ratio = contrast(color, under);
                assert!(ratio >= least, "{mode:?} {contrast_wanted:?}: {text} on {ground} is {ratio:.2}");
            }
        }
        for (ground, under) in [("accent", t.accent), ("accent under the pointer", t.accent_hover)] {
            let ratio = contrast(t.on_accent, under);
            assert!(ratio >= least, "{mode:?} {contrast_wanted:?}: text on {ground} is {ratio:.2}");
        }
    }
}

#[test]
fn the_focus_ring_and_the_marks_of_a_state_stand_out_from_every_ground() {
    for (mode, contrast_wanted, _) in themes() {
        let t = Tokens::with(mode, contrast_wanted);
        let marks = [("focus", t.accent), ("connected", t.ok), ("failed", t.error), ("made", t.text_subdued)];
        for (mark, color) in marks {
            for (ground, under) in t.grounds() {
                let ratio = contrast(color, under);
                assert!(ratio >= 3.0, "{mode:?} {contrast_wanted:?}: {mark} on {ground} is {ratio:.2}");
            }
        }
    }
}

#[test]
fn high_contrast_gives_fields_lanes_and_outlines_three_to_one() {
    for mode in [Mode::Dark, Mode::Light] {
        let t = Tokens::with(mode, Contrast::High);
        for (line, color) in [("line", t.line), ("outline", t.outline)] {
            for (ground, under) in t.grounds() {
                let ratio = contrast(color, under);
                assert!(ratio >= 3.0, "{mode:?}: {line} on {ground} is {ratio:.2}");
            }
        }
        assert!(t.outline_stroke().width > 0.0);
        assert_eq!(Tokens::new(mode).outline_stroke(), egui::Stroke::NONE, "idle controls have none otherwise");
    }
}

/// Whether a face among the first `depth` of a family draws `c`.
fn family_draws(family: &FontFamily, c: char) -> bool {
    let mut fonts = egui::epaint::Fonts::new(Default::default(), font_definitions());
    let size = 12.0;
    fonts.with_pixels_per_point(1.0).has_glyph(&egui::FontId { size, family: family.clone() }, c)
}

#[test]
fn every_icon_is_in_the_font() {
    let mut fonts = egui::epaint::Fonts::new(Default::default(), font_definitions());
    for icon in Icon::ALL {
        let drawn = fonts.with_pixels_per_point(1.0).has_glyph(&Icon::font(14.0), icon.character());
        assert!(drawn, "{icon:?} has no glyph");
    }
}

#[test]
fn every_character_that_we_say_is_in_every_face() {
    let needed = "↑↓←→↔▾▸●○■·…–—“”‘’µ×✓✕ŁłñÅΩλЖя中文套接字，。：；（）「」！？、《》你好服务器镕ひらがなカタカナ漢字繁體０９ＡｚＦ￥";
    let mut fonts = egui::epaint::Fonts::new(Default::default(), font_definitions());
    for text in Text::ALL {
        for c in needed.chars() {
            let drawn = fonts.with_pixels_per_point(1.0).has_glyph(&text.font(), c);
            assert!(drawn, "{text:?} cannot draw {c} (U+{:04X})", c as u32);
        }
    }
}

#[test]
fn text_families_do_not_draw_the_icons_private_characters() {
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let ours = Icon::Plus.character();
        assert!(!family_draws(&family, ours), "{family:?} draws a peer's private use character as an icon");
    }
}
