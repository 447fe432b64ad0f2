//! What stands above the list when it is long (a filter, and how it is sorted) and below it when several are marked.

use super::Sockets;
use super::arrange::SortBy;
use crate::app::{AppCommand, ClientCommand};
use crate::call::SocketId;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, icon_button, menu_item};
use egui::{Align, Id, Key, Label, Layout, Popup, Rect, Ui, UiBuilder, vec2};

/// With more sockets than this the filter is always there.
const FEW: usize = 8;
/// More than so many are closed only after a question.
const CLOSED_UNASKED: usize = 5;

impl Sockets {
    /// Whether the filter shows.
    pub(super) fn has_strip(&self, sockets: usize) -> bool {
        sockets > FEW || self.asked_for_filter || self.arrange.filters() || self.arrange.by != SortBy::Made
    }

    /// The filter and the order.
    pub(super) fn strip_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let size = vec2(ui.available_width(), sizes::CONTROL + sizes::GAP);
        let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let inner = rect.shrink2(vec2(sizes::MARGIN, 0.0)).with_max_y(rect.bottom() - sizes::GAP);
        let builder = UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            let now = cx.t(self.arrange.by.key());
            let label = cx.say(&Message::new("clients-sort").with("order", now));
            let icon = if self.arrange.by == SortBy::Made { Icon::SortAscending } else { Icon::SortDescending };
            let button = icon_button(ui, icon, &label);
            Popup::menu(&button).gap(4.0).show(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for by in SortBy::ALL {
                    let icon = (by == self.arrange.by).then_some(Icon::Check);
                    if menu_item(ui, icon, cx.t(by.key()), "").clicked() {
                        self.arrange.by = by;
                    }
                }
            });
            self.field_ui(ui, cx);
        });
    }

    fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let id = Id::unique("sockscope-filter-sockets");
        let field = Field::new(cx.t("clients-filter"), &mut self.arrange.filter).hide_label().id(id);
        let response = field.icon(Icon::MagnifyingGlass).hint(cx.t("clients-filter-hint")).show(ui);
        if std::mem::take(&mut self.focus_filter) {
            response.request_focus();
        }
        if response.gained_focus() || response.has_focus() {
            self.active = false;
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.arrange.filter.clear();
            self.asked_for_filter = false;
        }
    }

    /// How high what stands below the list is.
    pub(super) fn foot_height(&self, cx: &Cx<'_>) -> f32 {
        match &self.closing {
            Some(_) => 2.0 * sizes::CONTROL + 2.0 * sizes::GAP,
            None if cx.state.clients.marked.len() > 1 => sizes::CONTROL + 2.0 * sizes::GAP,
            None => 0.0,
        }
    }

    /// How many are marked and what can be done with them, or the question before many are closed.
    pub(super) fn foot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) {
        let inner = rect.shrink2(vec2(sizes::MARGIN, sizes::GAP));
        let line = egui::Stroke::new(sizes::HAIRLINE, Tokens::of(ui).raised);
        ui.painter().hline(rect.x_range(), rect.top(), line);
        let mut foot = ui.new_child(UiBuilder::new().id_salt("marked").max_rect(inner));
        match self.closing.clone() {
            Some(sockets) => self.question_ui(&mut foot, cx, &sockets),
            None => self.marked_ui(&mut foot, cx),
        }
    }

    fn marked_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let marked = &cx.state.clients.marked;
        let count = marked.len() as u64;
        let words = cx.say(&Message::new("clients-marked").with("n", count));
        let close = cx.say(&Message::new("clients-close-marked").with("n", count));
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if cx.state.is_live() && ui.add(Button::new(&close).small()).clicked() {
                let sockets = marked.iter().copied().collect();
                self.close(cx, sockets);
            }
            ui.add(Label::new(Text::Body.rich(words, Tokens::of(ui).text)).truncate());
        });
    }

    fn question_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, sockets: &[SocketId]) {
        let count = sockets.len() as u64;
        let words = cx.say(&Message::new("clients-close-question").with("n", count));
        ui.spacing_mut().item_spacing.y = 0.0;
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(Text::Body.rich(words, Tokens::of(ui).text_strong)).truncate());
        });
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let yes = cx.say(&Message::new("clients-close-yes").with("n", count));
            if ui.add(Button::new(&yes).danger().small()).clicked() {
                self.closing = None;
                cx.push(AppCommand::Clients(ClientCommand::Close(sockets.to_vec())));
            }
            if ui.add(Button::new(cx.t("clients-close-no")).small()).clicked() {
                self.closing = None;
            }
        });
    }

    /// Closes sockets: a few at once, many after a question.
    pub(super) fn close(&mut self, cx: &mut Cx<'_>, sockets: Vec<SocketId>) {
        if sockets.len() > CLOSED_UNASKED {
            self.closing = Some(sockets);
        } else {
            cx.push(AppCommand::Clients(ClientCommand::Close(sockets)));
        }
    }
}
