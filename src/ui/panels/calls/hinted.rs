//! One quiet line before a mistake, which can be dismissed for good.

use crate::app::{AppCommand, WhyCommand};
use crate::call::Call;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{icon_button, wrapped};
use egui::{Align, Layout, Ui, vec2};

/// What is worth a word before `call` is made, if anything.
pub fn hint_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, call: &Call) {
    let Some(hint) = cx.state.hint(row, call) else { return };
    let t = Tokens::of(ui);
    let words = cx.say(&hint.message);
    ui.add_space(sizes::GAP_SMALL);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
        let width = (ui.available_width() - sizes::CONTROL - sizes::GAP_SMALL).max(1.0);
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            wrapped(ui, &[(&words, Text::Small, t.text_subdued)]);
        });
        if icon_button(ui, Icon::X, cx.t("hint-hide")).clicked() {
            cx.push(AppCommand::Why(WhyCommand::HideHint(hint.kind)));
        }
    });
}
