//! The head of a part that folds.

use crate::ui::theme::{Icon, Text, sizes};
use crate::ui::widgets::ListRow;
use egui::Ui;

/// Shows the head: a caret, the label, and a note at the right end. `sentence` says what a press does. A press turns
/// `open` over.
pub fn fold_ui(ui: &mut Ui, (label, kind): (&str, Text), note: &str, sentence: &str, open: &mut bool) {
    let response = ListRow::new(sentence).margin(0.0).show(ui, |row| {
        let color = row.tokens.text_subdued;
        row.icon(if *open { Icon::CaretDown } else { Icon::CaretRight }, color);
        if !note.is_empty() {
            row.right -= sizes::GAP_SMALL;
            row.text_right(note, Text::Small, color);
        }
        let color = if row.hovered { row.tokens.text_strong } else { color };
        row.text(label, kind, color);
    });
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.clicked() {
        *open = !*open;
    }
}
