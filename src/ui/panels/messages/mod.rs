//! The saved messages: a list to send from by a click or a key, with folders, search, drag and a way back.
//!
//! ```text
//! ┌ Messages ────────── + ⋯ ┐
//! │ 🔍 Search               │  where there are more than a few
//! │ ▷ 读保持寄存器      12 B │
//! │ ⇄ 心跳       every 500 ms│
//! │ ⌄ Modbus              ▷ │  sends the folder in order
//! │   ▷ 写线圈 5        12 B │
//! │ Deleted GET /   Undo  ✕ │
//! └─────────────────────────┘
//! ```

mod by_key;
mod drag;
mod foot;
mod keys;
mod lines;
mod menu;
mod row;
mod words;

pub use by_key::send_by_key;
pub use menu::key_label;

use crate::app::{AppCommand, Change, MessageCommand, SavedMessage};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Button, Field, empty_state, icon_button, menu_item, menu_separator, padded};
use drag::Drag;
use egui::{Id, Key, Popup, ScrollArea, Ui};
use lines::{Line, Lines, Spot};
use std::collections::BTreeSet;
use std::sync::Arc;
use words::Looks;

/// With more messages than these there is a search.
const FEW: usize = 7;

/// What the list keeps between frames.
#[derive(Default)]
pub struct Messages {
    list: Lines,
    looks: Looks,
    query: String,
    folded: BTreeSet<Arc<str>>,
    /// The messages that a key or the menu acts on.
    chosen: BTreeSet<u64>,
    /// Where the arrows start.
    cursor: Option<Spot>,
    /// Where a stretch that Shift chooses begins.
    anchor: Option<Spot>,
    /// The row that has the keyboard, and the one that is to have it.
    focused: Option<Spot>,
    focus: Option<Spot>,
    /// The pointer was last used here, so keys that nobody else wants are the list's.
    active: bool,
    /// The cursor's row is to come into sight.
    show_cursor: bool,
    /// How far it is scrolled, and how high it is.
    view: (f32, f32),
    drag: Option<Drag>,
    renaming: Option<Renaming>,
    /// The message that was the newest one in the last frame, and the list's version.
    newest: Option<u64>,
    version: u64,
    /// The change whose strip was dismissed, by the version that it made.
    dismissed: Option<u64>,
}

/// A folder that gets another name.
struct Renaming {
    name: Arc<str>,
    typed: String,
    /// Its field had the keyboard already.
    begun: bool,
}

impl Renaming {
    fn new(name: &Arc<str>) -> Self {
        Self { name: Arc::clone(name), typed: name.to_string(), begun: false }
    }
}

impl Messages {
    /// The header's buttons, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.x = 0.0;
        let more = icon_button(ui, Icon::DotsThree, cx.t("messages-menu"));
        let keys = ui.ctx().format_shortcut(&keys::UNDO);
        let mut wish = None;
        Popup::menu(&more).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if menu_item(ui, Some(Icon::DownloadSimple), cx.t("messages-import"), "").clicked() {
                wish = Some(MessageCommand::Import);
            }
            if menu_item(ui, Some(Icon::Export), cx.t("messages-export"), "").clicked() {
                wish = Some(MessageCommand::Export);
            }
            if let Some(change) = cx.state.messages.undoable() {
                menu_separator(ui);
                let what = words::undo_what(cx, change);
                if menu_item(ui, Some(Icon::ArrowCounterClockwise), &what, &keys).clicked() {
                    wish = Some(MessageCommand::Undo);
                }
            }
        });
        if let Some(wish) = wish {
            cx.push(AppCommand::Messages(wish));
        }
        if icon_button(ui, Icon::Plus, cx.t("messages-new")).clicked() {
            cx.push(AppCommand::EditMessage(Some(self.new_message())));
        }
    }

    /// A new one in the folder of the row that was chosen last.
    fn new_message(&self) -> SavedMessage {
        let line =
            self.cursor.as_ref().and_then(|cursor| self.list.place(cursor)).and_then(|at| self.list.lines.get(at));
        let folder = match line {
            Some(Line::Folder { name, .. }) => name.to_string(),
            Some(Line::Message(message)) => message.folder.clone(),
            None => String::new(),
        };
        SavedMessage { folder, ..SavedMessage::default() }
    }

    /// The list, and what stands around it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let messages = &cx.state.messages;
        let count = messages.all().len();
        if count <= FEW {
            self.query.clear();
        }
        if std::mem::replace(&mut self.version, messages.version()) != messages.version() && self.focused.is_some() {
            // Rows that stand elsewhere are others to egui.
            self.focus.clone_from(&self.cursor);
        }
        self.show_new(messages);
        self.list.refresh(messages, &self.query, &self.folded);
        let known: BTreeSet<u64> = self.list.lines.iter().filter_map(Line::id).collect();
        self.chosen.retain(|id| known.contains(id));
        let foot = self.foot_height(cx);
        let room = ui.available_rect_before_wrap();
        let (above, below) = room.split_top_bottom_at_y(room.bottom() - foot);
        let mut body = ui.new_child(egui::UiBuilder::new().max_rect(above).layout(*ui.layout()));
        body.set_clip_rect(above.intersect(ui.clip_rect()));
        if count == 0 {
            self.keys(ui, cx);
            self.focused = None;
            empty_ui(&mut body, cx);
        } else {
            if count > FEW {
                self.search_ui(&mut body, cx);
            }
            self.list_ui(&mut body, cx);
        }
        if foot > 0.0 {
            let mut strip = ui.new_child(egui::UiBuilder::new().max_rect(below).layout(*ui.layout()));
            self.foot_ui(&mut strip, cx);
        }
        let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
        if let Some(at) = pressed {
            self.active = room.contains(at);
        }
        ui.advance_cursor_after_rect(room);
    }

    /// A message that was just saved comes into sight.
    fn show_new(&mut self, messages: &crate::app::Messages) {
        let newest = messages.newest();
        let before = self.newest.replace(newest).unwrap_or(newest);
        let imported = matches!(messages.just_changed(), Some(Change::Imported(_)));
        let Some(new) = messages.get(newest).filter(|_| newest > before && !imported) else { return };
        self.folded.retain(|name| **name != *new.folder);
        self.query.clear();
        self.list.refresh(messages, &self.query, &self.folded);
        self.go_to(Spot::Message(newest), false);
    }

    fn search_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let response = padded(ui, |ui| {
            let hint = cx.t("messages-search");
            let field = Field::new(hint, &mut self.query).hide_label().hint(hint).icon(Icon::MagnifyingGlass);
            field.proportional().id(Id::unique("sockscope-find-messages")).show(ui)
        });
        ui.add_space(sizes::GAP_SMALL);
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.query.clear();
        }
        let down = response.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
        if down || crate::ui::widgets::entered(ui, &response) {
            // From the field into what it found.
            let first = self.list.lines.iter().find(|line| line.id().is_some()).map(Line::spot);
            if let Some(first) = first {
                self.go_to(first, false);
                self.focus = self.cursor.clone();
            }
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.refresh(&cx.state.messages, &self.query, &self.folded);
        self.keys(ui, cx);
        self.focused = None;
        if self.list.lines.is_empty() {
            empty_state(ui, Icon::MagnifyingGlass, cx.t("messages-search-none"), "", |_| {});
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("saved-messages").auto_shrink(false);
        if let Some(offset) = self.offset(ui) {
            area = area.vertical_scroll_offset(offset);
        }
        let count = self.list.lines.len();
        let output = area.show_rows(ui, sizes::ROW, count, |ui, range| {
            for at in range {
                let Some(line) = self.list.lines.get(at).cloned() else { return };
                ui.push_id(line.spot(), |ui| self.line_ui(ui, cx, &line));
            }
        });
        self.view = (output.state.clamped_offset().y, output.inner_rect.height());
        self.drag_ui(ui, cx, output.inner_rect);
    }

    /// Where to scroll, where something is to come into sight.
    fn offset(&mut self, ui: &Ui) -> Option<f32> {
        let (offset, height) = self.view;
        if let Some(by) = self.drag.as_ref().map(|drag| drag.scroll).filter(|by| *by != 0.0) {
            ui.ctx().request_repaint();
            return Some((offset + by).max(0.0));
        }
        if !std::mem::take(&mut self.show_cursor) {
            return None;
        }
        let top = self.list.place(self.cursor.as_ref()?)? as f32 * sizes::ROW;
        if top < offset {
            Some(top)
        } else if top + sizes::ROW > offset + height && height > 0.0 {
            Some(top + sizes::ROW - height)
        } else {
            None
        }
    }

    /// Puts the cursor on a line and chooses it alone, or all from where Shift was pressed first.
    fn go_to(&mut self, spot: Spot, stretch: bool) {
        match self.anchor.clone().filter(|_| stretch) {
            Some(anchor) => self.chosen = self.list.between(&anchor, &spot),
            None => {
                self.chosen = if let Spot::Message(id) = &spot { BTreeSet::from([*id]) } else { BTreeSet::new() };
                self.anchor = Some(spot.clone());
            }
        }
        self.cursor = Some(spot);
        self.show_cursor = true;
    }

    /// What is chosen, in the order in which it stands.
    fn chosen_in_order(&self) -> Vec<u64> {
        self.list.lines.iter().filter_map(Line::id).filter(|id| self.chosen.contains(id)).collect()
    }

    fn delete(&mut self, cx: &mut Cx<'_>, ids: Vec<u64>) {
        let gone: BTreeSet<u64> = ids.iter().copied().collect();
        let stays = |line: &&Line| line.id().is_none_or(|id| !gone.contains(&id));
        let lines = &self.list.lines;
        let last = lines.iter().rposition(|line| line.id().is_some_and(|id| gone.contains(&id)));
        if let Some(last) = last {
            // The row that comes to stand there has the keyboard then.
            let near = || lines[last..].iter().chain(lines[..last].iter().rev()).filter(stays);
            let next = near().find(|line| line.id().is_some()).or_else(|| near().next());
            if let Some(next) = next.map(Line::spot) {
                self.focus = self.focused.is_some().then(|| next.clone());
                self.go_to(next, false);
            }
        }
        self.active = true;
        cx.push(AppCommand::Messages(MessageCommand::Delete(ids)));
    }

    fn fold(&mut self, name: &Arc<str>, folded: bool) {
        if folded {
            self.folded.insert(Arc::clone(name));
        } else {
            self.folded.remove(name);
        }
    }
}

fn empty_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let wish = padded(ui, |ui| {
        empty_state(ui, Icon::PaperPlaneTilt, cx.t("messages-empty"), cx.t("messages-empty-hint"), |ui| {
            let new = ui.add(Button::new(cx.t("messages-first")).icon(Icon::Plus)).clicked();
            let import = ui.add(Button::new(cx.t("messages-import")).quiet()).clicked();
            let new = new.then(|| AppCommand::EditMessage(Some(SavedMessage::default())));
            new.or(import.then_some(AppCommand::Messages(MessageCommand::Import)))
        })
    });
    if let Some(wish) = wish {
        cx.push(wish);
    }
}
