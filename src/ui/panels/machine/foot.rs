//! What can be done with a row: as buttons under the table for the selected one, and as a menu at each.

use crate::app::{AppCommand, MachineCommand, MachineRow};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, icon_button, menu_item, menu_separator, padded};
use egui::{Align, Label, Layout, Ui, vec2};

/// The strip's height: a line of words and one of buttons.
pub const HEIGHT: f32 = 70.0;

/// What a double click does: connects where that can be, else follows it.
pub fn main_action(cx: &mut Cx<'_>, row: &MachineRow) {
    match row.can_be_dialled() && !row.is_own {
        true => connect(cx, row),
        false => watch(cx, row),
    }
}

fn connect(cx: &mut Cx<'_>, row: &MachineRow) {
    cx.push(AppCommand::Machine(MachineCommand::Connect(Box::new(row.socket.clone()))));
}

fn watch(cx: &mut Cx<'_>, row: &MachineRow) {
    cx.push(AppCommand::Machine(MachineCommand::Watch(Box::new(row.clone()))));
}

/// The same words for a button and a menu's item.
fn connect_label(cx: &Cx<'_>, row: &MachineRow) -> Option<String> {
    let address = row.dialled()?;
    Some(cx.say(&Message::new("machine-connect").with("address", address.to_string())))
}

fn watch_key(row: &MachineRow) -> &'static str {
    if row.is_own { "machine-show-kernel" } else { "machine-watch" }
}

/// One line of all that is known of it, to be copied.
fn line(row: &MachineRow) -> String {
    let socket = &row.socket;
    let mut text = format!(
        "{}\t{}\t{}\t{}\t{}\t{}",
        socket.protocol(),
        socket.state_name(),
        socket.receive_queue,
        socket.backlog.unwrap_or(socket.send_queue),
        row.local,
        row.peer
    );
    for process in &socket.processes {
        text.push_str(&format!("\t{} ({})", process.name, process.pid));
    }
    text
}

/// Draws the strip of the selected row.
pub fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &MachineRow) {
    let tokens = Tokens::of(ui);
    ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().top(), (sizes::HAIRLINE, tokens.raised));
    ui.add_space(sizes::GAP_SMALL);
    padded(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
        let about = match row.socket.process() {
            Some(process) if row.socket.processes.len() > 1 => {
                let others = row.socket.processes.len() as u64 - 1;
                let about = Message::new("machine-about-many").with("command", &*process.command).with("n", others);
                cx.say(&about.with("pid", process.pid.to_string()))
            }
            Some(process) => {
                let about = Message::new("machine-about").with("command", &*process.command);
                cx.say(&about.with("pid", process.pid.to_string()))
            }
            None if row.socket.inode == 0 => cx.t("machine-about-kernel").to_owned(),
            None => cx.t("machine-about-hidden").to_owned(),
        };
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::Copy, cx.t("machine-copy")).clicked() {
                ui.ctx().copy_text(line(row));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(Text::Body.rich(about, tokens.text)).truncate());
            });
        });
        ui.horizontal_wrapped(|ui| {
            if let Some(label) = connect_label(cx, row)
                && cx.state.is_live()
                && ui.add(Button::new(&label).small().icon(Icon::Plug)).clicked()
            {
                connect(cx, row);
            }
            if ui.add(Button::new(cx.t(watch_key(row))).small().icon(Icon::Eye)).clicked() {
                watch(cx, row);
            }
        });
    });
}

/// Draws the menu of a row.
pub fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &MachineRow) {
    if let Some(label) = connect_label(cx, row)
        && cx.state.is_live()
        && menu_item(ui, Some(Icon::Plug), &label, "").clicked()
    {
        connect(cx, row);
    }
    if menu_item(ui, Some(Icon::Eye), cx.t(watch_key(row)), "").clicked() {
        watch(cx, row);
    }
    menu_separator(ui);
    let pid = row.pid().map(|pid| pid.to_string());
    let texts = [
        ("machine-copy", Some(line(row))),
        ("machine-copy-local", Some(row.local.clone()).filter(|text| !text.is_empty())),
        ("machine-copy-peer", Some(row.peer.clone()).filter(|text| !text.is_empty())),
        ("machine-copy-pid", pid),
    ];
    for (key, text) in texts {
        if let Some(text) = text
            && menu_item(ui, Some(Icon::Copy), cx.t(key), "").clicked()
        {
            ui.ctx().copy_text(text);
        }
    }
}
