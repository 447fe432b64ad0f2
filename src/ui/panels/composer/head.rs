//! How a message is typed and what is added to it: at the right of the panel's head where there is room, else below it.

use super::checksum::ChecksumMenu;
use crate::bytes::{Encoding, Form, LineEnding, Recipe};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, sizes};
use crate::ui::widgets::{dropdown, galley, segmented_named, segmented_width};
use egui::{Color32, Ui};

/// The panel's title and the air beside it.
const TITLE: f32 = 112.0;
/// The titles of three panels in one: in a narrow window the composer is one of them.
const TITLES: f32 = 220.0;

/// The tabs of the composer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Text with escapes.
    #[default]
    Text,
    /// Hex.
    Hex,
    /// A Python value.
    Python,
    /// A file.
    File,
}

impl Tab {
    /// The tab in which a form is typed.
    pub fn of(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Hex => Self::Hex,
            Form::Repr | Form::Json => Self::Python,
        }
    }
}

fn tabs(cx: &Cx<'_>) -> [(Tab, &'static str); 4] {
    [
        (Tab::Text, cx.t("composer-text")),
        (Tab::Hex, cx.t("composer-hex")),
        (Tab::Python, cx.t("composer-python")),
        (Tab::File, cx.t("composer-file")),
    ]
}

/// Whether everything stands in a panel's head that is so wide.
pub fn fits(ui: &Ui, cx: &Cx<'_>, recipe: &Recipe, width: f32) -> bool {
    let form = match recipe.form {
        Form::Hex => None,
        Form::Text => Some(recipe.encoding.name()),
        Form::Repr => Some(cx.t("composer-repr")),
        Form::Json => Some(cx.t("composer-json")),
    };
    let ending = ending_label(cx, recipe.ending);
    let checksum = recipe.checksum.as_ref().map_or(cx.t("composer-checksum-none"), |spec| &spec.name);
    let button = |label: &str| {
        let text = galley(ui.painter(), label, Text::Medium, Color32::PLACEHOLDER).size().x;
        text + 2.0 * sizes::PADDING + sizes::ICON_LARGE + sizes::GAP
    };
    let options: f32 = form.into_iter().chain([ending, checksum]).map(button).sum();
    width >= TITLE + segmented_width(ui, &tabs(cx)) + options
}

/// Whether the tabs stand there side by side.
fn tabs_fit(ui: &Ui, cx: &Cx<'_>, width: f32) -> bool {
    width >= TITLES + segmented_width(ui, &tabs(cx))
}

/// The tabs, as a list where they do not fit in a head of this width. True when another was chosen.
pub fn tabs_ui(ui: &mut Ui, cx: &Cx<'_>, tab: &mut Tab, width: f32) -> bool {
    let choices = tabs(cx);
    if tabs_fit(ui, cx, width) {
        let names = ["composer-text-name", "composer-hex-name", "composer-python-name", "composer-file-name"];
        let name = |label: &str| {
            let at = choices.iter().position(|(_, other)| *other == label);
            at.and_then(|at| names.get(at)).map_or_else(|| label.to_owned(), |key| cx.t(key).to_owned())
        };
        segmented_named(ui, tab, &choices, name)
    } else {
        dropdown(ui, cx.t("composer-form"), tab, &choices).changed()
    }
}

/// What is chosen beside a message's text; `reversed` where it stands from right to left.
pub fn options_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    recipe: &mut Recipe,
    menu: &mut ChecksumMenu,
    body: Option<&[u8]>,
    reversed: bool,
) {
    let mut parts = [0, 1, 2];
    if reversed {
        parts.reverse();
    }
    for part in parts {
        match part {
            0 => form_ui(ui, cx, recipe),
            1 => ending_ui(ui, cx, &mut recipe.ending),
            _ => menu.ui(ui, cx, &mut recipe.checksum, body),
        }
    }
}

fn form_ui(ui: &mut Ui, cx: &Cx<'_>, recipe: &mut Recipe) {
    match recipe.form {
        Form::Hex => {}
        Form::Text => {
            let choices: Vec<_> = Encoding::ALL.iter().map(|encoding| (*encoding, encoding.name())).collect();
            dropdown(ui, cx.t("composer-encoding"), &mut recipe.encoding, &choices);
        }
        Form::Repr | Form::Json => {
            let choices = [(Form::Repr, cx.t("composer-repr")), (Form::Json, cx.t("composer-json"))];
            dropdown(ui, cx.t("composer-python-form"), &mut recipe.form, &choices);
        }
    }
}

const ENDINGS: [LineEnding; 5] = [LineEnding::None, LineEnding::CrLf, LineEnding::Lf, LineEnding::Cr, LineEnding::Nul];

fn ending_label(cx: &Cx<'_>, ending: LineEnding) -> &'static str {
    match ending {
        LineEnding::None => cx.t("composer-ending-none"),
        LineEnding::CrLf => "CR LF",
        LineEnding::Lf => "LF",
        LineEnding::Cr => "CR",
        LineEnding::Nul => "NUL",
    }
}

fn ending_ui(ui: &mut Ui, cx: &Cx<'_>, ending: &mut LineEnding) {
    dropdown(ui, cx.t("composer-ending"), ending, &ENDINGS.map(|ending| (ending, ending_label(cx, ending))));
}
