//! The frame around the panels: the bar on top, the banners, the status line.

mod banners;
mod menus;
mod status;

pub use banners::banners_ui;
pub use menus::{MenuBar, THEMES, top_bar_ui};
pub use status::status_ui;
