//! The sockets of this machine, as `ss` shows them: who has which port, to be sorted, filtered, connected to, followed.
//!
//! ```text
//! ┌ System ──────────────────────── Pause ┐
//! │ Which process has port 8000  🔍  12 of 214 │
//! │ Port 8000 (TCP) is listened on at …    │
//! │ tcp  LISTEN  0  127.0.0.1:8000 python3 │
//! │ …                                      │
//! │ 127.0.0.1:8000  Connect to it  Watch it│
//! └────────────────────────────────────────┘
//! ```

mod columns;
mod foot;
mod list;
mod port;
mod watched;

use crate::app::{AppCommand, Column, MachineCommand, MachineRow, MachineTable, sorted_machine};
use crate::bytes;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, empty_state, icon_button, padded};
use egui::{Align, Id, Layout, Ui, vec2};
use list::RowList;
use port::{PortAsked, PortField};
use std::sync::Arc;

/// The column of how many are shown.
const COUNT: f32 = 96.0;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct MachinePanel {
    port: PortField,
    query: String,
    column: Column,
    descending: bool,
    /// The rows that show, and what they were made from.
    shown: Vec<usize>,
    made_of: Option<(u64, String, Column, bool)>,
    list: RowList,
}

impl MachinePanel {
    /// *Pause*, at the right of the header.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let paused = cx.state.machine.paused;
        let (label, icon) = if paused { ("machine-go-on", Icon::Play) } else { ("machine-pause", Icon::Pause) };
        if ui.add(Button::new(cx.t(label)).small().icon(icon).selected(paused)).clicked() {
            cx.push(AppCommand::Machine(MachineCommand::Pause(!paused)));
        }
    }

    /// The table, and what stands around it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(table) = cx.state.machine.table() else {
            empty_state(ui, Icon::Desktop, cx.t("machine-reading"), "", |_| {});
            super::kernel::await_first_look(ui);
            return;
        };
        if let Some(errno) = table.error {
            let why = cx.say(&Message::new("machine-not-here").with("error", crate::app::errno_words(errno)));
            empty_state(ui, Icon::Desktop, &why, cx.t("machine-not-here-hint"), |_| {});
            return;
        }
        if let Some(row) = self.port.take_asked(cx.state) {
            self.query.clear();
            self.list.seek(row);
        }
        self.refresh(&table);
        let asked = padded(ui, |ui| self.head_ui(ui, cx, &table));
        if asked.changed {
            self.list.seek(None);
            // What was typed in this frame counts in it.
            self.refresh(&table);
        }
        if asked.entered {
            self.list.enter(&table, &self.shown);
        }
        ui.add_space(sizes::GAP_SMALL);
        watched::watched_ui(ui, cx);
        let room = ui.available_rect_before_wrap();
        let selected = self.list.selected(&table).filter(|row| self.shows(&table, row));
        let foot = if selected.is_some() { foot::HEIGHT } else { 0.0 };
        let (above, below) = room.split_top_bottom_at_y(room.bottom() - foot);
        let mut body = ui.new_child(egui::UiBuilder::new().max_rect(above).layout(*ui.layout()));
        body.set_clip_rect(above.intersect(ui.clip_rect()));
        body.spacing_mut().item_spacing.y = 0.0;
        let columns = columns::Columns::of(above.width());
        columns::head_ui(&mut body, cx, &columns, &mut self.column, &mut self.descending);
        if self.shown.is_empty() {
            empty_state(&mut body, Icon::MagnifyingGlass, cx.t("machine-none"), cx.t("machine-none-hint"), |_| {});
        } else {
            self.list.ui(&mut body, cx, &table, &self.shown, &columns);
        }
        if let Some(row) = self.list.selected(&table).filter(|_| foot > 0.0) {
            let mut strip = ui.new_child(egui::UiBuilder::new().max_rect(below).layout(*ui.layout()));
            strip.set_clip_rect(below.intersect(ui.clip_rect()));
            foot::foot_ui(&mut strip, cx, row);
        }
        ui.advance_cursor_after_rect(room);
    }

    /// Whether the filter lets a row through.
    fn shows(&self, table: &MachineTable, row: &MachineRow) -> bool {
        self.shown.iter().filter_map(|at| table.rows.get(*at)).any(|shown| std::ptr::eq(shown, row))
    }

    /// The question, the filter, and the answer under them.
    fn head_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, table: &MachineTable) -> PortAsked {
        let beside = PortField::is_beside(ui.available_width());
        let asked = ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let asked = self.port.field_ui(ui, cx);
            if beside {
                ui.add_space(sizes::GAP_SMALL);
                self.filter_ui(ui, cx, table);
            }
            asked
        });
        if !beside {
            ui.add_space(sizes::GAP_SMALL);
            self.filter_ui(ui, cx, table);
        }
        self.port.answer_ui(ui, cx, table);
        asked.inner
    }

    /// Puts the rows in order where the table, the filter or the order is another.
    fn refresh(&mut self, table: &Arc<MachineTable>) {
        let query = bytes::ascii_forms(&self.query).unwrap_or_else(|| self.query.clone());
        // The filter narrows what the port leaves.
        let query = match self.port.port() {
            Some(port) => format!("local:{port} {query}"),
            None => query,
        };
        let wanted = (table.version, query, self.column, self.descending);
        if self.made_of.as_ref() != Some(&wanted) {
            self.shown = sorted_machine(table, &wanted.1, self.column, self.descending);
            self.made_of = Some(wanted);
        }
    }

    fn filter_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, table: &MachineTable) {
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let count = Message::new("machine-count").with("n", self.shown.len() as u64);
            let count = cx.say(&count.with("all", table.rows.len() as u64));
            ui.allocate_ui_with_layout(vec2(COUNT, sizes::CONTROL), Layout::right_to_left(Align::Center), |ui| {
                ui.set_min_width(COUNT);
                let color = Tokens::of(ui).text_subdued;
                ui.add(egui::Label::new(Text::Small.rich(count, color)).truncate());
            });
            if !self.query.is_empty() && icon_button(ui, Icon::X, cx.t("machine-filter-clear")).clicked() {
                self.query.clear();
            }
            let field = Field::new(cx.t("machine-filter"), &mut self.query).hide_label().icon(Icon::MagnifyingGlass);
            field.hint(cx.t("machine-filter-hint")).id(Id::unique("sockscope-find-machine")).show(ui);
        });
    }
}
