//! The frame around the panels: the bar on top, the banners, the status line.

mod announcer;
mod banners;
mod connect_bar;
mod file_banner;
mod menus;
mod sendings;
mod status;
mod stepping;

pub use announcer::Announcer;
pub use banners::banners_ui;
pub use connect_bar::{ConnectBar, target_words};
pub use menus::{MenuBar, THEMES, top_bar_ui};
pub use sendings::sendings_ui;
pub use status::status_ui;
pub use stepping::{pause_words, scrubber_ui, step_by_key, stepping_ui, where_words};
