//! A socket's own menu, and a sender's.

use super::Sockets;
use super::list::Item;
use crate::app::{AppCommand, ClientCommand, MakeCall, Press};
use crate::call::{Address, Call, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{menu_item, menu_separator};
use egui::{Response, Ui};
use std::sync::Arc;

impl Sockets {
    /// Opens on a right click of the row, and on the keyboard's menu key as egui has it.
    pub(super) fn socket_menu(&mut self, response: &Response, cx: &mut Cx<'_>, row: &SocketRow, clients: &[SocketId]) {
        response.context_menu(|ui| {
            let marked = &cx.state.clients.marked;
            if marked.len() > 1 && marked.contains(&row.sid) {
                return self.marked_menu_ui(ui, cx);
            }
            if cx.state.is_live() && row.open {
                live_ui(ui, cx, row);
                menu_separator(ui);
            }
            if !clients.is_empty() {
                let label = cx.say(&Message::new("clients-select-all").with("n", clients.len() as u64));
                if menu_item(ui, Some(Icon::Selection), &label, "").clicked() {
                    Self::mark(cx, clients.to_vec());
                }
                let key = if self.arrange.is_folded(row.sid) { "clients-unfold" } else { "clients-fold" };
                if menu_item(ui, None, cx.t(key), "").clicked() {
                    self.arrange.toggle(row.sid);
                }
                menu_separator(ui);
            }
            copy(ui, cx, "sockets-copy-name", Some(row.name.to_string()));
            copy(ui, cx, "sockets-copy-local", row.local.as_ref().map(ToString::to_string));
            copy(ui, cx, "sockets-copy-peer", row.peer.as_ref().map(ToString::to_string));
        });
    }

    /// What can be done with all that are marked.
    fn marked_menu_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let marked: Vec<SocketId> = cx.state.clients.marked.iter().copied().collect();
        let say = |key: &str| cx.say(&Message::new(key).with("n", marked.len() as u64));
        let (close, keep, stop) =
            (say("clients-close-marked"), say("clients-keep-marked"), say("clients-keep-no-marked"));
        if menu_item(ui, Some(Icon::Repeat), &keep, "").clicked() {
            cx.push(AppCommand::Clients(ClientCommand::KeepReceiving(marked.clone(), true)));
        }
        let receives = |sid: &SocketId| cx.state.keeping.get(sid).is_some_and(|keeping| keeping.receiving);
        if marked.iter().any(receives) && menu_item(ui, Some(Icon::Repeat), &stop, "").clicked() {
            cx.push(AppCommand::Clients(ClientCommand::KeepReceiving(marked.clone(), false)));
        }
        menu_separator(ui);
        if menu_item(ui, Some(Icon::X), &close, "").clicked() {
            self.close(cx, marked);
        }
    }

    /// The same for one sender of a datagram socket.
    pub(super) fn sender_menu(
        &mut self,
        response: &Response,
        cx: &mut Cx<'_>,
        sid: SocketId,
        address: &Arc<Address>,
        answered: bool,
    ) {
        response.context_menu(|ui| {
            if cx.state.is_live() {
                let (key, to) = match answered {
                    true => ("clients-answer-last", None),
                    false => ("clients-answer-this", Some(Address::clone(address))),
                };
                if menu_item(ui, Some(Icon::ArrowUUpLeft), cx.t(key), "").clicked() {
                    cx.push(AppCommand::SelectSocket(Some(sid)));
                    cx.push(AppCommand::Clients(ClientCommand::Answer(sid, to)));
                }
            }
            if menu_item(ui, Some(Icon::Funnel), cx.t("clients-show-only"), "").clicked() {
                self.press_item(cx, &Item::Sender(sid, Arc::clone(address)), Press::Only);
            }
            menu_separator(ui);
            copy(ui, cx, "clients-copy-address", Some(address.to_string()));
        });
    }
}

fn copy(ui: &mut Ui, cx: &Cx<'_>, key: &str, text: Option<String>) {
    if let Some(text) = text
        && menu_item(ui, Some(Icon::Copy), cx.t(key), "").clicked()
    {
        ui.ctx().copy_text(text);
        ui.close();
    }
}

fn live_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let sid = row.sid;
    let keeping = cx.state.keeping.get(&sid).copied().unwrap_or_default();
    let chosen = cx.state.chosen_sender(sid).is_some();
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
    if chosen {
        let answer_last = AppCommand::Clients(ClientCommand::Answer(sid, None));
        item(ui, Icon::ArrowUUpLeft, "clients-answer-last", answer_last);
    }
    item(ui, Icon::X, "sockets-close", AppCommand::MakeCall(MakeCall::once(sid, Call::Close)));
}
