//! Which addresses a session is run again with: each in a field, as it was recorded to begin with.

use super::{buttons_ui, paragraph, sheet_ui};
use crate::app::{AgainCommand, AgainField, AppCommand};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, wrapped};
use egui::{Context, Label, ScrollArea, Ui};

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = egui::vec2(520.0, 480.0);
/// What stands above and under the list.
const AROUND: f32 = 150.0;

/// What is typed in the fields.
#[derive(Default)]
pub struct AgainForm {
    texts: Vec<String>,
    /// The addresses that they were filled from.
    of: Vec<AgainField>,
}

impl AgainForm {
    /// It was closed: the next one begins anew.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws it; never asks to be closed: what is pressed closes it.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let fields = &cx.state.again.fields;
        if self.of != *fields {
            self.texts = fields.iter().map(|field| field.text.clone()).collect();
            self.of = fields.clone();
        }
        let mut wish = None;
        let dismissed = sheet_ui(ctx, "run-again", cx.t("again-title"), SIZE, |ui, height| {
            paragraph(ui, cx.say(&Message::new("again-body").with("name", cx.state.again.name())));
            ui.add_space(sizes::GAP);
            let mut right = true;
            let list = ScrollArea::vertical().id_salt("again-addresses").auto_shrink([false, true]);
            list.max_height((height - AROUND).max(sizes::ROW_TALL * 2.0)).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - sizes::MARGIN);
                right = self.fields_ui(ui, cx);
            });
            ui.add_space(sizes::GAP_SMALL);
            let t = Tokens::of(ui);
            wrapped(ui, &[(cx.t("again-not-compared"), Text::Small, t.text_subdued)]);
            buttons_ui(ui, |ui| {
                let run = ui.add_enabled(right, Button::new(cx.t("again-run")).primary());
                if run.clicked() {
                    wish = Some(AgainCommand::Run(self.texts.clone()));
                }
                if ui.memory(|memory| memory.focused().is_none()) {
                    run.request_focus();
                }
                if ui.add(Button::new(cx.t("dialog-cancel"))).clicked() {
                    wish = Some(AgainCommand::Dismiss);
                }
            });
        });
        if let Some(wish) = wish.or(dismissed.then_some(AgainCommand::Dismiss)) {
            cx.push(AppCommand::Again(wish));
        }
        false
    }

    /// Whether every field can be read.
    fn fields_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let t = Tokens::of(ui);
        if self.texts.is_empty() {
            wrapped(ui, &[(cx.t("again-no-address"), Text::Body, t.text_subdued)]);
        }
        let mut right = true;
        for (field, text) in cx.state.again.fields.iter().zip(&mut self.texts) {
            let error = field.read(text).err().map(|why| cx.say(&why));
            right &= error.is_none();
            let calls: Vec<&str> = field.used.calls.iter().map(|kind| kind.name()).collect();
            let said = Message::new("again-field").with("address", field.text.as_str());
            let label = cx.say(&said.with("calls", calls.join(", ")));
            let was = format!("{}  {}", field.text, calls.join(", "));
            ui.add(Label::new(Text::Mono.rich(was, t.text_subdued)).truncate());
            Field::new(&label, text).hide_label().error(error.as_deref()).show(ui);
            ui.add_space(sizes::GAP_SMALL);
        }
        right
    }
}
