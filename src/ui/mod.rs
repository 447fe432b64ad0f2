//! The window: the only room that knows egui. `theme` gives colours, sizes, fonts and icons; `widgets` draw and hold no
//! state of the program; `panels` read the state and push commands.

mod actions;
mod browse;
mod cx;
mod dialogs;
mod keys;
mod launch;
mod layout;
mod panels;
mod shell;
pub mod theme;
mod toasts;
mod waker;
pub mod widgets;
mod window;

pub use launch::{Launch, run};
pub use window::Window;
