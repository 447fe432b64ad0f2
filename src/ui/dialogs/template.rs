//! A message format of the person's own: its name and a line of text a field, with what is wrong told under them. JSON
//! text that is pasted is taken as the template, or the templates, that it is.

use super::{buttons_ui, paragraph, sheet_ui};
use crate::app::BytesCommand;
use crate::bytes::{Template, TemplateError};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, ButtonKind, Field, TextArea, inline_error};
use egui::{Align, Context, Label, Layout, ScrollArea, Ui, vec2};

/// The lines of a new template, to begin with.
const EXAMPLE: &str = "start: u8 1=request 2=answer\nlength: u16 le\nbody: bytes length\ncheck: checksum CRC-16/MODBUS";
/// So many mistakes are told at once.
const MISTAKES: usize = 3;

/// What is typed.
#[derive(Default)]
pub struct TemplateForm {
    /// The name that it is kept under; none of a new one.
    old: Option<String>,
    typed: Option<(String, String)>,
    /// Pressed once with something wrong: the name is told too.
    tried: bool,
}

impl TemplateForm {
    /// The dialog was closed.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(template) = &cx.state.bytes_view.template else { return true };
        let opened = self.typed.is_none();
        if opened {
            self.old = (!template.name.is_empty()).then(|| template.name.clone());
            let text = if self.old.is_some() { template.text() } else { EXAMPLE.to_owned() };
            self.typed = Some((template.name.clone(), text));
        }
        let title = cx.t(if self.old.is_some() { "template-title" } else { "template-title-new" });
        let mut close = false;
        let closed = sheet_ui(ctx, "template", title, vec2(560.0, 520.0), |ui, height| {
            ScrollArea::vertical()
                .id_salt("template")
                .max_height(height - sizes::CONTROL - sizes::GAP_GROUPS * 2.0)
                .show(ui, |ui| {
                    self.form_ui(ui, cx, opened);
                });
            close = self.foot_ui(ui, cx);
        });
        close || closed
    }

    fn form_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: bool) {
        let Some((name, text)) = &mut self.typed else { return };
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        let unnamed = self.tried && matches!(ready(name, text), Err(Unready::NoName));
        let wrong =
            unnamed.then(|| cx.t(if is_json(text) { "template-one-needs-name" } else { "template-needs-name" }));
        let field = Field::new(cx.t("template-name"), name).proportional().error(wrong).show(ui);
        if opened {
            field.request_focus();
        }
        ui.add_space(sizes::GAP_SMALL);
        TextArea::new(cx.t("template-fields"), text).rows(9).show(ui);
        let mistakes = mistakes(text);
        match &mistakes {
            Mistakes::Json(why) => {
                inline_error(ui, &cx.say(&Message::new("template-no-json").with("why", why.as_str())));
            }
            Mistakes::Lines(errors) => {
                for error in errors.iter().take(MISTAKES) {
                    inline_error(ui, &mistake_words(cx, error));
                }
            }
            Mistakes::None(many) if *many > 1 => {
                paragraph(ui, cx.say(&Message::new("template-several").with("n", *many as u64)));
            }
            Mistakes::None(0) => {
                inline_error(ui, cx.t("template-none"));
            }
            Mistakes::None(_) => {}
        }
        ui.add_space(sizes::GAP_SMALL);
        let color = Tokens::of(ui).text_subdued;
        for key in ["template-help-types", "template-help-lengths", "template-help-more", "template-help-json"] {
            ui.add(Label::new(Text::Small.rich(cx.t(key), color)).wrap());
        }
    }

    fn foot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        let Some((name, text)) = self.typed.clone() else { return true };
        let (mut cancel, mut save) = (false, false);
        buttons_ui(ui, |ui| {
            save = ui.add(Button::new(cx.t("template-save")).primary()).clicked();
            cancel = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
                let valid = matches!(mistakes(&text), Mistakes::None(_));
                let copy =
                    ui.add_enabled_ui(valid, |ui| ui.add(Button::new(cx.t("template-copy")).icon(Icon::Copy).quiet()));
                if copy.inner.clicked() {
                    ui.ctx().copy_text(Template::new(&name, &text).to_json());
                }
                if let Some(old) = &self.old
                    && ui.add(Button::new(cx.t("template-delete")).kind(ButtonKind::Danger)).clicked()
                {
                    cx.push(BytesCommand::DeleteTemplate(old.clone()).into());
                }
            });
        });
        if save {
            self.tried = true;
            if let Ok(templates) = ready(&name, &text) {
                cx.push(BytesCommand::SaveTemplates(self.old.clone(), templates).into());
            }
        }
        if cancel {
            cx.push(BytesCommand::EditTemplate(None).into());
        }
        cancel
    }
}

enum Mistakes {
    /// So many templates are right.
    None(usize),
    Json(String),
    Lines(Vec<TemplateError>),
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

fn mistakes(text: &str) -> Mistakes {
    if !is_json(text) {
        return Template::new("", text).layout().map_or_else(Mistakes::Lines, |_| Mistakes::None(1));
    }
    match Template::from_json(text) {
        Err(why) => Mistakes::Json(why),
        Ok(templates) => {
            let wrong = templates.iter().find_map(|template| template.layout().err());
            wrong.map_or(Mistakes::None(templates.len()), Mistakes::Lines)
        }
    }
}

/// Why nothing can be kept yet.
#[derive(Debug, PartialEq)]
enum Unready {
    /// What `mistakes` tells.
    Mistakes,
    /// A template has no name.
    NoName,
}

/// What is to be kept. A name that is typed stands before that in JSON of one template.
fn ready(name: &str, text: &str) -> Result<Vec<Template>, Unready> {
    if !matches!(mistakes(text), Mistakes::None(1..)) {
        return Err(Unready::Mistakes);
    }
    if !is_json(text) {
        return if name.trim().is_empty() { Err(Unready::NoName) } else { Ok(vec![Template::new(name, text)]) };
    }
    let mut templates = Template::from_json(text).map_err(|_| Unready::Mistakes)?;
    if let ([one], false) = (templates.as_mut_slice(), name.trim().is_empty()) {
        one.name = name.trim().to_owned();
    }
    let is_named = |template: &Template| !template.name.trim().is_empty();
    if templates.iter().all(is_named) { Ok(templates) } else { Err(Unready::NoName) }
}

/// `Line 2, character 4: there is no type u12`.
fn mistake_words(cx: &Cx<'_>, error: &TemplateError) -> String {
    let why = cx.say(&Message::new(error.why.key()).with("what", error.why.what()));
    let message = Message::new("template-wrong").with("line", error.line as u64).with("column", error.column as u64);
    cx.say(&message.with("why", why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_has_a_name_and_no_mistake() {
        assert_eq!(ready("", "a: u8"), Err(Unready::NoName));
        assert_eq!(ready("x", "a: nothing"), Err(Unready::Mistakes));
        assert_eq!(ready("x", EXAMPLE).unwrap()[0].name, "x");
        let json = Template::new("y", "a: u8").to_json();
        assert_eq!(ready("", &json).unwrap()[0].name, "y");
        assert_eq!(ready("z", &json).unwrap()[0].name, "z");
        assert_eq!(ready("z", "[]"), Err(Unready::Mistakes));
        let unnamed = Template::new("", "a: u8").to_json();
        assert_eq!(ready("z", &format!("[{unnamed},{json}]")), Err(Unready::NoName));
        assert_eq!(ready("", &format!("[{json},{json}]")).unwrap().len(), 2);
    }
}
