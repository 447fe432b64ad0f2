//! The entries of the session's menu that are about recording.

use super::{menu_keys, tick_ui};
use crate::app::{AppCommand, RecordingCommand};
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets;
use egui::Ui;

/// Draws them.
pub fn recording_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
    let (icon, key) = match cx.state.is_paused() {
        true => (Icon::Record, "menu-resume-recording"),
        false => (Icon::Pause, "menu-pause-recording"),
    };
    if widgets::menu_item(ui, Some(icon), cx.t(key), &menu_keys(ui, Action::PauseRecording)).clicked() {
        chosen.push(Action::PauseRecording);
    }
    let keep = cx.state.settings.keep_payloads;
    if tick_ui(ui, cx.t("menu-keep-payloads"), keep) {
        cx.push(AppCommand::Recording(RecordingCommand::KeepPayloads(!keep)));
    }
    if widgets::menu_item(ui, Some(Icon::FolderOpen), cx.t("menu-kept-sessions"), "").clicked() {
        chosen.push(Action::KeptSessions);
    }
}
