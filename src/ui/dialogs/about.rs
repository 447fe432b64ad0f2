//! Versions and licences.

use super::{buttons_ui, modal_ui, paragraph};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::Button;
use egui::Context;

/// Draws it; true when it should close.
pub fn about_ui(ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let mut closed = false;
    let dismissed = modal_ui(ctx, "about", "Sockscope", |ui| {
        let version = Message::new("about-version").with("version", env!("CARGO_PKG_VERSION"));
        paragraph(ui, cx.say(&version));
        paragraph(ui, cx.t("about-what"));
        ui.add_space(sizes::GAP);
        paragraph(ui, cx.t("about-licence"));
        paragraph(ui, cx.t("about-fonts"));
        buttons_ui(ui, |ui| closed = ui.add(Button::new(cx.t("dialog-close")).primary()).clicked());
    });
    dismissed || closed
}
