//! A saved message in a dialog: what it is called, what it sends, how often, and by which key.
//!
//! Esc closes it at once; what was typed and not saved is there again when the same message is opened the next time.

mod form;

use super::{buttons_ui, modal_ui};
use crate::app::{AppCommand, MessageCommand, SavedMessage};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::Button;
use egui::{Context, Key, Modifiers, ScrollArea};
use form::Form;

/// So many unsaved forms are kept.
const KEPT: usize = 16;
/// What the dialog's title, buttons and margins take of the window's height, in points.
const AROUND: f32 = 150.0;

/// The form that is open, and those that were closed with something unsaved in them.
#[derive(Default)]
pub struct MessageDialog {
    open: Option<Form>,
    kept: Vec<Form>,
}

impl MessageDialog {
    /// The dialog is not open: the next time it begins anew.
    pub fn forget(&mut self) {
        if let Some(form) = self.open.take() {
            self.keep(form);
        }
    }

    /// Draws it for the message that is open to edit.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, message: &SavedMessage) {
        if self.open.as_ref().is_some_and(|form| form.base != *message) {
            self.forget();
        }
        let opened = self.open.is_none();
        let mut form = self.open.take().unwrap_or_else(|| self.form_of(message));
        let title = cx.t(if message.id == 0 { "message-title-new" } else { "message-title-edit" });
        let (mut saved, mut cancelled) = (false, false);
        let dismissed = modal_ui(ctx, "saved-message", title, |ui| {
            let room = (ctx.content_rect().height() - AROUND).max(sizes::ROW * 3.0);
            if form.was_kept {
                kept_ui(ui, cx, &mut form);
            }
            ScrollArea::vertical().max_height(room).show(ui, |ui| {
                ui.set_width(ui.available_width());
                saved = form.ui(ui, cx, opened);
            });
            saved |= ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            buttons_ui(ui, |ui| {
                saved |= ui.add(Button::new(cx.t("message-save")).primary()).clicked();
                cancelled = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        if saved && let Some(message) = form.take() {
            // Where there is no room for it, it is opened again.
            cx.push(AppCommand::EditMessage(None));
            cx.push(AppCommand::Messages(MessageCommand::Keep(message)));
        } else if dismissed || cancelled {
            if !cancelled {
                self.keep(form);
            }
            cx.push(AppCommand::EditMessage(None));
        } else {
            self.open = Some(form);
        }
    }

    fn form_of(&mut self, message: &SavedMessage) -> Form {
        match self.kept.iter().position(|form| form.base == *message) {
            Some(at) => {
                let mut form = self.kept.remove(at);
                form.was_kept = true;
                form
            }
            None => Form::new(message),
        }
    }

    fn keep(&mut self, form: Form) {
        if !form.is_changed() {
            return;
        }
        if self.kept.len() == KEPT {
            self.kept.remove(0);
        }
        self.kept.push(form);
    }
}

fn kept_ui(ui: &mut egui::Ui, cx: &Cx<'_>, form: &mut Form) {
    ui.horizontal_wrapped(|ui| {
        ui.label(Text::Small.rich(cx.say(&Message::new("message-kept")), Tokens::of(ui).warning));
        if ui.add(Button::new(cx.t("message-start-over")).quiet().small()).clicked() {
            *form = Form::new(&form.base);
        }
    });
}
