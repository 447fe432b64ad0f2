//! Sizes, in points: one rhythm for the whole window.

/// Corner of a panel.
pub const RADIUS_PANEL: u8 = 8;
/// Corner of a button or field.
pub const RADIUS_CONTROL: u8 = 6;
/// Corner of a chip.
pub const RADIUS_CHIP: u8 = 5;
/// Corner of a bar that shows how far something is.
pub const RADIUS_BAR: u8 = 2;
/// The bar on top, with the name, the menus and the box for call lines.
pub const TOP_BAR: f32 = 40.0;
/// The band that says that the past shows.
pub const BAND: f32 = 32.0;
/// The bar with which the past is gone through, and half of its handle.
pub const SCRUBBER: f32 = 20.0;
pub const HANDLE: f32 = 6.0;
/// The status line at the bottom.
pub const STATUS_LINE: f32 = 28.0;
/// The head of a panel.
pub const PANEL_HEADER: f32 = 34.0;
/// A row of a list of few things.
pub const ROW_TALL: f32 = 32.0;
/// A row of a list.
pub const ROW: f32 = 28.0;
/// A row of a table or log.
pub const ROW_DENSE: f32 = 22.0;
/// A row of bytes.
pub const ROW_HEX: f32 = 18.0;
/// A button or field.
pub const CONTROL: f32 = 26.0;
/// A chip.
pub const CHIP: f32 = 22.0;
/// A pill that tells a state.
pub const PILL: f32 = 18.0;
/// Between panels.
pub const GAP_PANELS: f32 = 6.0;
/// Between controls that stand side by side.
pub const GAP: f32 = 8.0;
/// Between chips, and between lines that belong together.
pub const GAP_SMALL: f32 = 4.0;
/// Between groups in a panel.
pub const GAP_GROUPS: f32 = 12.0;
/// From a panel's edge to what it holds.
pub const MARGIN: f32 = 12.0;
/// From the edge of a button or field to its text.
pub const PADDING: f32 = 12.0;
/// From the edge of a chip, pill or segment to its text.
pub const PADDING_SMALL: f32 = 8.0;
/// How far a row under another one stands in.
pub const INDENT: f32 = 16.0;
/// The column of labels in a form or the inspector.
pub const LABEL_COLUMN: f32 = 86.0;
/// An icon beside text.
pub const ICON: f32 = 14.0;
/// An icon in the top bar or alone in a button.
pub const ICON_LARGE: f32 = 16.0;
/// The caret of a row that folds.
pub const CARET: f32 = 10.0;
/// The icon of an empty panel.
pub const ICON_EMPTY: f32 = 28.0;
/// Marks for a projector are so many times as large, and its scrubber so high.
pub const PROJECTED: f32 = 2.0;
pub const SCRUBBER_PROJECTED: f32 = 28.0;
/// The size in which what is presented is laid out; in a larger window all of it is larger.
pub const PRESENTED: egui::Vec2 = egui::vec2(1280.0, 720.0);
/// An icon for a projector.
pub const ICON_PROJECTED: f32 = 24.0;
/// Half the width of a mark that tells a state by its shape.
pub const MARK_RADIUS: f32 = 4.0;
/// A lane, a grid line, the ring of a mark.
pub const HAIRLINE: f32 = 1.0;
/// The focus ring, the line under a tab.
pub const RING: f32 = 2.0;
