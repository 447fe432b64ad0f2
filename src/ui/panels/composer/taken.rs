//! What stands in the field and could be meant otherwise: a hex dump as its bytes, `{{…}}` as what is filled in.

use super::Composer;
use crate::app::{AppCommand, MessageCommand, SavedMessage};
use crate::bytes::{Form, Recipe, has_macros, hex_text, looks_like_dump, parse_dump};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Button, checkbox};
use egui::Ui;

/// The packets of the dump in the field, read when the text changes.
#[derive(Default)]
pub struct Dump {
    of: String,
    packets: Vec<Vec<u8>>,
}

impl Dump {
    fn look(&mut self, recipe: &Recipe) {
        if recipe.form != Form::Hex {
            (self.of, self.packets) = Default::default();
        } else if self.of != recipe.text {
            self.of.clone_from(&recipe.text);
            let found = if looks_like_dump(&self.of) { parse_dump(&self.of).ok() } else { None };
            self.packets = found.unwrap_or_default();
        }
    }
}

impl Composer {
    /// What is offered, where there is something.
    pub(super) fn taken_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.dump.look(&self.recipe);
        let braces = self.recipe.fills || has_macros(self.recipe.text.as_bytes());
        if self.dump.packets.is_empty() && !braces {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(sizes::GAP, sizes::GAP_SMALL);
            self.dump_ui(ui, cx);
            if braces {
                checkbox(ui, &mut self.recipe.fills, cx.t("macros-fill")).on_hover_text(cx.t("macros-hint"));
            }
        });
        ui.add_space(sizes::GAP_SMALL);
    }

    fn dump_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        match self.dump.packets.as_slice() {
            [] => {}
            [bytes] => {
                let label = cx.say(&Message::new("dump-take").with("n", bytes.len() as u64));
                let text = hex_text(bytes);
                if ui.add(Button::new(&label).small()).clicked() {
                    self.recipe.text = text;
                    self.area.go_to_end();
                    self.area.wants_focus = true;
                }
            }
            many => {
                let label = cx.say(&Message::new("dump-keep").with("n", many.len() as u64));
                if ui.add(Button::new(&label).small()).clicked() {
                    let message = |bytes: &Vec<u8>| {
                        let recipe = Recipe::of_bytes(bytes);
                        SavedMessage { recipe, folder: cx.t("dump-folder").to_owned(), ..SavedMessage::default() }
                    };
                    let messages = many.iter().map(message).collect();
                    cx.push(AppCommand::Messages(MessageCommand::Add(messages)));
                }
            }
        }
    }
}
