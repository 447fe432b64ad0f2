//! The menus of a message and of a folder.

use super::{Messages, Renaming, words};
use crate::app::{AppCommand, MessageCommand, SavedMessage};
use crate::bytes::{decode_text, hex_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{menu_item, menu_separator, submenu};
use egui::{Response, Ui};
use std::sync::Arc;

/// A message's own menu; *Delete* is for all that are chosen.
pub fn message_menu(list: &mut Messages, response: &Response, cx: &mut Cx<'_>, message: &Arc<SavedMessage>) {
    response.context_menu(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let id = message.id;
        let mut wish = None;
        let mut item = |ui: &mut Ui, icon, label: &str, keys: &str, command: AppCommand| {
            if menu_item(ui, icon, label, keys).clicked() {
                wish = Some(command);
            }
        };
        let saved = AppCommand::Messages;
        item(ui, Some(Icon::Play), cx.t("messages-send"), "Enter", saved(MessageCommand::Send(id)));
        item(ui, Some(Icon::NotePencil), cx.t("messages-load"), "", saved(MessageCommand::Load(id)));
        menu_separator(ui);
        let edit = AppCommand::EditMessage(Some((**message).clone()));
        item(ui, Some(Icon::PencilSimple), cx.t("messages-edit"), "F2", edit);
        let copy = saved(MessageCommand::Keep(copy_of(cx, message)));
        item(ui, Some(Icon::CopySimple), cx.t("messages-duplicate"), "", copy);
        if let Ok(built) = message.recipe.build() {
            if menu_item(ui, Some(Icon::Copy), cx.t("messages-copy-hex"), "").clicked() {
                ui.ctx().copy_text(hex_text(&built.bytes));
            }
            if menu_item(ui, None, cx.t("messages-copy-text"), "").clicked() {
                ui.ctx().copy_text(decode_text(message.recipe.encoding, &built.bytes));
            }
        }
        submenu(ui, cx.t("messages-key"), |ui| key_menu(ui, cx, message, &mut wish));
        menu_separator(ui);
        let many = list.chosen.contains(&id) && list.chosen.len() > 1;
        let delete = match many {
            true => cx.say(&Message::new("messages-delete-n").with("n", list.chosen.len() as u64)),
            false => cx.t("messages-delete").to_owned(),
        };
        if menu_item(ui, Some(Icon::Trash), &delete, "Del").clicked() {
            let ids = if many { list.chosen_in_order() } else { vec![id] };
            list.delete(cx, ids);
        }
        if let Some(wish) = wish {
            cx.push(wish);
            ui.close();
        }
    });
}

fn key_menu(ui: &mut Ui, cx: &Cx<'_>, message: &SavedMessage, wish: &mut Option<AppCommand>) {
    let with = |key| AppCommand::Messages(MessageCommand::Keep(SavedMessage { key, ..message.clone() }));
    for key in 1..=9_u8 {
        let own = message.key == Some(key);
        let holder = cx.state.messages.with_key(key).filter(|_| !own);
        let label = key_label(cx, key, holder.map(Arc::as_ref));
        if menu_item(ui, own.then_some(Icon::Check), &label, "").clicked() {
            *wish = Some(with(Some(key)));
        }
    }
    if menu_item(ui, message.key.is_none().then_some(Icon::Check), cx.t("messages-key-none"), "").clicked() {
        *wish = Some(with(None));
    }
}

/// `Alt+1`, and who has it.
pub fn key_label(cx: &Cx<'_>, key: u8, holder: Option<&SavedMessage>) -> String {
    let text = words::key_text(key);
    let Some(holder) = holder else { return text };
    let name: String = holder.shown_name().chars().take(24).collect();
    cx.say(&Message::new("messages-key-taken").with("key", text).with("name", name))
}

fn copy_of(cx: &Cx<'_>, message: &SavedMessage) -> SavedMessage {
    let name = cx.say(&Message::new("messages-copy-of").with("name", message.shown_name().into_owned()));
    SavedMessage { id: 0, name, key: None, ..message.clone() }
}

/// A folder's own menu.
pub fn folder_menu(list: &mut Messages, response: &Response, cx: &mut Cx<'_>, name: &Arc<str>) {
    response.context_menu(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let send = cx.say(&Message::new("messages-send-folder").with("name", &**name));
        if menu_item(ui, Some(Icon::Play), &send, "").clicked() {
            cx.push(AppCommand::Messages(MessageCommand::SendFolder(name.to_string())));
        }
        if menu_item(ui, Some(Icon::PencilSimple), cx.t("messages-rename-folder"), "F2").clicked() {
            list.renaming = Some(Renaming::new(name));
        }
        menu_separator(ui);
        if menu_item(ui, Some(Icon::Trash), cx.t("messages-delete-folder"), "").clicked() {
            let ids = cx.state.messages.in_folder(name).map(|message| message.id).collect();
            list.delete(cx, ids);
        }
    });
}
