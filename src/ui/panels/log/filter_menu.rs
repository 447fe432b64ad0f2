//! The menu that writes a query for those who do not know how it is written: each item adds a term, or takes it away.

use crate::app::{AppCommand, FindCommand, quoted};
use crate::call::{CallKind, Outcome, errno_name};
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{menu_item, menu_separator, submenu};
use egui::{ScrollArea, Ui};
use std::collections::BTreeSet;

/// The calls that most sessions have.
const CALLS: [CallKind; 14] = [
    CallKind::Socket,
    CallKind::Bind,
    CallKind::Listen,
    CallKind::Accept,
    CallKind::Connect,
    CallKind::Send,
    CallKind::SendAll,
    CallKind::SendTo,
    CallKind::Recv,
    CallKind::RecvFrom,
    CallKind::Shutdown,
    CallKind::Close,
    CallKind::SetSockOpt,
    CallKind::GetSockOpt,
];
/// Errnos that are offered although no socket shows them now.
const ERRNOS: [&str; 6] = ["ECONNREFUSED", "EADDRINUSE", "EAGAIN", "ECONNRESET", "EPIPE", "TIMEOUT"];
/// So many names and addresses are offered: more are typed.
const OFFERED: usize = 200;
/// How high a list of them may be, in points.
const HIGHEST: f32 = 260.0;
/// Terms that are begun here and finished by hand, with the keys of their names.
const BEGUN: [(&str, &str); 5] = [
    ("hex:", "find-by-hex"),
    ("re:/", "find-by-regex"),
    ("t:>", "find-by-time"),
    ("size:>", "find-by-size"),
    ("note:", "find-by-note"),
];

/// The menu. True where the keyboard is to go to the field.
pub fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
    submenu(ui, cx.t("find-by-socket"), |ui| {
        let names: BTreeSet<_> = cx.state.snapshot.board.sockets.values().map(|row| row.name.to_string()).collect();
        list_ui(ui, cx, names.into_iter().map(|name| (format!("socket:\"{}\"", name.replace('"', "\\\"")), name)));
    });
    submenu(ui, cx.t("find-by-call"), |ui| {
        list_ui(ui, cx, CALLS.into_iter().map(|kind| (format!("call:{}", kind.name()), kind.name().to_owned())));
    });
    submenu(ui, cx.t("find-by-address"), |ui| {
        let rows = cx.state.snapshot.board.sockets.values();
        let known = rows.flat_map(|row| [&row.local, &row.peer]).flatten().filter(|address| !address.is_unnamed());
        let known: BTreeSet<_> = known.map(ToString::to_string).collect();
        list_ui(ui, cx, known.into_iter().map(|text| (format!("addr:{}", quoted(&text)), text)));
    });
    submenu(ui, cx.t("find-by-error"), |ui| {
        let any = ("error".to_owned(), cx.t("find-by-any-error").to_owned());
        let seen = cx.state.snapshot.board.sockets.values().filter_map(|row| match &row.last_error {
            Some((_, _, Outcome::Errno(number))) => errno_name(*number),
            _ => None,
        });
        let names: BTreeSet<_> = seen.chain(ERRNOS).collect();
        let names = names.into_iter().map(|name| (format!("errno:{name}"), name.to_owned()));
        list_ui(ui, cx, std::iter::once(any).chain(names));
    });
    menu_separator(ui);
    for (term, key) in [("dir:sent", "find-by-sent"), ("dir:received", "find-by-received")] {
        item_ui(ui, cx, term, cx.t(key));
    }
    item_ui(ui, cx, "bookmarked", cx.t("find-by-bookmark"));
    menu_separator(ui);
    let mut typed = false;
    for (start, key) in BEGUN {
        if menu_item(ui, None, cx.t(key), start).clicked() {
            let text = cx.state.finding.text.trim_end();
            let text = if text.is_empty() { start.to_owned() } else { format!("{text} {start}") };
            cx.push(AppCommand::Find(FindCommand::Look(text)));
            typed = true;
        }
    }
    typed
}

fn list_ui(ui: &mut Ui, cx: &mut Cx<'_>, items: impl Iterator<Item = (String, String)>) {
    ScrollArea::vertical().max_height(HIGHEST).show(ui, |ui| {
        let mut any = false;
        for (term, label) in items.take(OFFERED) {
            item_ui(ui, cx, &term, &label);
            any = true;
        }
        if !any {
            ui.add_enabled_ui(false, |ui| menu_item(ui, None, cx.t("find-by-none"), ""));
        }
    });
}

fn item_ui(ui: &mut Ui, cx: &mut Cx<'_>, term: &str, label: &str) {
    let ticked = cx.state.finding.has(term);
    let response = menu_item(ui, ticked.then_some(Icon::Check), label, "");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(ticked.into()));
    if response.clicked() {
        cx.push(AppCommand::Find(FindCommand::Toggle(term.to_owned())));
    }
}
