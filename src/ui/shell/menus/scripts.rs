//! Scripts in the menu of the session: open, the recent ones, the examples, save.

use crate::app::{AppCommand, EXAMPLES, ScriptCommand};
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{cut_middle, menu_item, submenu};
use egui::Ui;
use std::path::PathBuf;

/// So many characters of a path show.
const PATH_CHARS: usize = 48;

/// Draws the items; `items` draws those that are actions.
pub fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, mut items: impl FnMut(&mut Ui, &Cx<'_>, &[Action])) {
    items(ui, cx, &[Action::OpenScript]);
    let recent = &cx.state.settings.recent_scripts;
    let mut wish = None;
    if !recent.is_empty() {
        submenu(ui, cx.t("menu-recent-scripts"), |ui| {
            for path in recent {
                let shown = cut_middle(&crate::bytes::escape_text(path.as_bytes()), PATH_CHARS);
                if menu_item(ui, Some(Icon::Scroll), &shown, "").clicked() {
                    wish = Some(ScriptCommand::Open(PathBuf::from(path)));
                }
            }
        });
    }
    submenu(ui, cx.t("menu-examples"), |ui| {
        for (at, example) in EXAMPLES.iter().enumerate() {
            if menu_item(ui, Some(Icon::Scroll), cx.t(example.title_key), "").clicked() {
                wish = Some(ScriptCommand::Example(at));
            }
        }
    });
    if let Some(wish) = wish {
        cx.push(AppCommand::Script(wish));
    }
    items(ui, cx, &[Action::SaveScript]);
}
