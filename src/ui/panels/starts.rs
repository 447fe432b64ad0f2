//! What an empty board offers: the few ways to begin. It stands in the timeline, or in the log where the timeline is out of
//! sight.

use super::super::dialogs::StartsForm;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use egui::{ScrollArea, Ui};

/// No wider than this.
const WIDEST: f32 = 680.0;

/// Whether there is nothing yet, and something can be begun.
pub fn are_offered(cx: &Cx<'_>) -> bool {
    cx.state.is_live() && cx.state.snapshot.rows == 0 && cx.state.snapshot.board.sockets.is_empty()
}

/// Draws them in the middle.
pub fn starts_ui(ui: &mut Ui, cx: &mut Cx<'_>, starts: &mut StartsForm) {
    ScrollArea::both().id_salt("starts").auto_shrink(false).show(ui, |ui| {
        let width = ui.available_width();
        let inset = ((width - WIDEST) / 2.0).max(sizes::MARGIN * 2.0);
        ui.add_space(sizes::GAP);
        ui.horizontal_top(|ui| {
            ui.add_space(inset);
            ui.vertical(|ui| {
                ui.set_max_width((width - 2.0 * inset).max(1.0));
                starts.ui(ui, cx);
            });
        });
    });
}
