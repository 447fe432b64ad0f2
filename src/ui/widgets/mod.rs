//! The pieces that panels are made of. No widget keeps state of the program or says a word of its own: every string, also
//! the accessible name, comes from the caller.

mod announce;
mod button;
mod call_chip;
mod card;
mod checkbox;
mod choice_cards;
mod dropdown;
mod ellipsis;
mod empty_state;
mod fact_row;
mod field;
mod form;
pub mod hex_view;
mod ime;
mod item_info;
mod labelled_row;
mod landing;
mod list_row;
mod menu;
mod paint;
mod panel;
mod picture;
mod pill;
mod remedy_button;
mod row_button;
mod row_icon;
mod segmented;
mod state_mark;
mod switch;
mod tabs;
mod text_area;
pub mod virtual_list;

#[cfg(test)]
mod tests;

pub use announce::{announce, name_group};
pub use button::{Button, ButtonKind, chips, icon_button};
pub use call_chip::{call_chip, chip_group, is_entered};
pub use card::{bullet, card, error_outline, waiting_row};
pub use checkbox::checkbox;
pub use choice_cards::{Choice, choice_cards};
pub use dropdown::dropdown;
pub use ellipsis::{cut, cut_middle};
pub use empty_state::empty_state;
pub use fact_row::{FactRow, pill_row};
pub use field::{Field, inline_error, select_all};
pub use form::{code_line, form_row};
pub use ime::{entered, install_ime_gate};
pub use item_info::{item_info, selected_info};
pub use labelled_row::{labelled_row, mono_label, section_label, wrapped};
pub use landing::{Landing, ask_landing, offer_landing, take_landing};
pub use list_row::{ListRow, RowPainter, row_steps};
pub use menu::{menu_item, menu_item_width, menu_separator, menu_step, menu_title, open_menu, search_box, submenu};
pub use paint::{focus_ring, galley, ground, paint_centered, paint_left, paint_right, rounded, selected_ground};
pub use panel::{Panel, padded, surface};
pub use picture::{area_rect, paint_picture};
pub use pill::{Pill, PillKind, pill};
pub use remedy_button::remedy_button;
pub use row_button::{row_button, row_button_width, row_chip, row_chip_width};
pub use row_icon::emphasised;
pub use segmented::{segmented, segmented_named, segmented_width};
pub use state_mark::{StateMark, brand_mark, state_mark};
pub use switch::switch;
pub use tabs::tabs;
pub use text_area::{AreaOutput, TextArea};
