//! Above the fields: as what the bytes are read, and the person's own templates.

use super::subject::Found;
use crate::app::{BytesCommand, ReadAs};
use crate::bytes::Template;
use crate::bytes::fields::Protocol;
use crate::call::SocketId;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Button, dropdown, icon_button};
use egui::{Ui, vec2};

/// The choice, and the way to a template.
pub fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, sid: SocketId, read_as: &ReadAs, found: Option<&Found>) {
    let guessed = match (read_as, found) {
        (ReadAs::Guess, Some(found)) => cx.say(&Message::new("fields-guessed").with("what", found.what.as_str())),
        _ => cx.t("fields-guess").to_owned(),
    };
    let templates = &cx.state.settings.templates;
    let all: Vec<ReadAs> = std::iter::once(ReadAs::Guess)
        .chain(Protocol::ALL.map(ReadAs::Protocol))
        .chain(templates.iter().map(|template| ReadAs::Template(template.name.clone())))
        .collect();
    let label = |choice: &ReadAs| match choice {
        ReadAs::Guess => guessed.clone(),
        ReadAs::Protocol(protocol) => protocol.name().to_owned(),
        ReadAs::Template(name) => name.clone(),
    };
    let labels: Vec<String> = all.iter().map(label).collect();
    let choices: Vec<(usize, &str)> = labels.iter().map(String::as_str).enumerate().collect();
    // A template that was deleted is none any more.
    let mut chosen = all.iter().position(|choice| choice == read_as).unwrap_or(0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
        if dropdown(ui, cx.t("fields-read-as"), &mut chosen, &choices).changed()
            && let Some(choice) = all.get(chosen)
        {
            cx.push(BytesCommand::ReadAs(sid, choice.clone()).into());
        }
        let open = match read_as {
            ReadAs::Template(name) => templates.iter().find(|template| template.name == *name),
            _ => None,
        };
        if let Some(template) = open {
            let name = cx.say(&Message::new("template-edit").with("name", template.name.as_str()));
            if icon_button(ui, Icon::PencilSimple, &name).clicked() {
                cx.push(BytesCommand::EditTemplate(Some(template.clone())).into());
            }
        }
        if ui.add(Button::new(cx.t("template-new")).quiet().small()).clicked() {
            cx.push(BytesCommand::EditTemplate(Some(Template::default())).into());
        }
    });
    ui.add_space(sizes::GAP_SMALL);
}
