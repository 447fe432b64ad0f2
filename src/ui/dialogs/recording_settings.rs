//! The part of the settings that is about recording.

use super::settings_page::{choice_ui, row_ui};
use crate::app::{AppCommand, Dialog, RecordingCommand, SESSION_LIMITS};
use crate::bytes;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Button, dropdown, section_label};
use egui::Ui;

/// Draws it.
pub fn recording_settings_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    section_label(ui, cx.t("settings-recording"));
    let kept = [(true, cx.t("settings-payloads-kept")), (false, cx.t("settings-payloads-hashed"))];
    let now = cx.state.settings.keep_payloads;
    if let Some(keep) = choice_ui(ui, cx, cx.t("settings-payloads"), now, &kept) {
        cx.push(AppCommand::Recording(RecordingCommand::KeepPayloads(keep)));
    }
    row_ui(ui, cx.t("settings-limit"), |ui| {
        limit_ui(ui, cx);
        if ui.add(Button::new(cx.t("settings-kept")).icon(Icon::FolderOpen)).clicked() {
            cx.push(AppCommand::ShowDialog(Some(Dialog::KeptSessions)));
        }
    });
    ui.add_space(sizes::GAP);
}

/// What all sessions may take before the oldest go.
pub fn limit_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = SESSION_LIMITS.map(|mib| match mib {
        0 => cx.t("settings-limit-never").to_owned(),
        mb => {
            let size = bytes::size_text(u64::from(mb) * 1_000_000);
            cx.say(&Message::new("settings-limit-above").with("size", size))
        }
    });
    let mut limits: Vec<_> = SESSION_LIMITS.into_iter().zip(words.iter().map(String::as_str)).collect();
    let mut limit = cx.state.settings.sessions_limit_mb;
    let own =
        cx.say(&Message::new("settings-limit-above").with("size", bytes::size_text(u64::from(limit) * 1_000_000)));
    if !SESSION_LIMITS.contains(&limit) {
        limits.push((limit, &own));
    }
    if dropdown(ui, cx.t("settings-limit"), &mut limit, &limits).changed() {
        cx.push(AppCommand::Recording(RecordingCommand::LimitSessions(limit)));
    }
}
