//! The window: the only room that knows egui. `theme` gives colours, sizes, fonts and icons; `widgets` draw and hold no
//! state of the program.

pub mod theme;
pub mod widgets;
