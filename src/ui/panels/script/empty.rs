//! No script is open: what one is, and where to get one; and a file that is none.

use crate::app::{AppCommand, EXAMPLES, PathPurpose, ScriptCommand};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, announce, card, cut_middle, empty_state, padded, wrapped};
use egui::{ScrollArea, Ui};

/// So many characters of a path show.
const PATH_CHARS: usize = 60;

/// The place that the words are set in the middle of.
const HEAD: f32 = 60.0;

/// What a script is, *Open script…* and the examples.
pub fn empty_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let area = ScrollArea::vertical().id_salt("script-empty").auto_shrink(false);
    let wish = area.show(ui, |ui| {
        padded(ui, |ui| {
            // What stands under it needs the room.
            ui.set_max_height(ui.available_height().min(HEAD));
            empty_state(ui, Icon::Scroll, cx.t("scripts-empty"), cx.t("scripts-empty-hint"), |ui| {
                let mut wish = None;
                if ui.add(Button::new(cx.t("menu-open-script")).icon(Icon::FolderOpen)).clicked() {
                    wish = Some(AppCommand::AskPath(PathPurpose::OpenScript));
                }
                ui.add_space(sizes::GAP_SMALL);
                ui.label(Text::Label.rich(cx.t("menu-examples"), Tokens::of(ui).text_subdued));
                ui.spacing_mut().item_spacing.y = 0.0;
                for (at, example) in EXAMPLES.iter().enumerate() {
                    if ui.add(Button::new(cx.t(example.title_key)).quiet().small()).clicked() {
                        wish = Some(AppCommand::Script(ScriptCommand::Example(at)));
                    }
                }
                wish
            })
        })
    });
    if let Some(wish) = wish.inner {
        cx.push(wish);
    }
}

/// A file that could not be opened: the line and why. What was open before stays under it.
pub fn fault_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(fault) = cx.state.scripts.fault.clone() else { return };
    let t = Tokens::of(ui);
    let path = cut_middle(&crate::bytes::escape_text(fault.path.as_os_str().as_encoded_bytes()), PATH_CHARS);
    let key = if fault.line == 0 { "scripts-fault-file" } else { "scripts-fault-line" };
    let title = Message::new(key).with("file", path).with("line", fault.line.to_string());
    let mut wish = None;
    card(ui, t.error_soft, |ui| {
        let title = cx.say(&title);
        wrapped(ui, &[(title.as_str(), Text::Medium, t.error)]);
        let said = wrapped(ui, &[(cx.say(&fault.why).as_str(), Text::Body, t.text)]);
        announce(&said, true);
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::new(cx.t("scripts-read-again")).small()).clicked() {
                wish = Some(ScriptCommand::ReadAgain);
            }
            if ui.add(Button::new(cx.t("scripts-fault-dismiss")).small().quiet()).clicked() {
                wish = Some(ScriptCommand::DismissFault);
            }
        });
    });
    if let Some(wish) = wish {
        cx.push(AppCommand::Script(wish));
    }
}
