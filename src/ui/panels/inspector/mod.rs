//! What the kernel says about the selected socket, why its last call failed, and what its calls wait for; its
//! options to be set, and its groups.

mod facts;
mod fold;
mod groups;
mod notes;
mod options;
mod span;
pub(in crate::ui::panels) mod why;

use super::super::cx::Cx;
use crate::net::Facts;
use crate::session::SocketRow;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{FactRow, emphasised, empty_state, menu_item, padded};
use egui::{Align, Color32, Rect, ScrollArea, Ui};
use std::sync::Arc;
use std::time::Duration;

/// How long a check mark says that a value was copied.
const COPIED: Duration = Duration::from_millis(1200);

/// What the panel keeps between frames.
#[derive(Default)]
pub struct Inspector {
    options: options::Editor,
    groups: groups::Groups,
    drafts: options::Drafts,
    /// The card about what failed or waits is to come into sight.
    reveal: bool,
    /// The value that was copied last, and when by egui's clock.
    copied: Option<(String, f64)>,
}

impl Inspector {
    /// Scrolls the card about what failed or waits into sight, in the next frame.
    pub fn reveal_why(&mut self) {
        self.reveal = true;
    }

    /// The descriptor, at the right of the header.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let facts = facts_of(cx).filter(|_| why::on_no_socket(cx).is_none());
        let Some(fd) = facts.and_then(|facts| facts.fd) else { return };
        let color = Tokens::of(ui).text_subdued;
        ui.label(Text::Mono.rich(format!("fd {fd}"), color));
    }

    /// The facts.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(call) = why::on_no_socket(cx) {
            let area = ScrollArea::vertical().id_salt("inspector-no-socket").auto_shrink(false);
            area.show(ui, |ui| padded(ui, |ui| why::no_socket_ui(ui, cx, &call)));
            return;
        }
        let Some(row) = cx.state.selected_socket().map(Arc::clone) else {
            if let Some(failed) = why::unmade(cx) {
                let area = ScrollArea::vertical().id_salt("inspector-unmade").auto_shrink(false);
                area.show(ui, |ui| padded(ui, |ui| why::unmade_ui(ui, cx, &failed)));
                return;
            }
            empty_state(ui, Icon::MagnifyingGlass, cx.t("inspector-empty"), cx.t("inspector-empty-hint"), |_| {});
            return;
        };
        let area = ScrollArea::vertical().id_salt("inspector").auto_shrink(false);
        area.show(ui, |ui| {
            padded(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                title_ui(ui, &row);
                span::span_ui(ui, cx);
                notes::notes_ui(ui, cx);
                self.facts_ui(ui, cx, &row);
                self.wide_ui(ui, cx, &row);
                if row.backlog.is_some() {
                    super::kernel::listening_ui(ui, cx, &row);
                }
                ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
                let top = ui.cursor().min;
                why::waits_ui(ui, cx, &row);
                why::failed_ui(ui, cx, &row);
                if std::mem::take(&mut self.reveal) {
                    ui.scroll_to_rect(Rect::from_min_max(top, ui.min_rect().max), Some(Align::Min));
                }
                ui.spacing_mut().item_spacing.y = 0.0;
                self.drafts.settle(&cx.state.live_snapshot().board, cx.state.facts_n());
                self.groups.ui(ui, cx, &row, &mut self.drafts);
                self.options.ui(ui, cx, &row, &mut self.drafts);
                ui.add_space(sizes::MARGIN);
            });
        });
    }

    /// A value that a click copies.
    fn fact(&mut self, ui: &mut Ui, cx: &Cx<'_>, label: &str, parts: &[(&str, Text, Color32)]) {
        let now = ui.input(|input| input.time);
        let value = parts.first().map_or("", |(text, ..)| *text);
        let is_this = |(copied, at): &(String, f64)| copied == label && now - at < COPIED.as_secs_f64();
        let copied = self.copied.as_ref().is_some_and(is_this);
        let response = FactRow::new(label, parts).copied(copied).show(ui);
        let mut copy = response.clicked();
        response.context_menu(|ui| {
            if menu_item(ui, Some(Icon::Copy), cx.t("inspector-copy"), "").clicked() {
                copy = true;
                ui.close();
            }
        });
        if copy {
            ui.ctx().copy_text(value.to_owned());
            ui.ctx().request_repaint_after(COPIED);
            self.copied = Some((label.to_owned(), now));
        }
    }
}

/// What the kernel said last about the selected socket.
fn facts_of<'a>(cx: &Cx<'a>) -> Option<&'a Facts> {
    let facts = cx.state.facts.as_ref()?;
    let row = cx.state.selected_socket()?;
    (cx.state.is_live() && row.open && facts.sid == row.sid).then_some(facts)
}

fn title_ui(ui: &mut Ui, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let mut parts = vec![(row.name.base().to_owned(), true)];
    if !row.name.side().is_empty() {
        parts.push((format!(" {}", row.name.side()), false));
    }
    emphasised(ui, &parts, (Text::Body, tokens.text_subdued), (Text::MonoStrong, tokens.text_strong));
    ui.add_space(sizes::GAP_SMALL);
}
