//! A line of the list: a message to send, or a folder with its own button.

use super::lines::{Line, Spot};
use super::{Messages, Renaming, menu, words};
use crate::app::{AppCommand, MessageCommand, SavedMessage};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Field, ListRow, PillKind, RowPainter, entered, icon_button};
use egui::{Align, EventFilter, Key, Layout, Response, Sense, Ui, UiBuilder, vec2};
use std::sync::Arc;
use words::Look;

impl Messages {
    pub(super) fn line_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
        match line {
            Line::Folder { name, .. } if self.renaming.as_ref().is_some_and(|renaming| renaming.name == *name) => {
                self.rename_ui(ui, cx);
            }
            Line::Folder { name, count, folded } => self.folder_ui(ui, cx, name, *count, *folded),
            Line::Message(message) => self.message_ui(ui, cx, message),
        }
    }

    fn message_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, message: &Arc<SavedMessage>) {
        let id = message.id;
        let look = self.looks.of(message);
        let sentence = words::sentence(cx, message, &look);
        let selected = self.chosen.contains(&id);
        let indent = usize::from(!message.folder.is_empty());
        let row = ListRow::new(&sentence).selected(selected).indent(indent);
        let mut icon_end = 0.0;
        let dragged = self.is_dragged(id);
        let response = row.show(ui, |painter| {
            icon_end = painter.left + sizes::ICON + sizes::GAP_SMALL;
            message_row(cx, message, &look, dragged, painter);
        });
        let response = response.interact(Sense::click_and_drag());
        self.keyboard(ui, &response, &Spot::Message(id));
        let on_icon = response.interact_pointer_pos().is_some_and(|at| at.x < icon_end);
        let (extend, add) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
        if response.clicked() && on_icon {
            self.go_to(Spot::Message(id), false);
            cx.push(AppCommand::Messages(MessageCommand::Send(id)));
        } else if response.double_clicked() || response.triple_clicked() {
            // A click elsewhere just before makes it a third one.
            cx.push(AppCommand::Messages(MessageCommand::Load(id)));
        } else if response.clicked() && add {
            if !self.chosen.remove(&id) {
                self.chosen.insert(id);
            }
            (self.cursor, self.anchor) = (Some(Spot::Message(id)), Some(Spot::Message(id)));
        } else if response.clicked() {
            self.go_to(Spot::Message(id), extend);
        } else if response.secondary_clicked() && !selected {
            self.go_to(Spot::Message(id), false);
        }
        if response.clicked() {
            self.pressed(ui);
        }
        self.begin_drag(&response, id);
        let response = hover(cx, message, &look, response);
        menu::message_menu(self, &response, cx, message);
    }

    fn folder_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, name: &Arc<str>, count: usize, folded: bool) {
        let said = Message::new("messages-folder").with("name", &**name).with("n", count as u64);
        let sentence = cx.say(&said.with("folded", if folded { "yes" } else { "no" }));
        let room = ui.available_rect_before_wrap();
        let response = ListRow::new(&sentence).show(ui, |painter| {
            let color = painter.tokens.text_subdued;
            painter.right -= sizes::CONTROL;
            painter.icon(if folded { Icon::CaretRight } else { Icon::CaretDown }, color);
            painter.text_right(&count.to_string(), Text::Small, color);
            painter.text(name, Text::Label, color);
        });
        self.keyboard(ui, &response, &Spot::Folder(Arc::clone(name)));
        if response.clicked() {
            self.go_to(Spot::Folder(Arc::clone(name)), false);
            self.pressed(ui);
            self.fold(name, !folded);
        }
        let place = room.with_min_x(response.rect.right() - sizes::CONTROL - sizes::GAP_SMALL);
        let place = place.with_max_y(response.rect.bottom());
        let mut right = ui.new_child(UiBuilder::new().max_rect(place).layout(Layout::left_to_right(Align::Center)));
        let send = cx.say(&Message::new("messages-send-folder").with("name", &**name));
        if icon_button(&mut right, Icon::Play, &send).clicked() {
            cx.push(AppCommand::Messages(MessageCommand::SendFolder(name.to_string())));
        }
        menu::folder_menu(self, &response, cx, name);
    }

    /// A row was pressed: it is in sight, and keys are the list's; a ring shows only where the keyboard was used.
    fn pressed(&mut self, ui: &Ui) {
        self.show_cursor = false;
        self.active = true;
        let elsewhere = ui.memory(|memory| memory.focused()).filter(|_| self.focused.is_none());
        if let Some(elsewhere) = elsewhere {
            ui.memory_mut(|memory| memory.surrender_focus(elsewhere));
        }
    }

    /// Remembers which row has the keyboard, and gives it to the one that is to have it.
    fn keyboard(&mut self, ui: &Ui, response: &Response, spot: &Spot) {
        if self.focus.as_ref() == Some(spot) {
            self.focus = None;
            response.request_focus();
        }
        if response.has_focus() {
            self.focused = Some(spot.clone());
            if response.gained_focus() && self.cursor.as_ref() != Some(spot) {
                self.go_to(spot.clone(), false);
            }
            let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        }
    }

    fn rename_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(Renaming { name, typed, begun }) = &mut self.renaming else { return };
        let label = cx.say(&Message::new("messages-folder-name").with("name", &**name));
        let size = vec2(ui.available_width(), sizes::ROW);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let place = rect.shrink2(vec2(sizes::MARGIN, (sizes::ROW - sizes::CONTROL) / 2.0));
        let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
        let response = Field::new(&label, typed).hide_label().proportional().show(&mut inner);
        if !*begun {
            response.request_focus();
            *begun = response.has_focus();
            return;
        }
        if !response.lost_focus() {
            return;
        }
        let given_up = ui.input(|input| input.key_pressed(Key::Escape));
        let (from, to) = (name.to_string(), typed.trim().to_owned());
        let kept = if to.is_empty() || given_up { from.as_str() } else { to.as_str() };
        self.cursor = Some(Spot::Folder(kept.into()));
        if given_up || entered(ui, &response) {
            self.focus.clone_from(&self.cursor);
        }
        if kept != from {
            cx.push(AppCommand::Messages(MessageCommand::RenameFolder { from, to }));
        }
        self.renaming = None;
    }
}

/// The note, and what is wrong, whole.
fn hover(cx: &Cx<'_>, message: &SavedMessage, look: &Look, response: Response) -> Response {
    let wrong = look.size.as_ref().err().map(|why| cx.say(&Message::new("messages-wrong").with("why", why.clone())));
    let note = (!message.note.trim().is_empty()).then(|| message.note.trim().to_owned());
    match [note, wrong].into_iter().flatten().collect::<Vec<_>>() {
        lines if lines.is_empty() => response,
        lines => response.on_hover_text(lines.join("\n")),
    }
}

fn message_row(cx: &Cx<'_>, message: &SavedMessage, look: &Look, dragged: bool, painter: &mut RowPainter<'_>) {
    let tokens = Arc::clone(&painter.tokens);
    let Tokens { sent, waiting, error, text_subdued, text_strong, .. } = *tokens;
    let (icon, color) = match (&look.size, &message.repeat) {
        (Err(_), _) => (Icon::WarningCircle, error),
        (Ok(_), Some(_)) => (Icon::Repeat, waiting),
        (Ok(_), None) => (Icon::Play, sent),
    };
    painter.icon(icon, color);
    let amount = words::amount(cx, message, look);
    match (&look.size, &message.repeat) {
        (Err(_), _) => {
            // The reason gives way to the name.
            let half = (painter.right - painter.left) / 2.0;
            painter.column_right(half, &amount, Text::Small, error);
        }
        (Ok(_), Some(_)) => painter.text_right(&amount, Text::Body, text_subdued),
        (Ok(_), None) => painter.text_right(&amount, Text::Mono, text_subdued),
    }
    if let Some(key) = message.key {
        painter.pill_right(&words::key_text(key), PillKind::Neutral);
    }
    painter.text(&look.name, Text::Body, if dragged { text_subdued } else { text_strong });
}
