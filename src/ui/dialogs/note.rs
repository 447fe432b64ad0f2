//! The note on a record: a text of any number of lines.

use super::{buttons_ui, modal_ui};
use crate::app::{AppCommand, NoteCommand};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::widgets::{Button, TextArea};
use egui::{Context, Id, Key, Modifiers};

/// What is typed, and on which record.
#[derive(Default)]
pub struct NoteForm {
    typed: Option<(u64, String)>,
}

impl NoteForm {
    /// The dialog was closed.
    pub fn forget(&mut self) {
        self.typed = None;
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, n: u64) -> bool {
        let opened = self.typed.as_ref().is_none_or(|(of, _)| *of != n);
        if opened {
            self.typed = Some((n, cx.state.notes.of(n).map(|mark| mark.note.clone()).unwrap_or_default()));
        }
        let Some((_, text)) = &mut self.typed else { return true };
        let (mut save, mut cancel) = (false, false);
        let title = cx.say(&Message::new("note-title").with("n", n));
        let dismissed = modal_ui(ctx, "note", &title, |ui| {
            let id = Id::unique("sockscope-note");
            let area = TextArea::new(cx.t("note-field"), text).hint(cx.t("note-hint")).rows(5).id(id).show(ui);
            if opened {
                area.request_focus();
            }
            save = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            buttons_ui(ui, |ui| {
                save |= ui.add(Button::new(cx.t("note-save")).primary()).clicked();
                cancel = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        if save {
            cx.push(AppCommand::Note(NoteCommand::Write(n, text.clone())));
        }
        save || cancel || dismissed
    }
}
