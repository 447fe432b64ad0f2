//! What the look promises: contrast, and a glyph for every icon and every character that the window needs.

use super::{Icon, Mode, Text, Tokens, font_definitions};
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

#[test]
fn every_text_colour_can_be_read_on_every_ground() {
    for mode in [Mode::Dark, Mode::Light] {
        let t = Tokens::new(mode);
        let grounds = [("app", t.app), ("panel", t.panel), ("raised", t.raised), ("accent soft", t.accent_soft)];
        for (text, color) in t.texts().into_iter().chain([("ok", t.ok)]) {
            for (ground, under) in grounds {
                let ratio = contrast(color, under);
                assert!(ratio >= 4.5, "{mode:?}: {text} on {ground} is {ratio:.2}");
            }
        }
        let own = [
            ("on accent", t.on_accent, t.accent),
            ("on accent under the pointer", t.on_accent, t.accent_hover),
            ("sent", t.sent, t.sent_soft),
            ("received", t.received, t.received_soft),
            ("waiting", t.waiting, t.waiting_soft),
            ("error", t.error, t.error_soft),
            ("warning", t.warning, t.warning_soft),
            ("strong on error", t.text_strong, t.error_soft),
            ("normal on error", t.text, t.error_soft),
            ("strong on chosen", t.text_strong, t.chosen),
            ("normal on hover", t.text, t.hover),
            ("subdued on hover", t.text_subdued, t.hover),
        ];
        for (text, color, under) in own {
            let ratio = contrast(color, under);
            assert!(ratio >= 4.5, "{mode:?}: {text} on its own ground is {ratio:.2}");
        }
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
