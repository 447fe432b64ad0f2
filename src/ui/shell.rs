//! The frame around the panels: the bar on top, the banners, the status line.

mod banners;
mod menus;
mod status;

pub use banners::banners_ui;
pub use menus::{MenuChoice, top_bar_ui};
pub use status::status_ui;

use crate::app::Settings;
use egui::{Context, Key, KeyboardShortcut, Modifiers};

/// Ctrl+plus, Ctrl+minus and Ctrl+0: the next scaling that is offered.
pub fn zoom_keys(ctx: &Context, percent: u16) -> Option<u16> {
    let pressed = |key| ctx.input_mut(|input| input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)));
    if pressed(Key::Plus) || pressed(Key::Equals) {
        return Settings::ZOOMS.into_iter().find(|zoom| *zoom > percent);
    }
    if pressed(Key::Minus) {
        return Settings::ZOOMS.into_iter().rev().find(|zoom| *zoom < percent);
    }
    pressed(Key::Num0).then_some(100)
}
