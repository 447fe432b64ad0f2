//! The head of a part that folds.

use crate::ui::theme::{Icon, Text, sizes};
use crate::ui::widgets::ListRow;
use egui::{Id, Response, Ui, UiBuilder, vec2};

/// What stands above and below a control and belongs to it, in points: its words, and the next control.
const AROUND: f32 = 88.0;

/// Brings a control into sight when the keyboard comes to it, with what is around it: what is out of sight cannot be
/// reached by the next press.
pub fn follow(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand2(vec2(0.0, AROUND)), None);
    }
}

/// Shows what keeps its ids whatever stands above it: rows come and go there with scrolling, and the keyboard stays.
pub fn fixed<R>(ui: &mut Ui, id: Id, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().scope_id(id), add).inner
}

/// Shows the head: a caret, the label, and a note at the right end. `sentence` says what a press does. A press turns
/// `open` over.
pub fn fold_ui(ui: &mut Ui, (label, kind): (&str, Text), note: &str, sentence: &str, open: &mut bool) {
    let head = |ui: &mut Ui| {
        ListRow::new(sentence).margin(0.0).show(ui, |row| {
            let color = row.tokens.text_subdued;
            row.icon(if *open { Icon::CaretDown } else { Icon::CaretRight }, color);
            if !note.is_empty() {
                row.right -= sizes::GAP_SMALL;
                row.text_right(note, Text::Small, color);
            }
            let color = if row.hovered { row.tokens.text_strong } else { color };
            row.text(label, kind, color);
        })
    };
    let response = fixed(ui, Id::unique("fold").with(label), head);
    follow(ui, &response);
    if response.clicked() {
        *open = !*open;
    }
}
