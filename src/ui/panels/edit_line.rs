//! *Edit and run again*: a call of the log as a line of Python in the box of Ctrl+K. A payload that is not in memory is
//! asked for, and the line is there when it has come.

use super::super::cx::Cx;
use super::super::theme::Icon;
use super::super::widgets::menu_item;
use super::copy::with_payload;
use crate::app::{AppCommand, LineCommand};
use crate::call::{Kept, Name};
use crate::script::call_line;
use crate::session::Row;
use egui::Ui;
use std::sync::Arc;

/// Longer payloads are not for typing, in bytes.
const LONGEST: u64 = 64 * 1024;
/// A payload that does not come within so many seconds cannot be had.
const PATIENCE: f64 = 5.0;

/// The line that is wanted, at once or when its payload has come.
#[derive(Default)]
pub struct EditLine {
    wanted: Option<(Arc<Row>, f64)>,
}

impl EditLine {
    /// The item of a row's menu; none where no line can be made or run.
    pub fn item_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &Arc<Row>) {
        let sends = row.record.call.sent().is_some();
        let is_kept = !sends || row.record.kept == Kept::Whole && row.sent_len <= LONGEST;
        if !cx.state.is_live() || !is_kept {
            return;
        }
        if menu_item(ui, Some(Icon::PencilSimple), cx.t("line-edit"), "").clicked() {
            self.wanted = Some((Arc::clone(row), ui.input(|input| input.time)));
            ui.ctx().request_repaint();
        }
    }

    /// Puts the line into the box if its payload has come by now.
    pub fn poll(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let Some((row, since)) = self.wanted.take() else { return };
        let payload = match row.record.call.sent() {
            Some(start) if (start.len() as u64) < row.sent_len => match cx.state.session().payload(row.n) {
                Some(payload) => Some(payload),
                None if ui.input(|input| input.time) - since > PATIENCE => return,
                None => return self.wanted = Some((row, since)),
            },
            Some(start) => Some(Arc::clone(start)),
            None => None,
        };
        let record = with_payload(&row.record, payload);
        let side = record.on.as_ref().or(record.makes.as_ref()).map_or("", Name::side);
        cx.push(AppCommand::Line(LineCommand::Edit(side.into(), call_line(&record))));
        ui.ctx().request_repaint();
    }
}
