//! The look: palette → tokens → style, with sizes, text styles, fonts and icons. Knows nothing of sockets.
//!
//! `install_fonts` once, `apply` whenever the theme changes; then `Tokens::of(ui)` gives the colours.

mod fonts;
mod icons;
mod palette;
pub mod sizes;
mod style;
mod text;
mod tokens;

#[cfg(test)]
mod tests;

pub use fonts::{definitions as font_definitions, install as install_fonts};
pub use icons::Icon;
pub use text::Text;
pub use tokens::{Contrast, Mode, Tokens, tokens};

use egui::{Context, Theme};
use std::sync::Arc;

/// Puts a theme in force with the usual contrast.
pub fn apply(ctx: &Context, mode: Mode) {
    apply_with(ctx, mode, Contrast::Usual);
}

/// Puts a theme in force: tokens for our widgets, style for egui's. Takes effect with the next frame at the latest.
pub fn apply_with(ctx: &Context, mode: Mode, contrast: Contrast) {
    let tokens = Tokens::with(mode, contrast);
    let theme = match mode {
        Mode::Dark => Theme::Dark,
        Mode::Light => Theme::Light,
    };
    // Under both of egui's names: whichever it believes the system to have, ours is in force.
    let style = Arc::new(style::style(&tokens));
    ctx.set_style_of(Theme::Dark, Arc::clone(&style));
    ctx.set_style_of(Theme::Light, style);
    ctx.set_theme(theme);
    tokens::set_tokens(ctx, Arc::new(tokens));
}
