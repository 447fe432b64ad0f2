//! The fields of the dialog, and the message that they make.

use crate::app::{LONGEST, RepeatPlan, SHORTEST_REPEAT, SavedMessage, SendCall, input_message};
use crate::bytes::{Form as TextForm, LineEnding, has_macros, hex_text, size_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::panels::key_label;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{
    Field, TextArea, checkbox, code_line, dropdown, entered, form_row, inline_error, menu_item, segmented,
};
use egui::{Popup, Ui};
use std::sync::Arc;
use std::time::Duration;

/// So many bytes are shown as hex.
const SHOWN: usize = 96;
/// The width of a field for a number.
const NUMBER: f32 = 72.0;

/// What is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// The message as it was when the dialog opened.
    pub base: SavedMessage,
    /// It was closed with something unsaved in it, and opened again.
    pub was_kept: bool,
    message: SavedMessage,
    repeats: bool,
    every: String,
    count: String,
    pause: String,
    wrong: Wrong,
}

/// What is wrong with the numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Wrong {
    every: Option<Message>,
    count: Option<Message>,
    pause: Option<Message>,
}

impl Form {
    /// The fields for a message.
    pub fn new(message: &SavedMessage) -> Self {
        let repeat = message.repeat;
        Self {
            base: message.clone(),
            was_kept: false,
            message: message.clone(),
            repeats: repeat.is_some(),
            every: millis_text(repeat.map_or(Duration::from_millis(500), |repeat| repeat.every)),
            count: repeat.and_then(|repeat| repeat.count).map(|count| count.to_string()).unwrap_or_default(),
            pause: millis_text(message.pause),
            wrong: Wrong::default(),
        }
    }

    /// Whether something was typed that closing would lose.
    pub fn is_changed(&self) -> bool {
        let fresh = Self { was_kept: self.was_kept, wrong: self.wrong.clone(), ..Self::new(&self.base) };
        *self != fresh
    }

    /// The message, where the numbers are numbers.
    pub fn take(&mut self) -> Option<SavedMessage> {
        let time = |text: &str, least: Duration| millis_of(text, least).ok_or_else(|| time_wrong(text, least));
        let every = if self.repeats { time(&self.every, SHORTEST_REPEAT) } else { Ok(SHORTEST_REPEAT) };
        let count = if self.repeats { count_of(&self.count) } else { Ok(None) };
        let pause = time(&self.pause, Duration::ZERO);
        self.wrong = Wrong {
            every: every.as_ref().err().cloned(),
            count: count.as_ref().err().cloned(),
            pause: pause.as_ref().err().cloned(),
        };
        let (every, count, pause) = (every.ok()?, count.ok()?, pause.ok()?);
        let repeat = self.repeats.then_some(RepeatPlan { every, count });
        Some(SavedMessage { repeat, pause, ..self.message.clone() })
    }

    /// Draws the fields; true when Enter was pressed in one of them.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: bool) -> bool {
        let mut done = false;
        let proposal = SavedMessage { name: String::new(), ..self.message.clone() };
        let hint = proposal.shown_name().into_owned();
        let name = Field::new(cx.t("message-name"), &mut self.message.name).proportional().hint(&hint).show(ui);
        if opened {
            name.request_focus();
        }
        done |= entered(ui, &name);
        done |= self.folder_ui(ui, cx);
        let note = Field::new(cx.t("message-note"), &mut self.message.note).proportional().show(ui);
        done |= entered(ui, &note);
        ui.add_space(sizes::GAP);
        self.payload_ui(ui, cx);
        ui.add_space(sizes::GAP);
        form_row(ui, cx.t("message-call"), |ui| {
            let calls = [(SendCall::Send, "send"), (SendCall::SendAll, "sendall"), (SendCall::SendTo, "sendto")];
            segmented(ui, &mut self.message.call, &calls);
        });
        done |= self.repeat_ui(ui, cx);
        done |= self.pause_ui(ui, cx);
        self.key_ui(ui, cx);
        done
    }

    fn folder_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let folders = cx.state.messages.folders();
        let mut response = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            let button = if folders.is_empty() { 0.0 } else { sizes::CONTROL + sizes::GAP_SMALL };
            let width = ui.available_width() - sizes::LABEL_COLUMN - button;
            let field = Field::new(cx.t("message-folder"), &mut self.message.folder).proportional().width(width);
            response = Some(field.show(ui));
            if folders.is_empty() {
                return;
            }
            let choose = crate::ui::widgets::icon_button(ui, Icon::CaretDown, cx.t("message-folder-choose"));
            Popup::menu(&choose).gap(4.0).show(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
                    for folder in &folders {
                        let icon = (self.message.folder == *folder).then_some(Icon::Check);
                        if menu_item(ui, icon, folder, "").clicked() {
                            (*folder).clone_into(&mut self.message.folder);
                        }
                    }
                });
            });
        });
        response.is_some_and(|response| entered(ui, &response))
    }

    fn payload_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let recipe = &mut self.message.recipe;
        form_row(ui, cx.t("message-payload"), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let forms = [(TextForm::Text, cx.t("message-text")), (TextForm::Hex, cx.t("message-hex"))];
            segmented(ui, &mut recipe.form, &forms);
            let endings = [
                (LineEnding::None, cx.t("message-ending-none")),
                (LineEnding::Lf, "LF"),
                (LineEnding::Cr, "CR"),
                (LineEnding::CrLf, "CR LF"),
                (LineEnding::Nul, "NUL"),
            ];
            ui.label(Text::Body.rich(cx.t("message-ending"), Tokens::of(ui).text_subdued));
            dropdown(ui, cx.t("message-ending"), &mut recipe.ending, &endings);
        });
        ui.add_space(sizes::GAP_SMALL);
        let built = recipe.build();
        let error = built.as_ref().err().map(|error| cx.say(&input_message(error)));
        let hint = if recipe.form == TextForm::Hex { "message-payload-hex-hint" } else { "message-payload-text-hint" };
        let area = TextArea::new(cx.t("message-payload"), &mut recipe.text).hint(cx.t(hint)).rows(3);
        area.error(error.as_deref()).show(ui);
        if recipe.fills || has_macros(recipe.text.as_bytes()) {
            checkbox(ui, &mut recipe.fills, cx.t("macros-fill")).on_hover_text(cx.t("macros-hint"));
        }
        if let Ok(built) = built {
            let size = size_text(built.bytes.len() as u64);
            let sends = cx.say(&Message::new("message-sends").with("size", size));
            ui.label(Text::Small.rich(sends, Tokens::of(ui).text_subdued));
            let shown = built.bytes.get(..SHOWN).unwrap_or(&built.bytes);
            let more = if shown.len() < built.bytes.len() { " …" } else { "" };
            if !shown.is_empty() {
                code_line(ui, &format!("{}{more}", hex_text(shown)));
            }
        }
    }

    fn repeat_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let mut done = false;
        form_row(ui, cx.t("message-repeat"), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            let label = cx.t("message-repeat-on");
            let on = checkbox(ui, &mut self.repeats, "");
            on.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, self.repeats, label));
            ui.add_enabled_ui(self.repeats, |ui| {
                let subdued = Tokens::of(ui).text_subdued;
                ui.label(Text::Body.rich(cx.t("message-every-before"), subdued));
                let every = Field::new(cx.t("message-every"), &mut self.every).hide_label().width(NUMBER).show(ui);
                ui.label(Text::Body.rich(cx.t("message-every-unit"), subdued));
                ui.add_space(sizes::GAP_SMALL);
                let hint = cx.t("message-count-hint");
                let count = Field::new(cx.t("message-count"), &mut self.count).hide_label().width(NUMBER + 24.0);
                let count = count.hint(hint).show(ui);
                ui.label(Text::Body.rich(cx.t("message-count-unit"), subdued));
                done = entered(ui, &every) || entered(ui, &count);
            });
        });
        for wrong in [&self.wrong.every, &self.wrong.count].into_iter().flatten().filter(|_| self.repeats) {
            inline_error(ui, &cx.say(wrong));
        }
        done
    }

    fn pause_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let mut done = false;
        form_row(ui, cx.t("message-pause"), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            let field = Field::new(cx.t("message-pause-name"), &mut self.pause).hide_label().width(NUMBER).show(ui);
            done = entered(ui, &field);
            let hint = Text::Small.rich(cx.t("message-pause-hint"), Tokens::of(ui).text_subdued);
            ui.add(egui::Label::new(hint).truncate());
        });
        if let Some(wrong) = &self.wrong.pause {
            inline_error(ui, &cx.say(wrong));
        }
        done
    }

    fn key_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let holder = |key| cx.state.messages.with_key(key).filter(|holder| holder.id != self.message.id);
        let labels: Vec<String> = (1..=9).map(|key| key_label(cx, key, holder(key).map(Arc::as_ref))).collect();
        let none = (None, cx.t("messages-key-none"));
        let keys = labels.iter().zip(1..=9).map(|(label, key)| (Some(key), label.as_str()));
        let keys: Vec<_> = std::iter::once(none).chain(keys).collect();
        form_row(ui, cx.t("message-key"), |ui| dropdown(ui, cx.t("message-key"), &mut self.message.key, &keys));
    }
}

/// Milliseconds as they are typed: `500`, `1.5`.
fn millis_text(time: Duration) -> String {
    (time.as_nanos() as f64 / 1e6).to_string()
}

/// What is typed as milliseconds; nothing typed is the least.
fn millis_of(text: &str, least: Duration) -> Option<Duration> {
    let text = crate::bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    if text.trim().is_empty() {
        return Some(least);
    }
    let millis: f64 = text.trim().parse().ok()?;
    let range = least.as_millis() as f64..=LONGEST.as_millis() as f64;
    range.contains(&millis).then(|| Duration::from_nanos((millis * 1e6).round() as u64))
}

fn time_wrong(text: &str, least: Duration) -> Message {
    let message = Message::new("message-time-wrong").with("text", text.trim());
    message.with("least", least.as_millis().to_string())
}

/// What is typed as a number of times; nothing goes on until stopped.
fn count_of(text: &str) -> Result<Option<u64>, Message> {
    let ascii = crate::bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    if ascii.trim().is_empty() {
        return Ok(None);
    }
    let count = ascii.trim().parse().ok().filter(|count| *count > 0);
    count.map(Some).ok_or_else(|| Message::new("message-count-wrong").with("text", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_they_are_typed() {
        let millis = Duration::from_millis;
        for (text, least, time) in [
            ("500", 0, Some(millis(500))),
            (" 1.5 ", 0, Some(Duration::from_micros(1500))),
            ("５００", 1, Some(millis(500))),
            ("", 0, Some(Duration::ZERO)),
            ("0", 1, None),
            ("-1", 0, None),
            ("nan", 0, None),
            ("inf", 0, None),
            ("1e12", 0, None),
            ("soon", 0, None),
        ] {
            assert_eq!(millis_of(text, millis(least)), time, "{text}");
        }
        for time in [Duration::ZERO, millis(500), Duration::from_micros(1500)] {
            assert_eq!(millis_of(&millis_text(time), Duration::ZERO), Some(time));
        }
    }

    #[test]
    fn a_form_gives_back_its_message_and_knows_when_it_changed() {
        let repeat = Some(RepeatPlan { every: Duration::from_millis(20), count: Some(3) });
        let message = SavedMessage { id: 4, name: "心跳".into(), repeat, ..SavedMessage::default() };
        let mut form = Form::new(&message);
        assert!(!form.is_changed());
        assert_eq!(form.take(), Some(message.clone()));
        form.count = "0".into();
        assert!(form.is_changed());
        assert_eq!(form.take(), None);
        assert!(form.wrong.count.is_some() && form.wrong.every.is_none());
        form.repeats = false;
        assert_eq!(form.take(), Some(SavedMessage { repeat: None, ..message }));
    }
}
