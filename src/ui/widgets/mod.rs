//! The pieces that panels are made of. No widget keeps state of the program or says a word of its own: every string, also
//! the accessible name, comes from the caller.

mod button;
mod dropdown;
mod ellipsis;
mod empty_state;
mod field;
mod form;
pub mod hex_view;
mod labelled_row;
mod list_row;
mod menu;
mod paint;
mod panel;
mod pill;
mod segmented;
mod state_mark;
mod tabs;

#[cfg(test)]
mod tests;

pub use button::{Button, ButtonKind, chips, icon_button};
pub use dropdown::dropdown;
pub use ellipsis::{cut, cut_middle};
pub use empty_state::empty_state;
pub use field::{Field, TextArea, inline_error};
pub use form::{choice_card, code_line, form_row};
pub use labelled_row::{labelled_row, mono_label, section_label, wrapped};
pub use list_row::{ListRow, RowPainter};
pub use menu::{menu_item, menu_separator, menu_title};
pub use paint::{focus_ring, galley, paint_centered, paint_left, paint_right, rounded};
pub use panel::{Panel, padded, surface};
pub use pill::{Pill, PillKind, pill};
pub use segmented::segmented;
pub use state_mark::{StateMark, brand_mark, state_mark};
pub use tabs::tabs;
