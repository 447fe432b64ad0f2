//! The sockets of others that are followed: a line each, with how they changed.

use crate::app::{AppCommand, MachineCommand, Watched, moment_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{icon_button, padded};
use egui::{Align, Label, Layout, Ui, vec2};

/// So many of its newest changes stand on a line.
const NEWEST: usize = 4;

/// Draws them above the table; nothing where none is followed.
pub fn watched_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let mut gone = None;
    for (at, watched) in cx.state.machine.watched().iter().enumerate() {
        padded(ui, |ui| {
            let size = vec2(ui.available_width(), sizes::CONTROL);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = sizes::GAP;
                let name = cx.say(&Message::new("machine-forget").with("name", &*watched.title));
                if icon_button(ui, Icon::X, &name).clicked() {
                    gone = Some(at);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| line_ui(ui, cx, watched));
            });
        });
    }
    if let Some(at) = gone {
        cx.push(AppCommand::Machine(MachineCommand::Forget(at)));
    }
}

fn line_ui(ui: &mut Ui, cx: &Cx<'_>, watched: &Watched) {
    let tokens = Tokens::of(ui);
    ui.label(Icon::Eye.rich(sizes::ICON, if watched.is_gone() { tokens.text_subdued } else { tokens.accent }));
    ui.label(Text::Mono.rich(watched.title.as_str(), tokens.text_strong));
    if !watched.process.is_empty() {
        ui.label(Text::Body.rich(watched.process.as_str(), tokens.text_subdued));
    }
    let skipped = watched.changes.len().saturating_sub(NEWEST);
    let changes = watched.changes.iter().skip(skipped).map(|change| {
        let state = change.state.unwrap_or_else(|| cx.t("machine-gone"));
        let mut text = format!("{} {state}", moment_text(change.at));
        if change.receive_queue > 0 || change.send_queue > 0 {
            text.push_str(&format!(" ↓{} ↑{}", change.receive_queue, change.send_queue));
        }
        text
    });
    let text = changes.collect::<Vec<_>>().join("  →  ");
    ui.add(Label::new(Text::MonoSmall.rich(text, tokens.text)).truncate());
}
