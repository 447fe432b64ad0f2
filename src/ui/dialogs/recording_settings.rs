//! The part of the settings that is about recording.

use super::settings_page::choice_ui;
use crate::app::{AppCommand, RecordingCommand};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::section_label;
use egui::Ui;

/// Draws it.
pub fn recording_settings_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    section_label(ui, cx.t("settings-recording"));
    let kept = [(true, cx.t("settings-payloads-kept")), (false, cx.t("settings-payloads-hashed"))];
    let now = cx.state.settings.keep_payloads;
    if let Some(keep) = choice_ui(ui, cx, cx.t("settings-payloads"), now, &kept) {
        cx.push(AppCommand::Recording(RecordingCommand::KeepPayloads(keep)));
    }
    ui.add_space(sizes::GAP);
}
