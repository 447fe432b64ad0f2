//! The star and the note of the selected record.

use crate::app::{AppCommand, Dialog, NoteCommand};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::Button;
use egui::Ui;

/// One line about the selected record, and its note below; nothing where none is selected.
pub fn notes_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(n) = cx.state.selected_record.and_then(|n| cx.state.row_record(n)) else { return };
    let mark = cx.state.notes.of(n).cloned().unwrap_or_default();
    let t = Tokens::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
        let words = cx.say(&Message::new("note-record").with("n", n));
        ui.label(Text::Body.rich(words, t.text_subdued));
        let star = cx.t(if mark.star { "note-unstar" } else { "note-star" });
        if ui.add(Button::new(star).small().icon(Icon::Star).selected(mark.star)).clicked() {
            cx.push(AppCommand::Note(NoteCommand::Star(n)));
        }
        let write = cx.t(if mark.note.is_empty() { "note-add" } else { "note-edit" });
        if ui.add(Button::new(write).small().icon(Icon::NotePencil)).clicked() {
            cx.push(AppCommand::ShowDialog(Some(Dialog::Note(n))));
        }
    });
    if !mark.note.is_empty() {
        ui.add_space(sizes::GAP_SMALL);
        ui.add(egui::Label::new(Text::Body.rich(mark.note.as_str(), t.text)).wrap());
    }
    ui.add_space(sizes::GAP);
}
