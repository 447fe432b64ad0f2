//! Whether a script may leave this machine: what it names, asked once for a file.

use super::{buttons_ui, modal_ui, paragraph};
use crate::app::{AppCommand, ScriptCommand, is_beyond};
use crate::ui::cx::Cx;
use crate::ui::panels::{distance_key, reached_line};
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, section_label};
use egui::{Context, Label, ScrollArea};

/// The list is at most so high.
const LIST: f32 = 180.0;

/// Draws it; never asks to be closed: the answer closes it.
pub fn script_consent_ui(ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let Some(open) = cx.state.scripts.open.as_deref() else { return true };
    let mut wish = None;
    let height = LIST.min(ctx.content_rect().height() * 0.35);
    let dismissed = modal_ui(ctx, "script-consent", cx.t("scripts-consent-title"), |ui| {
        paragraph(ui, cx.t("scripts-consent-body"));
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            let color = Tokens::of(ui).text_strong;
            for (distance, list) in open.reached.iter().filter(|(distance, _)| is_beyond(*distance)) {
                ui.add_space(sizes::GAP_SMALL);
                section_label(ui, cx.t(distance_key(*distance)));
                for reached in list {
                    ui.add(Label::new(Text::Mono.rich(reached_line(reached), color)).truncate());
                }
            }
        });
        buttons_ui(ui, |ui| {
            let keep = ui.add(Button::new(cx.t("scripts-keep-here")).primary());
            if keep.clicked() {
                wish = Some(ScriptCommand::Allow(false));
            }
            if ui.memory(|memory| memory.focused().is_none()) {
                keep.request_focus();
            }
            if ui.add(Button::new(cx.t("scripts-allow"))).clicked() {
                wish = Some(ScriptCommand::Allow(true));
            }
            if ui.add(Button::new(cx.t("dialog-cancel"))).clicked() {
                wish = Some(ScriptCommand::DismissConsent);
            }
        });
    });
    if let Some(wish) = wish.or(dismissed.then_some(ScriptCommand::DismissConsent)) {
        cx.push(AppCommand::Script(wish));
    }
    false
}
