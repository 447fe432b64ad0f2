//! A socket's own menu.

use crate::app::{AppCommand, MakeCall};
use crate::call::Call;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{menu_item, menu_separator};
use egui::{Response, Ui};

/// Opens on a right click of the row, and on the keyboard's menu key as egui has it.
pub fn context_menu(response: &Response, cx: &mut Cx<'_>, row: &SocketRow) {
    response.context_menu(|ui| items_ui(ui, cx, row));
}

fn items_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    if cx.state.is_live() && row.open {
        live_ui(ui, cx, row);
        menu_separator(ui);
    }
    let copy = |ui: &mut Ui, key, text: Option<String>| {
        if let Some(text) = text
            && menu_item(ui, Some(Icon::Copy), cx.t(key), "").clicked()
        {
            ui.ctx().copy_text(text);
            ui.close();
        }
    };
    copy(ui, "sockets-copy-name", Some(row.name.to_string()));
    copy(ui, "sockets-copy-local", row.local.as_ref().map(ToString::to_string));
    copy(ui, "sockets-copy-peer", row.peer.as_ref().map(ToString::to_string));
}

fn live_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let sid = row.sid;
    let keeping = cx.state.keeping.get(&sid).copied().unwrap_or_default();
    let mut item = |ui: &mut Ui, icon, key, command: AppCommand| {
        if menu_item(ui, Some(icon), cx.t(key), "").clicked() {
            cx.push(command);
            ui.close();
        }
    };
    if !row.waiting.is_empty() {
        item(ui, Icon::Stop, "sockets-stop", AppCommand::StopSocket(sid));
    }
    match (row.backlog.is_some(), keeping.accepting) {
        (_, true) => item(ui, Icon::Repeat, "sockets-no-accepting", AppCommand::KeepAccepting(sid, false)),
        (true, false) => item(ui, Icon::Repeat, "sockets-keep-accepting", AppCommand::KeepAccepting(sid, true)),
        (false, false) => {}
    }
    match (row.backlog.is_none(), keeping.receiving) {
        (_, true) => item(ui, Icon::Repeat, "sockets-no-receiving", AppCommand::KeepReceiving(sid, false)),
        (true, false) => item(ui, Icon::Repeat, "sockets-keep-receiving", AppCommand::KeepReceiving(sid, true)),
        (false, false) => {}
    }
    item(ui, Icon::X, "sockets-close", AppCommand::MakeCall(MakeCall::once(sid, Call::Close)));
}
